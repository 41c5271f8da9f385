#!/bin/sh
# seeds.sh TARGET - the inputs that a fuzz target starts from, one path a line: those of its own in
# tests/fuzz/corpus/TARGET, where what it once found is kept too, and those it shares with others.
# `make check` replays each. Run from the top of the repository.
set -u

files() { # files PATTERN...: those that exist
	for file in "$@"; do
		[ ! -f "$file" ] || echo "$file"
	done
}

files tests/fuzz/corpus/"$1"/*
case $1 in
lexer | scope) files tests/fuzz/corpus/parse/* tests/golden/syntax/*.go.txt ;;
parse) files tests/golden/syntax/*.go.txt ;;
map) files tests/fuzz/corpus/inject/* ;;
extract) files tests/golden/extract/*.log ;;
check) files tests/golden/compare/*.check ;;
results) files tests/golden/extract/*.json ;;
esac
