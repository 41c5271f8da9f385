/* parts.h - what the files of this folder share; check and history put names and figures as this
 * folder does. */
#ifndef BENCHLINE_COMPARE_PARTS_H
#define BENCHLINE_COMPARE_PARTS_H

#include "benchline/compare.h"
#include "exporter/series.h"

/* ---- compare.c ------------------------------------------------------------------------------- */

/* The order of importance in a unit: as compare_order_changes() has it, and then what did not
 * change. */
int compare_order(const ComparePair *a, const ComparePair *b, CompareUnit unit);

/* ---- match.c: which benchmark of one run is which of the other ------------------------------- */

/* Two series, of which one may be NULL. */
typedef struct CompareMatch {
    const ExportSeries *before, *after;
    size_t index;
    bool by_project; /* another project has one of that path, name and GOMAXPROCS */
} CompareMatch;

typedef BL_VEC(CompareMatch) CompareMatches;

/* `by_project`: packages of several projects have one path, so the project's name counts. */
void compare_match(const ExportSeriesList *before, const ExportSeriesList *after, bool by_project,
                   CompareMatches *matches);

/* ---- figures.c: what is to be said of one benchmark in one unit ------------------------------ */

void compare_figure(CompareFigure *figure, CompareUnit unit, const ExportSeries *before,
                    const ExportSeries *after, double alpha);
/* Of all samples, without what the runtime adds to a mean; NaN: not measured. */
double compare_smallest_allocs(const ExportSeries *series);
/* Corrects the p of the tests of a unit, and sets what depends on it. */
void compare_correct(Comparison *comparison, CompareUnit unit);
void compare_total(Comparison *comparison, CompareUnit unit);

/* ---- cells.c: figures and names as text; all append ------------------------------------------ */

/* The side to speak of: the new one, or the old one where there is no new one. */
const CompareSide *compare_side(const ComparePair *pair);
/* The import path that all benchmarks have; NULL when they have several. */
const char *compare_only_path(const Comparison *comparison);
/* "TestParse-8": the test, or the benchmark as Go names it; behind its import path and a dot unless
 * `only_path` is that of all, and with " (project)" where another one has it too. */
void compare_put_name(BlBuf *out, const ComparePair *pair, const char *only_path);

/* A row of a unit's table as text. */
enum {
    COMPARE_CELL_NAME,
    COMPARE_CELL_BEFORE,   /* "12", "419 ns ± 3%" */
    COMPARE_CELL_AFTER,    /* likewise */
    COMPARE_CELL_CHANGE,   /* "-16.67%", "~", or "0 -> 3" where there is no percentage */
    COMPARE_CELL_EVIDENCE, /* "exact n=10", "p=0.002 n=10+9" */
    COMPARE_CELL_COUNT
};
typedef struct CompareCells {
    BlBuf text[COMPARE_CELL_COUNT];
} CompareCells;

void compare_put_cells(CompareCells *cells, const ComparePair *pair, CompareUnit unit,
                       const char *only_path);
/* The row of the geometric means. */
void compare_put_geomean(CompareCells *cells, const CompareTotal *total, CompareUnit unit);
void compare_cells_free(CompareCells *cells);

void compare_put_value(BlBuf *out, CompareUnit unit, double value);
/* "3 allocs/op", "1.2 ms/op". */
void compare_put_with_unit(BlBuf *out, CompareUnit unit, double value);
/* "2 changed (1 up, 1 down), 4 the same, 1 undecided". */
void compare_put_counts(BlBuf *out, const CompareTotal *total);
/* What became of one that was not measured in both: "ok -> failed: it says why". */
void compare_put_fate(BlBuf *out, const Comparison *comparison, const ComparePair *pair);
/* The package of another run, which is one of the two; NULL: it is not there. */
const ResultPackage *compare_find_package(const Comparison *comparison, const Results *run,
                                          const ResultProject *project,
                                          const ResultPackage *package);
/* Was it built and run to its end, if it has tests? */
bool compare_is_fine(const ResultPackage *package);
/* The heading above those of a kind: "only in the new run". */
const char *compare_kind_heading(CompareKind kind);
/* How p was corrected, in a sentence without an end; nothing when nothing was tested. */
void compare_put_footnote(BlBuf *out, const Comparison *comparison);
/* "a.json (go1.26.8, linux/amd64)". */
void compare_put_run(BlBuf *out, const char *name, const Results *results);
/* Is the unit asked for, and measured of any benchmark in both? */
bool compare_has_unit(const Comparison *comparison, CompareUnit unit);
/* The pairs that have figures of a unit, in the order of importance in it, only those that changed
 * unless `all`; free() it. */
const ComparePair **compare_in_order(const Comparison *comparison, CompareUnit unit, bool all,
                                     size_t *count);

/* Other people's bytes: what Markdown (GFM, section 6) or HTML would act on is escaped. */
void compare_put_markdown(FILE *out, const char *text);

/* ---- the formats ----------------------------------------------------------------------------- */

void compare_write_table(const Comparison *comparison, const CompareStyle *style, FILE *out);
void compare_write_markdown(const Comparison *comparison, const CompareStyle *style, FILE *out);
void compare_write_csv(const Comparison *comparison, const CompareStyle *style, FILE *out);
void compare_write_json(const Comparison *comparison, const CompareStyle *style, FILE *out);

#endif
