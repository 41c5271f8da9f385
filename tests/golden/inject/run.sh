#!/bin/sh
# run.sh - golden tests of `benchline inject`: one folder a case, named by section of the Go
# specification.
#
# A case holds Go files as a package has them; NAME.go.bad stands for NAME.go where the file is no
# Go. Beside them stand the expectations:
#
#   expected.diff      standard output of `benchline inject .` without the new files (the shim, which
#                      is the same everywhere), and with ... for the checksums of the blocks
#   expected.shim      the types and the benchmarks of examples that the shim has besides, where a case
#                      needs some, and the shim's file, where it has another name than usual
#   expected.map.json  the position map
#   expected.stderr    notes, errors with source line and caret, and the summary
#   expected.bench     for a few cases: the benchmarks that `go test -bench` runs then
#   min-go             the oldest Go that the case can be checked with: 1.22
#   arguments          what `benchline inject` is given instead of `.`
#
# Every diff is applied as it is, shim included, and what comes out must be formatted if the input
# was, must fit the position map byte for byte (check.go), and must pass go vet.
#
# usage: run.sh [GLOB]     the cases whose names match
# environment: BENCHLINE, GO; UPDATE=1 rewrites the expectations
set -u

. "$(dirname "$0")/../setup.sh"
if ! command -v "$GO" >/dev/null; then
	echo "skip golden inject: there is no go command"
	exit 0
fi

mkdir "$scratch/go" "$scratch/out" "$scratch/problems"

# benchline asks the go command that comes first; nothing of the user's settings may play a part.
goroot=$("$GO" env GOROOT)
PATH=$goroot/bin:$PATH
export PATH GOFLAGS=-mod=mod GOPROXY=off CGO_ENABLED=0
export GIT_CEILING_DIRECTORIES="$scratch" GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
minor=$(go_minor)

problem() { # problem NAME TEXT...
	name=$1
	shift
	printf '%s\n' "$*" >>"$scratch/problems/$name"
}

# compare NAME FILE: what came out as $scratch/out/NAME/FILE, with what is expected; an empty file
# and none are the same.
compare() {
	new=$scratch/out/$1/$2 old=$here/$1/$2
	if [ -n "$UPDATE" ]; then
		if [ -s "$new" ]; then cp "$new" "$old"; else rm -f "$old"; fi
	fi
	[ -f "$old" ] || old=/dev/null
	[ -f "$new" ] || new=/dev/null
	diff -u --label "$2" --label "what came out" "$old" "$new" >>"$scratch/problems/$1"
}

# The language version that a case's module has, as 18 for go1.18.
language_of() {
	if [ -f "$here/$1/min-go" ]; then sed 's/^1\.//' "$here/$1/min-go"; else echo 18; fi
}

set_up() { # set_up NAME FOLDER: the case's files, as they are on a user's disk
	mkdir -p "$2"
	for file in "$here/$1"/*; do
		base=${file##*/}
		case $base in
		expected.* | min-go | arguments) ;;
		*.go.bad) cp "$file" "$2/${base%.bad}" ;;
		*) cp -R "$file" "$2/" ;;
		esac
	done
}

apply() { # apply FOLDER DIFF
	if command -v git >/dev/null; then
		(cd "$1" && git apply --whitespace=nowarn "$2")
	else
		(cd "$1" && patch -s --binary -p1 <"$2")
	fi
}

