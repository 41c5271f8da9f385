/* parts.h - what the files of this folder share. */
#ifndef BENCHLINE_HISTORY_PARTS_H
#define BENCHLINE_HISTORY_PARTS_H

#include "benchline/history.h"

/* ---- series.c: which figures are one history --------------------------------------------------
 */

/* How many from the first on are of the same benchmark. */
size_t history_count_same(const StoreFigures *figures, size_t first);

#endif
