/* family.h - a process and all that came of it, found in /proc and ended together.
 *
 * A process group is not enough for that: whoever calls setsid leaves it, and whoever forks twice
 * has no living parent any more. So a family is whoever descends from its leader, is in the
 * leader's group or session, was seen to belong to it before, or has inherited the leader's mark in
 * its environment. Orphans come to benchline while family_adopt() is in force (prctl(2),
 * PR_SET_CHILD_SUBREAPER). What gets away is a process that emptied its environment, left its
 * session and lost its parent between two looks; only a PID namespace ends that one (sandbox.h).
 */
#ifndef BENCHLINE_FAMILY_H
#define BENCHLINE_FAMILY_H

#include <sys/types.h>

#include "benchline/base.h"

typedef struct FamilyMember {
    pid_t pid, parent, group, session;
    unsigned long long born; /* in clock ticks since boot: tells a process from a later namesake */
    double cpu_seconds;      /* its own and its ended children's */
    bool ended;              /* a zombie */
} FamilyMember;

typedef struct Family {
    pid_t leader;
    BL_VEC(FamilyMember) members; /* as of the last look, in the order of their numbers; alive */
    double cpu_seconds;           /* of them all */
    uint64_t memory;              /* bytes that are theirs alone: neither files nor shared */
} Family;

/* Orphaned descendants become children of this process from now on, or no longer. */
void family_adopt(bool adopt);

/* Reads who belongs to it now. Ended orphans are taken notice of, which the leader never is. */
void family_look(Family *family);

/* Asks the Go program `program` in it (an argv[0]) for its stacks: SIGQUIT, to the thread that was
 * busiest, whose stack Go could not show otherwise. Its descendants are stopped first, so that they
 * do no more harm meanwhile. False: there is none. */
bool family_quit(Family *family, const char *program);

/* Kills all of it, the leader too, however fast it grows. */
void family_end(Family *family);

void family_free(Family *family);

#endif
