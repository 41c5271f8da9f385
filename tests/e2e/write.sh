#!/bin/sh
# inject --write, --revert, --check and --output on trees of every kind: what is written compiles and
# runs, what is taken back is what was there, and whatever must not be touched is not.
set -u
. tests/e2e/lib.sh
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_CEILING_DIRECTORIES="$scratch" GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GOFLAGS=-mod=mod GOWORK=off GOPROXY=off GOTOOLCHAIN=local
PATH=$($GO env GOROOT)/bin:$PATH

inject() { # inject NAME STATUS ARGUMENT...: also keeps the streams
	name=$1
	want=$2
	shift 2
	"$BENCHLINE" inject -q --no-heal "$@" >"$scratch/out" 2>"$scratch/err"
	status "$name" "$want" $?
}
empty() { if [ ! -s "$2" ]; then ok "$1"; else cat "$2"; not_ok "$1"; fi; }
says() { if grep -q -- "$2" "$3"; then ok "$1"; else cat "$3"; not_ok "$1"; fi; }
listed() { # listed NAME LINE...: exactly these on standard output
	name=$1
	shift
	printf '%s\n' "$@" >"$scratch/listed"
	same "$name" "$scratch/listed" "$scratch/out"
}

# Every file and link of a folder, with its mode, owner and bytes; .git apart.
state() { # state FOLDER
	(cd "$1" && find . -name .git -prune -o \( -type f -o -type l \) -print | LC_ALL=C sort |
		while read -r file; do
			stat -c '%n %A %U %G %N' "$file" | tr '\n' ' '
			sha256sum <"$file"
		done)
}
stamps() { (cd "$1" && find . -name .git -prune -o -type f -printf '%p %T@\n' | LC_ALL=C sort); }
unchanged() { # unchanged NAME FOLDER: since `keep`
	state "$2" >"$scratch/after"
	same "$1" "$scratch/before" "$scratch/after"
}
keep() { state "$1" >"$scratch/before"; }

# A module of two packages, one of them with an external test package, and a helper in another file.
make_module() { # make_module FOLDER
	mkdir -p "$1/inner"
	printf 'module example.com/m\n\ngo 1.18\n' >"$1/go.mod"
	printf 'package m\n\nfunc Double(n int) int { return 2 * n }\n' >"$1/m.go"
	cat >"$1/a_test.go" <<'GO'
package m

import "testing"

func TestDouble(t *testing.T) {
	check(t, Double(2), 4)
}
GO
	cat >"$1/help_test.go" <<'GO'
package m

import "testing"

func check(t *testing.T, got, want int) {
	t.Helper()
	if got != want {
		t.Fatalf("%d, not %d", got, want)
	}
}
GO
	cat >"$1/x_test.go" <<'GO'
package m_test

import (
	"testing"

	"example.com/m"
)

func TestOutside(t *testing.T) {
	t.Run("three", func(t *testing.T) {
		if m.Double(3) != 6 {
			t.Error("not 6")
		}
	})
}
GO
	cat >"$1/inner/inner_test.go" <<'GO'
package inner

import "testing"

func TestInner(t *testing.T) { t.Log(t.TempDir()) }
GO
}
edit() { sed -i "0,/$2/s//$3/" "$1"; } # edit FILE OLD NEW: in the test, not in what is below it
benchmarks() { # benchmarks FOLDER: the names of those that run
	(cd "$1" && $GO test -run '^$' -bench . -benchtime 1x -cpu 1 ./...) >"$scratch/bench" 2>&1
	code=$?
	sed -n 's/^\(Benchmark[^[:space:]]*\)[[:space:]].*/\1/p' "$scratch/bench"
	[ $code = 0 ] || cat "$scratch/bench"
}
cd "$scratch" || exit 1

# ---- there and back -----------------------------------------------------------------------------

