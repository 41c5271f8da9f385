# files.sh - the Go files that are measured, one list for all; sourced by run.sh and profile.sh.
#
# Without BENCH_FILES these are the sources of the Go installation: large, public, and on every
# machine that can run this. Folders named testdata hold what is no Go on purpose.
BENCH_FILES=${BENCH_FILES:-}

list_files() {
	find -L "${BENCH_FILES:-$(${GO:-go} env GOROOT)/src}" -name '*.go' -type f \
		-not -path '*/testdata/*' | LC_ALL=C sort
}

# How reports name them: the same on every machine.
shown_files() {
	if [ -n "$BENCH_FILES" ]; then basename "$BENCH_FILES"; else echo "the sources of $(${GO:-go} env GOVERSION)"; fi
}
