/* retry.c - a test whose samples vary too much is measured again (RunRetries, run.h). */
#include "runner/passes.h"

#include "runner/job.h"
#include "runner/notes.h"

static double variation(const Job *job, const JobVerdict *verdict)
{
    return results_variation(verdict->samples.items, verdict->samples.count,
                             job->runner->options->measuring.time);
}

bool retry_is_wanted(const Job *job, const JobTest *test)
{
    const RunRetries *retries = &job->runner->options->retries;
    bool repeatable = !test->tried_once;
    return retries->threshold > 0 && test->known && !test->restored && repeatable &&
           !job_is_check(job) && test->retries < retries->most &&
           test->verdict.status == RESULT_OK && variation(job, &test->verdict) > retries->threshold;
}

bool retry_begin(Job *job)
{
    const RunOptions *options = job->runner->options;
    for (size_t i = 0; i < job->tests.count; i++) {
        JobTest *test = &job->tests.items[i];
        if (!retry_is_wanted(job, test))
            continue;
        test->retries++;
        pass_begin(job, PASS_RETRY, i,
                   options->retries.count ? options->retries.count : options->measuring.count);
        return true;
    }
    return false;
}

void retry_end(Job *job)
{
    JobTest *test = &job->tests.items[job->pass.only];
    bool good = test->done && test->verdict.status == RESULT_OK;
    if (good && job->pass.round < job->pass.rounds && !job->runner->interrupted)
        return;
    pass_cut_short(job);
    const RunRetries *retries = &job->runner->options->retries;
    double before = variation(job, &job->pass.before), now = variation(job, &test->verdict);
    bool better = good && now < before;
    if (good)
        note_add(job, test,
                 "measured again (%u of at most %u), since it varied by %.3g %%: by %.3g %% "
                 "now, %s",
                 test->retries, retries->most, before, now,
                 better ? "which is kept" : "so the former is kept");
    else if (!job->runner->interrupted)
        note_add(job, test,
                 "measured again (%u of at most %u), since it varied by %.3g %%: %s then",
                 test->retries, retries->most, before, result_status_name(test->verdict.status));
    if (better)
        bl_vec_free(&job->pass.before.samples);
    else
        pass_take_back(job, test);
}
