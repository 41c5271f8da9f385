#!/bin/sh
# manual.sh PROGRAM FOLDER - writes the manual pages benchline(1) and benchline-COMMAND(1), one for
# each command, made of what the program prints for help, so that the two cannot differ. What is only
# in a page stands in docs/man/PAGE.mdoc, if there is such a file.
#
# The date of the pages is today's, or that of SOURCE_DATE_EPOCH.
set -eu
program=$1
folder=$2
LC_ALL=C
export LC_ALL
date=$(date -u ${SOURCE_DATE_EPOCH:+-d "@$SOURCE_DATE_EPOCH"} '+%B %-d, %Y')
version=$("$program" version)
mkdir -p "$folder"
rm -f "$folder"/*.1

# The lines "  name  what it does" of the general help, but for help and version.
commands() {
	"$program" help | sed -n 's/^  \([a-z][a-z]*\)  *\([^ ].*\)$/\1 \2/p' | grep -v -e '^help ' -e '^version '
}

page() { # page NAME SUMMARY: help on standard input
	part=docs/man/$1.mdoc
	[ -f "$part" ] || part=/dev/null
	awk -v page="$1" -v summary="$2" -v date="$date" -v version="$version" -v part="$part" \
		-v commands="$names" -f tools/manual.awk >"$folder/$1.1"
}

names=$(commands | cut -d ' ' -f 1 | sort | tr '\n' ' ')
general=$("$program" help | sed -n '1s/^benchline - //p')
"$program" help | sed 1d | page benchline "$general"
commands | while read -r name summary; do
	"$program" help "$name" | page "benchline-$name" "$summary"
done
