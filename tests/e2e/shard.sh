#!/bin/sh
# --shard: every package is in one part and no other, wherever it lies and whatever lies beside it.
set -u
. tests/e2e/lib.sh

says() { if grep -q -- "$2" "$3"; then ok "$1"; else
	cat "$3"
	not_ok "$1"
fi; }
packages() { # packages PATH OPTION...: import paths, a line each
	"$BENCHLINE" find --json "$@" | sed -n 's/.*"import_path":[[:space:]]*"\(.*\)",/\1/p'
}

# A pool with a nested module, a workspace, a project without a module, and one that is not Go.
pool=$scratch/pool
mkdir "$pool"
cp -r examples/pool/* tests/e2e/trouble/fine "$pool"
for package in a a/b a/b/c d/e f g h i j k; do
	mkdir -p "$pool/many/$package"
	echo "package p" >"$pool/many/$package/p.go"
done
echo "module example.com/many" >"$pool/many/go.mod"
echo "module example.com/nested" >"$pool/many/a/b/go.mod"
mkdir -p "$pool/loose/x" "$pool/bad"
echo "package loose" >"$pool/loose/x/x.go"
printf 'package bad\n\nfunc {\n' >"$pool/bad/bad_test.go"
echo "module example.com/bad" >"$pool/bad/go.mod"
packages "$pool" >"$scratch/all" 2>"$scratch/all.err"
for n in 1 2 3 7; do
	for i in $(seq $n); do packages --shard "$i/$n" "$pool" 2>>"$scratch/err.$n"; done >"$scratch/union.$n"
	sort "$scratch/all" >"$scratch/want"
	sort "$scratch/union.$n" >"$scratch/got"
	same "shard-$n-everything-once" "$scratch/want" "$scratch/got"
	sort "$scratch/all.err" >"$scratch/want"
	sort "$scratch/err.$n" >"$scratch/got"
	same "shard-$n-errors-once" "$scratch/want" "$scratch/got"
done
# ... which would be easy if one part had it all.
packages --shard 1/2 "$pool" >"$scratch/first" 2>/dev/null
if [ -s "$scratch/first" ] && [ "$(wc -l <"$scratch/first")" -lt "$(wc -l <"$scratch/all")" ]; then
	ok shard-is-a-part
else
	not_ok shard-is-a-part
fi

# The same part for a project alone, under another name, and by a path from within.
grep '^example.com/\(many\|nested\)' "$scratch/first" >"$scratch/want"
packages --shard 1/2 "$pool/many" >"$scratch/got"
same shard-alone "$scratch/want" "$scratch/got"
mv "$pool/many" "$scratch/moved"
(cd "$scratch/moved" && packages --shard=1/2) >"$scratch/got"
same shard-moved "$scratch/want" "$scratch/got"

# A part that nothing falls into is fine.
for i in $(seq 9); do
	"$BENCHLINE" run -q --go "$GO" --json --shard "$i/9" examples/pool/escape >"$scratch/run.$i.json" || not_ok "shard-run-$i"
	valid "shard-run-$i-valid" "$scratch/run.$i.json"
	"$tool" packages "$scratch/run.$i.json"
done >"$scratch/out"
grep -v '^ok' "$scratch/out" >"$scratch/got"
grep '^ok' "$scratch/out"
"$BENCHLINE" run -q --go "$GO" --json examples/pool/escape >"$scratch/run.json"
"$tool" packages "$scratch/run.json" >"$scratch/want"
same shard-run-one-has-it "$scratch/want" "$scratch/got"

for command in find run; do
	for wrong in 0/4 5/4 x '' 1/0 1/100001; do
		"$BENCHLINE" $command --shard "$wrong" examples/pool >"$scratch/out" 2>"$scratch/err"
		status "shard-$command-refuses-'$wrong'" 2 $?
		says "shard-$command-refuses-'$wrong'-says" "^benchline $command: --shard takes I/N, .* 1/4 to 4/4 .*, not '$wrong'" "$scratch/err"
	done
done
exit "${failed:-0}"
