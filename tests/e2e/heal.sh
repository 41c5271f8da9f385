#!/bin/sh
# Packages built to break the rewriter: whatever compiled before, compiles with its benchmarks, and
# what the compiler does not like is said; with every Go that there is.
set -u
. tests/e2e/lib.sh

cp -r tests/e2e/heal "$scratch/heal"
cd "$scratch/heal" || exit 1
before=$("$tool" hash .)
export GOFLAGS= GOWORK=off GOPROXY=off

# The packages that compile, and those that do not.
verdicts() { # verdicts GO [ARGUMENT...]
	command=$1
	shift
	"$command" test -vet=off -run '^$' "$@" ./... 2>&1 | summary
}

summary() {
	sed -n 's/^\(ok\|FAIL\)[[:space:]]*\(example.com[^[:space:]]*\).*/\1 \2/p' | sort
}

# Without the compiler's own words, which are different in every version, and without source lines.
words() {
	sed -e '/^    /d' -e 's/\(does not compile as a benchmark\): .*/\1/' \
		-e 's/\(as it is\): .*/\1/' "$1"
}

try() { # try NAME GO
	verdicts "$2" >"$scratch/compiled"
	"$BENCHLINE" inject --go "$2" --overlay "$scratch/overlay.json" . >"$scratch/out" 2>"$scratch/err"
	status "heal-$1-exit-status" 1 $?
	words "$scratch/err" >"$scratch/words"
	same "heal-$1-says" "$here/heal.expected" "$scratch/words"
	"$2" test -vet=off -run '^$' -bench . -benchtime 1x -cpu 1 -overlay "$scratch/overlay.json" ./... \
		>"$scratch/log" 2>&1
	summary <"$scratch/log" >"$scratch/compiles"
	same "heal-$1-compiles" "$scratch/compiled" "$scratch/compiles"
	awk '/^pkg: / { at = $2 } /^Benchmark|^---/ { print at, $1 }' "$scratch/log" | sort >"$scratch/ran"
	same "heal-$1-runs" "$here/heal.benchmarks" "$scratch/ran"
	status "heal-$1-untouched" "$before" "$("$tool" hash .)"
}

try go "$GO"
for other in $(other_gos); do
	try "$("$other" env GOVERSION)" "$other"
done

# What a package's own error is.
"$BENCHLINE" inject --go "$GO" --overlay "$scratch/overlay.json" broken >/dev/null 2>"$scratch/err"
sed -n -e /depends:/d -e 's/.*as it is: \([^ ]*\).*/\1/p' "$scratch/err" >"$scratch/words"
printf '%s\n' broken/external/x_test.go:5:37: no broken/package/broken.go:4:25: cannot \
	broken/test/broken_test.go:7:30: broken/unused/unused_test.go:4:2: >"$scratch/expected"
same heal-own-errors "$scratch/expected" "$scratch/words"

# An overlay is written anew, and nobody else's folder is.
ls "$scratch/_overlay.json.d" >"$scratch/listed"
printf 'benchline-overlay\n' >"$scratch/expected"
same heal-overlay-again "$scratch/expected" "$scratch/listed"
mkdir "$scratch/_mine.d" && touch "$scratch/_mine.d/file"
"$BENCHLINE" inject --overlay "$scratch/mine" given >/dev/null 2>&1
status heal-overlay-not-mine 2 $?
[ -f "$scratch/_mine.d/file" ] && ok heal-overlay-keeps || not_ok heal-overlay-keeps

# Written, up to date, and taken back.
rm -rf broken
before=$("$tool" hash .)
verdicts "$GO" >"$scratch/compiled"
"$BENCHLINE" inject -q --go "$GO" --write . >/dev/null 2>"$scratch/err" || cat "$scratch/err"
status heal-write 0 $?
verdicts "$GO" >"$scratch/compiles"
same heal-write-compiles "$scratch/compiled" "$scratch/compiles"
grep -q '^ok' "$scratch/compiles" && ok heal-write-tested || not_ok heal-write-tested
grep -h -A 2 '^// BenchmarkDirect ' given/given_test.go >"$scratch/comment"
cat >"$scratch/expected" <<'END'
// BenchmarkDirect is approximate, and calls the test itself: does not compile as a benchmark.
func BenchmarkDirect(b *testing.B) {
	benchlineOriginal(b, "TestDirect", TestDirect)
END
same heal-write-says-why "$scratch/expected" "$scratch/comment"
"$BENCHLINE" inject -q --go "$GO" --check . >/dev/null 2>&1
status heal-check 0 $?
# `where` follows what was written, although it would have made a copy.
"$BENCHLINE" where given/given_test.go:10 >"$scratch/out" 2>"$scratch/err"
status heal-where-refused 0 $?
status heal-where-refused-has-no-copy 1 "$(grep -c . "$scratch/out")"
"$BENCHLINE" where "given/given_test.go:$(grep -n 'func TestFree' given/given_test.go | cut -d: -f1)" >"$scratch/out"
status heal-where-copied 2 "$(grep -c . "$scratch/out")"
for other in $(other_gos); do
	"$BENCHLINE" inject -q --go "$other" --check . >/dev/null 2>&1
	status "heal-check-$("$other" env GOVERSION)" 0 $?
done
# Without a go command nothing is checked, which is said once.
mkdir "$scratch/empty"
PATH=$scratch/empty "$BENCHLINE" inject -q --check given generic >/dev/null 2>"$scratch/err"
status heal-without-go 1 $?
status heal-without-go-says 1 "$(grep -c 'nothing was checked by the compiler' "$scratch/err")"
status heal-without-go-means 1 "$(grep -c 'the compiler was not asked: ' "$scratch/err")"
# One that is named and is none is wrong usage, and nothing is done.
written=$("$tool" hash .)
for mode in --write --check "--output $scratch/no-output" "--overlay $scratch/no-overlay" --heal --dry-run; do
	for wrong in nosuchgo false true; do
		# shellcheck disable=SC2086 # several words
		"$BENCHLINE" inject -q --go $wrong $mode . >"$scratch/out" 2>"$scratch/err.$wrong"
		status "heal-go-$wrong-$mode" 2 $?
	done
done
status heal-wrong-go-writes-nothing "$written" "$("$tool" hash .)"
[ ! -e "$scratch/no-output" ] && [ ! -e "$scratch/no-overlay" ] && ok heal-wrong-go-makes-nothing ||
	not_ok heal-wrong-go-makes-nothing
for wrong in 'nosuchgo: --go nosuchgo: cannot be started: No such file or directory' \
	"false: the go command 'false' failed: exit status 1" 'true: --go true: that is no go command'; do
	grep -q "benchline inject: ${wrong#*: }" "$scratch/err.${wrong%%: *}" &&
		ok "heal-go-${wrong%%: *}-says" || not_ok "heal-go-${wrong%%: *}-says"
done
"$BENCHLINE" inject -q --no-heal --go "$GO" --check given >/dev/null 2>"$scratch/err"
status heal-not-wanted 1 $?
status heal-not-wanted-says 0 "$(grep -c 'compiler' "$scratch/err")"
"$BENCHLINE" inject -q --revert . >/dev/null 2>&1
status heal-revert 0 $?
status heal-reverted "$before" "$("$tool" hash .)"

# A diff is made without the compiler, unless it is asked for.
originals() { grep -c 'Original(b, "'; }
status heal-dry-run-plain 0 "$("$BENCHLINE" inject -q --go "$GO" given 2>/dev/null | originals)"
status heal-dry-run-healed 10 "$("$BENCHLINE" inject -q --go "$GO" --heal given 2>/dev/null | originals)"
exit "${failed:-0}"
