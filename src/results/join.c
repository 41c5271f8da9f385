/* join.c - parts of one run, measured by several machines, as the one run that they are parts of.
 *
 * The parts say nothing of each other's order, so it is made again: projects by name, as they stand
 * in a pool, and packages as the finder sorts them, by their module's folder and their own. Rows
 * are moved, not copied.
 */
#include <stdlib.h>

#include "benchline/path.h"
#include "benchline/results.h"

typedef struct Join {
    Results *joined;
    const ResultPart *parts;
    size_t count;
    BlDiags *diags;
    BlArena arena;
} Join;

/* ---- may they be joined? --------------------------------------------------------------------- */

static int compare_texts(const char *a, const char *b)
{
    if (!a || !b)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

static const char *shown(const char *text)
{
    return text ? text : "unknown";
}

/* What must be the same: figures would not be comparable, or it would be unclear what they are. */
static bool same_text(Join *join, const ResultPart *part, const char *what, const char *first,
                      const char *other)
{
    if (compare_texts(first, other) == 0)
        return true;
    bl_diag_add(join->diags, BL_ERROR, part->name,
                "it cannot be joined with %s: its %s is %s, and that one's %s", join->parts[0].name,
                what, shown(other), shown(first));
    return false;
}

static const char *count_text(Join *join, uint64_t count)
{
    return count ? bl_arena_printf(&join->arena, "%llu", (unsigned long long)count) : NULL;
}

static const char *list_text(Join *join, const Results *results)
{
    const char *text = NULL;
    for (size_t i = 0; i < results->cpu.count; i++)
        text = bl_arena_printf(&join->arena, "%s%s%llu", text ? text : "", text ? "," : "",
                               (unsigned long long)results->cpu.items[i]);
    return text;
}

static bool fits(Join *join, const ResultPart *part)
{
    const Results *a = join->parts[0].results, *b = part->results;
    return same_text(join, part, "source", a->source, b->source) &&
           same_text(join, part, "benchline", a->tool_version, b->tool_version) &&
           same_text(join, part, "Go", a->environment.go_version, b->environment.go_version) &&
           same_text(join, part, "system", a->environment.goos, b->environment.goos) &&
           same_text(join, part, "processor", a->environment.goarch, b->environment.goarch) &&
           same_text(join, part, "--metrics", a->metrics, b->metrics) &&
           same_text(join, part, "number of iterations", count_text(join, a->iterations),
                     count_text(join, b->iterations)) &&
           same_text(join, part, "--benchtime", a->benchtime, b->benchtime) &&
           same_text(join, part, "--cpu", list_text(join, a), list_text(join, b)) &&
           same_text(join, part, "number of rounds", count_text(join, a->count),
                     count_text(join, b->count));
}

/* ---- no package twice ------------------------------------------------------------------------ */

typedef struct Seen {
    const ResultProject *project;
    const ResultPackage *package;
    size_t part;
} Seen;

/* Folders do not count: machines may have a project in different ones. */
static int by_name(const Seen *left, const Seen *right)
{
    int order = compare_texts(left->project->name, right->project->name);
    if (!order)
        order = compare_texts(left->package->module, right->package->module);
    return order ? order : compare_texts(left->package->import_path, right->package->import_path);
}

static int by_name_and_part(const void *a, const void *b)
{
    const Seen *left = a, *right = b;
    int order = by_name(left, right);
    return order ? order : (left->part > right->part) - (left->part < right->part);
}

static bool say_twice(Join *join, const Seen *first, const Seen *second)
{
    bl_diag_add(join->diags, BL_ERROR, join->parts[second->part].name,
                "it cannot be joined with %s: both have the package %s of the project %s",
                join->parts[first->part].name, shown(first->package->import_path),
                first->project->name);
    return false;
}

static bool no_package_twice(Join *join)
{
    BL_VEC(Seen) seen = {0};
    bool able = true;
    for (size_t i = 0; i < join->count; i++)
        for (size_t j = 0; j < join->parts[i].results->projects.count; j++) {
            const ResultProject *project = &join->parts[i].results->projects.items[j];
            for (size_t k = 0; k < project->packages.count; k++)
                bl_vec_push(&seen, (Seen){project, &project->packages.items[k], i});
        }
    if (seen.count)
        qsort(seen.items, seen.count, sizeof *seen.items, by_name_and_part);
    for (size_t i = 1; i < seen.count && able; i++)
        if (seen.items[i - 1].part != seen.items[i].part &&
            by_name(&seen.items[i - 1], &seen.items[i]) == 0)
            able = say_twice(join, &seen.items[i - 1], &seen.items[i]);
    bl_vec_free(&seen);
    return able;
}

/* ---- what they have in common ---------------------------------------------------------------- */

static unsigned digit_value(char digit)
{
    return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/* All identifiers XORed: as random as they are, and the same whoever joins them, in any order. */
static const char *join_ids(Join *join)
{
    char id[RESULTS_ID_LENGTH + 1] = {0};
    for (size_t i = 0; i < RESULTS_ID_LENGTH; i++) {
        unsigned digit = 0;
        for (size_t j = 0; j < join->count; j++)
            digit ^= digit_value(join->parts[j].results->id[i]);
        id[i] = "0123456789abcdef"[digit & 15];
    }
    return bl_str_dup(&join->joined->arena, bl_cstr(id));
}

static const char *only_if_same(const char *a, const char *b)
{
    return compare_texts(a, b) == 0 ? a : NULL;
}

static void join_head(Join *join)
{
    Results *joined = join->joined;
    const Results *first = join->parts[0].results;
    joined->id = join_ids(join);
    joined->label = first->label;
    joined->tool_version = first->tool_version;
    joined->source = first->source;
    joined->environment = first->environment;
    joined->iterations = first->iterations;
    joined->metrics = first->metrics;
    joined->benchtime = first->benchtime;
    joined->count = first->count;
    joined->wall_seconds = 0;
    for (size_t i = 0; i < first->cpu.count; i++)
        bl_vec_push(&joined->cpu, first->cpu.items[i]);
    for (size_t i = 0; i < join->count; i++) {
        const Results *part = join->parts[i].results;
        ResultEnvironment *into = &joined->environment;
        const ResultEnvironment *from = &part->environment;
        joined->label = only_if_same(joined->label, part->label);
        joined->finished &= part->finished;
        joined->wall_seconds += part->wall_seconds;
        into->cpu = only_if_same(into->cpu, from->cpu);
        into->kernel = only_if_same(into->kernel, from->kernel);
        into->cores = into->cores == from->cores ? into->cores : 0;
        if (from->started && (!into->started || strcmp(from->started, into->started) < 0))
            into->started = from->started; /* in UTC they sort as texts */
    }
}

/* ---- the rows -------------------------------------------------------------------------------- */

/* A package, and what it is sorted by. */
typedef struct Placed {
    const char *module_dir, *dir;
    bool in_module;
    size_t at; /* where it came from, among all */
    ResultPackage package;
} Placed;

static const char *clean_dir(const char *dir)
{
    return !dir || strcmp(dir, ".") == 0 ? "" : dir;
}

/* The folder of its module, as people see it: its own without what its import path has beyond the
 * module's. "" where that is above the folder that was given to `run`. */
static const char *module_dir(Join *join, const ResultPackage *package)
{
    const char *dir = clean_dir(package->dir), *path = package->import_path;
    if (!package->module || !path)
        return "";
    size_t module = strlen(package->module), length = strlen(dir);
    bool below = strncmp(path, package->module, module) == 0;
    const char *inside = below ? path + module + (path[module] == '/') : path;
    size_t beyond = strlen(inside);
    if (!beyond)
        return dir;
    if (length > beyond && dir[length - beyond - 1] == '/' &&
        strcmp(dir + length - beyond, inside) == 0)
        return bl_str_dup(&join->arena, bl_str(dir, length - beyond - 1));
    return "";
}

static int by_place(const void *a, const void *b)
{
    const Placed *left = a, *right = b;
    int order = bl_path_compare(left->module_dir, right->module_dir);
    if (!order)
        order = (int)left->in_module - (int)right->in_module;
    if (!order)
        order = bl_path_compare(left->dir, right->dir);
    return order ? order : (left->at > right->at) - (left->at < right->at);
}

typedef BL_VEC(Placed) PlacedList;

static void take_packages(Join *join, ResultProject *project, PlacedList *list)
{
    for (size_t i = 0; i < project->packages.count; i++) {
        const ResultPackage *package = &project->packages.items[i];
        Placed placed = {.module_dir = module_dir(join, package),
                         .dir = clean_dir(package->dir),
                         .in_module = package->module != NULL,
                         .at = list->count,
                         .package = *package};
        bl_vec_push(list, placed);
    }
    bl_vec_free(&project->packages);
}

static int by_project(const void *a, const void *b)
{
    const ResultProject *const *left = a, *const *right = b;
    int order = compare_texts((*left)->name, (*right)->name);
    return order ? order : compare_texts((*left)->dir, (*right)->dir);
}

typedef BL_VEC(ResultProject *) Projects;

/* Those that are one and the same, from the first on. Returns how many. */
static size_t join_project(Join *join, ResultProject *const *projects, size_t most)
{
    PlacedList list = {0};
    ResultProject joined = {.name = projects[0]->name, .dir = projects[0]->dir};
    size_t count = 0;
    while (count < most && by_project(&projects[0], &projects[count]) == 0)
        take_packages(join, projects[count++], &list);
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, by_place);
    for (size_t i = 0; i < list.count; i++)
        bl_vec_push(&joined.packages, list.items[i].package);
    bl_vec_push(&join->joined->projects, joined);
    bl_vec_free(&list);
    return count;
}

static void join_rows(Join *join)
{
    Projects projects = {0};
    for (size_t i = 0; i < join->count; i++)
        for (size_t j = 0; j < join->parts[i].results->projects.count; j++)
            bl_vec_push(&projects, &join->parts[i].results->projects.items[j]);
    if (projects.count)
        qsort(projects.items, projects.count, sizeof *projects.items, by_project);
    for (size_t i = 0; i < projects.count;)
        i += join_project(join, &projects.items[i], projects.count - i);
    bl_vec_free(&projects);
}

bool results_join(Results *joined, const ResultPart *parts, size_t count, BlDiags *diags)
{
    Join join = {.joined = joined, .parts = parts, .count = count, .diags = diags};
    bool able = true;
    results_init(joined, "run");
    for (size_t i = 1; i < count && able; i++)
        able = fits(&join, &parts[i]);
    able = able && no_package_twice(&join);
    if (able) {
        join_head(&join);
        join_rows(&join);
    }
    bl_arena_free(&join.arena);
    return able;
}
