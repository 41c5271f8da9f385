#!/bin/sh
# Golden tests of what `benchline history` tells of changes: each line of `cases` is a name and what it
# is told. What it writes, standard error and an exit status that is not 0 behind it, must be
# expected/NAME. runs.py makes the runs of the store that is read.
#
#   BENCHLINE=path/to/benchline sh tests/golden/history/run.sh [NAME...]
#   UPDATE=1 ... rewrites the expectations; read the diff before committing it.
#
# Prints "ok NAME" or "not ok NAME" and the difference; fails if any did.

program=$(realpath "${BENCHLINE:-build/benchline}") || exit 2
cd "$(dirname "$0")" || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failed=0
if ! /usr/bin/python3 runs.py "$scratch" || ! "$program" import --store "$scratch/benchline.db" "$scratch"/*.json >/dev/null; then
	echo "not ok history: there are no runs to read"
	exit 1
fi

mkdir -p expected
while read -r name arguments; do
	case $name in '' | '#'*) continue ;; esac
	if [ $# -gt 0 ]; then
		case " $* " in *" $name "*) ;; *) continue ;; esac
	fi
	# shellcheck disable=SC2086 # words of a line
	(cd "$scratch" && "$program" history --no-config $arguments) >"$scratch/out" 2>&1 </dev/null ||
		echo "exit status $?" >>"$scratch/out"
	if [ -n "$UPDATE" ]; then cp "$scratch/out" "expected/$name"; fi
	if diff -u "expected/$name" "$scratch/out" >"$scratch/diff" 2>&1; then
		echo "ok history $name"
	else
		echo "not ok history $name"
		cat "$scratch/diff"
		failed=1
	fi
done <cases
exit $failed
