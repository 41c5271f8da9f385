#!/bin/sh
# A test's subtests as rows of their own, with every Go there is: each has what it allocates alone,
# and a test with one that cannot run alone is measured whole and says so.
set -u
. tests/e2e/lib.sh

# rows FILE: package, test, status, allocs/op and B/op, and why it was measured whole
rows() {
	/usr/bin/python3 - "$1" <<'END'
import json, sys
def number(value):
    return "-" if value is None else "%g" % value
for project in json.load(open(sys.argv[1]))["projects"]:
    for package in project["packages"]:
        for row in package["benchmarks"]:
            print(package["import_path"].replace("example.com/split/", ""), row["test"], row["name"].replace("Benchmark", ""),
                  row["status"], number(row["allocs_per_op"]), number(row["bytes_per_op"]), row["inline_reason"] or row["reason"] or "")
END
}

downloaded_gos() {
	for candidate in "$($GO env GOMODCACHE)"/golang.org/toolchain@*/bin/go; do
		[ -x "$candidate" ] && echo "$candidate"
	done
}

cp -r tests/e2e/split "$scratch/split"
cd "$scratch" || exit 1
before=$("$tool" hash split)
for go in "$GO" $(other_gos) $(downloaded_gos); do
	name=$(GOTOOLCHAIN=local $go env GOVERSION)
	"$BENCHLINE" run -q --go "$go" --subtests=split -o out.json split/leaves >out.txt 2>out.err
	status "split-exit-status-$name" 0 $?
	same "split-says-nothing-$name" /dev/null out.err
	# What t.Setenv and os.Stat allocate differs between Go versions, and so does what a goroutine takes.
	# Which of its goroutines is first is chance.
	rows out.json | sed -e '/TestFiles/s/ ok .*/ ok/' -e '/TestGoroutines/s/#01//g' >leaves
	same "split-leaves-$name" "$here/split.leaves" leaves
	(cd "$here/../.." && valid "split-schema-$name" "$scratch/out.json")
	"$BENCHLINE" run -q --go "$go" --subtests=split -o out.json split/alone >out.txt 2>out.err
	status "split-alone-exit-status-$name" 1 $?
	rows out.json | sed '/TestFine/!s/ ok [0-9]* [0-9]*/ ok/' >alone
	same "split-alone-$name" "$here/split.alone" alone
	(cd "$here/../.." && valid "split-alone-schema-$name" "$scratch/out.json")
done
status split-untouched "$before" "$("$tool" hash split)"

"$BENCHLINE" run -q --go "$GO" --subtests=split -o out.json split/many >out.txt 2>&1
status split-many-exit-status 0 $?
status split-many-rows 100 "$(rows out.json | grep -c '^many TestMany/[0-9]* Many/[0-9]* ok 1 16 $')"
status split-many-rest 1 "$(grep -c 'TestMany  .*  whole: it has 103 subtests, and only the first 100 have rows$' out.txt)"

# Inline is the default, and the same as before.
"$BENCHLINE" run -q --go "$GO" -o plain.json split/leaves >/dev/null 2>&1
"$BENCHLINE" run -q --go "$GO" --subtests=inline -o inline.json split/leaves >/dev/null 2>&1
rows plain.json >plain
rows inline.json | same split-inline plain -
status split-inline-rows 9 "$(grep -c '' plain)"

for arguments in --subtests=both '--subtests=split --engine=source' '--engine=both --subtests=split'; do
	"$BENCHLINE" run $arguments split/leaves >/dev/null 2>&1
	status "split-usage $arguments" 2 $?
done
exit "${failed:-0}"
