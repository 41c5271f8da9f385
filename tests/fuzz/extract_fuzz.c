/* extract_fuzz.c - feeds any bytes to the log reader, whole and in pieces.
 *
 * Besides what the sanitizers find, it holds the reader to what its headers promise: the outcome
 * does not depend on where the pieces are cut, nor on whether the rows are kept or handed to a
 * sink, every row keeps the rules of results.h, and what is written is JSON.
 */
#include "fuzzing.h"

#include <cjson/cJSON.h>

#include "benchline/extractor.h"

/* ---- reading -------------------------------------------------------------------------------- */

typedef struct Outcome {
    Results results;
    BlDiags diags;
    bool is_log;
} Outcome;

/* Pieces of 1 to 64 bytes, always the same for the same input. */
static void feed_in_pieces(Extractor *extractor, const char *bytes, size_t size)
{
    uint32_t state = (uint32_t)size * 2654435761U + 1;
    for (size_t at = 0; at < size;) {
        state = state * 1664525U + 1013904223U;
        size_t piece = 1 + (state >> 26);
        if (piece > size - at)
            piece = size - at;
        extract_feed(extractor, bytes + at, piece);
        at += piece;
    }
}

static void begin(Outcome *outcome)
{
    *outcome = (Outcome){0};
    results_init(&outcome->results, "log");
    outcome->results.id = "00000000000000000000000000000000"; /* else another one each time */
}

static void read_log(Outcome *outcome, const char *bytes, size_t size, bool in_pieces)
{
    begin(outcome);
    Extractor *extractor = extract_begin(&outcome->results, "fuzz.log", &outcome->diags);
    if (in_pieces)
        feed_in_pieces(extractor, bytes, size);
    else
        extract_feed(extractor, bytes, size);
    outcome->is_log = extract_finish(extractor);
}

/* What a sink was told of a package. */
typedef struct Told {
    size_t times, rows;
    ResultPackageStatus status;
    const char *reason;
} Told;

typedef struct Stream {
    Outcome *outcome;
    BL_VEC(Told) told; /* by index of the package */
} Stream;

static size_t index_of(const Stream *stream, const ResultPackage *package)
{
    return (size_t)(package - stream->outcome->results.projects.items[0].packages.items);
}

static void take_row(void *context, const ResultPackage *package, const ResultBenchmark *row)
{
    Stream *stream = context;
    Results *results = &stream->outcome->results;
    ResultPackage *into = &results->projects.items[0].packages.items[index_of(stream, package)];
    results_copy_benchmark(results, into, row);
}

static void take_package(void *context, const ResultPackage *package, size_t rows)
{
    Stream *stream = context;
    size_t index = index_of(stream, package);
    while (stream->told.count <= index)
        bl_vec_push(&stream->told, (Told){0});
    Told *told = &stream->told.items[index];
    *told = (Told){told->times + 1, rows, package->status, package->reason};
    require(rows == package->benchmarks.count, "rows were counted wrongly");
}

/* Whole, into a sink that does what extract_begin() does without one. */
static void read_stream(Outcome *outcome, const char *bytes, size_t size)
{
    Stream stream = {.outcome = outcome};
    ExtractSink sink = {.row = take_row, .package = take_package, .context = &stream};
    begin(outcome);
    Extractor *extractor = extract_begin_to(&outcome->results, "fuzz.log", &sink, &outcome->diags);
    extract_feed(extractor, bytes, size);
    outcome->is_log = extract_finish(extractor);
    const ResultProject *project = &outcome->results.projects.items[0];
    require(stream.told.count == project->packages.count, "not all packages were told of");
    for (size_t i = 0; i < stream.told.count; i++) {
        const Told *told = &stream.told.items[i];
        const ResultPackage *package = &project->packages.items[i];
        require(told->times == 1, "a package was not told of once");
        require(told->status == package->status, "a status was not final");
        require(told->reason == package->reason, "a reason was not final");
    }
    bl_vec_free(&stream.told);
}

static void free_outcome(Outcome *outcome)
{
    results_free(&outcome->results);
    bl_diag_free(&outcome->diags);
}

/* JSON, table and diagnostics, one after the other. */
static BlStr write_outcome(const Outcome *outcome, size_t *json_length)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    require(memory != NULL, "no memory");
    require(results_write_json(&outcome->results, memory) == 0, "cannot write");
    fflush(memory);
    *json_length = length;
    fputc('\0', memory);
    results_print(&outcome->results, true, memory);
    bl_diag_print(&outcome->diags, false, memory);
    fclose(memory);
    return bl_str(text, length);
}

/* ---- what must hold ------------------------------------------------------------------------- */

static void check_row(const ResultBenchmark *row)
{
    require(row->name && strncmp(row->name, "Benchmark", 9) == 0, "a row without a name");
    require((row->status == RESULT_OK) == (row->reason == NULL), "reason and status disagree");
    require(!row->reason || row->reason[0], "an empty reason");
    require(!strpbrk(row->name, " \t\n"), "a blank in a name");
    for (size_t i = 0; i < row->metrics.count; i++)
        require(row->metrics.items[i].unit[0] != '\0', "a metric without a unit");
}

static void check_package(const ResultPackage *package)
{
    bool failed =
        package->status != RESULT_PACKAGE_OK && package->status != RESULT_PACKAGE_NO_TESTS;
    require(!package->import_path || package->import_path[0], "an empty import path");
    require(!failed || (package->reason && package->reason[0]), "a failure without a reason");
    require(package->status != RESULT_PACKAGE_OK || !package->reason, "a reason for nothing");
    for (size_t i = 0; i < package->benchmarks.count; i++)
        check_row(&package->benchmarks.items[i]);
}

static void check_outcome(const Outcome *outcome)
{
    const Results *results = &outcome->results;
    require(results->projects.count == 1, "a log is one project");
    const ResultProject *project = &results->projects.items[0];
    for (size_t i = 0; i < project->packages.count; i++)
        check_package(&project->packages.items[i]);
    require(outcome->is_log || outcome->diags.errors > 0, "no log, and no word about it");
    require(outcome->is_log || project->packages.count == 0, "packages from what is no log");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Outcome whole, pieces, streamed;
    size_t json_length, length;
    read_log(&whole, (const char *)data, size, false);
    read_log(&pieces, (const char *)data, size, true);
    check_outcome(&whole);
    BlStr first = write_outcome(&whole, &json_length);
    BlStr second = write_outcome(&pieces, &length);
    require(bl_str_eq(first, second), "pieces and the whole disagree");
    read_stream(&streamed, (const char *)data, size);
    BlStr third = write_outcome(&streamed, &length);
    require(bl_str_eq(first, third), "rows that are kept and rows for a sink disagree");
    cJSON *json = cJSON_ParseWithLength(first.ptr, json_length);
    require(json != NULL, "this is not JSON");
    cJSON_Delete(json);
    free((void *)(uintptr_t)first.ptr);
    free((void *)(uintptr_t)second.ptr);
    free((void *)(uintptr_t)third.ptr);
    free_outcome(&whole);
    free_outcome(&pieces);
    free_outcome(&streamed);
    return 0;
}
