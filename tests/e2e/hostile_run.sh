#!/bin/sh
# Tests that nobody would want to run, in a pool with files that no person would write: the run comes
# to its end, each culprit is named, and its neighbours are measured as if it were not there. With the
# sandbox nothing is touched; without it, only what the tests themselves touch.
set -u
. tests/e2e/lib.sh

cd "$scratch" || exit 1
mkdir tmp

# neighbours PACKAGE FOLDER: tests that are fine, before and behind the culprits
neighbours() {
	mkdir -p "$2"
	for which in a z; do
		cat >"$2/${which}_test.go" <<-EOF
			package $1

			import "testing"

			var kept_$which []byte

			func TestFine_$which(t *testing.T) { kept_$which = make([]byte, 48) }

			func TestEmpty_$which(t *testing.T) {}
		EOF
	done
}

project() { # project NAME
	mkdir -p "$pool/$1"
	printf 'module example.com/%s\n\ngo 1.19\n' "$1" >"$pool/$1/go.mod"
}

# Files that no person would write.
odd_files() {
	project odd
	neighbours names "$pool/odd/names"
	printf 'package names\n' >"$pool/odd/names/a
b_test.go"
	neighbours huge "$pool/odd/huge"
	{
		# Without the constraint go would compile it, and without the function read it to its end.
		printf '//go:build never\n\npackage huge\n\nfunc f() {}\n'
		head -c 70000000 /dev/zero | tr '\0' '\n'
	} >"$pool/odd/huge/huge_test.go"
	neighbours links "$pool/odd/links"
	ln -s . "$pool/odd/links/here"
	neighbours circles "$pool/odd/circles"
	ln -s two_test.go "$pool/odd/circles/one_test.go"
	ln -s one_test.go "$pool/odd/circles/two_test.go"
	neighbours closed "$pool/odd/closed"
	chmod 000 "$pool/odd/closed"
	mkdir "$pool/module"
	printf 'module %%%%\n' >"$pool/module/go.mod"
	neighbours module "$pool/module"
}

# The hostile pool, and the same without what is hostile.
pool=hostile
cp -r "$here/hostile/pool" hostile-module
mkdir -p hostile
mv hostile-module hostile/tests
mkdir hostile/tests/fine
for package in culprits early main fine; do
	neighbours $package hostile/tests/$package
done
odd_files
pool=plain
project tests
project odd
for package in culprits fine; do
	neighbours $package plain/tests/$package
done
neighbours links plain/odd/links
sed -i 's,example.com/tests,example.com/hostile,' plain/tests/go.mod

run() { # run OUTPUT ARGUMENTS...
	out=$1
	shift
	TMPDIR=$scratch/tmp "$BENCHLINE" run -q --go "$GO" --timeout 3 --max-memory 300M --max-output 10M \
		--max-processes 40 --max-open-files 200 --max-file-size 20M -o "$out" "$@" >"$out.txt" 2>"$out.err"
}

# Without descriptors, Go's runtime gives up, or benchline does: whoever is first. How far a test is
# from its limit when it is stopped is chance; where it is then is not always known.
reasons() { # reasons FILE
	"$tool" reasons "$1" | grep -v -e ' TestFine_' -e ' TestEmpty_' | sed -E \
		-e 's/(TestClosesDescriptors exited): (the process exited.*|it closed .*)/\1/' \
		-e '/Test(TakesMemory|Forks) /s/ \(at hostile_test.go(:[0-9]+)?\)//' \
		-e 's/^[^ ]*hostile\///'
}

figures() { # figures FILE: of the neighbours that a run without culprits has too
	"$tool" figures "$1" | grep -e ' TestFine_' -e ' TestEmpty_' | grep -F -f packages.plain
}

nobody_left() { # nobody_left NAME
	status "$1-no-process-left" '' "$(pgrep -f '^sleep 111[12]$')"
	pkill -KILL -f '^sleep 111[12]$' # the next one is not to find them
	status "$1-no-folder-left" '' "$(ls "$scratch/tmp")"
}

