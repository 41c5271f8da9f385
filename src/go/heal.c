/* heal.c - see heal.h.
 *
 * The first round is compiled as `go test` does, so that whatever the user has compiled already
 * need not be compiled again; it shows ten errors a package. From then on -gcflags=-e shows all of
 * those that are left.
 *
 * A package in which nobody can be blamed is compiled without benchmarks. If that fails too, it is
 * the package's own error. Else none of its tests is converted: which always compiles.
 */
#include "benchline/heal.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "go/answer.h"
#include "go/overlay.h"
#include "process/process.h"
#include "process/words.h"

enum { MAX_ROUNDS = 10 };

/* ---- what the go command is given ------------------------------------------------------------ */

static const char *go_of(const Asking *asking)
{
    return asking->options->go ? asking->options->go : "go";
}

/* The unit of tests; NULL: there is none, or it is not Go. */
static InjectUnit *whole_unit(const AskedPackage *package, int which)
{
    InjectUnit *unit = package->out->package->units[which];
    return unit && !inject_broken(unit) ? unit : NULL;
}

static int add_package(Overlay *overlay, AskedPackage *package, bool benchmarks)
{
    int error = bl_dir_make(package->written);
    overlay_turn(overlay, package->written, package->dir);
    for (int i = 0; i < 2 && benchmarks && !error; i++) {
        InjectUnit *unit = whole_unit(package, i);
        BlDiags own = {0}; /* an error of benchline's is said when it is emitted for good */
        if (!unit)
            continue;
        inject_set_line_dir(unit, package->copied);
        if (inject_emit(unit, &own))
            error = overlay_add_unit(overlay, unit);
        inject_set_line_dir(unit, NULL);
        bl_diag_free(&own);
    }
    return error ? error
                 : overlay_hide_written(overlay, package->out->package, package->out->found);
}

/* 0 or an errno value. */
static int write_overlay(Asking *asking, const char *file, bool benchmarks)
{
    Overlay overlay;
    int error = 0;
    overlay_begin(&overlay, asking->arena);
    for (size_t i = 0; i < asking->count && !error; i++)
        if (asking->packages[i].asking)
            error = add_package(&overlay, &asking->packages[i], benchmarks);
    int end = overlay_end(&overlay, file);
    return error ? error : end;
}

static const char *const *words_of(const Asking *asking, const char *overlay, bool all_errors)
{
    Words words = {.arena = asking->arena};
    const HealOptions *options = asking->options;
    const char *const fixed[] = {go_of(asking), "list",        "-e",       "-export", "-test",
                                 "-f",          answer_format, "-overlay", overlay,   NULL};
    words_add_all(&words, fixed);
    if (all_errors)
        words_add(&words, "-gcflags=-e");
    if (options->tags)
        words_printf(&words, "-tags=%s", options->tags);
    if (options->jobs)
        words_printf(&words, "-p=%u", options->jobs);
    words_add(&words, "--");
    for (size_t i = 0; i < asking->count; i++)
        if (asking->packages[i].asking) {
            const char *inside = bl_path_inside(asking->dir, asking->packages[i].dir);
            words_printf(&words, "%s%s", inside[0] == '/' ? "" : "./", inside);
        }
    return words_end(&words);
}

static const char *const *environment_of(const Asking *asking)
{
    Words words = {.arena = asking->arena};
    words_printf(&words, "PWD=%s", asking->dir);
    if (asking->options->goos)
        words_printf(&words, "GOOS=%s", asking->options->goos);
    if (asking->options->goarch)
        words_printf(&words, "GOARCH=%s", asking->options->goarch);
    return words_end(&words);
}

/* ---- asking it ------------------------------------------------------------------------------- */

