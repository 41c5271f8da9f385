/* number.h - numbers as text that reads back as exactly the same double. */
#ifndef BENCHLINE_RESULTS_NUMBER_H
#define BENCHLINE_RESULTS_NUMBER_H

enum { RESULTS_NUMBER_SIZE = 32 };

/* The shortest decimal text that reads back as exactly `value`. Integers below 1e21 have no
 * exponent, as JavaScript prints them too. What is not finite is NaN, +Inf or -Inf, as Go prints
 * it; JSON has no such numbers. */
void results_format_number(double value, char text[RESULTS_NUMBER_SIZE]);

#endif
