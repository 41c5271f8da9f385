#!/bin/sh
# Examples and fuzz tests beside tests: what each allocates is known, those that end badly are named
# with reason and place, and functions are chosen by kind and by name.
set -u
. tests/e2e/lib.sh

cp -r tests/e2e/kinds "$scratch/kinds"
cd "$scratch" || exit 1
before=$("$tool" hash kinds)
for go in "$GO" $(other_gos); do
	name=$($go env GOVERSION)
	"$BENCHLINE" run -q --go "$go" --timeout 5 --from test,example,fuzz -o out.json kinds >out.txt 2>out.err
	status "kinds-exit-status-$name" 1 $?
	# First iterations of a fuzz test that cannot be repeated: they differ between Go versions.
	"$tool" figures out.json | sed '/ FuzzFailsLater ok /s/ok .*/ok/' >figures
	same "kinds-figures-$name" "$here/kinds.figures" figures
	"$tool" reasons out.json | grep -v ': -$' >reasons
	same "kinds-reasons-$name" "$here/kinds.reasons" reasons
	(cd "$here/../.." && valid "kinds-schema-$name" "$scratch/out.json")
done
tail -n 1 out.txt | sed 's/:.*//' >total
echo '25 benchmarks (1 test, 6 examples, 18 fuzz tests)' | same kinds-table - total
status kinds-untouched "$before" "$("$tool" hash kinds)"

# What is not asked for is not there, and does not count.
chosen() { # chosen NAME STATUS EXPECTED ARGUMENT...: the tests that are run
	name=$1 want=$2 expected=$3
	shift 3
	"$BENCHLINE" run -q --go "$GO" -o out.json "$@" kinds/fuzz kinds/example >out.txt 2>&1
	status "kinds-$name-exit-status" "$want" $?
	got=$("$tool" figures out.json | awk '{ printf "%s%s", sep, $2; sep = " " }')
	if [ "$got" = "$expected" ]; then ok "kinds-$name"; else
		echo "# $got, expected $expected"
		not_ok "kinds-$name"
	fi
}
chosen default 0 TestFuzz
chosen fuzz 0 'FuzzAdded FuzzOnDisk FuzzWrites FuzzEmpty' --from fuzz
chosen only 0 'FuzzOnDisk TestFuzz' --from fuzz,test --only '^FuzzO|st'
chosen skip 0 'FuzzOnDisk FuzzWrites' --from fuzz --skip Added --skip '(?i)empty'
chosen only-example 0 'ExampleRepeat_after' --from example --only after
chosen skipped-example 0 'ExampleRepeat_compiled' --from example --only compiled
chosen nothing 0 '' --only Nothing

"$BENCHLINE" find --only '^Fuzz' --skip Empty --json kinds >found.json
grep -o '"name":	"[A-Z][A-Za-z]*"' found.json | sed 's/.*"\(.*\)"$/\1/' | grep '^Fuzz' | sort >found
(cd kinds && $GO test -vet=off -list '^Fuzz' ./... | grep '^Fuzz' | grep -v Empty | sort) >wanted
same kinds-find-only wanted found
grep -c '"name":	"\(Test\|Example\|FuzzEmpty\)' found.json >found
echo 0 | same kinds-find-only-others - found

# The benchmarks are Go for the stock toolchain, formatted, pass vet, and measure the same.
for go in "$GO" $(other_gos); do
	name=$($go env GOVERSION)
	rm -rf copy && cp -r kinds copy && cd copy && rm -r ends
	"$BENCHLINE" inject -q --from test,example,fuzz . 2>/dev/null | git apply --whitespace=nowarn
	status "kinds-inject-applies-$name" 0 $?
	gofmt -l . >../unformatted
	same "kinds-inject-formatted-$name" /dev/null ../unformatted
	$go vet ./... >../vet 2>&1
	status "kinds-inject-vet-$name" 0 $?
	$go test -run '^$' -bench 'Fuzz|Repeat(_2|_wrong|_after)?$' -benchtime 10x -cpu 1 ./... >../bench 2>&1
	status "kinds-inject-bench-$name" 0 $?
	cd ..
	awk '/^Benchmark/ { print $1, $(NF - 1), $(NF - 3) }' bench | sort >allocs
	same "kinds-inject-allocations-$name" "$here/kinds.allocs" allocs
done

# Written, up to date, found again, and taken back without a trace.
rm -rf copy && cp -r kinds copy && cd copy || exit 1
before=$("$tool" hash .)
"$BENCHLINE" inject -q --write --from test,example,fuzz . >../write.out 2>&1
status kinds-write 0 $?
"$BENCHLINE" inject -q --check --from test,example,fuzz . >../check.out 2>&1
status kinds-check 0 $?
"$BENCHLINE" inject -q --check --from test . >../check.out 2>&1
status kinds-check-others 1 $?
"$BENCHLINE" where fuzz/fuzz_test.go:25 >../where.out 2>&1
grep -c 'FuzzAdded$' ../where.out >../found
echo 2 | same kinds-where - ../found
"$BENCHLINE" inject -q --revert . >../revert.out 2>&1
status kinds-revert 0 $?
status kinds-reverted "$before" "$("$tool" hash .)"
exit "${failed:-0}"
