#!/bin/sh
# The command line: help, exit statuses, what goes to which stream, and installing.
set -u
. tests/e2e/lib.sh

run() { # run NAME STATUS ARGUMENT...: also keeps the streams
	name=$1
	want=$2
	shift 2
	"$BENCHLINE" "$@" >"$scratch/out" 2>"$scratch/err"
	status "$name" "$want" $?
}
empty() { if [ ! -s "$2" ]; then ok "$1"; else cat "$2"; not_ok "$1"; fi; }
says() { if grep -q -- "$2" "$3"; then ok "$1"; else cat "$3"; not_ok "$1"; fi; }

run cli-no-command 2
empty cli-no-command-stdout "$scratch/out"
run cli-help 0 help
says cli-help-lists-run '^  run ' "$scratch/out"
run cli-version 0 version
says cli-version-says '^benchline [0-9]' "$scratch/out"
run cli-version-help 0 version --help
says cli-version-help-lists-run '^  run ' "$scratch/out"
run cli-help-help 0 help --help
says cli-help-help-lists-run '^  run ' "$scratch/out"
for words in 'version extra words' '--version extra' 'help run extra' '--help run extra' 'help help extra'; do
	# shellcheck disable=SC2086 # several words
	run "cli-$words" 2 $words
	says "cli-$words-says" "'extra'" "$scratch/err"
	says "cli-$words-says-where-help-is" "help' tells more" "$scratch/err"
	empty "cli-$words-stdout" "$scratch/out"
done
run cli-unknown-command 2 frobnicate
says cli-unknown-command-says "no command 'frobnicate'" "$scratch/err"
commands=$("$BENCHLINE" help | sed -n 's/^  \([a-z][a-z]*\)  *[^ ].*/\1/p' | grep -v -x -e help -e version)
for command in $commands; do
	run "cli-$command-help" 0 "$command" --help
	says "cli-$command-help-usage" "^usage: benchline $command" "$scratch/out"
	empty "cli-$command-help-stderr" "$scratch/err"
	run "cli-help-$command" 0 help "$command"
	run "cli-$command-unknown-option" 2 "$command" --frobnicate
	says "cli-$command-unknown-option-says" frobnicate "$scratch/err"
	empty "cli-$command-unknown-option-stdout" "$scratch/out"
done
for path in examples/pool/... ./examples/pool/...; do
	"$BENCHLINE" find --json "${path%/...}" >"$scratch/folder"
	run "cli-find-$path" 0 find --json "$path"
	cmp -s "$scratch/folder" "$scratch/out"
	status "cli-find-$path-is-the-folder" 0 $?
done
run cli-run-bad-timeout 2 run --timeout soon
run cli-run-bad-package-timeout 2 run --package-timeout -1
for option in max-memory max-output max-file-size; do
	for size in '' 4T 4GB -1 1.5G 17179869184G; do
		run "cli-run-$option-$size" 2 run "--$option" "$size"
		says "cli-run-$option-$size-says" "^benchline run: --$option takes a number of bytes" "$scratch/err"
	done
done
run cli-run-bad-max-processes 2 run --max-processes 1K
run cli-run-bad-max-open-files 2 run --max-open-files many
run cli-run-bad-max-cpu 2 run --max-cpu 1m
run cli-run-bad-isolate 2 run --isolate=test
run cli-run-bad-sandbox 2 run --sandbox=docker
says cli-run-bad-sandbox-says '--sandbox takes bwrap' "$scratch/err"
run cli-run-network-alone 2 run --network
says cli-run-network-alone-says 'give --sandbox=bwrap too' "$scratch/err"
run cli-run-bad-jobs 2 run --jobs 0
run cli-find-bad-jobs 2 find --jobs many
says cli-find-bad-jobs-says 'from 1 to 1024' "$scratch/err"
for command in find inject run; do
	run "cli-$command-bad-pattern" 2 "$command" --only 'Parse(λ' examples/pool
	says "cli-$command-bad-pattern-says" 'regular expression: missing closing parenthesis' "$scratch/err"
	says "cli-$command-bad-pattern-place" '^         ^$' "$scratch/err"
	empty "cli-$command-bad-pattern-stdout" "$scratch/out"
	run "cli-$command-bad-skip" 2 "$command" --skip '[' examples/pool
	says "cli-$command-bad-skip-says" '--skip takes' "$scratch/err"
done
for command in inject run; do
	for kinds in benchmark '' test, test,tests Test; do
		run "cli-$command-from-$kinds" 2 "$command" --from "$kinds" examples/pool
		says "cli-$command-from-$kinds-says" 'test, example and fuzz' "$scratch/err"
	done
done
run cli-find-from 2 find --from test examples/pool
run cli-run-no-go-command 2 run --go no-such-go examples/pool
run cli-run-go-twice 2 run --go no-such-go --go nor-this-one examples/pool
says cli-run-go-twice-first no-such-go "$scratch/err"
says cli-run-go-twice-second nor-this-one "$scratch/err"
run cli-run-no-go 2 run --go "$scratch/no-go" examples/pool
says cli-run-no-go-says 'install Go' "$scratch/err"
run cli-find-missing 1 find "$scratch/nothing-here"
says cli-find-missing-says nothing-here "$scratch/err"

run cli-find-json 0 find --json examples/pool
if /usr/bin/python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$scratch/out" 2>/dev/null ||
	! [ -x /usr/bin/python3 ]; then ok cli-find-json-valid; else not_ok cli-find-json-valid; fi

