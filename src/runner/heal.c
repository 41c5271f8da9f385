/* heal.c - see heal.h.
 *
 * `go list -export` compiles what it lists, and with -test the test packages and their main
 * programs too. A main program that was compiled has everything compiled that it is linked of: so
 * "there is an export file of p.test" is the verdict, whatever was printed. What was printed says
 * whom to blame. Copies have line directives of a folder that does not exist, "/copied.N", and what
 * no directive covers is shown in the folder "written.N" of the work folder, N being the package's
 * number: so every error says of itself where it belongs.
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
#include "runner/overlay.h"
#include "runner/process.h"
#include "runner/reasons.h"
#include "runner/refused.h"

enum { MAX_ROUNDS = 10 };

/* What `go list -f` is to print of each package, see take_row(). */
static const char format[] =
    "@\t{{.ImportPath}}\t{{.Dir}}\t{{if .Export}}ok{{end}}\t"
    "{{with .GoFiles}}{{index . 0}}{{end}}\n{{with .Error}}{{with .Pos}}{{.}}: {{end}}"
    "{{.Err}}\n{{end}}{{range .DepsErrors}}!\t{{printf \"%q\" .Err}}\n{{end}}";

/* A package on its way. */
typedef struct Patient {
    HealPackage *out;
    const char *dir;              /* as the go command knows it */
    const char *written, *copied; /* the folders for what is written, and of the line directives */
    bool asking;                  /* about this one, now */
    bool compiled;
    size_t changed;     /* tests, after the last answer */
    const char *said;   /* the first thing in the last answer; NULL: nothing */
    const char *beyond; /* the same of what it imports */
} Patient;

typedef struct Heal {
    const HealOptions *options;
    BlArena *arena;
    uv_loop_t loop;
    const char *work, *dir; /* the work folder; the module's as the go command knows it */
    Patient *patients;
    size_t count;
    size_t speaking; /* the patient that the lines are about; count: none */
    bool blame;      /* for what is refused, tests go without */
    const char *failure;
    int interrupted; /* the signal that ends all of it */
} Heal;

/* ---- reading the answer ---------------------------------------------------------------------- */

static size_t patient_in(const Heal *heal, BlStr dir)
{
    size_t i = 0;
    while (i < heal->count && !bl_str_eq(bl_cstr(heal->patients[i].dir), dir))
        i++;
    return i;
}

/* "example.com/p_test [example.com/p.test]" is about example.com/p, and so is its ".test". */
static size_t patient_named(const Heal *heal, BlStr name)
{
    BlStr path, rest;
    bl_str_cut(name, ' ', &path, &rest);
    for (size_t i = 0; i < heal->count; i++) {
        BlStr own = bl_cstr(heal->patients[i].out->found->import_path);
        if (!bl_str_starts(path, own))
            continue;
        BlStr tail = bl_str(path.ptr + own.len, path.len - own.len);
        if (!tail.len || bl_str_eq(tail, BL_STR("_test")) || bl_str_eq(tail, BL_STR(".test")))
            return i;
    }
    return heal->count;
}

/* "@ PATH DIR ok FIRST-FILE", between tabs. The file of a test's main program is a made one, and
 * has an absolute path. */
static void take_row(Heal *heal, BlStr line)
{
    BlStr path, dir, ok, file = line;
    bl_str_cut(file, '\t', &path, &file); /* the @ */
    bl_str_cut(file, '\t', &path, &file);
    bl_str_cut(file, '\t', &dir, &file);
    bl_str_cut(file, '\t', &ok, &file);
    heal->speaking = patient_in(heal, dir);
    if (heal->speaking < heal->count && ok.len && bl_str_starts(file, BL_STR("/")) &&
        bl_str_ends(path, BL_STR(".test")))
        heal->patients[heal->speaking].compiled = true;
}

