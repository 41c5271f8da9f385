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

# ---- GOMAXPROCS and projects -----------------------------------------------------------------------

cp -r examples/pool/escape "$scratch/one"
cp -r examples/pool/escape "$scratch/two"
both() { "$BENCHLINE" run -q --go "$GO" --cpu 1,2 --only TestSum --store "$scratch/both.db" "$scratch/one" "$scratch/two" >/dev/null 2>&1; }
both
sed -i 's|^func Sum|//go:noinline\n&|; s|^	p := &Point{x, y}|&\n	last = p|; $a var last *Point' "$scratch/two/escape.go"
both
"$BENCHLINE" history --store "$scratch/both.db" TestSum >"$scratch/out"
# With GOMAXPROCS 2 the figures are the machine's, too.
awk '/^  +[0-9]/ { print $1, $NF; next } !/ changed/' "$scratch/out" >"$scratch/actual"
for name in TestSum TestSum-2; do
	printf 'example.com/escape %s\n1 one\n1 two\n2 one\n2 two\n' $name
	[ $name = TestSum-2 ] || echo
done >"$scratch/want"
same history-procs-and-projects "$scratch/want" "$scratch/actual"
says history-change-of-a-project '^  changed in run 2:  0 -> 1 allocs/op  *exact  *two$' "$scratch/out"
"$BENCHLINE" history --store "$scratch/both.db" TestSum-2 >"$scratch/actual"
sed '1,/^$/d' "$scratch/out" >"$scratch/want"
same history-procs-by-name "$scratch/want" "$scratch/actual"
"$BENCHLINE" history --store "$scratch/both.db" --changes >"$scratch/out"
says history-changes-project '^example.com/escape TestSum (two)  *0 -> 1  *exact  2 on ' "$scratch/out"
"$BENCHLINE" compare --store "$scratch/both.db" --all 1 2 >"$scratch/out"
says compare-project '^TestSum (two)  *0  *1  0 -> 1 ' "$scratch/out"
says compare-other-project '^TestSum (one)  *0  *0 ' "$scratch/out"
"$BENCHLINE" compare --store "$store" --all 1 2 >"$scratch/out"
if grep -q '(escape)' "$scratch/out"; then not_ok compare-no-project; else ok compare-no-project; fi

exit "${failed:-0}"
