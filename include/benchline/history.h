/* history.h - the runs of a store and what became of benchmarks in them, written for people and as
 * JSON. docs/store.md describes the JSON.
 */
#ifndef BENCHLINE_HISTORY_H
#define BENCHLINE_HISTORY_H

#include "benchline/store.h"

/* Whoever gave `out` asks it whether that went well. What is JSON is to be given to
 * cJSON_Delete(). */
void history_print_runs(const StoreRuns *runs, FILE *out);
void history_print_figures(const StoreFigures *figures, FILE *out);
struct cJSON *history_runs_json(const StoreRuns *runs);
struct cJSON *history_figures_json(const StoreFigures *figures);

#endif
