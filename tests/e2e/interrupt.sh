#!/bin/sh
# Ctrl-C in the middle of a run: nothing goes on running, nothing is left in the temporary folder,
# and what was measured until then is printed.
set -u
. tests/e2e/lib.sh

cp -r tests/e2e/trouble "$scratch/trouble"
mkdir "$scratch/tmp"
TMPDIR=$scratch/tmp "$BENCHLINE" run -q --go "$GO" --json "$scratch/trouble/ends" "$scratch/trouble/fine" \
	>"$scratch/out.json" 2>"$scratch/err" &
pid=$!
# This run's processes, whatever else runs on the machine: their binary lies in its folder.
hanging() {
	for process in $(pgrep -f 'package.test .*BenchmarkHangs'); do
		case $(readlink "/proc/$process/exe") in "$scratch/tmp"/*) echo "$process" ;; esac
	done
}
# TestHangs is reached after a while; the default patience is longer than this test waits.
for _ in $(seq 100); do
	[ -n "$(hanging)" ] && break
	sleep 0.2
done
if [ -n "$(hanging)" ]; then ok interrupt-in-a-test-that-hangs; else not_ok interrupt-in-a-test-that-hangs; fi
sleep 2
kill -INT $pid
wait $pid
status interrupt-exit-status 1 $?
"$tool" reasons "$scratch/out.json" >"$scratch/reasons"
"$tool" packages "$scratch/out.json" | awk '$2 == "ok"' >"$scratch/complete"
if [ "$(wc -l <"$scratch/complete")" -le 1 ]; then ok interrupt-packages-are-not-ok; else not_ok interrupt-packages-are-not-ok; fi
if grep -q 'TestHangs not-run: benchline was interrupted' "$scratch/reasons" &&
	grep -q 'TestBefore ok' "$scratch/reasons"; then
	ok interrupt-keeps-what-was-measured
else
	cat "$scratch/reasons" "$scratch/err"
	not_ok interrupt-keeps-what-was-measured
fi
if grep -q '"finished": false' "$scratch/out.json"; then ok interrupt-is-not-finished; else not_ok interrupt-is-not-finished; fi
status interrupt-no-process-left '' "$(hanging)"
status interrupt-nothing-left 0 "$(find "$scratch/tmp" -mindepth 1 | wc -l)"

# What the go command has begun to build goes with the rest: its work is in the folder of the run.
cat >"$scratch/go" <<-SH
	#!/bin/sh
	case "\$1" in build | test) echo "\$GOTMPDIR" >>"$scratch/works" ;; esac
	exec "$GO" "\$@"
SH
chmod +x "$scratch/go"
TMPDIR=$scratch/tmp "$BENCHLINE" run -q --go "$scratch/go" "$scratch/trouble/fine" >"$scratch/out" 2>"$scratch/err"
status interrupt-work-of-go '' "$(grep -v "^$scratch/tmp/benchline" "$scratch/works")"
GOTMPDIR=$scratch "$BENCHLINE" run -q --go "$scratch/go" "$scratch/trouble/fine" >"$scratch/out" 2>"$scratch/err"
status interrupt-work-of-go-elsewhere "$scratch" "$(tail -n 1 "$scratch/works")"
exit "${failed:-0}"
