#!/bin/sh
# run.sh - the measuring behind `make bench`: every contender on the same files, ROUNDS times.
#
# The machine is never quite at rest, so contenders take turns, a process each, in every round, and
# every second round goes the other way: whatever slows the machine for a while slows all of them.
# Leaves $BUILD/bench/samples, a line for each process, and $BUILD/bench/facts, what the samples
# were taken of and with; report.awk makes tables of the two.
set -eu
BUILD=${BUILD:-build}
GO=${GO:-go}
CC=${CC:-cc}
ROUNDS=${ROUNDS:-5}
bench=$BUILD/bench
. bench/files.sh
unset GOMEMLIMIT GODEBUG

case $ROUNDS in
'' | *[!0-9]* | 0*)
	echo "bench: ROUNDS is a number from 1, not '$ROUNDS'" >&2
	exit 2
	;;
esac

# NAME, the list of files, GOGC, program and work; NAME is what report.awk knows it by.
all_contenders='
benchline-lex all - front_end lex
go-lex all 100 peers lex
benchline-tree all - front_end tree
go-tree all 100 peers tree
go-tree-nogc all off peers tree
tree-sitter all - tree_sitter tree
benchline-scopes all - front_end scopes
go-scopes all 100 peers scopes
go-scopes-nogc all off peers scopes
benchline-inject tests - front_end inject
go-inject tests 100 peers inject
go-format tests 100 peers format
'
# Memory does not depend on the machine's mood: once is enough.
holders='
benchline-hold all - front_end hold
go-tree-hold all 100 peers hold-tree
go-scopes-hold all 100 peers hold-scopes
tree-sitter-hold all - tree_sitter hold
'

prepare() {
	mkdir -p "$bench"
	into=$(realpath "$bench") # go build runs in another folder
	(cd bench/peers && GOFLAGS='' $GO build -o "$into/peers" .)
	if ! sh bench/tree_sitter.sh 2>"$bench/tree_sitter.log"; then
		tail -n 1 "$bench/tree_sitter.log" | sed 's/^/bench: without tree-sitter: /' >&2
	fi
	list_files >"$bench/all"
	grep '_test\.go$' "$bench/all" >"$bench/tests" || true
	[ -s "$bench/all" ] || {
		echo "bench: no Go files under ${BENCH_FILES:-the Go installation}" >&2
		exit 2
	}
}

fact() { # fact KEY VALUE
	printf '%s\t%s\n' "$1" "$2"
}

commit() {
	id=$(git rev-parse --short=12 HEAD 2>/dev/null) || id=unknown
	[ -z "$(git status --porcelain -- . ':!docs' 2>/dev/null)" ] || id="$id with changes"
	echo "$id"
}

cpu() {
	sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1
}

facts() {
	fact commit "$(commit)"
	fact cpu "$(cpu)"
	fact cores "$(nproc)"
	fact compiler "$($CC --version | head -n 1)"
	fact flags "${CFLAGS:-}"
	fact go "$($GO env GOVERSION)"
	fact peer-tree-sitter "$(cat "$bench/tree_sitter.version" 2>/dev/null || true)"
	[ -x "$bench/tree_sitter" ] || fact missing-tree-sitter "$(tail -n 1 "$bench/tree_sitter.log")"
	[ -s "$bench/tests" ] || fact missing-tests "there is no _test.go file"
	fact files "$(shown_files)"
	fact rounds "$ROUNDS"
}

# Runs one contender; what cannot be had is left out, and report.awk says why.
contend() { # contend ROUND NAME LIST GOGC PROGRAM WORK
	[ -x "$bench/$5" ] && [ -s "$bench/$3" ] || return 0
	line=$(GOGC=${4#-} "$bench/$5" "$6" <"$bench/$3")
	echo "round=$1 contender=$2 $line"
}

take_turns() { # take_turns ROUND: contenders on standard input
	while read -r name list gogc program work; do
		[ -z "$name" ] || contend "$1" "$name" "$list" "$gogc" "$program" "$work"
	done
}

backwards() {
	awk '{ line[NR] = $0 } END { for (i = NR; i > 0; i--) print line[i] }'
}

measure() {
	for round in $(seq "$ROUNDS"); do
		echo "bench: round $round of $ROUNDS" >&2
		order='cat'
		[ $((round % 2)) != 0 ] || order=backwards
		echo "$all_contenders" | $order | take_turns "$round"
	done
	echo "bench: memory" >&2
	echo "$holders" | take_turns 1
}

prepare
facts >"$bench/facts"
measure >"$bench/samples"
