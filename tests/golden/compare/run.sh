#!/bin/sh
# Golden tests of `benchline compare` and `check`: each line of `cases` is a name, a command and what
# it is told. What it writes to standard output must be expected/NAME, with the files that it writes
# into FOLDER behind; what goes to standard error and the exit status must be expected/NAME.err, which
# is not there when nothing does and the status is 0. inputs.py makes the runs that are read.
#
#   BENCHLINE=path/to/benchline sh tests/golden/compare/run.sh [NAME...]
#   UPDATE=1 ... rewrites the expectations; read the diff before committing it.
#
# Prints "ok NAME" or "not ok NAME" and the difference; fails if any did.

program=$(realpath "${BENCHLINE:-build/benchline}") || exit 2
cd "$(dirname "$0")" || exit 2
actual=$(mktemp -d) || exit 2
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$actual" "$folder"' EXIT
failed=0
unset GITHUB_STEP_SUMMARY

golden_case() { # golden_case NAME COMMAND ARGUMENT...
	name=$1
	shift
	rm -rf "${folder:?}"/*
	command=$(echo "$*" | sed "s|FOLDER|$folder|g")
	# shellcheck disable=SC2086 # words of a line
	"$program" $command >"$actual/$name" 2>"$actual/$name.err"
	status=$?
	for file in "$folder"/*; do
		[ ! -f "$file" ] || { echo "== ${file##*/}" && cat "$file"; } >>"$actual/$name"
	done
	sed -i "s|$folder|FOLDER|g" "$actual/$name" "$actual/$name.err"
	if [ $status -ne 0 ] || [ -s "$actual/$name.err" ]; then
		echo "exit status $status" >>"$actual/$name.err"
	else
		rm "$actual/$name.err"
	fi
	[ -s "$actual/$name" ] || rm "$actual/$name"
}

expect() { # FILE: the actual one must be as expected, or neither be there
	if [ -n "$UPDATE" ]; then
		rm -f "expected/${1:?}"
		[ ! -e "$actual/$1" ] || cp "$actual/$1" "expected/$1"
	elif [ -e "expected/$1" ] || [ -e "$actual/$1" ]; then
		diff -u -N "expected/$1" "$actual/$1"
	fi
}

mkdir -p expected
while read -r name arguments; do
	case $name in '' | '#'*) continue ;; esac
	if [ $# -gt 0 ]; then
		case " $* " in *" $name "*) ;; *) continue ;; esac
	fi
	# shellcheck disable=SC2086 # words of a line
	golden_case "$name" $arguments </dev/null
	if { expect "$name" && expect "$name.err"; } >"$actual/diff"; then
		echo "ok compare $name"
	else
		echo "not ok compare $name"
		cat "$actual/diff"
		failed=1
	fi
done <cases
exit $failed
