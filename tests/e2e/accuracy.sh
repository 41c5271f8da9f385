#!/bin/sh
# The oracle of the accuracy report (make accuracy-report) is right about tests whose allocations are
# known, benchline equals it there, and the document says what was measured.
set -u
. tests/e2e/lib.sh

minor=$($GO env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
if [ "${minor:-99}" -lt 21 ]; then
	skip accuracy "the oracle needs Go 1.21 or newer"
	exit 0
fi
export GOWORK=off
folder=$scratch/accuracy
place=$folder/modules/accuracy
mkdir -p "$folder/modules"
cp -r tests/e2e/accuracy "$place"
(cd tests/accuracy/oracle && GOFLAGS='' $GO build -o "$folder/oracle" .) || not_ok accuracy-builds
echo "accuracy v0 module $place" >"$folder/list"
printf 'a Go\na machine\n' >"$folder/environment"
sh tests/accuracy/measure.sh "$folder" >"$scratch/log" 2>&1
status accuracy-measures 0 $?
out=$folder/out/accuracy@v0

"$folder/oracle" verdicts "$out/figures" >"$scratch/verdicts"
same accuracy-oracle "$here/accuracy.expected" "$scratch/verdicts"

# What the oracle says in numbers, benchline says too; of the others, it has its own reasons.
sed -n 's/^\([^ ]*\)\.\(Test[^ ]*\) [a-z]* \([0-9]*\) \([0-9]*\)$/\1 \2 ok \3 \4/p' "$here/accuracy.expected" >"$scratch/expected"
# The oracle runs it twice in a process; benchline then takes its first iterations, in five.
echo "example.com/accuracy TestRunsOnce ok 0 0" >>"$scratch/expected"
sort -o "$scratch/expected" "$scratch/expected"
for engine in run0 source; do
	"$tool" figures "$out/$engine" | grep ' ok ' | sort >"$scratch/figures"
	same "accuracy-equals-$engine" "$scratch/expected" "$scratch/figures"
done

# The document. 25 tests pass, 1 of them never a second time; 1 skips itself.
"$folder/oracle" compare -out "$folder/document" "$folder" >"$scratch/log" 2>&1
status accuracy-compares 0 $?
cat >"$scratch/expected" <<'END'
1 projects, 1 packages in which a test passes under `go test`, 25 such tests.
| packages lost: with tests that pass, and no figure | 0 | 0 |
| tests that pass under `go test` and were measured by `benchline run` | 99.5 % | 96.00 % |
| allocs/op equal to the oracle's, of deterministic tests | 99 % | 100.00 % |
| B/op within 16 B of the oracle's, of tests with deterministic bytes | 97 % | 100.00 % |
| allocs/op the same in three runs of `benchline run` | 99.4 % | 100.00 % |
| ... of deterministic tests | | 100.00 % |
| **harness** | all | 23 | 23 | 23 (100.00 %) | 23 | 23 (100.00 %) | 23 (100.00 %) |
END
grep -F -x -f "$scratch/expected" "$folder/document" >"$scratch/lines"
same accuracy-document "$scratch/expected" "$scratch/lines"

# A figure that is not the oracle's is found.
sed '/"test": "TestOne"/,/"allocs_per_op"/s/"allocs_per_op": 1/"allocs_per_op": 2/' "$out/run0" >"$out/run"
mv "$out/run" "$out/run0"
"$folder/oracle" compare -out "$folder/document" "$folder" >"$scratch/log" 2>&1
status accuracy-finds-a-difference 1 "$(grep -c -F '| example.com/accuracy.TestOne | 2 | 1 | 32 | 32 |' "$folder/document")"
status accuracy-finds-no-repeat 1 "$(grep -c -F -e '- example.com/accuracy.TestOne (2, 1, 1)' "$folder/document")"
status accuracy-finds-no-repeat-there 1 "$(grep -c -F -x '| ... of deterministic tests | | 95.65 % |' "$folder/document")"
exit "${failed:-0}"
