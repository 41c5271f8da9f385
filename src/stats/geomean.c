/* geomean.c - many benchmarks in one figure. */
#include <math.h>

#include "benchline/stats.h"

/* The logarithms are added up in long double, so that the order of the values does not show. */
typedef struct Product {
    long double logarithms;
    size_t count;
} Product;

static void multiply(Product *product, double factor)
{
    product->logarithms += logl((long double)factor);
    product->count++;
}

static double root(const Product *product)
{
    if (product->count == 0)
        return STATS_UNKNOWN;
    return (double)expl(product->logarithms / (long double)product->count);
}

double stats_geomean(const double *values, size_t count)
{
    Product product = {0};
    for (size_t i = 0; i < count; i++) {
        if (!(values[i] > 0))
            return STATS_UNKNOWN;
        multiply(&product, values[i]);
    }
    return root(&product);
}

static bool usable(double before, double after)
{
    return before >= 0 && after >= 0 && isfinite(before) && isfinite(after);
}

StatsRatio stats_geomean_ratio(const double *before, const double *after, size_t count)
{
    StatsRatio ratio = {.pairs = count};
    Product product = {0};
    for (size_t i = 0; i < count; i++) {
        double part = after[i] / before[i];
        bool both = before[i] > 0 && after[i] > 0;
        if (!usable(before[i], after[i]) || (both && (part == 0 || isinf(part))))
            ratio.unusable++;
        else if (before[i] == 0 && after[i] == 0)
            ratio.both_zero++;
        else if (before[i] == 0)
            ratio.from_zero++;
        else if (after[i] == 0)
            ratio.to_zero++;
        else
            multiply(&product, part);
    }
    product.count += ratio.both_zero;
    ratio.ratio_rest = root(&product);
    bool whole = !ratio.from_zero && !ratio.to_zero && !ratio.unusable;
    ratio.ratio = whole ? ratio.ratio_rest : STATS_UNKNOWN;
    return ratio;
}
