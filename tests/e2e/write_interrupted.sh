#!/bin/sh
# inject --write and --revert, interrupted: the last words tell what state the tree is in, and they
# are true.
set -u
. tests/e2e/lib.sh
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
says() { if grep -q -- "$2" "$3"; then ok "$1"; else cat "$3"; not_ok "$1"; fi; }

# Names so long that the list of the files does not fit into a pipe.
files=500
long=$(printf '%0200d' 0)
tree=$scratch/tree
mkdir "$tree"
printf 'module example.com/many\n\ngo 1.18\n' >"$tree/go.mod"
for i in $(seq $files); do
	printf 'package p\n\nimport "testing"\n\nfunc TestN%d(t *testing.T) {}\n' "$i" >"$tree/a${i}_${long}_test.go"
done
cp -r "$tree" "$scratch/before"
written() { grep -l '^// benchline: ' "$tree"/a*_test.go | wc -l; }
unchanged() { if diff -r "$scratch/before" "$tree" >/dev/null; then ok "$1"; else not_ok "$1"; fi; }

# Before anything is written: while the compiler looks at it.
cat >"$scratch/go" <<'SH'
#!/bin/sh
if [ "$1" != list ]; then exec $REAL_GO "$@"; fi
kill -INT "$PPID"
exec sleep 60
SH
chmod +x "$scratch/go"
for mode in write output; do
	case $mode in write) set -- --write ;; output) set -- --output "$scratch/output" ;; esac
	REAL_GO=$GO "$BENCHLINE" inject -q "$@" --go "$scratch/go" "$tree" >"$scratch/out" 2>"$scratch/err"
	status interrupt-planning-$mode 130 $?
	unchanged interrupt-planning-$mode-changes-nothing
done
REAL_GO=$GO "$BENCHLINE" inject -q --write --go "$scratch/go" "$tree" >"$scratch/out" 2>"$scratch/err"
says interrupt-planning-says '^benchline inject: interrupted: nothing was changed$' "$scratch/err"

# In the middle: the reader of the list does not read, so benchline waits for it.
mkfifo "$scratch/list"
for mode in write revert; do
	written >"$scratch/count.before"
	"$BENCHLINE" inject -q --no-heal --$mode "$tree" >"$scratch/list" 2>"$scratch/err" &
	pid=$!
	exec 3<"$scratch/list"
	count=-1
	while [ "$count" != "$(written)" ] || [ "$count" = "$(cat "$scratch/count.before")" ]; do
		count=$(written)
		sleep 0.3
	done
	kill -TERM $pid # which, unlike INT, is not ignored in the background
	cat <&3 >"$scratch/out"
	exec 3<&-
	wait $pid
	status interrupt-$mode 143 $?
	says interrupt-$mode-says '^interrupted: each file is whole; ' "$scratch/err"
	grep -c "^M " "$scratch/out" >"$scratch/listed"
	if [ $mode = write ]; then written; else echo $((files - $(written))); fi >"$scratch/changed"
	same interrupt-$mode-lists-what-was-changed "$scratch/changed" "$scratch/listed"
	if [ "$(cat "$scratch/listed")" -lt $files ]; then ok interrupt-$mode-stops; else not_ok interrupt-$mode-stops; fi
	[ "$(find "$tree" -name '*.benchline-*' | wc -l)" = 0 ] || not_ok interrupt-$mode-leaves-nothing
	"$BENCHLINE" inject -q --no-heal --$mode "$tree" >"$scratch/out" 2>"$scratch/err"
	status interrupt-$mode-completed 0 $?
done
unchanged interrupt-restored
exit "${failed:-0}"
