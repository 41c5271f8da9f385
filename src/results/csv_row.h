/* csv_row.h - comma-separated values, cell by cell (RFC 4180). */
#ifndef BENCHLINE_CSV_ROW_H
#define BENCHLINE_CSV_ROW_H

#include <stdio.h>

#include "benchline/base.h"

typedef struct CsvRow {
    FILE *out;
    bool begun; /* it has a cell already */
} CsvRow;

void csv_text(CsvRow *row, const char *text); /* NULL: empty; bytes that are no UTF-8: U+FFFD */
void csv_number(CsvRow *row, double value);   /* NaN: empty */
void csv_count(CsvRow *row, uint64_t count, bool known); /* 0, unless it is `known`: empty */
void csv_end(CsvRow *row); /* of the row; the next cell begins another one */

#endif
