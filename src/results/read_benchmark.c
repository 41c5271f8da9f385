/* read_benchmark.c - a benchmark, back from its JSON: its plain members by the table, its samples,
 * notes, check and metrics by functions here.
 */
#include "results/reader.h"

static void read_medians(Reader *reader)
{
    if (!json_null(&reader->json))
        reader_object(reader, &result_median_fields, NO_SPECIALS, reader->benchmark);
}

typedef enum Column { ROUND, OPERATIONS, NS, BYTES, ALLOCS } Column;

static void read_sample(JsonReader *json, Column column, ResultSample *sample)
{
    if (column == NS)
        sample->ns = reader_figure(json, true);
    else if (column == BYTES)
        sample->bytes = reader_figure(json, true);
    else if (column == ALLOCS)
        sample->allocs = reader_figure(json, true);
    else if (column == ROUND)
        sample->round = reader_positive(json);
    else
        sample->operations = reader_positive(json);
}

/* One of the lists that stand beside each other. The first that comes makes the samples. */
static void read_column(Reader *reader, Column column)
{
    JsonReader *json = &reader->json;
    ResultBenchmark *row = reader->benchmark;
    size_t known = row->samples.count;
    JsonLoop loop = json_open(json, JSON_LIST, "a list");
    while (json_next(json, &loop)) {
        if (loop.count > row->samples.count && !known)
            bl_vec_push(&row->samples, (ResultSample){0});
        if (loop.count <= row->samples.count)
            read_sample(json, column, &row->samples.items[loop.count - 1]);
        else
            json_fail(json, json_place(json), "the lists of samples are not equally long");
    }
    if (!json->failed && (!loop.count || loop.count < known))
        json_fail(json, loop.start,
                  loop.count ? "the lists of samples are not equally long"
                             : "expected null where there are no samples");
}

static void read_round(Reader *reader)
{
    read_column(reader, ROUND);
}

static void read_operations(Reader *reader)
{
    read_column(reader, OPERATIONS);
}

static void read_ns(Reader *reader)
{
    read_column(reader, NS);
}

static void read_bytes(Reader *reader)
{
    read_column(reader, BYTES);
}

static void read_allocs(Reader *reader)
{
    read_column(reader, ALLOCS);
}

static void read_samples(Reader *reader)
{
    static const Special lists[] = {{"round", read_round},
                                    {"operations", read_operations},
                                    {"ns_per_op", read_ns},
                                    {"bytes_per_op", read_bytes},
                                    {"allocs_per_op", read_allocs}};
    if (!json_null(&reader->json))
        reader_object(reader, &reader_no_fields, SPECIALS(lists), NULL);
}

static void read_note(Reader *reader)
{
    bl_vec_push(&reader->benchmark->notes, reader_known_text(&reader->json, "a text"));
}

static void read_notes(Reader *reader)
{
    reader_list(reader, read_note);
}

/* Follows from the figures, and is compared with them in the end. */
static void read_differs(Reader *reader)
{
    reader->differs = json_bool(&reader->json, "true or false");
}

static void read_check(Reader *reader)
{
    static const Special specials[] = {{"differs", read_differs}};
    if (!json_null(&reader->json))
        reader_object(reader, &result_check_fields, SPECIALS(specials), &reader->benchmark->check);
}

static double read_metric(JsonReader *json)
{
    if (json_kind(json) != JSON_TEXT)
        return reader_figure(json, false);
    const char *at = json_place(json), *text = json_text(json, "a number");
    if (strcmp(text, "+Inf") != 0 && strcmp(text, "-Inf") != 0)
        json_fail(json, at, "expected a number, null, \"+Inf\" or \"-Inf\"");
    return text[0] == '-' ? -(double)INFINITY : (double)INFINITY;
}

static void read_metrics(Reader *reader)
{
    JsonReader *json = &reader->json;
    ResultBenchmark *row = reader->benchmark;
    BlStr unit;
    JsonLoop loop = json_open(json, JSON_OBJECT, "an object");
    while (json_member(json, &loop, &unit)) {
        for (size_t i = 0; i < row->metrics.count; i++)
            if (bl_str_eq(bl_cstr(row->metrics.items[i].unit), unit))
                json_fail(json, json_place(json), "this member stands here twice");
        if (!unit.len)
            json_fail(json, json_place(json), "a metric without a unit");
        bl_vec_push(&row->metrics,
                    (ResultMetric){bl_str_dup(json->arena, unit), read_metric(json)});
    }
}

/* What whoever reads the rows relies on. */
static void check_benchmark(Reader *reader, const char *at)
{
    JsonReader *json = &reader->json;
    const ResultBenchmark *row = reader->benchmark;
    bool place = row->file != NULL;
    if ((row->status == RESULT_OK) != !row->reason)
        json_fail(json, at, "there is a reason exactly when the status is not \"ok\"");
    if (!row->test != (row->kind == RESULT_KIND_UNKNOWN || row->kind == RESULT_KIND_NATIVE))
        json_fail(json, at, "test is null exactly when kind is null or \"native\"");
    if (reader->differs != results_differ(row))
        json_fail(json, at, "check.differs is not what the figures say");
    if (place != (row->line != 0) || place != (row->column != 0))
        json_fail(json, at, "file, line and column are all null or none is");
}

void reader_benchmark(Reader *reader)
{
    static const Special specials[] = {{"medians", read_medians},
                                       {"samples", read_samples},
                                       {"notes", read_notes},
                                       {"check", read_check},
                                       {"metrics", read_metrics}};
    const char *at = json_place(&reader->json);
    reader->benchmark = results_add_benchmark(reader->results, reader->package, NULL);
    reader->differs = false;
    reader_object(reader, &result_benchmark_fields, SPECIALS(specials), reader->benchmark);
    check_benchmark(reader, at);
}