run plain.json plain
status hostile-plain-exit-status 0 $?
"$tool" packages plain.json | awk '{ print $1 " " }' >packages.plain
figures plain.json >figures.plain

# ---- in the sandbox: nothing is touched ----------------------------------------------------------

before=$("$tool" hash hostile)
if ! command -v bwrap >/dev/null; then
	skip hostile-sandbox "bwrap is not installed"
elif ! bwrap --unshare-all --ro-bind / / --dev /dev --proc /proc true 2>bwrap.err; then
	skip hostile-sandbox "no sandbox can be made here: $(cat bwrap.err)"
else
	run sandbox.json --sandbox=bwrap hostile/tests/culprits
	status hostile-sandbox-exit-status 1 $?
	reasons sandbox.json >reasons
	same hostile-sandbox-reasons "$here/hostile/pool.sandbox" reasons
	figures sandbox.json >figures
	grep /culprits figures.plain >figures.culprits
	same hostile-sandbox-neighbours figures.culprits figures
	status hostile-sandbox-untouched "$before" "$("$tool" hash hostile)"
	nobody_left hostile-sandbox
fi

# ---- without: only what the tests themselves touch -----------------------------------------------

mkdir hostile-again && cp -r hostile/tests hostile-again
find hostile ! -path 'hostile/odd/closed/*' ! -path hostile/tests/outside ! -path hostile/tests/culprits/hostile_test.go | sort >names
run hostile.json hostile
status hostile-exit-status 1 $?
reasons hostile.json >reasons
same hostile-reasons "$here/hostile/pool.expected" reasons
"$tool" packages hostile.json | sed -e 's/: .*//' -e 's,/[^ ]*/hostile/,,' >packages
# Root reads what nobody may.
if [ "$(id -u)" = 0 ]; then cat "$here/hostile/pool.packages"; else
	chmod 700 hostile/odd/closed
	grep -v odd/closed "$here/hostile/pool.packages"
fi >packages.expected
same hostile-packages packages.expected packages
figures hostile.json >figures
same hostile-neighbours figures.plain figures
find hostile ! -path 'hostile/odd/closed/*' ! -path hostile/tests/outside | sort | diff names - && ok hostile-names || not_ok hostile-names
nobody_left hostile
for said in 'huge_test.go: error: cannot be read: it is larger' 'here: warning: a symbolic link' \
	'one_test.go: error: cannot be read: Too many levels'; do
	if grep -q "$said" hostile.json.err; then ok "hostile-says-${said%%:*}"; else not_ok "hostile-says-${said%%:*}"; fi
done

# ---- options -------------------------------------------------------------------------------------

run late.json --only 'TestLoops|TestFine_z' --timeout 60 --package-timeout 1 hostile-again/tests/culprits
status hostile-package-timeout-exit-status 1 $?
# A machine with much else to do is not yet in the loop by then.
"$tool" reasons late.json | sed -e 's/^[^ ]* //' -e 's/\(hostile_test.go:\)[0-9]*/\1N/' >reasons
cat >expected <<-EOF
	TestLoops timed-out: its package's time was over (--package-timeout) (at hostile_test.go:N)
	TestFine_z not-run: the package took more than 1 s (--package-timeout)
EOF
same hostile-package-timeout expected reasons

# One spoils what the other finds, unless each has a process of its own.
pool=apart
project state
cat >apart/state/a_test.go <<-EOF
	package state

	import "testing"

	var spoiled bool

	func TestSpoils(t *testing.T) { spoiled = true }

	func TestFinds(t *testing.T) {
		if spoiled {
			t.Fatal("spoiled")
		}
	}
EOF
run together.json --isolate=package apart
status hostile-together 0 $?
run apart.json --isolate=benchmark apart
status hostile-apart 0 $?

PATH=/nowhere "$BENCHLINE" run -q --sandbox=bwrap apart >none.out 2>none.err
status hostile-without-bwrap-exit-status 3 $?
if grep -q 'install the package bubblewrap' none.err && [ ! -s none.out ]; then
	ok hostile-without-bwrap
else
	cat none.err
	not_ok hostile-without-bwrap
fi
exit "${failed:-0}"
