#!/bin/sh
# Projects of every kind that Go knows: each runs if Go can, else there is one reason that a person
# can act on; and none is touched.
set -u
. tests/e2e/lib.sh

unset GOFLAGS GOWORK GO111MODULE GOPATH
pool=$scratch/pool
mkdir "$pool"
export HOME="$scratch/home" PROXY="$scratch/proxy" GOTOOLCHAIN=local GONOSUMDB='*' GOFLAGS=-modcacherw
export GOCACHE="${GOCACHE:-$($GO env GOCACHE)}" GOPROXY="file://$PROXY"
mkdir -p "$HOME"

module() { # module FOLDER PATH [GO]
	mkdir -p "$pool/$1"
	printf 'module %s\n\ngo %s\n' "$2" "${3:-1.16}" >"$pool/$1/go.mod"
}

source() { # source FOLDER PACKAGE FUNCTION: a package that others use
	mkdir -p "$pool/$1"
	printf 'package %s\n\nfunc %s() []byte { return make([]byte, 96) }\n' "$2" "$3" >"$pool/$1/$2.go"
}

tests() { # tests FOLDER PACKAGE [IMPORT FUNCTION]: a test that allocates once
	mkdir -p "$pool/$1"
	{
		printf 'package %s\n\nimport (\n\t"testing"\n%s)\n\n' "$2" "${3:+
	\"$3\"
}"
		printf 'var sink []byte\n\nfunc TestOnce(t *testing.T) { sink = %s }\n' "${4:-make([]byte, 96)}"
	} >"$pool/$1/${2}_test.go"
}

require() { # require FOLDER LINES
	printf '\n%s\n' "$2" >>"$pool/$1/go.mod"
}

source ../dep dep D
printf 'module example.com/dep\n' >"$scratch/dep/go.mod"
"$tool" proxy "$scratch/dep" example.com/dep@v1.0.0

module plain example.com/plain
tests plain plain

module nested example.com/nested
tests nested nested
module nested/inner example.com/nested/inner
tests nested/inner inner

mkdir "$pool/workspace"
printf 'go 1.18\n\nuse (\n\t./a\n\t./b\n)\n' >"$pool/workspace/go.work"
module workspace/a example.com/a
module workspace/b example.com/b
source workspace/b b B
tests workspace/a a example.com/b 'b.B()'

module vendored example.com/vendored
require vendored 'require example.com/gone v1.0.0'
source vendored/vendor/example.com/gone gone G
printf '# example.com/gone v1.0.0\n## explicit\nexample.com/gone\n' >"$pool/vendored/vendor/modules.txt"
tests vendored vendored example.com/gone 'gone.G()'

module replaced example.com/replaced
require replaced "require example.com/gone v0.0.0

replace example.com/gone => ./gone"
module replaced/gone example.com/gone
source replaced/gone gone G
tests replaced replaced example.com/gone 'gone.G()'

module complete example.com/complete
require complete 'require example.com/dep v1.0.0'
tests complete complete example.com/dep 'dep.D()'
(cd "$pool/complete" && $GO mod tidy) >/dev/null 2>&1

module unsummed example.com/unsummed
require unsummed 'require example.com/dep v1.0.0'
tests unsummed unsummed example.com/dep 'dep.D()'

module unrequired example.com/unrequired
tests unrequired unrequired example.com/dep 'dep.D()'

module missing example.com/missing
tests missing missing example.com/nowhere 'nowhere.N()'

module invalid example.com/invalid
require invalid 'requier example.com/dep v1.0.0'
tests invalid invalid

module future example.com/future 1.99
tests future future

tests bare bare

tests gopath/src/example.com/gp gp example.com/lib 'lib.L()'
source gopath/src/example.com/lib lib L

# Modules that no module cache completes, but that build where they lie.
module gopath/src/example.com/unfetched example.com/unfetched
require gopath/src/example.com/unfetched 'require example.com/nowhere v1.0.0'
tests gopath/src/example.com/unfetched unfetched example.com/lib 'lib.L()'
module gopath/src/example.com/unvendored example.com/unvendored
require gopath/src/example.com/unvendored 'require example.com/nowhere v1.0.0'
tests gopath/src/example.com/unvendored unvendored example.com/lib 'lib.L()'
mkdir -p "$pool/gopath/src/example.com/unvendored/vendor"
: >"$pool/gopath/src/example.com/unvendored/vendor/modules.txt"

