#!/bin/sh
# fetch.sh FOLDER PACKAGE... - the Go files of Debian packages, each in FOLDER/PACKAGE, with the
# package's version in FOLDER/PACKAGE.version. What is there already is not fetched again.
#
# Nothing is installed and nothing needs root: apt-get downloads, and only the files *.go, or those that
# the pattern FILES fits, are unpacked. Where apt's lists are missing or out of date, it is given lists
# of its own in FOLDER.
# For a package that cannot be had, FOLDER/PACKAGE.why says why; the status is 0 all the same.
set -u
folder=$1
shift
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

missing() { # of the packages named, those not there
	for package; do
		[ -f "$folder/$package.version" ] || echo "$package"
	done
}

apt() { # apt COMMAND ARGUMENT...: apt-get or apt-cache, with patience but not for ever
	command=$1
	shift
	timeout 300 "$command" -q -o APT::Sandbox::User=root -o Acquire::Retries=1 \
		-o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 \
		${lists:+-o Dir::State::lists="$lists" -o Dir::Cache="$lists/cache"} "$@"
}

known() { # of the packages named, those that apt has heard of
	apt apt-cache show --no-all-versions "$@" 2>/dev/null | sed -n 's/^Package: //p' | sort -u
}

unpack() { # unpack PACKAGE ARCHIVE
	rm -rf "${folder:?}/$1"
	mkdir "$folder/$1"
	# tar fails on a package without any Go file; an empty folder says the same.
	dpkg-deb --fsys-tarfile "$2" | tar -x -C "$folder/$1" --wildcards "${FILES:-*.go}" 2>/dev/null
	dpkg-deb -f "$2" Version >"$folder/$1.version"
	rm -f "$2" "$folder/$1.why"
}

download() { # everything that is missing, as far as it can be had
	# shellcheck disable=SC2046 # a list of packages
	set -- $(missing "$@")
	[ $# -gt 0 ] || return
	# shellcheck disable=SC2046
	set -- $(known "$@")
	[ $# -gt 0 ] || return
	(cd "$folder" && apt apt-get download "$@") >"$folder/apt.log" 2>&1
	for package; do
		for archive in "$folder/$package"_*.deb; do
			[ -f "$archive" ] && unpack "$package" "$archive"
		done
	done
}

# Lists of our own, when the system's do not do.
update() {
	lists=$folder/lists
	mkdir -p "$lists/partial" "$lists/cache/archives/partial"
	apt apt-get update >"$folder/apt.log" 2>&1
}

have_lists() { # does apt know of any package of Go code?
	apt apt-cache dumpavail 2>/dev/null | grep -q '^Package: golang-'
}

explain() { # why the packages named could not be had
	[ $# -gt 0 ] || return
	heard_of=$(known "$@")
	for package; do
		if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
			echo "there is no apt here to fetch it with"
		elif printf '%s\n' "$heard_of" | grep -qx "$package"; then
			echo "apt-get could not fetch it: $(grep -e '^E:' -e '^Err:' "$folder/apt.log" | head -n 1)"
		elif [ -n "$heard_of" ] || have_lists; then
			echo "this distribution does not have it"
		else
			echo "apt-get could not fetch lists of packages: is there a network?"
		fi >"$folder/$package.why"
	done
}

lists=
if command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; then
	download "$@"
	if [ -n "$(missing "$@")" ] && [ ! -f "$folder/lists.tried" ]; then
		update
		download "$@"
		have_lists && : >"$folder/lists.tried"
	fi
fi
# shellcheck disable=SC2046
explain $(missing "$@")
rm -rf "$folder/lists"
