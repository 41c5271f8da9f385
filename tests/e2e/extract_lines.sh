#!/bin/sh
# `benchline extract --jsonl`: the rows of --json, line by line, when their run ends, and in memory that
# does not grow with the log.
set -u
. tests/e2e/lib.sh
schema=$PWD/docs/extract-line.schema.json
cd tests/golden/extract || exit 1

/usr/bin/python3 -B "$here/extract_lines.py" "$BENCHLINE" "$schema" ./*.log || failed=1

# ---- in a pipe -----------------------------------------------------------------------------------

# The second package runs when the first one's line has been read; whoever waits for more waits for ever.
mkfifo "$scratch/lines" "$scratch/go"
{
	printf 'pkg: example.com/first\nBenchmarkSum-8 \t100\t1.5 ns/op\nPASS\nok  \texample.com/first\t1.5s\n'
	read -r _ <"$scratch/go"
	printf 'FAIL\texample.com/last [build failed]\n'
} | timeout 300 "$BENCHLINE" extract --jsonl >"$scratch/lines" &
{
	read -r first
	echo "$first" >"$scratch/first"
	echo on >"$scratch/go"
	cat >"$scratch/rest"
} <"$scratch/lines"
wait $!
status extract-lines-pipe-ends 1 $?
if grep -q '"name":"BenchmarkSum"' "$scratch/first" && tail -n 1 "$scratch/rest" | grep -q '"status":"build-failed"'; then
	ok extract-lines-while-go-test-runs
else
	not_ok extract-lines-while-go-test-runs
fi

# ---- memory --------------------------------------------------------------------------------------

# A hundred times the log takes the memory that the log takes, but for what libraries keep by chance.
repeat() { # repeat TIMES: so many packages of 2000 results each
	awk -v times="$1" 'BEGIN {
		for (p = 0; p < times; p++) {
			printf "goos: linux\ngoarch: amd64\npkg: example.com/shop/p%d\n", p
			for (i = 0; i < 2000; i++)
				printf "BenchmarkOrder%d/size=%d-8   \t%8d\t%10d.5 ns/op\t%8d B/op\t%8d allocs/op\t 1.5 widgets\n", i / 4, i % 4, 100 + i, i, i, i
			printf "PASS\nok  \texample.com/shop/p%d\t1.5s\n", p
		}
	}'
}
peak() { sed -n 's/^measured: .* peak \([0-9]*\)$/\1/p'; } # kB
measure=$(dirname "$BENCHLINE")/bench/measure
# AddressSanitizer keeps what is freed, or it could not tell who uses it.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}quarantine_size_mb=1"
repeat 3 >"$scratch/short.log"
repeat 300 >"$scratch/long.log"
short=$("$measure" "$BENCHLINE" extract --jsonl "$scratch/short.log" 2>&1 >"$scratch/out" | peak)
long=$("$measure" "$BENCHLINE" extract --jsonl "$scratch/long.log" 2>&1 >"$scratch/out" | peak)
status extract-lines-all 600000 "$(wc -l <"$scratch/out")"
if [ "$long" -lt $((short + 2000)) ]; then
	ok extract-lines-constant-memory
else
	not_ok "extract-lines-constant-memory: $short kB, and $long kB of a hundred times as much"
fi

# ---- usage ---------------------------------------------------------------------------------------

for option in --json "--output=$scratch/x.json" --output=- "--store=$scratch/x.db" --label=x; do
	"$BENCHLINE" extract --jsonl "$option" plain.log >"$scratch/out" 2>"$scratch/err"
	status "extract-lines-not-with-${option%%=*}" 2 $?
	grep -q -- '--jsonl goes without --[a-z]*: it keeps no results' "$scratch/err" || not_ok "extract-lines-says-so"
	[ ! -s "$scratch/out" ] && [ ! -e "$scratch/x.json" ] && [ ! -e "$scratch/x.db" ] || not_ok "extract-lines-nothing-else"
done
"$BENCHLINE" extract --jsonl /nonexistent/x.log >"$scratch/out" 2>"$scratch/err"
status extract-lines-no-log 1 $?
if [ -w /dev/full ]; then
	"$BENCHLINE" extract --jsonl plain.log >/dev/full 2>"$scratch/err"
	status extract-lines-full-disk 3 $?
	grep -q 'standard output: No space left' "$scratch/err"
	status extract-lines-full-disk-says 0 $?
else
	skip extract-lines-full-disk "there is no /dev/full"
fi
exit "${failed:-0}"
