/* history.h - the runs of a store and what became of benchmarks in them: where the level of a
 * figure changed, and all of it written for people and as JSON. docs/history.md describes the JSON.
 */
#ifndef BENCHLINE_HISTORY_H
#define BENCHLINE_HISTORY_H

#include "benchline/compare.h"
#include "benchline/store.h"

#define HISTORY_ALPHA 0.01 /* a p up to this is a change, unless somebody wants another */

/* One change of the level of one benchmark's figures in one unit. The figures are those of the
 * StoreFigures that were searched, which must outlive it. */
typedef struct HistoryChange {
    CompareUnit unit;
    const StoreFigure *previous; /* the last run of the old level */
    const StoreFigure *first;    /* the first of the new one */
    const StoreFigure *last;     /* the last of the new one */
    bool current;                /* the new level is the one that the history ends with */
    double before, after;        /* the levels: medians of the runs' figures */
    double delta;                /* percent of before; NaN from 0 */
    bool exact;                  /* the runs tell it without a test */
    double p;                    /* of the test; 0 when exact */
    bool by_project;             /* other projects have a benchmark of that name too */
} HistoryChange;

typedef struct HistoryChanges {
    BL_VEC(HistoryChange) list; /* benchmark by benchmark, each in the order of runs and units */
    unsigned units;             /* that were searched: a set of 1 << CompareUnit */
    double alpha;
    size_t benchmarks, changed; /* how many there are, and of how many a level changed */
    size_t tested; /* histories, or stretches between exact changes, that were long enough for it */
} HistoryChanges;

/* Finds the changes in `units` (0: all) of all benchmarks; history_changes_free() it.
 *
 * Allocations and bytes that are the same in most iterations of a run are exact, and a run that
 * differs from the one before is a change. So is one from 0, or to 0, where the 0 is exact.
 * Otherwise, and for time always, stats_changes() decides at level `alpha` (0: HISTORY_ALPHA), of
 * the runs between the exact changes. Counts that come and go with single runs, twice at least and
 * in a tenth of the runs, or are others in most runs, are taken for chance: nothing in them is
 * exact. Means of allocations are rounded down, as package testing does it.
 *
 * What differs in system, GOMAXPROCS or whether it is a mean, and for time in processor or in what
 * was measured for, has histories of its own; so has each Go version where the runs of one come
 * back after those of another. */
void history_find_changes(HistoryChanges *changes, const StoreFigures *figures, unsigned units,
                          double alpha);
/* Orders the list by importance: by unit, and in it as compare_order_changes() has it. */
void history_sort_changes(HistoryChanges *changes);
void history_changes_free(HistoryChanges *changes);

/* ---- written --------------------------------------------------------------------------------- */

/* Whoever gave `out` asks it whether that went well. What is JSON is to be given to
 * cJSON_Delete(). */
void history_print_runs(const StoreRuns *runs, FILE *out);
/* Each benchmark with its changes, which are in the order that history_find_changes() gave. */
void history_print_figures(const StoreFigures *figures, const HistoryChanges *changes, FILE *out);
/* A table for each unit in which anything changed, and how many benchmarks did. */
void history_print_changes(const HistoryChanges *changes, FILE *out);
struct cJSON *history_runs_json(const StoreRuns *runs);
struct cJSON *history_figures_json(const StoreFigures *figures, const HistoryChanges *changes);
struct cJSON *history_changes_json(const HistoryChanges *changes);

#endif
