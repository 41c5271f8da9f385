#!/bin/sh
# How far a run is: a line on a terminal of any width and kind, lines elsewhere, and a file that is
# whole whenever somebody reads it.
set -u
. tests/e2e/lib.sh

says() { if grep -q -- "$2" "$3"; then ok "$1"; else
	cat "$3"
	not_ok "$1"
fi; }
says_not() { if grep -q -- "$2" "$3"; then
	cat "$3"
	not_ok "$1"
else ok "$1"; fi; }
fits() { # fits NAME FILE: docs/progress.schema.json
	if ! /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
		skip "$1" "python3-jsonschema is not installed"
	elif /usr/bin/python3 -c '
import json, jsonschema, sys
jsonschema.Draft202012Validator(json.load(open(sys.argv[2]))).validate(json.load(open(sys.argv[1])))' \
		"$2" "$here/../../docs/progress.schema.json"; then ok "$1"; else
		cat "$2"
		not_ok "$1"
	fi
}

# ---- no terminal: a line a package -------------------------------------------------------------------

"$BENCHLINE" run -j 1 --go "$GO" examples/pool >"$scratch/out" 2>"$scratch/err"
status progress-plain 0 $?
cat >"$scratch/want" <<'END'
[1/4 packages, 5/11 tests] example.com/escape
[2/4 packages, 6/11 tests] example.com/stack
[3/4 packages, 9/11 tests] example.com/words
[4/4 packages, 11/11 tests] example.com/words/internal/split
END
same progress-plain-lines "$scratch/want" "$scratch/err"
"$BENCHLINE" run -q --go "$GO" examples/pool/stack >"$scratch/out" 2>"$scratch/err"
if [ -s "$scratch/err" ]; then not_ok progress-quiet; else ok progress-quiet; fi

# ---- a terminal ----------------------------------------------------------------------------------------

# The longest text between two returns to the first column, in the columns of a terminal.
widest() { tr '\r' '\n' <"$1" | grep -a 'packages' | awk '{ if (length > n) n = length } END { print n + 0 }'; }
# Standard output goes elsewhere, so that nothing but progress reaches the terminal.
on_terminal() { # on_terminal COLUMNS ENVIRONMENT...
	columns=$1
	shift
	env "$@" script -qec "stty cols $columns; '$BENCHLINE' run --go '$GO' '$PWD/examples/pool' >'$scratch/out'" \
		"$scratch/typescript" </dev/null >/dev/null 2>&1
	sed -i -e 1d -e '/^Script done/d' "$scratch/typescript"
}
if ! command -v script >/dev/null; then
	skip progress-terminal "script (util-linux) is not installed"
else
	for columns in 150 80 40 20; do
		on_terminal $columns TERM=xterm
		if [ "$(widest "$scratch/typescript")" -lt $columns ] && [ "$(widest "$scratch/typescript")" -gt 0 ]; then
			ok "progress-$columns-columns"
		else
			cat "$scratch/typescript"
			not_ok "progress-$columns-columns"
		fi
	done
	on_terminal 5 TERM=xterm
	says_not progress-5-columns 'packages' "$scratch/typescript"
	for environment in TERM=xterm NO_COLOR=1 TERM=dumb; do
		on_terminal 150 $environment
		says "progress-$environment-bar" '\[[#.]\{10\}\]  [0-4]/4 packages  [0-9]*/11 tests' "$scratch/typescript"
		says "progress-$environment-current" '  example.com/' "$scratch/typescript"
		says_not "progress-$environment-no-escapes" "$(printf '\033')" "$scratch/typescript"
		# The line is taken away at the end: blanks, and back to the first column.
		if [ "$(tail -c 1 "$scratch/typescript" | tr '\r' R)" = R ] || tr '\r' '\n' <"$scratch/typescript" |
			grep -v '^$' | tail -1 | grep -q '^ *$'; then
			ok "progress-$environment-taken-away"
		else
			not_ok "progress-$environment-taken-away"
		fi
	done
fi

# ---- the file ------------------------------------------------------------------------------------------

"$BENCHLINE" run -q --go "$GO" --label nightly --progress-file "$scratch/p.json" -o "$scratch/r.json" examples/pool >/dev/null 2>"$scratch/err"
status progress-file 0 $?
fits progress-file-fits "$scratch/p.json"
tr -d ' \t\n' <"$scratch/p.json" >"$scratch/p"
says progress-file-finished '"state":"finished"' "$scratch/p"
says progress-file-packages '"packages":{"total":4,"done":4,"failed":0}' "$scratch/p"
says progress-file-tests '"tests":{"total":11,"done":11,"failed":0}' "$scratch/p"
says progress-file-over '"seconds_left":null,"current":null' "$scratch/p"
says progress-file-label '"label":"nightly"' "$scratch/p"
grep -o '"id": *"[0-9a-f]*"' "$scratch/r.json" | grep -o '[0-9a-f]\{32\}' >"$scratch/want"
grep -o '"run":"[0-9a-f]*"' "$scratch/p" | grep -o '[0-9a-f]\{32\}' >"$scratch/got"
same progress-file-identifier "$scratch/want" "$scratch/got"

