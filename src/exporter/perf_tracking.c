/* perf_tracking.c - the folder that perf-tracking's page reads:
 *
 *   platforms.json            the machines
 *   linux-amd64/index.json    the Go versions measured on one, and the benchmarks
 *   linux-amd64/go1.26.json   the figures of one version
 *
 * The folder grows: a new version is added to what is there, and one that is there already is
 * replaced. Each file is replaced whole, and only after those that it names, so that the page never
 * looks for a file that is not there yet. Members that are not benchline's are kept.
 */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include <cjson/cJSON.h>

#include "benchline/path.h"
#include "exporter/formats.h"
#include "exporter/json_edit.h"
#include "exporter/series.h"

enum { FILE_LIMIT = 1 << 30 };

/* A file that is to be written. */
typedef struct NewFile {
    const char *path;
    cJSON *object;
} NewFile;

/* One export. */
typedef struct Folder {
    BlArena arena;
    const char *path;
    BlDiags *diags;
    const ExportOptions *options;
    ExportSeriesList list;
    const char **names;    /* of each series, see full_name() */
    BL_VEC(NewFile) files; /* each after those that it names */
    int error;             /* the first one, as of ExportFormat.write_folder */
} Folder;

/* What is known of a benchmark from one place. */
typedef struct Entry {
    const char *name;           /* full_name() */
    size_t order;               /* later ones stand */
    const ExportSeries *series; /* one of these three */
    const cJSON *listed;        /* in the index that is there */
    const cJSON *figures;       /* in a version's file */
} Entry;

typedef BL_VEC(Entry) Entries;

static void fail(Folder *folder, const char *file, int error, const char *message)
{
    if (!folder->error)
        bl_diag_add(folder->diags, BL_ERROR, file, "%s", message);
    folder->error = folder->error ? folder->error : error;
}

/* ---- files ----------------------------------------------------------------------------------- */

/* What is in the file; an empty object when there is no file. NULL: it is no JSON object. */
static cJSON *read_object(Folder *folder, const char *path)
{
    BlBuf text = {0};
    int error = bl_file_read(path, FILE_LIMIT, &text);
    cJSON *object = NULL;
    if (error == ENOENT || error == ENOTDIR)
        object = json_checked(cJSON_CreateObject());
    else if (!error)
        object = cJSON_ParseWithLength(text.data, text.len);
    bl_buf_free(&text);
    if (error && !object) {
        fail(folder, path, -1, strerror(error));
    } else if (!cJSON_IsObject(object)) {
        fail(folder, path, -1,
             "this is not what perf-tracking writes; name another folder, or remove the file");
        cJSON_Delete(object);
        object = NULL;
    }
    return object;
}

/* The object that a file will be, or is. */
static const cJSON *object_of(Folder *folder, const char *path, cJSON **read)
{
    for (size_t i = 0; i < folder->files.count; i++)
        if (strcmp(folder->files.items[i].path, path) == 0)
            return folder->files.items[i].object;
    *read = read_object(folder, path);
    return *read;
}

static void add_file(Folder *folder, const char *path, cJSON *object)
{
    bl_vec_push(&folder->files, (NewFile){path, object});
}

static void write_file(Folder *folder, const NewFile *file)
{
    BlArena arena = {0};
    char *text = cJSON_Print(file->object);
    if (!text)
        bl_out_of_memory(0);
    BlBuf line = {0};
    bl_buf_printf(&line, "%s\n", text);
    int error = bl_dir_make(bl_path_dir(&arena, file->path));
    if (!error)
        error = bl_file_write(file->path, bl_buf_view(&line));
    bl_buf_free(&line);
    cJSON_free(text);
    bl_arena_free(&arena);
    if (error)
        fail(folder, file->path, error, strerror(error));
}

/* ---- names ----------------------------------------------------------------------------------- */

/* "1.26" of "go1.26.8", "go1.26rc1" and "go1.26-custom"; NULL when it is no release. */
static const char *short_version(BlArena *arena, const char *go_version)
{
    unsigned major, minor;
    if (!go_version || sscanf(go_version, "go%u.%u", &major, &minor) != 2)
        return NULL;
    return bl_arena_printf(arena, "%u.%u", major, minor);
}

