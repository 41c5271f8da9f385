#!/bin/sh
# A run that is killed at any moment is gone on with: nothing that was measured is lost or there
# twice, and what comes of it is what an uninterrupted run gives. KILLS is how many times.
set -u
. tests/e2e/lib.sh

KILLS=${KILLS:-12}
pool=$scratch/pool
store=$scratch/pool.db
export GOFLAGS= GOWORK=off GOPROXY=off

# Packages of tests that take a while, each with allocations of its own.
for package in one two three; do
	mkdir -p "$pool/$package"
	printf 'module example.com/%s\n\ngo 1.19\n' $package >"$pool/$package/go.mod"
	{
		printf 'package %s\n\nimport (\n\t"testing"\n\t"time"\n)\n\nvar sink []byte\n\n' $package
		for n in 1 2 3 4 5 6 7 8; do
			printf 'func Test%s(t *testing.T) {\n\ttime.Sleep(2 * time.Millisecond)\n' $n
			printf '\tfor i := 0; i < %s; i++ {\n\t\tsink = make([]byte, %s)\n\t}\n}\n\n' $n $((n * 16))
		done
		printf 'func TestFails(t *testing.T) { t.Fatal("always") }\n\n'
		printf 'func TestSkips(t *testing.T) { t.Skip("always") }\n'
	} >"$pool/$package/${package}_test.go"
done

"$BENCHLINE" run -q --go "$GO" --json "$pool" >"$scratch/whole.json" 2>/dev/null
"$tool" figures "$scratch/whole.json" >"$scratch/whole"
"$tool" reasons "$scratch/whole.json" >>"$scratch/whole"
status resume-tests 30 "$(grep -c ' Test.* [a-z]* [0-9-]' "$scratch/whole")"

"$BENCHLINE" run -q --go "$GO" --resume "$pool" >/dev/null 2>"$scratch/err"
status resume-needs-a-store 2 $?
"$BENCHLINE" run -q --go "$GO" --store "$store" --resume "$pool" >/dev/null 2>"$scratch/err"
status resume-needs-a-run 1 $?
grep -q 'there is no store .*, and so no run to go on with' "$scratch/err" && ok resume-needs-a-run-says || not_ok resume-needs-a-run-says

# run_killed MILLISECONDS [ARGUMENT...]: 0 when it ended before that
run_killed() {
	delay=$(awk "BEGIN { print $1 / 1000 }")
	shift
	"$BENCHLINE" run -q --go "$GO" --store "$store" "$@" "$pool" >/dev/null 2>"$scratch/killed.err" &
	child=$!
	sleep "$delay"
	kill -9 $child 2>/dev/null
	wait $child 2>/dev/null
	[ $? -ne 137 ]
}

kills=0 runs=0 bad=0 begun=0 tries=0
random=20261122
while [ $kills -lt "$KILLS" ] && [ $tries -lt $((KILLS * 4)) ]; do
	tries=$((tries + 1))
	random=$(((random * 1103515245 + 12345) % 2147483648))
	delay=$((100 + random / 65536 % 700))
	if [ $begun = 0 ]; then
		rm -f "$store"*
		run_killed $delay
	else
		run_killed $delay --resume
	fi
	if [ $? = 1 ]; then
		kills=$((kills + 1))
		begun=$("$BENCHLINE" history --store "$store" --json 2>/dev/null | grep -c '"id"')
		# Killed again and again, until it is time to look at it.
		[ "$begun" -gt 0 ] && [ $((kills % 5)) = 0 ] || continue
	fi
	# To the end now.
	"$BENCHLINE" run -q --go "$GO" --store "$store" --resume --json "$pool" >"$scratch/resumed.json" 2>"$scratch/err"
	got=$?
	[ $got = 1 ] || [ $got = 3 ] || bad=$((bad + 1)) # 3: it was finished when it was killed
	"$BENCHLINE" show --store "$store" --json latest >"$scratch/shown.json" 2>"$scratch/err" || bad=$((bad + 1))
	"$tool" figures "$scratch/shown.json" >"$scratch/resumed"
	"$tool" reasons "$scratch/shown.json" >>"$scratch/resumed"
	cmp -s "$scratch/whole" "$scratch/resumed" || {
		diff "$scratch/whole" "$scratch/resumed"
		bad=$((bad + 1))
	}
	runs=$((runs + 1))
	begun=0
done
echo "# $kills kills, $runs runs gone on with to their end, $bad of them wrong"
status resume-kills "$KILLS" $kills
status resume-after-kills 0 $bad
valid resume-schema "$scratch/shown.json"

