/* perf_index.c - perf-tracking's index of one platform: the Go versions measured there, in their
 * order, the benchmarks, and where the sources are. What is there is kept. */
#include <stdlib.h>

#include "benchline/path.h"
#include "exporter/perf_tracking.h"

/* ---- benchmarks ------------------------------------------------------------------------------ */

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
static size_t add_benchmark(cJSON *list, const PerfEntries *entries, size_t at)
{
    const cJSON *listed = NULL;
    const ExportSeries *series = NULL;
    double cv = -1;
    size_t i = at;
    for (bool more = true; more; more = !perf_is_last_of_name(entries, i++)) {
        const PerfEntry *entry = &entries->items[i];
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
static void collect_versions(PerfFolder *folder, const char *place, const cJSON *index, cJSON *read,
                             PerfEntries *entries)
{
    for (const cJSON *version = json_first_in(index, "versions"); version;
         version = version->next) {
        const char *path = bl_path_join(&folder->arena, place, json_text_of(version, "file"));
        cJSON *own = NULL;
        const cJSON *file = perf_find(folder, path, &own);
        if (own)
            cJSON_AddItemToArray(read, own);
        for (const cJSON *node = json_first_in(file, "benchmarks"); node; node = node->next)
            bl_vec_push(entries, (PerfEntry){node->string, 0, NULL, NULL, node});
    }
}

void perf_set_benchmarks(PerfFolder *folder, const char *place, cJSON *index)
{
    PerfEntries entries = {0};
    cJSON *read = json_checked(cJSON_CreateArray()), *list = json_checked(cJSON_CreateArray());
    for (const cJSON *node = json_first_in(index, "benchmarks"); node; node = node->next)
        bl_vec_push(&entries, (PerfEntry){json_text_of(node, "name"), 0, NULL, node, NULL});
    for (size_t i = 0; i < folder->list.count; i++)
        bl_vec_push(&entries, (PerfEntry){folder->names[i], i, &folder->list.items[i], NULL, NULL});
    collect_versions(folder, place, index, read, &entries);
    perf_sort(&entries);
    for (size_t i = 0; i < entries.count;)
        i = add_benchmark(list, &entries, i);
    json_set(index, "benchmarks", list);
    bl_vec_free(&entries);
    cJSON_Delete(read);
}

/* ---- versions and sources -------------------------------------------------------------------- */

static unsigned minor_of(const char *version)
{
    unsigned major, minor;
    return sscanf(version, "%u.%u", &major, &minor) == 2 ? minor : 0;
}

/* Puts a version where it belongs, by its number. */
void perf_add_version(PerfFolder *folder, cJSON *index, const Results *results, const char *file)
{
    const char *name = perf_version(&folder->arena, results->environment.go_version);
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
void perf_set_repository(cJSON *index, const Results *results)
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
