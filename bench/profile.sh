#!/bin/sh
# profile.sh WORK - which functions of benchline execute how many instructions, doing WORK (lex, tree,
# scopes, inject) once on every thirtieth file. Counted by valgrind, so nothing that the machine does
# beside it matters, and two runs of one program on one Go installation differ by next to nothing.
set -eu
BUILD=${BUILD:-build}
work=$1
bench=$BUILD/bench
most=25
# shellcheck source=bench/files.sh
. bench/files.sh

case $work in
lex | tree | scopes) of='\.go$' ;;
inject) of='_test\.go$' ;;
*)
	echo "bench: WORK is lex, tree, scopes or inject, not '$work'" >&2
	exit 2
	;;
esac
command -v valgrind >/dev/null || {
	echo "bench: valgrind is not installed" >&2
	exit 3
}

list_files | grep "$of" | awk 'NR % 30 == 1' >"$bench/profiled"
[ -s "$bench/profiled" ] || {
	echo "bench: no files for $work under ${BENCH_FILES:-the Go installation}" >&2
	exit 2
}
counts=$bench/profile.$work
rm -f "$counts"
valgrind --tool=callgrind --toggle-collect=one_pass --callgrind-out-file="$counts" \
	"$bench/front_end" "$work" --once <"$bench/profiled" >"$bench/profile.line" 2>"$bench/profile.log" || {
	cat "$bench/profile.log" >&2
	exit 3
}
callgrind_annotate --auto=no --threshold=100 "$counts" >"$bench/profile.functions"

table() { # table MARKDOWN
	awk -v markdown="$1" -v most="$most" -v work="$work" -v files="$(shown_files)" \
		-f bench/profile.awk "$bench/profile.line" "$bench/profile.functions"
}
table 1 >"$bench/profile.$work.md"
table 0
echo "bench: the same as Markdown: $bench/profile.$work.md; all of it: callgrind_annotate $counts" >&2
