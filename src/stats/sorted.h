/* sorted.h - a sample in ascending order, which most figures are read off. */
#ifndef STATS_SORTED_H
#define STATS_SORTED_H

#include <stdbool.h>
#include <stddef.h>

bool stats_has_nan(const double *values, size_t count);
/* A copy in ascending order; free() it. No NaN among the values. */
double *stats_sorted(const double *values, size_t count);
void stats_sort(double *values, size_t count); /* in place; no NaN among them */

/* As stats_quantile() and stats_median_interval(), of values in ascending order without a NaN. */
double sorted_quantile(const double *sorted, size_t count, double q);
#define sorted_median(sorted, count) sorted_quantile((sorted), (count), 0.5)

/* 100 * (after / before - 1): 0 when they are equal, NaN from 0 to anything else. */
double stats_percent(double before, double after);

#endif
