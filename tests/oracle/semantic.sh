#!/bin/sh
# The list of verdicts that differ between Go's parsers (semantic/differences.txt): every entry has a
# file that needs it, and with this toolchain still does. Without the list, each of those files must
# be found, or the comparison itself would be blind.
set -u
# shellcheck source=tests/oracle/parsers/lib.sh
. tests/oracle/parsers/lib.sh
build_parsers

# The file that needs an entry, into $scratch/witness.
witness() {
	if [ -f "$oracle/semantic/$1.sh" ]; then
		sh "$oracle/semantic/$1.sh" >"$scratch/witness/$1.go"
	else
		cp "$oracle/semantic/$1.go.txt" "$scratch/witness/$1.go"
	fi
}

# value ID KEY: what an entry says
value() {
	awk -v id="$1" -v key="$2: " '
		/^id: / { this = $2 }
		this == id && index($0, key) == 1 { print substr($0, length(key) + 1) }' "$differences"
}

# other_release ID: does this release of Go not differ so, or is that unknown?
other_release() {
	since=$(value "$1" since)
	before=$(value "$1" before)
	[ "$go_minor" -lt "${since:-0}" ] || [ "$go_minor" -ge "${before:-1000}" ]
}

mkdir "$scratch/witness"
sed -n 's/^id: //p' "$differences" >"$scratch/ids"
while read -r id; do
	other_release "$id" && continue
	witness "$id" || exit 1
	printf 'files that need the list\t%s\n' "$scratch/witness/$id.go"
done <"$scratch/ids" >"$scratch/list"

# judge_entry ID: does its file need it?
judge_entry() {
	if other_release "$1"; then
		echo "skip semantic-$1: this difference is known of Go ${since:+from 1.$since on}${before:+before 1.$before}"
	elif [ -n "$no_compiler" ] && [ "$(value "$1" refuses)" != "go/parser" ]; then
		echo "skip semantic-$1: $no_compiler"
	elif grep -q "^needed	$1	.*/$1\.go$" "$verdicts"; then
		echo "ok semantic-$1"
	else
		echo "no parser differs on $(ls $oracle/semantic/"$1".*): remove the entry from $differences"
		echo "not ok semantic-$1"
		return 1
	fi
}

compare "$scratch/list" semantic
status=0
judge go-differs semantic-only-listed-differences-from-go-parser || status=1
judge_compiler semantic-only-listed-differences-from-the-compiler || status=1
while read -r id; do
	judge_entry "$id" || status=1
done <"$scratch/ids"

for file in "$oracle"/semantic/*.go.txt "$oracle"/semantic/*.sh; do
	id=$(basename "$file")
	id=${id%.sh} id=${id%.go.txt}
	grep -qx "$id" "$scratch/ids" || {
		echo "$file needs an entry in $differences"
		echo "not ok semantic-$id-has-an-entry"
		status=1
	}
done

grep '^needed	' "$verdicts" | cut -f3 | sort -u >"$scratch/needing"
differences=/dev/null
compare "$scratch/list" semantic.unlisted >/dev/null
rm "$figures/semantic.unlisted.tsv" "$figures/semantic.unlisted.needed"
missed=$(grep -e '^go-differs	' -e '^compiler-differs	' "$verdicts" | sed 's/.*: //' | sort -u |
	comm -23 "$scratch/needing" -)
if [ -z "$missed" ] && [ -s "$scratch/needing" ]; then
	echo "ok semantic-differences-are-found"
else
	echo "without the list no difference is found in: $missed"
	echo "not ok semantic-differences-are-found"
	status=1
fi
exit $status
