#!/bin/sh
# benchline merge: many stores and files into one, all or nothing; and the parts of a run joined, which
# is the run that was never divided.
set -u
. tests/e2e/lib.sh

run() { # run NAME STATUS ARGUMENT...: also keeps the streams
	name=$1
	want=$2
	shift 2
	"$BENCHLINE" "$@" >"$scratch/out" 2>"$scratch/err"
	status "$name" "$want" $?
}
says() { if grep -q -- "$2" "$3"; then ok "$1"; else
	cat "$3"
	not_ok "$1"
fi; }
lines() { # lines NAME EXPECTED FILE
	printf '%s\n' "$2" >"$scratch/lines"
	same "$1" "$scratch/lines" "$3"
}
# Nothing at that path, nor anything beside it that a merge began.
nothing() { # nothing NAME PATH
	if [ "$(find "$(dirname "$2")" -name "$(basename "$2")*" | wc -l)" = 0 ]; then ok "$1"; else
		ls -l "$(dirname "$2")"
		not_ok "$1"
	fi
}
cat >"$scratch/timeless.py" <<'END'
# The JSON of a run without times and identifiers.
import json, sys
def clean(value):
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items()
                if not (k in ('id', 'started') or k.endswith('_seconds') or k.startswith('ns'))}
    return [clean(v) for v in value] if isinstance(value, list) else value
json.dump(clean(json.load(open(sys.argv[1]))), sys.stdout, indent=1)
END
timeless() { /usr/bin/python3 "$scratch/timeless.py" "$1"; }

# ---- the parts of a run ----------------------------------------------------------------------------