make_module plain
keep plain
inject write 0 --write plain
listed write-lists 'A plain/benchline_test.go' 'A plain/benchline_x_test.go' \
	'A plain/inner/benchline_test.go' 'M plain/a_test.go' 'M plain/help_test.go' \
	'M plain/x_test.go' 'M plain/inner/inner_test.go'
says write-summary '^3 of 3 tests in 2 packages converted$' err
says write-counts '^files: 4 changed, 3 added, 0 removed$' err
gofmt -l plain >unformatted
empty write-formatted unformatted
benchmarks plain >ran
printf '%s\n' BenchmarkDouble BenchmarkOutside BenchmarkInner >wanted
same write-benchmarks-run wanted ran
(cd plain && $GO vet ./... && $GO test ./...) >vet 2>&1
status write-tests-pass 0 $?

stamps plain >times.before
inject write-again 0 --write plain
empty write-again-lists-nothing out
says write-again-says 'as they should be' err
stamps plain >times.after
same write-again-touches-nothing times.before times.after
inject check-fresh 0 --check plain
empty check-fresh-lists-nothing out
inject dry-run-fresh 0 plain
empty dry-run-fresh-shows-nothing out

# After an error nobody is told that all is well.
make_module torn
inject write-torn-before 0 --write torn
edit torn/inner/inner_test.go 'func TestInner' 'func func'
for how in --write --check; do
	inject "torn$how" 1 $how torn
	if grep -q 'as they should be\|up to date' err; then not_ok "torn$how-says"; else ok "torn$how-says"; fi
done
inject torn-missing 1 --write torn/nowhere
says torn-missing-says '^nothing was written$' err
if grep -q 'as they should be' err; then not_ok torn-missing-no-praise; else ok torn-missing-no-praise; fi

# What is taken back need not be Go.
printf '//go:build (\n\npackage other\n' >torn/constraint_test.go
printf 'package other\n' >torn/other_test.go
printf 'no package' >torn/none_test.go
inject torn-revert 0 --revert torn
says torn-revert-counts '^files: 4 changed, 0 added, 3 removed$' err
if grep -q 'error' err; then cat err; not_ok torn-revert-says; else ok torn-revert-says; fi
if grep -rq benchline torn; then not_ok torn-reverted; else ok torn-reverted; fi
inject torn-revert-missing 1 --revert torn/nowhere

"$BENCHLINE" find --json plain >found.json 2>err
empty find-says-nothing err
says find-ignores-the-shim '"reason":[[:space:]]*"benchline"' found.json
if grep -q BenchmarkDouble found.json; then not_ok find-lists-no-block; else ok find-lists-no-block; fi
"$BENCHLINE" run -q --go "$GO" --json plain >ran.json 2>err
status run-on-a-written-tree 0 $?
says run-measures '"ok"' ran.json
"$BENCHLINE" run -q --go "$GO" plain/a_test.go >ran.txt 2>err
status run-on-one-written-file 0 $?

