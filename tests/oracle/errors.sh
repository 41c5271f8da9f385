#!/bin/sh
# Go files with two tokens wrong, in two functions: what benchline says behind the first error must be
# what it says when only the second token is wrong, and nothing more may be said. That is what "an error
# that is no consequence of another" means, put to the test. Files with one token wrong have one error.
#
# Where gofmt has the first error of each by itself, both should be reported; how often they are is a
# figure, not a test: an error in the wrong place for going on is left out on purpose.
#
# PAIRS says how many pairs, SEED which ones.
set -u
# shellcheck source=tests/oracle/parsers/lib.sh
. tests/oracle/parsers/lib.sh
build_go_parser || exit 1
(cd $oracle/mutate && GOFLAGS='' $GO build -o "$scratch/mutate" .) || exit 1

mkdir "$scratch/pairs"
find -L "$go_root/src" -name '*.go' -type f -not -path '*/testdata/*' | sort |
	"$scratch/mutate" -pairs -n "${PAIRS:-2000}" -seed "${SEED:-11}" -out "$scratch/pairs" >"$scratch/list"
cut -f1-3 "$scratch/list" | tr '\t' '\n' >"$scratch/names"
"$BUILD/tests/syntax_dump" -errors <"$scratch/names" >"$scratch/ours" || exit 1
"$scratch/goparse" <"$scratch/names" >"$scratch/go" || exit 1

awk -f $oracle/errors/compare.awk part=ours "$scratch/ours" part=go "$scratch/go" \
	part=pairs "$scratch/list" >"$scratch/report"
grep '^# ' "$scratch/report"
status=0
for name in one-error-each no-consequences; do
	if grep -q "^$name	" "$scratch/report" || ! grep -q '^judged	' "$scratch/report"; then
		grep "^$name	" "$scratch/report" | head -n 20
		echo "not ok errors-$name"
		status=1
	else
		echo "ok errors-$name"
	fi
done
exit $status