static void on_answer(void *context, const ProcessOutcome *outcome)
{
    Asking *asking = context;
    if (outcome->spawn_error) {
        asking->failure = bl_arena_printf(asking->arena, "cannot run '%s': %s", go_of(asking),
                                          uv_strerror(outcome->spawn_error));
        return;
    }
    if (outcome->timed_out) {
        asking->failure = bl_arena_printf(asking->arena, "'go list' took more than %g s",
                                          asking->options->seconds);
        return;
    }
    answer_take(asking, outcome->out);
    answer_take(asking, outcome->err);
    BlStr first = bl_first_line(outcome->err);
    if (!first.len || first.ptr[0] == '#')
        return;
    for (size_t i = 0; i < asking->count; i++) { /* about none in particular: about all */
        AskedPackage *package = &asking->packages[i];
        if (package->asking && !package->compiled && !package->beyond)
            answer_note(asking, package, first);
    }
}

static void on_interrupt(uv_signal_t *handle, int number)
{
    Asking *asking = handle->data;
    asking->interrupted = number;
    asking->failure = "interrupted";
    process_kill_all(&asking->loop);
}

/* Runs the loop until the go command has ended. It has a session of its own, so that Ctrl-C does
 * not reach it. What somebody else does on these signals is put back. */
static void listen_while(Asking *asking)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    enum { COUNT = sizeof numbers / sizeof *numbers };
    struct sigaction before[COUNT];
    uv_signal_t signals[COUNT];
    for (int i = 0; i < COUNT; i++) {
        sigaction(numbers[i], NULL, &before[i]);
        uv_signal_init(&asking->loop, &signals[i]);
        signals[i].data = asking;
        uv_unref((uv_handle_t *)&signals[i]);
        if (before[i].sa_handler != SIG_IGN) /* nohup */
            uv_signal_start(&signals[i], on_interrupt, numbers[i]);
    }
    uv_run(&asking->loop, UV_RUN_DEFAULT);
    for (int i = 0; i < COUNT; i++)
        uv_close((uv_handle_t *)&signals[i], NULL);
    uv_run(&asking->loop, UV_RUN_DEFAULT);
    for (int i = 0; i < COUNT; i++)
        sigaction(numbers[i], &before[i], NULL);
}

/* Asks about all packages that are `asking`. False when there is no answer. */
static bool ask(Asking *asking, bool benchmarks, bool all_errors)
{
    asking->blame = benchmarks;
    for (size_t i = 0; i < asking->count; i++) {
        AskedPackage *package = &asking->packages[i];
        package->compiled = false;
        package->changed = 0;
        package->said = package->beyond = NULL;
    }
    const char *file = bl_path_join(asking->arena, asking->work, "overlay.json");
    int error = write_overlay(asking, file, benchmarks);
    if (error) {
        asking->failure =
            bl_arena_printf(asking->arena, "cannot write to %s: %s", asking->work, strerror(error));
        return false;
    }
    ProcessCommand command = {.argv = words_of(asking, file, all_errors),
                              .cwd = asking->dir,
                              .env = environment_of(asking),
                              .patience = asking->options->seconds,
                              .on_exit = on_answer,
                              .context = asking};
    process_start(&asking->loop, &command);
    listen_while(asking);
    return !asking->failure;
}

/* ---- until everything compiles --------------------------------------------------------------- */

static size_t converted(const AskedPackage *package)
{
    size_t count = 0;
    for (int i = 0; i < 2; i++)
        if (whole_unit(package, i))
            count += inject_converted(whole_unit(package, i));
    return count;
}

/* Is it to be asked about once more, since something was taken out of it? */
static bool has_another_chance(const AskedPackage *package, int round)
{
    return !package->compiled && package->changed && round < MAX_ROUNDS && converted(package);
}

/* Round after round, until every package compiles or is stuck. False when there is no answer. */
static bool ask_in_rounds(Asking *asking)
{
    size_t left = 0;
    for (size_t i = 0; i < asking->count; i++) {
        AskedPackage *package = &asking->packages[i];
        package->asking = converted(package) > 0;
        package->out->verdict = HEAL_COMPILES;
        left += package->asking;
    }
    for (int round = 0; left; round++) {
        if (!ask(asking, true, round > 0))
            return false;
        for (size_t i = 0; i < asking->count; i++) {
            AskedPackage *package = &asking->packages[i];
            if (!package->asking || has_another_chance(package, round))
                continue;
            package->stuck = !package->compiled && (converted(package) || !package->changed);
            package->asking = false;
            left--;
        }
    }
    return true;
}

