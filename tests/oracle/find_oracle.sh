#!/bin/sh
# Compares `benchline find` with Go itself: `go list` for packages and files, go/parser and go/doc
# for functions. On the standard library and the go command for several targets, and on generated
# modules of odd files. Ends with status 1 when they differ anywhere, 77 when there is no Go.
#
# usage: find_oracle.sh [SEED...]      environment: BENCHLINE, BUILD, GO
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
GO=${GO:-go}
case ${BUILD:-build} in /*) build=$BUILD ;; *) build=$root/${BUILD:-build} ;; esac
BENCHLINE=${BENCHLINE:-$build/benchline}

if ! command -v "$GO" >/dev/null; then
	echo "find oracle: skipped: there is no go command"
	exit 77
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export GOFLAGS= GOWORK=off
# The go command's index of folders, made of those that have not changed for two seconds, judges
# files with a broken header in another order than go/build does.
export GODEBUG=goindex=0
"$GO" build -o "$scratch/oracle" "$here/find_oracle.go"
status=0

# compare FOLDER GOOS GOARCH [TAGS]: the module in the folder, as both see it
compare() {
	(cd "$1" && GOOS=$2 GOARCH=$3 "$GO" list -e -tags="${4:-}" -json ./...) \
		>"$scratch/list.json" 2>"$scratch/list.err" || true
	"$BENCHLINE" find --json --goos "$2" --goarch "$3" --tags "${4:-}" "$1" \
		>"$scratch/found.json" 2>"$scratch/found.err" || [ $? -eq 1 ] || {
		cat "$scratch/found.err"
		exit 1
	}
	printf '%s %s/%s: ' "${5:-$1}" "$2" "$3"
	"$scratch/oracle" compare "$scratch/found.json" "$scratch/list.json" "$1" || status=1
	printf '%s %s/%s: ' "${5:-$1}" "$2" "$3"
	"$scratch/oracle" functions "$scratch/found.json" || status=1
}

goroot=$("$GO" env GOROOT)
for target in linux/amd64 windows/arm64 darwin/arm64 js/wasm; do
	compare "$goroot/src" "${target%/*}" "${target#*/}" '' std
	compare "$goroot/src/cmd" "${target%/*}" "${target#*/}" '' cmd
done

[ $# -gt 0 ] || set -- 1 2
for seed in "$@"; do
	odd=$scratch/odd$seed
	"$scratch/oracle" generate "$odd" "$seed"
	compare "$odd" linux amd64 '' "odd$seed"
	compare "$odd" windows arm64 custom,a.b,été "odd$seed"
	rm -rf "$odd"
done

[ $status -eq 0 ] && echo "find oracle: no differences"
exit $status
