#!/bin/sh
# Golden tests of what `make bench` and `make profile` print of measurements, with every awk that is
# here: NAME.facts and NAME.samples make NAME.text and NAME.md; functions.line and
# functions.annotated make functions.text and functions.md; document.before becomes document.after.
#
#   sh tests/golden/bench/run.sh
#   UPDATE=1 ... rewrites the expectations; read the diff before committing it.

top=$(realpath "$(dirname "$0")/../../..") || exit 2
cd "$(dirname "$0")" || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failed=0

expect() { # expect EXPECTED NAME: what the function before it left in $scratch/actual
	[ -z "$UPDATE" ] || cp "$scratch/actual" "$1"
	if diff -u "$1" "$scratch/actual"; then echo "ok bench $2"; else
		echo "not ok bench $2"
		failed=1
	fi
}

report() { # report AWK NAME MARKDOWN
	"$1" -v markdown="$3" -f "$top/bench/report.awk" "$2.facts" "$2.samples" >"$scratch/actual" 2>&1
}

profile() { # profile AWK MARKDOWN
	"$1" -v markdown="$2" -v most=3 -v work=scopes -v files="some sources" -f "$top/bench/profile.awk" \
		functions.line functions.annotated >"$scratch/actual" 2>&1
}

for awk in awk mawk gawk original-awk; do
	command -v $awk >/dev/null || continue
	for name in whole partial; do
		report $awk $name ''; expect $name.text "$name text $awk"
		report $awk $name 1; expect $name.md "$name Markdown $awk"
	done
	profile $awk ''; expect functions.text "functions text $awk"
	profile $awk 1; expect functions.md "functions Markdown $awk"
done

document() { # document FILE
	(cd "$top" && BUILD=$scratch sh bench/document.sh "$1") 2>/dev/null
}

mkdir "$scratch/bench"
cp whole.facts "$scratch/bench/facts"
cp whole.samples "$scratch/bench/samples"
cp document.before "$scratch/actual"
document "$scratch/actual"
expect document.after "a document's figures are replaced"
document "$scratch/actual"
expect document.after "and replaced again"

grep -v 'up to here' document.before >"$scratch/unmarked"
cp "$scratch/unmarked" "$scratch/actual"
if ! document "$scratch/actual" && cmp -s "$scratch/unmarked" "$scratch/actual"; then
	echo "ok bench a document without marks is left alone"
else
	echo "not ok bench a document without marks is left alone"
	failed=1
fi
exit $failed
