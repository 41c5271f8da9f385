#!/bin/sh
# `benchline where`: in both directions, from sources and from a saved map, and what it says when there
# is no answer.
set -u
. tests/e2e/lib.sh

cp -r examples/pool/words "$scratch/words"
cd "$scratch/words" || exit 1
mkdir other testdata
cat >other/other_test.go <<'GO'
package other

import "testing"

var kept = map[string]func(*testing.T){}

func init() { kept["a"] = func(*testing.T) {} }

func TestKept(t *testing.T) {
	kept["a"](t)
}

func TestPlain(t *testing.T) {
	t.Log("x")
}
GO
printf 'package other\n\nfunc none() {}\n' >other/none_test.go
printf '//go:build ignore\n\npackage other\n' >other/ignored_test.go
printf 'package other\n' >testdata/lost_test.go
printf 'package p\nfunc {\n' >testdata/bad_test.go
"$BENCHLINE" inject -q --map "$scratch/map" . >"$scratch/diff" 2>"$scratch/err"

ask() { # ask NAME STATUS ARGUMENT...
	name=$1
	want=$2
	shift 2
	"$BENCHLINE" where "$@" >"$scratch/out" 2>"$scratch/err"
	status "where-$name" "$want" $?
}
answers() { # answers NAME LINE...: those and no others
	name=$1
	shift
	printf '%s\n' "$@" >"$scratch/want"
	same "where-$name" "$scratch/want" "$scratch/out"
}
says() { # says NAME PATTERN: why there is no answer, in one line
	if grep -q -- "$2" "$scratch/err" && [ ! -s "$scratch/out" ]; then ok "where-$1-says"; else
		cat "$scratch/err" "$scratch/out"
		not_ok "where-$1-says"
	fi
}

# The rewritten text, as the diff has it.
cp -r . "$scratch/after"
(cd "$scratch/after" && git apply --whitespace=nowarn "$scratch/diff") || not_ok where-diff
text=$scratch/after/count_test.go
line_of() { grep -n -- "$1" "$text" | cut -d: -f1; }
benchmark=$(line_of 'func BenchmarkCount')
copy=$(line_of 'func iterCount')

for how in sources map; do
	case $how in sources) set -- ;; map) set -- --map "$scratch/map" ;; esac
	ask "$how-line" 0 "$@" count_test.go:10
	answers "$how-line-answers" "count_test.go:$benchmark:1: scaffold: BenchmarkCount of TestCount" \
		"count_test.go:$copy:1: copy: iterCount of TestCount"
	ask "$how-place" 0 "$@" count_test.go:11:5
	answers "$how-place-answers" "count_test.go:$((copy + 1)):5: copy: iterCount of TestCount"
	ask "$how-back" 0 "$@" "count_test.go:$((copy + 1)):5"
	answers "$how-back-answers" "count_test.go:11:5: copy: TestCount, as iterCount"
	ask "$how-name" 0 "$@" "count_test.go:$copy:8"
	answers "$how-name-answers" "count_test.go:10:8: rename: TestCount, as iterCount"
	ask "$how-benchmark" 0 "$@" "count_test.go:$((benchmark + 1)):2"
	answers "$how-benchmark-answers" "count_test.go:10:6: scaffold: TestCount, as BenchmarkCount"
	ask "$how-nothing" 1 "$@" count_test.go:1
	says "$how-nothing" 'nothing was made of count_test.go:1'
	ask "$how-past-the-end" 1 "$@" count_test.go:9999
	says "$how-past-the-end" "has 34 lines, and with its benchmarks $(wc -l <"$text")"
	ask "$how-json" 0 "$@" --json count_test.go:11:5
	if /usr/bin/python3 -c '
import json, sys
answer = json.load(open(sys.argv[1]))
assert answer["schema_version"] == 1 and answer["part"] == "original" and answer["column"] == 5
row, = answer["answers"]
assert row["part"] == "generated" and row["line"] == int(sys.argv[2]) and row["column"] == 5
assert row["declaration"] == {"kind": "test", "name": "TestCount", "made": "iterCount"}' \
		"$scratch/out" "$((copy + 1))"; then ok "where-$how-json-answers"; else not_ok "where-$how-json-answers"; fi
	ask "$how-json-nothing" 1 "$@" --json count_test.go:1
	if grep -q '"answers":	\[\]' "$scratch/out"; then ok "where-$how-json-empty"; else not_ok "where-$how-json-empty"; fi
done
(cd other && ask map-shorter-path 0 --map "$scratch/map" words/count_test.go:11)
ask line-column 1 count_test.go:11:900
says line-column 'line 11 of count_test.go has [0-9]* bytes'

