#!/bin/sh
# scale.sh - `make bench-scale`: how time and memory of `benchline inject` grow, as Markdown tables.
#
# The first grows a pool: every package of the Go installation that has tests is a project with a
# module of its own, once, 3 times and 10 times (COPIES). The second grows one package, in shapes
# that a program with a square in it would not like (bench/shapes.awk). Times are those of the
# fastest of ROUNDS runs; processor time and memory are benchline's and the go command's that it asks
# for the build target. Go's files are read from the page cache.
set -eu
GO=${GO:-go}
BUILD=${BUILD:-build}
COPIES=${COPIES:-1 3 10}
ROUNDS=${ROUNDS:-3}
SIZES=${SIZES:-2000 4000 8000}
benchline=$PWD/$BUILD/benchline measure=$PWD/$BUILD/bench/measure
cores=$(nproc)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# add_copy NUMBER: once more all packages, as projects
add_copy() {
	(cd "$($GO env GOROOT)/src" && find . -name '*_test.go' -not -path '*/testdata/*' -not -path '*/vendor/*' |
		sed 's|/[^/]*$||' | sort -u) |
		while read -r folder; do
			name=$(echo "$folder" | tr -d . | tr / -)
			project=$scratch/pool/copy$1$name
			mkdir -p "$project"
			cp "$($GO env GOROOT)/src/$folder"/*.go "$project/"
			printf 'module example.com/copy%s/%s\n' "$1" "${name#-}" >"$project/go.mod"
		done
}

# run_one JOBS PATH: "wall cpu peak" of the fastest run; the summary is left in $scratch/said
run_one() {
	for _ in $(seq "$ROUNDS"); do
		"$measure" "$benchline" inject -q -j "$1" "$2" 2>"$scratch/said" >/dev/null || :
		sed -n 's/^measured: wall \([^ ]*\) cpu \([^ ]*\) peak \([^ ]*\)$/\1 \2 \3/p' "$scratch/said"
	done | sort -n | head -n 1
}

pool_row() { # pool_row COPIES JOBS
	files=$(find "$scratch/pool" -name '*.go' | wc -l)
	bytes=$(find "$scratch/pool" -name '*.go' -printf '%s\n' | awk '{ n += $1 } END { print n }')
	taken=$(run_one "$2" "$scratch/pool")
	tests=$(sed -n 's/^[0-9]* of \([0-9]*\) tests in .*/\1/p' "$scratch/said")
	echo "$taken" | awk -v copies="$1" -v jobs="$2" -v files="$files" -v bytes="$bytes" -v tests="$tests" '{
		printf "| %dx | %d | %.0f | %d | %d | %.2f | %.2f | %.2f | %.0f | %.0f |\n", copies, files, bytes / 1e6,
			tests, jobs, $1, $2, $2 / $1, bytes / 1e6 / $1, $3 / 1024
	}'
}

echo "$($GO env GOVERSION), $cores cores, load $(cut -d' ' -f1 /proc/loadavg) before it began"
echo
echo '| pool | files | MB | tests | --jobs | wall s | cpu s | cores used | MB/s | peak MiB |'
echo '|---|---|---|---|---|---|---|---|---|---|'
made=0
for copies in $COPIES; do
	while [ $made -lt "$copies" ]; do
		made=$((made + 1))
		add_copy $made
	done
	pool_row "$copies" 1
	if [ "$cores" -gt 1 ]; then pool_row "$copies" "$cores"; fi
done
rm -rf "$scratch/pool"

echo
# shellcheck disable=SC2046,SC2086 # several words
{
	printf '| one package: cpu s for |'
	printf ' %s tests |' $SIZES
	printf '\n|---|'
	printf '%s' $(printf ' %s' $SIZES | sed 's/ [0-9]*/---|/g')
}
echo
for shape in own chain methods embedded types setup imports unnamed table trouble; do
	printf '| %s |' $shape
	for size in $SIZES; do
		package=$scratch/$shape-$size
		mkdir "$package"
		echo 'module example.com/p' >"$package/go.mod"
		awk -v shape=$shape -v n="$size" -f bench/shapes.awk >"$package/x_test.go"
		run_one 1 "$package" | awk '{ printf " %.2f |", $2 }'
	done
	echo
done
