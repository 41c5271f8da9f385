/* results_read.c - the model, back from its JSON.
 *
 * Plain members are read by the tables of fields.h; the others each have a function here. Members
 * may come in any order, but none may be missing, come twice or be strange: a document that says
 * something that is not understood is refused rather than half read.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchline/path.h"
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

static const ResultFields no_fields = {NULL, 0};

/* ---- plain members ----------------------------------------------------------------------------
 */

static const char *read_known_text(JsonReader *json, const char *what)
{
    const char *at = json_place(json), *text = json_text(json, what);
    if (!text[0])
        json_fail(json, at, "expected %s, not an empty one", what);
    return text;
}

static void read_text(JsonReader *json, const ResultField *field, void *row)
{
    const char **text = result_field_in(field, row);
    if (field->flags & FIELD_KNOWN)
        *text = read_known_text(json, "a text");
    else
        *text = json_null(json) ? NULL : read_known_text(json, "a text or null");
}

/* 0 where there was null. */
static uint64_t read_count(JsonReader *json, const ResultField *field)
{
    if (field->flags & FIELD_KNOWN)
        return json_count(json, "an integer from 0 on");
    if (json_null(json))
        return 0;
    const char *at = json_place(json);
    uint64_t count = json_count(json, "an integer from 1 on, or null");
    if (!count)
        json_fail(json, at, "expected an integer from 1 on, or null for what is not known");
    return count;
}

static uint64_t read_positive(JsonReader *json)
{
    const char *at = json_place(json);
    uint64_t count = json_count(json, "an integer from 1 on");
    if (!count)
        json_fail(json, at, "expected an integer from 1 on");
    return count;
}

static void read_count32(JsonReader *json, const ResultField *field, void *row)
{
    const char *at = json_place(json);
    uint64_t count = read_count(json, field);
    if (count > UINT32_MAX)
        json_fail(json, at, "expected an integer below 4294967296");
    *(uint32_t *)result_field_in(field, row) = (uint32_t)count;
}

/* A number or null, which is NaN. */
static double read_figure(JsonReader *json, bool from_zero)
{
    if (json_null(json))
        return RESULT_UNKNOWN;
    const char *at = json_place(json);
    double value = json_number(json, "a number or null");
    if (!isfinite(value))
        json_fail(json, at, "this number is too large");
    if (from_zero && value < 0)
        json_fail(json, at, "expected a number from 0 on, or null");
    return value;
}

/* Names that are possible, for people: "ok", "failed". */
static void list_names(const ResultField *field, BlBuf *out)
{
    for (int i = 0; i < field->name_count; i++)
        if (field->names[i])
            bl_buf_printf(out, "%s\"%s\"", out->len ? ", " : "", field->names[i]);
        else if (!(field->flags & FIELD_KNOWN))
            bl_buf_puts(out, "null");
}

static int find_name(const ResultField *field, const char *name)
{
    for (int i = 0; i < field->name_count; i++)
        if (name ? field->names[i] && strcmp(field->names[i], name) == 0
                 : !field->names[i] && !(field->flags & FIELD_KNOWN))
            return i;
    return -1;
}

static void read_name(JsonReader *json, const ResultField *field, void *row)
{
    const char *at = json_place(json);
    int value = find_name(field, json_null(json) ? NULL : json_text(json, "a name"));
    if (value < 0) {
        BlBuf names = {0};
        list_names(field, &names);
        json_fail(json, at, "expected one of %s", bl_buf_view(&names).ptr);
        bl_buf_free(&names);
    }
    result_field_set_value(field, row, value < 0 ? 0 : value);
}

static void read_field(JsonReader *json, const ResultField *field, void *row)
{
    switch (field->type) {
    case FIELD_TEXT:
        read_text(json, field, row);
        return;
    case FIELD_COUNT:
        *(uint64_t *)result_field_in(field, row) = read_count(json, field);
        return;
    case FIELD_COUNT32:
        read_count32(json, field, row);
        return;
    case FIELD_NUMBER:
        *(double *)result_field_in(field, row) = read_figure(json, field->flags & FIELD_FROM_ZERO);
        return;
    case FIELD_FLAG:
        *(bool *)result_field_in(field, row) = json_bool(json, "true or false");
        return;
    case FIELD_NAME:
        read_name(json, field, row);
        return;
    }
}

