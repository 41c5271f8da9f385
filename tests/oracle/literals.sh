#!/bin/sh
# Numbers, runes and strings, right and wrong: files with every short literal over a few alphabets
# (literals/main.go) through benchline's parser and go/parser. Both must take the same ones and, of
# those that are wrong, place the error at the same byte.
set -u
# shellcheck source=tests/oracle/parsers/lib.sh
. tests/oracle/parsers/lib.sh
build_go_parser || exit 1
(cd $oracle/literals && GOFLAGS='' $GO run .) >"$scratch/sources" || exit 1
"$scratch/goparse" -hex <"$scratch/sources" >"$scratch/go" || exit 1
"$BUILD/tests/syntax_dump" -hex <"$scratch/sources" >"$scratch/ours" || exit 1
: >"$scratch/compiler"
sed 's/^/literals	/' "$scratch/sources" >"$scratch/list"
report "$scratch/list" literals
status=0
judge go-differs literals-same-verdict || status=1
judge place literals-same-place || status=1
exit $status
