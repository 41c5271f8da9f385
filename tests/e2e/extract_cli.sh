#!/bin/sh
# The command line of `benchline extract`: exit statuses, standard input, --output, --help.
#
#   BENCHLINE=path/to/benchline sh tests/e2e/extract_cli.sh

program=$(realpath "${BENCHLINE:-build/benchline}") || exit 2
cd "$(dirname "$0")/../golden/extract" || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0

check() { # NAME WANTED GOT
    if [ "$2" = "$3" ]; then
        echo "ok extract $1"
    else
        echo "not ok extract $1: wanted '$2', got '$3'"
        failed=1
    fi
}

run() { # STATUS ARGUMENT...: runs it and checks the exit status
    wanted=$1
    shift
    "$program" extract "$@" >"$work/out" 2>"$work/err" <"${input:-/dev/null}"
    check "exits $wanted: $*" "$wanted" $?
}

has() { # FILE TEXT
    grep -qF -e "$2" "$work/$1"
    check "says on $1: $2" 0 $?
}

run 0 --help
has out "usage: benchline extract"
run 0 plain.log
has out "BenchmarkSum-2 "
check "says nothing on standard error" "" "$(cat "$work/err")"
run 1 many.log
has out "build-failed: broken/broken_test.go:6:6: declared and not used: unused"
run 1 malformed.log
has err "malformed.log:8:42: error: BenchmarkBadNumber-8: this is not a number"
run 1 empty.log
run 1 /nonexistent/x.log
has err "/nonexistent/x.log: error: cannot be opened"
run 1 .
run 2 --no-such-option
has err "unknown option '--no-such-option'"
run 2 -o

# What could be read is shown beside what could not.
run 1 plain.log /nonexistent/x.log
has out "BenchmarkSum-2 "
run 0 plain.log cpu1.log
has out "== cpu1.log"

# Standard input, named and not; an empty one is an error too.
input=plain.log
run 0
has out "BenchmarkSum-2 "
run 0 --json -
has out '"name": "<stdin>"'
input=
run 1

# The JSON of -o is that of --json, but for the identifier, and comes beside the table.
run 0 -o "$work/file.json" plain.log
has out "BenchmarkSum-2 "
run 0 --json plain.log
sed '/"id":/d' "$work/file.json" >"$work/file"
sed '/"id":/d' "$work/out" | cmp -s - "$work/file"
check "writes the same JSON to a file" 0 $?
run 0 --json --output="$work/file.json" plain.log
cmp -s "$work/out" "$work/file.json"
check "and to both" 0 $?
run 3 -o "$work/no/such/folder/file.json" plain.log
has err "cannot write $work/no/such/folder/file.json: No such file or directory"
run 1 -o "$work/many.json" many.log
test -s "$work/many.json"
check "writes what failed as well" 0 $?

# A full disk is noticed.
if [ -w /dev/full ]; then
    "$program" extract --json plain.log >/dev/full 2>"$work/err"
    check "exits 3 on a full disk" 3 $?
    grep -q 'standard output: No space left' "$work/err"
    check "says that the disk is full" 0 $?
else
    echo "skip extract exits 3 on a full disk: there is no /dev/full"
fi

# No colour where it is not asked for.
run 1 logs.log
if grep -q "$(printf '\033')" "$work/out"; then
    check "has no colour" "" "an escape sequence"
else
    check "has no colour" "" ""
fi
exit $failed
