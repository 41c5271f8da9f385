#!/bin/sh
# report.sh - how benchline's parser compares with Go's two, as Markdown for docs/testing.md. Runs the
# oracles of the front end and prints what they measured; `make oracle-report` does, after a build.
set -u
GO=${GO:-go}
BUILD=${BUILD:-build}
export GO BUILD
figures=$BUILD/oracle/figures
rm -rf "$figures"
status=0
for oracle in syntax packages mutation literals semantic; do
	echo "report: $oracle" >&2
	sh tests/oracle/$oracle.sh >"$BUILD/oracle.log" || {
		cat "$BUILD/oracle.log" >&2
		status=1
	}
	grep '^skip ' "$BUILD/oracle.log" >&2
done

# table NAME HEADING...: the rows of some figures. The fields are named at `figures` in compare.awk.
table() {
	[ -f "$figures/$1.tsv" ] || return
	awk -F'\t' -v heading="$2" '
		function digits(n,    text) { # 1234567 as 1,234,567
			text = n ""
			while (match(text, /[0-9][0-9][0-9][0-9]($|,)/))
				text = substr(text, 1, RSTART) "," substr(text, RSTART + 1)
			return text
		}
		BEGIN {
			print "| " heading " | files | refused | nodes | unresolved names | files without names compared | differ from go/parser | from the compiler | listed | first error at the same place |"
			print "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
		}
		{
			group = $1 == "all" ? "**all**" : $1
			printf "| %s | %s | %s | %s | %s | %d | %d | %s | %d | %s |\n", group, digits($2), digits($4), digits($5),
				digits($6), $7, $8, $12, $9 + $11, $4 ? digits($10) " of " digits($4) : ""
		}' "$figures/$1.tsv"
	echo
}

# The list of differing verdicts, with how many files of the tables above need each entry.
listed() {
	echo "| verdict that differs | refused by | files above | why |"
	echo "|---|---|---:|---|"
	cat "$figures/syntax.needed" "$figures/packages.needed" "$figures/mutants.needed" 2>/dev/null |
		awk '
			FNR == NR && FILENAME == "-" { count[$1]++; next }
			match($0, /^[a-z]+: /) { value[substr($0, 1, RLENGTH - 2)] = substr($0, RLENGTH + 1) }
			/^why: / {
				gsub(/[|]/, "\\|", value["why"])
				printf "| %s | %s | %d | %s |\n", value["id"], value["refuses"], count[value["id"]], value["why"]
			}' - tests/oracle/semantic/differences.txt
	echo
}

distribution=$(sed -n 's/^PRETTY_NAME="\(.*\)"$/\1/p' /etc/os-release 2>/dev/null)
printf 'Measured with %s on %s.\n\n' "$($GO env GOVERSION)" "${distribution:-$(uname -s)}"
table syntax "the Go installation"
table packages "Debian package"
table mutants "files with one token wrong"
table literals "files with one literal"
listed
if [ -f "$figures/places.md" ]; then
	cat "$figures/places.md"
fi
exit $status
