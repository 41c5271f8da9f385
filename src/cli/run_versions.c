/* run_versions.c - what `benchline run` was asked for, with one version of Go or several.
 *
 * Versions whose allocations are measured come one after the other, each with all processors. Their
 * times are measured in turns: what changes on a machine in an hour is to change for all.
 */
#include "cli/run_command.h"

#include <stdlib.h>

#include "benchline/compare.h"
#include "cli/output.h"
#include "cli/run_kept.h"
#include "cli/run_progress.h"

/* ---- what comes of it ------------------------------------------------------------------------ */

/* "results-{go}.json" with the version; as it is, when there is one version only. */
static const char *output_of(BlArena *arena, const RunCommand *command, const Results *results)
{
    const char *at = strstr(command->output, GO_IN_NAME);
    const char *version = results->environment.go_version;
    if (!at)
        return command->output;
    return bl_arena_printf(arena, "%.*s%s%s", (int)(at - command->output), command->output,
                           version ? version : "go", at + strlen(GO_IN_NAME));
}

static int list_unsteady(const RunCommand *command, const Results *results)
{
    BlArena arena = {0};
    int status = run_list_unsteady(results, &command->run.retries,
                                   command->output ? output_of(&arena, command, results) : NULL);
    bl_arena_free(&arena);
    return status;
}

static int write_results(const RunCommand *command, const Results *results)
{
    cli_print_results(results, command->json);
    if (!command->output)
        return CLI_OK;
    BlArena arena = {0};
    int status = cli_write_results("run", results, output_of(&arena, command, results));
    bl_arena_free(&arena);
    return status;
}

/* ---- one version ----------------------------------------------------------------------------- */

typedef struct VersionRun {
    RunCommand command; /* its own what was found, and options */
    Results results;
    BlDiags diags;
    RunKept kept;
    size_t number;
} VersionRun;

static int open_store(VersionRun *version, GoVersions *versions, const GoVersion *go)
{
    const RunCommand *command = &version->command;
    const char *which = NULL;
    int status =
        command->store ? run_kept_open(&version->kept, command->store, command->resume) : CLI_OK;
    if (status != CLI_OK || !command->resume)
        return status;
    if (versions->list.count > 1) /* each has a run of its own */
        which = go_version_ask(versions, go, command->run.build_seconds);
    return run_kept_resume(&version->kept, which);
}

/* Finds what is to be run. */
static int find(VersionRun *version)
{
    RunCommand *command = &version->command;
    cli_selection_find(&command->selection, command->argc, command->argv, &version->diags);
    int status = command->rerun
                     ? run_keep_listed(&command->selection.found, command->rerun, &version->diags)
                     : CLI_OK;
    if (status == CLI_OK)
        return CLI_OK;
    cli_print_diags(&version->diags);
    bl_diag_free(&version->diags);
    if (command->store)
        run_kept_end(&version->kept, NULL, true);
    return status;
}

/* Up to the run itself, unless it is in the store already, as a whole. */
static int prepare(VersionRun *version, GoVersions *versions, ProgressShown *shown)
{
    RunCommand *command = &version->command;
    const GoVersion *go = &versions->list.items[version->number];
    command->run.go = command->selection.wish.go = go->command;
    command->run.go_chosen = go->chosen;
    int status = open_store(version, versions, go);
    if (status != CLI_OK || version->kept.over)
        return status;
    status = find(version);
    if (status != CLI_OK)
        return status;
    version->results.label = command->label;
    if (command->store && (command->selection.found.project_count || version->kept.resumed))
        run_kept_begin(&version->kept, &version->results, &command->run);
    progress_follow(shown, version->number, go->wish, &version->results, &command->run);
    return CLI_OK;
}

/* A run that is over already: its results are those of the store. */
static int take_over(VersionRun *version, ProgressShown *shown, const char *wish)
{
    RunCommand *command = &version->command;
    results_free(&version->results);
    version->results = version->kept.before;
    version->kept.resumed = false; /* they are freed with the version's */
    progress_follow(shown, version->number, wish, &version->results, &command->run);
    progress_over(shown, version->number, true);
    int status = cli_status_of(&version->results);
    if (write_results(command, &version->results) != CLI_OK)
        status = CLI_INTERNAL;
    if (!command->quiet)
        fprintf(cli_messages(), "benchline: %s: run %lld of %s is finished already\n",
                version->results.environment.go_version, (long long)version->kept.run,
                version->kept.path);
    return cli_worse(status, run_kept_end(&version->kept, NULL, true));
}