pool=$scratch/pool
mkdir "$pool"
cp -r examples/pool/* "$pool"
# Modules in a module, and folders whose byte order is not that of their paths.
for at in . a a-b a/x a/mod a/mod/y b/c; do
	mkdir -p "$pool/nest/$at"
	printf 'package p\n\nimport "testing"\n\nvar sink []byte\n\nfunc TestMake(t *testing.T) { sink = make([]byte, %d) }\n' \
		"$((8 * ${#at}))" >"$pool/nest/$at/p_test.go"
	printf 'package p\n' >"$pool/nest/$at/p.go"
done
echo 'module example.com/nest' >"$pool/nest/go.mod"
echo 'module other.org/mod' >"$pool/nest/a/mod/go.mod"
printf 'package p\n\nimport "testing"\n\nfunc TestNo(t *testing.T) { t.Fatal("no") }\n' >"$pool/nest/b/c/no_test.go"

run merge-whole 1 run -q --go "$GO" --label whole -o "$scratch/whole.json" "$pool"
for i in 1 2 3; do
	"$BENCHLINE" run -q --go "$GO" --label whole --shard "$i/3" -o "$scratch/$i.json" "$pool" >/dev/null 2>"$scratch/err"
	valid "merge-part-$i-valid" "$scratch/$i.json"
done
run merge-join 0 merge --join -o "$scratch/joined.db" "$scratch/3.json" "$scratch/1.json" "$scratch/2.json"
lines merge-join-says "$scratch/3.json + $scratch/1.json + $scratch/2.json: run 1" "$scratch/out"
run merge-join-show 0 show --json "$scratch/joined.db"
cp "$scratch/out" "$scratch/joined.json"
valid merge-join-valid "$scratch/joined.json"
if [ -x /usr/bin/python3 ]; then
	timeless "$scratch/whole.json" >"$scratch/want"
	timeless "$scratch/joined.json" >"$scratch/got"
	same merge-join-is-the-whole "$scratch/want" "$scratch/got"
else
	skip merge-join-is-the-whole "python3 is not installed"
fi

# Whoever joins them, in any order and by way of a store, gets the same run.
run merge-import 0 merge -o "$scratch/parts.db" "$scratch/1.json" "$scratch/2.json" "$scratch/3.json"
run merge-again 0 merge --join --store "$scratch/joined.db" "$scratch/parts.db" "$scratch/2.json"
says merge-again-says "parts.db@1 + .*parts.db@2 + .*parts.db@3: run 1 (it was there)" "$scratch/out"
run merge-steps-1 0 merge --join -o "$scratch/step.db" "$scratch/1.json" "$scratch/2.json"
run merge-steps-2 0 merge --join -o "$scratch/step2.db" "$scratch/step.db" "$scratch/3.json"
run merge-steps-show 0 show --json "$scratch/step2.db"
grep '"id"' "$scratch/joined.json" >"$scratch/want"
grep '"id"' "$scratch/out" >"$scratch/got"
same merge-steps-identifier "$scratch/want" "$scratch/got"
run merge-label 0 merge --join --label 'all of it' -o "$scratch/label.db" "$scratch/1.json" "$scratch/2.json"
run merge-label-show 0 show --json "$scratch/label.db"
says merge-label-says '"label": "all of it"' "$scratch/out"

# ---- what cannot be joined: refused, and nothing is written -------------------------------------------

mkdir "$scratch/no"
refused() { # refused NAME WORDS INPUT...
	name=$1
	words=$2
	shift 2
	run "$name" 1 merge --join -o "$scratch/no/refused.db" "$@"
	says "$name-says" "$words" "$scratch/err"
	lines "$name-one-error" 1 "$(grep -c ': error: ' "$scratch/err" >"$scratch/n"; echo "$scratch/n")"
	nothing "$name-nothing" "$scratch/no/refused.db"
	cp "$scratch/parts.db" "$scratch/no/there.db"
	run "$name-there" 1 merge --join -o "$scratch/no/there.db" "$@"
	if cmp -s "$scratch/parts.db" "$scratch/no/there.db"; then ok "$name-unchanged"; else not_ok "$name-unchanged"; fi
}
refused merge-overlap 'whole.json: error: it cannot be joined with .*1.json: both have the package [^ ]* of the project [^ ]*$' \
	"$scratch/1.json" "$scratch/whole.json"
sed 's/"go_version": "[^"]*"/"go_version": "go1.0"/' "$scratch/2.json" >"$scratch/old.json"
refused merge-go 'old.json: error: it cannot be joined with .*1.json: its Go is go1.0, and that one' \
	"$scratch/1.json" "$scratch/old.json"
"$BENCHLINE" run -q --go "$GO" --iterations 3 --shard 2/3 -o "$scratch/three.json" "$pool" >/dev/null 2>&1
refused merge-settings "its number of iterations is 3, and that one's 10" "$scratch/1.json" "$scratch/three.json"
echo '{"schema_version": 1' >"$scratch/bad.json"
refused merge-bad 'bad.json:2:1: error: expected' "$scratch/1.json" "$scratch/bad.json"
refused merge-missing 'cannot be read: No such file' "$scratch/1.json" "$scratch/missing.json"

# ---- many runs into one store ------------------------------------------------------------------------

run merge-all 0 merge -o "$scratch/all.db" "$scratch/parts.db" "$scratch/whole.json" "$scratch/2.json" "$scratch/joined.db@1"
cat >"$scratch/want" <<END
$scratch/parts.db@1: run 1
$scratch/parts.db@2: run 2
$scratch/parts.db@3: run 3
$scratch/whole.json: run 4
$scratch/2.json: run 2 (it was there)
$scratch/joined.db@1: run 5
END
same merge-all-says "$scratch/want" "$scratch/out"
for pair in '1 1.json' '3 3.json' '4 whole.json'; do
	"$BENCHLINE" show --json --store "$scratch/all.db" "${pair%% *}" | cmp -s - "$scratch/${pair##* }"
	status "merge-all-same-${pair%% *}" 0 $?
done
"$BENCHLINE" merge -o "$scratch/stdin.db" - <"$scratch/1.json" >"$scratch/out"
status merge-stdin 0 $?
run merge-into-itself 0 merge -o "$scratch/all.db" "$scratch/all.db"
says merge-into-itself-says 'all.db@5: run 5 (it was there)' "$scratch/out"
run merge-check 0 history --store "$scratch/all.db" --check
if [ ! -e "$scratch/all.db-wal" ]; then ok merge-no-log; else not_ok merge-no-log; fi

# One bad input, and none is in.
run merge-one-bad 1 merge -o "$scratch/no/refused.db" "$scratch/1.json" "$scratch/bad.json"
nothing merge-one-bad-nothing "$scratch/no/refused.db"
cp "$scratch/label.db" "$scratch/no/keep.db"
run merge-one-bad-there 1 merge -o "$scratch/no/keep.db" "$scratch/1.json" "$scratch/2.json" "$scratch/bad.json"
if cmp -s "$scratch/label.db" "$scratch/no/keep.db"; then ok merge-one-bad-unchanged; else not_ok merge-one-bad-unchanged; fi

# Through a link, which stays one; and where nothing can be made.
ln -s elsewhere.db "$scratch/no/link.db"
run merge-link 0 merge -o "$scratch/no/link.db" "$scratch/1.json"
if [ -L "$scratch/no/link.db" ] && [ -f "$scratch/no/elsewhere.db" ]; then ok merge-link-stays; else not_ok merge-link-stays; fi
run merge-no-folder 3 merge -o "$scratch/nowhere/x.db" "$scratch/1.json"
says merge-no-folder-says 'nowhere/x.db: error: the store cannot be made: No such file' "$scratch/err"
run merge-no-store 3 merge -o "$scratch/bad.json" "$scratch/1.json"

# ---- wrong usage -------------------------------------------------------------------------------------

run merge-no-output 2 merge "$scratch/1.json"
says merge-no-output-says '-o OUT.db is expected' "$scratch/err"
run merge-no-input 2 merge -o "$scratch/x.db"
says merge-no-input-says 'an INPUT is expected' "$scratch/err"
run merge-label-alone 2 merge --label x -o "$scratch/x.db" "$scratch/1.json"
says merge-label-alone-says 'give --join too' "$scratch/err"
run merge-empty-label 2 merge --join --label '' -o "$scratch/x.db" "$scratch/1.json"
exit "${failed:-0}"
