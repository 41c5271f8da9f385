#!/bin/sh
# A change of what a test really allocates is told by the first run that measures it, and by nothing
# else: `benchline history` of a project of which one function is changed, and changed back.
set -u
. tests/e2e/lib.sh

says() { if grep -q -- "$2" "$3"; then ok "$1"; else
	cat "$3"
	not_ok "$1"
fi; }
store=$scratch/benchline.db
cp -r examples/pool/escape "$scratch/escape"
measure() { # measure LABEL
	"$BENCHLINE" run -q --go "$GO" --store "$store" --label "$1" "$scratch/escape" >/dev/null 2>"$scratch/err" || cat "$scratch/err"
}
changes() { "$BENCHLINE" history --store "$store" --changes >"$scratch/out"; }

measure 'first'
measure 'the same'
changes
status history-same 0 $?
grep changed "$scratch/out" >"$scratch/actual"
echo '0 of 5 benchmarks changed' >"$scratch/want"
same history-same-says "$scratch/want" "$scratch/actual"

sed -i 's|^func Sum|//go:noinline\n&|; s|^	p := &Point{x, y}|&\n	last = p|; $a var last *Point' "$scratch/escape/escape.go"
measure 'it escapes'
changes
sed -n 's/^\([^ ]* Test[A-Za-z]*  *[^%]*  exact  *3 on\)  .*  \(it escapes\)$/\1 \2/p' "$scratch/out" | tr -s ' ' >"$scratch/actual"
cat >"$scratch/want" <<'END'
example.com/escape TestSum 0 -> 1 exact 3 on it escapes
example.com/escape TestSum 0 -> 16 exact 3 on it escapes
END
same history-escapes "$scratch/want" "$scratch/actual"
says history-escapes-only '^1 of 5 benchmarks changed$' "$scratch/out"

cp examples/pool/escape/escape.go "$scratch/escape/"
measure 'as it was'
"$BENCHLINE" history --store "$store" --json TestSum >"$scratch/out"
/usr/bin/python3 - "$scratch/out" <<'PY' && ok history-back || not_ok history-back
import json, sys
(benchmark,) = json.load(open(sys.argv[1]))["benchmarks"]
counted = [c for c in benchmark["changes"] if c["unit"] != "ns/op"]
assert [(c["unit"], c["before"], c["after"], c["first_run"], c["last_run"], c["current"]) for c in counted] == [
    ("allocs/op", 0, 1, 3, 3, False), ("B/op", 0, 16, 3, 3, False),
    ("allocs/op", 1, 0, 4, 4, True), ("B/op", 16, 0, 4, 4, True)], counted
assert [run["allocs_per_op"] for run in benchmark["runs"]] == [0, 0, 1, 0]
PY

# ---- names -----------------------------------------------------------------------------------------

"$BENCHLINE" history --store "$store" TestSum TestNobody >"$scratch/out" 2>"$scratch/err"
status history-one-is-missing 1 $?
says history-shows-the-other '^example.com/escape TestSum' "$scratch/out"
echo "benchline history: $store has no test or benchmark TestNobody" >"$scratch/want"
same history-names-the-missing "$scratch/want" "$scratch/err"
"$BENCHLINE" history --store "$store" TestSum BenchmarkSum >"$scratch/out" 2>"$scratch/err"
status history-two-names-of-one 0 $?

exit "${failed:-0}"
