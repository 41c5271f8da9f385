#!/bin/sh
# log.sh - `make bench-log`: what reading a large log takes, as a Markdown table; golang.org/x/perf's
# benchfmt, the reference reader of Go's benchmark format, reads the same file in turns with it.
#
# The logs are made here, LOG_MB megabytes each (1000 is a gigabyte): `results` is nothing but result
# lines, the worst there is; `output` is what tests print, and a result every forty lines. Speed is by
# the processor seconds of the fastest of ROUNDS processes, memory the most that any had resident.
# benchline hands the results of each run over when it ends (`benchline extract --jsonl`), benchfmt each
# one when it has the next. Logs are read from the page cache.
set -eu
GO=${GO:-go}
BUILD=${BUILD:-build}
ROUNDS=${ROUNDS:-5}
LOG_MB=${LOG_MB:-200}
bench=$BUILD/bench

case $LOG_MB in
'' | *[!0-9]* | 0*)
	echo "bench: LOG_MB is a number of megabytes from 1, not '$LOG_MB'" >&2
	exit 2
	;;
esac

into=$(realpath "$bench")
if ! (cd bench/log_peer && GOTOOLCHAIN=local GOFLAGS='' $GO build -o "$into/log_peer" .) 2>"$bench/log_peer.log"; then
	echo "bench: without the log reader's: $(tail -n 1 "$bench/log_peer.log")" >&2
	exit 0
fi
scratch=$(mktemp -d "$bench/log.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

# run_one NAME COMMAND...: a line "cpu peak" more in $scratch/NAME; what it found goes to NAME.found
run_one() {
	name=$1
	shift
	"$bench/measure" "$@" 2>"$scratch/said" >"$scratch/$name.found"
	sed -n 's/^measured: .* cpu \([^ ]*\) peak \([^ ]*\)$/\1 \2/p' "$scratch/said" >>"$scratch/$name"
}

best() { # best NAME: the least seconds and the most memory
	awk 'NR == 1 || $1 < least { least = $1 } $2 > most { most = $2 } END { print least, most }' "$scratch/$1"
}

row() { # row KIND WHAT
	"$bench/log_peer" make "$1" "$LOG_MB" >"$scratch/log"
	bytes=$(wc -c <"$scratch/log")
	rm -f "$scratch/ours" "$scratch/theirs"
	for _ in $(seq "$ROUNDS"); do
		run_one ours "$bench/log" "$scratch/log"
		run_one theirs "$bench/log_peer" read "$scratch/log"
	done
	cmp -s "$scratch/ours.found" "$scratch/theirs.found" || {
		echo "bench: benchline finds $(cat "$scratch/ours.found") results and values, benchfmt $(cat "$scratch/theirs.found")" >&2
		exit 1
	}
	echo "$(best ours) $(best theirs)" | awk -v what="$2" -v bytes="$bytes" \
		-v results="$(cut -d ' ' -f 1 "$scratch/ours.found")" '{
		printf "| %s | %.0f | %d | %.0f | %.0f | %.2fx | %.1f | %.1f |\n", what, bytes / 1e6, results,
			bytes / 1e6 / $1, bytes / 1e6 / $3, $3 / $1, $2 / 1024, $4 / 1024
	}'
}

echo '| log | MB | results | benchline MB/s | benchfmt MB/s | ratio | benchline peak, MB | benchfmt peak, MB |'
echo '|---|--:|--:|--:|--:|--:|--:|--:|'
row results 'results alone'
row output 'what tests print, and results'
