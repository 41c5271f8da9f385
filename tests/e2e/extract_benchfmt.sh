#!/bin/sh
# Compares what `benchline extract` reads with what golang.org/x/perf/benchfmt, the reference reader,
# reads from the same logs: names, GOMAXPROCS, iterations and values, to the last bit.
#
#   BENCHLINE=path/to/benchline [GO=go] sh tests/e2e/extract_benchfmt.sh
#
# Prints one line per log; is skipped when there is no Go or the module cannot be had.

program=$(realpath "${BENCHLINE:-build/benchline}") || exit 2
cd "$(dirname "$0")/../.." || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

if ! (cd tests/oracle/benchfmt_oracle &&
      GOTOOLCHAIN=local GOFLAGS= "${GO:-go}" build -o "$work/oracle" .) >"$work/log" 2>&1; then
    echo "skip extract_benchfmt: the oracle cannot be built: $(tail -n 1 "$work/log")"
    exit 0
fi

failed=0
for log in tests/golden/extract/*.log; do
    name=$(basename "$log" .log)
    case $name in
    *json*) continue ;;       # benchfmt does not read events
    nul_bytes | invalid_utf8) continue ;; # benchline drops and replaces bytes in names
    esac
    "$program" extract --json "$log" >"$work/json" 2>/dev/null
    if message=$("$work/oracle" "$log" "$work/json"); then
        echo "ok benchfmt $name: $message"
    else
        echo "not ok benchfmt $name"
        echo "$message"
        failed=1
    fi
done
exit $failed