# A block that is out of date, of a test that is not asked for, is not in the build.
make_module stale
printf 'package m\n\nimport "testing"\n\nfunc TestOther(t *testing.T) { check(t, Double(0), 0) }\n' >stale/b_test.go
inject stale-write 0 --write stale
sed -i '/^\/\/ benchline:/,$!s/check(/verify(/' stale/*_test.go
"$BENCHLINE" run -q --go "$GO" stale/b_test.go >ran.txt 2>err
status run-passes-over-stale-blocks 0 $?
says run-measures-the-other 'TestOther .*B/op' ran.txt

inject revert 0 --revert plain
listed revert-lists 'M plain/a_test.go' 'M plain/help_test.go' 'M plain/x_test.go' \
	'M plain/inner/inner_test.go' 'D plain/benchline_test.go' 'D plain/benchline_x_test.go' \
	'D plain/inner/benchline_test.go'
unchanged revert-restores plain
stamps plain >times.before
inject revert-again 0 --revert plain
empty revert-again-lists-nothing out
stamps plain >times.after
same revert-again-touches-nothing times.before times.after

inject check-missing 1 --check plain
listed check-missing-lists 'M plain/a_test.go' 'M plain/help_test.go' 'M plain/x_test.go' \
	'A plain/benchline_test.go' 'A plain/benchline_x_test.go' 'M plain/inner/inner_test.go' \
	'A plain/inner/benchline_test.go'
says check-missing-says '^stale files: 4 to change, 3 to add, 0 to remove' err
unchanged check-writes-nothing plain

# ---- up to date ---------------------------------------------------------------------------------

inject update-write 0 --write plain
cp -r plain written
edit plain/a_test.go 'Double(2), 4' 'Double(21), 42'
inject update-check 1 --check plain
listed update-check-lists 'M plain/a_test.go'
inject update-dry-run 0 plain
says update-dry-run-shows '^-		*Check(t, Double(2), 4)$' out
cp -r plain patched
(cd patched && patch -s -p2 <../out)
inject update 0 --write plain
listed update-lists 'M plain/a_test.go'
same update-is-what-was-shown patched/a_test.go plain/a_test.go
inject update-fresh 0 --check plain
inject update-one-file 0 --write plain/a_test.go
empty update-one-file-changes-nothing out
inject update-helper-file 0 --write plain/help_test.go # others need its copies
empty update-helper-file-changes-nothing out

# Tests that are gone take their benchmarks, their helpers' copies and the shim with them.
rm plain/x_test.go
sed -i '/^func TestDouble/,/^}/d' plain/a_test.go # not in the block: there it is a copy's name
inject remove-check 1 --check plain
listed remove-check-lists 'M plain/a_test.go' 'M plain/help_test.go' 'D plain/benchline_test.go' \
	'D plain/benchline_x_test.go'
inject remove 0 --write plain
listed remove-lists 'M plain/a_test.go' 'M plain/help_test.go' 'D plain/benchline_test.go' \
	'D plain/benchline_x_test.go'
inject remove-fresh 0 --check plain
inject remove-revert 0 --revert plain
says remove-revert-lists 'M plain/inner/inner_test.go' out

# One file of several: the others keep theirs, and the shim stays as long as one needs it.
make_module part
cat >part/b_test.go <<'GO'
package m

import "testing"

func TestOther(t *testing.T) { check(t, Double(0), 0) }
GO
keep part
inject part-write 0 --write part/a_test.go
listed part-write-lists 'A part/benchline_test.go' 'M part/a_test.go' 'M part/help_test.go'
inject part-write-other 0 --write part/b_test.go
listed part-write-other-lists 'M part/b_test.go'
benchmarks part >ran
printf '%s\n' BenchmarkDouble BenchmarkOther >wanted
same part-benchmarks-run wanted ran
inject part-revert 0 --revert part/a_test.go
listed part-revert-lists 'M part/a_test.go'
inject part-revert-other 0 --revert part/b_test.go part/help_test.go
listed part-revert-other-lists 'M part/b_test.go' 'M part/help_test.go' 'D part/benchline_test.go'
unchanged part-restores part

# What is not there yet: a file of that name.
make_module taken
printf 'package m_test\n' >taken/benchline_test.go
keep taken
inject taken-write 0 --write taken
says taken-other-name '^A taken/benchline2_test.go$' out
benchmarks taken >ran
printf '%s\n' BenchmarkDouble BenchmarkOutside BenchmarkInner >wanted
same taken-benchmarks-run wanted ran
# ... and then is: the shim moves to its usual name.
rm taken/benchline_test.go
inject taken-move 0 --write taken
listed taken-move-lists 'A taken/benchline_test.go' 'D taken/benchline2_test.go'
inject taken-revert 0 --revert taken
printf 'package m_test\n' >taken/benchline_test.go
unchanged taken-restores taken

# ---- files of every kind ------------------------------------------------------------------------

# Of every golden case that is Go: --write makes what --dry-run shows, and --revert takes it back.
mkdir goldens
printf 'module golden\n\ngo 1.18\n' >goldens/go.mod
for case in "$here"/../golden/inject/*/; do
	mkdir "goldens/$(basename "$case")"
	cp "$case"*.go "goldens/$(basename "$case")/" 2>/dev/null
