/* stats_driver.c - benchline's statistics of pairs of samples, for whoever compares them.
 *
 * Reads lines `CONFIDENCE ALPHA Q COUNT_A VALUE... COUNT_B VALUE...`, numbers as strtod reads them.
 * For each it prints a line of words NAME=FIGURE, with as many digits as give back the double. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "benchline/base.h"
#include "benchline/stats.h"

typedef struct Sample {
    double *values;
    size_t count;
} Sample;

static double read_number(void)
{
    char word[64], *end;
    if (scanf("%63s", word) != 1)
        exit(2);
    double number = strtod(word, &end);
    if (*end)
        exit(2);
    return number;
}

static Sample read_sample(void)
{
    Sample sample = {.count = (size_t)read_number()};
    sample.values = bl_alloc((sample.count + 1) * sizeof *sample.values);
    for (size_t i = 0; i < sample.count; i++)
        sample.values[i] = read_number();
    return sample;
}

static void print(const char *group, const char *name, double figure)
{
    printf("%s.%s=%.17g ", group, name, figure);
}

static void print_estimate(const char *group, const StatsEstimate *estimate)
{
    print(group, "center", estimate->center);
    print(group, "lo", estimate->lo);
    print(group, "hi", estimate->hi);
    print(group, "confidence", estimate->confidence);
    print(group, "spread", stats_estimate_spread(estimate));
    print(group, "warnings", estimate->warnings);
}

static void print_comparison(const char *group, StatsAssumption assumption, Sample a, Sample b,
                             double confidence, double alpha)
{
    StatsComparison comparison;
    char text[STATS_DELTA_SIZE];
    stats_compare(assumption, a.values, a.count, b.values, b.count, confidence, alpha, &comparison);
    print_estimate(group, &comparison.a);
    print(group, "p", comparison.p);
    print(group, "compared", comparison.warnings);
    printf("%s.delta=%s ", group, stats_delta_text(&comparison, text));
}

static void print_sample(Sample sample, double confidence, double q)
{
    StatsInterval interval = stats_mean_interval(sample.values, sample.count, confidence);
    print("sample", "mean", stats_mean(sample.values, sample.count));
    print("sample", "lo", interval.lo);
    print("sample", "hi", interval.hi);
    print("sample", "sd", stats_sd(sample.values, sample.count));
    print("sample", "quantile", stats_quantile(sample.values, sample.count, q));
    print("sample", "geomean", stats_geomean(sample.values, sample.count));
}

int main(void)
{
    int c;
    while ((c = getchar()) != EOF) {
        ungetc(c, stdin);
        double confidence = read_number(), alpha = read_number(), q = read_number();
        Sample a = read_sample(), b = read_sample();
        while ((c = getchar()) != EOF && c != '\n')
            ;
        print_sample(a, confidence, q);
        print_comparison("nothing", STATS_ASSUME_NOTHING, a, b, confidence, alpha);
        print_comparison("exact", STATS_ASSUME_EXACT, a, b, confidence, alpha);
        print("need", "interval", (double)stats_samples_for_interval(confidence));
        print("need", "test", (double)stats_samples_for_test(alpha));
        putchar('\n');
        free(a.values);
        free(b.values);
    }
    return 0;
}
