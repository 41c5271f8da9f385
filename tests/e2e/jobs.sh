#!/bin/sh
# A pool on all cores: what find and inject print does not depend on --jobs, memory does not grow
# with the pool, and an interrupt leaves nothing behind.
set -u
. tests/e2e/lib.sh

# Projects of every kind that there is here: good ones, ones that are not Go, and tests that cannot
# be converted. Later projects are small and done before the first one, which is large.
pool=$scratch/pool
mkdir "$pool"
for project in examples/pool/* tests/e2e/trouble/*; do
	[ -d "$project" ] && cp -r "$project" "$pool/z-$(basename "$project")"
done
for case in tests/golden/inject/*/; do
	project=$pool/g-$(basename "$case")
	mkdir "$project"
	for file in "$case"*.go "$case"*.go.bad; do
		if [ -f "$file" ]; then cp "$file" "$project/$(basename "$file" .bad)"; fi
	done
	echo 'module example.com/golden' >"$project/go.mod"
done

# A project of one package: PACKAGE FOLDER FILES; each file has 20 tests that share helpers.
make_project() {
	mkdir -p "$2"
	echo "module example.com/$1" >"$2/go.mod"
	awk -v package="$1" -v folder="$2" -v files="$3" 'BEGIN {
		for (f = 0; f < files; f++) {
			file = folder "/f" f "_test.go"
			printf "package %s\n\nimport \"testing\"\n\n", package >file
			for (i = 0; i < 20; i++) {
				printf "func TestN%d_%d(t *testing.T) {\n\tcheck%d(t, %d)\n\tcheck0(t, 1)\n}\n\n", f, i, f, i >file
			}
			printf "func check%d(t *testing.T, n int) {\n\tt.Helper()\n\tif n < 0 {\n\t\tt.Fatal(n)\n\t}\n}\n", f >file
			close(file)
		}
	}'
}
make_project large "$pool/a-large" 100

for jobs in 1 2 8; do
	"$BENCHLINE" inject -j $jobs --map "$scratch/map.$jobs" "$pool" >"$scratch/diff.$jobs" 2>"$scratch/err.$jobs"
	echo $? >"$scratch/status.$jobs"
	"$BENCHLINE" find -v --jobs=$jobs "$pool" >"$scratch/found.$jobs" 2>"$scratch/found-err.$jobs"
	echo $? >"$scratch/found-status.$jobs"
done
for jobs in 2 8; do
	for what in status diff err map found-status found found-err; do
		if cmp "$scratch/$what.1" "$scratch/$what.$jobs"; then ok "jobs-$what-$jobs"; else not_ok "jobs-$what-$jobs"; fi
	done
done
# ... which would be easy if nothing were printed.
if grep -q '^+func BenchmarkN99_19' "$scratch/diff.8" && grep -q 'is not converted' "$scratch/err.8" &&
	grep -q ': error:' "$scratch/found-err.8" && grep -q '"kind":' "$scratch/map.8"; then
	ok jobs-print
else
	not_ok jobs-print
fi
status jobs-finding 1 "$(cat "$scratch/status.8")"

for wrong in 0 -1 1025 two 1.5 2x ''; do
	"$BENCHLINE" inject --jobs "$wrong" "$pool" >"$scratch/out" 2>"$scratch/err"
	code=$?
	if [ $code = 2 ] && [ ! -s "$scratch/out" ] && grep -q -- '--jobs takes a number' "$scratch/err"; then
		ok "jobs-refuses-'$wrong'"
	else
		not_ok "jobs-refuses-'$wrong'"
	fi
done

# The most that the process ever had in memory, in kB, as the kernel counts it. Page by page that
# differs from run to run, and threads keep what they once had: hence the slack.
peak() { # peak PATH; without a go command, whose own memory would count
	PATH=/nowhere "${BUILD:-build}/bench/measure" "$BENCHLINE" inject -q -j 2 "$1" 2>"$scratch/peak" >/dev/null
	sed -n 's/^measured:.* peak //p' "$scratch/peak"
}
copies=$scratch/copies
mkdir "$copies"
for n in 1 2 3 4 5 6 7 8; do make_project p "$copies/p$n" 40; done
once=$(peak "$copies")
for n in $(seq 9 80); do cp -r "$copies/p1" "$copies/p$n"; done
tenfold=$(peak "$copies")
echo "# a pool: ${once:-?} kB; ten times the pool: ${tenfold:-?} kB"
if grep -q __asan_init "$BENCHLINE"; then
	skip jobs-memory "AddressSanitizer keeps what is freed"
elif [ "${tenfold:-1}" -lt $((2 * ${once:-0})) ]; then ok jobs-memory; else not_ok jobs-memory; fi

# An interrupt in the middle, while nobody reads: the program ends by it, and no half of a map, nor
# anything else, is left.
mkfifo "$scratch/pipe"
mkdir "$scratch/tmp" "$scratch/maps"
TMPDIR=$scratch/tmp timeout -s KILL 60 "$BENCHLINE" inject -q -j 8 --map "$scratch/maps/map" "$pool" >"$scratch/pipe" 2>"$scratch/err" &
pid=$!
exec 9<"$scratch/pipe"
for _ in $(seq 100); do
	[ -n "$(ls "$scratch/maps")" ] && break
	sleep 0.1
done
sleep 0.5
pkill -INT -P $pid
wait $pid
status jobs-interrupt-ends 130 $?
exec 9<&-
status jobs-interrupt-leaves-nothing 0 "$(find "$scratch/tmp" "$scratch/maps" -mindepth 1 | wc -l)"
exit "${failed:-0}"
