/* run_kept.c - see run_kept.h. */
#include "cli/run_kept.h"

#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"

int run_kept_failed(const RunKept *kept)
{
    return kept->unfit ? CLI_FINDING : CLI_INTERNAL;
}

static int said(RunKept *kept)
{
    cli_print_diags(&kept->said);
    bl_diag_free(&kept->said);
    return run_kept_failed(kept);
}

/* ---- what the run calls ---------------------------------------------------------------------- */

/* What must not change between a run and its being gone on with; NULL: nothing has. */
static const char *what_changed(const Results *before, const Results *now)
{
    if (!bl_same_text(before->environment.go_version, now->environment.go_version))
        return "the Go version";
    if (!bl_same_text(before->metrics, now->metrics) || before->iterations != now->iterations ||
        !bl_same_text(before->benchtime, now->benchtime) || before->count != now->count ||
        before->cpu.count != now->cpu.count ||
        (now->cpu.count &&
         memcmp(before->cpu.items, now->cpu.items, now->cpu.count * sizeof *now->cpu.items) != 0))
        return "how it measures";
    if (before->projects.count != now->projects.count)
        return "what there is to run";
    return NULL;
}

static bool fits(RunKept *kept, const Results *now)
{
    const Results *before = &kept->before;
    const char *changed = what_changed(before, now);
    for (size_t i = 0; i < now->projects.count && !changed; i++) {
        const ResultProject *old = &before->projects.items[i], *new = &now->projects.items[i];
        if (!bl_same_text(old->name, new->name) || !bl_same_text(old->dir, new->dir))
            changed = bl_arena_printf(&kept->before.arena, "the project %s", new->name);
        for (size_t j = 0; j < old->packages.count && !changed; j++)
            if (j >= new->packages.count || !bl_same_text(old->packages.items[j].import_path,
                                                          new->packages.items[j].import_path))
                changed = bl_arena_printf(&kept->before.arena, "the packages of %s", new->name);
    }
    kept->unfit = changed != NULL;
    if (changed)
        bl_diag_add(&kept->said, BL_ERROR, NULL,
                    "--resume: %s changed since run %lld of %s was begun; run it anew, without "
                    "--resume, or as it was",
                    changed, (long long)kept->run, kept->path);
    return !changed;
}

static bool begin(void *context, const Results *results)
{
    RunKept *kept = context;
    if (kept->resumed ? !fits(kept, results) : !store_begin_run(kept->store, results, &kept->run))
        return false;
    for (size_t i = 0; i < results->projects.count; i++) {
        const ResultProject *project = &results->projects.items[i];
        StoreId id;
        if (!store_put_project(kept->store, kept->run, i, project, &id))
            return false;
        bl_vec_push(&kept->projects, id);
    }
    return true;
}

/* The last ones begun are those that are asked for. */
static RunKeptPackage *find_package(RunKept *kept, size_t project, size_t package)
{
    for (size_t i = kept->packages.count; i-- > 0;) {
        RunKeptPackage *known = &kept->packages.items[i];
        if (known->project == project && known->package == package)
            return known;
    }
    bl_vec_push(&kept->packages, (RunKeptPackage){project, package, 0});
    return &kept->packages.items[kept->packages.count - 1];
}

static bool put_package(void *context, size_t project, size_t package, const ResultPackage *head)
{
    RunKept *kept = context;
    RunKeptPackage *known = find_package(kept, project, package);
    return store_put_package(kept->store, kept->projects.items[project], package, head, &known->id);
}

static bool put_benchmark(void *context, size_t project, size_t package, size_t position,
                          const ResultBenchmark *benchmark)
{
    RunKept *kept = context;
    return store_put_benchmark(kept->store, find_package(kept, project, package)->id, position,
                               benchmark, NULL);
}

static const char *why(void *context)
{
    const BlDiags *said = &((RunKept *)context)->said;
    return said->list.count ? said->list.items[said->list.count - 1].message : "no reason is known";
}

/* ---- the run as a whole ---------------------------------------------------------------------- */

static bool is_to_go_on(const StoreRun *run, const char *go_version)
{
    if (strcmp(run->source, "run") != 0)
        return false;
    return go_version ? bl_same_text(run->go_version, go_version) : !run->finished;
}

int run_kept_resume(RunKept *kept, const char *go_version)
{
    StoreRuns runs = {0};
    bool able = store_list_runs(kept->store, &runs);
    for (size_t i = 0; i < runs.list.count; i++)
        if (is_to_go_on(&runs.list.items[i], go_version)) {
            kept->run = runs.list.items[i].run;
            kept->over = runs.list.items[i].finished;
        }
    store_runs_free(&runs);
    if (able && !kept->run && go_version)
        return CLI_OK;
    kept->unfit = able && !kept->run;
    if (kept->unfit)
        bl_diag_add(&kept->said, BL_ERROR, NULL,
                    "--resume: every run in %s is finished; without --resume a new one begins",
                    kept->path);
    kept->resumed = able && kept->run;
    if (kept->resumed && store_load_run(kept->store, kept->run, &kept->before))
        return CLI_OK;
    int status = said(kept);
    run_kept_end(kept, NULL, true);
    return status;
}

int run_kept_open(RunKept *kept, const char *path, bool resume)
{
    kept->path = path;
    kept->unfit = resume && access(path, F_OK) != 0;
    if (kept->unfit) {
        bl_diag_add(&kept->said, BL_ERROR, NULL,
                    "--resume: there is no store %s, and so no run to go on with; without --resume "
                    "a new one begins",
                    path);
        return said(kept);
    }
    kept->store = store_open(path, resume ? STORE_CHANGE : STORE_CREATE, &kept->said);
    return kept->store ? CLI_OK : said(kept);
}

void run_kept_begin(RunKept *kept, Results *results, RunOptions *options)
{
    kept->keeper = (RunKeeper){.context = kept,
                               .begin = begin,
                               .package = put_package,
                               .benchmark = put_benchmark,
                               .why = why,
                               .before = kept->resumed ? &kept->before : NULL};
    options->keeper = &kept->keeper;
    if (!kept->resumed)
        return;
    results->id = bl_str_dup(&results->arena, bl_cstr(kept->before.id));
    results->label =
        kept->before.label ? bl_str_dup(&results->arena, bl_cstr(kept->before.label)) : NULL;
}

/* What of the run is in the store. */
static void say_stored(const RunKept *kept, bool finished)
{
    long long run = kept->run;
    if (!run)
        fprintf(cli_messages(),
                "benchline: nothing was measured, and nothing of this run is in %s\n", kept->path);
    else if (finished)
        fprintf(cli_messages(), "benchline: stored as run %lld of %s\n", run, kept->path);
    else
        fprintf(cli_messages(),
                "benchline: run %lld of %s is not finished: the same command with --resume goes "
                "on\n",
                run, kept->path);
}

int run_kept_end(RunKept *kept, const Results *results, bool quiet)
{
    bool finished = kept->run && results && results->finished;
    bool able = !finished || store_finish_run(kept->store, kept->run, results);
    bool failed = kept->said.list.count > 0;
    int status = failed ? said(kept) : CLI_OK; /* why, before how to go on */
    if (results && !quiet && !kept->unfit && (kept->run || failed))
        say_stored(kept, finished && able);
    store_close(kept->store);
    if (kept->resumed)
        results_free(&kept->before);
    bl_vec_free(&kept->projects);
    bl_vec_free(&kept->packages);
    bl_diag_free(&kept->said);
    return status;
}
