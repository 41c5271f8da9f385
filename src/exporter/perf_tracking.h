/* perf_tracking.h - what the files of the format perf-tracking share: perf_tracking.c has the
 * folder, perf_version.c a version's file, perf_index.c the index of a platform. */
#ifndef BENCHLINE_EXPORTER_PERF_TRACKING_H
#define BENCHLINE_EXPORTER_PERF_TRACKING_H

#include "exporter/json_edit.h"
#include "exporter/series.h"

/* A file that is to be written. */
typedef struct PerfFile {
    const char *path;
    cJSON *object;
} PerfFile;

/* One export. */
typedef struct PerfFolder {
    BlArena arena;
    const char *path;
    BlDiags *diags;
    const ExportOptions *options;
    ExportSeriesList list;
    const char **names;     /* of each series, see full_name() */
    BL_VEC(PerfFile) files; /* each after those that it names */
    int error;              /* the first one, as of ExportFormat.write_folder */
} PerfFolder;

/* What is known of a benchmark from one place. */
typedef struct PerfEntry {
    const char *name;           /* full_name() */
    size_t order;               /* later ones stand */
    const ExportSeries *series; /* one of these three */
    const cJSON *listed;        /* in the index that is there */
    const cJSON *figures;       /* in a version's file */
} PerfEntry;

typedef BL_VEC(PerfEntry) PerfEntries;

/* ---- perf_tracking.c ------------------------------------------------------------------------- */

/* "1.26" of "go1.26.8", "go1.26rc1" and "go1.26-custom"; NULL when it is no release. */
const char *perf_version(BlArena *arena, const char *go_version);
/* Are both of one version and platform? */
bool perf_same_place(PerfFolder *folder, const Results *a, const Results *b);
/* The object that a file will be or, read into `*read`, is; an empty one where there is no file.
 * NULL: it is none of perf-tracking's, which was said. */
const cJSON *perf_find(PerfFolder *folder, const char *path, cJSON **read);

/* By name, and of one name those of later order behind. */
void perf_sort(PerfEntries *entries);
bool perf_is_last_of_name(const PerfEntries *entries, size_t at);

/* ---- perf_version.c -------------------------------------------------------------------------- */

/* What all inputs have of the version and the platform of `results`. Where two series have the same
 * name, of two projects for instance, the last one stands. */
cJSON *perf_version_file(PerfFolder *folder, const Results *results);

/* ---- perf_index.c ---------------------------------------------------------------------------- */

/* Adds to the index the version of `results`, whose figures are in `file`. */
void perf_add_version(PerfFolder *folder, cJSON *index, const Results *results, const char *file);
/* Lists the benchmarks of all versions that the index has then; `place` is its folder. */
void perf_set_benchmarks(PerfFolder *folder, const char *place, cJSON *index);
/* Where the sources are, unless somebody has said that already. */
void perf_set_repository(cJSON *index, const Results *results);

#endif
