# lib.sh - three parsers on the same files: benchline's, go/parser, and the one of the Go compiler.
#
# Sourced by the scripts beside this folder. They list files as lines GROUP<tab>FILE and say
# `compare LIST NAME`. What is compared: with go/parser the verdict, the kind and span of every node,
# and the identifiers left unresolved; with the compiler the verdict. Where a verdict may differ, and
# why, is written down in semantic/differences.txt.
#
# GO and BUILD as in tests/run.sh. The figures stay in $BUILD/oracle/figures for report/report.sh.
GO=${GO:-go}
BUILD=${BUILD:-build}
oracle=tests/oracle
figures=$BUILD/oracle/figures
# shellcheck disable=SC2034 # used by the scripts that source this
differences=$oracle/semantic/differences.txt
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$figures"
go_version=$($GO env GOVERSION)
go_root=$($GO env GOROOT)
go_minor=$(printf '%s\n' "$go_version" | sed 's/^go1\.\([0-9]*\).*/\1/')

build_go_parser() {
	(cd $oracle/goparse && GOFLAGS='' $GO build -o "$scratch/goparse" .)
}

# The compiler's parser is internal to it, but imports the standard library only: a copy builds.
# Sets no_compiler to the reason when it does not.
build_compiler_parser() {
	no_compiler=
	source=$go_root/src/cmd/compile/internal/syntax
	module=$scratch/compilerparse.module
	if ! [ -f "$source/parser.go" ]; then
		no_compiler="this Go installation has no sources of the compiler"
		return
	fi
	mkdir -p "$module/syntax"
	for file in "$source"/*.go; do
		case $file in *_test.go) ;; *) cp "$file" "$module/syntax/" ;; esac
	done
	cp $oracle/compilerparse/main.go "$module/"
	printf 'module compilerparse\n\ngo 1.%s\n' "$go_minor" >"$module/go.mod"
	(cd "$module" && GOFLAGS='' GOWORK=off $GO build -o "$scratch/compilerparse" .) \
		>"$scratch/compilerparse.err" 2>&1 ||
		no_compiler="the compiler's parser does not build by itself: $(grep -v '^#' "$scratch/compilerparse.err" | head -n 1)"
}

build_parsers() {
	build_go_parser || exit 1
	build_compiler_parser
}

# parse LIST: each parser's words on the files of LIST, in $scratch/{go,compiler,ours}. go/parser
# takes as long as the other two together.
parse() {
	cut -f2 "$1" >"$scratch/names"
	"$scratch/goparse" <"$scratch/names" >"$scratch/go" &
	go_pid=$!
	: >"$scratch/compiler"
	"$BUILD/tests/syntax_dump" <"$scratch/names" >"$scratch/ours" || exit 1
	[ -n "$no_compiler" ] || "$scratch/compilerparse" <"$scratch/names" >"$scratch/compiler" || exit 1
	wait $go_pid || exit 1
}

# report LIST NAME: compares what `parse` left; sets `verdicts` to the file that compare.awk
# describes. Prints a note for each group and for all of them.
report() {
	verdicts=$scratch/verdicts
	awk -f $oracle/compare.awk part=groups "$1" part=differences "$differences" part=go "$scratch/go" \
		part=compiler "$scratch/compiler" part=ours "$scratch/ours" >"$verdicts" || exit 1
	grep '^figures	' "$verdicts" | cut -f2- >"$figures/$2.tsv"
	grep '^needed	' "$verdicts" | cut -f2 >"$figures/$2.needed"
	grep '^note	' "$verdicts" | cut -f2-
}

compare() {
	parse "$1"
	report "$1" "$2"
}

# judge WORD NAME: the test NAME passes unless the report has a line that begins with WORD.
judge() {
	if grep -q "^$1	" "$verdicts"; then
		grep "^$1	" "$verdicts" | cut -f2- | head -n 40
		echo "not ok $2"
		return 1
	fi
	echo "ok $2"
}

# The verdict of the compiler's parser, where there is one.
judge_compiler() {
	if [ -n "$no_compiler" ]; then
		echo "skip $1: $no_compiler"
	else
		judge compiler-differs "$1"
	fi
}
