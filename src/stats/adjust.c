/* adjust.c - p values of many comparisons, corrected for how many they are. */
#include <math.h>
#include <stdlib.h>

#include "benchline/base.h"
#include "benchline/stats.h"

typedef struct Ranked {
    double p;
    size_t place; /* in the caller's array */
} Ranked;

static int ascending(const void *a, const void *b)
{
    double x = ((const Ranked *)a)->p, y = ((const Ranked *)b)->p;
    return (x > y) - (x < y);
}

/* Those that are not NaN, in ascending order; free() them. */
static Ranked *rank(const double *p, size_t count, size_t *known)
{
    Ranked *ranked = bl_alloc((count + 1) * sizeof *ranked);
    *known = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(p[i]))
            ranked[(*known)++] = (Ranked){p[i], i};
    if (*known > 1)
        qsort(ranked, *known, sizeof *ranked, ascending);
    return ranked;
}

static void copy_unknown(const double *p, size_t count, double *adjusted)
{
    for (size_t i = 0; i < count; i++)
        if (isnan(p[i]))
            adjusted[i] = p[i];
}

/* p(i) n / i, and no larger than that of any larger p. */
void stats_adjust_bh(const double *p, size_t count, double *adjusted)
{
    size_t known;
    Ranked *ranked = rank(p, count, &known);
    copy_unknown(p, count, adjusted);
    double least = 1;
    for (size_t i = known; i > 0; i--) {
        least = fmin(least, ranked[i - 1].p * ((double)known / (double)i));
        adjusted[ranked[i - 1].place] = least;
    }
    free(ranked);
}

/* p(i) (n - i + 1), and no smaller than that of any smaller p. */
void stats_adjust_holm(const double *p, size_t count, double *adjusted)
{
    size_t known;
    Ranked *ranked = rank(p, count, &known);
    copy_unknown(p, count, adjusted);
    double most = 0;
    for (size_t i = 0; i < known; i++) {
        most = fmax(most, fmin(1, ranked[i].p * (double)(known - i)));
        adjusted[ranked[i].place] = most;
    }
    free(ranked);
}
