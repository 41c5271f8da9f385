#!/bin/sh
# report.sh DOCUMENT - measures what benchline says of the tests of projects.txt, what the oracle says
# of them, and what it costs; and writes the document: docs/accuracy.md. `make accuracy-report` runs it.
#
# It takes an hour on two cores that have nothing else to do. RESUME=1 goes on with what is there, in
# $BUILD/accuracy, where everything is that this fetches, builds and measures. COSTS=no leaves out the
# costs, which nothing but a quiet machine tells.
set -u
cd "$(dirname "$0")/../.." || exit 1
GO=${GO:-go}
mkdir -p "${BUILD:-build}/accuracy"
folder=$(cd "${BUILD:-build}/accuracy" && pwd)
document=$1
projects=${PROJECTS:-tests/accuracy/projects.txt}

# Nothing of the user's caches is changed; a module that is in there is taken from there.
modules=$($GO env GOMODCACHE)
GOPROXY="file://$modules/cache/download,$($GO env GOPROXY)"
export GOPROXY GOMODCACHE="$folder/modcache" GOCACHE="$folder/cache"
export GOFLAGS=-modcacherw GOWORK=off GOTOOLCHAIN=local LC_ALL=C

(cd tests/accuracy/oracle && $GO build -o "$folder/oracle" .) || exit 1
PROJECTS=$projects sh tests/conversion/fetch.sh "$folder"
while read -r name; do echo "benchline: $name could not be fetched" >&2; done <"$folder/missing"
{
	$GO env GOVERSION
	echo "$(nproc) cores, $(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)"
} >"$folder/environment"
sh tests/accuracy/measure.sh "$folder"
measured=$?
if [ "${COSTS:-}" != no ]; then
	# shellcheck disable=SC2046 # a list
	sh tests/accuracy/costs.sh "$folder" $(sed -n 's/^module \([^ ]*\) cost$/\1/p' $projects) || measured=1
fi
"$folder/oracle" compare -out "$document" "$folder" && [ $measured = 0 ]
