#!/bin/sh
# Golden tests of `benchline export`: each line of `cases` is a name and what export is told. What it
# writes to standard output must be expected/NAME, or the files in that folder where the format is a
# folder; what goes to standard error and the exit status must be expected/NAME.err, which is not
# there when nothing does and the status is 0.
#
#   BENCHLINE=path/to/benchline sh tests/golden/export/run.sh [NAME...]
#   UPDATE=1 ... rewrites the expectations; read the diff before committing it.
#
# Prints "ok NAME" or "not ok NAME" and the difference; fails if any did.

program=$(realpath "${BENCHLINE:-build/benchline}") || exit 2
cd "$(dirname "$0")" || exit 2
actual=$(mktemp -d) || exit 2
trap 'rm -rf "$actual"' EXIT
failed=0

# FOLDER among the arguments is a folder of the test; what it holds before, the name of the case says.
export_case() { # export_case NAME ARGUMENT...
    name=$1
    shift
    into=$actual/$name
    case " $* " in
    *' FOLDER '*)
        mkdir "$into"
        command=$(echo "$*" | sed "s|FOLDER|$into|")
        case $name in
        *_merged) cp -r expected/perf_tracking/. "$into" ;;
        *_foreign) echo '[]' >"$into/platforms.json" ;;
        esac
        # shellcheck disable=SC2086 # words of a line
        "$program" export $command >"$actual/$name.err" 2>&1
        ;;
    *)
        "$program" export "$@" >"$into" 2>"$actual/$name.err"
        ;;
    esac
    status=$?
    sed -i "s|$actual|FOLDER|" "$actual/$name.err"
    if [ $status -ne 0 ] || [ -s "$actual/$name.err" ]; then
        echo "exit status $status" >>"$actual/$name.err"
    else
        rm "$actual/$name.err"
    fi
    [ -d "$into" ] || [ -s "$into" ] || rm "$into"
}

expect() { # FILE: the actual one must be as expected, or neither be there
    if [ -n "$UPDATE" ]; then
        rm -rf "expected/${1:?}"
        [ ! -e "$actual/$1" ] || cp -r "$actual/$1" "expected/$1"
    elif [ -e "expected/$1" ] || [ -e "$actual/$1" ]; then
        diff -u -r -N "expected/$1" "$actual/$1"
    fi
}

mkdir -p expected
while read -r name arguments; do
    case $name in '' | '#'*) continue ;; esac
    if [ $# -gt 0 ]; then
        case " $* " in *" $name "*) ;; *) continue ;; esac
    fi
    # shellcheck disable=SC2086 # words of a line
    export_case "$name" $arguments </dev/null
    if { expect "$name" && expect "$name.err"; } >"$actual/diff"; then
        echo "ok export $name"
    else
        echo "not ok export $name"
        cat "$actual/diff"
        failed=1
    fi
done <cases
exit $failed