/* A package that has tests says "no-tests" then. */
static void tell_of_choice(VersionRun *version)
{
    bool only = version->command.selection.only.count > 0;
    bool skip = version->command.selection.skip.count > 0;
    if ((only || skip) && results_totals(&version->results).benchmarks == 0)
        bl_diag_add(&version->diags, BL_WARNING, NULL, "%s%s%s left no test to run",
                    only ? "--only" : "", only && skip ? " and " : "", skip ? "--skip" : "");
}

static int finish(VersionRun *version, ProgressShown *shown, bool able)
{
    const RunCommand *command = &version->command;
    progress_over(shown, version->number, able);
    int status = able ? cli_status_of(&version->results) : run_kept_failed(&version->kept);
    if (able && command->rerun)
        status = cli_worse(status, run_tell_gone(&version->results, &command->selection,
                                                 command->rerun, &version->diags));
    if (able)
        tell_of_choice(version);
    cli_print_diags(&version->diags);
    if (able && version->diags.errors)
        status = CLI_FINDING;
    if (able && write_results(command, &version->results) != CLI_OK)
        status = CLI_INTERNAL;
    if (able)
        status = cli_worse(status, list_unsteady(command, &version->results));
    if (command->store)
        status = cli_worse(status, run_kept_end(&version->kept, &version->results, command->quiet));
    bl_diag_free(&version->diags);
    return status;
}

/* ---- all of them ----------------------------------------------------------------------------- */

typedef struct Versions {
    VersionRun *items;
    size_t count;
    GoVersions *go;
    ProgressShown *shown;
} Versions;

/* Some of them together. */
static int run_together(const Versions *versions, size_t from, size_t count)
{
    RunPart *parts = bl_alloc(count * sizeof *parts);
    int status = CLI_OK;
    size_t ready = 0, to_run = 0;
    for (; ready < count && status == CLI_OK; ready += status == CLI_OK) {
        VersionRun *version = &versions->items[from + ready];
        status = prepare(version, versions->go, versions->shown);
        if (status == CLI_OK && !version->kept.over)
            parts[to_run++] = (RunPart){.results = &version->results,
                                        .found = &version->command.selection.found,
                                        .options = &version->command.run,
                                        .diags = &version->diags};
    }
    bool able = status == CLI_OK && (!to_run || run_parts(parts, to_run));
    for (size_t i = 0; i < ready; i++) {
        VersionRun *version = &versions->items[from + i];
        const char *wish = versions->go->list.items[version->number].wish;
        status = cli_worse(status, version->kept.over ? take_over(version, versions->shown, wish)
                                                      : finish(version, versions->shown, able));
    }
    free(parts);
    return status;
}

static void print_times(const Results *before, const Results *after)
{
    const CompareOptions options = {.units = COMPARE_ALL_UNITS};
    const CompareStyle style = {.colour = cli_use_colour(stdout),
                                .before_name = before->environment.go_version,
                                .after_name = after->environment.go_version};
    Comparison comparison;
    putchar('\n');
    compare_results(&comparison, before, after, &options);
    compare_format("table")->write(&comparison, &style, stdout);
    compare_free(&comparison);
}

/* What they have in common, and what not: allocations beside each other, times against the first
 * version's. */
static void print_together(const Versions *versions)
{
    Results *all = bl_alloc(versions->count * sizeof *all);
    for (size_t i = 0; i < versions->count; i++)
        all[i] = versions->items[i].results;
    bool time = versions->items[0].command.run.measuring.time;
    for (size_t i = 1; i < versions->count && time; i++)
        print_times(&all[0], &all[i]);
    if (!time)
        results_print_beside(all, versions->count, cli_use_colour(stdout), stdout);
    free(all);
}

int run_versions(const RunCommand *command, GoVersions *go)
{
    Versions versions = {.count = go->list.count, .go = go};
    versions.items = bl_alloc(versions.count * sizeof *versions.items);
    versions.shown = progress_show(versions.count, command->progress_file, command->quiet);
    for (size_t i = 0; i < versions.count; i++) {
        versions.items[i] = (VersionRun){.command = *command, .number = i};
        results_init(&versions.items[i].results, "run");
    }
    int status = CLI_OK;
    size_t together = command->run.measuring.time ? versions.count : 1;
    for (size_t i = 0; i < versions.count && status <= CLI_FINDING; i += together)
        status = cli_worse(status, run_together(&versions, i, together));
    status = cli_worse(status, progress_shown(versions.shown));
    if (versions.count > 1 && status <= CLI_FINDING)
        print_together(&versions);
    for (size_t i = 0; i < versions.count; i++) {
        cli_selection_forget(&versions.items[i].command.selection);
        results_free(&versions.items[i].results);
    }
    free(versions.items);
    return status;
}
