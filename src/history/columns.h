/* columns.h - a table for people: cells, row by row, until it is known how wide their columns are.
 */
#ifndef BENCHLINE_HISTORY_COLUMNS_H
#define BENCHLINE_HISTORY_COLUMNS_H

#include <stdio.h>

#include "compare/parts.h"

enum { COLUMNS_MAX = 9 };

/* Zero but for these two to start with; columns_print() takes what is in it away. */
typedef struct Columns {
    size_t count;
    bool right[COLUMNS_MAX]; /* numbers end where their column ends */
    BL_VEC(char *) cells;
} Columns;

/* Each adds a cell. */
void columns_take(Columns *columns, BlBuf *text);      /* takes its bytes too; none are "" */
void columns_text(Columns *columns, const char *text); /* what a terminal may be shown; NULL: "-" */
void columns_count(Columns *columns, uint64_t count);
void columns_figure(Columns *columns, CompareUnit unit, double value); /* NaN: "-" */

/* Prints the rows, each behind `indent`, without blanks at its end. */
void columns_print(Columns *columns, const char *indent, FILE *out);

#endif
