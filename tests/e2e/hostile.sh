#!/bin/sh
# Files that no person would write: nested a million deep, ten million tokens on a line, cut off
# anywhere. Each must be converted or refused with its place, on a stack of 256 KiB and in a memory
# that grows with the file. What Go's own parser accepts must be accepted.
#
# A file that takes SECONDS_MAX seconds of the processor, some ten times what the slowest of them needs,
# hangs: it is ended. How time grows depends on the machine and is no test: --growth measures it.
#
# usage: hostile.sh            tests, as the other scripts here
#        hostile.sh --table    what became of each file, with time and memory, as Markdown
#        hostile.sh --growth   time for N, 2N and 4N of each long family; fails where 4N take far more
#                              than four times as long as N
set -u
: "${BENCHLINE:=build/benchline}"
. tests/e2e/lib.sh

mode=${1:-test}
hostile=$scratch/hostile
(cd tests/e2e/hostile && GOFLAGS='' $GO build -o "$hostile" .) || exit 1

STACK=256     # KiB
MOST=4000000  # KiB of address space
BASE=16384    # KiB of memory for no input at all,
PER_BYTE=200  # and bytes of memory for a byte of input
SECONDS_MAX=30
if grep -q __asan_init "$BENCHLINE"; then
	echo "# built with AddressSanitizer: memory, stack and time are not looked at"
	STACK=8192 MOST=unlimited PER_BYTE=100000 SECONDS_MAX=600
fi

# ---- one file ------------------------------------------------------------------------------------

# write FAMILY N: a project with one file of that family
write() {
	rm -rf "$scratch/project"
	mkdir "$scratch/project"
	printf 'module m\n\ngo 1.19\n' >"$scratch/project/go.mod"
	"$hostile" make "$1" "$2" >"$scratch/project/a_test.go"
	size=$(wc -c <"$scratch/project/a_test.go")
}

# benchline COMMAND...: in that project, without a go command, whose memory would be counted too.
# Sets code, seconds (of processor time), peak (KiB) and said, the first error.
benchline() {
	measured=$(cd "$scratch/project" && "$hostile" measure /bin/sh -c "
		ulimit -s $STACK && ulimit -v $MOST && ulimit -t $SECONDS_MAX &&
		PATH=/nowhere exec \"\$@\" >../out 2>../err" sh "$BENCHLINE" "$@" . 2>"$scratch/measure")
	# shellcheck disable=SC2086 # three words
	set -- $measured
	code=$1 seconds=$2 peak=$3
	said=$(sed -n 's/.*: error: //p' "$scratch/err" | head -n 1 | cut -c 1-70)
}

# A file is accepted without a word, or refused with its place; on huge lines too in a few words.
check_outcome() { # check_outcome NAME
	case $code in
	0) outcome=accepted ;;
	1)
		outcome=refused
		if ! grep -q -E "^a_test.go:([0-9]+:[0-9]+:)? error: ." "$scratch/err"; then
			head -c 1000 "$scratch/err"
			not_ok "$1-says-where"
		elif [ "$(wc -c <"$scratch/err")" -gt 4000 ]; then
			not_ok "$1-in-few-words"
		fi
		;;
	*)
		outcome="status $code"
		head -c 1000 "$scratch/err"
		not_ok "$1-exit-status-$code"
		;;
	esac
	if [ "$peak" -gt $((BASE + size * PER_BYTE / 1024)) ]; then
		echo "# $peak KiB for a file of $size bytes"
		not_ok "$1-memory"
	fi
}

show() { # show FAMILY N: a row of the table
	printf '| %s | %s | %s | %s | %s | %s | %s |\n' "$1" "$2" "$size" "$outcome" "$seconds" \
		"$((peak / 1024))" "$said"
}

