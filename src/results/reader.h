/* reader.h - what the files that read results from JSON share: where they are in the document, and
 * how its objects are read.
 */
#ifndef BENCHLINE_RESULT_READER_H
#define BENCHLINE_RESULT_READER_H

#include "benchline/results.h"
#include "results/fields.h"
#include "results/json_reader.h"

enum { TOTAL_COUNT = 5 };

typedef struct ReadTotals {
    const char *at; /* where they stand */
    uint64_t counts[TOTAL_COUNT];
    uint64_t packages_by_status[RESULT_PACKAGE_STATUS_COUNT];
    uint64_t by_status[RESULT_STATUS_COUNT];
    uint64_t by_kind[RESULT_KIND_COUNT];
} ReadTotals;

typedef struct Reader {
    JsonReader json;
    Results *results;
    ResultProject *project; /* those that are being read */
    ResultPackage *package;
    ResultBenchmark *benchmark;
    bool differs; /* what the benchmark's check says */
    ReadTotals totals;
} Reader;

/* A member that the tables do not describe. */
typedef struct Special {
    const char *name;
    void (*read)(Reader *reader);
} Special;

typedef struct Specials {
    const Special *items;
    size_t count;
} Specials;

#define SPECIALS(list) ((Specials){list, sizeof(list) / sizeof(list)[0]})
#define NO_SPECIALS ((Specials){NULL, 0})

extern const ResultFields reader_no_fields;

/* ---- read_members.c -------------------------------------------------------------------------- */

/* A text that is not empty; `what` names what is expected. */
const char *reader_known_text(JsonReader *json, const char *what);
/* An integer from 1 on; 0 only after a failure. */
uint64_t reader_positive(JsonReader *json);
/* A number or null, which is NaN. */
double reader_figure(JsonReader *json, bool from_zero);
/* All members of an object. Rows that the specials add must not move `row`. */
void reader_object(Reader *reader, const ResultFields *fields, Specials specials, void *row);
/* A list; each element is read by `read`. */
void reader_list(Reader *reader, void (*read)(Reader *));

/* ---- read_benchmark.c ------------------------------------------------------------------------ */

/* One more row of reader->package. */
void reader_benchmark(Reader *reader);

#endif
