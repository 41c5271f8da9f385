#!/bin/sh
# run.sh - golden tests of syntax errors: NAME.go.txt is a Go file that is wrong in one place, named
# by section of the Go specification, and NAME.expected is what benchline says about it: file, line,
# column, what was found, what was expected, the source line, and a caret under the place. Those named
# Several are wrong in more than one place, or look as if they were; those named Caret are about what is
# shown. Where NAME.expected is empty the file is right, and accepted without a word.
#
# gofmt has to find its first error at the same line and column. Where it does not, the file
# `differs` has a line `NAME: reason`. The Go release whose parser is the model is named below;
# others disagree with it here and there, and are not asked.
#
# usage: run.sh [GLOB]     the cases whose names match
# environment: BENCHLINE, GO; UPDATE=1 rewrites the expectations
set -u

model=26 # of go1.26
. "$(dirname "$0")/../setup.sh"
printf 'module golden\n\ngo 1.18\n' >"$scratch/go.mod"
export GOOS=linux GOARCH=amd64
unset GOFLAGS

gofmt=
if command -v "$GO" >/dev/null; then
	minor=$(go_minor)
	gofmt=$("$GO" env GOROOT)/bin/gofmt
	if [ "$minor" != $model ] || [ ! -x "$gofmt" ]; then gofmt=; fi
fi
[ -n "$gofmt" ] || echo "# positions are not compared with gofmt's: that takes the one of go1.$model"

# The line and column of the first error.
place() { sed -n '1s/^[^:]*:\([0-9]*:[0-9]*\): .*/\1/p' "$1"; }

compare_with_gofmt() { # compare_with_gofmt NAME
	"$gofmt" -e "$scratch/x_test.go" >/dev/null 2>"$scratch/gofmt.err"
	sed "s,^$scratch/,," "$scratch/gofmt.err" >"$scratch/gofmt"
	ours=$(place "$scratch/err") theirs=$(place "$scratch/gofmt")
	if grep -q "^$1: " "$here/differs"; then
		if [ "$ours" = "$theirs" ]; then echo "it is listed in differs, but gofmt says $theirs too"; fi
	elif [ "$ours" != "$theirs" ]; then
		echo "gofmt says: $(head -n 1 "$scratch/gofmt")"
	fi
}

passed=0 failed=0
for file in "$here"/*.go.txt; do
	name=$(basename "$file" .go.txt)
	# shellcheck disable=SC2254 # a pattern is meant
	case $name in $glob) ;; *) continue ;; esac
	cp "$file" "$scratch/x_test.go"
	(cd "$scratch" && "$BENCHLINE" find . >"$scratch/out" 2>"$scratch/err")
	code=$?
	if [ -n "$UPDATE" ]; then cp "$scratch/err" "$here/$name.expected"; fi
	diff -u --label "$name.expected" --label "what came out" "$here/$name.expected" "$scratch/err" \
		>"$scratch/problems"
	wanted=1
	[ -s "$here/$name.expected" ] || wanted=0
	[ $code = $wanted ] || echo "exit status $code instead of $wanted" >>"$scratch/problems"
	[ -z "$gofmt" ] || compare_with_gofmt "$name" >>"$scratch/problems"
	if [ -s "$scratch/problems" ]; then
		echo "not ok syntax/$name"
		cat "$scratch/problems"
		failed=$((failed + 1))
	else
		echo "ok syntax/$name"
		passed=$((passed + 1))
	fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