/* An error of what the package imports, as a string literal: its first line that says something. */
static BlStr first_quoted(BlStr line)
{
    static const char end[] = "\\n";
    BlStr text = bl_str(line.ptr + 3, line.len > 4 ? line.len - 4 : 0); /* !, tab, quotes */
    while (bl_str_starts(text, BL_STR("# "))) {
        const char *next = memmem(text.ptr, text.len, end, strlen(end));
        size_t skip = next ? (size_t)(next - text.ptr) + strlen(end) : text.len;
        text = bl_str(text.ptr + skip, text.len - skip);
    }
    const char *last = memmem(text.ptr, text.len, end, strlen(end));
    return last ? bl_str(text.ptr, (size_t)(last - text.ptr)) : text;
}

static void note_said(Heal *heal, size_t patient, BlStr line)
{
    if (patient < heal->count && !heal->patients[patient].said)
        heal->patients[patient].said = bl_str_dup(heal->arena, bl_str_trim(line));
}

static void note_quoted(Heal *heal, BlStr text)
{
    BlBuf plain = {0};
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '\\' || (i + 1 < text.len && text.ptr[i + 1] == '\\'))
            bl_buf_putc(&plain, text.ptr[i]);
    if (heal->speaking < heal->count && !heal->patients[heal->speaking].beyond)
        heal->patients[heal->speaking].beyond =
            bl_str_dup(heal->arena, bl_str_trim(bl_buf_view(&plain)));
    bl_buf_free(&plain);
}

/* The number in ".../copied.12/x_test.go" or ".../written.12/x_test.go". */
static size_t number_of(const Heal *heal, const CompileError *error)
{
    size_t number = 0, scale = 1, at = error->path.len - error->file.len;
    if (at < 2)
        return heal->count;
    for (at--; at > 0 && error->path.ptr[at - 1] >= '0' && error->path.ptr[at - 1] <= '9'; at--) {
        number += scale * (size_t)(error->path.ptr[at - 1] - '0');
        scale *= 10;
        if (scale > 1000000)
            return heal->count;
    }
    return scale > 1 && number < heal->count ? number : heal->count;
}

/* Without the folder, which is gone when somebody reads it. */
static BlStr place_and_message(const CompileError *error)
{
    const char *end = error->message.ptr + error->message.len;
    return bl_str(error->file.ptr, (size_t)(end - error->file.ptr));
}

static void take_error(Heal *heal, const CompileError *error, BlStr line)
{
    size_t number = number_of(heal, error);
    Patient *patient = number < heal->count ? &heal->patients[number] : NULL;
    bool written = patient && refused_in(error, patient->written);
    bool copied =
        patient && bl_str_eq(bl_str(error->path.ptr, error->path.len - error->file.len - 1),
                             bl_cstr(patient->copied));
    if (!written && !copied) {
        note_said(heal, heal->speaking, line);
        return;
    }
    if (!heal->blame)
        note_said(heal, number, place_and_message(error));
    else if (patient->asking)
        patient->changed += refused_blame(patient->out->package, error, written);
    if (heal->blame && patient->asking && !patient->changed)
        note_said(heal, number, place_and_message(error));
}

/* Anything else. The main program of the tests is a file of the go command's cache, whose name says
 * nothing. */
static void take_text(Heal *heal, BlStr line)
{
    static const char in_main[] = "cannot use _test.";
    const char *at = line.len ? memmem(line.ptr, line.len, in_main, strlen(in_main)) : NULL;
    if (at)
        line = bl_str(at, line.len - (size_t)(at - line.ptr));
    if (bl_str_trim(line).len)
        note_said(heal, heal->speaking, line);
}

static void take_lines(Heal *heal, BlStr text)
{
    BlStr line;
    CompileError error;
    heal->speaking = heal->count;
    while (next_line(&text, &line)) {
        if (bl_str_starts(line, BL_STR("@\t")))
            take_row(heal, line);
        else if (bl_str_starts(line, BL_STR("!\t")))
            note_quoted(heal, first_quoted(line));
        else if (bl_str_starts(line, BL_STR("# ")))
            heal->speaking = patient_named(heal, bl_str(line.ptr + 2, line.len - 2));
        else if (refused_parse(line, &error))
            take_error(heal, &error, line);
        else
            take_text(heal, line);
    }
}