inject() { # inject NAME
	module=$scratch/go/$(language_of "$1")
	folder=$module/$1 out=$scratch/out/$1
	mkdir -p "$out" "$module"
	[ -f "$module/go.mod" ] || printf 'module golden\n\ngo 1.%s\n' "$(language_of "$1")" >"$module/go.mod"
	set_up "$1" "$folder"
	set_up "$1" "$out/before"
	arguments=.
	if [ -f "$here/$1/arguments" ]; then arguments=$(cat "$here/$1/arguments"); fi
	# shellcheck disable=SC2086 # several words
	(cd "$folder" && "$BENCHLINE" inject --map "$out/map" $arguments >"$out/diff" 2>"$out/expected.stderr")
	code=$?
	wanted=0
	if grep -q ': error: ' "$out/expected.stderr"; then wanted=1; fi
	[ $code = $wanted ] || problem "$1" "exit status $code instead of $wanted"
	awk '/^--- /{ new = /^--- \/dev\/null$/ } !new' "$out/diff" |
		sed 's/^\(+\/\/ checksum \)[0-9a-f]\{16\}\([;,]\)/\1...\2/' >"$out/expected.diff"
	sed -n -e 's/^+\(type [^ ]* = benchlin[a-z]F*\)$/\1/p' \
		-e 's/^+\(func Benchmark.*benchlin.Testing\.B.*\)/\1/p' -e 's/^+\(	benchlin.Example(b.*\)/\1/p' \
		-e '/^--- \/dev\/null$/{n;/\/benchline_test\.go$/d;/\/benchline_x_test\.go$/d;s/^+++ b.//p;}' \
		"$out/diff" >"$out/expected.shim"
	if [ -s "$out/expected.diff" ]; then cp "$out/map" "$out/expected.map.json"; fi
	for file in expected.diff expected.shim expected.map.json expected.stderr; do
		compare "$1" $file
	done
	if [ $wanted = 1 ] || [ ! -s "$out/diff" ]; then # not for the compiler
		mv "$folder" "$out/after"
		folder=$out/after
	fi
	if [ -s "$out/diff" ]; then
		apply "$folder" "$out/diff" >"$out/apply" 2>&1 || problem "$1" "the diff does not apply: $(cat "$out/apply")"
		echo "$1 $out/before $folder $out/map" >>"$scratch/checks"
	fi
}

# vet MODULE: all of its cases at once; what vet says belongs to the case whose folder it names.
vet() {
	(cd "$1" && "$GO" vet ./...) >"$scratch/vet" 2>&1 && return
	for folder in "$1"/*/; do
		name=$(basename "$folder")
		grep -q "golden/$name\\([] _]\\|\$\\)" "$scratch/vet" || continue
		(cd "$1" && "$GO" vet "./$name") >"$scratch/vet.one" 2>&1 && continue
		problem "$name" "go vet: $(cat "$scratch/vet.one")"
		found=yes
	done
	[ -n "${found:-}" ] || problem "go vet" "$(cat "$scratch/vet")"
}

# bench MODULE NAME...: runs the benchmarks of several cases at once. What is compared are the names
# of those that ran, and what became of the others.
bench() {
	module=$1
	shift
	(cd "$module" && "$GO" test -run '^$' -bench . -benchtime 2x -cpu 1 "$@") >"$scratch/bench" 2>&1
	for name in "$@"; do
		name=${name#./}
		awk -v name="golden/$name" '/^pkg: / { on = $2 == name } on' "$scratch/bench" |
			sed -n -e 's/^\(Benchmark[^[:space:]]*\)[[:space:]]*2[[:space:]].*ns\/op.*/\1/p' \
				-e 's/^--- \([A-Z]*: [^ ]*\).*/\1/p' -e 's/^\(panic: .*\)/\1/p' \
				-e 's/^\(ok\)[[:space:]].*/\1/p' -e 's/^\(FAIL\)[[:space:]].*/\1/p' \
				>"$scratch/out/$name/expected.bench"
		compare "$name" expected.bench || cat "$scratch/bench" >>"$scratch/problems/$name"
	done
}

names=
skipped=0
for folder in "$here"/*/; do
	name=$(basename "$folder")
	# shellcheck disable=SC2254 # a pattern is meant
	case $name in $glob) ;; *) continue ;; esac
	if [ "$(language_of "$name")" -gt "$minor" ]; then
		echo "skip inject/$name: it needs go1.$(language_of "$name")"
		skipped=$((skipped + 1))
		continue
	fi
	names="$names $name"
	: >"$scratch/problems/$name"
	inject "$name"
done

if [ -f "$scratch/checks" ]; then
	"$GO" run "$here/check.go" "$scratch/problems" <"$scratch/checks" >"$scratch/check.out" 2>&1 ||
		problem "check.go" "$(cat "$scratch/check.out")"
	for module in "$scratch/go"/*/; do
		vet "${module%/}"
		benchmarks=
		for name in $names; do
			if [ -f "$here/$name/expected.bench" ] && [ -d "$module$name" ]; then
				benchmarks="$benchmarks ./$name"
			fi
		done
		# shellcheck disable=SC2086 # names have no blanks
		if [ -n "$benchmarks" ]; then bench "$module" $benchmarks; fi
	done
fi

passed=0 failed=0
for file in "$scratch/problems"/*; do
	[ -f "$file" ] || continue
	if [ -s "$file" ]; then
		echo "not ok inject/${file##*/}"
		cat "$file"
		failed=$((failed + 1))
	else
		echo "ok inject/${file##*/}"
		passed=$((passed + 1))
	fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
