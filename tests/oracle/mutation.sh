#!/bin/sh
# Files of the Go installation with one token wrong: benchline's parser must accept and refuse the
# same ones as Go's, and place the first error where Go's parser does in at least 98 % of them. (In
# the others both are right to complain: of `a, b c()` Go says where the statement begins, benchline
# where an operator is missing.) MUTANTS says how many; SHOW_ERRORS=1 lists where the places differ.
set -u
GO=${GO:-go}
BUILD=${BUILD:-build}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/mutants"
if [ "$($GO env GOVERSION | sed 's/^go1\.\([0-9]*\).*/\1/')" -lt 25 ]; then
	echo "skip mutants: go/parser of $($GO env GOVERSION) differs from today's on files that are not Go"
	exit 0
fi
for tool in goparse mutate; do
	(cd tests/oracle/$tool && GOFLAGS='' $GO build -o "$scratch/$tool" .) || exit 1
done
find -L "$($GO env GOROOT)/src" -name '*.go' -type f -not -path '*/testdata/*' | sort |
	"$scratch/mutate" -n "${MUTANTS:-4000}" -seed 7 -out "$scratch/mutants" >"$scratch/files"
"$scratch/goparse" <"$scratch/files" >"$scratch/go" &
"$BUILD/tests/syntax_dump" <"$scratch/files" >"$scratch/ours"
wait
awk -f tests/oracle/compare.awk "$scratch/go" "$scratch/ours" >"$scratch/report"
agree=$?
tail -n 1 "$scratch/report" | sed 's/^/# mutants: /'
if [ "$agree" = 0 ]; then echo "ok mutants-same-verdict"; else
	sed '$d' "$scratch/report"
	echo "not ok mutants-same-verdict"
fi
if sed -n 's/.*rejected \([0-9]*\),.*first errors equal \([0-9]*\)$/\1 \2/p' "$scratch/report" |
	awk '{ exit !($2 >= 0.98 * $1) }'; then
	echo "ok mutants-same-place"
else
	echo "not ok mutants-same-place"
	agree=1
fi
[ -z "${SHOW_ERRORS:-}" ] || grep '^first error' "$scratch/report"
exit $agree