# Colour is for terminals, and NO_COLOR is heeded even there.
run cli-run-plain 0 run -q examples/pool/escape
if grep -q "$(printf '\033')" "$scratch/out"; then not_ok cli-no-colour-in-a-file; else ok cli-no-colour-in-a-file; fi
if command -v script >/dev/null; then
	script -qec "'$BENCHLINE' find examples/pool" /dev/null >"$scratch/terminal" </dev/null
	NO_COLOR=1 script -qec "'$BENCHLINE' find examples/pool" /dev/null >"$scratch/plain" </dev/null
	if grep -q "$(printf '\033')" "$scratch/plain"; then not_ok cli-no-color; else ok cli-no-color; fi
else
	skip cli-no-color "there is no script command"
fi

# A reader that leaves early is no error.
"$BENCHLINE" find --json examples/pool 2>"$scratch/err" | head -n 1 >/dev/null
empty cli-closed-pipe "$scratch/err"

# Nor is one that has left before: what is more than a buffer fails in the middle of printing.
mkfifo "$scratch/left"
exec 3<>"$scratch/left" 4>"$scratch/left" 3>&-
"$BENCHLINE" find --json "$($GO env GOROOT)/src/strings" >&4 2>"$scratch/err"
status cli-no-reader 0 $?
empty cli-no-reader-stderr "$scratch/err"
exec 4>&-
rm "$scratch/left"

# A full disk is.
if [ -w /dev/full ]; then
	"$BENCHLINE" find --json examples/pool >/dev/full 2>"$scratch/err"
	status cli-full-disk 3 $?
fi

# The diff is one that git takes, and what it makes is Go that runs.
cp -r examples/pool/words "$scratch/words"
(cd "$scratch/words" && "$BENCHLINE" inject -q . 2>/dev/null | git apply --whitespace=nowarn && gofmt -l . >../unformatted &&
	$GO vet ./... && $GO test -run '^$' -bench . -benchtime 2x ./... >../bench.log)
status cli-inject-applies 0 $?
empty cli-inject-formatted "$scratch/unformatted"

# However the path is written, the diff speaks of files as seen from here; and never twice of one.
cp -r examples/pool/escape "$scratch/escape"
(cd "$scratch/escape" && "$BENCHLINE" inject -q "$scratch/escape" 2>/dev/null | git apply --whitespace=nowarn &&
	[ -f benchline_test.go ])
status cli-inject-absolute-path 0 $?
run cli-inject-twice 0 inject "$scratch/escape"
empty cli-inject-twice-stdout "$scratch/out"
run cli-inject-map-nowhere 3 inject --map "$scratch/nowhere/map.json" examples/pool
says cli-inject-map-nowhere-says 'cannot write' "$scratch/err"
empty cli-inject-map-nowhere-stdout "$scratch/out"
run cli-run-output-nowhere 3 run -o "$scratch/nowhere/out.json" examples/pool
says cli-run-output-nowhere-says 'cannot write' "$scratch/err"

# -o writes through a link, -o - to standard output; what stands there is the document and no table.
json() { # json NAME FILE: is it one document?
	case $(head -n 1 "$2") in '{') ok "$1" ;; *) not_ok "$1" ;; esac
	if [ "$(grep -c '"schema_version"' "$2")" = 1 ] && [ "$(tail -n 1 "$2")" = '}' ]; then ok "$1-only"; else not_ok "$1-only"; fi
}
mkdir "$scratch/results"
ln -s results/today.json "$scratch/link.json"
ln -s loop.json "$scratch/loop.json"
for command in "run -q examples/pool/escape" "extract $scratch/bench.log"; do
	# shellcheck disable=SC2086 # several words
	set -- $command
	for there in no yes; do # made, and replaced
		run "cli-$1-output-through-a-link-$there" 0 "$@" -o "$scratch/link.json"
		json "cli-$1-link-target-$there" "$scratch/results/today.json"
		echo old >"$scratch/results/today.json"
	done
	if [ -L "$scratch/link.json" ]; then ok "cli-$1-link-stays"; else not_ok "cli-$1-link-stays"; fi
	rm "$scratch/results/today.json"
	ls -A "$scratch/results" >"$scratch/left"
	empty "cli-$1-leaves-nothing" "$scratch/left"
	run "cli-$1-output-loop" 3 "$@" -o "$scratch/loop.json"
	says "cli-$1-output-loop-says" 'cannot write .*loop.json: Too many levels' "$scratch/err"
	run "cli-$1-output-stdout" 0 "$@" -o -
	json "cli-$1-stdout" "$scratch/out"
	run "cli-$1-output-descriptor-1" 0 "$@" --output=/proc/self/fd/1
	json "cli-$1-descriptor-1" "$scratch/out"
	if [ -e ./- ]; then not_ok "cli-$1-no-file-of-that-name"; else ok "cli-$1-no-file-of-that-name"; fi
	mkfifo "$scratch/fifo"
	timeout 60 cat "$scratch/fifo" >"$scratch/piped" &
	run "cli-$1-output-pipe" 0 "$@" -o "$scratch/fifo"
	wait
	json "cli-$1-pipe" "$scratch/piped"
	rm "$scratch/fifo"
done

run cli-extract-own-log 0 extract "$scratch/bench.log"
says cli-extract-finds 'BenchmarkCount' "$scratch/out"

if make -s install PREFIX=/usr DESTDIR="$scratch/dest" BUILD="${BUILD:-build}" >"$scratch/log" 2>&1 &&
	"$scratch/dest/usr/bin/benchline" version >/dev/null &&
	[ -s "$scratch/dest/usr/lib/libbenchline.a" ] && [ -s "$scratch/dest/usr/include/benchline/syntax.h" ]; then
	ok cli-install
else
	cat "$scratch/log"
	not_ok cli-install
fi
exit "${failed:-0}"
