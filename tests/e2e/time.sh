#!/bin/sh
# --metrics time: rounds of all versions in turns, one process at a time, each on a processor of its
# own. How long anything takes is asserted nowhere.
set -u
. tests/e2e/lib.sh

says() { if grep -q -- "$2" "$3"; then ok "$1"; else
	not_ok "$1"
	head -n 5 "$3"
fi; }
usage() { # usage NAME PATTERN ARGUMENT...
	name=$1 pattern=$2
	shift 2
	"$BENCHLINE" run "$@" >"$scratch/out" 2>"$scratch/err"
	status "$name" 2 $?
	says "$name-says" "$pattern" "$scratch/err"
}

usage time-unknown "takes allocs or time, not 'speed'" --metrics speed .
usage time-jobs 'one package at a time, not 2' --metrics time --jobs 2 .

# Two packages; the second one has a test that takes its process down.
mkdir -p "$scratch/p/one" "$scratch/p/two"
echo 'module example.com/p' >"$scratch/p/go.mod"
for package in one two; do
	cat >"$scratch/p/$package/p_test.go" <<END
package $package

import (
	"os"
	"runtime"
	"strconv"
	"testing"
)

func TestMain(m *testing.M) {
	say("begin " + os.Args[0] + " $package " + strconv.Itoa(runtime.NumCPU()))
	code := m.Run()
	say("end")
	os.Exit(code)
}

func say(line string) {
	file, _ := os.OpenFile("$scratch/said", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	file.WriteString(line + "\n")
	file.Close()
}

var kept []byte

func TestNew(t *testing.T) { kept = make([]byte, 32) }
END
done

"$BENCHLINE" run --metrics time --count 3 --benchtime 100x --go "$GO,$GO" --store "$scratch/s.db" \
	-o "$scratch/{go}.json" --progress-file "$scratch/progress.json" "$scratch/p" >"$scratch/out" 2>"$scratch/err"
status time-versions 0 $?
# A process is over before the next one begins.
grep -c . "$scratch/said" >"$scratch/got"
echo 24 | same time-processes - "$scratch/got"
awk '{ print $1 }' "$scratch/said" | uniq -c | awk '$1 != 1' >"$scratch/got"
same time-one-at-a-time /dev/null "$scratch/got"
# The versions take turns, package after package.
sed -n 's|^begin \(.*\)/[0-9]*/package.test \(.*\) [0-9]*$|\2 \1|p' "$scratch/said" |
	awk '{ if (!($2 in run)) run[$2] = ++runs; print $1, run[$2] }' >"$scratch/got"
printf '%s\n' 'one 1' 'one 2' 'one 1' 'one 2' 'one 1' 'one 2' 'two 1' 'two 2' 'two 1' 'two 2' 'two 1' 'two 2' |
	same time-turns - "$scratch/got"
if [ "$(nproc)" -gt 1 ]; then
	awk '$1 == "begin" { print $4 }' "$scratch/said" | uniq >"$scratch/got"
	echo 1 | same time-processor - "$scratch/got"
else
	skip time-processor 'one processor, which benchline needs too'
fi
says time-compared '^ns/op ' "$scratch/out"
says time-spread '/op ± ' "$scratch/out"
/usr/bin/python3 -c 'import json, sys; print([v["state"] for v in json.load(open(sys.argv[1]))["versions"]])' "$scratch/progress.json" >"$scratch/got"
echo "['finished', 'finished']" | same time-progress-versions - "$scratch/got"
version=$($GO env GOVERSION)
valid time-schema "$scratch/$version.json"
/usr/bin/python3 - "$scratch/$version.json" >"$scratch/got" <<'END'
import json, sys
run = json.load(open(sys.argv[1]))
print(run["settings"])
for package in run["projects"][0]["packages"]:
    for row in package["benchmarks"]:
        print(row["test"], row["allocs_per_op"], row["processes"], row["noisy"],
              row["samples"]["operations"], row["samples"]["round"])
END
cat >"$scratch/want" <<'END'
{'metrics': 'time', 'iterations': None, 'benchtime': '100x', 'cpu': [1], 'count': 3}
TestNew 1 3 False [100, 100, 100] [1, 2, 3]
TestNew 1 3 False [100, 100, 100] [1, 2, 3]
END
same time-samples "$scratch/want" "$scratch/got"
"$BENCHLINE" show --store "$scratch/s.db" 1 --json >"$scratch/one.json" 2>"$scratch/err"
says time-stored '"metrics": "time"' "$scratch/one.json"

# What goes with it, unless somebody says otherwise.
"$BENCHLINE" run -q --metrics time --json "$scratch/p/one" >"$scratch/usual.json" 2>"$scratch/err"
status time-usual 0 $?
/usr/bin/python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["settings"])' "$scratch/usual.json" >"$scratch/got"
echo "{'metrics': 'time', 'iterations': None, 'benchtime': '100ms', 'cpu': [1], 'count': 10}" | same time-usual-settings - "$scratch/got"

# What benchline doctor finds is said before.
"$BENCHLINE" doctor >"$scratch/doctor"
if grep -q '^bad.*machine' "$scratch/doctor"; then
	says time-doctor '^benchline: times will differ by the machine: ' "$scratch/err"
else
	skip time-doctor 'it is the hardware itself'
fi

# A package that does not build holds nobody up.
rm -f "$scratch/said"
printf 'package one\n\nfunc init() { var unused int }\n' >"$scratch/p/one/broken_test.go"
"$BENCHLINE" run -q --metrics time --count 2 --benchtime 10x --go "$GO,$GO" "$scratch/p" >"$scratch/out" 2>"$scratch/err"
status time-broken 1 $?
awk '$1 == "begin" { print $3 }' "$scratch/said" | uniq -c | awk '{ print $1, $2 }' >"$scratch/got"
echo '4 two' | same time-broken-others - "$scratch/got"

exit "${failed:-0}"
