/* go_command.h - the go command run for a package, as its project needs it.
 *
 * A package in a module is built as the go command does anyhow. One outside of modules is built as
 * in the days before them (go help gopath), with the workspace that it lies in. Where go.mod or
 * go.sum do not say all that the build needs, copies of them are completed by the go command and
 * used instead; the user's own stay as they are. Where that does not help, and the module lies in a
 * GOPATH under its own path, as Debian installs modules, it is built as code from before modules.
 */
#ifndef BENCHLINE_GO_COMMAND_H
#define BENCHLINE_GO_COMMAND_H

#include "runner/job.h"
#include "runner/process.h"

/* Runs `go WORDS... [the user's tags and the module file] [.]` in the package's folder; `words` end
 * in NULL and say whether a package is `wanted` as the last word. With `toolchain` (may be NULL) it
 * is that one's go command. */
void job_go(Job *job, const Toolchain *toolchain, const char *const *words, bool wanted,
            void (*on_exit)(void *context, const RunOutcome *outcome));

/* Is it the want of requirements or checksums that what the go command said is about, and can that
 * be helped? Then the next job_go() of this module completes a copy of its go.mod. */
bool job_complete_module(Job *job, BlStr said);

/* Builds it as in the days before modules, in the GOPATH that it lies in, from now on. */
void job_enter_gopath(Job *job);

/* Is it the want of modules that the build has failed for, and does the package lie in a GOPATH,
 * where it may find them? Then the next job_go() builds it there. Its folder may have another name
 * then. */
bool job_leave_module(Job *job, const RunOutcome *outcome);

/* The reason of a build that failed, with what a person can do about it where that is known. */
const char *job_advise(Job *job, const char *reason);

#endif
