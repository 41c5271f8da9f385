#!/bin/sh
# tree_sitter.sh - makes $BUILD/bench/tree_sitter: the grammar from the npm package tree-sitter-go,
# compiled as benchline is, with Debian's libtree-sitter. The last line on stderr says why not.
#
# The version is the newest whose parser that library can run (ABI 14); npm finds the package by
# its own configuration, and the checksum sees to it that it is the same everywhere.
set -eu
BUILD=${BUILD:-build}
CC=${CC:-cc}
VERSION=0.23.4
SHA256=8779d20d322b4319ad8c833ea72ecb6d109cf1fec8979bdcdb5315a2e511dd2c
bench=$BUILD/bench
archive=$bench/tree-sitter-go-$VERSION.tgz
grammar=$bench/tree-sitter-go-$VERSION

fail() {
	echo "$*" >&2
	exit 1
}

genuine() {
	[ -f "$archive" ] && [ "$(sha256sum <"$archive")" = "$SHA256  -" ]
}

rm -f "$bench/tree_sitter" "$bench/tree_sitter.version"
mkdir -p "$grammar"
printf '#include <tree_sitter/api.h>\n' | $CC -E -x c - -o /dev/null 2>/dev/null ||
	fail "libtree-sitter-dev is not installed"
if ! genuine; then
	command -v npm >/dev/null || fail "npm, which fetches tree-sitter-go, is not installed"
	npm pack --silent --pack-destination "$bench" "tree-sitter-go@$VERSION" >/dev/null ||
		fail "npm could not fetch tree-sitter-go@$VERSION"
	genuine || fail "what npm fetched as tree-sitter-go@$VERSION is not what it was"
fi
tar -xzf "$archive" -C "$grammar" --strip-components=1 package/src
# shellcheck disable=SC2086 # lists of flags
{
	$CC ${CFLAGS:--O2 -g} -I"$grammar/src" -c -o "$grammar/parser.o" "$grammar/src/parser.c"
	$CC ${BENCH_CFLAGS:--D_GNU_SOURCE -Iinclude} -o "$bench/tree_sitter" bench/tree_sitter.c \
		bench/contender.c "$grammar/parser.o" "$BUILD/libbenchline.a" -ltree-sitter
} || fail "tree-sitter-go $VERSION does not compile here"
# Debian's tree-sitter.pc names another version than the package has.
library=$(dpkg-query -W -f '${Version}' libtree-sitter-dev 2>/dev/null) || library="of unknown version"
echo "tree-sitter-go $VERSION, libtree-sitter $library" >"$bench/tree_sitter.version"
