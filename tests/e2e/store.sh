#!/bin/sh
# Results that are kept: in and out again byte for byte, by every name, and what becomes of a store
# that is damaged, too new, full, written by two at once, or whose writer is killed.
set -u
. tests/e2e/lib.sh

run() { # run NAME STATUS ARGUMENT...: also keeps the streams
	name=$1
	want=$2
	shift 2
	"$BENCHLINE" "$@" >"$scratch/out" 2>"$scratch/err"
	status "$name" "$want" $?
}
says() { if grep -q -- "$2" "$3"; then ok "$1"; else
	cat "$3"
	not_ok "$1"
fi; }
unchanged() { # unchanged NAME FILE COPY
	if cmp -s "$2" "$3"; then ok "$1"; else not_ok "$1"; fi
}
store=$scratch/benchline.db

# A log of COUNT benchmarks, as JSON.
many() { # many COUNT FILE
	awk -v n="$1" 'BEGIN {
		print "goos: linux\ngoarch: amd64\npkg: example.com/many"
		for (i = 0; i < n; i++) printf "BenchmarkN%d-2 \t 1000\t %d.5 ns/op\t %d B/op\t %d allocs/op\t 1.25 MB/s\n", i, i, 8 * i, i
		print "PASS\nok \texample.com/many\t1.5s"
	}' >"$scratch/many.log"
	"$BENCHLINE" extract -o "$2" "$scratch/many.log" >/dev/null || not_ok "store-extract-$1"
}

# ---- in and out ------------------------------------------------------------------------------------

run store-run 0 run -q --go "$GO" --from test,example --label 'the first' --store "$store" -o "$scratch/run.json" \
	examples/pool/escape examples/pool/stack
run store-run-out 0 show --store "$store" --json latest
same store-run-same "$scratch/run.json" "$scratch/out"
valid store-run-valid "$scratch/out"
run store-extract 0 extract --store "$store" --label second -o "$scratch/log.json" tests/golden/extract/plain.log
run store-extract-out 0 show --store "$store" --json 2
same store-extract-same "$scratch/log.json" "$scratch/out"

# Where nothing is found there is no run.
mkdir "$scratch/nothing"
run store-run-nothing 1 run --go "$GO" --store "$store" "$scratch/nothing"
says store-run-nothing-says 'no Go files found' "$scratch/err"
run store-runs 0 history --store "$store" --json
status store-run-nothing-stored 2 "$(grep -c '"id":' "$scratch/out")"

# The table is the one that was printed then.
run store-show-file 0 show "$scratch/run.json"
cp "$scratch/out" "$scratch/table"
run store-show-table 0 show --store "$store" 1
same store-show-tables "$scratch/table" "$scratch/out"

# Every golden log, by way of two stores.
mkdir "$scratch/json"
for log in tests/golden/extract/*.log; do
	"$BENCHLINE" extract --json "$log" >"$scratch/json/$(basename "$log" .log).json" 2>/dev/null
done
run store-goldens 0 import --store "$scratch/goldens.db" "$scratch"/json/*.json
run store-merge 0 import --store "$scratch/merged.db" "$store" "$scratch/goldens.db"
number=2
: >"$scratch/none"
for json in "$scratch"/json/*.json; do
	number=$((number + 1))
	"$BENCHLINE" show --json "$scratch/merged.db@$number" | cmp - "$json"
done >"$scratch/differ" 2>&1
same store-goldens-same "$scratch/none" "$scratch/differ"
for from in "$store" "$scratch/goldens.db" "$scratch/merged.db"; do
	"$BENCHLINE" history --store "$from" --json | grep -o '"id":.*' >"$scratch/ids-$(basename "$from" .db)"
done
cat "$scratch/ids-benchline" "$scratch/ids-goldens" >"$scratch/ids"
same store-merged-all "$scratch/ids" "$scratch/ids-merged"
run store-merge-again 0 import --store "$scratch/merged.db" "$store"
says store-merge-again-says "db@2: run 2 (it was there)" "$scratch/out"
id=$(sed -n '5s/.*"\([0-9a-f]*\)".*/\1/p' "$scratch/ids")
run store-by-identifier 0 show --json --store "$scratch/merged.db" "$id"
says store-by-identifier-says "\"id\": \"$id\"" "$scratch/out"
"$BENCHLINE" show --json "$scratch/merged.db@3" >"$scratch/shown"
"$BENCHLINE" export --format json "$scratch/merged.db@3" 2>&1 | cmp - "$scratch/shown"
status store-exported 0 $?