done
keep goldens
"$BENCHLINE" inject -q goldens >dry 2>dry.err
cp -r goldens patched-goldens
(cd patched-goldens && patch -s --binary -p2 <../dry)
"$BENCHLINE" inject -q --no-heal --write goldens >out 2>err
state goldens | sed 's/^\(\S* \S* \S* \S*\) .* /\1 /' >after
state patched-goldens | sed 's/^\(\S* \S* \S* \S*\) .* /\1 /' >wanted
same goldens-as-shown wanted after
inject goldens-revert 0 --revert goldens # although some of them are no Go
unchanged goldens-restored goldens
lines=$(wc -l <out)
if [ "$lines" -gt 100 ]; then ok goldens-written; else not_ok goldens-written; fi

# Last lines without end, carriage returns, and both.
make_module ends
for file in ends/a_test.go ends/x_test.go ends/inner/inner_test.go; do
	truncate -s -1 $file
done
sed -i 's/$/\r/' ends/help_test.go ends/x_test.go
cp ends/a_test.go ends/orig
keep ends
inject ends-write 0 --write ends
head -c "$(stat -c %s ends/orig)" ends/a_test.go | cmp - ends/orig
status ends-is-a-prefix 0 $?
if [ "$(grep -c -v "$(printf '\r')$" ends/help_test.go)" = 0 ]; then ok ends-all-crlf; else not_ok ends-all-crlf; fi
benchmarks ends >ran
printf '%s\n' BenchmarkDouble BenchmarkOutside BenchmarkInner >wanted
same ends-benchmarks-run wanted ran
inject ends-fresh 0 --check ends
inject ends-revert 0 --revert ends
unchanged ends-restored ends

# Modes, owners and links. A link is written through.
make_module kinds
chmod 640 kinds/a_test.go
chmod 755 kinds/x_test.go
mkdir elsewhere
mv kinds/help_test.go elsewhere/shared.txt
ln -s ../elsewhere/shared.txt kinds/help_test.go
if [ "$(id -u)" = 0 ]; then chown 12:34 kinds/a_test.go; fi
keep kinds
state elsewhere >elsewhere.before
inject kinds-write 0 --write kinds
stat -c '%n %A %U %G' kinds/a_test.go kinds/x_test.go elsewhere/shared.txt >modes.after
chmod 640 kinds/a_test.go
if [ -L kinds/help_test.go ]; then ok kinds-link-stays; else not_ok kinds-link-stays; fi
says kinds-link-written 'made by benchline' elsewhere/shared.txt
if [ "$(stat -c %a kinds/a_test.go kinds/x_test.go | tr '\n' ' ')" = '640 755 ' ]; then
	ok kinds-modes
else
	cat modes.after
	not_ok kinds-modes
fi
if [ "$(id -u)" != 0 ]; then
	skip kinds-owner "only root can give files away"
elif [ "$(stat -c %u:%g kinds/a_test.go)" = 12:34 ]; then ok kinds-owner; else not_ok kinds-owner; fi
inject kinds-revert 0 --revert kinds
unchanged kinds-restored kinds
state elsewhere >elsewhere.after
same kinds-link-restored elsewhere.before elsewhere.after

# Two names of one file.
make_module twice
mkdir twice/other
sed 's/package m$/package other/' twice/m.go >twice/other/o.go
printf 'package inner\n\nimport "testing"\n\nfunc TestMine(t *testing.T) {}\n\nvar IterInner, iterInner int\n' \
	>twice/other/mine_test.go
