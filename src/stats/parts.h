/* parts.h - what the files of this folder share. */
#ifndef BENCHLINE_STATS_PARTS_H
#define BENCHLINE_STATS_PARTS_H

#include <stdbool.h>
#include <stddef.h>

/* ---- sample.c: a sample in ascending order, which most figures are read off ------------------ */

bool stats_has_nan(const double *values, size_t count);
/* A copy in ascending order; free() it. No NaN among the values. */
double *stats_sorted(const double *values, size_t count);
void stats_sort(double *values, size_t count); /* in place; no NaN among them */

/* As stats_quantile(), of values in ascending order without a NaN. */
double stats_sorted_quantile(const double *sorted, size_t count, double q);

/* 100 * (after / before - 1): 0 when they are equal, NaN from 0 to anything else. */
double stats_percent(double before, double after);

/* ---- rank_test.c ----------------------------------------------------------------------------- */

/* In how many ways k of n can be chosen; exact below 2^53. */
double stats_choose(size_t n, size_t k);

#endif