/* ---- objects ----------------------------------------------------------------------------------
 */

/* The members are numbered, those of the table first. */
static size_t find_member(const ResultFields *fields, Specials specials, BlStr name)
{
    for (size_t i = 0; i < fields->count; i++)
        if (bl_str_eq(bl_cstr(fields->items[i].name), name))
            return i;
    for (size_t i = 0; i < specials.count; i++)
        if (bl_str_eq(bl_cstr(specials.items[i].name), name))
            return fields->count + i;
    return fields->count + specials.count;
}

static void read_member(Reader *reader, const ResultFields *fields, Specials specials, size_t i,
                        void *row)
{
    if (i < fields->count)
        read_field(&reader->json, &fields->items[i], row);
    else
        specials.items[i - fields->count].read(reader);
}

static void check_complete(Reader *reader, const ResultFields *fields, Specials specials,
                           uint64_t seen, const char *start)
{
    for (size_t i = 0; i < fields->count + specials.count; i++)
        if (!(seen & (uint64_t)1 << i))
            json_fail(&reader->json, start, "the member \"%s\" is missing",
                      i < fields->count ? fields->items[i].name
                                        : specials.items[i - fields->count].name);
}

/* All members of an object. Rows that the specials add must not move `row`. */
static void read_object(Reader *reader, const ResultFields *fields, Specials specials, void *row)
{
    JsonReader *json = &reader->json;
    uint64_t seen = 0; /* tables are shorter than that */
    const char *at = json_place(json);
    BlStr name;
    JsonLoop loop = json_open(json, JSON_OBJECT, "an object");
    while (json_member(json, &loop, &name)) {
        size_t i = find_member(fields, specials, name);
        if (i == fields->count + specials.count)
            json_fail(json, json_place(json), "there is no such member in version %d of the schema",
                      RESULTS_SCHEMA_VERSION);
        else if (seen & (uint64_t)1 << i)
            json_fail(json, json_place(json), "this member stands here twice");
        else
            read_member(reader, fields, specials, i, row);
        seen |= (uint64_t)1 << (i & 63);
    }
    check_complete(reader, fields, specials, seen, at);
}

#define SPECIALS(list) ((Specials){list, sizeof(list) / sizeof(list)[0]})
#define NO_SPECIALS ((Specials){NULL, 0})

/* A list; each element is read by `read`. */
static void read_list(Reader *reader, void (*read)(Reader *))
{
    JsonLoop loop = json_open(&reader->json, JSON_LIST, "a list");
    while (json_next(&reader->json, &loop))
        read(reader);
}

/* ---- a benchmark ------------------------------------------------------------------------------
 */

static void read_medians(Reader *reader)
{
    if (!json_null(&reader->json))
        read_object(reader, &result_median_fields, NO_SPECIALS, reader->benchmark);
}

typedef enum Column { ROUND, OPERATIONS, NS, BYTES, ALLOCS } Column;

static void read_sample(JsonReader *json, Column column, ResultSample *sample)
{
    if (column == NS)
        sample->ns = read_figure(json, true);
    else if (column == BYTES)
        sample->bytes = read_figure(json, true);
    else if (column == ALLOCS)
        sample->allocs = read_figure(json, true);
    else if (column == ROUND)
        sample->round = read_positive(json);
    else
        sample->operations = read_positive(json);
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
        read_object(reader, &no_fields, SPECIALS(lists), NULL);
}

static void read_note(Reader *reader)
{
    bl_vec_push(&reader->benchmark->notes, read_known_text(&reader->json, "a text"));
}

static void read_notes(Reader *reader)
{
    read_list(reader, read_note);
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
        read_object(reader, &result_check_fields, SPECIALS(specials), &reader->benchmark->check);
}

