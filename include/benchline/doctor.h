/* doctor.h - is this machine fit for measuring time, and what can be done about it?
 *
 * Allocations are the same on any machine; times are not. Each finding is about one thing that
 * makes them differ from run to run. What is asked is Linux's /sys and /proc; what a system does
 * not tell is unknown, which is said too.
 */
#ifndef BENCHLINE_DOCTOR_H
#define BENCHLINE_DOCTOR_H

#include <stdio.h>

#include "benchline/base.h"

struct cJSON;

/* The second column is the name in JSON. */
#define DOCTOR_VERDICTS(X)                              \
    X(GOOD, "good")                                     \
    X(BAD, "bad")         /* times will differ by it */ \
    X(UNKNOWN, "unknown") /* the system does not tell */

typedef enum DoctorVerdict {
#define X(name, text) DOCTOR_##name,
    DOCTOR_VERDICTS(X)
#undef X
        DOCTOR_VERDICT_COUNT
} DoctorVerdict;

const char *doctor_verdict_name(DoctorVerdict verdict);

typedef struct DoctorFinding {
    const char *what; /* "governor", static */
    DoctorVerdict verdict;
    const char *said;   /* what was found, in words */
    const char *advice; /* what to do; NULL when it is good, or nothing can be done */
} DoctorFinding;

typedef struct Doctor {
    BlArena arena;
    BL_VEC(DoctorFinding) findings; /* always the same ones, in the same order */
} Doctor;

/* Examines the machine whose /sys, /proc and / are below `root` ("" for this one). */
void doctor_examine(Doctor *doctor, const char *root);
void doctor_free(Doctor *doctor);
size_t doctor_bad(const Doctor *doctor); /* how many findings are bad */

void doctor_print(const Doctor *doctor, bool colour, FILE *out);
/* An object with a list of the findings; cJSON_Delete() it. */
struct cJSON *doctor_json(const Doctor *doctor);

#endif