static void on_answer(void *context, const RunOutcome *outcome)
{
    Heal *heal = context;
    if (outcome->spawn_error) {
        heal->failure = bl_arena_printf(heal->arena, "cannot run '%s': %s",
                                        heal->options->go ? heal->options->go : "go",
                                        uv_strerror(outcome->spawn_error));
        return;
    }
    if (outcome->timed_out) {
        heal->failure =
            bl_arena_printf(heal->arena, "'go list' took more than %g s", heal->options->seconds);
        return;
    }
    take_lines(heal, outcome->out);
    take_lines(heal, outcome->err);
    BlStr first = first_line(outcome->err);
    for (size_t i = 0; i < heal->count; i++) { /* about none in particular: about all */
        const Patient *patient = &heal->patients[i];
        if (patient->asking && !patient->compiled && !patient->beyond && first.len &&
            first.ptr[0] != '#')
            note_said(heal, i, first);
    }
}

/* ---- asking ---------------------------------------------------------------------------------- */

static int add_patient(Heal *heal, Overlay *overlay, Patient *patient, bool benchmarks)
{
    InjectPackage *package = patient->out->package;
    int error = bl_dir_make(patient->written);
    overlay_turn(overlay, patient->written, patient->dir);
    for (int i = 0; i < 2 && benchmarks && !error; i++) {
        InjectUnit *unit = package->units[i];
        BlDiags own = {0}; /* an error of benchline's is said when it is emitted for good */
        if (!unit || inject_broken(unit))
            continue;
        inject_set_line_dir(unit, patient->copied);
        if (inject_emit(unit, &own))
            error = overlay_add_unit(overlay, unit);
        inject_set_line_dir(unit, NULL);
        bl_diag_free(&own);
    }
    (void)heal;
    return error ? error : overlay_hide_written(overlay, package, patient->out->found);
}

static char *const *words_of(Heal *heal, const char *overlay, bool all_errors)
{
    BL_VEC(const char *) argv = {0};
    const HealOptions *options = heal->options;
    const char *const fixed[] = {options->go ? options->go : "go",
                                 "list",
                                 "-e",
                                 "-export",
                                 "-test",
                                 "-f",
                                 format,
                                 "-overlay",
                                 overlay};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        bl_vec_push(&argv, fixed[i]);
    if (all_errors)
        bl_vec_push(&argv, "-gcflags=-e");
    if (options->tags)
        bl_vec_push(&argv, bl_arena_printf(heal->arena, "-tags=%s", options->tags));
    if (options->jobs)
        bl_vec_push(&argv, bl_arena_printf(heal->arena, "-p=%u", options->jobs));
    bl_vec_push(&argv, "--");
    for (size_t i = 0; i < heal->count; i++)
        if (heal->patients[i].asking) {
            const char *inside = bl_path_inside(heal->dir, heal->patients[i].dir);
            bl_vec_push(&argv,
                        inside[0] == '/' ? inside : bl_arena_printf(heal->arena, "./%s", inside));
        }
    bl_vec_push(&argv, NULL);
    const char **copy = bl_arena_copy(heal->arena, argv.items, argv.count * sizeof *argv.items);
    bl_vec_free(&argv);
    return (char *const *)(uintptr_t)copy;
}

static char *const *environment_of(Heal *heal)
{
    const HealOptions *options = heal->options;
    const char *env[4] = {bl_arena_printf(heal->arena, "PWD=%s", heal->dir)};
    size_t count = 1;
    if (options->goos)
        env[count++] = bl_arena_printf(heal->arena, "GOOS=%s", options->goos);
    if (options->goarch)
        env[count++] = bl_arena_printf(heal->arena, "GOARCH=%s", options->goarch);
    const char **copy = bl_arena_copy(heal->arena, env, sizeof env);
    return (char *const *)(uintptr_t)copy;
}