static unsigned minor_of(const char *version)
{
    unsigned major, minor;
    return sscanf(version, "%u.%u", &major, &minor) == 2 ? minor : 0;
}

static const char *platform_of(Folder *folder, const ResultEnvironment *environment)
{
    if (folder->options->platform)
        return folder->options->platform;
    return environment->goos && environment->goarch
               ? bl_arena_printf(&folder->arena, "%s-%s", environment->goos, environment->goarch)
               : NULL;
}

static const char *known(const char *text)
{
    return text ? text : "unknown";
}

/* The name of a benchmark in the files, in which each stands once. */
static const char *full_name(Folder *folder, const ExportSeries *series)
{
    const ResultBenchmark *benchmark = series->row.benchmark;
    const char *path = series->row.package->import_path;
    const char *name = bl_arena_printf(&folder->arena, "%s%s%s", path ? path : "", path ? "." : "",
                                       benchmark->name);
    return benchmark->procs > 1 ? bl_arena_printf(&folder->arena, "%s-%llu", name,
                                                  (unsigned long long)benchmark->procs)
                                : name;
}

static int compare_entries(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static void sort_entries(Entries *entries)
{
    if (entries->count)
        qsort(entries->items, entries->count, sizeof *entries->items, compare_entries);
}

static bool is_last_of_name(const Entries *entries, size_t at)
{
    return at + 1 == entries->count ||
           strcmp(entries->items[at].name, entries->items[at + 1].name) != 0;
}

/* ---- figures --------------------------------------------------------------------------------- */

/* Mean and sample standard deviation, which is 0 of one sample (Welford, "Note on a method for
 * calculating corrected sums of squares and products", 1962). */
static void mean_ns(const ExportSeries *series, double *mean, double *deviation)
{
    double count = 0, squares = 0;
    *mean = 0;
    for (size_t i = 0; i < series->samples.count; i++) {
        double value = series->samples.items[i].ns, before = *mean;
        if (isnan(value))
            continue;
        count++;
        *mean += (value - before) / count;
        squares += (value - before) * (value - *mean);
    }
    *deviation = count > 1 ? sqrt(squares / (count - 1)) : 0;
    if (count < 1)
        *mean = *deviation = RESULT_UNKNOWN;
}

static cJSON *figures(const char *name, const ExportSeries *series)
{
    double mean, deviation;
    mean_ns(series, &mean, &deviation);
    cJSON *node = json_checked(cJSON_CreateObject());
    json_set_text(node, "name", name);
    json_set_number(node, "ns_per_op", mean);
    json_set_number(node, "ns_per_op_stddev", deviation);
    json_set_number(node, "ns_per_op_variance", mean > 0 ? deviation / mean : 0);
    json_set_number(node, "bytes_per_op", series->bytes.min);
    json_set_number(node, "allocs_per_op", series->allocs.min);
    json_set_number(node, "iterations", (double)series->iterations);
    json_set_number(node, "samples", (double)series->samples.count);
    return node;
}

/* ---- a version ------------------------------------------------------------------------------- */

static void set_metadata(Folder *folder, cJSON *file, const Results *results)
{
    const ResultEnvironment *environment = &results->environment;
    cJSON *metadata = json_checked(cJSON_CreateObject());
    json_set(file, "metadata", metadata);
    json_set_text(metadata, "go_version_full", environment->go_version);
    json_set_text(metadata, "collected_at", environment->started);
    cJSON *machine = json_add_object(metadata, "system");
    json_set_text(machine, "cpu", known(environment->cpu));
    json_set_text(machine, "os", known(environment->goos));
    json_set_text(machine, "arch", known(environment->goarch));
    cJSON *config = json_add_object(metadata, "benchmark_config");
    json_set_number(config, "iterations", (double)results->iterations);
    json_set_text(config, "benchtime",
                  results->iterations ? bl_arena_printf(&folder->arena, "%llux",
                                                        (unsigned long long)results->iterations)
                                      : "unknown");
}

static bool same_place(Folder *folder, const Results *a, const Results *b)
{
    return strcmp(short_version(&folder->arena, a->environment.go_version),
                  short_version(&folder->arena, b->environment.go_version)) == 0 &&
           strcmp(platform_of(folder, &a->environment), platform_of(folder, &b->environment)) == 0;
}

/* What all inputs have of the version and the platform of `results`. Where two series have the same
 * name, of two projects for instance, the last one stands. */
static cJSON *version_file(Folder *folder, const Results *results)
{
    cJSON *file = json_checked(cJSON_CreateObject());
    json_set_text(file, "version", short_version(&folder->arena, results->environment.go_version));
    set_metadata(folder, file, results);
    cJSON *benchmarks = json_add_object(file, "benchmarks");
    Entries entries = {0};
    for (size_t i = 0; i < folder->list.count; i++)
        if (folder->list.items[i].samples.count &&
            same_place(folder, folder->list.items[i].row.results, results))
            bl_vec_push(&entries, (Entry){folder->names[i], i, &folder->list.items[i], NULL, NULL});
    sort_entries(&entries);
    for (size_t i = 0; i < entries.count; i++)
        if (is_last_of_name(&entries, i))
            cJSON_AddItemToObject(benchmarks, entries.items[i].name,
                                  figures(entries.items[i].name, entries.items[i].series));
    bl_vec_free(&entries);
    return file;
}

/* ---- a platform's index ---------------------------------------------------------------------- */

/* The bands of a coefficient of variation in percent. */
static const char *reliability(double cv)
{
    return cv < 5    ? "good"
           : cv < 10 ? "acceptable"
           : cv < 15 ? "warning"
           : cv < 30 ? "high"
                     : "very high";
}

static void describe(cJSON *node, const ExportRow *row)
{
    json_set_text(node, "description",
                  row->benchmark->test ? row->benchmark->test : row->benchmark->name);
    json_set_text(node, "source_file", row->benchmark->file);
    json_set_text(node, "category", row->package->import_path);
}

/* Takes what is known of the next name in the entries from `at` on; returns where the one after it
 * begins. Only benchmarks that some version has figures of are listed. */
static size_t add_benchmark(cJSON *list, const Entries *entries, size_t at)
{
    const cJSON *listed = NULL;
    const ExportSeries *series = NULL;
    double cv = -1;
    size_t i = at;
    for (bool more = true; more; more = !is_last_of_name(entries, i++)) {
        const Entry *entry = &entries->items[i];
        const cJSON *variance =
            cJSON_GetObjectItemCaseSensitive(entry->figures, "ns_per_op_variance");
        listed = entry->listed ? entry->listed : listed;
        series = entry->series ? entry->series : series;
        if (entry->figures)
            cv = fmax(cv, cJSON_IsNumber(variance) ? variance->valuedouble * 100 : 0);
    }
    if (cv < 0)
        return i;
    cJSON *node = json_checked(listed ? cJSON_Duplicate(listed, true) : cJSON_CreateObject());
    json_set_text(node, "name", entries->items[at].name);
    if (series)
        describe(node, &series->row);
    json_set_text(node, "reliability", reliability(cv));
    json_set_number(node, "max_cv", cv);
    cJSON_AddItemToArray(list, node);
    return i;
}

/* Every version's figures count for how much a benchmark varies, so all files are read. */
static void collect_versions(Folder *folder, const char *place, const cJSON *index, cJSON *read,
                             Entries *entries)
{
    for (const cJSON *version = json_first_in(index, "versions"); version;
         version = version->next) {
        const char *path = bl_path_join(&folder->arena, place, json_text_of(version, "file"));
        cJSON *own = NULL;
        const cJSON *file = object_of(folder, path, &own);
        if (own)
            cJSON_AddItemToArray(read, own);
        for (const cJSON *node = json_first_in(file, "benchmarks"); node; node = node->next)
            bl_vec_push(entries, (Entry){node->string, 0, NULL, NULL, node});
    }
}

static void set_benchmarks(Folder *folder, const char *place, cJSON *index)
{
    Entries entries = {0};
    cJSON *read = json_checked(cJSON_CreateArray()), *list = json_checked(cJSON_CreateArray());
    for (const cJSON *node = json_first_in(index, "benchmarks"); node; node = node->next)
        bl_vec_push(&entries, (Entry){json_text_of(node, "name"), 0, NULL, node, NULL});
    for (size_t i = 0; i < folder->list.count; i++)
        bl_vec_push(&entries, (Entry){folder->names[i], i, &folder->list.items[i], NULL, NULL});
    collect_versions(folder, place, index, read, &entries);
    sort_entries(&entries);
    for (size_t i = 0; i < entries.count;)
        i = add_benchmark(list, &entries, i);
    json_set(index, "benchmarks", list);
    bl_vec_free(&entries);
    cJSON_Delete(read);
}

/* Puts a version where it belongs, by its number. */
static void add_version(Folder *folder, cJSON *index, const Results *results, const char *file)
{
    const char *name = short_version(&folder->arena, results->environment.go_version);
    cJSON *versions = json_list_in(index, "versions"), *sorted = json_checked(cJSON_CreateArray());
    cJSON *node = json_item_named(versions, "version", name);
    json_set_text(node, "file", file);
    json_set_text(node, "collected_at", results->environment.started);
    while (versions->child) {
        cJSON *least = versions->child;
        for (cJSON *other = least; other; other = other->next)
            if (minor_of(json_text_of(other, "version")) < minor_of(json_text_of(least, "version")))
                least = other;
        cJSON_AddItemToArray(sorted, cJSON_DetachItemViaPointer(versions, least));
    }
    json_set(index, "versions", sorted);
}

/* Where the sources are, unless somebody has said that already: the module's path, as far as it
 * names a host. */
static void set_repository(cJSON *index, const Results *results)
{
    const char *module = NULL;
    if (cJSON_GetObjectItemCaseSensitive(index, "repository"))
        return;
    for (size_t i = 0; i < results->projects.count; i++)
        for (size_t j = 0; !module && j < results->projects.items[i].packages.count; j++)
            module = results->projects.items[i].packages.items[j].module;
    BlStr host, rest;
    bool hosted =
        module && bl_str_cut(bl_cstr(module), '/', &host, &rest) && memchr(host.ptr, '.', host.len);
    BlBuf url = {0};
    bl_buf_printf(&url, "%s%s", hosted ? "https://" : "", hosted ? module : "");
    cJSON *node = json_add_object(index, "repository");
    json_set_text(node, "url", url.data);
    json_set_text(node, "source_path", "");
    bl_buf_free(&url);
}

/* ---- the folder ------------------------------------------------------------------------------ */

/* Is none of the inputs behind `at` of the same version and platform, or of the same platform? */
static bool is_last(Folder *folder, ExportInputs inputs, size_t at, bool any_version)
{
    const ResultEnvironment *one = &inputs.items[at].environment;
    for (size_t i = at + 1; i < inputs.count; i++) {
        const ResultEnvironment *other = &inputs.items[i].environment;
        if (any_version ? strcmp(platform_of(folder, one), platform_of(folder, other)) == 0
                        : same_place(folder, &inputs.items[at], &inputs.items[i]))
            return false;
    }
    return true;
}

static void add_version_file(Folder *folder, const Results *results)
{
    const char *place =
        bl_path_join(&folder->arena, folder->path, platform_of(folder, &results->environment));
    const char *name =
        bl_arena_printf(&folder->arena, "go%s.json",
                        short_version(&folder->arena, results->environment.go_version));
    add_file(folder, bl_path_join(&folder->arena, place, name), version_file(folder, results));
}

static void add_index(Folder *folder, ExportInputs inputs, const Results *last, const char *now)
{
    const char *platform = platform_of(folder, &last->environment);
    const char *place = bl_path_join(&folder->arena, folder->path, platform);
    const char *path = bl_path_join(&folder->arena, place, "index.json");
    cJSON *index = read_object(folder, path);
    if (!index)
        return;
    for (size_t i = 0; i < inputs.count; i++) {
        const Results *results = &inputs.items[i];
        const char *version = short_version(&folder->arena, results->environment.go_version);
        if (strcmp(platform_of(folder, &results->environment), platform) == 0)
            add_version(folder, index, results,
                        bl_arena_printf(&folder->arena, "go%s.json", version));
    }
    set_benchmarks(folder, place, index);
    set_repository(index, last);
    json_set_text(index, "last_updated", now);
    add_file(folder, path, index);
}

static void add_platforms(Folder *folder, ExportInputs inputs, const char *now)
{
    const char *path = bl_path_join(&folder->arena, folder->path, "platforms.json");
    cJSON *file = read_object(folder, path);
    if (!file)
        return;
    for (size_t i = 0; i < inputs.count; i++) {
        const ResultEnvironment *environment = &inputs.items[i].environment;
        const char *name = platform_of(folder, environment);
        cJSON *node = json_item_named(json_list_in(file, "platforms"), "name", name);
        json_set_text(node, "display",
                      environment->cpu
                          ? bl_arena_printf(&folder->arena, "%s (%s)", name, environment->cpu)
                          : name);
        json_set_text(node, "index", bl_arena_printf(&folder->arena, "%s/index.json", name));
    }
    json_set_text(file, "last_updated", now);
    add_file(folder, path, file);
}

/* When the newest of the inputs began; the time of the export when none says. */
static const char *newest(BlArena *arena, ExportInputs inputs)
{
    char now[32];
    const char *latest = NULL;
    for (size_t i = 0; i < inputs.count; i++) {
        const char *started = inputs.items[i].environment.started;
        if (started && (!latest || strcmp(started, latest) > 0))
            latest = started;
    }
    time_t seconds = time(NULL);
    strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime(&seconds));
    return latest ? latest : bl_str_dup(arena, bl_cstr(now));
}

