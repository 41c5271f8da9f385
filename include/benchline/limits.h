/* limits.h - what strangers' tests may take of the machine (docs/safety.md). */
#ifndef BENCHLINE_LIMITS_H
#define BENCHLINE_LIMITS_H

#include <stdint.h>

/* What a package's tests may take before they are ended, with all that they started. 0: as much as
 * there is. A test that goes beyond one is named, with the option's name, and the others go
 * on. */
typedef struct RunLimits {
    double package_seconds; /* for all processes of one package together */
    double cpu_seconds;     /* processor time between two signs of life, as the ones below */
    uint64_t memory;        /* bytes that belong to the processes of one package alone */
    uint64_t output;        /* bytes printed on standard output and standard error */
    uint64_t processes;     /* at one time */
    uint64_t open_files;    /* of each process (setrlimit(2), RLIMIT_NOFILE) */
    uint64_t file_size;     /* bytes of each file that is written (RLIMIT_FSIZE) */
} RunLimits;

/* The limits that `benchline run` has unless it is told otherwise. */
RunLimits run_default_limits(void);

#endif
