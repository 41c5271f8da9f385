/* stats.h - what can be said of measurements: arrays of double in, figures out.
 *
 * Nothing here knows of benchmarks, results or files, and nothing keeps what it is given: arrays
 * are read, in any order of their values, and never changed. Units go through unchanged; whatever
 * is in percent says so. docs/statistics.md says in plain words what each figure means.
 *
 * Throughout: a figure that does not exist is NaN, never 0. A sample that holds a NaN has no
 * figures. Infinities are ordered as numbers are; a mean with one is infinite, and has no
 * deviation. The reference for whatever it computes too is benchstat (golang.org/x/perf/benchmath,
 * version 0.0.0-20231127181059, on github.com/aclements/go-moremath), with which make check
 * compares it.
 */
#ifndef BENCHLINE_STATS_H
#define BENCHLINE_STATS_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#define STATS_UNKNOWN ((double)NAN) /* a figure that does not exist */
#define STATS_CONFIDENCE 0.95       /* of intervals, unless somebody wants another */
#define STATS_ALPHA 0.05            /* a p up to this is a difference */

/* ---- one sample ------------------------------------------------------------------------------ */

/* How far measurements vary, by their coefficient of variation in percent. */
typedef enum StatsBand {
    STATS_BAND_UNKNOWN,    /* fewer than two measurements, or no CV */
    STATS_BAND_GOOD,       /* up to 5 */
    STATS_BAND_ACCEPTABLE, /* up to 10 */
    STATS_BAND_WARNING,    /* up to 15 */
    STATS_BAND_HIGH,       /* up to 30 */
    STATS_BAND_VERY_HIGH,
} StatsBand;

StatsBand stats_band(double cv);
const char *stats_band_name(StatsBand band); /* "good", ..., "very high"; "unknown" */

typedef struct StatsInterval {
    double lo, hi;     /* -inf and +inf when the sample is too small to say */
    double confidence; /* what it really has, from 0 to 1 */
} StatsInterval;

typedef struct StatsSummary {
    size_t count;
    double min, max, mean;
    double median, p95, p99; /* as stats_quantile() */
    double sd, cv;           /* as stats_sd() and stats_cv() */
    StatsBand band;
    StatsInterval mean_interval, median_interval;
} StatsSummary;

/* Everything there is to say of one sample; `confidence` is that of both intervals. */
void stats_summarize(const double *values, size_t count, double confidence, StatsSummary *summary);

double stats_mean(const double *values, size_t count); /* NaN of none */
/* The sample standard deviation, over n - 1. NaN of fewer than two values; 0 exactly when all are
 * equal. */
double stats_sd(const double *values, size_t count);
/* The coefficient of variation in percent: sd / |mean| * 100. 0 when all values are equal, 0 itself
 * too; NaN of fewer than two values, or when they differ and their mean is 0. */
double stats_cv(const double *values, size_t count);
/* The value that the part `q` (0 to 1) of a population lies below, estimated: definition 8 of
 * Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996),
 * as benchstat and R's quantile(type = 8) have it: linear between the order statistics around
 * position q(n + 1/3) + 1/3, and the minimum and the maximum beyond. 0.5 is the usual median. NaN
 * of none. */
double stats_quantile(const double *values, size_t count, double q);

/* The interval of the mean by Student's t distribution; infinite of fewer than two values. Its
 * confidence is the one asked for, if the values are drawn from a normal distribution. */
StatsInterval stats_mean_interval(const double *values, size_t count, double confidence);
/* The interval of the median between two order statistics, for any distribution: as narrow as
 * reaches the confidence asked for, which the real one therefore exceeds. For an odd number of
 * steps outward the smaller side gets one more. Up to 30 values the confidence is that of the
 * binomial distribution, above of its normal approximation, as benchstat has it. */
StatsInterval stats_median_interval(const double *values, size_t count, double confidence);
/* How many values a finite interval of the median takes; 0 when 50 are too few. */
size_t stats_samples_for_interval(double confidence);

/* The t that a Student t variable of `freedom` degrees (1 or more) does not exceed in absolute
 * value with this probability, from 0 to 1: 2.228... for 0.95 and 10. */
double stats_student_t(double probability, size_t freedom);

/* ---- two samples ----------------------------------------------------------------------------- */

typedef enum StatsTestStatus {
    STATS_TESTED,
    STATS_EMPTY,     /* a sample without values */
    STATS_ALL_EQUAL, /* one value only in both samples together: nothing to test */
    STATS_HAS_NAN,
} StatsTestStatus;

typedef struct StatsRankTest {
    StatsTestStatus status;
    bool exact; /* p is that of the exact distribution, not of the normal approximation */
    double u;   /* pairs (a, b) with a > b, ties counted as a half; NaN unless tested */
    double p;   /* two-sided, 0 to 1; 1 unless tested */
} StatsRankTest;

/* The Mann-Whitney U test: may both samples come from one distribution? p is the probability of a U
 * at least as far from its mean as this one, among all ways to deal the values out again. Exact for
 * up to 50 values in each sample, or 25 when any two values are equal; beyond, the normal
 * approximation with tie and continuity correction (Mann and Whitney, Annals of Mathematical
 * Statistics 18 (1947); ties: Klotz, JASA 61 (1966)). As benchstat has it, but for exact tests of
 * samples of unequal size with ties: see docs/statistics.md. */
StatsRankTest stats_rank_test(const double *a, size_t count_a, const double *b, size_t count_b);
/* How many values in each sample it takes that the test can find a difference at all; 0 when no
 * number is enough (alpha 0 or less). */
size_t stats_samples_for_test(double alpha);