# From standard input, and named otherwise.
run store-import-label 0 import --store "$scratch/named.db" --label 'another name' "$scratch/run.json"
run store-named 0 show --json "$scratch/named.db"
says store-named-says '"label": "another name"' "$scratch/out"
"$BENCHLINE" import --store "$scratch/stdin.db" - <"$scratch/run.json" >"$scratch/out"
status store-stdin 0 $?
"$BENCHLINE" show --json - <"$scratch/run.json" | cmp -s - "$scratch/run.json"
status store-show-stdin 0 $?

# ---- history ---------------------------------------------------------------------------------------

run store-history 0 history --store "$store"
says store-history-run '^  1  [0-9a-f]\{8\}  *20..-..-..T..:..:..Z  go[0-9.]*  .*  the first$' "$scratch/out"
says store-history-log '^  2  [0-9a-f]\{8\}  *- .*  second$' "$scratch/out"
run store-history-json 0 history --store "$store" --json
/usr/bin/python3 - "$scratch/out" <<'PY' && ok store-history-json-runs || not_ok store-history-json-runs
import json, sys
runs = json.load(open(sys.argv[1]))["runs"]
assert [r["run"] for r in runs] == [1, 2] and [r["source"] for r in runs] == ["run", "log"]
assert runs[0]["label"] == "the first" and runs[0]["packages"] == 2 and runs[0]["finished"] is True
PY
run store-history-test 0 history --store "$store" TestNew
says store-history-test-name '^example.com/escape TestNew$' "$scratch/out"
says store-history-test-figures '^  1  20.*  go.*  16 B/op  1 allocs/op  ' "$scratch/out"
run store-history-benchmark 0 history --store "$store" BenchmarkNew
says store-history-benchmark-name '^example.com/escape TestNew$' "$scratch/out"
run store-history-only 0 history --store "$store" --only '^Test' --skip 'New|Push' --json
says store-history-only-has '"TestGrow"' "$scratch/out"
if grep -q -e TestNew -e '"BenchmarkSum-' "$scratch/out"; then not_ok store-history-only-has-not; else ok store-history-only-has-not; fi
run store-history-nobody 1 history --store "$store" TestNobody
says store-history-nobody-says 'has no test or benchmark TestNobody' "$scratch/err"
run store-check 0 history --store "$store" --check
run store-check-alone 2 history --store "$store" --check TestNew

# ---- names that are none ---------------------------------------------------------------------------

run store-show-nobody 1 show --store "$store" 9
says store-show-nobody-says "there is no run '9'.*benchline history --store" "$scratch/err"
run store-show-no-store 1 show --store "$scratch/missing.db" 1
says store-show-no-store-says 'there is no such store; .benchline import' "$scratch/err"
run store-show-no-file 1 show "$scratch/missing.json"
says store-show-no-file-says 'missing.json: error: cannot be read: No such file' "$scratch/err"
run store-show-two 2 show 1 2
run store-import-nothing 2 import --store "$store"
run store-import-no-label 2 import --label '' "$scratch/run.json"
run store-run-no-label 2 run --label '' examples/pool
echo '{"schema_version": 1, "tool": {"name": "someone"' >"$scratch/bad.json"
run store-import-bad 1 import --store "$scratch/new.db" "$scratch/bad.json" "$scratch/run.json"
says store-import-bad-says 'bad.json:1:40: error: tool.name: expected "benchline"' "$scratch/err"
says store-import-others 'run.json: run 1$' "$scratch/out"

run store-import-none 1 import --store "$scratch/nothing.db" "$scratch/missing.json" "$scratch/bad.json"
if ls "$scratch"/nothing.db* 2>/dev/null; then not_ok store-import-none-made; else ok store-import-none-made; fi

