#!/bin/sh
# The examples of all help texts and the recipes of the README are run, in the order of the commands, each in the folder in which
# the one before it was run: what an example reads an earlier one may have written, and what none
# has written is put there: results, stores, logs. The project is tests/e2e/examples, and ~/pool is
# examples/pool. benchstat, which is no part of a Go installation, is a stand-in that reads what it is given.
set -u
. tests/e2e/lib.sh

if ! command -v bash >/dev/null; then
	skip examples "there is no bash, for which the examples are written"
	exit 0
fi

# ---- the world of the examples -------------------------------------------------------------------

world=$scratch/project
cp -r tests/e2e/examples "$world"
mkdir -p "$scratch/home/src" "$scratch/bin" "$scratch/stock"
cp -r examples/pool "$scratch/home/pool"
cp -r tests/e2e/examples "$scratch/home/src/project"
git -C "$world" init -q -b main
git -C "$world" add .
git -C "$world" -c user.name=n -c user.email=n@example.com commit -qm project
git -C "$world" tag v1.2.0
git -C "$world" tag v1.3.0
export GITHUB_STEP_SUMMARY="$scratch/summary.md"
cat >"$scratch/bin/benchstat" <<-'END'
	#!/bin/sh
	for file in "$@"; do
		grep -q '^Benchmark' "$file" || exit 1
	done
END
chmod +x "$scratch/bin/benchstat"
ln -s "$BENCHLINE" "$scratch/bin/benchline"
# Go's caches are where they were; whatever else a home has is the world's.
GOPATH=$($GO env GOPATH) GOCACHE=$($GO env GOCACHE) PATH=$scratch/bin:$PATH
export GOPATH GOCACHE PATH
unset BENCHLINE_CONFIG

(cd "$world" && benchline run -q --go "$GO" -o "$scratch/stock/run.json" . >/dev/null &&
	benchline inject -q --overlay "$scratch/stock/overlay" . 2>/dev/null &&
	$GO test -vet=off -overlay "$scratch/stock/overlay" -run '^$' -bench . -benchtime 2x ./... >"$scratch/stock/run.log")
status examples-stock 0 $?
printf '[run]\niterations = 20\n' >"$scratch/stock/run.toml"
[ -s "$scratch/stock/run.json" ] || exit 1

# Results are a run of their own each, and those of a Go version where the name says so.
number=0
results() { # results NAME: JSON to standard output
	number=$((number + 1))
	version=$(echo "$1" | sed -n 's/^\(go1\.[0-9]*\)\.json$/\1/p')
	part=$(echo "$1" | sed -n 's/^\([0-9]*\)\.json$/\1/p') # of a whole: with packages of its own
	sed -e "s#\"example.com/project#&$part#" -e "s/\"id\": \"......../\"id\": \"$(printf '%08x' $number)/" \
		-e "s/\"go_version\": \"[^\"]*\"/\"go_version\": \"${version:-go1.26}\"/" "$scratch/stock/run.json"
}

put() { # put NAME: a file of this kind, unless there is one
	if [ -e "$world/$1" ]; then return; fi
	case $1 in
	*.json) results "$1" >"$world/$1" ;;
	*.log) cp "$scratch/stock/run.log" "$world/$1" ;;
	*.check) echo 'allocs/op <= 1000 for Benchmark.*' >"$world/$1" ;;
	*.toml) cp "$scratch/stock/run.toml" "$world/$1" ;;
	*.txt)
		results "$1" >"$scratch/stock/input.json"
		benchline export -f benchfmt -o "$world/$1" "$scratch/stock/input.json"
		;;
	*.db)
		results "$1" >"$scratch/stock/input.json"
		results "$1" | sed 's/"procs": 1,/"procs": 4,/' >"$scratch/stock/procs.json"
		benchline import --store "$world/$1" "$scratch/stock/input.json" "$scratch/stock/procs.json" >/dev/null
		;;
	esac
}

# The files that an example names and does not write.
put_inputs() { # put_inputs EXAMPLE
	echo "$1" | tr ' ' '\n' | awk '
		/^(>|-o|--output|--map)$/ { writes = 1; next }
		/^[a-z0-9_.-]+\.(json|log|txt|db|toml|check)$/ && !writes { print }
		{ writes = 0 }' | while read -r file; do put "$file"; done
}

fetches=yes
[ "$($GO env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p')" -ge 21 ] || fetches=no

# ---- the examples --------------------------------------------------------------------------------

# Those of a help text, one a line: without what they are for, and lines that go on put together.
examples() { # examples COMMAND
	benchline help "$1" | awk '
		/^examples:$/ { on = 1; next }
		!on { next }
		/^      / { sub(/^ +/, ""); example = example " " $0; next }
		{ if (example != "") print example; example = "" }
		/^  / { sub(/^  /, ""); sub(/   *[^ ].*$/, ""); example = $0; next }
		{ on = 0 }
		END { if (example != "") print example }'
}

run_example() { # run_example EXAMPLE
	shell='bash -o pipefail -ec'
	case $1 in
	*' fish |'*) shell='fish -c' ;;
	esac
	if ! command -v "${shell%% *}" >/dev/null; then
		skip "example: $1" "there is no ${shell%% *}"
		return
	fi
	case $1 in
	*'jq '*) command -v jq >/dev/null || {
		skip "example: $1" "there is no jq"
		return
	} ;;
	esac
	case $1 in
	*'--go 1.'*) [ "$fetches" = yes ] || {
		skip "example: $1" "Go before 1.21 fetches no other"
		return
	} ;;
	esac
	put_inputs "$1"
	(cd "$world" && HOME=$scratch/home $shell "$1") >"$scratch/out" 2>"$scratch/err" </dev/null
	code=$?
	case $1 in
	'benchline doctor'*) [ $code != 1 ] || code=0 ;; # a finding about this machine
	esac
	if [ $code = 0 ]; then ok "example: $1"; else
		cat "$scratch/out" "$scratch/err"
		echo "# exit status $code"
		not_ok "example: $1"
	fi
}

for command in $(benchline help | sed -n 's/^  \([a-z][a-z]*\)  *[^ ].*/\1/p'); do
	case $command in help | version) continue ;; esac
	examples "$command" >"$scratch/examples"
	if [ ! -s "$scratch/examples" ]; then
		echo "# benchline help $command shows none"
		not_ok "examples-of-$command"
	fi
	while read -r example; do run_example "$example"; done <"$scratch/examples"
done

# A recipe is what stands between ```sh and ```; its commands follow each other in one shell. What it reads
# and does not write is what the one before it wrote.
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } /^#/ && !on { title = $0; sub(/^#+ /, "", title) }
	on { print title "\t" $0 }' README.md >"$scratch/recipes"
status examples-recipes 5 "$(cut -f 1 "$scratch/recipes" | uniq | wc -l)"
git -C "$world" checkout -q . && git -C "$world" clean -qfd
cut -f 1 "$scratch/recipes" | uniq | while read -r title; do
	awk -F '\t' -v title="$title" '$1 == title { print $2 }' "$scratch/recipes" >"$scratch/recipe"
	if [ $fetches = no ] && grep -q -e '--go 1\.' "$scratch/recipe"; then
		skip "recipe: $title" "Go before 1.21 fetches no other"
		continue
	fi
	(cd "$world" && HOME=$scratch/home bash -o pipefail -e "$scratch/recipe") >"$scratch/out" 2>"$scratch/err" </dev/null
	code=$?
	[ $code = 0 ] || cat "$scratch/out" "$scratch/err"
	status "recipe: $title" 0 $code
done
exit "${failed:-0}"
