#!/bin/sh
# export.sh - what `benchline export` writes, read by those that it is for: benchstat finds the medians
# that benchline found and has nothing to say about them, `benchline extract` reads the same figures
# back, Prometheus' own parser and linter accept the text.
#
#   BENCHLINE=path/to/benchline [GO=go] sh tests/e2e/export.sh
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/lib.sh
failed=0

# oracle PROGRAM FOLDER PACKAGE: builds one of the reference readers; false when it cannot be had
oracle() {
	(cd "tests/oracle/$2" && GOTOOLCHAIN=local GOFLAGS='' $GO build -o "$scratch/$1" "$3") >"$scratch/log" 2>&1
}

"$BENCHLINE" run -o "$scratch/run.json" --go "$GO" examples/pool >"$scratch/table" 2>&1 ||
	not_ok export-run

# ---- benchfmt ------------------------------------------------------------------------------------

"$BENCHLINE" export -f benchfmt -o "$scratch/run.txt" "$scratch/run.json"
status export-benchfmt 0 $?
"$BENCHLINE" extract -o "$scratch/again.json" "$scratch/run.txt" >"$scratch/said" 2>&1
status export-extract-reads-it 0 $?
"$tool" samples "$scratch/run.json" >"$scratch/expected"
"$tool" samples "$scratch/again.json" >"$scratch/actual"
same export-extract-same-figures "$scratch/expected" "$scratch/actual"

# The environment is the same too.
sed -n '/"environment"/,/"cpu"/p' "$scratch/run.json" >"$scratch/expected"
sed -n '/"environment"/,/"cpu"/p' "$scratch/again.json" >"$scratch/actual"
same export-extract-same-environment "$scratch/expected" "$scratch/actual"

# "package name unit median" of benchstat's tables. Zeros have no geometric mean, and it says so.
medians_of_benchstat() {
	awk -F, '
		/^pkg: / { path = substr($0, 6) }
		NF == 3 && $1 == "" { unit = $2 }
		NF == 3 && $1 != "" { print path, $1, unit, unit == "sec/op" ? sprintf("%.9g", $2) : $2 }
	' | sort
}
if oracle benchstat benchfmt_oracle golang.org/x/perf/cmd/benchstat; then
	"$scratch/benchstat" -format csv "$scratch/run.txt" 2>"$scratch/warnings" >"$scratch/tables"
	medians_of_benchstat <"$scratch/tables" >"$scratch/actual"
	"$tool" medians "$scratch/run.json" | sort >"$scratch/expected"
	same export-benchstat-medians "$scratch/expected" "$scratch/actual"
	grep -v 'summaries must be >0 to compute geomean' "$scratch/warnings" >"$scratch/actual"
	same export-benchstat-no-warning /dev/null "$scratch/actual"
	# Two Go versions in one text are two columns, and what a figure became is told exactly.
	"$BENCHLINE" export -f benchfmt -o "$scratch/both.txt" tests/golden/export/old.json tests/golden/export/run.json
	"$scratch/benchstat" -col go -filter '.name:Sum .unit:allocs/op' -format csv "$scratch/both.txt" \
		>"$scratch/tables" 2>"$scratch/warnings"
	grep '^Sum,' "$scratch/tables" >"$scratch/actual"
	echo 'Sum,1,0%,0,0%,-100.00%,n=10' >"$scratch/expected"
	same export-benchstat-versions "$scratch/expected" "$scratch/actual"
	# A unit whose samples differ is not said to be exact.
	"$BENCHLINE" export -f benchfmt tests/golden/export/trouble.json >"$scratch/noisy.txt"
	"$scratch/benchstat" -format csv "$scratch/noisy.txt" 2>&1 >"$scratch/tables" |
		grep -v 'summaries must be >0 to compute geomean' >"$scratch/actual"
	same export-benchstat-noisy /dev/null "$scratch/actual"
else
	skip export-benchstat "it cannot be built: $(tail -n 1 "$scratch/log")"
fi

# ---- Prometheus ----------------------------------------------------------------------------------