/* ---- interruptions --------------------------------------------------------------------------- */

static void on_interrupt(uv_signal_t *handle, int number)
{
    Heal *heal = handle->data;
    heal->interrupted = number;
    heal->failure = "interrupted";
    run_process_kill_all(&heal->loop);
}

static void on_last(uv_handle_t *handle)
{
    (void)handle;
}

/* Runs the loop until the go command has ended. It has a session of its own, so that Ctrl-C does
 * not reach it. What somebody else does on these signals is put back. */
static void listen_while(Heal *heal)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    enum { COUNT = sizeof numbers / sizeof *numbers };
    struct sigaction before[COUNT];
    uv_signal_t signals[COUNT];
    for (int i = 0; i < COUNT; i++) {
        sigaction(numbers[i], NULL, &before[i]);
        uv_signal_init(&heal->loop, &signals[i]);
        signals[i].data = heal;
        uv_unref((uv_handle_t *)&signals[i]);
        if (before[i].sa_handler != SIG_IGN) /* nohup */
            uv_signal_start(&signals[i], on_interrupt, numbers[i]);
    }
    uv_run(&heal->loop, UV_RUN_DEFAULT);
    for (int i = 0; i < COUNT; i++)
        uv_close((uv_handle_t *)&signals[i], on_last);
    uv_run(&heal->loop, UV_RUN_DEFAULT);
    for (int i = 0; i < COUNT; i++)
        sigaction(numbers[i], &before[i], NULL);
}

/* Asks about all patients that are `asking`. False when there is no answer. */
static bool ask(Heal *heal, bool benchmarks, bool all_errors)
{
    Overlay overlay;
    int error = 0;
    heal->blame = benchmarks;
    overlay_begin(&overlay, heal->arena);
    for (size_t i = 0; i < heal->count && !error; i++) {
        Patient *patient = &heal->patients[i];
        patient->compiled = false;
        patient->changed = 0;
        patient->said = patient->beyond = NULL;
        if (patient->asking)
            error = add_patient(heal, &overlay, patient, benchmarks);
    }
    const char *file = bl_path_join(heal->arena, heal->work, "overlay.json");
    int end = overlay_end(&overlay, file);
    if (error || end) {
        heal->failure = bl_arena_printf(heal->arena, "cannot write to %s: %s", heal->work,
                                        strerror(error ? error : end));
        return false;
    }
    RunCommand command = {.argv = words_of(heal, file, all_errors),
                          .cwd = heal->dir,
                          .env = environment_of(heal),
                          .patience = heal->options->seconds,
                          .on_exit = on_answer,
                          .context = heal};
    run_process_start(&heal->loop, &command);
    listen_while(heal);
    return !heal->failure;
}

/* ---- healing --------------------------------------------------------------------------------- */

static size_t converted(const InjectPackage *package)
{
    size_t count = 0;
    for (int i = 0; i < 2; i++)
        if (package->units[i] && !inject_broken(package->units[i]))
            count += inject_converted(package->units[i]);
    return count;
}

static void leave_all_out(Patient *patient, const char *said)
{
    BlBuf reason = {0};
    bl_buf_printf(&reason, "its package does not compile with benchmarks: %s",
                  said ? said : "the go command does not say why");
    for (int i = 0; i < 2; i++) {
        InjectUnit *unit = patient->out->package->units[i];
        size_t count = 0;
        const InjectTest *tests = unit && !inject_broken(unit) ? inject_tests(unit, &count) : NULL;
        for (size_t j = 0; j < count; j++)
            if (tests[j].benchmark)
                inject_leave_out(unit, j, reason.data);
    }
    bl_buf_free(&reason);
}

