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

#include "process/process.h"
#include "runner/job.h"

/* Runs `go WORDS...` in the package's folder, where a package is `wanted` with the user's tags, the
 * module file and "." behind them; `words` end in NULL. With `toolchain` (may be NULL) it is that
 * one's go command. */
void job_go(Job *job, const Toolchain *toolchain, const char *const *words, bool wanted,
            void (*on_exit)(void *context, const ProcessOutcome *outcome));

/* Why job_go() has come to nothing: the command could not be started, or `what` ("the build") took
 * too long. NULL: it has said something. */
const char *job_go_problem(Job *job, const Toolchain *toolchain, const ProcessOutcome *outcome,
                           const char *what);

/* Is it the want of requirements or checksums that what the go command said is about, and can that
 * be helped? Then the next job_go() of this module completes a copy of its go.mod. */
bool job_complete_module(Job *job, BlStr said);

/* Builds it as in the days before modules, in the GOPATH that it lies in, from now on. */
void job_enter_gopath(Job *job);

/* Is it the want of modules that the build has failed for, and does the package lie in a GOPATH,
 * where it may find them? Then the next job_go() builds it there. Its folder may have another name
 * then. */
bool job_leave_module(Job *job, const ProcessOutcome *outcome);

/* The reason of a build that failed for good, with what a person can do about it where that is
 * known. */
const char *job_build_reason(Job *job, const ProcessOutcome *outcome);

#endif
