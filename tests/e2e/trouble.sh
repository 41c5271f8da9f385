#!/bin/sh
# Tests that end in every bad way: each is named with its reason and place, and its neighbours are
# measured as if it were not there; whichever engine runs them.
set -u
. tests/e2e/lib.sh

cp -r tests/e2e/trouble "$scratch/trouble"
mv "$scratch/trouble/syntax/syntax_test.go.txt" "$scratch/trouble/syntax/syntax_test.go"
cd "$scratch" || exit 1
before=$("$tool" hash trouble)
mkdir "$scratch/tmp"
for engine in source harness; do
	TMPDIR=$scratch/tmp "$BENCHLINE" run -q --go "$GO" --engine $engine --timeout 5 -o out.json trouble >out.txt 2>out.err
	status trouble-$engine-exit-status 1 $?
	"$tool" reasons out.json >reasons
	same trouble-$engine-reasons "$here/trouble.expected" reasons
	"$tool" packages out.json >packages
	same trouble-$engine-packages "$here/trouble.packages" packages
	# The testing package is at work in TestGiven, which differs between Go versions.
	"$tool" figures out.json | grep -v -e TestLeavesProcess -e TestGiven | grep ' ok ' >figures
	same trouble-$engine-neighbours "$here/trouble.figures" figures
	(cd "$here/../.." && valid trouble-$engine-schema "$scratch/out.json")
	[ $engine = source ] || continue
	grep '"conversion' out.json | sort | uniq -c | sed 's/^ *//; s/: cannot use .* (/ (/' >conversions
	same trouble-conversions "$here/trouble.conversions" conversions
done
status trouble-untouched "$before" "$("$tool" hash trouble)"
status trouble-no-process-left 0 "$(pgrep -fc 'sleep 1000')"
status trouble-no-folder-left '' "$(ls "$scratch/tmp")"
exit "${failed:-0}"