# Both streams in one file: each message stands after what was printed before it, on a line of its own.
"$BENCHLINE" import --store "$scratch/lines.db" "$scratch/run.json" "$scratch/missing.json" "$scratch/log.json" >"$scratch/lines" 2>&1
sed 's/.*\(run [12]\|error\).*/\1/' "$scratch/lines" >"$scratch/order"
printf 'run 1\nerror\nrun 2\n' >"$scratch/want"
same store-import-lines "$scratch/want" "$scratch/order"
mkdir "$scratch/tests" && printf 'module example.com/tests\n\ngo 1.19\n' >"$scratch/tests/go.mod"
awk 'BEGIN { print "package tests\n\nimport \"testing\"\n"
	for (i = 1; i <= 60; i++) print "func Test" i "(t *testing.T) {}" }' >"$scratch/tests/a_test.go"
"$BENCHLINE" run --go "$GO" --store "$scratch/lines.db" "$scratch/tests" >"$scratch/lines" 2>&1
status store-run-lines 0 $?
tail -n 1 "$scratch/lines" >"$scratch/last"
says store-run-lines-last '^benchline: stored as run 3 of ' "$scratch/last"

# ---- stores that cannot be used: refused, and left as they are --------------------------------------

refused() { # refused NAME FILE WORDS: by whoever reads and by whoever writes
	cp "$2" "$scratch/copy"
	run "$1-show" 1 show --store "$2" 1
	says "$1-show-says" "$3" "$scratch/err"
	run "$1-history" 1 history --store "$2"
	run "$1-import" 3 import --store "$2" "$scratch/run.json"
	says "$1-import-says" "$3" "$scratch/err"
	run "$1-run" 3 run -q --store "$2" examples/pool/stack
	run "$1-extract" 3 extract --store "$2" tests/golden/extract/plain.log
	unchanged "$1-unchanged" "$2" "$scratch/copy"
	if [ ! -e "$2-wal" ] && [ ! -e "$2-shm" ]; then ok "$1-alone"; else not_ok "$1-alone"; fi
}
cp "$store" "$scratch/newer.db"
printf '\000\000\000\143' | dd of="$scratch/newer.db" bs=1 seek=60 conv=notrunc 2>/dev/null
refused store-newer "$scratch/newer.db" 'of version 99, .* use a newer benchline. It was not changed'
cp "$store" "$scratch/theirs.db"
printf 'XXXX' | dd of="$scratch/theirs.db" bs=1 seek=68 conv=notrunc 2>/dev/null
refused store-theirs "$scratch/theirs.db" "not one of benchline's"
cp "$scratch/run.json" "$scratch/json.db"
run store-no-database 3 import --store "$scratch/json.db" "$scratch/run.json"
says store-no-database-says 'no SQLite database' "$scratch/err"
unchanged store-no-database-unchanged "$scratch/json.db" "$scratch/run.json"

# Pages overwritten in the middle: found, said, and nothing put in.
cp "$scratch/goldens.db" "$scratch/damaged.db"
pages=$(($(wc -c <"$scratch/damaged.db") / 4096))
dd if=/dev/urandom of="$scratch/damaged.db" bs=4096 seek=2 count=$((pages - 4)) conv=notrunc 2>/dev/null
run store-damaged-check 1 history --store "$scratch/damaged.db" --check
says store-damaged-check-says damaged "$scratch/err"
run store-damaged-show 1 show --store "$scratch/damaged.db" 1
says store-damaged-show-says 'damaged.*sqlite3 .* .recover' "$scratch/err"
cp "$scratch/damaged.db" "$scratch/copy"
run store-damaged-import 3 import --store "$scratch/damaged.db" "$scratch/run.json"
says store-damaged-import-says damaged "$scratch/err"
unchanged store-damaged-unchanged "$scratch/damaged.db" "$scratch/copy"
if command -v sqlite3 >/dev/null; then
	cp "$store" "$scratch/lacking.db"
	sqlite3 "$scratch/lacking.db" 'drop table notes'
	run store-lacking-check 1 history --store "$scratch/lacking.db" --check
	says store-lacking-check-says 'damaged: the table notes is missing' "$scratch/err"