rm twice/other/o.go
ln -s ../inner/inner_test.go twice/other/inner_test.go
keep twice
inject twice-write 1 --write twice
says twice-says 'is the same file as' err
unchanged twice-untouched twice
rm twice/other/mine_test.go
keep twice
inject twice-alike 0 --write twice
inject twice-alike-fresh 0 --check twice
inject twice-alike-revert 0 --revert twice
unchanged twice-alike-restored twice

# ---- what is refused ----------------------------------------------------------------------------

make_module locked
chmod a-w locked/help_test.go
keep locked
inject locked-write 1 --write locked
says locked-says 'help_test.go: error: is read-only' err
says locked-nothing 'nothing was changed' err
empty locked-lists-nothing out
unchanged locked-untouched locked
inject locked-force 1 --force --write locked
unchanged locked-force-untouched locked
chmod u+w locked/help_test.go
chmod a-w locked/inner
keep locked
inject locked-folder 1 --write locked
says locked-folder-says 'the folder .*inner is read-only' err
unchanged locked-folder-untouched locked
chmod u+w locked/inner
inject locked-open 0 --write locked
chmod a-w locked/a_test.go
keep locked
inject locked-revert 1 --revert locked
unchanged locked-revert-untouched locked
inject locked-check 0 --check locked

# Blocks and shims that somebody edited.
make_module edited
keep edited
inject edited-write 0 --write edited
cp -r edited clean
sed -i 's/benchlineRun(b/benchlineRun( b/' edited/a_test.go
state edited >edited.before
for mode in write revert; do
	inject edited-$mode 1 --$mode edited
	says edited-$mode-says 'a_test.go: error: .* was edited since: --discard-edits gives them up' err
	state edited >edited.after
	same edited-$mode-untouched edited.before edited.after
done
inject edited-check 1 --check edited
listed edited-check-lists 'M edited/a_test.go'
says edited-check-says 'what benchline wrote was edited in 1;' err
inject edited-force 1 --force --write edited
inject edited-discarded 0 --discard-edits --write edited
listed edited-discarded-lists 'M edited/a_test.go'
echo '// mine' >>edited/benchline_test.go
inject edited-shim 1 --write edited
says edited-shim-says 'benchline_test.go: error: was edited' err
inject edited-shim-revert 1 --revert edited
inject edited-shim-force 0 --discard-edits --revert edited
unchanged edited-restored edited
# What asks for nothing changes nothing: a mistyped pattern is not a wish to take all out.
inject nothing-write 0 --write clean
cp -r clean before-nothing
for mode in write check; do
	inject nothing-asked-$mode 1 --$mode --only Nonesuch clean
	says nothing-asked-$mode-says '--only, --skip and --from leave no function' err
done
diff -r clean before-nothing >/dev/null
status nothing-asked-changes-nothing 0 $?
inject revert-only 2 --revert --only A clean
# A test that was added below the block is not lost without a word.
printf '\nfunc TestBelow(t *testing.T) {}\n' >>clean/a_test.go
"$BENCHLINE" find clean >out 2>err
says below-is-warned-of 'a_test.go: warning: .* were edited' err
inject below-write 1 --write clean
says below-says 'move it above the line' err
# Other line ends are no edit.
sed -i '/^func TestBelow/d' clean/a_test.go
truncate -s -1 clean/a_test.go
sed -i 's/$/\r/' clean/a_test.go
inject converted-revert 0 --revert clean

# A file that is not Go costs its package alone.
make_module broken
keep broken
inject broken-write-first 0 --write broken
printf 'package m\n\nfunc TestBroken(t *testing.T) {\n' >broken/z_test.go
edit broken/inner/inner_test.go t.Log t.Error
state broken | grep -v inner >broken.before
inject broken-write 1 --write broken
listed broken-others-go-on 'M broken/inner/inner_test.go'
says broken-says 'z_test.go:3:.*error' err
state broken | grep -v inner >broken.after
same broken-left-alone broken.before broken.after
inject broken-check 1 --check broken
inject broken-revert 0 --revert broken
listed broken-revert-lists 'M broken/a_test.go' 'M broken/help_test.go' 'M broken/x_test.go' \
	'M broken/inner/inner_test.go' 'D broken/benchline_test.go' 'D broken/benchline_x_test.go' \
	'D broken/inner/benchline_test.go'
