#!/bin/sh
# Compares benchline's statistics with golang.org/x/perf/benchmath, which benchstat computes with:
# medians, intervals, their confidence, p values, deltas and warnings of random pairs of samples
# (benchmath_oracle/main.go). Is skipped when there is no Go or the module cannot be had.
#
#   [PAIRS=N] [SEEDS='N...'] sh tests/oracle/stats.sh      environment: BUILD, GO
set -u
BUILD=${BUILD:-build}
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
if ! (cd tests/oracle/benchmath_oracle &&
	GOTOOLCHAIN=local GOFLAGS='' "${GO:-go}" build -o "$scratch/oracle" .) >"$scratch/log" 2>&1; then
	echo "skip stats: the oracle cannot be built: $(tail -n 1 "$scratch/log")"
	exit 0
fi
status=0
for seed in ${SEEDS:-1 2 3}; do
	if "$scratch/oracle" "$BUILD/tests/stats_driver" "$seed" "${PAIRS:-5000}" >"$scratch/out" 2>&1; then
		echo "ok stats seed $seed: $(cat "$scratch/out")"
	else
		cat "$scratch/out"
		echo "not ok stats seed $seed"
		status=1
	fi
done
exit $status
