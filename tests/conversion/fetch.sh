#!/bin/sh
# fetch.sh FOLDER - the projects of projects.txt: modules in FOLDER/modules/NAME, all that comes from
# Debian, dependencies too, in FOLDER/gopath/src. What is there already is not fetched again.
#
# FOLDER/list says what there is, one project a line: NAME VERSION KIND FOLDER. Of what could not be
# had, FOLDER/missing says so.
set -u
here=$(cd "$(dirname "$0")" && pwd)
GO=${GO:-go}
mkdir -p "$1/modules"
folder=$(cd "$1" && pwd)
projects=$(sed -e 's/#.*//' -e '/^$/d' "${PROJECTS:-$here/projects.txt}")
: >"$folder/list"
: >"$folder/missing"
export GOFLAGS= GOWORK=off

# The module's own files, writable, and whatever its tests import in the module cache.
fetch_module() { # fetch_module PATH@VERSION
	place=$folder/modules/$1
	if [ ! -d "$place" ]; then
		dir=$($GO mod download -json "$1" | sed -n 's/^.*"Dir": "\(.*\)".*$/\1/p')
		[ -n "$dir" ] || return 1
		mkdir -p "$(dirname "$place")"
		rm -rf "$place.new"
		cp -r "$dir" "$place.new" && chmod -R u+w "$place.new" || return 1
		(cd "$place.new" && $GO list -mod=mod -e -test -deps ./... >/dev/null 2>&1)
		mv "$place.new" "$place"
	fi
	echo "${1%@*} ${1#*@} module $place" >>"$folder/list"
}

echo "$projects" | while read -r kind name _; do
	[ "$kind" = module ] || continue
	fetch_module "$name" || echo "$name" >>"$folder/missing"
done

packages=$(echo "$projects" | sed -n 's/^debian \([^ ]*\) .*/\1/p')
[ -n "$packages" ] || exit 0
# Of two packages that hold the same one, apt installs one: the newer protobuf here.
# shellcheck disable=SC2086 # a list
needed=$(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
	--no-replaces --no-enhances $packages 2>/dev/null | grep '^golang-.*-dev$' |
	grep -v '^golang-github-golang-protobuf-1-3-dev$' | sort -u)
# shellcheck disable=SC2086
FILES='./usr/share/gocode/*' sh "$here/../oracle/packages/fetch.sh" "$folder/debian" ${needed:-$packages}
if [ ! -f "$folder/gopath/whole" ]; then
	mkdir -p "$folder/gopath"
	for package in ${needed:-$packages}; do
		[ -d "$folder/debian/$package/usr/share/gocode" ] &&
			cp -r "$folder/debian/$package/usr/share/gocode/." "$folder/gopath"
	done
	: >"$folder/gopath/whole"
fi
echo "$projects" | while read -r kind package path; do
	[ "$kind" = debian ] || continue
	if [ -d "$folder/gopath/src/$path" ] && [ -f "$folder/debian/$package.version" ]; then
		echo "$package $(cat "$folder/debian/$package.version") debian $folder/gopath/src/$path" >>"$folder/list"
	else
		echo "$package" >>"$folder/missing"
	fi
done
