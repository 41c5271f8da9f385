/* rank_test.c - the Mann-Whitney U test.
 *
 * Under the hypothesis that both samples come from one distribution, every way to deal the pooled
 * values out again, so many to a and the rest to b, is as likely. Those ways are counted by the U
 * that they give, going through the pooled values in ascending order, one group of equal values
 * after the other: if `before` values stand below the group, and a has `taken` of them, then giving
 * a another r of the group's t values, which can be done in C(t, r) ways, adds to U the pairs with
 * the values of b below, r (before - taken), and half of those within the group, r (t - r) / 2. All
 * is counted in double, where sums of positive numbers lose nothing that matters.
 *
 * Without ties that is the recurrence of Mann and Whitney (1947), with ties Klotz's (1966). */
#include <math.h>
#include <stdlib.h>

#include "benchline/base.h"
#include "benchline/stats.h"
#include "stats/parts.h"

enum { EXACT_MAX = 50, EXACT_MAX_WITH_TIES = 25 }; /* as benchstat */

/* Both samples together, in ascending order, as groups of equal values. */
typedef struct Pooled {
    size_t *groups; /* how many values are in each */
    size_t count;   /* of groups */
    size_t n_a, n_b;
    double u;    /* of a */
    double ties; /* sum of t^3 - t over all groups */
} Pooled;

static size_t run_of(const double *sorted, size_t count, size_t from, double value)
{
    size_t end = from;
    while (end < count && sorted[end] == value)
        end++;
    return end - from;
}

static void pool(Pooled *pooled, const double *a, const double *b)
{
    size_t i = 0, j = 0;
    pooled->groups = bl_alloc((pooled->n_a + pooled->n_b) * sizeof *pooled->groups);
    while (i < pooled->n_a || j < pooled->n_b) {
        double value = j == pooled->n_b || (i < pooled->n_a && a[i] < b[j]) ? a[i] : b[j];
        size_t of_a = run_of(a, pooled->n_a, i, value), of_b = run_of(b, pooled->n_b, j, value);
        double t = (double)(of_a + of_b);
        pooled->u += (double)of_a * ((double)j + (double)of_b / 2);
        pooled->ties += t * t * t - t;
        pooled->groups[pooled->count++] = of_a + of_b;
        i += of_a;
        j += of_b;
    }
}

/* ---- the exact distribution ------------------------------------------------------------------ */

/* ways[taken * width + 2U]: in how many ways a has `taken` of the values so far, with that U. Here
 * a is the smaller sample, whichever that is: U is mirrored then, and just as far from the
 * middle. */
typedef struct Ways {
    double *ways;
    size_t n_a, n_b, width;
} Ways;

static double *ways_at(const Ways *w, size_t taken, size_t twice_u)
{
    return &w->ways[taken * w->width + twice_u];
}

double stats_choose(size_t n, size_t k)
{
    double ways = 1;
    for (size_t i = 1; i <= k; i++)
        ways = ways * (double)(n - i + 1) / (double)i;
    return ways;
}

/* Gives a another `more` of the next group's t values, from where it had `taken` of `before`. */
static void add_ways(const Ways *w, size_t before, size_t taken, size_t t, size_t more)
{
    size_t added = 2 * more * (before - taken) + more * (t - more);
    size_t end = 2 * taken * (before - taken); /* no U is larger there */
    double factor = stats_choose(t, more);
    const double *from = ways_at(w, taken, 0);
    double *to = ways_at(w, taken + more, added);
    for (size_t u = 0; u <= end; u++)
        to[u] += factor * from[u];
}

/* In place: from the largest number taken down, because ways only lead to larger ones, and giving
 * none of the group away changes nothing. */
static void add_group(const Ways *w, size_t before, size_t t)
{
    size_t most = before < w->n_a ? before : w->n_a;
    for (size_t taken = most + 1; taken-- > 0 && before - taken <= w->n_b;)
        for (size_t more = 1; more <= t && taken + more <= w->n_a; more++)
            if (before - taken + t - more <= w->n_b)
                add_ways(w, before, taken, t, more);
}

