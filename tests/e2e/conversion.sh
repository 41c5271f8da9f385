#!/bin/sh
# The conversion report (make conversion-report) on three small projects of those it is made of: every
# package still compiles, --revert restores every byte, and the figures fit together.
set -u
. tests/e2e/lib.sh

grep -e '^module github.com/google/uuid@' -e '^module gopkg.in/yaml.v3@' \
	-e '^module github.com/BurntSushi/toml@' tests/conversion/projects.txt >"$scratch/projects"
PROJECTS=$scratch/projects sh tests/conversion/fetch.sh "$scratch/conversion" >"$scratch/log" 2>&1
while read -r name; do skip "conversion-$name" "it cannot be fetched"; done <"$scratch/conversion/missing"
if ! [ -s "$scratch/conversion/list" ]; then
	exit 0
fi
sh tests/conversion/convert.sh "$scratch/conversion" "$scratch/out"
cat "$scratch/out/trouble"
while IFS='	' read -r name _ packages tests copied called left compiled broken restored; do
	if [ "$packages" -gt 0 ] && [ "$tests" -gt 0 ] && [ $((copied + called + left)) = "$tests" ]; then
		ok "conversion-counts-$name"
	else
		not_ok "conversion-counts-$name"
	fi
	if [ "$compiled" -gt 0 ] && [ "$broken" = 0 ]; then ok "conversion-compiles-$name"; else
		cat "$scratch/out/broken"
		not_ok "conversion-compiles-$name"
	fi
	status "conversion-restored-$name" yes "$restored"
done <"$scratch/out/rows"
status conversion-rows "$(wc -l <"$scratch/conversion/list")" "$(wc -l <"$scratch/out/rows")"

# The document says what the rows say.
GOVERSION=$($GO env GOVERSION) awk -f tests/conversion/report.awk "$scratch/out/reasons" "$scratch/out/rows" \
	>"$scratch/document"
total=$(awk -F '	' '{ n += $4 } END { print n }' "$scratch/out/rows")
if grep -q "packages with tests, $total tests:" "$scratch/document" &&
	[ "$(grep -c '^| [^*]*| yes |$' "$scratch/document")" = "$(wc -l <"$scratch/out/rows")" ]; then
	ok conversion-document
else
	cat "$scratch/document"
	not_ok conversion-document
fi
exit "${failed:-0}"
