#!/bin/sh
# Tests as they are, driven by a rewritten package testing: with every Go there is, what allocates
# nothing measures nothing; two engines agree, or it is said where not; and no installation is
# changed.
set -u
. tests/e2e/lib.sh

# The Go installations to test with: those of other_gos, and those that the go command downloaded.
downloaded_gos() {
	for candidate in "$($GO env GOMODCACHE)"/golang.org/toolchain@*/bin/go; do
		[ -x "$candidate" ] && echo "$candidate"
	done
}

# engines FILE: package, test, engine, and what the other engine said
engines() {
	/usr/bin/python3 - "$1" <<'END'
import json, sys
for project in json.load(open(sys.argv[1]))["projects"]:
    for package in project["packages"]:
        for row in package["benchmarks"]:
            check = row["check"] or {"status": "-", "differs": "-"}
            print(package["import_path"], row["test"], row["engine"], check["status"], check["differs"])
END
}

cp -r tests/e2e/harness "$scratch/pool"
for go in "$GO" $(other_gos) $(downloaded_gos); do
	name=$(GOTOOLCHAIN=local $go env GOVERSION)
	root=$(GOTOOLCHAIN=local $go env GOROOT)
	before=$("$tool" hash "$root/src/testing/")
	"$BENCHLINE" run -q --go "$go" -o "$scratch/empty.json" "$scratch/pool/empty" >"$scratch/empty.txt" 2>"$scratch/empty.err"
	status "harness-empty-$name" 0 $?
	same "harness-empty-says-nothing-$name" /dev/null "$scratch/empty.err"
	"$tool" figures "$scratch/empty.json" | grep -v ' ok 0 0$' >"$scratch/rest"
	same "harness-empty-figures-$name" /dev/null "$scratch/rest"
	engines "$scratch/empty.json" | grep -v ' harness - -$' >"$scratch/rest"
	same "harness-empty-engine-$name" /dev/null "$scratch/rest"
	status "harness-goroot-untouched-$name" "$before" "$("$tool" hash "$root/src/testing/")"
done

# What go test builds afterwards has nothing of the harness, although the build cache is the same.
(cd "$scratch/pool/empty" && $GO test -c -vet=off -o "$scratch/plain.test" .)
status harness-plain-builds 0 $?
status harness-plain-is-plain 0 "$(grep -c benchline_harness "$scratch/plain.test")"

"$BENCHLINE" run -q --go "$GO" --engine=both -o "$scratch/both.json" "$scratch/pool/differs" >"$scratch/both.txt"
status harness-both-exit-status 1 $?
engines "$scratch/both.json" >"$scratch/engines"
same harness-both "$here/harness.expected" "$scratch/engines"
valid harness-both-schema "$scratch/both.json"
status harness-both-says-so 1 "$(grep -c '^3 measured by both engines: 1 differ$' "$scratch/both.txt")"

# Fuzz tests and examples are the other engine's, in the same package too.
"$BENCHLINE" run -q --go "$GO" --from test,fuzz -o "$scratch/kinds.json" tests/e2e/kinds/fuzz >"$scratch/kinds.txt"
status harness-kinds-exit-status 0 $?
engines "$scratch/kinds.json" | sed 's/.* \(.\)[a-zA-Z]* \([a-z]*\) .*/\1 \2/' | sort -u >"$scratch/engines"
printf 'F source\nT harness\n' >"$scratch/expected"
same harness-kinds "$scratch/expected" "$scratch/engines"
status harness-kinds-says-so 1 "$(grep -c '  by harness and source$' "$scratch/kinds.txt")"

# An installation whose package testing is not what the harness knows: the other engine takes over.
root=$($GO env GOROOT)
fake=$scratch/fake
mkdir -p "$fake/src/testing"
for part in "$root"/* "$root"/src/* "$root"/src/testing/*; do
	[ -e "$fake/${part#"$root"/}" ] || ln -s "$part" "$fake/${part#"$root"/}"
done
rm "$fake/src/testing/"*.go
change() { # change SCRIPT: of every file of package testing
	for file in "$root/src/testing/"*.go; do
		sed "$1" "$file" >"$fake/src/testing/${file##*/}"
	done
}
change 's/setRan/markRan/'
cat >"$scratch/fake-go" <<END
#!/bin/sh
GOROOT=$fake GOTOOLCHAIN=local exec $(command -v "$GO") "\$@"
END
chmod +x "$scratch/fake-go"
"$BENCHLINE" run -q --go "$scratch/fake-go" -o "$scratch/fake.json" "$scratch/pool/differs" >"$scratch/fake.txt" 2>"$scratch/fake.err"
engines "$scratch/fake.json" | grep -v ' source - -$' >"$scratch/rest"
same harness-fallback-engine /dev/null "$scratch/rest"
status harness-fallback-reason 1 "$(grep -c 'by source  not by harness: package testing has no common.setRan' "$scratch/fake.txt")"
status harness-fallback-warning 1 "$(grep -c 'warning: .*package testing has no common.setRan' "$scratch/fake.err")"
valid harness-fallback-schema "$scratch/fake.json"

# One that has what the harness knows, but does not compile with it.
change ''
sed 's/int32/int64/g' "$root/src/testing/match.go" >"$fake/src/testing/match.go"
"$BENCHLINE" run -q --go "$scratch/fake-go" -o "$scratch/fake.json" "$scratch/pool/differs" >"$scratch/fake.txt" 2>/dev/null
status harness-fallback-build 1 "$(grep -c 'not by harness: it does not build: ' "$scratch/fake.txt")"

"$BENCHLINE" run --engine=fast >/dev/null 2>&1
status harness-usage 2 $?
exit "${failed:-0}"
