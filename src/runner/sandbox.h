/* sandbox.h - the place that bubblewrap (bwrap(1)) makes for strangers' tests.
 *
 * They see the whole filesystem read-only; the home folder, /tmp, /var/tmp, /run and /dev/shm are
 * empty ones of their own that end with the process; they have no network but their own loopback,
 * no capabilities, and a PID namespace whose end is the end of everything in it.
 */
#ifndef BENCHLINE_SANDBOX_H
#define BENCHLINE_SANDBOX_H

#include "benchline/run.h"
#include "process/process.h"

/* What a test has to see although it may lie in a folder that is hidden; absolute, NULL:
 * nothing. */
typedef struct SandboxPlaces {
    const char *project, *package; /* folders, without links */
    const char *work;              /* the test binary is in there */
    const char *goroot, *module_cache;
} SandboxPlaces;

/* A command line that makes the sandbox, and runs `argv` in the folder `dir` there: the package's,
 * by the path that the user came to it. An array in the arena; the strings are borrowed. */
const char *const *sandbox_command(BlArena *arena, const RunOptions *options,
                                   const SandboxPlaces *places, const char *dir,
                                   const char *const *argv);

/* bwrap says with its status by which signal the command was ended, as shells do; this is the
 * outcome as if there were no bwrap. */
ProcessOutcome sandbox_outcome(const ProcessOutcome *outcome);

/* Why no sandbox can be made, from a trial (sandbox_command() of `true`); NULL: it can. */
const char *sandbox_problem(BlArena *arena, const ProcessOutcome *trial);

#endif
