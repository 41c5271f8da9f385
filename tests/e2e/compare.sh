#!/bin/sh
# compare.sh - `benchline compare` and `check` on what was really measured: two versions of a module of
# which one allocates less, two revisions of a repository; and both against benchstat, and the gate's
# files read by a parser that is not ours.
#
#   BENCHLINE=path/to/benchline [GO=go] sh tests/e2e/compare.sh
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/lib.sh
failed=0

python() { /usr/bin/python3 "$@"; }
says() { # says NAME PATTERN FILE
	if grep -q -- "$2" "$3"; then ok "$1"; else
		cat "$3"
		not_ok "$1"
	fi
}

# ---- two versions of a module --------------------------------------------------------------------

# decimal's BigInt made a string and read that until v1.4.0.
measure() { # measure VERSION: into $scratch/VERSION.json; false when it cannot be fetched
	GOFLAGS='' $GO mod download -json "github.com/shopspring/decimal@$1" >"$scratch/download" 2>/dev/null || return 1
	mkdir -p "$scratch/$1"
	cp -r "$(sed -n 's/^.*"Dir": "\(.*\)".*$/\1/p' "$scratch/download")" "$scratch/$1/decimal"
	chmod -R u+w "$scratch/$1"
	"$BENCHLINE" run -q --go "$GO" --only '^Test(BigInt|Binary|Copy|Floor|Ceil|Equal|NewFromInt32)$' \
		-o "$scratch/$1.json" "$scratch/$1/decimal" >"$scratch/table" 2>&1 || cat "$scratch/table"
	[ -s "$scratch/$1.json" ]
}
if measure v1.3.1 && measure v1.4.0; then
	"$BENCHLINE" compare --exit-code "$scratch/v1.3.1.json" "$scratch/v1.4.0.json" >"$scratch/out"
	status compare-module-differs 1 $?
	says compare-module-improvement '^TestBigInt  *[0-9]*  *[0-9]*  *-[0-9.]*%  exact n=10$' "$scratch/out"
	"$BENCHLINE" compare --exit-code "$scratch/v1.4.0.json" "$scratch/v1.4.0.json" >"$scratch/out"
	status compare-module-same 0 $?
	"$BENCHLINE" check -q "$scratch/v1.4.0.json" --baseline "$scratch/v1.3.1.json" --only '^TestBigInt$' >"$scratch/out"
	status check-module-improvement 0 $?
	"$BENCHLINE" check -q "$scratch/v1.3.1.json" --baseline "$scratch/v1.4.0.json" --only '^TestBigInt$' >"$scratch/out"
	status check-module-regression 1 $?
	says check-module-place "^$scratch/v1.3.1/decimal/decimal_test.go:[0-9]*:6: TestBigInt: [0-9]* allocs/op, [0-9]* before" "$scratch/out"
	pairs="$scratch/v1.3.1.json $scratch/v1.4.0.json"
else
	skip compare-module "github.com/shopspring/decimal cannot be fetched"
	pairs=
fi

# ---- runs of a store -----------------------------------------------------------------------------

"$BENCHLINE" import --store "$scratch/runs.db" tests/golden/compare/old.json tests/golden/compare/new.json >"$scratch/err" 2>&1 ||
	cat "$scratch/err"
"$BENCHLINE" compare -f csv tests/golden/compare/old.json tests/golden/compare/new.json >"$scratch/expected"
for runs in 'latest~1 latest' "$scratch/runs.db@1 2" "1 $scratch/runs.db"; do
	# shellcheck disable=SC2086 # two runs
	"$BENCHLINE" compare -f csv --store "$scratch/runs.db" $runs >"$scratch/actual"
	same "compare-store-$(echo "$runs" | sed "s|$scratch/||g")" "$scratch/expected" "$scratch/actual"
done
"$BENCHLINE" check -q --store "$scratch/runs.db" latest --baseline latest~1 >"$scratch/actual"
same check-store tests/golden/compare/expected/check_default "$scratch/actual"

# ---- benchstat -----------------------------------------------------------------------------------

