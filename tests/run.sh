#!/bin/sh
# run.sh - every test, in this order: golden tests first, because nothing should be run or extracted
# on a transformation that is wrong; then the oracles, the units, and the whole line end to end.
#
# BUILD is the build folder, GO the go command. Ends with one line for each kind and, last, the plain
# line `N passed, N failed, N skipped`. A test that needs what cannot be had is skipped, with a
# reason, never passed.
set -u
cd "$(dirname "$0")/.." || exit 1
BUILD=${BUILD:-build}
GO=${GO:-go}
BENCHLINE=$BUILD/benchline
export BUILD GO BENCHLINE
# No project's tests depend on what this machine's user has set.
unset GOFLAGS BENCHLINE_CONFIG
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
total_passed=0 total_failed=0 total_skipped=0
summary=

# Lines `ok NAME`, `not ok NAME` and `skip NAME: why` of a script are what is counted. A script that
# fails without having said so counts as one more failure.
run_script() { # run_script KIND COMMAND...
	kind=$1
	shift
	began=$(date +%s)
	"$@" >"$log/out" 2>&1
	code=$?
	echo "$(($(date +%s) - began)) s  $*" >>"$log/times"
	p=$(grep -c '^ok ' "$log/out")
	f=$(grep -c '^not ok ' "$log/out")
	s=$(grep -c '^skip ' "$log/out")
	if [ $code != 0 ] && [ "$f" = 0 ]; then f=1; fi
	if [ "$f" != 0 ]; then cat "$log/out"; else grep -e '^skip ' -e '^# ' "$log/out"; fi
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# A cmocka program says how many passed, failed and were skipped at its end.
run_unit() {
	"$1" >"$log/out" 2>&1
	code=$?
	p=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test(s)\.$/\1/p' "$log/out" | awk '{ n += $1 } END { print n + 0 }')
	f=$(sed -n 's/^\[  FAILED  \].* \([0-9]*\) test(s), listed below:$/\1/p' "$log/out" | awk '{ n += $1 } END { print n + 0 }')
	s=$(sed -n 's/^\[  SKIPPED \].* \([0-9]*\) test(s), listed below:$/\1/p' "$log/out" | awk '{ n += $1 } END { print n + 0 }')
	if [ $code != 0 ] && [ "$f" = 0 ]; then f=1; fi
	if [ "$f" != 0 ]; then
		echo "# $1"
		cat "$log/out"
	fi
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

begin() {
	kind=$1
	echo "== $kind"
	passed=0 failed=0 skipped=0
}

finish() {
	line=$(printf '%-10s %5d passed, %d failed, %d skipped' "$kind" "$passed" "$failed" "$skipped")
	echo "$line"
	summary="$summary$line
"
	total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed))
	total_skipped=$((total_skipped + skipped))
}

# How long each took is no test, but where to look first when they take too long.
conclude() {
	echo "== the slowest"
	sort -rn "$log/times" | head -n 8
	echo "== all"
	printf '%s' "$summary"
	echo "$total_passed passed, $total_failed failed, $total_skipped skipped"
	[ "$total_failed" = 0 ]
	exit
}

begin golden
for script in tests/golden/*/run.sh; do
	run_script golden sh "$script"
done
finish
if [ "$failed" != 0 ]; then
	echo "a transformation is wrong: nothing is run on it"
	conclude
fi

begin oracle
for script in tests/oracle/*.sh; do
	run_script oracle sh "$script"
done
finish

begin unit
for program in "$BUILD"/tests/*_test; do
	run_unit "$program"
done
# What the fuzzers found once, and what they start from.
for replay in "$BUILD"/tests/*_replay; do
	target=$(basename "$replay" _replay)
	sh tests/fuzz/seeds.sh "$target" | while read -r input; do
		if "$replay" "$input" >"$log/replay" 2>&1; then echo "ok $target $input"; else
			cat "$log/replay"
			echo "not ok $target $input"
		fi
	done
done >"$log/replayed"
run_script unit cat "$log/replayed"
(cd golang && $GO vet . && $GO test -v .) >"$log/go" 2>&1
sed -n 's/^--- PASS: \([^ ]*\).*/ok \1/p; s/^--- FAIL: \([^ ]*\).*/not ok \1/p; s/^--- SKIP: \([^ ]*\).*/skip \1: see the test/p' \
	"$log/go" >"$log/go.lines"
grep -q '^ok' "$log/go.lines" || echo "not ok golang" >>"$log/go.lines"
grep -q '^not ok' "$log/go.lines" && cat "$log/go"
# And with the race detector, where there is one.
if (cd golang && $GO test -race -run 'SeveralGoroutines|SameAsWithT' .) >"$log/go" 2>&1; then
	echo "ok golang-race"
elif grep -q -e '-race requires cgo' -e '-race is not supported' -e '-race is only supported' -e 'C compiler' "$log/go"; then
	echo "skip golang-race: $(head -n 1 "$log/go")"
else
	cat "$log/go"
	echo "not ok golang-race"
fi >>"$log/go.lines"
run_script unit cat "$log/go.lines"
finish

begin end-to-end
for script in tests/e2e/*.sh; do
	[ "$script" = tests/e2e/lib.sh ] || run_script end-to-end sh "$script"
done
finish
conclude
