/* notes.c - see notes.h. */
#include "runner/notes.h"

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

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

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
    else if (verdict->background && (verdict->foreign || samples_differ(&verdict->samples)))
        note_add(job, test, "something allocates beside it%s%s", verdict->foreign_of ? ": " : "",
                 verdict->foreign_of ? bl_arena_printf(&job->arena, "%s left %u goroutine%s behind",
                                                       verdict->foreign_of, verdict->foreign,
                                                       plural(verdict->foreign))
                                     : "");
}