# Why there is no answer.
ask not-copied 1 other/other_test.go:10
says not-copied 'TestKept is not copied, its benchmark calls it: needs kept, which .*other_test.go:5:5'
ask no-file 1 missing_test.go:1
says no-file 'there is no file missing_test.go'
ask folder 1 other:1
says folder 'there is no file other'
ask no-test-file 1 count.go:1
says no-test-file 'no _test.go file'
ask ignored 1 other/ignored_test.go:1
says ignored 'its build constraint does not hold'
ask not-a-package 1 /dev/null/x_test.go:1
says not-a-package 'there is no file'
ask without-tests 1 other/none_test.go:3
says without-tests 'nothing was made of other/none_test.go:3'
ask without-tests-end 1 other/none_test.go:33
says without-tests-end 'has 3 lines, and nothing is made of it'
ask bad-file 1 testdata/bad_test.go:1
if grep -q 'bad_test.go:2:6: error' "$scratch/err"; then ok where-bad-file-says; else
	cat "$scratch/err"
	not_ok where-bad-file-says
fi
ask no-such-map 1 --map missing.json count_test.go:1
says no-such-map 'cannot read missing.json'
ask no-map 1 --map count.go count_test.go:1
says no-map 'it is no JSON'
echo '{"schema_version": 2, "tool": "benchline 9", "files": []}' >"$scratch/newer"
ask newer-map 1 --map "$scratch/newer" count_test.go:1
says newer-map 'written by benchline 9 with schema version 2'
echo '{"schema_version": 1, "files": [{"file": "count_test.go"}]}' >"$scratch/broken"
ask broken-map 1 --map "$scratch/broken" count_test.go:1
says broken-map 'is no position map'
ask not-in-map 1 --map "$scratch/map" else_test.go:1
says not-in-map 'has no file else_test.go'
echo '{"schema_version": 1, "files": [{"file": "a/x_test.go"}, {"file": "b/x_test.go"}]}' >"$scratch/two"
ask several 1 --map "$scratch/two" x_test.go:1
says several 'a/x_test.go and b/x_test.go'

# In a tree that was written to, as a whole or in part.
"$BENCHLINE" inject -q --write --force . >/dev/null 2>&1
ask written 0 "count_test.go:$((copy + 1)):5"
answers written-answers "count_test.go:11:5: copy: TestCount, as iterCount"
ask written-other 0 other/other_test.go:13
answers written-other-answers 'other/other_test.go:'"$(grep -n 'func BenchmarkPlain' other/other_test.go | cut -d: -f1)"':1: scaffold: BenchmarkPlain of TestPlain' 	"other/other_test.go:$(grep -n 'func iterPlain' other/other_test.go | cut -d: -f1):1: copy: iterPlain of TestPlain"
ask shim 1 other/benchline_test.go:1
says shim "is benchline's altogether"
sed -i 's/^func TestPlain.*/&\n/' other/other_test.go
ask stale 1 other/other_test.go:13
says stale 'are not those that would be made of it now'

mkdir part
for name in A B; do
	printf 'package part\n\nimport "testing"\n\nfunc Test%s(t *testing.T) { help(t) }\n' $name >part/${name}_test.go
done
printf 'package part\n\nimport "testing"\n\nfunc help(t *testing.T) { t.Helper() }\n' >part/help_test.go
"$BENCHLINE" inject -q --write --force part/A_test.go >/dev/null 2>&1
ask part 0 part/A_test.go:5
answers part-answers part/A_test.go:10:1:\ scaffold:\ BenchmarkA\ of\ TestA part/A_test.go:15:1:\ copy:\ iterA\ of\ TestA
ask part-helper 0 part/help_test.go:5
ask part-not-written 1 part/B_test.go:5
says part-not-written 'no benchmark of it was written'

# Wrong usage.
for argument in count_test.go count_test.go: count_test.go:x count_test.go:0 count_test.go:1:0 :7; do
	ask "usage-$argument" 2 "$argument"
done
ask usage-none 2
ask usage-two 2 count_test.go:1 count_test.go:2

# The saved map fits its schema, and so does that of a project without tests.
cd "$here/../.." || exit 1
mkdir "$scratch/empty"
printf 'module empty\n' >"$scratch/empty/go.mod"
"$BENCHLINE" inject -q --map "$scratch/empty.map" "$scratch/empty" >"$scratch/out" 2>&1
for map in map empty.map; do
	if ! /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
		skip "where-schema-$map" "python3-jsonschema is not installed"
	elif /usr/bin/python3 -c '
import json, jsonschema, sys
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' \
		"$scratch/$map" docs/position-map.schema.json; then
		ok "where-schema-$map"
	else
		not_ok "where-schema-$map"
	fi
done
exit "${failed:-0}"
