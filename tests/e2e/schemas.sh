#!/bin/sh
# What the commands print for --json, against docs/NAME.schema.json: compare, check, history, doctor,
# find, where, config. schemas.py validates, and proves of each schema that it is strict.
set -u
. tests/e2e/lib.sh

if ! /usr/bin/python3 -c 'from jsonschema import Draft202012Validator' 2>/dev/null; then
	skip schemas "install python3-jsonschema to validate the JSON"
	exit 0
fi
golden=$PWD/tests/golden
documents=$scratch/documents
mkdir "$documents"

number=0
keep() { # keep STATUS COMMAND ARGUMENT...: its JSON, as a document of the command's schema
	want=$1
	shift
	number=$((number + 1))
	"$BENCHLINE" "$@" --json >"$documents/$1.$number.json" 2>"$scratch/err"
	code=$?
	case $want in
	"$code" | any) ;;
	*)
		cat "$scratch/err"
		status "schemas-$*" "$want" $code
		;;
	esac
}

# ---- comparisons and checks --------------------------------------------------------------------------

old=$golden/compare/old.json new=$golden/compare/new.json
keep 0 compare --metrics all "$old" "$new"
keep 0 compare --metrics time --correction none --alpha 0.01 "$new" "$old"
keep 0 compare --correction holm --only Escapes --skip More "$old" "$new"
keep 0 compare "$old" "$old"
for log in plain many_verbose; do "$BENCHLINE" extract -o "$scratch/$log.json" "$golden/extract/$log.log" >/dev/null; done
keep 0 compare --metrics all "$scratch/plain.json" "$scratch/many_verbose.json"
keep 1 check "$new" --baseline "$old" --rules "$golden/compare/rules.check"
keep 1 check "$new" --rules "$golden/compare/limits.check"
keep 1 check "$new" --baseline "$old"
keep 0 check "$old" --baseline "$old" --rules "$golden/compare/kept.check"

# ---- histories ---------------------------------------------------------------------------------------

mkdir "$scratch/runs"
/usr/bin/python3 "$golden/history/runs.py" "$scratch/runs" || exit 1
"$BENCHLINE" import --store "$scratch/runs.db" "$scratch"/runs/*.json >/dev/null
"$BENCHLINE" import --store "$scratch/logs.db" "$scratch/plain.json" "$scratch/many_verbose.json" >/dev/null
for store in runs logs; do
	keep 0 history --store "$scratch/$store.db"
	keep 0 history --store "$scratch/$store.db" --only .
	keep 0 history --store "$scratch/$store.db" --changes --metrics all
	keep 1 history --store "$scratch/$store.db" TestNobody
done
keep 0 history --store "$scratch/runs.db" --changes

# ---- what is found, and where it came from -----------------------------------------------------------

project=$scratch/project
mkdir "$project"
cp -r examples/pool "$scratch/pool"
keep 0 find "$scratch/pool"
keep any find tests/e2e/trouble
keep any find tests/e2e/kinds
printf 'module example.com/project\n' >"$project/go.mod"
printf 'package project\n\nimport "C"\n' >"$project/c.go"
printf 'package project\n' >"$project/_left.go"
printf 'package project\n\nfunc (\n' >"$project/broken_test.go"
cat >"$project/all_test.go" <<-'END'
	package project

	import "testing"

	type cases struct{ run func(*testing.T) }

	func (c cases) all(t *testing.T) { c.run(t) }

	var table = []cases{{run: help}}

	func help(t *testing.T) { t.Helper() }

	func TestAll(t *testing.T) {
		for _, c := range table {
			c.all(t)
		}
	}
END
printf 'go 1.20\n\nuse ./used\n' >"$scratch/pool/go.work"
mkdir "$scratch/pool/used"
printf 'module example.com/used\n\ngo 1.20\n' >"$scratch/pool/used/go.mod"
printf 'package used\n' >"$scratch/pool/used/used.go"
cp "$scratch/pool/used/used.go" "$scratch/pool/used/$(printf 'caf\351.go')"
keep any find "$project"
keep any find --tags one,two "$scratch/pool/used"
rm "$project/broken_test.go"
for file in "$project/all_test.go" "$scratch/pool/words/count_test.go"; do
	lines=$("$BENCHLINE" inject --map "$scratch/map" "$file" >/dev/null 2>&1 && sed -n 's/.*"generated_lines":[^0-9]*\([0-9]*\).*/\1/p' "$scratch/map")
	line=0
	while [ $line -lt "${lines:-0}" ]; do
		line=$((line + 1))
		keep any where "$file:$line"
		[ -s "$documents/where.$number.json" ] || rm "$documents/where.$number.json"
	done
	keep any where "$file:$line:1"
done

# ---- the machine and the settings --------------------------------------------------------------------

keep any doctor
printf 'exclude = ["old"]\n[run]\nengine = "both"\nnative = true\n' >"$scratch/settings.toml"
keep 0 config --config "$scratch/settings.toml"
keep 0 config --no-config

/usr/bin/python3 -B tests/e2e/schemas.py "$documents" || failed=1
exit "${failed:-0}"
