/* fresh.c - tests that a process of their own does good to.
 *
 * A process is shared by the tests of a package, and by the iterations of a test; some do not stand
 * that. A test that fails where others ran before it (a flag is defined twice, a port is taken, a
 * global is not what it was) is tried alone. A test that passes once and then fails is run in its
 * first iteration only, in several processes. And a test beside which something else allocated is
 * measured again alone. What comes of it takes the place of what was known before if it is better,
 * and a note in the row says so.
 */
#include "runner/passes.h"

#include "runner/job.h"
#include "runner/notes.h"

/* Processes for a test that cannot be repeated in one: few, since one-time initialisation is in
 * each of its samples anyway, and enough to see whether they agree. */
enum { ONCE_PROCESSES = 5 };

/* ---- who needs one --------------------------------------------------------------------------- */

/* What a neighbour may be guilty of. A test that hangs is not tried again: it has cost the whole of
 * the watchdog's patience already. */
static bool may_pass_alone(const JobTest *test)
{
    ResultStatus status = test->verdict.status;
    bool bad = status == RESULT_FAILED || status == RESULT_PANICKED || status == RESULT_EXITED;
    return bad && !test->first;
}

/* Goroutines were there before it, and may be why its iterations differ. Of a mean nobody can tell,
 * so they are looked at themselves. */
static bool is_disturbed(const JobTest *test)
{
    const JobVerdict *verdict = &test->verdict;
    bool mean = verdict->samples.count && verdict->samples.items[0].operations > 1;
    return verdict->status == RESULT_OK && verdict->foreign > 0 &&
           (mean ? verdict->background : samples_differ(&verdict->samples));
}

static bool needs_alone(const JobTest *test)
{
    return test->known && !test->restored && !test->tried_alone &&
           (may_pass_alone(test) || is_disturbed(test));
}

static bool needs_once(const JobTest *test)
{
    return test->known && !test->restored && !test->tried_once &&
           test->verdict.status == RESULT_NOT_REPEATABLE;
}

/* ---- the passes ------------------------------------------------------------------------------ */

bool fresh_is_wanted(const JobTest *test)
{
    return needs_alone(test) || needs_once(test);
}

bool fresh_begin(Job *job)
{
    for (size_t i = 0; i < job->tests.count; i++) {
        JobTest *test = &job->tests.items[i];
        if (needs_alone(test)) {
            test->tried_alone = true;
            pass_begin(job, PASS_ALONE, i, job->runner->options->measuring.count);
            return true;
        }
        if (needs_once(test)) {
            test->tried_once = true;
            pass_begin(job, PASS_ONCE, i, ONCE_PROCESSES);
            return true;
        }
    }
    return false;
}

/* ---- what comes of it ------------------------------------------------------------------------ */

/* It is good: what was known before is only told of. */
static void keep(Job *job, JobTest *test)
{
    const JobVerdict *before = &job->pass.before;
    if (job->pass.kind == PASS_ONCE)
        note_add(job, test,
                 "cannot be repeated in one process (%s): these are first iterations, each in a "
                 "process of its own, with what is done once in a process",
                 before->reason);
    else if (before->status == RESULT_OK)
        note_add(job, test, "measured again in a process of its own: %u goroutine%s %s%s%s",
                 before->foreign, before->foreign == 1 ? "" : "s",
                 before->foreign_of ? "that " : "", before->foreign_of ? before->foreign_of : "",
                 before->foreign_of ? " left behind ran beside it"
                                    : "of other tests ran beside it");
    else
        note_add(job, test,
                 "%s after other tests in one process (%s): measured in a process of its own",
                 result_status_name(before->status), before->reason);
}

/* It fails alone too: then what it says there is not what others did to it. */
static bool is_its_own_failure(const Job *job, const JobTest *test)
{
    ResultStatus status = test->verdict.status;
    return job->pass.kind == PASS_ALONE && test->done && job->pass.before.status != RESULT_OK &&
           (status == RESULT_FAILED || status == RESULT_PANICKED || status == RESULT_EXITED ||
            status == RESULT_TIMED_OUT);
}

void fresh_end(Job *job)
{
    JobTest *test = &job->tests.items[job->pass.only];
    bool good = test->done && test->verdict.status == RESULT_OK;
    bool last = job->pass.round == job->pass.rounds;
    /* A test that is not repeatable alone either may pass once. */
    bool next =
        job->pass.kind == PASS_ALONE && test->done && test->verdict.status == RESULT_NOT_REPEATABLE;
    if (good && !last && !job->runner->interrupted)
        return;
    if (good)
        keep(job, test);
    if (good || next || is_its_own_failure(job, test))
        bl_vec_free(&job->pass.before.samples);
    else
        pass_take_back(job, test);
    pass_cut_short(job);
}
