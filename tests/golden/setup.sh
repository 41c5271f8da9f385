# setup.sh - how the golden tests of the front end begin; sourced by tests/golden/KIND/run.sh.
#
# Goes to the top of the repository and sets here (the folder of the cases), root, BENCHLINE and GO,
# glob (the cases asked for), UPDATE and scratch, a folder that is removed at the end. What the go
# command is told beside that, each script says itself.
# shellcheck shell=sh disable=SC2034 # used by who sources it

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
cd "$root" || exit 1
BENCHLINE=${BENCHLINE:-${BUILD:-build}/benchline}
GO=${GO:-go}
case $BENCHLINE in /*) ;; *) BENCHLINE=$root/$BENCHLINE ;; esac
glob=${1:-*}
UPDATE=${UPDATE:-}

if [ ! -x "$BENCHLINE" ]; then
	echo "not ok golden ${here##*/}: there is no $BENCHLINE; make it first"
	exit 1
fi

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
export GOWORK=off GOTOOLCHAIN=local LC_ALL=C

# The minor version of $GO: 26 for go1.26.
go_minor() { "$GO" env GOVERSION | sed 's/^go1\.\([0-9]*\).*/\1/'; }
