#!/bin/sh
# run.sh MINUTES TARGET... - fuzzes all targets in about so many minutes: as many at a time as there
# are processors, and every target as long as the others. FUZZ is the folder of the programs.
#
# What a target has learned stays in FUZZ/corpus/TARGET, where the next run goes on. An input that
# breaks a promise, crashes, leaks or takes too long is a finding and is left in FUZZ/found/TARGET;
# the next run begins with those, and what is fixed by then becomes part of the corpus. Ends with a
# table, and with status 1 when there is a finding.
set -u
FUZZ=${FUZZ:-build/fuzz}

# ---- one target ----------------------------------------------------------------------------------

fresh() { # fresh FOLDER: there, and empty
	rm -rf "$1"
	mkdir -p "$1"
}

# Seeds as links in a folder, because libFuzzer takes folders.
link_seeds() { # link_seeds TARGET
	fresh "$FUZZ/seeds/$1"
	sh tests/fuzz/seeds.sh "$1" | while read -r seed; do
		ln -s "$PWD/$seed" "$FUZZ/seeds/$1/$(echo "$seed" | tr / _)"
	done
}

# Fuzzers run beside other work: a time-out is long, so that it is the target's and not the machine's.
TIMEOUT=100

# Does it still go wrong?
still_wrong() { # still_wrong TARGET INPUT
	! "$FUZZ/${1}_fuzz" -timeout=$TIMEOUT "$2" >>"$FUZZ/log/$1" 2>&1
}

retry_found() { # retry_found TARGET
	for input in "$FUZZ/found/$1"/*; do
		[ -f "$input" ] || continue
		still_wrong "$1" "$input" || mv "$input" "$FUZZ/corpus/$1/"
	done
}

# Scopes are checked in a time that grows with the square of the input.
longest() { # longest TARGET
	case $1 in
	scope) echo 3000 ;;
	extract) echo 6000 ;;
	stats) echo 700 ;; # it takes 80 values
	results) echo 12000 ;;
	check | config) echo 2000 ;;
	*) echo 8000 ;;
	esac
}

fuzz() { # fuzz TARGET SECONDS
	mkdir -p "$FUZZ/corpus/$1" "$FUZZ/found/$1" "$FUZZ/log"
	: >"$FUZZ/log/$1"
	link_seeds "$1"
	retry_found "$1"
	set -- "$1" "$2" "$(date +%s)"
	dictionary=tests/fuzz/go.dict
	[ "$1" != extract ] || dictionary=tests/fuzz/log.dict
	[ "$1" != config ] || dictionary=tests/fuzz/config.dict
	[ "$1" != results ] || dictionary=tests/fuzz/results.dict
	[ "$1" != check ] || dictionary=tests/fuzz/check.dict
	"$FUZZ/${1}_fuzz" -max_total_time="$2" -timeout=$TIMEOUT -report_slow_units=$TIMEOUT \
		-rss_limit_mb=2500 -max_len="$(longest "$1")" \
		-dict=$dictionary -artifact_prefix="$FUZZ/found/$1/" -print_final_stats=1 \
		"$FUZZ/corpus/$1" "$FUZZ/seeds/$1" >>"$FUZZ/log/$1" 2>&1
	echo "seconds: $(($(date +%s) - $3))" >>"$FUZZ/log/$1"
	row "$1" >&2
}

# ---- totals --------------------------------------------------------------------------------------

last() { # last EXPRESSION TARGET: what a sed expression took last from a target's log
	sed -n "s/$1/\\1/p" "$FUZZ/log/$2" | tail -n 1
}

count() { # count FOLDER
	find "$1" -type f | wc -l
}

row() { # row TARGET
	printf '%-10s %12s %8s %8s %9s %9s\n' "$1" \
		"$(last 'stat::number_of_executed_units: *\([0-9]*\).*' "$1")" \
		"$(last 'seconds: \([0-9]*\)' "$1")" "$(count "$FUZZ/corpus/$1")" \
		"$(last '.* cov: \([0-9]*\) .*' "$1")" "$(count "$FUZZ/found/$1")"
}

totals() { # totals TARGET...
	printf '%-10s %12s %8s %8s %9s %9s\n' target executions seconds corpus coverage findings
	for target in "$@"; do row "$target"; done | awk '
		{ print; executions += $2; seconds += $3; corpus += $4; findings += $NF }
		END { printf "%-10s %12d %8d %8d %9s %9d\n", "all", executions, seconds, corpus, "", findings }'
}

report() { # report TARGET...
	totals "$@" | tee "$FUZZ/totals"
	found=$(find "$FUZZ/found" -type f)
	[ -n "$found" ] || exit 0
	echo "findings, with what was said about each in $FUZZ/log:"
	echo "$found" | sed 's/^/  /'
	echo "once it is fixed, keep each as its own test in tests/fuzz/corpus/TARGET"
	exit 1
}

if [ "$1" = one ]; then
	fuzz "$2" "$3"
	exit 0
fi
minutes=$1
shift
case $minutes in '' | *[!0-9]* | 0)
	echo "fuzz: MINUTES is a whole number from 1 on, and not '$minutes'" >&2
	exit 2
	;;
esac
cores=$(getconf _NPROCESSORS_ONLN)
turns=$((($# + cores - 1) / cores))
seconds=$((minutes * 60 / turns))
echo "$# targets, $cores at a time, $seconds seconds each; logs are in $FUZZ/log" >&2
printf '%s\n' "$@" | FUZZ=$FUZZ xargs -I '{}' -P "$cores" sh tests/fuzz/run.sh one '{}' "$seconds"
report "$@"