# try COMMAND FAMILY N: sets outcome, and says what is wrong with it
try() {
	write "$2" "$3"
	before=${failed:-0}
	failed=0
	benchline "$1"
	check_outcome "hostile-$1-$2-$3"
	[ "$mode" != --table ] || [ "$1" = find ] || show "$2" "$3"
	[ "$mode" = --table ] || [ "$failed" = 1 ] || ok "hostile-$1-$2-$3"
	[ "$before" = 0 ] || failed=1
}

# ---- what Go accepts -----------------------------------------------------------------------------

# Go's parser counts productions, benchline brackets. These two open two brackets for each level
# that Go counts, and are refused beyond 50,000 levels.

compare_with_go() { # compare_with_go FAMILY N
	verdict=$("$hostile" judge "$scratch/project/a_test.go")
	if [ "$verdict $outcome" = 'accepted refused' ]; then
		echo "# $said"
		not_ok "hostile-$1-$2-as-go-parser"
	fi
}

deep() {
	for family in $("$hostile" list | sed -n 's/ deep$//p'); do
		for n in 33000 99980 1000000; do
			try inject "$family" "$n"
			[ "$n" = 1000000 ] || compare_with_go "$family" "$n"
		done
	done
	for n in 100001 200000 200001; do
		try inject parentheses "$n"
	done
	try find parentheses 1000000
}

# ---- what is long --------------------------------------------------------------------------------

memory() { # memory KIB: is that much free?
	[ "$(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo)" -gt "$1" ]
}

long() {
	while read -r family n; do
		try inject "$family" "$n"
	done <<-EOF
		long-name 10000000
		long-test-name 1000000
		long-string 10000000
		long-raw-string 5000000
		long-comment 10000000
		long-number 10000000
		short-comments 2500000
		line-comments 3000000
		line-directives 500000
		functions 1000000
		imports 500000
		parameters-in-a-row 1000000
		names-in-a-row 1000000
		names-used 200000
		names-used-as-arguments 1000000
		elements 1000000
		keys 500000
		fields 500000
		variables 500000
		mentions-in-a-test 100000
		examples-and-comments 500000
		init-functions 100000
		build-constraint 1000000
		deep-build-constraint 1000000
		negated-build-constraint 1000000
		copied-helpers-on-a-line 5000
		lines 60000000
		lines 100000000
	EOF
	if memory 2000000; then
		try inject statements-on-a-line 5000000
	else
		skip hostile-ten-million-tokens "less than 2 GB of memory are free"
	fi
	try find functions 1000000
	try find examples-and-comments 500000
	try find lines 100000000
}

# Every long family, at a length at which what grows with its square would show.
wide() {
	for family in $("$hostile" list | sed -n 's/ wide$//p'); do
		try inject "$family" 80000
	done
}

broken() {
	for family in $("$hostile" list | sed -n 's/ broken$//p'); do
		try inject "$family" 3000000
		[ "$outcome" = refused ] || not_ok "hostile-$family-refused"
		try find "$family" 3000000
	done
	try inject carriage-returns-and-semicolons 1000000
	[ "$outcome" = accepted ] || not_ok "hostile-carriage-returns-accepted"
}

# ---- how time grows ------------------------------------------------------------------------------

time_of() { # time_of FAMILY N
	write "$1" "$2"
	benchline inject
	echo "$seconds"
}

growth() {
	for family in $("$hostile" list | sed -n 's/ wide$//p'); do
		n=20000
		one=$(time_of "$family" $n)
		four=$(time_of "$family" $((4 * n)))
		echo "$family $n $one $(time_of "$family" $((2 * n))) $four"
		echo "$one $four" | awk '{ exit !($2 <= 8 * $1 + 1) }' || not_ok "hostile-growth-$family"
	done
}

case $mode in
--growth) growth ;;
--table)
	echo '| family | N | bytes | outcome | seconds | MiB | message |'
	echo '|---|---|---|---|---|---|---|'
	deep
	long
	broken
	;;
*)
	deep
	long
	wide
	broken
	;;
esac
exit "${failed:-0}"
