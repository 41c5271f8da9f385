# lib.sh - what the end-to-end scripts share; sourced by each, from the top of the repository.
#
# A script says `ok NAME`, `not ok NAME` or `skip NAME: why` for each thing it looks at; run.sh
# counts the lines. BENCHLINE is the program, GO the go command.

: "${BENCHLINE:?the program to test}"
GO=${GO:-go}
BENCHLINE=$(realpath "$BENCHLINE")
here=$PWD/tests/e2e
scratch=$(mktemp -d "${TMPDIR:-/tmp}/benchline-e2e-XXXXXX")
trap 'rm -rf "$scratch"' EXIT

ok() { echo "ok $1"; }
not_ok() {
	echo "not ok $1"
	failed=1
}
skip() { echo "skip $1: $2"; }

# The comparing tool, built once a script.
tool=$scratch/tool
(cd "$here/tool" && GOFLAGS='' $GO build -o "$tool" .) || exit 1

# same NAME EXPECTED-FILE ACTUAL-FILE
same() {
	if diff -u "$2" "$3"; then ok "$1"; else not_ok "$1"; fi
}

# status NAME EXPECTED ACTUAL
status() {
	if [ "$2" = "$3" ]; then ok "$1"; else
		echo "# exit status $3, expected $2"
		not_ok "$1"
	fi
}

# valid NAME FILE: does the JSON fit docs/results.schema.json?
valid() {
	if ! /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
		skip "$1" "python3-jsonschema is not installed"
	elif /usr/bin/python3 -c '
import json, jsonschema, sys
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' \
		"$2" "$here/../../docs/results.schema.json"; then
		ok "$1"
	else
		not_ok "$1"
	fi
}

# Further go commands to test with, beside $GO: whatever this machine has.
other_gos() {
	for candidate in /usr/lib/go-*/bin/go; do
		[ -x "$candidate" ] && [ "$(realpath "$candidate")" != "$(realpath "$(command -v "$GO")")" ] &&
			echo "$candidate"
	done
}
