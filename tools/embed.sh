#!/bin/sh
# embed.sh TABLE FILE... - prints C source that holds the files, one array each and a table of all.
# They are real Go files with their own tests; the program carries them to wherever it runs.
set -eu
table=$1
shift
echo '/* Made by tools/embed.sh from golang/. */'
echo '#include "injector/golang_files.h"'
n=0
for file in "$@"; do
	printf 'static const char file_%d[] = {' "$n"
	od -An -v -tx1 "$file" | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'
	echo '0};'
	n=$((n + 1))
done
echo "extern const GolangFile $table[];"
echo "const GolangFile $table[] = {"
n=0
for file in "$@"; do
	printf '    {"%s", file_%d, sizeof file_%d - 1},\n' "$(basename "$file")" "$n" "$n"
	n=$((n + 1))
done
echo '    {0, 0, 0}};'
