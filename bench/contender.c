/* contender.c - see contender.h.
 *
 * One process gives one sample: the mean time of a pass over all files. A work that takes long is
 * passed once, a fast one several times, so that no sample is shorter than a second and each
 * contender gives as many of them as its rivals. What is loaded, warmed up and printed is off the
 * clock.
 *
 * The clock is the processor's: the time that the process ran, in the kernel too, and not the time
 * that it waited because others ran. On a quiet machine that is the same for one thread; how much
 * more passed on the wall is printed beside it.
 */
#include "contender.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "benchline/path.h"

typedef BL_VEC(Source) Sources;

static const double WARM_UP_SECONDS = 0.5;
static const double SAMPLE_SECONDS = 1.0;

static double seconds_on(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double processor_seconds(void)
{
    return seconds_on(CLOCK_PROCESS_CPUTIME_ID);
}

/* ---- memory ---------------------------------------------------------------------------------- */

/* Bytes that malloc() has handed out and not got back. */
static size_t heap_bytes(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

static size_t resident_bytes(void)
{
    unsigned long size = 0, resident = 0;
    FILE *statm = fopen("/proc/self/statm", "r");
    if (!statm || fscanf(statm, "%lu %lu", &size, &resident) != 2)
        resident = 0;
    if (statm)
        fclose(statm);
    return resident * (size_t)sysconf(_SC_PAGESIZE);
}

static size_t peak_bytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (size_t)usage.ru_maxrss * 1024;
}

/* ---- the clock --------------------------------------------------------------------------------
 */

static void warm_up(const Sources *sources, const Work *work)
{
    Tally ignored = {0};
    double end = processor_seconds() + WARM_UP_SECONDS;
    for (size_t i = 0; sources->count && processor_seconds() < end; i = (i + 1) % sources->count)
        work->one(&sources->items[i], &ignored);
}

/* Not inlined, because profile.sh counts what happens inside it. */
__attribute__((noinline)) static Tally one_pass(const Sources *sources, const Work *work)
{
    Tally tally = {0};
    for (size_t i = 0; i < sources->count; i++)
        work->one(&sources->items[i], &tally);
    return tally;
}

typedef struct Sample {
    Tally tally;          /* of a pass */
    double seconds, wall; /* of a pass, on average */
} Sample;

static Sample take_sample(const Sources *sources, const Work *work, bool once)
{
    Sample sample = {0};
    double start = processor_seconds(), wall_start = seconds_on(CLOCK_MONOTONIC), elapsed;
    size_t passes = 0;
    do {
        sample.tally = one_pass(sources, work);
        passes++;
        elapsed = processor_seconds() - start;
    } while (!once && elapsed < SAMPLE_SECONDS);
    sample.seconds = elapsed / (double)passes;
    sample.wall = (seconds_on(CLOCK_MONOTONIC) - wall_start) / (double)passes;
    return sample;
}

static void contest(const Sources *sources, const Work *work, bool once)
{
    size_t bytes = 0;
    for (size_t i = 0; i < sources->count; i++)
        bytes += sources->items[i].text.len;
    size_t loaded = resident_bytes();
    if (!once)
        warm_up(sources, work);
    size_t heap = heap_bytes();
    Sample sample = take_sample(sources, work, once);
    size_t held = heap_bytes() - heap, peak = peak_bytes();
    printf("work=%s files=%zu bytes=%zu items=%zu refused=%zu seconds=%.9f wall=%.9f", work->name,
           sources->count, bytes, sample.tally.items, sample.tally.refused, sample.seconds,
           sample.wall);
    printf(" grown=%zu held=%zu\n", peak > loaded ? peak - loaded : 0, held);
}

/* ---- the program ------------------------------------------------------------------------------
 */

/* The files named on standard input, each to its end. False when one cannot be read. */
static bool load(Sources *sources, BlArena *names)
{
    char *line = NULL;
    size_t cap = 0;
    int error = 0;
    for (ssize_t len; !error && (len = getline(&line, &cap, stdin)) > 0;) {
        Source source = {.path = bl_str_dup(names, bl_str_trim(bl_str(line, (size_t)len)))};
        error = bl_file_read(source.path, INT32_MAX, &source.text);
        if (error)
            fprintf(stderr, "bench: %s: %s\n", source.path, strerror(error));
        else
            bl_vec_push(sources, source);
    }
    free(line);
    return !error;
}

static void unload(Sources *sources, BlArena *names)
{
    for (size_t i = 0; i < sources->count; i++)
        bl_buf_free(&sources->items[i].text);
    bl_vec_free(sources);
    bl_arena_free(names);
}

static int usage(const char *program, const Work *works)
{
    fprintf(stderr, "usage: %s WORK [--once] <FILE-NAMES, with WORK one of:", program);
    for (; works->name; works++)
        fprintf(stderr, " %s", works->name);
    fputc('\n', stderr);
    return 2;
}

int contend(int argc, char **argv, const Work *works)
{
    bool once = argc == 3 && strcmp(argv[2], "--once") == 0;
    if (argc != 2 && !once)
        return usage(argv[0], works);
    const Work *work = works;
    while (work->name && strcmp(work->name, argv[1]) != 0)
        work++;
    if (!work->name)
        return usage(argv[0], works);
    Sources sources = {0};
    BlArena names = {0};
    bool loaded = load(&sources, &names);
    if (loaded)
        contest(&sources, work, once || work->holds);
    unload(&sources, &names);
    return loaded ? 0 : 3;
}