rm broken/z_test.go
edit broken/inner/inner_test.go t.Error t.Log
unchanged broken-restored broken

# Files that are not built here keep what they have, and what that needs.
make_module target
printf '//go:build !special\n\npackage m\n\nimport "testing"\n\nfunc TestPlain(t *testing.T) {}\n' \
	>target/plain_test.go
keep target
inject target-write 0 --write target
rm target/a_test.go target/help_test.go
cp -r target target.written
inject target-special 0 --write --tags special target
says target-special-says 'plain_test.go: warning: .*not built for this target' err
empty target-special-lists out
benchmarks target >ran
says target-runs BenchmarkPlain ran
inject target-revert 0 --revert --tags special target
listed target-revert-lists 'M target/plain_test.go' 'M target/x_test.go' 'M target/inner/inner_test.go' \
	'D target/benchline_test.go' 'D target/benchline_x_test.go' 'D target/inner/benchline_test.go'

# ... and when the shim gets another name, it goes with it.
make_module target2
cp target.written/plain_test.go target2/
printf 'package m_test\n' >target2/benchline_test.go
keep target2
inject target-moved-write 0 --write target2
rm target2/benchline_test.go
inject target-moved 0 --write --tags special target2
listed target-moved-lists 'A target2/benchline_test.go' 'D target2/benchline2_test.go'
benchmarks target2 >ran
says target-moved-runs BenchmarkPlain ran

# ---- git ----------------------------------------------------------------------------------------

if command -v git >/dev/null; then
	make_module repo
	git=$(command -v git)
	in_repo() { "$git" -C repo -c user.name=n -c user.email=e@example.com "$@"; }
	in_repo init -q
	echo text >repo/notes
	inject git-untracked 1 --write repo
	says git-untracked-says 'a_test.go: error: has changes that are not committed' err
	in_repo add . && in_repo commit -q -m first
	echo loose >repo/loose
	echo more >>repo/notes
	keep repo
	inject git-dirty 1 --write repo
	says git-dirty-says 'notes: error: has changes that are not committed' err
	says git-dirty-advises '--force' err
	empty git-dirty-lists-nothing out
	unchanged git-dirty-untouched repo
	(cd repo && "$BENCHLINE" inject -q --no-heal --write inner >../out 2>../err)
	status git-dirty-elsewhere 1 $?
	inject git-dirty-check 1 --check repo
	inject git-dirty-force 0 --force --write repo
	inject git-dirty-revert 0 --revert repo
	unchanged git-dirty-restored repo
	in_repo checkout -q notes
	inject git-clean 0 --write repo
	inject git-own-changes 0 --write repo
	edit repo/a_test.go 'Double(2), 4' 'Double(4), 8'
	inject git-edited-above 1 --write repo
	says git-edited-above-says 'a_test.go: error: has changes that are not committed' err
	edit repo/a_test.go 'Double(4), 8' 'Double(2), 4'
	in_repo add '*_test.go'
	inject git-staged 0 --write repo
	inject git-one-file-back 0 --revert repo/x_test.go
	inject git-one-file-again 0 --write repo
	in_repo commit -q -m written
	inject git-committed 0 --write repo
	in_repo diff --exit-code >/dev/null
	status git-committed-diff 0 $?
	inject git-back 0 --revert repo
	inject git-back-and-again 0 --write repo
	in_repo diff --exit-code >/dev/null
	status git-back-and-again-diff 0 $?
	chmod +x repo/m.go
	inject git-nothing-to-do 0 --write repo
	edit repo/inner/inner_test.go t.Log t.Error
	in_repo commit -q -m edited inner/inner_test.go
	inject git-mode 1 --write repo
	says git-mode-says 'm.go: error' err
	chmod -x repo/m.go
	edit repo/help_test.go 't.Helper()' 't.Helper() '
	in_repo add help_test.go
	edit repo/help_test.go 't.Helper() ' 't.Helper()'
	rm repo/x_test.go
	inject git-staged-apart 1 --write repo
	says git-staged-apart-says 'help_test.go: error' err
	says git-deleted-says 'x_test.go: error' err
	in_repo reset -q --hard
	rm -f repo/loose
	# Where git is not installed there is nothing to ask.
	echo more >>repo/notes
	mkdir bin
	ln -s "$(command -v "$GO")" bin/go
	PATH=$scratch/bin "$BENCHLINE" inject -q --no-heal --write repo >out 2>err
	status git-missing 0 $?
	[ -d repo/.git ] && printf '[core\n' >repo/.git/config
	edit repo/inner/inner_test.go t.Error t.Log
	inject git-fails 1 --write repo
	says git-fails-says 'git status fails' err
