/* processors.h - which processors a test gets for itself, when its time is measured. */
#ifndef BENCHLINE_PROCESSORS_H
#define BENCHLINE_PROCESSORS_H

#include <sched.h>

#include "benchline/base.h"

/* Chooses `count` of them: those that the system keeps free of everything else (isolcpus in the
 * kernel's Documentation/admin-guide/kernel-parameters.txt) where there are as many, else the last
 * ones that benchline may use. False when the system does not tell, or when none would be left for
 * anything else. */
bool processors_choose(unsigned count, cpu_set_t *chosen);

/* "2-3,7" as the kernel writes lists of processors (cpuset(7)); false when it is none. */
bool processors_read(const char *text, cpu_set_t *set);

#endif
