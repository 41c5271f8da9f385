#!/bin/sh
# run.sh - `make bench`: benchline's front end against Go's own, on the same files in the same run.
# What counts is the ratio; the machine decides the rest.
set -eu
GO=${GO:-go}
BUILD=${BUILD:-build}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
(cd bench/peers && GOFLAGS='' $GO build -o "$scratch/peers" .)
find -L "$($GO env GOROOT)/src" -name '*.go' -type f -not -path '*/testdata/*' | sort >"$scratch/files"
"$BUILD/bench/front_end" <"$scratch/files" >"$scratch/ours"
"$scratch/peers" <"$scratch/files" >"$scratch/theirs"
echo "$(wc -l <"$scratch/files") files of $($GO env GOVERSION), one thread, fastest of 5 rounds"
awk '
	FNR == NR { ours[$1] = $3; next }
	{ theirs[$1] = $3; bytes = $2 }
	function row(what, peer, a, b) {
		printf "%-28s %-20s %7.0f MB/s %7.0f MB/s %6.2fx\n", what, peer, bytes / 1e6 / a, bytes / 1e6 / b, b / a
	}
	END {
		printf "%-28s %-20s %12s %12s %7s\n", "", "peer", "benchline", "peer", "ratio"
		row("lex", "go/scanner", ours["lex"], theirs["go/scanner"])
		row("parse: tree and scopes", "go/parser, no scopes", ours["parse"], theirs["go/parser"])
		row("parse: tree and scopes", "go/parser, scopes", ours["parse"], theirs["go/parser+resolver"])
	}' "$scratch/ours" "$scratch/theirs"