/* The folder's names are made of what the inputs say about themselves. */
static void check_input(Folder *folder, const Results *results)
{
    const char *platform = platform_of(folder, &results->environment);
    if (!short_version(&folder->arena, results->environment.go_version))
        fail(folder, NULL, -1,
             "an input does not say with which release of Go it was measured, as "
             "environment.go_version: perf-tracking has a file for each");
    else if (!platform)
        fail(folder, NULL, -1,
             "an input does not say on which system it was measured, as environment.goos and "
             "goarch: name it with --platform");
    else if (!*platform || *platform == '.' || strchr(platform, '/'))
        fail(folder, NULL, -1, "a platform is the name of a folder, without / and not hidden");
}

static void plan(Folder *folder, ExportInputs inputs)
{
    const char *now = newest(&folder->arena, inputs);
    for (size_t i = 0; i < inputs.count; i++)
        if (is_last(folder, inputs, i, false))
            add_version_file(folder, &inputs.items[i]);
    for (size_t i = 0; i < inputs.count; i++)
        if (is_last(folder, inputs, i, true))
            add_index(folder, inputs, &inputs.items[i], now);
    add_platforms(folder, inputs, now);
}

static void free_folder(Folder *folder)
{
    for (size_t i = 0; i < folder->files.count; i++)
        cJSON_Delete(folder->files.items[i].object);
    bl_vec_free(&folder->files);
    free(folder->names);
    export_series_free(&folder->list);
    bl_arena_free(&folder->arena);
}

int export_perf_tracking(ExportInputs inputs, const ExportOptions *options, const char *path,
                         BlDiags *diags)
{
    Folder folder = {.path = path, .diags = diags, .options = options};
    for (size_t i = 0; i < inputs.count; i++)
        check_input(&folder, &inputs.items[i]);
    export_series(inputs, &folder.list);
    folder.names = bl_alloc((folder.list.count + 1) * sizeof *folder.names);
    for (size_t i = 0; i < folder.list.count; i++)
        folder.names[i] = full_name(&folder, &folder.list.items[i]);
    if (!folder.error)
        plan(&folder, inputs);
    for (size_t i = 0; !folder.error && i < folder.files.count; i++)
        write_file(&folder, &folder.files.items[i]);
    int error = folder.error;
    free_folder(&folder);
    return error;
}