if [ "$($GO env CGO_ENABLED)" = 1 ] && command -v "$($GO env CC)" >/dev/null; then
	module cgo example.com/cgo
	printf 'package cgo\n\n// int one(void) { return 1; }\nimport "C"\n\n%s\n' \
		'func Bytes() []byte { return make([]byte, 95+C.one()) }' >"$pool/cgo/cgo.go"
	tests cgo cgo '' 'Bytes()'
	# With a compiler that is not there.
	(cd "$pool/cgo" && CC=no-such-compiler GOCACHE="$scratch/cache" "$BENCHLINE" run --go "$GO" -q --json .) \
		>"$scratch/cc.json" 2>/dev/null
	"$tool" reasons "$scratch/cc.json" | grep -q 'no-such-compiler.*install a C compiler' &&
		ok projects-c-compiler || not_ok projects-c-compiler
else
	skip projects-cgo "there is no C compiler"
fi

before=$("$tool" hash "$pool")

try() { # try NAME EXPECTED-STATUS GO [ARGUMENT...]
	name=$1 wanted=$2 command=$3
	shift 3
	"$BENCHLINE" run --go "$command" -q --json "$@" . >"$scratch/$name.json" 2>"$scratch/$name.err"
	status "projects-$name-exit-status" "$wanted" $?
	valid "projects-$name-schema" "$scratch/$name.json"
	"$tool" figures "$scratch/$name.json" | grep -v '^example.com/cgo ' >"$scratch/$name.figures"
	"$tool" reasons "$scratch/$name.json" | grep -v ' ok: ' >"$scratch/$name.reasons"
	status "projects-$name-untouched" "$before" "$("$tool" hash "$pool")"
}

reason() { # reason NAME PACKAGE PATTERN: its only reason
	if grep "^$2 " "$scratch/$1.reasons" | grep -q -- "$3"; then ok "projects-$1-$2"; else
		grep "^$2 " "$scratch/$1.reasons"
		not_ok "projects-$1-$2"
	fi
}

# Before Go 1.21 a go.mod may ask for any Go.
demands=yes
[ "$($GO env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p')" -ge 21 ] || demands=no
if [ $demands = yes ]; then
	cp "$here/projects.expected" "$scratch/expected"
else
	sed 's#^\(example.com/future TestOnce\) .*#\1 ok 1 96#' "$here/projects.expected" >"$scratch/expected"
fi

cd "$pool" || exit 1
try all 1 "$GO"
same projects-figures "$scratch/expected" "$scratch/all.figures"
reason all example.com/missing 'missing/missing_test.go:6:2: '
reason all example.com/invalid 'go.mod:.* unknown directive: requier'
[ $demands = no ] || reason all example.com/future 'go.mod requires go >= 1.99.*install that Go'
"$BENCHLINE" run --go "$GO" -q unsummed | grep -q 'note: its go.mod or go.sum lack something' &&
	ok projects-note || not_ok projects-note
"$BENCHLINE" run --go "$GO" -q gopath/src/example.com/unfetched | grep -q 'note: built in its GOPATH, without modules: ' &&
	ok projects-gopath-note || not_ok projects-gopath-note

try source 1 "$GO" --engine source
same projects-source-figures "$scratch/expected" "$scratch/source.figures"

# The workspace that the go command is told has no links, so the folder must not have any either.
ln -s "$pool/gopath" "$scratch/linked"
grep /gp "$here/projects.expected" >"$scratch/linked.expected"
for engine in harness source; do
	"$BENCHLINE" run --go "$GO" -q --json --engine "$engine" "$scratch/linked/src/example.com/gp" >"$scratch/linked.json" 2>&1
	"$tool" figures "$scratch/linked.json" >"$scratch/linked.figures"
	same "projects-linked-gopath-$engine" "$scratch/linked.expected" "$scratch/linked.figures"
done

grep -v /future "$here/projects.expected" >"$scratch/expected"
for other in $(other_gos); do
	version=$("$other" env GOVERSION)
	"$BENCHLINE" run --go "$other" -q --json . >"$scratch/other.json" 2>/dev/null
	"$tool" figures "$scratch/other.json" | grep -v -e /future -e /cgo >"$scratch/other.figures"
	same "projects-$version-figures" "$scratch/expected" "$scratch/other.figures"
done

# Nothing is fetched: with an empty module cache, what has requirements has a reason.
export GOMODCACHE="$scratch/empty"
try offline 1 "$GO" --offline
reason offline example.com/complete 'GOPROXY=off (fetch it before'
grep -q '^example.com/vendored TestOnce ok 1 96' "$scratch/offline.figures" &&
	ok projects-offline-vendored || not_ok projects-offline-vendored
find "$scratch/empty" -type f ! -name '*.lock' 2>/dev/null >"$scratch/fetched" # locks Go makes before it asks
same projects-offline-fetches-nothing /dev/null "$scratch/fetched"
exit "${failed:-0}"