static void leave_all_out(AskedPackage *package, const char *said)
{
    BlBuf reason = {0};
    bl_buf_printf(&reason, "its package does not compile with benchmarks: %s",
                  said ? said : "the go command does not say why");
    for (int i = 0; i < 2; i++) {
        InjectUnit *unit = whole_unit(package, i);
        size_t count = 0;
        const InjectTest *tests = unit ? inject_tests(unit, &count) : NULL;
        for (size_t j = 0; j < count; j++)
            if (tests[j].benchmark)
                inject_leave_out(unit, j, reason.data);
    }
    bl_buf_free(&reason);
}

/* Whose fault is it that packages are stuck? False when there is no answer. */
static bool find_fault(Asking *asking)
{
    const char **said = bl_arena_alloc(asking->arena, asking->count * sizeof *said);
    bool any = false;
    for (size_t i = 0; i < asking->count; i++) {
        AskedPackage *package = &asking->packages[i];
        said[i] = package->said;
        package->asking = package->stuck;
        any |= package->stuck;
    }
    if (any && !ask(asking, false, false))
        return false;
    for (size_t i = 0; i < asking->count; i++) {
        AskedPackage *package = &asking->packages[i];
        if (package->stuck && package->compiled) {
            leave_all_out(package, said[i]);
        } else if (package->stuck) {
            package->out->verdict = HEAL_BROKEN;
            package->out->reason = package->said     ? package->said
                                   : package->beyond ? package->beyond
                                                     : "something that it needs does not compile";
        }
    }
    return true;
}

static void list_packages(Asking *asking, HealPackage *packages, const FoundModule *module)
{
    asking->packages = bl_arena_alloc(asking->arena, asking->count * sizeof *asking->packages);
    for (size_t i = 0; i < asking->count; i++) {
        AskedPackage *package = &asking->packages[i];
        const char *inside = bl_path_inside(module->dir, packages[i].found->dir);
        package->out = &packages[i];
        package->dir = strcmp(inside, ".") == 0 ? asking->dir
                       : inside[0] == '/'       ? inside
                                                : bl_path_join(asking->arena, asking->dir, inside);
        package->written = bl_arena_printf(asking->arena, "%s/written.%zu", asking->work, i);
        package->copied = bl_arena_printf(asking->arena, "/copied.%zu", i);
        for (int j = 0; j < 2; j++)
            if (whole_unit(package, j))
                inject_trust_parameters(whole_unit(package, j));
    }
}

bool heal_packages(HealPackage *packages, size_t count, const FoundModule *module,
                   const HealOptions *options, BlArena *arena, BlDiags *diags)
{
    Asking asking = {.options = options, .arena = arena, .count = count};
    asking.dir = overlay_dir_as_typed(arena, module->dir, module->shown);
    asking.work = bl_dir_temp(arena, "benchline");
    if (!asking.work) {
        asking.failure = bl_arena_printf(arena, "cannot make a work folder: %s", strerror(errno));
    } else {
        uv_loop_init(&asking.loop);
        list_packages(&asking, packages, module);
        if (ask_in_rounds(&asking))
            find_fault(&asking);
        uv_loop_close(&asking.loop);
        bl_dir_remove(asking.work);
    }
    if (asking.interrupted)
        raise(asking.interrupted); /* with everything put away */
    if (!asking.failure)
        return true;
    for (size_t i = 0; i < count; i++)
        packages[i].verdict = HEAL_UNCHECKED;
    bl_diag_add(diags, BL_WARNING, NULL, "nothing was checked by the compiler: %s", asking.failure);
    return false;
}
