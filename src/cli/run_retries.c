/* run_retries.c - `run --variance-threshold`: what varies too much is measured again, and what
 * still does is listed in a file that --rerun-failed reads. */
#include <stdlib.h>

#include "benchline/path.h"
#include "cli/option_values.h"
#include "cli/output.h"
#include "cli/run_command.h"

enum { FILE_MAX_BYTES = 64 << 20, RERUNS_MAX = 1000, RERUNS_USUAL = 3 };

#define LIST_END "_failed_benchmarks.txt"

const char run_retries_help[] =
    "      --variance-threshold PCT  measure again, alone, what varies by more: the coefficient\n"
    "                       of variation of B/op or allocs/op, or of ns/op with --metrics time\n"
    "      --max-reruns N   ... N times at most (default: 3); what varies least is kept\n"
    "      --rerun-count N  ... N rounds each time (default: --count)\n"
    "      --rerun-failed FILE  only what a list names: with -o NAME.json what still varies too\n"
    "                       much is in NAME_failed_benchmarks.txt\n";

/* ---- options --------------------------------------------------------------------------------- */

static int take_threshold(const char *text, RunRetries *retries)
{
    char *end;
    retries->threshold = strtod(text, &end);
    if (end != text && *end == '%')
        end++;
    if (*end || end == text || !(retries->threshold > 0) || retries->threshold > 1e6)
        return cli_usage(
            "run", "--variance-threshold takes percent above 0, as 5 or 7.5%%, not '%s'", text);
    return CLI_OK;
}

int run_retries_option(RunCommand *command, int option, const char *argument)
{
    RunRetries *retries = &command->run.retries;
    switch (option) {
    case OPT_VARIANCE_THRESHOLD:
        return take_threshold(argument, retries);
    case OPT_MAX_RERUNS:
        return cli_take_count("run", "--max-reruns", argument, RERUNS_MAX, &retries->most);
    case OPT_RERUN_COUNT:
        return cli_take_count("run", "--rerun-count", argument, RERUNS_MAX, &retries->count);
    case OPT_RERUN_FAILED:
        command->rerun = argument;
        return CLI_OK;
    default:
        return -1;
    }
}

int run_retries_check(RunCommand *command)
{
    RunRetries *retries = &command->run.retries;
    if (!(retries->threshold > 0) && (retries->most || retries->count))
        return cli_usage("run", "%s needs a --variance-threshold, beyond which to measure again",
                         retries->most ? "--max-reruns" : "--rerun-count");
    if (!retries->most)
        retries->most = RERUNS_USUAL;
    return CLI_OK;
}

/* ---- the list -------------------------------------------------------------------------------- */

static size_t put_unsteady(const Results *results, double threshold, BlBuf *list)
{
    bool time = results->metrics && strcmp(results->metrics, "time") == 0;
    size_t count = 0;
    for (size_t i = 0; i < results->projects.count; i++)
        for (size_t j = 0; j < results->projects.items[i].packages.count; j++) {
            const ResultPackage *package = &results->projects.items[i].packages.items[j];
            for (size_t k = 0; k < package->benchmarks.count; k++) {
                const ResultBenchmark *row = &package->benchmarks.items[k];
                double varies = results_variation(row->samples.items, row->samples.count, time);
                if (row->status != RESULT_OK || !row->test || !(varies > threshold))
                    continue;
                bl_buf_printf(list, "%s %s %.3g%%\n", package->import_path, row->test, varies);
                count++;
            }
        }
    return count;
}

/* "results.json" to "results_failed_benchmarks.txt". */
static const char *list_name(BlArena *arena, const char *output)
{
    BlStr base = bl_cstr(output), end = BL_STR(".json");
    if (bl_str_ends(base, end))
        base.len -= end.len;
    return bl_arena_printf(arena, "%.*s" LIST_END, (int)base.len, base.ptr);
}

int run_list_unsteady(const Results *results, const RunRetries *retries, const char *output)
{
    BlArena arena = {0};
    BlBuf list = {0};
    if (!(retries->threshold > 0))
        return CLI_OK;
    bl_buf_printf(&list,
                  "# What varies by more than %g %%, and by how much. To measure it again:\n"
                  "# benchline run --rerun-failed THIS-FILE\n",
                  retries->threshold);
    size_t count = put_unsteady(results, retries->threshold, &list);
    const char *name = output ? list_name(&arena, output) : NULL;
    int error = name ? bl_file_write(name, bl_buf_view(&list)) : 0;
    if (error)
        cli_cannot_write("run", name, error);
    else if (count)
        fprintf(cli_messages(), "benchline: %zu benchmark%s still var%s by more than %g %%%s%s%s\n",
                count, count == 1 ? "" : "s", count == 1 ? "ies" : "y", retries->threshold,
                name ? "; --rerun-failed " : "", name ? name : "",
                name ? " measures them again" : "");
    bl_buf_free(&list);
    bl_arena_free(&arena);
    return error ? CLI_INTERNAL : count ? CLI_FINDING : CLI_OK;
}

/* ---- reading it ------------------------------------------------------------------------------ */

typedef struct Listed {
    const char *import_path, *test;
} Listed;

typedef BL_VEC(Listed) ListedTests;

/* A line is a package and a test, and whatever follows; # begins a comment. Of a subtest it is the
 * whole test that can be run. */
