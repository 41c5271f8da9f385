/* figures.h - doubles in unit tests, which cmocka has only as floats. After <cmocka.h>. */
#ifndef FIGURES_H
#define FIGURES_H

#include <math.h>
#include <stdbool.h>

/* Equal but for `tolerance`; NaN is equal to NaN, and an infinity to itself. */
static inline void assert_figure_at(double actual, double expected, double tolerance,
                                    const char *file, int line)
{
    bool same = actual == expected || (isnan(actual) && isnan(expected)) ||
                fabs(actual - expected) <= tolerance;
    if (same)
        return;
    print_error("%.17g is not %.17g\n", actual, expected);
    _fail(file, line);
}

#define assert_near(actual, expected, tolerance) \
    assert_figure_at((actual), (expected), (tolerance), __FILE__, __LINE__)
#define assert_same(actual, expected) assert_near((actual), (expected), 0.0)

#endif