# A test is kept as soon as it is measured, while its package goes on; and is not measured again.
mkdir -p "$scratch/slow" && printf 'module example.com/slow\n\ngo 1.19\n' >"$scratch/slow/go.mod"
cat >"$scratch/slow/slow_test.go" <<'EOF2'
package slow

import (
	"os"
	"testing"
	"time"
)

func TestCounts(t *testing.T) {
	file, err := os.OpenFile(os.Getenv("COUNTER"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0666)
	if err != nil {
		t.Fatal(err)
	}
	file.WriteString("x\n")
	file.Close()
}

func TestHangs(t *testing.T) {
	if os.Getenv("HANG") != "" {
		time.Sleep(time.Minute)
	}
}
EOF2
export COUNTER="$scratch/counter"
benchmarks() { "$BENCHLINE" history --store "$scratch/slow.db" --json 2>/dev/null | sed -n 's/.*"benchmarks":[^0-9]*\([0-9]*\).*/\1/p'; }
HANG=1 "$BENCHLINE" run -q --go "$GO" --store "$scratch/slow.db" "$scratch/slow" >/dev/null 2>&1 &
child=$!
tries=0
while [ "$(benchmarks)" != 1 ] && [ $tries -lt 300 ]; do
	tries=$((tries + 1))
	sleep 0.1
done
kill -9 $child
wait $child 2>/dev/null
status resume-kept-at-once 1 "$(benchmarks)"
before=$(wc -l <"$COUNTER")
"$BENCHLINE" run -q --go "$GO" --store "$scratch/slow.db" --resume -o "$scratch/slow.json" "$scratch/slow" >/dev/null 2>&1
status resume-goes-on 0 $?
"$BENCHLINE" show --store "$scratch/slow.db" --json latest >"$scratch/shown.json"
same resume-writes-what-is-stored "$scratch/shown.json" "$scratch/slow.json"
status resume-has-both 2 "$(benchmarks)"
status resume-measures-once "$before" "$(wc -l <"$COUNTER")"

# Several versions of Go: each has a run of its own, and one that is finished is not run again.
other=$(other_gos | head -n 1)
if [ -n "$other" ]; then
	versions() { # versions NAME STATUS GO OPTION...
		name=$1 want=$2 gos=$3
		shift 3
		COUNTER="$scratch/versions" "$BENCHLINE" run --go "$gos" --store "$scratch/versions.db" "$@" "$scratch/slow" >"$scratch/out" 2>"$scratch/err"
		status "resume-versions-$name" "$want" $?
	}
	versions first 0 "$other"
	before=$(wc -l <"$scratch/versions")
	versions both 0 "$other,$GO" --resume
	grep -q 'run 1 of .* is finished already' "$scratch/err" && ok resume-versions-over || not_ok resume-versions-over
	status resume-versions-once $((before * 2)) "$(wc -l <"$scratch/versions")"
	status resume-versions-runs 2 "$("$BENCHLINE" history --store "$scratch/versions.db" --json | grep -c '"finished":[[:space:]]*true')"
	versions again 0 "$other,$GO" --resume
	status resume-versions-nothing $((before * 2)) "$(wc -l <"$scratch/versions")"
else
	skip resume-versions 'there is no other Go'
fi

# What changed in the meantime is not mixed with what was.
rm -f "$store"*
run_killed 900
"$BENCHLINE" show --store "$store" >/dev/null 2>"$scratch/err"
status resume-show-unfinished 1 $?
grep -q "no run is finished, and 'latest' is the last one that is" "$scratch/err" && ok resume-show-unfinished-says || not_ok resume-show-unfinished-says
mkdir "$pool/another" && printf 'module another\n' >"$pool/another/go.mod" && printf 'package another\n' >"$pool/another/a.go"
"$BENCHLINE" run -q --go "$GO" --store "$store" --resume "$pool" >/dev/null 2>"$scratch/err"
status resume-of-something-else 1 $?
grep -q 'changed since run 1' "$scratch/err" && ok resume-of-something-else-says || not_ok resume-of-something-else-says

# Nor is a run that is over gone on with.
rm -rf "$store"* "$pool/another"
mkdir "$scratch/small" && printf 'module small\n' >"$scratch/small/go.mod"
printf 'package small\n\nimport "testing"\n\nfunc TestNothing(t *testing.T) {}\n' >"$scratch/small/a_test.go"
"$BENCHLINE" run -q --go "$GO" --store "$store" "$scratch/small" >/dev/null 2>&1
status resume-over-runs 0 $?
"$BENCHLINE" run -q --go "$GO" --store "$store" --resume "$scratch/small" >/dev/null 2>"$scratch/err"
status resume-over 1 $?
grep -q 'every run in .* is finished' "$scratch/err" && ok resume-over-says || not_ok resume-over-says
exit "${failed:-0}"
