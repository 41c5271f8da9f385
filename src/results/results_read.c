/* results_read.c - the model, back from its JSON.
 *
 * Plain members are read by the tables of fields.h; the others each have a function here or, those
 * of a benchmark, in read_benchmark.c. Members may come in any order, but none may be missing, come
 * twice or be strange: a document that says something that is not understood is refused rather than
 * half read.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchline/path.h"
#include "results/reader.h"

/* ---- packages and projects ------------------------------------------------------------------- */

static void read_benchmarks(Reader *reader)
{
    reader_list(reader, reader_benchmark);
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
    reader_object(reader, &result_package_fields, SPECIALS(specials), reader->package);
    check_package(&reader->json, reader->package, at);
}

static void read_packages(Reader *reader)
{
    reader_list(reader, read_package);
}

static void read_project(Reader *reader)
{
    static const Special specials[] = {{"packages", read_packages}};
    reader->project = results_add_project(reader->results, NULL, NULL);
    reader_object(reader, &result_project_fields, SPECIALS(specials), reader->project);
}

static void read_projects(Reader *reader)
{
    reader_list(reader, read_project);
}

/* ---- the document ---------------------------------------------------------------------------- */

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
    reader->results->tool_version = reader_known_text(&reader->json, "a text");
}

static void read_tool(Reader *reader)
{
    static const Special specials[] = {{"name", read_tool_name}, {"version", read_tool_version}};
    reader_object(reader, &reader_no_fields, SPECIALS(specials), NULL);
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
    reader_object(reader, &result_run_fields, SPECIALS(specials), reader->results);
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
    reader_object(reader, &result_environment_fields, NO_SPECIALS, &reader->results->environment);
}

static void read_procs(Reader *reader)
{
    const char *at = json_place(&reader->json);
    Results *results = reader->results;
    uint64_t procs = reader_positive(&reader->json);
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
    reader_list(reader, read_procs);
    if (!reader->results->cpu.count)
        json_fail(json, at, "expected null where there are no values");
}

static void read_settings(Reader *reader)
{
    static const Special specials[] = {{"cpu", read_cpu}};
    reader_object(reader, &result_setting_fields, SPECIALS(specials), reader->results);
}

/* ---- totals ---------------------------------------------------------------------------------- */

/* Totals follow from the rows, and are compared when all is read: a document from which rows were
 * taken is no run's any more. */

static void read_wall_seconds(Reader *reader)
{
    reader->results->wall_seconds = reader_figure(&reader->json, true);
}

/* An object with a count for each name. */
static void read_counts(Reader *reader, const char *const *names, size_t count, uint64_t *counts)
{
    ResultField items[RESULT_STATUS_COUNT + RESULT_PACKAGE_STATUS_COUNT];
    for (size_t i = 0; i < count; i++)
        items[i] = (ResultField){names[i], FIELD_COUNT, FIELD_KNOWN, i * sizeof *counts, NULL, 0};
    ResultFields fields = {items, count};
    reader_object(reader, &fields, NO_SPECIALS, counts);
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
    reader_object(reader, &fields, SPECIALS(specials), reader->totals.counts);
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

/* ---- all of it ------------------------------------------------------------------------------- */

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
    reader_object(reader, &reader_no_fields, SPECIALS(specials), NULL);
    if (reader->json.failed)
        return;
    compare_totals(reader);
    if (strcmp(reader->results->source, "run") == 0)
        check_run(reader);
}

/* Somebody gave the log itself, which is no JSON of any kind. */
static void refuse_log(JsonReader *json)
{
    BlStr text = bl_str_trim(json->text);
    if (text.len && *text.ptr != '{' && *text.ptr != '[')
        json_fail(json, text.ptr,
                  "expected an object, as `benchline run --json` writes it; of a log "
                  "`benchline extract --json` makes one");
}

bool results_read_json(Results *results, const char *file, BlStr text, BlDiags *diags)
{
    Reader reader = {.results = results};
    results_init(results, "log");
    if (json_begin(&reader.json, file, text, &results->arena, diags))
        refuse_log(&reader.json);
    if (!reader.json.failed)
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