static double read_metric(JsonReader *json)
{
    if (json_kind(json) != JSON_TEXT)
        return read_figure(json, false);
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

static void read_benchmark(Reader *reader)
{
    static const Special specials[] = {{"medians", read_medians},
                                       {"samples", read_samples},
                                       {"notes", read_notes},
                                       {"check", read_check},
                                       {"metrics", read_metrics}};
    const char *at = json_place(&reader->json);
    reader->benchmark = results_add_benchmark(reader->results, reader->package, NULL);
    reader->differs = false;
    read_object(reader, &result_benchmark_fields, SPECIALS(specials), reader->benchmark);
    check_benchmark(reader, at);
}

/* ---- packages and projects ---------------------------------------------------------------------
 */

static void read_benchmarks(Reader *reader)
{
    read_list(reader, read_benchmark);
}

static void check_package(JsonReader *json, const ResultPackage *package, const char *at)
{
    bool failed =
        package->status != RESULT_PACKAGE_OK && package->status != RESULT_PACKAGE_NO_TESTS;
    if (failed && !package->reason)
        json_fail(json, at, "a package that failed has a reason");
    if (package->status == RESULT_PACKAGE_OK && package->reason)
        json_fail(json, at, "a package that is \"ok\" has no reason");
}

static void read_package(Reader *reader)
{
    static const Special specials[] = {{"benchmarks", read_benchmarks}};
    const char *at = json_place(&reader->json);
    reader->package = results_add_package(reader->results, reader->project, NULL);
    read_object(reader, &result_package_fields, SPECIALS(specials), reader->package);
    check_package(&reader->json, reader->package, at);
}

static void read_packages(Reader *reader)
{
    read_list(reader, read_package);
}

static void read_project(Reader *reader)
{
    static const Special specials[] = {{"packages", read_packages}};
    reader->project = results_add_project(reader->results, NULL, NULL);
    read_object(reader, &result_project_fields, SPECIALS(specials), reader->project);
}

static void read_projects(Reader *reader)
{
    read_list(reader, read_project);
}

/* ---- the document -----------------------------------------------------------------------------
 */

static void read_schema_version(Reader *reader)
{
    JsonReader *json = &reader->json;
    const char *at = json_place(json);
    double version = json_number(json, "a number");
    if (version > RESULTS_SCHEMA_VERSION)
        json_fail(json, at,
                  "the document is of version %g, which is newer than what benchline %s "
                  "reads (%d): use a newer benchline",
                  version, BENCHLINE_VERSION, RESULTS_SCHEMA_VERSION);
    else if (version < RESULTS_SCHEMA_VERSION)
        json_fail(json, at, "expected version %d, not %g", RESULTS_SCHEMA_VERSION, version);
}

static void read_tool_name(Reader *reader)
{
    const char *at = json_place(&reader->json), *name = json_text(&reader->json, "a text");
    if (strcmp(name, "benchline") != 0)
        json_fail(&reader->json, at, "expected \"benchline\"");
}

static void read_tool_version(Reader *reader)
{
    reader->results->tool_version = read_known_text(&reader->json, "a text");
}

static void read_tool(Reader *reader)
{
    static const Special specials[] = {{"name", read_tool_name}, {"version", read_tool_version}};
    read_object(reader, &no_fields, SPECIALS(specials), NULL);
}

static void read_id(Reader *reader)
{
    const char *at = json_place(&reader->json), *id = json_text(&reader->json, "an identifier");
    if (!results_is_id(id))
        json_fail(&reader->json, at, "expected an identifier of %d digits from 0-9a-f",
                  RESULTS_ID_LENGTH);
    reader->results->id = id;
}

static void read_run(Reader *reader)
{
    static const Special specials[] = {{"id", read_id}};
    read_object(reader, &result_run_fields, SPECIALS(specials), reader->results);
}

static void read_source(Reader *reader)
{
    const char *at = json_place(&reader->json), *source = json_text(&reader->json, "a text");
    if (strcmp(source, "run") != 0 && strcmp(source, "log") != 0)
        json_fail(&reader->json, at, "expected one of \"run\", \"log\"");
    reader->results->source = source;
}

static void read_environment(Reader *reader)
{
    read_object(reader, &result_environment_fields, NO_SPECIALS, &reader->results->environment);
}

static void read_procs(Reader *reader)
{
    const char *at = json_place(&reader->json);
    Results *results = reader->results;
    uint64_t procs = read_positive(&reader->json);
    for (size_t i = 0; i < results->cpu.count; i++)
        if (results->cpu.items[i] == procs)
            json_fail(&reader->json, at, "this value stands here twice");
    bl_vec_push(&results->cpu, procs);
}

static void read_cpu(Reader *reader)
{
    JsonReader *json = &reader->json;
    if (json_null(json))
        return;
    const char *at = json_place(json);
    read_list(reader, read_procs);
    if (!reader->results->cpu.count)
        json_fail(json, at, "expected null where there are no values");
}

static void read_settings(Reader *reader)
{
    static const Special specials[] = {{"cpu", read_cpu}};
    read_object(reader, &result_setting_fields, SPECIALS(specials), reader->results);
}

/* ---- totals -----------------------------------------------------------------------------------
 */

/* Totals follow from the rows, and are compared when all is read: a document from which rows were
 * taken is no run's any more. */

static void read_wall_seconds(Reader *reader)
{
    reader->results->wall_seconds = read_figure(&reader->json, true);
}

/* An object with a count for each name. */
static void read_counts(Reader *reader, const char *const *names, size_t count, uint64_t *counts)
{
    ResultField items[RESULT_STATUS_COUNT + RESULT_PACKAGE_STATUS_COUNT];
    for (size_t i = 0; i < count; i++)
        items[i] = (ResultField){names[i], FIELD_COUNT, FIELD_KNOWN, i * sizeof *counts, NULL, 0};
    ResultFields fields = {items, count};
    read_object(reader, &fields, NO_SPECIALS, counts);
}

static void read_packages_by_status(Reader *reader)
{
    const char *names[RESULT_PACKAGE_STATUS_COUNT];
    for (int i = 0; i < RESULT_PACKAGE_STATUS_COUNT; i++)
        names[i] = result_package_status_name((ResultPackageStatus)i);
    read_counts(reader, names, RESULT_PACKAGE_STATUS_COUNT, reader->totals.packages_by_status);
}

static void read_benchmarks_by_status(Reader *reader)
{
    const char *names[RESULT_STATUS_COUNT];
    for (int i = 0; i < RESULT_STATUS_COUNT; i++)
        names[i] = result_status_name((ResultStatus)i);
    read_counts(reader, names, RESULT_STATUS_COUNT, reader->totals.by_status);
}

/* Every kind but the unknown one, which is not counted. */
enum { FIRST_KIND = RESULT_KIND_UNKNOWN + 1 };

static void read_benchmarks_by_kind(Reader *reader)
{
    const char *names[RESULT_KIND_COUNT];
    for (int i = FIRST_KIND; i < RESULT_KIND_COUNT; i++)
        names[i] = result_kind_name((ResultKind)i);
    read_counts(reader, names + FIRST_KIND, RESULT_KIND_COUNT - FIRST_KIND,
                reader->totals.by_kind + FIRST_KIND);
}

/* In the order of ReadTotals. */
static const char *const total_names[TOTAL_COUNT] = {"projects", "packages", "benchmarks",
                                                     "checked", "differing"};

static void read_totals(Reader *reader)
{
    static const Special specials[] = {{"wall_seconds", read_wall_seconds},
                                       {"packages_by_status", read_packages_by_status},
                                       {"benchmarks_by_status", read_benchmarks_by_status},
                                       {"benchmarks_by_kind", read_benchmarks_by_kind}};
    ResultField items[TOTAL_COUNT];
    for (size_t i = 0; i < TOTAL_COUNT; i++)
        items[i] =
            (ResultField){total_names[i], FIELD_COUNT, FIELD_KNOWN, i * sizeof(uint64_t), NULL, 0};
    ResultFields fields = {items, TOTAL_COUNT};
    reader->totals.at = json_place(&reader->json);
    read_object(reader, &fields, SPECIALS(specials), reader->totals.counts);
}

static void compare_total(Reader *reader, const char *name, uint64_t said, size_t found)
{
    if (said != found)
        json_fail(&reader->json, reader->totals.at, "totals: %s is %llu, but there are %zu", name,
                  (unsigned long long)said, found);
}

static void compare_totals(Reader *reader)
{
    const ReadTotals *said = &reader->totals;
    ResultTotals found = results_totals(reader->results);
    const size_t counts[TOTAL_COUNT] = {found.projects, found.packages, found.benchmarks,
                                        found.checked, found.differing};
    for (size_t i = 0; i < TOTAL_COUNT; i++)
        compare_total(reader, total_names[i], said->counts[i], counts[i]);
    for (int i = 0; i < RESULT_PACKAGE_STATUS_COUNT; i++)
        compare_total(reader, result_package_status_name((ResultPackageStatus)i),
                      said->packages_by_status[i], found.packages_by_status[i]);
    for (int i = 0; i < RESULT_STATUS_COUNT; i++)
        compare_total(reader, result_status_name((ResultStatus)i), said->by_status[i],
                      found.by_status[i]);
    for (int i = FIRST_KIND; i < RESULT_KIND_COUNT; i++)
        compare_total(reader, result_kind_name((ResultKind)i), said->by_kind[i], found.by_kind[i]);
}

/* ---- all of it --------------------------------------------------------------------------------
 */

/* What `run` measured, it measured completely. Known only when all is read. */
static void check_run(Reader *reader)
{
    const Results *results = reader->results;
    for (size_t i = 0; i < results->projects.count; i++)
        for (size_t j = 0; j < results->projects.items[i].packages.count; j++)
            if (!results->projects.items[i].packages.items[j].import_path)
                json_fail(
                    &reader->json, reader->json.text.ptr,
                    "projects[%zu].packages[%zu]: a package that `run` measured has an import "
                    "path",
                    i, j);
}

static void read_document(Reader *reader)
{
    static const Special specials[] = {
        {"schema_version", read_schema_version},
        {"tool", read_tool},
        {"run", read_run},
        {"source", read_source},
        {"environment", read_environment},
        {"settings", read_settings},
        {"projects", read_projects},
        {"totals", read_totals},
    };
    read_object(reader, &no_fields, SPECIALS(specials), NULL);
    if (reader->json.failed)
        return;
    compare_totals(reader);
    if (strcmp(reader->results->source, "run") == 0)
        check_run(reader);
}

bool results_read_json(Results *results, const char *file, BlStr text, BlDiags *diags)
{
    Reader reader = {.results = results};
    results_init(results, "log");
    if (json_begin(&reader.json, file, text, &results->arena, diags))
        read_document(&reader);
    return json_end(&reader.json);
}

/* 0 or an errno value. Reads pipes too. */
static int read_all(const char *path, BlBuf *out)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *in = standard ? stdin : fopen(path, "rbe");
    if (!in)
        return errno;
    char chunk[65536];
    size_t length;
    errno = 0;
    while ((length = fread(chunk, 1, sizeof chunk, in)))
        bl_buf_append(out, chunk, length);
    int error = ferror(in) ? (errno ? errno : EIO) : 0;
    if (!standard)
        fclose(in);
    return error;
}

bool results_read_file(Results *results, const char *path, BlDiags *diags)
{
    BlBuf text = {0};
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    int error = read_all(path, &text);
    if (error)
        results_init(results, "log");
    if (error)
        bl_diag_add(diags, BL_ERROR, name, "cannot be read: %s", strerror(error));
    else
        bl_buf_puts(&text, "");
    bool able = !error && results_read_json(results, name, bl_buf_view(&text), diags);
    bl_buf_free(&text);
    return able;
}