/* Those who have nothing to change any more although they do not compile: whose fault is it? */
static bool examine(Heal *heal)
{
    const char **said = bl_arena_alloc(heal->arena, heal->count * sizeof *said);
    bool any = false;
    for (size_t i = 0; i < heal->count; i++) {
        said[i] = heal->patients[i].said;
        any = any || heal->patients[i].asking;
    }
    if (any && !ask(heal, false, false))
        return false;
    for (size_t i = 0; i < heal->count; i++) {
        Patient *patient = &heal->patients[i];
        if (!patient->asking)
            continue;
        if (patient->compiled) {
            leave_all_out(patient, said[i]);
            patient->out->verdict = HEAL_COMPILES;
        } else {
            patient->out->verdict = HEAL_BROKEN;
            patient->out->reason = patient->said     ? patient->said
                                   : patient->beyond ? patient->beyond
                                                     : "something that it needs does not compile";
        }
    }
    return true;
}

/* Asks until everybody compiles or is beyond help. */
static bool treat(Heal *heal)
{
    bool *stuck = bl_arena_alloc(heal->arena, heal->count * sizeof *stuck);
    size_t asking = 0;
    for (size_t i = 0; i < heal->count; i++) {
        heal->patients[i].asking = converted(heal->patients[i].out->package) > 0;
        heal->patients[i].out->verdict = HEAL_COMPILES;
        asking += heal->patients[i].asking;
    }
    for (int round = 0; asking; round++) {
        if (!ask(heal, true, round > 0))
            return false;
        for (size_t i = 0; i < heal->count; i++) {
            Patient *patient = &heal->patients[i];
            if (!patient->asking || (!patient->compiled && patient->changed && round < MAX_ROUNDS &&
                                     converted(patient->out->package)))
                continue;
            stuck[i] =
                !patient->compiled && (converted(patient->out->package) || !patient->changed);
            patient->asking = false;
            asking--;
        }
    }
    for (size_t i = 0; i < heal->count; i++)
        heal->patients[i].asking = stuck[i];
    return examine(heal);
}

static void admit(Heal *heal, HealPackage *packages, const FoundModule *module)
{
    heal->patients = bl_arena_alloc(heal->arena, heal->count * sizeof *heal->patients);
    for (size_t i = 0; i < heal->count; i++) {
        Patient *patient = &heal->patients[i];
        const char *inside = bl_path_inside(module->dir, packages[i].found->dir);
        patient->out = &packages[i];
        patient->dir = strcmp(inside, ".") == 0 ? heal->dir
                       : inside[0] == '/'       ? inside
                                                : bl_path_join(heal->arena, heal->dir, inside);
        patient->written = bl_arena_printf(heal->arena, "%s/written.%zu", heal->work, i);
        patient->copied = bl_arena_printf(heal->arena, "/copied.%zu", i);
        for (int j = 0; j < 2; j++)
            if (packages[i].package->units[j] && !inject_broken(packages[i].package->units[j]))
                inject_trust_parameters(packages[i].package->units[j]);
    }
}

bool heal_packages(HealPackage *packages, size_t count, const FoundModule *module,
                   const HealOptions *options, BlArena *arena, BlDiags *diags)
{
    Heal heal = {.options = options, .arena = arena, .count = count};
    heal.dir = overlay_dir_as_typed(arena, module->dir, module->shown);
    heal.work = bl_dir_temp(arena, "benchline");
    if (!heal.work) {
        heal.failure = bl_arena_printf(arena, "cannot make a work folder: %s", strerror(errno));
    } else {
        uv_loop_init(&heal.loop);
        admit(&heal, packages, module);
        treat(&heal);
        uv_loop_close(&heal.loop);
        bl_dir_remove(heal.work);
    }
    if (heal.interrupted)
        raise(heal.interrupted); /* with everything put away */
    if (!heal.failure)
        return true;
    for (size_t i = 0; i < count; i++)
        packages[i].verdict = HEAL_UNCHECKED;
    bl_diag_add(diags, BL_WARNING, NULL, "nothing was checked by the compiler: %s", heal.failure);
    return false;
}
