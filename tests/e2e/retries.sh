#!/bin/sh
# --variance-threshold: what varies too much, and only that, is measured again; the steadier samples
# are kept, the row says so, and what still varies is in a list that --rerun-failed reads.
set -u
. tests/e2e/lib.sh

says() { if grep -q -- "$2" "$3"; then ok "$1"; else
	not_ok "$1"
	head -n 5 "$3"
fi; }
run() { # run NAME STATUS ARGUMENT...
	name=$1 want=$2
	shift 2
	"$BENCHLINE" run --go "$GO" "$@" >"$scratch/out" 2>"$scratch/err"
	status "$name" "$want" $?
}
rows() { # rows FILE: test, allocations, how many samples, and what was measured again
	/usr/bin/python3 - "$1" <<'END'
import json, re, sys
for project in json.load(open(sys.argv[1]))["projects"]:
    for package in project["packages"]:
        for row in package["benchmarks"]:
            again = [re.sub(r"by [0-9.]+ %", "by N %", note) for note in row["notes"] if "again" in note]
            print(row["test"], row["allocs_per_op"], row["noisy"], again)
END
}

cp -r tests/e2e/retries "$scratch/p"
run retries-run 1 --variance-threshold 5 --max-reruns 2 -o "$scratch/r.json" "$scratch/p"
valid retries-schema "$scratch/r.json"
rows "$scratch/r.json" >"$scratch/got"
cat >"$scratch/want" <<'END'
TestSteady 1 False []
TestVaries 0 True ['measured again (1 of at most 2), since it varied by N %: by N % now, so the former is kept', 'measured again (2 of at most 2), since it varied by N %: by N % now, so the former is kept']
TestOnce 2 False ['measured again (1 of at most 2), since it varied by N %: by N % now, which is kept']
END
same retries-rows "$scratch/want" "$scratch/got"
sed 's/[0-9.]*%$/N%/' "$scratch/r_failed_benchmarks.txt" >"$scratch/got"
cat >"$scratch/want" <<'END'
# What varies by more than 5 %, and by how much. To measure it again:
# benchline run --rerun-failed THIS-FILE
example.com/retries TestVaries N%
END
same retries-list "$scratch/want" "$scratch/got"
says retries-told '1 benchmark still varies by more than 5 %; --rerun-failed .*/r_failed_benchmarks.txt measures them again' "$scratch/err"

# Rounds of their own; a threshold that nothing is beyond; without -o no file.
run retries-rounds 1 -q --variance-threshold 5 --max-reruns 1 --rerun-count 3 --only Varies --json "$scratch/p"
cp "$scratch/out" "$scratch/rounds.json"
/usr/bin/python3 - "$scratch/rounds.json" >"$scratch/got" <<'END'
import json, sys
row = json.load(open(sys.argv[1]))["projects"][0]["packages"][0]["benchmarks"][0]
print(sum("measured again" in note for note in row["notes"]), row["processes"])
END
says retries-rounds-said '^1 [13]$' "$scratch/got"
says retries-quiet-says-why '1 benchmark still varies by more than 5 %' "$scratch/err"
run retries-beyond 0 -q --variance-threshold 100% -o "$scratch/s.json" "$scratch/p"
grep -vc '^#' "$scratch/s_failed_benchmarks.txt" >"$scratch/got"
echo 0 | same retries-beyond-none - "$scratch/got"
rows "$scratch/s.json" | grep -c 'measured again' >"$scratch/got"
echo 0 | same retries-beyond-once - "$scratch/got"
find "$scratch/p" -name '*failed_benchmarks*' >"$scratch/got"
same retries-no-file /dev/null "$scratch/got"

# Kept as they are made: what is measured again is not in the store before that.
run retries-store 1 -q --variance-threshold 5 --store "$scratch/r.db" "$scratch/p"
"$BENCHLINE" show --store "$scratch/r.db" latest --json >"$scratch/stored.json"
rows "$scratch/stored.json" | grep -c 'TestVaries.*3 of at most 3' >"$scratch/got"
echo 1 | same retries-stored - "$scratch/got"

# The list again.
run retries-again 0 -q --rerun-failed "$scratch/r_failed_benchmarks.txt" -o "$scratch/again.json" "$scratch/p"
rows "$scratch/again.json" | cut -d ' ' -f 1-3 >"$scratch/got"
echo 'TestVaries 0 True' | same retries-again-only - "$scratch/got"
echo '# nothing' >"$scratch/empty"
run retries-empty 2 --rerun-failed "$scratch/empty" "$scratch/p"
says retries-empty-says 'it lists nothing to run again' "$scratch/err"
printf '# list\nexample.com/other TestOther 7%%\n' >"$scratch/other"
run retries-other 2 --rerun-failed "$scratch/other" "$scratch/p"
says retries-other-says 'nothing that it lists is below the paths' "$scratch/err"
printf '# list\n%s 3%%\nexample.com/gone TestGone/sub 3%%\n' "$(sed -n 's/^\([^# ]* \)TestVaries .*/\1TestGone/p' "$scratch/r_failed_benchmarks.txt")" >"$scratch/gone"
cat "$scratch/r_failed_benchmarks.txt" >>"$scratch/gone"
run retries-gone 1 -q --rerun-failed "$scratch/gone" "$scratch/p"
grep -c 'gone: warning: there is no test TestGone in ' "$scratch/err" >"$scratch/got"
echo 2 | same retries-gone-says - "$scratch/got"
printf '# list\nTestVaries\n' >"$scratch/wrong"
# What --only leaves out is not gone.
run retries-left-out 0 -q --rerun-failed "$scratch/r_failed_benchmarks.txt" --only TestNone "$scratch/p"
if grep -q 'there is no test' "$scratch/err"; then not_ok retries-left-out-says; else ok retries-left-out-says; fi
run retries-wrong 2 --rerun-failed "$scratch/wrong" "$scratch/p"
says retries-wrong-says 'wrong:2:1: error: expected a package and a test of it' "$scratch/err"
run retries-missing 2 --rerun-failed "$scratch/nowhere" "$scratch/p"
says retries-missing-says 'nowhere: error: cannot read the list' "$scratch/err"
run retries-threshold 2 --variance-threshold much "$scratch/p"
says retries-threshold-says "takes percent above 0, as 5 or 7.5%, not 'much'" "$scratch/err"
run retries-alone 2 --max-reruns 2 "$scratch/p"
says retries-alone-says 'needs a --variance-threshold' "$scratch/err"
exit "${failed:-0}"
