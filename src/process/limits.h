/* limits.h - what a test binary may take, and whether it took more.
 *
 * What the kernel can watch over it does, for each process: open files, the size of files, and no
 * core dumps (setrlimit(2)). What concerns the whole family of processes is looked at ten times a
 * second: memory, processor time, how many they are. RLIMIT_AS is of no use with Go, which reserves
 * more than a gigabyte of addresses before it does anything; RLIMIT_DATA counts what is mapped, not
 * what is used, and for one process only.
 */
#ifndef BENCHLINE_PROCESS_LIMITS_H
#define BENCHLINE_PROCESS_LIMITS_H

#include "benchline/limits.h"
#include "process/family.h"

enum { LIMITS_LOOK_MS = 100 };

/* Is there anything that has to be looked at? */
bool limits_to_look_at(const RunLimits *limits);

/* How a family that was looked at has been. */
typedef struct LimitsUse {
    const Family *family;
    double cpu_before; /* its processor time at the last sign of life */
    double seconds;    /* since its start */
} LimitsUse;

/* Which limit it is beyond, in words with the option's name, in the buffer; NULL: none. `of_time`
 * says whether it ran too long. */
const char *limits_exceeded(const RunLimits *limits, const LimitsUse *use, BlBuf *words,
                            bool *of_time);

/* The same for what it printed. */
const char *limits_printed_too_much(const RunLimits *limits, uint64_t printed, BlBuf *words);

/* A command line that sets what the kernel watches over and then becomes `argv`; both
 * NULL-terminated. An array in the arena; the strings of `argv` are borrowed. */
const char *const *limits_command(BlArena *arena, const RunLimits *limits, const char *const *argv);

#endif
