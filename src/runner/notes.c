/* notes.c - what is to be known of a test beside its figures, each in one line for a person. */
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

#include "runner/job.h"

void note_add(Job *job, JobTest *test, const char *format, ...)
{
    va_list args;
    BlBuf text = {0};
    va_start(args, format);
    bl_buf_vprintf(&text, format, args);
    va_end(args);
    bl_vec_push(&test->notes, bl_str_dup(&job->arena, bl_buf_view(&text)));
    bl_buf_free(&text);
}

bool job_samples_differ(const JobVerdict *verdict)
{
    for (size_t i = 1; i < verdict->samples.count; i++) {
        const ResultSample *a = &verdict->samples.items[0], *b = &verdict->samples.items[i];
        if (fabs(a->allocs - b->allocs) > 0 || fabs(a->bytes - b->bytes) > 0)
            return true;
    }
    return false;
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* Of goroutines that do not allocate nobody has to know but who left them behind. */
void note_company(Job *job, JobTest *test)
{
    const JobVerdict *verdict = &test->verdict;
    if (verdict->status != RESULT_OK)
        return;
    if (verdict->left)
        note_add(job, test, "left %u goroutine%s behind after %llu iteration%s%s", verdict->left,
                 plural(verdict->left), (unsigned long long)verdict->left_after,
                 plural(verdict->left_after),
                 verdict->background ? "; something allocates while no test runs" : "");
    else if (verdict->background && (verdict->foreign || job_samples_differ(verdict)))
        note_add(job, test, "something allocates beside it%s%s", verdict->foreign_of ? ": " : "",
                 verdict->foreign_of ? bl_arena_printf(&job->arena, "%s left %u goroutine%s behind",
                                                       verdict->foreign_of, verdict->foreign,
                                                       plural(verdict->foreign))
                                     : "");
}