# Medians, deltas and p are benchstat's, of the samples that it gets by `export`.
if (cd tests/oracle/benchfmt_oracle && GOTOOLCHAIN=local GOFLAGS='' $GO build -o "$scratch/benchstat" golang.org/x/perf/cmd/benchstat) >"$scratch/log" 2>&1; then
	for pair in "tests/golden/compare/old.json tests/golden/compare/new.json" "$pairs"; do
		# shellcheck disable=SC2086 # two files
		set -- $pair
		[ $# = 2 ] || continue
		name=compare-benchstat-$(basename "$1" .json)
		"$BENCHLINE" export -f benchfmt -o "$scratch/a.txt" "$1"
		"$BENCHLINE" export -f benchfmt -o "$scratch/b.txt" "$2"
		"$scratch/benchstat" -ignore go -format csv "$scratch/a.txt" "$scratch/b.txt" >"$scratch/tables" 2>/dev/null
		"$BENCHLINE" compare --json --metrics all --correction none "$1" "$2" >"$scratch/compared"
		if python tests/e2e/compare_benchstat.py "$scratch/tables" "$scratch/compared"; then ok "$name"; else not_ok "$name"; fi
	done
else
	skip compare-benchstat "it cannot be built: $(tail -n 1 "$scratch/log")"
fi

# ---- the gate's files ----------------------------------------------------------------------------

cd tests/golden/compare || exit 1
"$BENCHLINE" check --json new.json --baseline old.json --rules rules.check --junit "$scratch/junit.xml" \
	--sarif "$scratch/report.sarif" >"$scratch/check.json" 2>"$scratch/err"
status check-violations 1 $?
cd ../../.. || exit 1
if python tests/e2e/check_files.py "$scratch/check.json" "$scratch/junit.xml" "$scratch/report.sarif"; then
	ok check-files
else
	not_ok check-files
fi

# What other steps have written to the summary of a job stays; any other file is replaced.
echo '# before' >"$scratch/summary.md"
cp "$scratch/summary.md" "$scratch/other.md"
for file in summary other; do
	GITHUB_STEP_SUMMARY=$scratch/summary.md "$BENCHLINE" check -q tests/golden/compare/old.json \
		--baseline tests/golden/compare/old.json --summary "$scratch/$file.md"
done
says check-summary-appends '^# before$' "$scratch/summary.md"
says check-summary-written '^### benchline check: 0 violations$' "$scratch/summary.md"
if grep -q before "$scratch/other.md"; then not_ok check-summary-replaces; else ok check-summary-replaces; fi

for option in junit sarif summary; do
	(cd "$scratch" && "$BENCHLINE" check --$option - other.md 2>err)
	status "check-$option-stdout" 2 $?
	says "check-$option-stdout-says" "--$option takes a file; standard output has the violations" "$scratch/err"
done

# The rules are found from folders below.
mkdir -p "$scratch/project/a/b"
echo 'allocs/op <= 2 for TestKept' >"$scratch/project/benchline.check"
cp tests/golden/compare/new.json "$scratch/project/a/b/results.json"
(cd "$scratch/project/a/b" && "$BENCHLINE" check -q results.json --only '^TestKept$' >"$scratch/out")
status check-finds-rules 1 $?
says check-names-rules 'allocs/op <= 2 for TestKept (../../benchline.check:1)$' "$scratch/out"

# ---- two revisions -------------------------------------------------------------------------------

repo=$scratch/repo/words
mkdir -p "$repo/below" "$scratch/tmp"
GOMODCACHE=$($GO env GOMODCACHE) GOCACHE=$($GO env GOCACHE) # which are below HOME otherwise
export GOMODCACHE GOCACHE
export TMPDIR="$scratch/tmp" GIT_CONFIG_NOSYSTEM=1 HOME="$scratch"
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
in_repo() { git -C "$repo" "$@"; }
left() { # left NAME: the repository and the temporary folder are as they were
	in_repo worktree list --porcelain >"$scratch/worktrees"
	status "$1-one-worktree" 1 "$(grep -c ^worktree "$scratch/worktrees")"
	in_repo status --porcelain >"$scratch/changes"
	same "$1-unchanged" "$scratch/before" "$scratch/changes"
	find "$scratch/tmp" -mindepth 1 >"$scratch/left"
	same "$1-nothing-left" /dev/null "$scratch/left"
	if [ -d "$repo/.git/worktrees" ]; then not_ok "$1-git-has-forgotten"; else ok "$1-git-has-forgotten"; fi
}
in_repo init -q -b main
cp -r examples/pool/escape/. "$repo/below"
in_repo add -A && in_repo commit -q -m one
sed -i 's/^func Sum(x/\/\/go:noinline\nfunc Sum(x/; s/p := &Point{x, y}/p := New(x, y)/' "$repo/below/escape.go"
printf '#!/bin/sh\nexit 1\n' >"$repo/.git/hooks/post-checkout" # not to be run
chmod +x "$repo/.git/hooks/post-checkout"
in_repo commit -q -a -m two
echo '// not committed' >>"$repo/below/escape.go"
echo new >"$repo/new"
in_repo status --porcelain >"$scratch/before"

(cd "$repo/below" && "$BENCHLINE" compare --exit-code --keep "$scratch/kept" --git main~1..main -- --go "$GO" >"$scratch/out" 2>"$scratch/err")
status compare-git 1 $?
says compare-git-names '^old: main~1 ([0-9a-f]\{12\}) (go' "$scratch/out"
says compare-git-escape '^TestSum  *0  *1  0 -> 1  exact n=10$' "$scratch/out"
says compare-git-progress '^benchline: measuring main (' "$scratch/err"
left compare-git
valid compare-git-kept "$scratch/kept/new.json"
(cd "$repo" && "$BENCHLINE" compare -q --only '^TestNew$' --git main~1.. below/escape_test.go -- --go "$GO" >"$scratch/out" 2>"$scratch/err")
status compare-git-file 0 $?
says compare-git-only '^1 the same$' "$scratch/out"
same compare-git-quiet /dev/null "$scratch/err"
"$BENCHLINE" compare --git nobody..main "$repo" 2>"$scratch/err"
status compare-git-no-revision 1 $?
says compare-git-no-revision-says "there is no revision 'nobody'" "$scratch/err"
"$BENCHLINE" compare --git main...main "$repo" 2>"$scratch/err"
status compare-git-three-dots 2 $?
"$BENCHLINE" compare --git main..main "$scratch/tmp" 2>"$scratch/err"
status compare-git-no-repository 1 $?
"$BENCHLINE" compare --git main..main "$repo" -- --frobnicate >"$scratch/out" 2>"$scratch/err"
status compare-git-bad-run-option 2 $?
says compare-git-bad-run-option-says "unknown option '--frobnicate'" "$scratch/err"
"$BENCHLINE" compare --git main..main "$repo" -- -q below >"$scratch/out" 2>"$scratch/err"
status compare-git-argument-behind 2 $?
says compare-git-argument-behind-says "'below' is no option" "$scratch/err"
left compare-git-refused
# Files are those that the user sees, and not of the worktrees, which go.
(cd "$repo/below" && "$BENCHLINE" compare -q --git main~1..main -- --go "$GO" --store ../../../git.db --label -ox >"$scratch/out" 2>"$scratch/err")
status compare-git-store 0 $?
"$BENCHLINE" history --store "$scratch/git.db" >"$scratch/out"
status compare-git-store-runs 2 "$(grep -c ' -ox *$' "$scratch/out")"
(cd "$repo" && "$BENCHLINE" compare -q --git main~1..main -- --go "$GO" --progress="$scratch/git.progress" >"$scratch/out")
(cd "$repo/below" && echo 'label = "named"' >../named.toml &&
	"$BENCHLINE" compare -q --git main~1..main -- --go "$GO" --config ../named.toml --store "$scratch/named.db" >"$scratch/out")
"$BENCHLINE" history --store "$scratch/named.db" >"$scratch/out"
status compare-git-config 2 "$(grep -c ' named *$' "$scratch/out")"
rm "$repo/named.toml"
if [ -s "$scratch/git.progress" ]; then ok compare-git-progress-file; else not_ok compare-git-progress-file; fi
for option in '-o x.json' '--output x.json' --outp=x.json --json '-qo x.json'; do
	# shellcheck disable=SC2086 # several words
	"$BENCHLINE" compare --git main..main "$repo" -- --go "$GO" $option 2>"$scratch/err"
	status "compare-git-no$option" 2 $?
	says "compare-git-no$option-says" "is not for a run of --git: --keep FOLDER keeps its results" "$scratch/err"
done

# Ctrl-C in the middle: the signal ends it, and nothing is left either.
cat >"$repo/below/waits_test.go" <<-GO
	package escape

	import (
		"os"
		"testing"
		"time"
	)

	func TestWaits(t *testing.T) {
		os.WriteFile("$scratch/waiting", nil, 0o666)
		time.Sleep(time.Hour)
	}
GO
in_repo add below/waits_test.go && in_repo commit -q -m three below/waits_test.go
in_repo status --porcelain >"$scratch/before"
for signal in INT TERM; do
	rm -f "$scratch/waiting"
	/usr/bin/python3 -c '
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL) # a shell has its background ignore it
os.execvp(sys.argv[1], sys.argv[1:])' "$BENCHLINE" compare --git main..main "$repo" -- --go "$GO" >"$scratch/out" 2>"$scratch/err" &
	pid=$!
	for _ in $(seq 600); do
		[ -e "$scratch/waiting" ] && break
		sleep 0.1
	done
	kill -$signal $pid
	wait $pid
	case $signal in INT) status compare-git-interrupt 130 $? ;; *) status compare-git-terminate 143 $? ;; esac
	left "compare-git-$signal"
done
exit $failed