if oracle exposition exposition_oracle .; then
	for input in "$scratch/run.json" tests/golden/export/*.json; do
		name=export-prometheus-$(basename "$input" .json)
		"$BENCHLINE" export -f prometheus "$input" >"$scratch/text"
		if "$scratch/exposition" <"$scratch/text" >"$scratch/said"; then ok "$name"; else
			cat "$scratch/said"
			not_ok "$name"
		fi
	done
	"$BENCHLINE" export -f prometheus tests/golden/export/run.json tests/golden/export/old.json \
		tests/golden/export/run.json >"$scratch/text"
	if "$scratch/exposition" <"$scratch/text" >"$scratch/said"; then ok export-prometheus-twice; else
		cat "$scratch/said"
		not_ok export-prometheus-twice
	fi
else
	skip export-prometheus "the oracle cannot be built: $(tail -n 1 "$scratch/log")"
fi

# ---- the others ----------------------------------------------------------------------------------

"$BENCHLINE" export -f json <"$scratch/run.json" - >"$scratch/actual"
same export-json "$scratch/run.json" "$scratch/actual"

# A row a sample, and a heading.
if /usr/bin/python3 -c '
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
doc = json.load(open(sys.argv[2]))
want = [(p["import_path"], b["name"], str(v))
        for q in doc["projects"] for p in q["packages"] for b in p["benchmarks"]
        for v in (b["samples"] or {"ns_per_op": [""]})["ns_per_op"]]
got = [(r["package.import_path"], r["name"], r["ns_per_op"]) for r in rows]
sys.exit(want != got or not got)' /dev/stdin "$scratch/run.json" <<-EOF; then ok export-csv; else not_ok export-csv; fi
	$("$BENCHLINE" export -f csv --samples "$scratch/run.json")
EOF

# ---- writing -------------------------------------------------------------------------------------

# What cannot be written is said, and what was there stays.
echo old >"$scratch/kept"
"$BENCHLINE" export -f csv -o "$scratch/kept" "$scratch/nowhere.json" 2>"$scratch/said"
status export-bad-input-status 1 $?
echo old >"$scratch/expected"
same export-bad-input-keeps "$scratch/expected" "$scratch/kept"
"$BENCHLINE" export -f csv -o "$scratch/no/folder/x.csv" "$scratch/run.json" 2>"$scratch/said"
status export-cannot-write 3 $?
"$BENCHLINE" export -f perf-tracking -o "$scratch/kept/site" "$scratch/run.json" 2>"$scratch/said"
status export-cannot-write-folder 3 $?
"$BENCHLINE" export -f perf-tracking -o "$scratch/evil" --platform ../evil "$scratch/run.json" 2>"$scratch/said"
status export-bad-platform 2 $?
if grep -q -e "--platform takes the name of a folder" "$scratch/said"; then ok export-bad-platform-says; else not_ok export-bad-platform-says; fi
"$BENCHLINE" export -f csv "$scratch/run.json" >/dev/full 2>"$scratch/said"
status export-full 3 $?
"$BENCHLINE" export -f csv --only 'NoSuchTest' "$scratch/run.json" >/dev/null 2>"$scratch/said"
status export-none-left 0 $?
if grep -q 'none of the [0-9]* benchmarks has a name' "$scratch/said"; then ok export-none-left-says; else not_ok export-none-left-says; fi

# A platform's folder is made before it is named.
"$BENCHLINE" export -f perf-tracking -o "$scratch/site" "$scratch/run.json"
status export-perf-tracking 0 $?
for file in "$scratch"/site/platforms.json "$scratch"/site/*/index.json; do
	/usr/bin/python3 -c '
import json, os, sys
file = json.load(open(sys.argv[1]))
for item in file.get("platforms", []) + file.get("versions", []):
    os.stat(os.path.join(os.path.dirname(sys.argv[1]), item.get("index") or item["file"]))' "$file" ||
		not_ok "export-perf-tracking-$(basename "$file")"
done
exit $failed