/* What is known beforehand of how a quantity is distributed: benchfmt's `assume=` of its unit. */
typedef enum StatsAssumption {
    STATS_ASSUME_NOTHING, /* time: median, its interval, and the rank test */
    STATS_ASSUME_EXACT,   /* counts, such as allocs/op: one value, and any difference is one */
} StatsAssumption;

/* Why a figure says less than it seems to; a set of these. */
typedef enum StatsWarning {
    STATS_WARN_EMPTY = 1,            /* a sample without values */
    STATS_WARN_NAN = 2,              /* a sample with a NaN */
    STATS_WARN_FEW_FOR_INTERVAL = 4, /* stats_samples_for_interval() are needed */
    STATS_WARN_NOT_EXACT = 8,        /* STATS_ASSUME_EXACT, and the values differ: lo to hi */
    STATS_WARN_FEW_FOR_TEST = 16,    /* stats_samples_for_test() are needed */
    STATS_WARN_ALL_EQUAL = 32,       /* all values of both samples are equal: no test */
} StatsWarning;

/* A sample in one figure: median and interval, or (exact) the most frequent value, the smaller of
 * several, with the minimum and the maximum. */
typedef struct StatsEstimate {
    size_t count;
    double center, lo, hi;
    double confidence; /* 1 for STATS_ASSUME_EXACT */
    unsigned warnings; /* EMPTY, NAN, FEW_FOR_INTERVAL, NOT_EXACT */
} StatsEstimate;

StatsEstimate stats_estimate(StatsAssumption assumption, const double *values, size_t count,
                             double confidence);
/* How far the interval reaches from the center at most, in percent of it: benchstat's ±. +inf for
 * an infinite one, NaN where center and bounds do not have one sign. */
double stats_estimate_spread(const StatsEstimate *estimate);

typedef struct StatsComparison {
    StatsEstimate a, b; /* before and after */
    double delta;       /* percent of a's center; NaN from 0 to anything else: benchstat's "?" */
    double p;           /* 0 for STATS_ASSUME_EXACT, 1 where nothing could be tested */
    double alpha;
    bool significant;  /* p <= alpha; benchstat prints "~" when it is not */
    unsigned warnings; /* FEW_FOR_TEST, ALL_EQUAL, and EMPTY and NAN of a or b */
} StatsComparison;

void stats_compare(StatsAssumption assumption, const double *a, size_t count_a, const double *b,
                   size_t count_b, double confidence, double alpha, StatsComparison *comparison);

enum { STATS_DELTA_SIZE = 340 }; /* bytes of any delta and its NUL; a usual one has ten */
/* The delta as benchstat prints it: "~", "0.00%", "?", "+12.50%". Returns `text`. */
const char *stats_delta_text(const StatsComparison *comparison, char text[STATS_DELTA_SIZE]);

/* ---- many benchmarks ------------------------------------------------------------------------- */

/* NaN of none, and when a value is not above 0. */
double stats_geomean(const double *values, size_t count);

/* What many pairs of centers come to. All four kinds of pairs add up to `pairs`. */
typedef struct StatsRatio {
    size_t pairs;
    size_t both_zero;  /* 0 -> 0: the ratio is 1, nothing changed */
    size_t from_zero;  /* 0 -> n: there is no ratio */
    size_t to_zero;    /* n -> 0: the ratio is 0, of which there is no geometric mean */
    size_t unusable;   /* a NaN, an infinity, a negative value, or a ratio beyond double */
    double ratio;      /* geometric mean of all ratios; NaN when one of the last three is not 0 */
    double ratio_rest; /* of all that have a positive ratio, for whoever says what was left out */
} StatsRatio;

/* Of after[i] / before[i]. As benchstat has it, which says "?" or nothing where this is NaN. */
StatsRatio stats_geomean_ratio(const double *before, const double *after, size_t count);

/* p values corrected for how many they are. `adjusted` has room for `count`, may be `p` itself, and
 * gets the values in the order of `p`; the adjusted value is compared with alpha in place of p. NaN
 * stays NaN and does not count.
 * Benjamini-Hochberg (J. R. Statist. Soc. B 57, 1995): of the differences reported, alpha is the
 * expected part that is none. Holm (Scand. J. Statist. 6, 1979): alpha is the probability that any
 * is none. As R's p.adjust() has them. */
void stats_adjust_bh(const double *p, size_t count, double *adjusted);
void stats_adjust_holm(const double *p, size_t count, double *adjusted);

/* ---- a history ------------------------------------------------------------------------------- */

typedef struct StatsRun {
    const double *values;
    size_t count; /* 0 for a run that did not measure it */
} StatsRun;

typedef struct StatsChange {
    size_t run;           /* the first one of the new level */
    double before, after; /* the levels: medians of the runs' centers */
    double delta;         /* percent of before; NaN from 0 to anything else */
    double p;             /* of the permutation test; 0 for STATS_ASSUME_EXACT */
} StatsChange;

/* A level lasts as many runs at least: an odd one is none, nor most of one. */
enum { STATS_LEVEL_RUNS = 3 };

/* Finds where the level of a history changed: runs in the order of time, each a sample. Returns how
 * many changes; *changes, in the order of time, is to be freed, and is NULL of none. Runs without
 * values, or with a NaN or an infinity, are passed over.
 * STATS_ASSUME_EXACT: wherever a run's center differs from the last one's.
 * STATS_ASSUME_NOTHING: binary segmentation of the runs' medians, each split judged by a
 * permutation test at level alpha; in a history without changes the probability of finding any is
 * alpha at most. A new level must last three runs; how many it takes is in docs/statistics.md. The
 * same history always gives the same changes. See src/stats/change_points.c. */
size_t stats_changes(StatsAssumption assumption, const StatsRun *runs, size_t count, double alpha,
                     StatsChange **changes);

#endif