else
	skip store-lacking "sqlite3 is not installed"
fi
head -c 5000 "$scratch/goldens.db" >"$scratch/cut.db"
run store-cut-off 3 import --store "$scratch/cut.db" "$scratch/run.json"
says store-cut-off-says damaged "$scratch/err"

# ---- several at once, and none of them through ------------------------------------------------------

# Two writers, and readers in between: both are in, whole, and whoever reads sees whole runs.
many 3000 "$scratch/many1.json"
many 3000 "$scratch/many2.json"
: >"$scratch/partial"
"$BENCHLINE" import --store "$scratch/two.db" "$scratch/many1.json" >"$scratch/one.out" 2>&1 &
one=$!
"$BENCHLINE" import --store "$scratch/two.db" "$scratch/many2.json" >"$scratch/two.out" 2>&1 &
two=$!
while kill -0 $one 2>/dev/null || kill -0 $two 2>/dev/null; do
	"$BENCHLINE" history --store "$scratch/two.db" 2>/dev/null | grep -v -e '  3000  ' -e benchmarks >>"$scratch/partial"
done
wait $one
status store-two-writers-one 0 $?
wait $two
status store-two-writers-two 0 $?
same store-two-writers-readers "$scratch/none" "$scratch/partial"
"$BENCHLINE" history --store "$scratch/two.db" --json | grep -c '"benchmarks":	3000' >"$scratch/count"
echo 2 >"$scratch/want"
same store-two-writers-both "$scratch/want" "$scratch/count"
run store-two-writers-check 0 history --store "$scratch/two.db" --check

# The same run by two at once is there once.
for i in 1 2; do "$BENCHLINE" import --store "$scratch/once.db" "$scratch/many1.json" >/dev/null 2>"$scratch/once.$i" & done
wait
"$BENCHLINE" history --store "$scratch/once.db" --json | grep -c '"id"' >"$scratch/count"
echo 1 >"$scratch/want"
same store-once "$scratch/want" "$scratch/count"

# Killed at any moment: the runs from before are there, the new one whole or not at all.
began=$(date +%s%N)
"$BENCHLINE" import --store "$scratch/time.db" "$scratch/many1.json" >/dev/null
took=$(($(date +%s%N) - began))
for tenths in 0 1 2 3 4 5 6 7 8 9 10 11; do
	rm -f "$scratch"/killed.db*
	"$BENCHLINE" import --store "$scratch/killed.db" "$scratch/run.json" >/dev/null
	"$BENCHLINE" import --store "$scratch/killed.db" "$scratch/many1.json" >/dev/null 2>&1 &
	pid=$!
	sleep "$(awk -v t=$took -v n=$tenths 'BEGIN { printf "%.6f", t * n / 1e10 }')"
	kill -KILL $pid 2>/dev/null
	wait $pid 2>/dev/null
	"$BENCHLINE" show --store "$scratch/killed.db" --json 1 2>&1 | cmp -s - "$scratch/run.json" || echo "$tenths: the first"
	if "$BENCHLINE" show --store "$scratch/killed.db" --json 2 >"$scratch/out" 2>/dev/null; then
		cmp -s "$scratch/out" "$scratch/many1.json" || echo "$tenths: a part of the second"
	fi
	"$BENCHLINE" history --store "$scratch/killed.db" --check >/dev/null || echo "$tenths: damaged"
	"$BENCHLINE" import --store "$scratch/killed.db" "$scratch/many1.json" >/dev/null || echo "$tenths: not again"
	"$BENCHLINE" show --store "$scratch/killed.db" --json latest | cmp -s - "$scratch/many1.json" || echo "$tenths: not whole"
done >"$scratch/torn" 2>&1
same store-killed "$scratch/none" "$scratch/torn"

