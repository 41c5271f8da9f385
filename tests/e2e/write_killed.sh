#!/bin/sh
# inject --write and --revert, killed 200 times at random moments: whatever the moment, each file is
# the old or the new one, whole, and --revert gives back every byte.
set -u
. tests/e2e/lib.sh
kills=200
tree=$scratch/tree
mkdir "$tree"
printf 'module example.com/many\n\ngo 1.18\n' >"$tree/go.mod"
awk -v tree="$tree" 'BEGIN {
	for (p = 0; p < 8; p++) {
		system("mkdir " tree "/p" p)
		for (f = 0; f < 8; f++) {
			file = tree "/p" p "/f" f "_test.go"
			printf "package p\n\nimport \"testing\"\n" >file
			for (i = 0; i < 20; i++) {
				printf "\nfunc TestN%d_%d(t *testing.T) {\n\tcheck%d(t, %d)\n}\n", f, i, f, i >file
			}
			printf "\nfunc check%d(t *testing.T, n int) {\n\tif n < 0 {\n\t\tt.Fatal(n)\n\t}\n}\n", f >file
			close(file)
		}
	}
}'
# Without a go command, which would be most of the time.
inject() { PATH=/nowhere exec "$BENCHLINE" inject -q --no-heal -j 1 "$@" "$tree" >/dev/null 2>&1; }
sums() { (cd "$tree" && find . -type f "$@" -exec sha256sum {} + | LC_ALL=C sort); }
moment() { date +%s%N; }

sums >"$scratch/old"
began=$(moment)
(inject --write)
took=$(($(moment) - began))
sums >"$scratch/new"
(inject --revert)
sums >"$scratch/after"
same killed-none-restores "$scratch/old" "$scratch/after"
LC_ALL=C sort -u "$scratch/old" "$scratch/new" >"$scratch/either"
wc -l <"$scratch/old" >"$scratch/count"

# Up to a little more than a whole run, each another part of it.
awk -v kills=$kills -v took=$took 'BEGIN {
	srand()
	for (i = 0; i < kills; i++) printf "%.6f\n", rand() * 1.1 * took / 1e9
}' >"$scratch/moments"
mixed=0 left=0 mode=write
: >"$scratch/torn"
while read -r wait; do
	inject --$mode &
	pid=$!
	sleep "$wait"
	kill -KILL $pid 2>/dev/null
	wait $pid 2>/dev/null
	sums -not -name '*.benchline-*' >"$scratch/now"
	LC_ALL=C comm -23 "$scratch/now" "$scratch/either" >>"$scratch/torn"
	# A file may be there or not only if it is benchline's own.
	sed 's/^[^ ]*  //' "$scratch/now" | LC_ALL=C sort >"$scratch/names"
	sed 's/^[^ ]*  //' "$scratch/old" | LC_ALL=C sort | comm -23 - "$scratch/names" >>"$scratch/torn"
	if ! cmp -s "$scratch/now" "$scratch/old" && ! cmp -s "$scratch/now" "$scratch/new"; then
		mixed=$((mixed + 1))
	fi
	[ -z "$(find "$tree" -name '*.benchline-*')" ] || left=$((left + 1))
	if [ $mode = write ]; then mode=revert; else mode=write; fi
done <"$scratch/moments"
echo "# $kills kills: $mixed left some files old and some new, $left a temporary file"
if [ ! -s "$scratch/torn" ]; then ok killed-each-file-whole; else
	head -n 20 "$scratch/torn"
	not_ok killed-each-file-whole
fi
if [ "$mixed" -gt 0 ]; then ok killed-in-the-middle; else not_ok killed-in-the-middle; fi
(inject --revert)
sums >"$scratch/after"
same killed-restored "$scratch/old" "$scratch/after"
(inject --write)
sums >"$scratch/after"
same killed-written-again "$scratch/new" "$scratch/after"
(inject --revert)
sums >"$scratch/after"
same killed-taken-back-again "$scratch/old" "$scratch/after"
exit "${failed:-0}"
