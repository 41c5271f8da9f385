/* number.c - see number.h. */
#include "results/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void results_format_number(double value, char text[RESULTS_NUMBER_SIZE])
{
    if (!isfinite(value)) {
        snprintf(text, RESULTS_NUMBER_SIZE, "%s",
                 isnan(value) ? "NaN"
                 : value > 0  ? "+Inf"
                              : "-Inf");
        return;
    }
    if (trunc(value) == value && fabs(value) < 1e21) {
        snprintf(text, RESULTS_NUMBER_SIZE, "%.0f", value);
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, RESULTS_NUMBER_SIZE, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    /* A host program may have set a locale with another decimal point. */
    for (char *c = text; *c; c++)
        if (!strchr("0123456789+-e", *c))
            *c = '.';
}