static bool read_list(const char *file, BlStr text, BlArena *arena, ListedTests *listed,
                      BlDiags *diags)
{
    for (uint32_t number = 1; text.len; number++) {
        BlStr line, path, rest, test, other;
        bl_str_cut(text, '\n', &line, &text);
        line = bl_str_trim(line);
        if (!line.len || line.ptr[0] == '#')
            continue;
        if (!bl_str_cut(line, ' ', &path, &rest)) {
            BlDiag *diag = bl_diag_add(diags, BL_ERROR, file,
                                       "expected a package and a test of it, as in "
                                       "'example.com/words TestCount'");
            bl_diag_at(diags, diag, number, 1, line);
            return false;
        }
        bl_str_cut(bl_str_trim(rest), ' ', &test, &other);
        bl_str_cut(test, '/', &test, &other);
        bl_vec_push(listed, (Listed){bl_str_dup(arena, path), bl_str_dup(arena, test)});
    }
    return true;
}

/* The names that are listed of a package; none: it is not. */
static size_t names_of(BlArena *arena, const ListedTests *listed, const FoundPackage *package,
                       const char *const **names)
{
    BL_VEC(const char *) list = {0};
    for (size_t i = 0; i < listed->count; i++)
        if (strcmp(listed->items[i].import_path, package->import_path) == 0)
            bl_vec_push(&list, listed->items[i].test);
    size_t count = list.count;
    *names = bl_arena_copy(arena, list.items, count * sizeof *list.items);
    bl_vec_free(&list);
    return count;
}

static size_t keep_packages(BlArena *arena, const ListedTests *listed, FoundModule *module)
{
    FoundPackage *kept = bl_arena_alloc(arena, module->package_count * sizeof *kept);
    size_t count = 0;
    for (size_t i = 0; i < module->package_count; i++) {
        const char *const *names;
        size_t name_count = names_of(arena, listed, &module->packages[i], &names);
        if (!name_count)
            continue;
        FindFilter *filter = bl_arena_alloc(arena, sizeof *filter);
        *filter = *module->packages[i].filter;
        filter->names = names;
        filter->name_count = name_count;
        kept[count] = module->packages[i];
        kept[count++].filter = filter;
    }
    module->packages = kept;
    module->package_count = count;
    return count;
}

static size_t keep_modules(BlArena *arena, const ListedTests *listed, FoundProject *project)
{
    FoundModule *kept = bl_arena_alloc(arena, project->module_count * sizeof *kept);
    size_t count = 0;
    for (size_t i = 0; i < project->module_count; i++) {
        kept[count] = project->modules[i];
        count += keep_packages(arena, listed, &kept[count]) > 0;
    }
    project->modules = kept;
    project->module_count = count;
    return count;
}

static bool read_list_file(const char *file, BlArena *arena, ListedTests *listed, BlDiags *diags)
{
    BlBuf text = {0};
    int error = bl_file_read(file, FILE_MAX_BYTES, &text);
    if (error)
        bl_diag_add(diags, BL_ERROR, file, "cannot read the list of --rerun-failed: %s",
                    strerror(error));
    bool able = !error && read_list(file, bl_buf_view(&text), arena, listed, diags);
    bl_buf_free(&text);
    return able;
}

int run_keep_listed(Found *found, const char *file, BlDiags *diags)
{
    ListedTests listed = {0};
    bool able = read_list_file(file, &found->arena, &listed, diags);
    FoundProject *kept = bl_arena_alloc(&found->arena, (found->project_count + 1) * sizeof *kept);
    size_t count = 0;
    for (size_t i = 0; i < found->project_count && able; i++) {
        kept[count] = found->projects[i];
        count += keep_modules(&found->arena, &listed, &kept[count]) > 0;
    }
    found->projects = kept;
    found->project_count = count;
    if (able && !count)
        bl_diag_add(diags, BL_ERROR, file, "%s",
                    listed.count ? "nothing that it lists is below the paths: give those of the "
                                   "run that it is of"
                                 : "it lists nothing to run again");
    bl_vec_free(&listed);
    return able && count ? CLI_OK : CLI_USAGE;
}

/* ---- what is gone ---------------------------------------------------------------------------- */

static bool has_row(const Results *results, const Listed *test)
{
    for (size_t i = 0; i < results->projects.count; i++)
        for (size_t j = 0; j < results->projects.items[i].packages.count; j++) {
            const ResultPackage *package = &results->projects.items[i].packages.items[j];
            if (!package->import_path || strcmp(package->import_path, test->import_path) != 0)
                continue;
            for (size_t k = 0; k < package->benchmarks.count; k++) {
                const char *name = package->benchmarks.items[k].test;
                size_t length = strlen(test->test);
                if (name && strncmp(name, test->test, length) == 0 &&
                    (!name[length] || name[length] == '/'))
                    return true;
            }
        }
    return false;
}

int run_tell_gone(const Results *results, const CliSelection *selection, const char *file,
                  BlDiags *diags)
{
    FindFilter filter = cli_selection_filter(selection);
    filter.kinds = 0; /* a list does not say what is no test */
    BlArena arena = {0};
    ListedTests listed = {0};
    int status = CLI_OK;
    read_list_file(file, &arena, &listed, diags);
    for (size_t i = 0; i < listed.count; i++) {
        const Listed *test = &listed.items[i];
        if (has_row(results, test) || !find_filter_takes(&filter, FOUND_TEST, test->test))
            continue;
        bl_diag_add(diags, BL_WARNING, file, "there is no test %s in %s", test->test,
                    test->import_path);
        status = CLI_FINDING;
    }
    bl_vec_free(&listed);
    bl_arena_free(&arena);
    return status;
}