else
	skip git "git is not installed"
fi

# ---- elsewhere ----------------------------------------------------------------------------------

make_module copied
keep copied
inject output 0 --output copies copied
(cd copies && find . -type f | LC_ALL=C sort) >out
listed output-files ./copied/a_test.go ./copied/benchline_test.go ./copied/benchline_x_test.go \
	./copied/help_test.go ./copied/inner/benchline_test.go ./copied/inner/inner_test.go \
	./copied/x_test.go
unchanged output-leaves-the-tree copied
inject output-not-empty 2 --output copies copied
says output-not-empty-says 'copies: the folder is not empty; --force' err
inject output-force 0 --force --output copies copied
inject output-is-a-file 2 --output copied/go.mod copied
says output-is-a-file-says 'Not a directory' err
inject output-nowhere 2 --output '' copied
inject output-write 0 --write copied
(cd copied && "$BENCHLINE" inject -q --no-heal --output "$scratch/again/deeper" . >../out 2>../err)
status output-of-a-written-tree 0 $?
for file in a_test.go benchline_test.go inner/inner_test.go; do
	same "output-$file" copied/$file again/deeper/$file
done
(cd again && "$BENCHLINE" inject -q --no-heal --output outside ../copied >../out 2>../err)
status output-from-outside 0 $?
same output-below-the-module copied/inner/inner_test.go again/outside/inner/inner_test.go

# What is made inside of a module must not become packages of it.
make_module within
(cd within && $GO list ./...) >wanted
inject overlay-within 0 --overlay within/ov.json within
inject overlay-within-hidden 0 --overlay within/.ov.json within
inject output-within-hidden 0 --output within/_copies within
if grep -q '^note: ' err; then not_ok output-within-hidden-says; else ok output-within-hidden-says; fi
[ -d within/_ov.json.d ] && [ -d within/.ov.json.d ] && ok overlay-folders || not_ok overlay-folders
(cd within && $GO list ./...) >listed.go
same within-the-packages-stay wanted listed.go
(cd within && $GO test -run '^$' -bench . -benchtime 1x -vet=off -overlay ov.json ./...) >ran
says overlay-within-works '^BenchmarkInner' ran
inject output-within 0 --output within/copies within
says output-within-says '^note: within/copies is inside a module' err

# ---- the command line ---------------------------------------------------------------------------

for modes in '--write --revert' '--check --write' '--dry-run --write' '--output x --check'; do
	# shellcheck disable=SC2086 # several words
	inject "modes-$modes" 2 $modes copied
	says "modes-$modes-says" 'are two modes: choose one' err
done
inject map-goes-with-dry-run 2 --write --map map copied

