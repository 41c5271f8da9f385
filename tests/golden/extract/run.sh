#!/bin/sh
# Golden tests of `benchline extract`: each NAME.log is read, and its JSON must be NAME.json.
# What goes to standard error and the exit status must be NAME.err; a log without that file is
# read without a word and with status 0.
#
#   BENCHLINE=path/to/benchline sh tests/golden/extract/run.sh [NAME...]
#   UPDATE=1 ... rewrites the expectations; read the diff before committing it.
#
# Prints "ok NAME" or "not ok NAME" and the difference; fails if any did.

program=$(realpath "${BENCHLINE:-build/benchline}") || exit 2
cd "$(dirname "$0")" || exit 2
actual=$(mktemp -d) || exit 2
trap 'rm -rf "$actual"' EXIT
failed=0

# The version of benchline and the run's random identifier are not what these tests are about.
extract() {
    "$program" extract --json "$1.log" >"$actual/out" 2>"$actual/$1.err"
    status=$?
    sed '4,5s/"version": "[^"]*"/"version": "VERSION"/; 7,8s/"id": "[0-9a-f]*"/"id": "00000000000000000000000000000000"/' "$actual/out" >"$actual/$1.json"
    if [ $status -ne 0 ] || [ -s "$actual/$1.err" ]; then
        echo "exit status $status" >>"$actual/$1.err"
    else
        rm "$actual/$1.err"
    fi
}

expect() { # FILE: the actual one must be as expected, or neither be there
    if [ -n "$UPDATE" ]; then
        rm -f "$1"
        [ ! -e "$actual/$1" ] || cp "$actual/$1" "$1"
    elif [ -e "$1" ] || [ -e "$actual/$1" ]; then
        diff -u -N "$1" "$actual/$1"
    fi
}

[ $# -gt 0 ] || set -- *.log
for log; do
    name=${log%.log}
    extract "$name"
    if { expect "$name.json" && expect "$name.err"; } >"$actual/diff"; then
        echo "ok $name"
    else
        echo "not ok $name"
        cat "$actual/diff"
        failed=1
    fi
done
exit $failed
