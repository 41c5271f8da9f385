#!/bin/sh
# Real projects at pinned versions, fetched by the go command: every test that go lists is found,
# every package builds, and what is not measured has a reason.
set -u
. tests/e2e/lib.sh

# module@version, and how many of its tests must be measured at least
projects='github.com/google/uuid@v1.6.0 38
github.com/Masterminds/semver/v3@v3.2.1 33
github.com/gorilla/mux@v1.8.1 66
github.com/hashicorp/go-version@v1.7.0 26
github.com/spf13/pflag@v1.0.5 130'

echo "$projects" | while read -r module least; do
	name=$(basename "${module%@*}")
	case $name in v[0-9]*) name=$(basename "$(dirname "$module")") ;; esac
	if ! GOFLAGS='' $GO mod download -json "$module" >"$scratch/download" 2>/dev/null; then
		skip "thirdparty-$name" "$module cannot be fetched"
		continue
	fi
	dir=$(sed -n 's/^.*"Dir": "\(.*\)".*$/\1/p' "$scratch/download")
	cp -r "$dir" "$scratch/$name"
	chmod -R u+w "$scratch/$name"
	before=$("$tool" hash "$scratch/$name")
	(cd "$scratch/$name" && $GO test -vet=off -list '^Test' ./... 2>/dev/null) | grep '^Test' | sort >"$scratch/want"
	"$BENCHLINE" run -q --go "$GO" -o "$scratch/out.json" "$scratch/$name" >"$scratch/out.txt"
	"$tool" figures "$scratch/out.json" | awk '{ print $2 }' | sort >"$scratch/got"
	same "thirdparty-$name-found" "$scratch/want" "$scratch/got"
	"$tool" packages "$scratch/out.json" | awk '$2 != "ok" && $2 != "no-tests"' >"$scratch/bad"
	same "thirdparty-$name-packages" /dev/null "$scratch/bad"
	measured=$("$tool" figures "$scratch/out.json" | grep -c ' ok ')
	if [ "$measured" -ge "$least" ]; then ok "thirdparty-$name-measured"; else
		"$tool" reasons "$scratch/out.json" | grep -v ' ok: '
		not_ok "thirdparty-$name-measured"
	fi
	status "thirdparty-$name-untouched" "$before" "$("$tool" hash "$scratch/$name")"
done

# The same for examples and fuzz tests: all that go lists are found, and how many are measured.
echo 'golang.org/x/mod@v0.14.0 6
golang.org/x/time@v0.5.0 5
github.com/google/uuid@v1.6.0 3
github.com/Masterminds/semver/v3@v3.2.1 3' | while read -r module measured; do
	name=$(echo "${module%@*}" | sed 's/.*\/\([a-z]*\)\(\/v[0-9]*\)*$/\1/')
	if ! GOFLAGS='' $GO mod download -json "$module" >"$scratch/download" 2>/dev/null; then
		skip "thirdparty-$name-kinds" "$module cannot be fetched"
		continue
	fi
	dir=$(sed -n 's/^.*"Dir": "\(.*\)".*$/\1/p' "$scratch/download")
	rm -rf "${scratch:?}/$name"
	cp -r "$dir" "$scratch/$name"
	chmod -R u+w "$scratch/$name"
	(cd "$scratch/$name" && $GO test -vet=off -list '^(Example|Fuzz)' ./... 2>/dev/null) |
		grep -e '^Example' -e '^Fuzz' | sort >"$scratch/want"
	"$BENCHLINE" run -q --go "$GO" --from example,fuzz -o "$scratch/out.json" "$scratch/$name" >"$scratch/out.txt"
	status "thirdparty-$name-kinds-exit-status" 0 $?
	"$tool" reasons "$scratch/out.json" | grep -v 'no output comment' | awk '{ print $2 }' | sort >"$scratch/got"
	same "thirdparty-$name-kinds-found" "$scratch/want" "$scratch/got"
	status "thirdparty-$name-kinds-measured" "$measured" "$("$tool" figures "$scratch/out.json" | grep -c ' ok ')"
done
exit "${failed:-0}"
