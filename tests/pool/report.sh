#!/bin/sh
# report.sh DOCUMENT - runs the projects of projects.txt with one command, as they are, and writes what
# came of it: docs/pool.md. `make pool-report` runs it; it takes half an hour on two cores that have
# nothing else to do.
#
# The time is compared with that of go test -bench on the same tests, as `benchline inject --write` puts
# them into a copy, for the projects that projects.txt says so of. Both find a build cache that has
# all but the tests, and neither has built those.
set -u
cd "$(dirname "$0")/../.." || exit 1
GO=${GO:-go}
BENCHLINE=$(realpath "${BENCHLINE:-build/benchline}")
mkdir -p "${BUILD:-build}/pool"
folder=$(cd "${BUILD:-build}/pool" && pwd)
document=$1
projects=${PROJECTS:-tests/pool/projects.txt}
measure=$PWD/tests/pool/measure.py

PROJECTS=$projects sh tests/conversion/fetch.sh "$folder"
while read -r name; do echo "benchline: $name could not be fetched" >&2; done <"$folder/missing"
mkdir -p "$folder/out"
rm -rf "$folder/out/pool.db" "$folder/out/compare" "$folder/copy" "$folder/cache"

# shellcheck disable=SC2046 # a list of folders without blanks
GOCACHE=$folder/cache "$measure" "$folder/out/pool.measured" \
	"$BENCHLINE" run -q --go "$GO" --store "$folder/out/pool.db" -o "$folder/out/pool.json" \
	$(awk '{ print $4 }' "$folder/list") >"$folder/out/table" 2>"$folder/out/errors"

# On top of a build cache that has the tests as they are, and all that they need.
timed() { # timed FILE COMMAND...
	rm -rf "$folder/cache"
	cp -r "$folder/usual" "$folder/cache"
	(cd "$place" && GOCACHE=$folder/cache "$measure" "$@" >"$folder/out/log" 2>&1)
}

compare() { # compare NAME VERSION
	place=$folder/modules/$1@$2
	rm -rf "$folder/usual"
	(cd "$place" && GOCACHE=$folder/usual $GO test '-run=^$' ./...) >/dev/null 2>&1
	timed "$folder/out/benchline" "$BENCHLINE" run -q --go "$GO" -o "$folder/out/run.json" .
	rm -rf "$folder/copy"
	cp -r "$place" "$folder/copy"
	place=$folder/copy
	"$BENCHLINE" inject --go "$GO" -q --write --force "$place" >/dev/null 2>&1
	timed "$folder/out/go" "$GO" test -v -bench=. -benchmem '-run=^$' ./...
	echo "$1 $2 $(grep -c '^Benchmark.*ns/op' "$folder/out/log") $(cat "$folder/out/benchline") $(cat "$folder/out/go")" |
		tr -d '{},:"' >>"$folder/out/compare"
}

sed -n 's/^module \([^@]*\)@\([^ ]*\) compare$/\1 \2/p' "$projects" | while read -r name version; do
	compare "$name" "$version"
done
rm -rf "$folder/copy" "$folder/cache" "$folder/usual"
$GO env GOVERSION >"$folder/out/go_version"
/usr/bin/python3 tests/pool/document.py "$folder" >"$document.new" && mv "$document.new" "$document"
