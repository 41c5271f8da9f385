/* retry.c - see retry.h. */
#include "runner/retry.h"

static double variation(const Job *job, const JobVerdict *verdict)
{
    return results_variation(verdict->samples.items, verdict->samples.count,
                             job->runner->options->measuring.time);
}

bool retry_wanted(const Job *job, const JobTest *test)
{
    const RunRetries *retries = &job->runner->options->retries;
    bool once = test->tried[1]; /* it cannot be repeated in a process */
    return retries->threshold > 0 && test->known && !test->restored && !once &&
           !job_is_check(job) && test->retries < retries->most &&
           test->verdict.status == RESULT_OK && variation(job, &test->verdict) > retries->threshold;
}

bool retry_begin(Job *job)
{
    const RunOptions *options = job->runner->options;
    for (size_t i = 0; i < job->tests.count; i++) {
        JobTest *test = &job->tests.items[i];
        if (!retry_wanted(job, test))
            continue;
        unsigned rounds =
            options->retries.count ? options->retries.count : options->measuring.count;
        test->retries++;
        job->pass = (JobPass){.kind = PASS_RETRY,
                              .procs = test->procs,
                              .round = 1,
                              .rounds = rounds ? rounds : 1,
                              .only = i,
                              .before = test->verdict};
        test->verdict = (JobVerdict){.status = RESULT_NOT_RUN};
        test->done = false;
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
    job->pass.round = job->pass.rounds; /* no further process of this pass */
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
        job_take_back(job, test);
}
