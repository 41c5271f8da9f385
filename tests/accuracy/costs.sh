#!/bin/sh
# costs.sh FOLDER NAME@VERSION... - what a project's benchmarks cost, one package after the other:
# into FOLDER/out/NAME@VERSION go
#
#   costs          seconds: cold (go test building everything into an empty cache), build (a copy into
#                  which benchline inject --write put the benchmarks, on top of it), start (nothing is
#                  built or measured any more), bench (go test -bench=. -benchmem), and count, its
#                  benchmarks
#   costs.harness  what benchline run says, on top of the same cache
#   costs.source   what it says with --engine=source
#
# Figures of a machine that does something else meanwhile are worth nothing. What is there is measured
# again unless RESUME is set.
set -u
folder=$(cd "$1" && pwd)
shift
GO=${GO:-go}
BENCHLINE=$(realpath "${BENCHLINE:-build/benchline}")

timed() { # timed WHAT COMMAND...
	what=$1
	shift
	began=$(date +%s.%N)
	"$@" >"$out/costs.log" 2>&1
	awk -v what="$what" -v from="$began" -v to="$(date +%s.%N)" \
		'BEGIN { printf "%s %.3f\n", what, to - from }' >>"$out/costs.new"
}

cost() {
	: >"$out/costs.new"
	rm -rf "$folder/costs.cache" "$folder/costs.copy"
	mkdir -p "$folder/costs.cache"
	export GOCACHE="$folder/costs.cache"
	cd "$place" || return
	timed cold "$GO" test -p 1 -vet=off -run '^$' ./...
	for engine in harness source; do
		"$BENCHLINE" run -q --go "$GO" --jobs 1 --engine=$engine -o "$out/costs.$engine" . >"$out/costs.log" 2>&1
		[ $? -le 1 ] || return
	done
	cp -r . "$folder/costs.copy" && cd "$folder/costs.copy" || return
	"$BENCHLINE" inject --go "$GO" -q --write --force . >"$out/costs.log" 2>&1 || return
	timed build "$GO" test -p 1 -vet=off -run '^$' ./...
	timed start "$GO" test -p 1 -vet=off -run '^$' -bench '^$' ./...
	timed bench "$GO" test -p 1 -vet=off -run '^$' -bench . -benchmem ./...
	echo "count $(grep -c '^Benchmark.* ns/op' "$out/costs.log")" >>"$out/costs.new"
	mv "$out/costs.new" "$out/costs"
}

failed=0
for project; do
	place=$folder/modules/$project
	out=$folder/out/$project
	if [ -n "${RESUME:-}" ] && [ -s "$out/costs" ]; then continue; fi
	mkdir -p "$out"
	echo "$(date +%H:%M:%S) $project: costs" >&2
	(cost) || { echo "costs.sh: $project: $(head -n 3 "$out/costs.log")" >&2; failed=1; }
	rm -rf "$folder/costs.cache" "$folder/costs.copy"
done
exit $failed
