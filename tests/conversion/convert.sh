#!/bin/sh
# convert.sh FOLDER OUT - writes the benchmarks of every project in FOLDER/list (fetch.sh), lets the
# compiler look at all packages before and after, and takes the benchmarks out again.
#
# OUT/rows gets one line a project, separated by tabs:
#   NAME VERSION PACKAGES TESTS COPIED CALLED LEFT-OUT COMPILED-BEFORE BROKEN RESTORED
# PACKAGES are those with tests; COMPILED-BEFORE counts packages and test packages, BROKEN those of
# them that did not compile with the benchmarks, which OUT/broken names; RESTORED is "yes" when the
# second run of --write had nothing to do and, after --revert, every file and its mode were as before
# and git saw no change. OUT/reasons has the reasons why tests were not copied, one a line.
#
# environment: RESUME=1 goes on behind the projects that OUT/rows has; COMPILE=no leaves the compiler
# out of it, which takes half a minute and finds no copies that only it refuses
set -u
folder=$1
mkdir -p "$2"
out=$(cd "$2" && pwd)
GO=${GO:-go}
BENCHLINE=$(realpath "${BENCHLINE:-build/benchline}")
for file in rows reasons broken trouble; do
	[ -n "${RESUME:-}" ] || : >"$out/$file"
	: >>"$out/$file"
done
heal=--heal
if [ "${COMPILE:-}" = no ]; then heal=--no-heal; fi
export GOFLAGS= GOWORK=off LC_ALL=C
# benchline asks the go command that comes first.
PATH=$(dirname "$(command -v "$GO")"):$PATH
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null

commit() { # all files, those that the project ignores too
	git init -q . && git add -A -f . &&
		git -c user.name=benchline -c user.email=benchline@localhost commit -q -m 'as it was'
}

hashes() {
	find . -path ./.git -prune -o -type f -printf '%m %p\n' | sort
	find . -path ./.git -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
}

# What compiles: packages, their test variants and external test packages. -export makes the compiler
# look at them, and nothing is linked.
compiled() {
	[ "${COMPILE:-}" != no ] || return
	$GO list -e -test -export -f '{{if .Export}}{{.ImportPath}}{{end}}' ./... 2>"$out/compiler" |
		grep -v -e '\.test$' -e '^$' | sort
}

# The summary is "9 of 10 tests in 2 packages converted, 1 of them as calls of the test itself".
count() { # count WHAT
	sed -n 's/^\([0-9]*\) of \([0-9]*\) tests in \([0-9]*\) packages converted\(, \([0-9]*\) of them.*\)\{0,1\}$/\'"$1"'/p' \
		"$out/notes" | tail -n 1
}

project() { # project NAME VERSION KIND FOLDER
	cd "$4" || return
	case $3 in
	debian) export GO111MODULE=off GOPATH="${4%/src/*}" ;;
	*) unset GO111MODULE GOPATH ;;
	esac
	if [ -d .git ]; then # of a run that was broken off
		git checkout -q -f . && git clean -q -f -d -x
	else
		commit
	fi
	hashes >"$out/hashes"
	compiled >"$out/before"
	"$BENCHLINE" inject --write $heal . >"$out/written" 2>"$out/notes" ||
		echo "$1: --write: $(grep -v ': note: ' "$out/notes" | head -n 3)" >>"$out/trouble"
	compiled >"$out/after"
	comm -23 "$out/before" "$out/after" >"$out/lost"
	if [ -s "$out/lost" ]; then
		sed "s|^|$1	|" "$out/lost" >>"$out/broken"
		sed "s|^|$1: |" "$out/compiler" >>"$out/trouble"
	fi
	restored=yes
	"$BENCHLINE" inject --check -q $heal . >"$out/stale" 2>&1 || restored='no: stale at once'
	"$BENCHLINE" inject --revert . >"$out/reverted" 2>&1 || restored='no: --revert failed'
	hashes | cmp -s - "$out/hashes" || restored='no: bytes or modes differ'
	git diff --exit-code --quiet && [ -z "$(git status --porcelain --ignored)" ] || restored='no: git sees changes'
	[ "$restored" = yes ] || echo "$1: $restored: $(head -n 3 "$out/stale" "$out/reverted")" >>"$out/trouble"
	sed -n 's/^.*: note: [^ ]* is not \(copied\|converted\)[^:]*: //p' "$out/notes" >>"$out/reasons"
	converted=$(count 1) tests=$(count 2) called=$(count 5)
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$(count 3)" "$tests" \
		$((${converted:-0} - ${called:-0})) "${called:-0}" $((${tests:-0} - ${converted:-0})) \
		"$(wc -l <"$out/before")" "$(wc -l <"$out/lost")" "$restored" >>"$out/rows"
}

while read -r name version kind place; do
	grep -q "^$name	$version	" "$out/rows" || (project "$name" "$version" "$kind" "$place")
done <"$folder/list"
