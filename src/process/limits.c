/* limits.c - see limits.h. */
#include "process/limits.h"

#include <sys/resource.h>

#include "process/words.h"

RunLimits run_default_limits(void)
{
    return (RunLimits){
        .package_seconds = 3600,
        .cpu_seconds = 600,
        .memory = (uint64_t)4 << 30,
        .output = (uint64_t)256 << 20,
        .processes = 512,
        .open_files = 16384,
        .file_size = (uint64_t)4 << 30,
    };
}

bool limits_to_look_at(const RunLimits *limits)
{
    return limits->package_seconds > 0 || limits->cpu_seconds > 0 || limits->memory ||
           limits->processes;
}

/* ---- what was gone beyond -------------------------------------------------------------------- */

/* "4 GiB": in the largest unit that leaves nothing over. */
static void put_bytes(BlBuf *words, uint64_t bytes)
{
    static const char *const units[] = {"bytes", "KiB", "MiB", "GiB"};
    size_t unit = 0;
    while (unit < 3 && bytes && bytes % 1024 == 0) {
        bytes /= 1024;
        unit++;
    }
    bl_buf_printf(words, "%llu %s", (unsigned long long)bytes, units[unit]);
}

const char *limits_exceeded(const RunLimits *limits, const LimitsUse *use, BlBuf *words,
                            bool *of_time)
{
    const Family *family = use->family;
    bl_buf_clear(words);
    *of_time = false;
    if (limits->memory && family->memory > limits->memory) {
        bl_buf_puts(words, "more than ");
        put_bytes(words, limits->memory);
        bl_buf_puts(words, " of memory were in use (--max-memory)");
    } else if (limits->processes && family->members.count > limits->processes) {
        bl_buf_printf(words, "more than %llu processes ran at a time (--max-processes)",
                      (unsigned long long)limits->processes);
    } else if (limits->cpu_seconds > 0 &&
               family->cpu_seconds - use->cpu_before > limits->cpu_seconds) {
        bl_buf_printf(words, "it took more than %g s of processor time (--max-cpu)",
                      limits->cpu_seconds);
        *of_time = true;
    } else if (limits->package_seconds > 0 && use->seconds > limits->package_seconds) {
        bl_buf_puts(words, "its package's time was over (--package-timeout)");
        *of_time = true;
    }
    return words->len ? words->data : NULL;
}

const char *limits_printed_too_much(const RunLimits *limits, uint64_t printed, BlBuf *words)
{
    if (!limits->output || printed <= limits->output)
        return NULL;
    bl_buf_clear(words);
    bl_buf_puts(words, "it printed more than ");
    put_bytes(words, limits->output);
    bl_buf_puts(words, " (--max-output)");
    return words->data;
}

/* ---- what the kernel watches over ------------------------------------------------------------ */

/* "ulimit -n 16384 && ", or less where no more is allowed anyway; nothing where that is no
 * limit. */
static void put_ulimit(BlBuf *script, char option, __rlimit_resource_t resource, uint64_t wanted,
                       uint64_t unit)
{
    struct rlimit now;
    if (!wanted || getrlimit(resource, &now) != 0 || now.rlim_max <= wanted)
        return;
    uint64_t units = (wanted + unit - 1) / unit;
    bl_buf_printf(script, "ulimit -%c %llu && ", option, (unsigned long long)units);
}

/* sh(1) does it, before it becomes the command: between fork and exec there is no place of our own,
 * and from outside it would come too late. When memory runs out in spite of all, the kernel is to
 * choose the tests (proc(5), oom_score_adj), not benchline. */
const char *const *limits_command(BlArena *arena, const RunLimits *limits, const char *const *argv)
{
    BlBuf script = {0};
    bl_buf_puts(&script, "{ echo 1000 >/proc/self/oom_score_adj; } 2>/dev/null; ulimit -c 0 && ");
    put_ulimit(&script, 'f', RLIMIT_FSIZE, limits->file_size, 512); /* POSIX: blocks of 512 bytes */
    put_ulimit(&script, 'n', RLIMIT_NOFILE, limits->open_files, 1);
    bl_buf_puts(&script, "exec \"$@\"");
    Words words = {.arena = arena};
    words_add(&words, "/bin/sh");
    words_add(&words, "-c");
    words_add(&words, bl_str_dup(arena, bl_buf_view(&script)));
    words_add(&words, "/bin/sh");
    words_add_all(&words, argv);
    bl_buf_free(&script);
    return words_end(&words);
}
