#!/bin/sh
# Packages of the Go installation itself, run in place: every test that go lists is found, and all
# of them are measured or skip themselves.
set -u
. tests/e2e/lib.sh

root=$($GO env GOROOT)/src
for package in strings sort bytes text/template; do
	name=$(echo "$package" | tr / -)
	(cd "$root/$package" && GOFLAGS='' $GO test -vet=off -list '^Test' .) | grep '^Test' | sort >"$scratch/want"
	"$BENCHLINE" run -q --go "$GO" -o "$scratch/out.json" "$root/$package" >"$scratch/out.txt"
	"$tool" figures "$scratch/out.json" | awk -v p="$package" '$1 == p { print $2 }' | sort >"$scratch/got"
	same "goroot-$name-found" "$scratch/want" "$scratch/got"
	"$tool" reasons "$scratch/out.json" | grep -v -e ' ok: ' -e ' skipped: ' >"$scratch/rest"
	same "goroot-$name-measured" /dev/null "$scratch/rest"
done
exit "${failed:-0}"
