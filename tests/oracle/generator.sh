#!/bin/sh
# Hard cases, made by the program in tests/oracle/generate, through Go's parser and benchline's in one
# process: the same verdict, the same tree, the same names left unresolved, the same bindings. First
# all combinations of its lists, then random walks through the grammar.
#
# CASES says how many random ones, SEED which, LEVEL how far the combinations go.
set -u
GO=${GO:-go}
BUILD=${BUILD:-build}
root=$(pwd)
case $BUILD in /*) build=$BUILD ;; *) build=$root/$BUILD ;; esac
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [ "$($GO env GOVERSION | sed 's/^go1\.\([0-9]*\).*/\1/')" -lt 25 ]; then
	echo "skip generated: go/parser of $($GO env GOVERSION) differs from today's on files that are not Go"
	exit 0
fi
# The program holds both parsers, so it is built by cgo, with what the library was built with.
CGO_ENABLED=1
CGO_CFLAGS="-O2 -I$root/include ${SANITIZERS:-}"
CGO_LDFLAGS="$build/libbenchline.a -lm ${SANITIZERS:-}"
export CGO_ENABLED CGO_CFLAGS CGO_LDFLAGS
if ! (cd tests/oracle/generate && GOFLAGS='' $GO build -o "$scratch/generate" .) 2>"$scratch/built"; then
	if echo 'package main; import "C"; func main() {}' >"$scratch/c.go" &&
		! (cd "$scratch" && GO111MODULE=off CGO_LDFLAGS='' CGO_CFLAGS='' $GO build -o c c.go) 2>"$scratch/cgo"; then
		echo "skip generated: $GO builds nothing with cgo here: $(tail -n 1 "$scratch/cgo")"
		exit 0
	fi
	cat "$scratch/built"
	echo "not ok generated-same-as-go-parser"
	exit 1
fi
# Leaks of the one long process are not looked for: the Go runtime keeps what LeakSanitizer cannot see.
ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}" nice "$scratch/generate" -exhaustive \
	-level "${LEVEL:-0}" -n "${CASES:-200000}" -seed "${SEED:-1}" >"$scratch/report"
agree=$?
tail -n 2 "$scratch/report" | sed 's/^/# generated: /'
if [ "$agree" = 0 ]; then echo "ok generated-same-as-go-parser"; else
	sed '$d' "$scratch/report" | sed '$d'
	echo "not ok generated-same-as-go-parser"
fi
exit $agree
