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

#include "benchline/path.h"
#include "exporter/formats.h"
#include "exporter/perf_tracking.h"

enum { FILE_LIMIT = 1 << 30 };

static void fail(PerfFolder *folder, const char *file, int error, const char *message)
{
    if (!folder->error)
        bl_diag_add(folder->diags, BL_ERROR, file, "%s", message);
    folder->error = folder->error ? folder->error : error;
}

/* ---- files ----------------------------------------------------------------------------------- */

/* What is in the file; an empty object when there is no file. NULL: it is no JSON object. */
static cJSON *read_object(PerfFolder *folder, const char *path)
{
    BlBuf text = {0};
    int error = bl_file_read(path, FILE_LIMIT, &text);
    cJSON *object = NULL;
    if (error == ENOENT || error == ENOTDIR)
        object = json_new_object();
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

const cJSON *perf_find(PerfFolder *folder, const char *path, cJSON **read)
{
    for (size_t i = 0; i < folder->files.count; i++)
        if (strcmp(folder->files.items[i].path, path) == 0)
            return folder->files.items[i].object;
    *read = read_object(folder, path);
    return *read;
}

static void add_file(PerfFolder *folder, const char *path, cJSON *object)
{
    bl_vec_push(&folder->files, (PerfFile){path, object});
}

static void write_file(PerfFolder *folder, const PerfFile *file)
{
    BlArena arena = {0};
    int error = bl_dir_make(bl_path_dir(&arena, file->path));
    if (!error)
        error = json_write_file(file->object, file->path);
    if (error)
        fail(folder, file->path, error, strerror(error));
    bl_arena_free(&arena);
}

/* ---- names ----------------------------------------------------------------------------------- */

const char *perf_version(BlArena *arena, const char *go_version)
{
    unsigned major, minor;
    if (!go_version || sscanf(go_version, "go%u.%u", &major, &minor) != 2)
        return NULL;
    return bl_arena_printf(arena, "%u.%u", major, minor);
}

/* --platform, or GOOS-GOARCH; NULL: they are not known. */
static const char *platform_of(PerfFolder *folder, const ResultEnvironment *environment)
{
    if (folder->options->platform)
        return folder->options->platform;
    return environment->goos && environment->goarch
               ? bl_arena_printf(&folder->arena, "%s-%s", environment->goos, environment->goarch)
               : NULL;
}

/* The name of a benchmark in the files, in which each stands once. */
static const char *full_name(PerfFolder *folder, const ExportSeries *series)
{
    const ResultBenchmark *benchmark = series->row.benchmark;
    const char *path = series->row.package->import_path;
    const char *name = bl_arena_printf(&folder->arena, "%s%s%s", path ? path : "", path ? "." : "",
                                       benchmark->name);
    return benchmark->procs > 1 ? bl_arena_printf(&folder->arena, "%s-%llu", name,
                                                  (unsigned long long)benchmark->procs)
                                : name;
}

static bool same_platform(PerfFolder *folder, const Results *a, const Results *b)
{
    return strcmp(platform_of(folder, &a->environment), platform_of(folder, &b->environment)) == 0;
}

bool perf_same_place(PerfFolder *folder, const Results *a, const Results *b)
{
    return strcmp(perf_version(&folder->arena, a->environment.go_version),
                  perf_version(&folder->arena, b->environment.go_version)) == 0 &&
           same_platform(folder, a, b);
}

static int compare_entries(const void *a, const void *b)
{
    const PerfEntry *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

void perf_sort(PerfEntries *entries)
{
    if (entries->count)
        qsort(entries->items, entries->count, sizeof *entries->items, compare_entries);
}

bool perf_is_last_of_name(const PerfEntries *entries, size_t at)
{
    return at + 1 == entries->count ||
           strcmp(entries->items[at].name, entries->items[at + 1].name) != 0;
}

/* ---- the folder ------------------------------------------------------------------------------ */

typedef bool IsSame(PerfFolder *folder, const Results *a, const Results *b);

/* Is none of the inputs behind `at` the same as it? */
static bool is_last(PerfFolder *folder, ExportInputs inputs, size_t at, IsSame *is_same)
{
    for (size_t i = at + 1; i < inputs.count; i++)
        if (is_same(folder, &inputs.items[at], &inputs.items[i]))
            return false;
    return true;
}

static void add_version_file(PerfFolder *folder, const Results *results)
{
    const char *place =
        bl_path_join(&folder->arena, folder->path, platform_of(folder, &results->environment));
    const char *name = bl_arena_printf(
        &folder->arena, "go%s.json", perf_version(&folder->arena, results->environment.go_version));
    add_file(folder, bl_path_join(&folder->arena, place, name), perf_version_file(folder, results));
}

static void add_index(PerfFolder *folder, ExportInputs inputs, const Results *last, const char *now)
{
    const char *platform = platform_of(folder, &last->environment);
    const char *place = bl_path_join(&folder->arena, folder->path, platform);
    const char *path = bl_path_join(&folder->arena, place, "index.json");
    cJSON *index = read_object(folder, path);
    if (!index)
        return;
    for (size_t i = 0; i < inputs.count; i++) {
        const Results *results = &inputs.items[i];
        const char *version = perf_version(&folder->arena, results->environment.go_version);
        if (strcmp(platform_of(folder, &results->environment), platform) == 0)
            perf_add_version(folder, index, results,
                             bl_arena_printf(&folder->arena, "go%s.json", version));
    }
    perf_set_benchmarks(folder, place, index);
    perf_set_repository(index, last);
    json_set_text(index, "last_updated", now);
    add_file(folder, path, index);
}

static void add_platforms(PerfFolder *folder, ExportInputs inputs, const char *now)
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
static void check_input(PerfFolder *folder, ExportInputs inputs, size_t index)
{
    const Results *results = &inputs.items[index];
    const char *name = inputs.names ? inputs.names[index] : NULL;
    const char *platform = platform_of(folder, &results->environment);
    if (!perf_version(&folder->arena, results->environment.go_version))
        fail(folder, name, -1,
             "it does not say with which release of Go it was measured, as "
             "environment.go_version: perf-tracking has a file for each");
    else if (!platform)
        fail(folder, name, -1,
             "it does not say on which system it was measured, as environment.goos and "
             "goarch: name it with --platform");
    else if (!*platform || *platform == '.' || strchr(platform, '/'))
        fail(folder, folder->options->platform ? NULL : name, -1,
             "a platform is the name of a folder, without / and not hidden");
}

static void plan(PerfFolder *folder, ExportInputs inputs)
{
    const char *now = newest(&folder->arena, inputs);
    for (size_t i = 0; i < inputs.count; i++)
        if (is_last(folder, inputs, i, perf_same_place))
            add_version_file(folder, &inputs.items[i]);
    for (size_t i = 0; i < inputs.count; i++)
        if (is_last(folder, inputs, i, same_platform))
            add_index(folder, inputs, &inputs.items[i], now);
    add_platforms(folder, inputs, now);
}

static void free_folder(PerfFolder *folder)
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
    PerfFolder folder = {.path = path, .diags = diags, .options = options};
    for (size_t i = 0; i < inputs.count; i++)
        check_input(&folder, inputs, i);
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
