#!/bin/sh
# The whole line on examples/pool, whose allocations are known: every Go must measure exactly those,
# and nothing in the pool may change.
set -u
. tests/e2e/lib.sh

before=$("$tool" hash examples/pool)
for go in "$GO" $(other_gos); do
	name=$($go env GOVERSION)
	"$BENCHLINE" run -q --go "$go" -o "$scratch/pool.json" examples/pool >"$scratch/pool.txt"
	status "pool-exit-status-$name" 0 $?
	"$tool" figures "$scratch/pool.json" >"$scratch/figures"
	same "pool-figures-$name" tests/e2e/pool.expected "$scratch/figures"
	valid "pool-schema-$name" "$scratch/pool.json"
done
after=$("$tool" hash examples/pool)
status pool-untouched "$before" "$after"

# A second run measures the same.
"$BENCHLINE" run -q --go "$GO" --json examples/pool >"$scratch/again.json"
"$tool" figures "$scratch/again.json" >"$scratch/again"
same pool-reproducible tests/e2e/pool.expected "$scratch/again"
exit "${failed:-0}"