# A diff of what is above or beside the current folder can be applied, where the note says.
make_module above
make_module beside
cp -r above above-before
for from in above/inner beside; do
	case $from in above/inner) path=.. ;; *) path=../above ;; esac
	(cd $from && "$BENCHLINE" inject $path) >diff 2>err
	command=$(sed -n "s/^note: the diff is for .*: '\(patch.*\)' or .*/\1/p" err)
	$command -s <diff
	status "diff-from-$from-applies" 0 $?
	(cd above && "$BENCHLINE" inject --no-heal --check .) >out 2>&1
	status "diff-from-$from-fresh" 0 $?
	rm -rf above
	cp -r above-before above
done
(cd above && "$BENCHLINE" inject .) >diff 2>err
if grep -q '^note: the diff' err; then not_ok diff-from-here-says-nothing; else ok diff-from-here-says-nothing; fi
inject check-says 1 --check --only Double above
says check-says-with-the-same-options 'with the same options and paths does it' err

# On a terminal, and only there, a line says what one is waiting for.
on_terminal() { # on_terminal ARGUMENT...: standard output and error, as a terminal gets them
	/usr/bin/python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' "$BENCHLINE" inject "$@" </dev/null
}
on_terminal --check above >shown 2>&1
says progress-shown '\[0/2 packages\] asking the compiler about 2' shown
on_terminal --check -q above >shown 2>&1
if grep -q asking shown; then not_ok progress-quiet; else ok progress-quiet; fi
"$BENCHLINE" inject --check above >shown 2>&1
if grep -q asking shown; then not_ok progress-terminal-only; else ok progress-terminal-only; fi

cat >interrupts <<'SH'
#!/bin/sh
if [ "$1" = version ]; then echo go version go1.26 linux/amd64 && exit; fi
if [ "$1" = list ]; then kill -INT $PPID; sleep 1; fi
exit 1
SH
chmod +x interrupts

# What the user has is not overwritten by what is made.
make_module mine
printf '{"schema_version": 1, "packages": []}\n' >mine/other.json
keep mine
for file in a_test.go new_test.go go.mod other.json; do
	for option in --overlay --map; do
		inject "$option-over-$file" 2 $option mine/$file mine
	done
done
says over-says 'is no position map' err
inject map-to-standard-output 2 --map - mine
says map-to-standard-output-says 'the map goes to a file' err
unchanged over-leaves-all mine
[ ! -e - ] && ok no-file-named-dash || not_ok no-file-named-dash
for again in 1 2; do
	inject "map-again-$again" 0 --map map.json mine
	inject "overlay-again-$again" 0 --overlay ov.json mine
done
# A folder is no name for a file, and what is beside it under the name of the texts is not touched.
inject overlay-folder 2 --overlay mine mine
says overlay-folder-says '--overlay mine: that is a folder' err
(cd mine && "$BENCHLINE" inject --overlay . >../out 2>../err)
status overlay-dot 2 $?
inject map-folder 2 --map mine mine
mkdir _taken.json.d
inject overlay-taken 2 --overlay taken.json mine
says overlay-taken-says "_taken.json.d, which is there and was not made by" err
rmdir _taken.json.d
unchanged overlay-folder-leaves-all mine
# An overlay stays whole when no new one is made.
cp -r mine broken
echo 'func (' >broken/a_test.go
inject overlay-usable-before 0 --overlay ov.json mine
cp -r _ov.json.d before.d
"$BENCHLINE" inject --go "$scratch/interrupts" --overlay ov.json mine >out 2>err
status overlay-interrupted 130 $?
diff -r before.d _ov.json.d >diff.out
status overlay-stays 0 $?
# What the folder of --output cannot be is said before the work, once.
inject output-file 2 --output mine/a_test.go mine
says output-file-says 'mine/a_test.go: Not a directory' err
inject output-nowhere 3 --output /proc/benchline mine
if grep -q 'files written\|converted' err; then not_ok output-nowhere-says; else ok output-nowhere-says; fi

inject overlay-over-a-map 2 --overlay map.json mine
inject map-over-an-overlay 2 --map ov.json mine
inject map-to-nothing 0 --map /dev/null mine
inject mode-twice 0 --check --check copied
exit "${failed:-0}"
