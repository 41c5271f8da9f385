#!/bin/sh
# Go files with one token wrong through three parsers: benchline's must accept and refuse the same
# ones as Go's two, and place the first error where go/parser (so gofmt) does in at least 98 % of
# them. In the others all are right to complain; places/classes.txt tells why they point elsewhere.
#
# Half of the mutants come of the standard library, half of the compiler's tests and test data, which
# are full of the grammar's corners. MUTANTS says how many each, SEED which ones; SHOW_ERRORS=1 lists
# the classes of first errors at different places, as Markdown.
set -u
# shellcheck source=tests/oracle/parsers/lib.sh
. tests/oracle/parsers/lib.sh
if [ "$go_minor" -lt 25 ]; then
	echo "skip mutants: go/parser of $go_version differs from today's on files that are not Go"
	exit 0
fi
build_parsers
(cd $oracle/mutate && GOFLAGS='' $GO build -o "$scratch/mutate" .) || exit 1

# mutants NAME: of the files on standard input; prints the list of them
mutants() {
	mkdir "$scratch/$1"
	sort | "$scratch/mutate" -n "${MUTANTS:-4000}" -seed "${SEED:-7}" -out "$scratch/$1" |
		sed "s|^|mutants of $1	|"
}
{
	find -L "$go_root/src" -name '*.go' -type f -not -path '*/testdata/*' | mutants src
	find -L "$go_root/test" "$go_root/src/go/parser/testdata" "$go_root/src/internal/types/testdata" \
		"$go_root/src/cmd/compile/internal/syntax/testdata" -type f \
		\( -name '*.go' -o -name '*.go2' -o -name '*.src' \) | mutants 'test and testdata'
} >"$scratch/list"

status=0
compare "$scratch/list" mutants
judge go-differs mutants-same-verdict || status=1
judge_compiler mutants-same-verdict-as-the-compiler || status=1
# Of the figures, the fourth is how many were refused, the tenth how many at the same place.
if awk -F'\t' '$1 == "mutants of src" { enough = $10 >= 0.98 * $4 && $4 > 0 } END { exit !enough }' \
	"$figures/mutants.tsv"; then
	echo "ok mutants-same-place"
else
	echo "not ok mutants-same-place"
	status=1
fi

sed -n 's/^place	//p' "$verdicts" >"$figures/places"
awk -f $oracle/places/classify.awk part=classes $oracle/places/classes.txt part=places "$figures/places" \
	>"$figures/places.md"
[ -z "${SHOW_ERRORS:-}" ] || cat "$figures/places.md"
exit $status
