#!/bin/sh
# Every .go file of the Go installation through Go's parser and benchline's: the same verdict, the
# same tree to the byte, the same identifiers left unresolved.
set -u
GO=${GO:-go}
BUILD=${BUILD:-build}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
root=$($GO env GOROOT)
(cd tests/oracle/goparse && GOFLAGS='' $GO build -o "$scratch/goparse" .) || exit 1
# A Debian installation is a tree of links.
find -L "$root/src" "$root/test" -name '*.go' -type f 2>/dev/null | sort >"$scratch/files"
# go/parser refused more before Go 1.21 (values that are types, imports that are no paths) and built
# other trees of `type T[P *C,]` before 1.24: what older releases keep as test data for that is left out.
if [ "$($GO env GOVERSION | sed 's/^go1\.\([0-9]*\).*/\1/')" -lt 24 ]; then
	echo "# $($GO env GOVERSION): without the folders test and testdata, whose files are meant to be odd"
	grep -v -e /testdata/ -e "^$root/test/" "$scratch/files" >"$scratch/most"
	mv "$scratch/most" "$scratch/files"
fi
"$scratch/goparse" <"$scratch/files" >"$scratch/go" &
"$BUILD/tests/syntax_dump" <"$scratch/files" >"$scratch/ours"
wait
if awk -f tests/oracle/compare.awk "$scratch/go" "$scratch/ours" >"$scratch/report"; then
	tail -n 1 "$scratch/report" | sed 's/^/# /'
	echo "ok syntax-equal-to-go-parser"
else
	cat "$scratch/report"
	echo "not ok syntax-equal-to-go-parser"
	exit 1
fi
