#!/bin/sh
# measure.sh FOLDER - of every project in FOLDER/list (tests/conversion/fetch.sh), into
# FOLDER/out/NAME:
#
#   plain          what go test -json says
#   run0 to run2   what benchline run says, three times
#   source         what it says with --engine=source
#   figures        what the oracle says
#
# What is there is measured again unless RESUME is set.
set -u
folder=$(cd "$1" && pwd)
GO=${GO:-go}
BENCHLINE=$(realpath "${BENCHLINE:-build/benchline}")
oracle=$folder/oracle

# wanted FILE: is it to be made?
wanted() { [ -z "${RESUME:-}" ] || ! [ -s "$1" ]; }

step() { echo "$(date +%H:%M:%S) $name: $1" >&2; }

run() { # run FILE OPTION...: benchline, with 1 for findings
	file=$1
	shift
	wanted "$file" || return 0
	step "benchline run $*"
	"$BENCHLINE" run -q --go "$GO" "$@" -o "$file.new" "$place" >"$out/log" 2>&1
	if [ $? -gt 1 ]; then
		cat "$out/log" >&2
		return 1
	fi
	mv "$file.new" "$file"
}

project() {
	out=$folder/out/$name
	mkdir -p "$out"
	if wanted "$out/plain"; then
		step "go test"
		(cd "$place" && $GO test -json -count=1 -vet=off ./... >"$out/plain.new" 2>"$out/log")
		mv "$out/plain.new" "$out/plain"
	fi
	for repeat in 0 1 2; do
		run "$out/run$repeat" || return
	done
	run "$out/source" --engine=source || return
	if wanted "$out/figures"; then
		step oracle
		"$oracle" measure -go "$GO" "$place" "$out/measuring" 2>"$out/log" || { cat "$out/log" >&2; return 1; }
		mv "$out/measuring/figures" "$out/figures"
		rm -rf "$out/measuring"
	fi
}

failed=0
while read -r name version _ place; do
	name=$name@$version
	project </dev/null || failed=1
done <"$folder/list"
exit $failed
