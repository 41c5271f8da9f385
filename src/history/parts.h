/* parts.h - what the files of this folder share. */
#ifndef BENCHLINE_HISTORY_PARTS_H
#define BENCHLINE_HISTORY_PARTS_H

#include "benchline/history.h"

/* ---- series.c: which figures are one history ------------------------------------------------- */

/* How many from the first on are of the same benchmark. */
size_t history_count_same(const StoreFigures *figures, size_t first);

/* What a benchmark did in one run, in one unit. */
typedef struct HistoryPoint {
    const StoreFigure *figure;
    double value; /* finite */
    bool steady;  /* it is what the benchmark does, and no matter of chance */
} HistoryPoint;

typedef BL_VEC(HistoryPoint) HistorySeries; /* in the order of the runs, one each at most */

/* Goes through the histories of one benchmark in one unit. */
typedef struct HistorySplit {
    const StoreFigure *rows;
    size_t count, next;
    CompareUnit unit;
    bool *taken;
    bool by_project;
} HistorySplit;

/* `rows` are all of one benchmark, in the order of the runs. history_end_series() it. */
void history_begin_series(HistorySplit *split, const StoreFigure *rows, size_t count,
                          CompareUnit unit);
/* Puts the points of the next one into `series`; false when there is none. */
bool history_next_series(HistorySplit *split, HistorySeries *series);
void history_end_series(HistorySplit *split);

/* ---- changes.c ------------------------------------------------------------------------------- */

/* Is the change at that place in the list, if there is one, of the benchmark with these rows? */
bool history_is_of(const HistoryChanges *changes, size_t at, const StoreFigure *rows, size_t count);

#endif
