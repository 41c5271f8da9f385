#!/bin/sh
# A project with a file that has three syntax errors: every command says all three, counts the file
# once, and goes on with the other package.
set -u
. tests/e2e/lib.sh

mkdir -p "$scratch/project/wrong" "$scratch/project/right"
cd "$scratch/project" || exit 1
printf 'module example.com/errors\n\ngo 1.19\n' >go.mod
cat >wrong/a_test.go <<'GO'
package wrong

import "testing"

func TestA(t *testing.T) {
	x := = 1
}

func TestB(t *testing.T) {
	t.Log("b"

func TestC(t *testing.T) {
	defer t.Log
}
GO
cat >right/a_test.go <<'GO'
package right

import "testing"

func TestD(t *testing.T) {
	_ = make([]byte, 1)
}
GO
cat >../expected <<'GO'
wrong/a_test.go:6:7: error: unexpected =, expected an expression
    	x := = 1
    	     ^
wrong/a_test.go:10:11: error: unexpected newline, expected comma, ), ...
    	t.Log("b"
    	         ^
wrong/a_test.go:13:13: error: expected a function call after defer
    	defer t.Log
    	           ^
GO

run() { # run NAME STATUS ARGUMENT...: keeps the streams, and of the messages the errors apart
	name=$1
	want=$2
	shift 2
	"$BENCHLINE" "$@" >../out 2>../err
	status "errors-$name-status" "$want" $?
	grep -A 2 ': error: ' ../err >../errors
	same "errors-$name" ../expected ../errors
}
says() { # says NAME PATTERN FILE
	if grep -q -- "$2" "$3"; then ok "errors-$1"; else
		cat "$3"
		not_ok "errors-$1"
	fi
}

run find 1 find .
says find-counts-files '2 packages, 2 test files: 1 test,' ../out
run find-json 1 find --json .
if [ -x /usr/bin/python3 ]; then
	if /usr/bin/python3 - ../out <<-'PYTHON'; then ok errors-find-json-valid; else not_ok errors-find-json-valid; fi
		import json, sys
		found = json.load(open(sys.argv[1]))
		files = [f for p in found["projects"][0]["modules"][0]["packages"] for f in p["files"]]
		assert [f.get("broken", False) for f in files] == [False, True], files
		places = [(d["severity"], d["line"], d["column"]) for d in found["diagnostics"]]
		assert places == [("error", 6, 7), ("error", 10, 11), ("error", 13, 13)], places
	PYTHON
else
	skip errors-find-json-valid "there is no /usr/bin/python3"
fi
run inject 1 inject .
says inject-converts-the-other '^1 of 1 tests in 1 packages converted$' ../err
says inject-diff '^+func BenchmarkD(' ../out
run run 1 run --go "$GO" -o ../out.json .
says run-measures-the-other 'TestD ' ../out
says run-names-the-first 'syntax-error: wrong/a_test.go:6:7: unexpected =' ../out
says run-counts-the-package-once '^2 packages: 1 ok, 1 syntax-error$' ../out
(cd "$here/../.." && valid errors-run-schema "$scratch/out.json")
exit "${failed:-0}"
