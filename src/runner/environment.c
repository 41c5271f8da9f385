/* environment.c - with what, and on what, a run measures: asked before it begins. */
#include <cjson/cJSON.h>
#include <time.h>

#include "process/process.h"
#include "runner/job.h"

typedef struct GoEnvironment {
    Runner *runner;
    bool known;
} GoEnvironment;

static const char *go_variable(Results *results, const cJSON *env, const char *name)
{
    const char *value = cJSON_GetStringValue(cJSON_GetObjectItem(env, name));
    return value ? bl_str_dup(&results->arena, bl_cstr(value)) : NULL;
}

static void on_go_env(void *context, const ProcessOutcome *outcome)
{
    GoEnvironment *answer = context;
    Results *results = answer->runner->results;
    cJSON *env =
        outcome->spawn_error ? NULL : cJSON_ParseWithLength(outcome->out.ptr, outcome->out.len);
    if (!env) {
        bl_diag_add(answer->runner->diags, BL_ERROR, NULL,
                    "cannot run '%s env': %s; benchline needs the go command: install Go "
                    "(https://go.dev/doc/install, or the package golang-go), or name it with --go",
                    answer->runner->go,
                    outcome->spawn_error ? uv_strerror(outcome->spawn_error)
                                         : "its output is not what was expected");
        return;
    }
    results->environment.go_version = go_variable(results, env, "GOVERSION");
    results->environment.goos = go_variable(results, env, "GOOS");
    results->environment.goarch = go_variable(results, env, "GOARCH");
    answer->runner->goroot = go_variable(results, env, "GOROOT");
    answer->runner->module_cache = go_variable(results, env, "GOMODCACHE");
    answer->known = true;
    cJSON_Delete(env);
}

bool runner_ask_go(Runner *runner)
{
    GoEnvironment answer = {.runner = runner};
    const char *const local[] = {"GOTOOLCHAIN=local", NULL};
    const char *const argv[] = {runner->go, "env",    "-json",      "GOVERSION", "GOOS",
                                "GOARCH",   "GOROOT", "GOMODCACHE", NULL};
    ProcessCommand command = {
        .argv = argv,
        .cwd = ".",
        .env = runner->options->go_chosen ? local : NULL,
        .patience = runner->options->build_seconds,
        .on_exit = on_go_env,
        .context = &answer,
    };
    process_start(runner->loop, &command);
    uv_run(runner->loop, UV_RUN_DEFAULT);
    return answer.known;
}

/* In UTC; of a run that is gone on with, that of its first part. */
static const char *beginning(Runner *runner)
{
    enum { LENGTH = 32 };
    BlArena *arena = &runner->results->arena;
    const RunKeeper *keeper = runner->options->keeper;
    if (keeper && keeper->before && keeper->before->environment.started)
        return bl_str_dup(arena, bl_cstr(keeper->before->environment.started));
    char *started = bl_arena_alloc(arena, LENGTH);
    time_t now = time(NULL);
    struct tm utc;
    strftime(started, LENGTH, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    return started;
}

void runner_describe_machine(Runner *runner)
{
    Results *results = runner->results;
    ResultEnvironment *environment = &results->environment;
    uv_utsname_t system;
    if (uv_os_uname(&system) == 0)
        environment->kernel =
            bl_arena_printf(&results->arena, "%s %s", system.sysname, system.release);
    uv_cpu_info_t *cpus;
    int count;
    if (uv_cpu_info(&cpus, &count) == 0) {
        environment->cpu = count ? bl_str_dup(&results->arena, bl_cstr(cpus[0].model)) : NULL;
        uv_free_cpu_info(cpus, count);
    }
    environment->cores = uv_available_parallelism();
    environment->started = beginning(runner);
}
