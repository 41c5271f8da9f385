#!/bin/sh
# Large Debian packages of Go code (packages/list.txt) through three parsers: benchline's, go/parser
# and the compiler's. Their sources are fetched once, without being installed or their dependencies
# being needed, and stay in $BUILD/oracle/packages.
set -u
# shellcheck source=tests/oracle/parsers/lib.sh
. tests/oracle/parsers/lib.sh
build_parsers
pool=$BUILD/oracle/packages
packages=$(sed -n 's/^\(golang-[^ ]*\).*/\1/p' $oracle/packages/list.txt)
# shellcheck disable=SC2086 # a list
sh $oracle/packages/fetch.sh "$pool" $packages

# The Go files of one package. Before Go 1.24 go/parser took other files that are wrong on purpose.
files_of() {
	find "$pool/$1" -name '*.go' -type f | sort |
		if [ "$go_minor" -lt 24 ]; then grep -v /testdata/; else cat; fi
}

for package in $packages; do
	[ -f "$pool/$package.version" ] || continue
	files_of "$package" | sed "s|^|$package $(cat "$pool/$package.version")	|"
done >"$scratch/list"

status=0
if [ -s "$scratch/list" ]; then
	compare "$scratch/list" packages
fi
for package in $packages; do
	if ! [ -f "$pool/$package.version" ]; then
		echo "skip packages-$package: $(cat "$pool/$package.why")"
	elif grep -q "^figures	$package [^	]*	[1-9]" "$verdicts" &&
		! grep -q "^go-differs	.*/$package/" "$verdicts"; then
		echo "ok packages-$package"
	else
		grep "^go-differs	.*/$package/" "$verdicts" | cut -f2- | head -n 20
		echo "not ok packages-$package"
		status=1
	fi
done
if [ -s "$scratch/list" ]; then
	judge_compiler packages-same-verdict-as-the-compiler || status=1
fi
exit $status
