#!/bin/sh
# report.sh DOCUMENT - converts the projects of projects.txt and writes what became of their tests:
# docs/conversion.md. `make conversion-report` runs it; it takes a quarter of an hour, most of it
# compiling. Fails when a package no longer compiled, or a byte was not restored.
set -u
cd "$(dirname "$0")/../.." || exit 1
folder=${BUILD:-build}/conversion
document=$1
sh tests/conversion/fetch.sh "$folder"
sh tests/conversion/convert.sh "$folder" "$folder/out"
GOVERSION=$(${GO:-go} env GOVERSION) awk -f tests/conversion/report.awk "$folder/out/reasons" \
	"$folder/out/rows" >"$document.new" && mv "$document.new" "$document"
while read -r name; do echo "benchline: $name could not be fetched" >&2; done <"$folder/missing"
cat "$folder/out/trouble" >&2
[ ! -s "$folder/out/broken" ] && ! grep -q '	no:' "$folder/out/rows"
