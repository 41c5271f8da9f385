#!/bin/sh
# setup.sh [build|check|bench] - makes sure that everything is there that benchline is built from, and
# for `check` (the default) what its tests need too, for `bench` what it is measured against. On Debian
# and Ubuntu it installs what is missing, as root or through sudo; elsewhere, and where it may not, it
# says exactly what to install.
set -eu

purpose=${1:-check}
missing=

need() { # need PACKAGE COMMAND...: unless the command succeeds, the package is missing
	package=$1
	shift
	"$@" >/dev/null 2>&1 || missing="$missing $package"
}

has_header() {
	printf '#include <stddef.h>\n#include <stdint.h>\n#include <stdarg.h>\n#include <setjmp.h>\n#include <%s>\n' "$1" |
		${CC:-cc} -E -x c - -o /dev/null
}

has_pcre2() {
	printf '#define PCRE2_CODE_UNIT_WIDTH 8\n#include <pcre2.h>\n' | ${CC:-cc} -E -x c - -o /dev/null
}

# The oldest Go that is supported is 1.19.
has_go() {
	minor=$(${GO:-go} env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
	[ -n "$minor" ] && [ "$minor" -ge 19 ]
}

look() {
	missing=
	need gcc ${CC:-cc} --version
	need libc6-dev has_header stdio.h
	need re2c re2c --version
	need lemon command -v lemon
	need libcjson-dev has_header cjson/cJSON.h
	need libpcre2-dev has_pcre2
	need libuv1-dev has_header uv.h
	need libsqlite3-dev has_header sqlite3.h
	need golang-go has_go
	if [ "$purpose" = check ]; then
		need libcmocka-dev has_header cmocka.h
		need git git --version
		need patch patch --version
		need procps pgrep -V
		need python3-jsonschema /usr/bin/python3 -c 'import jsonschema'
	fi
	if [ "$purpose" = bench ]; then
		need libtree-sitter-dev has_header tree_sitter/api.h
		need npm npm --version
		need valgrind valgrind --version
	fi
}

elsewhere() {
	cat >&2 <<-EOF
		benchline: missing:$missing
		These are the names of Debian's packages. Install, with your system's package manager:
		  Fedora:    dnf install gcc re2c lemon cjson-devel pcre2-devel libuv-devel sqlite-devel libcmocka-devel golang git patch procps-ng python3-jsonschema
		  Arch:      pacman -S gcc re2c lemon cjson pcre2 libuv sqlite cmocka go git patch python-jsonschema
		  openSUSE:  zypper install gcc re2c lemon cJSON-devel pcre2-devel libuv-devel sqlite3-devel libcmocka-devel go git patch python3-jsonschema
		  macOS:     brew install re2c lemon cjson pcre2 libuv sqlite cmocka go
		For make bench and make profile also tree-sitter's library and headers, npm and valgrind.
		Go must be 1.19 or newer. Then run this again.
	EOF
	exit 1
}

look
[ -n "$missing" ] || exit 0
command -v apt-get >/dev/null || elsewhere

as_root=
if [ "$(id -u)" != 0 ]; then
	if command -v sudo >/dev/null; then
		as_root=sudo
	else
		echo "benchline: missing:$missing" >&2
		echo "Install it as root, then run this again:" >&2
		echo "  apt-get update && apt-get install -y --no-install-recommends$missing" >&2
		exit 1
	fi
fi
echo "benchline: installing$missing" >&2
$as_root apt-get update -q >&2
# shellcheck disable=SC2086 # a list of packages
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends $missing >&2

look
if [ -n "$missing" ]; then
	echo "benchline: still missing after installing:$missing" >&2
	case $missing in
	*golang-go*) echo "Go 1.19 or newer is needed; 'go' in PATH is $(${GO:-go} version 2>&1)" >&2 ;;
	esac
	exit 1
fi