# A disk that gets full, and one that may not be written.
disk=$scratch/disk
mkdir "$disk"
if mount -t tmpfs -o size=400k tmpfs "$disk" 2>/dev/null; then
	run store-full-first 0 import --store "$disk/full.db" "$scratch/run.json"
	run store-full 3 import --store "$disk/full.db" "$scratch/many1.json"
	says store-full-says 'there is no room left for the store: make room' "$scratch/err"
	run store-full-some 3 import --store "$disk/full.db" "$scratch/log.json" "$scratch/many1.json"
	says store-full-some-in 'log.json: run 2$' "$scratch/out"
	says store-full-some-not 'many1.json: error: nothing of this was stored' "$scratch/err"
	grep -v many1.json "$scratch/err" | grep 'nothing' >"$scratch/untrue"
	same store-full-some-true "$scratch/none" "$scratch/untrue"
	"$BENCHLINE" show --store "$disk/full.db" --json 1 >"$scratch/out"
	same store-full-keeps "$scratch/run.json" "$scratch/out"
	run store-full-check 0 history --store "$disk/full.db" --check
	mount -o remount,ro "$disk"
	run store-read-only-show 0 show --store "$disk/full.db" --json 1
	same store-read-only-same "$scratch/run.json" "$scratch/out"
	run store-read-only-import 3 import --store "$disk/full.db" "$scratch/many1.json"
	says store-read-only-says 'cannot be written: Read-only file system' "$scratch/err"
	mount -o remount,rw "$disk"
	dd if=/dev/zero of="$disk/filler" bs=4k 2>/dev/null
	run store-no-room-read 0 history --store "$disk/full.db"
	run store-no-room-check 0 history --store "$disk/full.db" --check
	umount "$disk"

	# Too small for an empty store, or for the first run: there is none.
	for size in 40k 72k 100k 120k; do
		mount -t tmpfs -o size=$size tmpfs "$disk"
		run store-small-$size 3 import --store "$disk/new.db" "$scratch/many1.json"
		says store-small-$size-says 'there is no room left for the store' "$scratch/err"
		find "$disk" -mindepth 1 >"$scratch/left"
		same store-small-$size-left "$scratch/none" "$scratch/left"
		umount "$disk"
	done

	# A run that cannot be begun is not gone on with; one that filled the disk is.
	keeping() { "$BENCHLINE" run --go "$GO" --store "$disk/run.db" -o "$scratch/kept.json" "$@" "$scratch/tests" >"$scratch/out" 2>"$scratch/err"; }
	mount -t tmpfs -o size=400k tmpfs "$disk"
	run store-full-before 0 import --store "$disk/run.db" "$scratch/run.json"
	dd if=/dev/zero of="$disk/filler" bs=4k 2>/dev/null
	truncate -s -36k "$disk/filler" # for the index of the log, and the log's beginning
	keeping
	status store-full-begin 3 $?
	says store-full-begin-says 'nothing of this run is in' "$scratch/err"
	if grep -e --resume "$scratch/err"; then not_ok store-full-begin-resume; else ok store-full-begin-resume; fi
	umount "$disk"
	mount -t tmpfs -o size=160k tmpfs "$disk"
	keeping
	status store-full-run 3 $?
	status store-full-run-once 1 "$(grep -c 'there is no room left for the store' "$scratch/err")"
	says store-full-run-resume 'run 1 of .* is not finished: the same command with --resume goes on' "$scratch/err"
	cat "$scratch/err" "$scratch/out" "$scratch/kept.json" | grep interrupted >"$scratch/untrue"
	same store-full-run-true "$scratch/none" "$scratch/untrue"
	says store-full-run-reason 'not-run.* could not store what it measured: there is no room' "$scratch/out"
	valid store-full-run-valid "$scratch/kept.json"
	run store-full-run-read 0 history --store "$disk/run.db"
	says store-full-run-unfinished '(unfinished)' "$scratch/out"
	mount -o remount,size=4m "$disk"
	keeping --resume
	status store-full-run-goes-on 0 $?
	says store-full-run-all '60 benchmarks: 60 ok' "$scratch/out"
	umount "$disk"
else
	skip store-full "a small file system cannot be mounted here"
fi
exit "${failed:-0}"
