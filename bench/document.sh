#!/bin/sh
# document.sh DOCUMENT - puts the report of the last run between the two marks of a Markdown file.
set -eu
document=$1
BUILD=${BUILD:-build}
begin='<!-- from here on written by make bench-report -->'
end='<!-- up to here -->'
for mark in "$begin" "$end"; do
	grep -qxF -e "$mark" "$document" || {
		echo "bench: $document has no line '$mark'" >&2
		exit 2
	}
done
scratch=$(mktemp "$document.XXXXXX")
trap 'rm -f "$scratch"' EXIT
{
	sed "/^$begin\$/q" "$document"
	echo
	awk -f bench/report.awk -v markdown=1 "$BUILD/bench/facts" "$BUILD/bench/samples"
	echo
	sed -n "/^$end\$/,\$p" "$document"
} >"$scratch"
cat "$scratch" >"$document"
echo "bench: written into $document" >&2