/* The part of all ways whose U is at least as far from the middle as the one observed. */
static double exact_p(const Pooled *pooled)
{
    size_t twice_most = 2 * pooled->n_a * pooled->n_b;
    Ways w = {.n_a = pooled->n_a, .n_b = pooled->n_b, .width = twice_most + 1};
    if (w.n_a > w.n_b) {
        w.n_a = pooled->n_b;
        w.n_b = pooled->n_a;
    }
    w.ways = bl_alloc((w.n_a + 1) * w.width * sizeof *w.ways);
    *ways_at(&w, 0, 0) = 1;
    size_t before = 0;
    for (size_t i = 0; i < pooled->count; i++) {
        add_group(&w, before, pooled->groups[i]);
        before += pooled->groups[i];
    }
    double middle = (double)twice_most / 2, observed = fabs(2 * pooled->u - middle);
    double all = 0, as_far = 0;
    for (size_t u = 0; u <= twice_most; u++) {
        double ways = *ways_at(&w, w.n_a, u);
        all += ways;
        if (fabs((double)u - middle) >= observed)
            as_far += ways;
    }
    free(w.ways);
    return as_far / all;
}

/* ---- the approximation ----------------------------------------------------------------------- */

static double normal_p(const Pooled *pooled)
{
    double a = (double)pooled->n_a, b = (double)pooled->n_b, n = a + b;
    double deviation = sqrt(a * b * (n + 1 - pooled->ties / (n * (n - 1))) / 12);
    double distance = fabs(pooled->u - a * b / 2);
    double z = (distance < 0.5 ? 0 : distance - 0.5) / deviation;
    return erfc(z / M_SQRT2);
}

/* ---- the test -------------------------------------------------------------------------------- */

static StatsRankTest test_pooled(const Pooled *pooled)
{
    size_t larger = pooled->n_a > pooled->n_b ? pooled->n_a : pooled->n_b;
    StatsRankTest test = {.status = STATS_TESTED, .u = pooled->u};
    if (pooled->count == 1)
        return (StatsRankTest){STATS_ALL_EQUAL, false, STATS_UNKNOWN, 1};
    test.exact = larger <= (pooled->ties > 0 ? EXACT_MAX_WITH_TIES : EXACT_MAX);
    test.p = test.exact ? exact_p(pooled) : normal_p(pooled);
    return test;
}

StatsRankTest stats_rank_test(const double *a, size_t count_a, const double *b, size_t count_b)
{
    if (stats_has_nan(a, count_a) || stats_has_nan(b, count_b))
        return (StatsRankTest){STATS_HAS_NAN, false, STATS_UNKNOWN, 1};
    if (count_a == 0 || count_b == 0)
        return (StatsRankTest){STATS_EMPTY, false, STATS_UNKNOWN, 1};
    double *sorted_a = stats_sorted(a, count_a), *sorted_b = stats_sorted(b, count_b);
    Pooled pooled = {.n_a = count_a, .n_b = count_b};
    pool(&pooled, sorted_a, sorted_b);
    StatsRankTest test = test_pooled(&pooled);
    free(pooled.groups);
    free(sorted_a);
    free(sorted_b);
    return test;
}

/* The smallest p that n and n values can have is 2 / C(2n, n), when the samples do not overlap. */
size_t stats_samples_for_test(double alpha)
{
    enum { LOOKED_AT = 500 }; /* 2 / C(1000, 500) is the smallest that double can tell from 0 */
    double p = 1;
    for (size_t n = 1; n <= LOOKED_AT; n++) {
        if (p <= alpha)
            return n;
        p = p * (double)(n + 1) / (double)(2 * (2 * n + 1));
    }
    return 0;
}
