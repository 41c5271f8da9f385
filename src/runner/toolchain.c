/* toolchain.c - see toolchain.h. */
#include "runner/toolchain.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "runner/job.h"

/* The 26 of "go1.26.8", and of "devel go1.26-1c9c2a"; 0: not known. */
static unsigned minor_version(const char *version)
{
    const char *at = strstr(version, "go1.");
    return at ? (unsigned)strtoul(at + strlen("go1."), NULL, 10) : 0;
}

static void place_toolchain(Runner *runner, Toolchain *toolchain, const char *module_cache,
                            unsigned minor)
{
    const char *dir =
        bl_arena_printf(&runner->arena, "%s/go%zu", runner->work, runner->toolchains.count);
    int error;
    if (harness_needs_shadow(toolchain->goroot, module_cache, minor)) {
        error = harness_shadow(&toolchain->harness, toolchain->goroot, dir);
        toolchain->root = bl_arena_printf(&runner->arena, "GOROOT=%s", dir);
        toolchain->go = bl_path_join(&runner->arena, dir, "bin/go");
    } else {
        error = harness_write(&toolchain->harness, dir);
        toolchain->overlay = dir;
    }
    if (error)
        toolchain->problem =
            bl_arena_printf(&runner->arena, "cannot write to %s: %s", dir, strerror(error));
}

static Toolchain *new_toolchain(Runner *runner, const char *goroot, const char *version,
                                const char *module_cache)
{
    unsigned minor = minor_version(version);
    Toolchain *toolchain = bl_arena_new(&runner->arena, Toolchain);
    toolchain->goroot = bl_str_dup(&runner->arena, bl_cstr(goroot));
    toolchain->go = runner->go;
    if (harness_load(&toolchain->harness, goroot, minor))
        place_toolchain(runner, toolchain, module_cache, minor);
    else
        toolchain->problem = toolchain->harness.problem;
    if (toolchain->problem)
        bl_diag_add(runner->diags, BL_WARNING, NULL,
                    "%s: %s; what it builds is measured from the tests' source", version,
                    toolchain->problem);
    else if (toolchain->harness.unknown)
        bl_diag_add(runner->diags, BL_WARNING, NULL,
                    "%s: testing.T has methods that benchline does not know (%s): what they "
                    "allocate counts as the test's",
                    version, toolchain->harness.unknown);
    bl_vec_push(&runner->toolchains, toolchain);
    return toolchain;
}

static const Toolchain *toolchain_for(Runner *runner, const char *goroot, const char *version,
                                      const char *module_cache)
{
    for (size_t i = 0; i < runner->toolchains.count; i++)
        if (strcmp(runner->toolchains.items[i]->goroot, goroot) == 0)
            return runner->toolchains.items[i];
    return new_toolchain(runner, goroot, version, module_cache);
}

const char *const toolchain_question[] = {"env",       "-json",      "GOROOT",
                                          "GOVERSION", "GOMODCACHE", NULL};

const Toolchain *toolchain_of(Runner *runner, const ProcessOutcome *answer)
{
    cJSON *env =
        answer->spawn_error ? NULL : cJSON_ParseWithLength(answer->out.ptr, answer->out.len);
    const char *goroot = cJSON_GetStringValue(cJSON_GetObjectItem(env, "GOROOT"));
    const char *version = cJSON_GetStringValue(cJSON_GetObjectItem(env, "GOVERSION"));
    const char *module_cache = cJSON_GetStringValue(cJSON_GetObjectItem(env, "GOMODCACHE"));
    const Toolchain *toolchain = NULL;
    if (goroot && version)
        toolchain = toolchain_for(runner, goroot, version, module_cache);
    cJSON_Delete(env);
    return toolchain;
}

void runner_free_toolchains(Runner *runner)
{
    for (size_t i = 0; i < runner->toolchains.count; i++)
        harness_free(&runner->toolchains.items[i]->harness);
    bl_vec_free(&runner->toolchains);
}