# Failures, with both engines and values of GOMAXPROCS: the two counts meet.
"$BENCHLINE" run -q --go "$GO" --engine both --cpu 1,2 --from test,example --progress-file "$scratch/p.json" -o "$scratch/r.json" \
	tests/e2e/trouble/fine tests/e2e/kinds >/dev/null 2>&1
fits progress-both-fits "$scratch/p.json"
tr -d ' \t\n' <"$scratch/p.json" >"$scratch/p"
says progress-both-meet '"tests":{"total":\([0-9]*\),"done":\1,' "$scratch/p"
# Rows that are neither ok nor skipped; a row says its own status before that of the other engine.
awk '/"name": "Benchmark/ { own = 1 } own && /"status":/ { own = 0; n += !/"(ok|skipped)"/ } END { print n + 0 }' \
	"$scratch/r.json" >"$scratch/want"
grep -o '"tests":{[^}]*}' "$scratch/p" | head -n 1 | sed 's/.*"failed":\([0-9]*\)}/\1/' >"$scratch/got"
same progress-both-failed "$scratch/want" "$scratch/got"
says progress-both-some '^[1-9]' "$scratch/got"

# While it runs, and when it is ended: the tests of this project take their time.
mkdir "$scratch/slow"
printf 'module example.com/slow\n' >"$scratch/slow/go.mod"
cat >"$scratch/slow/slow_test.go" <<'END'
package slow

import (
	"testing"
	"time"
)

func TestQuick(t *testing.T) {}
func TestSlow(t *testing.T)  { time.Sleep(time.Hour) }
END
"$BENCHLINE" run -q --go "$GO" --progress-file "$scratch/slow.json" "$scratch/slow" >/dev/null 2>"$scratch/err" &
pid=$!
for _ in $(seq 300); do
	grep -q BenchmarkSlow "$scratch/slow.json" 2>/dev/null && break
	sleep 0.2
done
# Not one reader in a thousand sees a part.
i=0
while [ $i -lt 1000 ]; do
	i=$((i + 1))
	read -r first <"$scratch/slow.json" || first=none
	[ "$first" = '{' ] || echo "$first"
done >"$scratch/parts"
: >"$scratch/want"
same progress-whole "$scratch/want" "$scratch/parts"
cp "$scratch/slow.json" "$scratch/one.json"
fits progress-running-fits "$scratch/one.json"
tr -d ' \t\n' <"$scratch/one.json" >"$scratch/p"
says progress-running '"state":"running".*"tests":{"total":2,"done":1,"failed":0}' "$scratch/p"
says progress-running-current '"current":{"project":"slow","package":"example.com/slow","benchmark":"BenchmarkSlow"}' "$scratch/p"
says progress-running-pid "\"pid\":$pid," "$scratch/p"
# Nothing happens, and yet it is written.
for _ in $(seq 100); do
	cmp -s "$scratch/slow.json" "$scratch/one.json" || break
	sleep 0.2
done
if cmp -s "$scratch/slow.json" "$scratch/one.json"; then not_ok progress-goes-on; else ok progress-goes-on; fi
kill -INT $pid
wait $pid
status progress-interrupted 1 $?
fits progress-interrupted-fits "$scratch/slow.json"
says progress-interrupted-state '"state":	"interrupted"' "$scratch/slow.json"
tr -d ' \t\n' <"$scratch/slow.json" >"$scratch/p"
says progress-interrupted-counts '"packages":{"total":1,"done":0,"failed":0},"tests":{"total":2,"done":1,"failed":0}' "$scratch/p"

printf '#!/bin/sh\necho broken >&2\nexit 1\n' >"$scratch/no-go"
chmod +x "$scratch/no-go"
"$BENCHLINE" run -q --go "$scratch/no-go" --progress-file "$scratch/p.json" examples/pool >/dev/null 2>&1
status progress-failed 3 $?
fits progress-failed-fits "$scratch/p.json"
says progress-failed-state '"state":	"failed"' "$scratch/p.json"
if [ "$(find "$scratch" -name '*.benchline-*' | wc -l)" = 0 ]; then ok progress-nothing-left; else not_ok progress-nothing-left; fi
"$BENCHLINE" run -q --progress-file "$scratch/nowhere/p.json" examples/pool >/dev/null 2>"$scratch/err"
status progress-no-folder 3 $?
says progress-no-folder-says 'cannot write .*nowhere/p.json' "$scratch/err"
exit "${failed:-0}"
