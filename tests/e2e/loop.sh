#!/bin/sh
# How often tests are measured, and what is made of those that do not stand it: options do what they
# say, and a row says of itself what is special about it; with every Go and both engines.
set -u
. tests/e2e/lib.sh

# rows FILE FIELD...: test and fields of each row, as JSON
rows() {
	/usr/bin/python3 - "$@" <<'END'
import json, sys
for project in json.load(open(sys.argv[1]))["projects"]:
    for package in project["packages"]:
        for row in package["benchmarks"]:
            values = []
            for field in sys.argv[2:]:
                value = row
                for part in field.split("."):
                    value = value and value[part]
                values.append(json.dumps(value))
            print(row["test"], *values)
END
}

cp -r tests/e2e/loop "$scratch/loop"
once=$scratch/loop/once/once-and-for-all
run() { # run NAME STATUS ARGUMENT...
	name=$1 want=$2
	shift 2
	"$BENCHLINE" run -q --go "$go" -o "$scratch/out.json" "$@" >"$scratch/out.txt" 2>"$scratch/out.err"
	status "$name-exit-status" "$want" $?
	valid "$name-schema" "$scratch/out.json"
}

for go in "$GO" $(other_gos); do
	version=$($go env GOVERSION)
	for engine in harness source; do
		at=$version-$engine
		run "loop-once-$at" 1 --engine $engine "$scratch/loop/once"
		rm -f "$once"
		rows "$scratch/out.json" status processes allocs_per_op reason notes >"$scratch/rows"
		same "loop-once-$at" "$here/loop.once" "$scratch/rows"
		run "loop-company-$at" 0 --engine $engine "$scratch/loop/company"
		"$tool" figures "$scratch/out.json" >"$scratch/figures"
		same "loop-company-figures-$at" "$here/loop.company" "$scratch/figures"
		rows "$scratch/out.json" notes | grep -v TestAfter >"$scratch/rows"
		same "loop-company-$at" "$here/loop.notes" "$scratch/rows"
		run "loop-mean-$at" 0 --engine $engine --benchtime 6x --only EveryThird "$scratch/loop/options"
		rows "$scratch/out.json" iterations allocs_per_op samples.operations noisy >"$scratch/rows"
		echo 'TestEveryThird 6 0.3333333333333333 [6] false' | same "loop-mean-$at" - "$scratch/rows"
	done
	run "loop-alone-$version" 0 "$scratch/loop/alone"
	rows "$scratch/out.json" status reason >"$scratch/rows"
	same "loop-alone-$version" "$here/loop.alone" "$scratch/rows"
done
go=$GO

# What the harness takes off a mean for each subtest is an estimate, and never nearly all of it.
mkdir "$scratch/loop/subtests"
printf 'module example.com/subtests\n\ngo 1.19\n' >"$scratch/loop/subtests/go.mod"
cat >"$scratch/loop/subtests/s_test.go" <<'END'
package subtests

import "testing"

var sink []byte

func TestSubtests(t *testing.T) {
	for i := 0; i < 11; i++ {
		t.Run("x", func(t *testing.T) { sink = make([]byte, 64) })
	}
}
END
run loop-subtests 0 --benchtime 20x --count 10 "$scratch/loop/subtests"
rows "$scratch/out.json" samples.ns_per_op allocs_per_op >"$scratch/rows"
if awk '{ gsub(/[][,]/, ""); for (i = 2; i < NF; i++) if ($i < 20) exit 1 } $NF != 11 { exit 1 }' "$scratch/rows"; then ok loop-subtests; else
	cat "$scratch/rows"
	not_ok loop-subtests
fi

