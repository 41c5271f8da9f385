#!/bin/sh
# Every Go file of the Go installation through three parsers: benchline's, go/parser and the
# compiler's. The installation is also the best collection of broken Go that there is: the test data
# of the parsers and type checkers, the compiler's own tests, and the go command's scripts, whose
# archives hold small files. Those are counted apart.
set -u
# shellcheck source=tests/oracle/parsers/lib.sh
. tests/oracle/parsers/lib.sh
build_parsers

# The files, one a line. A Debian installation is a tree of links. In test data, sources go by other
# suffixes too.
list_files() {
	find -L "$go_root/src" "$go_root/test" -type f \( -name '*.go' -o -path '*/testdata/*' \
		\( -name '*.go2' -o -name '*.src' -o -name '*.gox' -o -name '*.input' -o -name '*.golden' \) \) \
		2>/dev/null | grep -e '\.go$' -e "^$go_root/src/go/" -e "^$go_root/src/cmd/gofmt/" \
		-e "^$go_root/src/cmd/fix/" | sort
}

# Which group a file belongs to, the first that fits.
label() {
	awk -v root="$go_root/" 'BEGIN { OFS = "\t" } {
		path = substr($0, length(root) + 1)
		if (match(path, /^src\/(go\/parser|cmd\/compile\/internal\/syntax|internal\/types|cmd\/compile\/internal\/types2)\/testdata\//))
			group = substr(path, 5, RLENGTH - 5)
		else if (path ~ /^test\/syntax\//)
			group = "test/syntax"
		else if (path ~ /^test\/.*\.dir\//)
			group = "test, folders *.dir"
		else if (path ~ /^test\//)
			group = "test, all other files"
		else if (path ~ /\/testdata\//)
			group = "all other folders testdata"
		else
			group = "src"
		print group, $0
	}'
}

# The files in the archives of the go command's scripts (`-- name.go --` begins one), each unpacked
# into a file of its own.
list_archived() {
	mkdir "$scratch/archived"
	find -L "$go_root/src/cmd/go/testdata" -name '*.txt' -type f | sort |
		xargs awk -v out="$scratch/archived" '
			FNR == 1 || /^-- .* --$/ { if (file) close(file); file = "" }
			/^-- .*\.go --$/ {
				name = FILENAME
				sub(/.*\//, "", name)
				file = sprintf("%s/%s-%05d.go", out, name, ++count)
				printf "" >file
				print "archives of the go command'\''s scripts\t" file
				next
			}
			file { print >file }'
}

# go/parser refused more before Go 1.21 (values that are types, imports that are no paths) and built
# other trees of `type T[P *C,]` before 1.24: what older releases keep as test data for that is left out.
if [ "$go_minor" -lt 24 ]; then
	echo "# $go_version: without the folders test and testdata, whose files are meant to be odd"
	list_files | grep -v -e /testdata/ -e "^$go_root/test/" | label >"$scratch/list"
else
	{
		list_files | label
		list_archived
	} >"$scratch/list"
fi
compare "$scratch/list" syntax
status=0
judge go-differs syntax-equal-to-go-parser || status=1
judge_compiler syntax-same-verdict-as-the-compiler || status=1
exit $status
