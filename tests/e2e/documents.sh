#!/bin/sh
# The documents: links between them lead somewhere, and docs/architecture.md, which names files and
# folders, names those that there are; and every file opens with its own name.
set -u
. tests/e2e/lib.sh

# links FILE: where its links lead to, without those to other sites and the places inside of a file
links() {
	grep -o '](\([^)]*\))' "$1" | sed -e 's/^](//' -e 's/)$//' -e 's/#.*//' | grep -v -e '^https*:' -e '^$'
}

for document in *.md docs/*.md; do
	links "$document" | sort -u | while read -r target; do
		[ -e "$(dirname "$document")/$target" ] || echo "$document: there is no $target"
	done
done >"$scratch/broken"
same documents-links /dev/null "$scratch/broken"

grep -o '[a-z0-9_]*\.\(c\|h\|y\|re\|go\)\>' docs/architecture.md | grep -v '^calc_test\.go$' | sort -u |
	while read -r name; do
		[ -n "$(find src grammar golang include -name "$name")" ] || echo "docs/architecture.md: there is no $name"
	done >"$scratch/gone"
same documents-architecture-files /dev/null "$scratch/gone"

for folder in src/*/; do
	grep -q "^|.*\`$folder\`" docs/architecture.md || echo "docs/architecture.md: says nothing of $folder"
done >"$scratch/unsaid"
same documents-architecture-folders /dev/null "$scratch/unsaid"

for file in src/*/*.[ch] include/benchline/*.h grammar/*.y grammar/*.re grammar/*.c; do
	head -n 1 "$file" | grep -q "^/\* ${file##*/} - " || echo "$file: does not open with its name"
done >"$scratch/nameless"
same documents-files-open-with-their-names /dev/null "$scratch/nameless"