# Where every test leaves something behind that allocates, not every one gets a process.
mkdir "$scratch/loop/crowd"
{
	cat <<'END'
package crowd

import (
	"os"
	"testing"
	"time"
)

var kept []byte

func TestMain(m *testing.M) {
	file, _ := os.OpenFile("processes", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	file.WriteString("one\n")
	file.Close()
	os.Exit(m.Run())
}

func leave() {
	go func() {
		for i := 0; ; i++ {
			kept = make([]byte, 64)
			time.Sleep(time.Millisecond / 5)
		}
	}()
}
END
	for i in $(seq 60); do echo "func TestLeaves$i(t *testing.T) { leave() }"; done
} >"$scratch/loop/crowd/crowd_test.go"
run loop-crowd 0 --iterations 1 "$scratch/loop/crowd"
rows "$scratch/out.json" status | sort | uniq -c | grep -c '"ok"' >"$scratch/rows"
echo 60 | same loop-crowd-all - "$scratch/rows"
# Fifty with one test each, and one with all the others.
wc -l <"$scratch/loop/crowd/processes" >"$scratch/rows"
status loop-crowd-processes 51 "$(cat "$scratch/rows")"
rm -r "$scratch/loop/crowd"

# Bubbles of testing/synctest, which is there from Go 1.25 on.
if (cd "$scratch/loop" && $GO list -f '{{.TestGoFiles}}' ./bubble 2>/dev/null | grep -q bubble_test); then
	run loop-bubble 1 "$scratch/loop/bubble"
	rows "$scratch/out.json" status reason >"$scratch/rows"
	same loop-bubble "$here/loop.bubble" "$scratch/rows"
else
	skip loop-bubble 'this Go has no testing/synctest'
fi

# A row for each value of GOMAXPROCS, samples of each round, and as many as were asked for.
run loop-options 0 --cpu 1,3,1 --count 2 --iterations 3 --only Procs "$scratch/loop/options"
rows "$scratch/out.json" procs iterations processes allocs_per_op samples.round >"$scratch/rows"
cat >"$scratch/expected" <<'END'
TestProcs 1 6 2 1 [1, 1, 1, 2, 2, 2]
TestProcs 3 6 2 3 [1, 1, 1, 2, 2, 2]
END
same loop-options "$scratch/expected" "$scratch/rows"
/usr/bin/python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["settings"])' "$scratch/out.json" >"$scratch/settings"
echo "{'metrics': 'allocs', 'iterations': 3, 'benchtime': None, 'cpu': [1, 3], 'count': 2}" | same loop-options-settings - "$scratch/settings"
status loop-options-table 1 "$(grep -c 'TestProcs-3 .*  2 processes$' "$scratch/out.txt")"
run loop-both 0 --engine both --cpu 1,2 --only Procs "$scratch/loop"
rows "$scratch/out.json" procs check.allocs_per_op >"$scratch/rows"
printf 'TestProcs 1 1\nTestProcs 2 2\n' | same loop-both - "$scratch/rows"

# Half of the iterations allocate more than the smallest: ten times as many are measured.
run loop-again 0 --iterations 5 --only EveryThird "$scratch/loop/options"
rows "$scratch/out.json" iterations noisy >"$scratch/rows"
echo 'TestEveryThird 5 false' | same loop-again - "$scratch/rows"
run loop-again-two 0 --iterations 2 --only EveryThird "$scratch/loop/options"
rows "$scratch/out.json" iterations noisy >"$scratch/rows"
echo 'TestEveryThird 20 false' | same loop-again-two - "$scratch/rows"

# What is asked for is not cut short, however slow the test.
run loop-slow 0 --iterations 12 --only Slow "$scratch/loop/options"
rows "$scratch/out.json" iterations >"$scratch/rows"
echo 'TestSlow 12' | same loop-slow - "$scratch/rows"

# Go's own loop goes on until it took that long.
run loop-time 0 --benchtime 20ms --only Procs "$scratch/loop/options"
rows "$scratch/out.json" samples.operations >"$scratch/rows"
status loop-time-many 1 "$(grep -c '\[[0-9]*[0-9][0-9]\]' "$scratch/rows")"

for usage in '--iterations 0' '--iterations -1' '--iterations 1.5' '--iterations 100001' \
	'--benchtime 0s' '--benchtime 5' '--benchtime x' '--benchtime 0x' '--benchtime 1.5x' '--benchtime 1' \
	'--benchtime 1d' '--benchtime -1s' '--benchtime 200s' '--benchtime 1s --timeout 1' '--benchtime 1..5s' \
	'--cpu 0' '--cpu 1,' '--cpu ,1' '--cpu 1,,2' '--cpu x' '--count 0' '--count 1001' '--count 1x' \
	'--iterations 3 --benchtime 3x'; do
	"$BENCHLINE" run $usage "$scratch/loop" >"$scratch/out" 2>"$scratch/err"
	status "loop-usage: $usage" 2 $?
done
exit "${failed:-0}"
