#!/bin/sh
# A project's own benchmarks beside its tests: each one and each sub-benchmark is a row, with every
# Go there is; those that end badly are named with reason and place, and their neighbours are measured.
set -u
. tests/e2e/lib.sh

# rows FILE: package, kind, name, status, line of the function, operations, allocs/op and B/op
rows() {
	/usr/bin/python3 - "$1" <<'END'
import json, sys
def number(value):
    return "-" if value is None else "%g" % value
for project in json.load(open(sys.argv[1]))["projects"]:
    for package in project["packages"]:
        for row in package["benchmarks"]:
            print(package["import_path"].replace("example.com/native/", ""), row["kind"], row["name"], row["status"],
                  row["line"], number(row["iterations"]), number(row["allocs_per_op"]), number(row["bytes_per_op"]))
END
}

# reasons FILE: package, name, status, reason of what is not ok
reasons() {
	/usr/bin/python3 - "$1" <<'END'
import json, sys
for project in json.load(open(sys.argv[1]))["projects"]:
    for package in project["packages"]:
        if package["reason"]:
            print(package["import_path"], package["status"] + ":", package["reason"])
        for row in package["benchmarks"]:
            if row["reason"]:
                print(package["import_path"], row["name"], row["status"] + ":", row["reason"])
END
}

downloaded_gos() {
	for candidate in "$($GO env GOMODCACHE)"/golang.org/toolchain@*/bin/go; do
		[ -x "$candidate" ] && echo "$candidate"
	done
}

cp -r tests/e2e/native "$scratch/native"
cd "$scratch" || exit 1
mkdir tmp
before=$("$tool" hash native)
# What prints or runs in parallel has an allocation of the runtime's now and then.
steady='-e BenchmarkMetrics -e BenchmarkPrints -e BenchmarkParallel'
for go in "$GO" $(other_gos) $(downloaded_gos); do
	name=$(GOTOOLCHAIN=local $go env GOVERSION)
	TMPDIR=$scratch/tmp "$BENCHLINE" run -q --go "$go" --native -o out.json native/fine native/both native/only >out.txt 2>out.err
	status "native-exit-status-$name" 0 $?
	same "native-says-nothing-$name" /dev/null out.err
	# On a busy machine a second is over before a thousand iterations are: how many is its affair.
	rows out.json | grep -v BenchmarkLoop | sed -E 's/^(.* native .* ok [0-9]+) [1-9][0-9]* /\1 N /' >all
	grep -v $steady all >figures
	same "native-figures-$name" "$here/native.figures" figures
	status "native-others-$name" 3 "$(grep $steady all | grep -c ' ok .* N 1\(\.[0-9]*\)\? ')"
	rows out.json | grep BenchmarkLoop >loop
	if [ "$(grep -c BenchmarkLoop loop)" = 0 ]; then # before Go 1.24
		skip "native-loop-$name" "there is no B.Loop"
	else
		echo 'fine native BenchmarkLoop ok 7 1000 1 80' | same "native-loop-$name" - loop
	fi
	(cd "$here/../.." && valid "native-schema-$name" "$scratch/out.json")
	TMPDIR=$scratch/tmp "$BENCHLINE" run -q --go "$go" --native --timeout 5 -o out.json native/ends native/broken >out.txt 2>out.err
	status "native-ends-exit-status-$name" 1 $?
	reasons out.json >reasons
	same "native-reasons-$name" "$here/native.reasons" reasons
	status "native-neighbours-$name" 6 "$(rows out.json | grep -c ' ok [0-9]* 1000 1 16$')"
	(cd "$here/../.." && valid "native-ends-schema-$name" "$scratch/out.json")
done
status native-untouched "$before" "$("$tool" hash native)"
status native-no-folder-left '' "$(ls tmp)"

# Metrics are told, and those that go test prints in another's place are.
run_fine() { "$BENCHLINE" run -q --go "$GO" -o out.json "$@" native/fine >out.txt 2>&1; }
run_fine --native --only Metrics
status native-metrics 1 "$(grep -A 3 '"metrics": {' out.json | tr -d ' \n' | grep -c '"metrics":{"MB/s":[0-9.e+]*,"N":1000,"hits/op":0.25')"
run_fine --native --only Overridden
echo 'fine native BenchmarkOverridden ok 87 1000 1 12.5' >expected
rows out.json | same native-overridden expected -

# Names choose among them as among tests, kinds do not; and the number of iterations can be given.
run_fine --native-benchtime 7x --from fuzz --only '^BenchmarkP' --skip Parallel --skip Prints
rows out.json >chosen
echo 'fine native BenchmarkParse ok 15 7 1 32' | same native-chosen - chosen
run_fine --native-benchtime 20ms --only '^BenchmarkParse'
# So many operations that the runtime may allocate in between: a little more than one is one.
status native-time 1 "$(rows out.json | awk '$6 > 1000' | grep -c -E 'BenchmarkParse ok 15 [0-9.e+]* 1(\.0[0-9]*)? 32(\.[0-9]*)?$')"
"$BENCHLINE" run -q --go "$GO" -o out.json native/fine native/only >out.txt 2>&1
rows out.json >chosen
echo 'fine test BenchmarkTestParse ok 12 10 1 64' | same native-not-asked-for - chosen
for time in 0x 0s x 7 7y -1s 1e3x; do
	"$BENCHLINE" run --native-benchtime $time native/fine >/dev/null 2>&1
	status "native-benchtime-$time" 2 $?
done

# They are the harness's, whoever measures the tests.
run_fine --native --engine=source --only Parse
rows out.json >chosen
status native-engines 'harness source' "$(sed -n 's/.*"engine": "\(.*\)",/\1/p' out.json | sort | tr '\n' ' ' | sed 's/ $//')"
printf 'fine test BenchmarkTestParse ok 12 10 1 64\nfine native BenchmarkParse ok 15 1000 1 32\n' | same native-beside-source - chosen
tail -n 1 out.txt >total
echo '2 benchmarks (1 test, 1 native benchmark): 2 ok' | same native-total - total

# What benchline wrote is no benchmark of the project's own.
cp -r native/fine native/written
"$BENCHLINE" inject -q --write native/written >out.txt 2>&1
"$BENCHLINE" run -q --go "$GO" --native --only Parse -o out.json native/written >out.txt 2>&1
rows out.json | sed 's/^written/fine/' | same native-written chosen -
exit "${failed:-0}"
