/* inject_packages.c - finds the packages of `benchline inject` and rewrites one after the other.
 *
 * What is in memory at a time is a handful of packages, what the mode keeps of the others, and the
 * list of what was found, however large a pool is.
 */
#include <stdlib.h>

#include "benchline/path.h"
#include "benchline/work.h"
#include "cli/inject_command.h"

/* ---- finding --------------------------------------------------------------------------------- */

static void list_packages(CliInject *command)
{
    const Found *found = &command->selection.found;
    for (size_t i = 0; i < found->project_count; i++)
        for (size_t j = 0; j < found->projects[i].module_count; j++) {
            const FoundModule *module = &found->projects[i].modules[j];
            for (size_t k = 0; k < module->package_count; k++)
                bl_vec_push(&command->packages, &module->packages[k]);
        }
}

void cli_inject_find(CliInject *command, int argc, char **argv)
{
    BlDiags diags = {0};
    command->selection.unread = command->mode->reverts;
    cli_selection_find(&command->selection, argc, argv, &diags);
    cli_print_diags(&diags);
    command->errors += diags.errors;
    bl_diag_free(&diags);
    list_packages(command);
}

/* Shortens the folder until the other is in it. */
static void widen(char *base, const char *dir)
{
    while (base[1] && bl_path_inside(base, dir) == dir) {
        char *slash = strrchr(base, '/');
        slash[slash == base] = '\0';
    }
}

const char *cli_inject_base(const CliInject *command, BlArena *arena)
{
    const char *here = bl_path_real(arena, ".");
    bool all_below = here != NULL;
    char *base = NULL;
    const Found *found = &command->selection.found;
    for (size_t i = 0; i < found->project_count; i++)
        for (size_t j = 0; j < found->projects[i].module_count; j++) {
            const FoundModule *module = &found->projects[i].modules[j];
            for (size_t k = 0; k < module->package_count && all_below; k++)
                all_below = bl_path_inside(here, module->packages[k].dir)[0] != '/';
            if (!base)
                base = bl_str_dup(arena, bl_cstr(module->dir));
            widen(base, module->dir);
        }
    return all_below ? here : base;
}

/* ---- one package ----------------------------------------------------------------------------- */

static void note_test(const InjectUnit *unit, const InjectTest *test, BlDiags *diags)
{
    static const char *const becomes[] = {[INJECT_LEFT_OUT] = "is not converted",
                                          [INJECT_ORIGINAL] =
                                              "is not copied, its benchmark calls the test itself"};
    const GoFile *file = inject_file(unit, test->reason_file);
    BlDiag *diag = bl_diag_add(diags, BL_NOTE, file->path, "%s %s: %s", test->test,
                               becomes[test->way], test->reason);
    bl_diag_at(diags, diag, test->reason_line, test->reason_column,
               go_line(file, test->reason_line));
}

static void note_tests(const CliInject *command, CliInjectPiece *piece, const InjectUnit *unit)
{
    size_t count;
    const InjectTest *tests = inject_tests(unit, &count);
    for (size_t i = 0; i < count && !command->quiet; i++)
        if (tests[i].reason)
            note_test(unit, &tests[i], &piece->diags);
    piece->tests += count;
    piece->converted += inject_converted(unit);
    piece->originals += inject_count(unit, INJECT_ORIGINAL);
}

static const char *shown_from_base(const CliInject *command, const FoundPackage *found)
{
    const char *dir = command->base ? bl_path_inside(command->base, found->dir) : found->dir;
    return dir[0] == '/' ? found->shown : dir;
}

/* Of a package to which nothing is added, the tests count all the same. */
static void count_tests(CliInjectPiece *piece, const InjectUnit *unit)
{
    size_t count;
    inject_tests(unit, &count);
    piece->tests += count;
}

static void rewrite(const CliInject *command, CliInjectPiece *piece, InjectPackage *package,
                    const FoundPackage *found)
{
    for (int i = 0; i < INJECT_UNITS; i++) {
        InjectUnit *unit = package->units[i];
        if (!unit || inject_broken(unit))
            continue;
        if (command->mode->absolute_lines)
            inject_set_line_dir(unit, found->dir);
        if (package->broken[i])
            count_tests(piece, unit);
        else if (inject_emit(unit, &piece->diags))
            note_tests(command, piece, unit);
        else
            package->broken[i] = true;
    }
    inject_plan_writing(&piece->changes, package, found, shown_from_base(command, found),
                        &piece->diags);
}

/* On any thread: the command is only read. */
static void *make_piece(void *context, size_t number)
{
    const CliInjectPortion *portion = context;
    const CliInject *command = portion->command;
    const FoundPackage *found = portion->packages[number];
    CliInjectLoaded *loaded = portion->loaded ? &portion->loaded[number] : NULL;
    CliInjectPiece *piece = bl_alloc(sizeof *piece);
    InjectPackage own = {.renew = true}, *package = loaded ? &loaded->package : &own;
    if (loaded) {
        piece->diags = loaded->diags;
        loaded->diags = (BlDiags){0};
    }
    if (command->mode->reverts) {
        inject_package_written(package, found);
        inject_plan_revert(&piece->changes, package, found, shown_from_base(command, found));
    } else {
        if (!loaded)
            inject_package_load(package, found, &piece->diags);
        rewrite(command, piece, package, found);
    }
    if (command->mode->make)
        command->mode->make(command, piece, package, found);
    else
        inject_changes_detach(&piece->changes);
    inject_package_free(package);
    return piece;
}

static void take_piece(void *context, size_t number, void *made)
{
    CliInject *command = ((CliInjectPortion *)context)->command;
    CliInjectPiece *piece = made;
    (void)number;
    cli_print_diags(&piece->diags);
    command->errors += piece->diags.errors;
    command->tests += piece->tests;
    command->converted += piece->converted;
    command->originals += piece->originals;
    command->tested_packages += piece->tests > 0;
    command->mode->take(command, piece);
    bl_diag_free(&piece->diags);
    inject_changes_free(&piece->changes);
    bl_buf_free(&piece->text);
    bl_buf_free(&piece->map);
    free(piece);
}

/* ---- all of them ----------------------------------------------------------------------------- */

void cli_inject_portion(CliInjectPortion *portion)
{
    BlWork work = {.count = portion->count,
                   .threads = portion->command->selection.jobs,
                   .make = make_piece,
                   .take = take_piece,
                   .context = portion};
    bl_work(&work);
}

void cli_inject_each(CliInject *command)
{
    BlArena arena = {0};
    command->base =
        command->mode->patches ? cli_inject_base(command, &arena) : bl_path_real(&arena, ".");
    CliInjectPortion all = {.command = command,
                            .packages = (const FoundPackage *const *)command->packages.items,
                            .count = command->packages.count};
    if (!command->mode->reverts && cli_inject_heals(command))
        cli_inject_each_healed(command);
    else
        cli_inject_portion(&all);
    command->base = NULL;
    bl_arena_free(&arena);
}

void cli_inject_summary(const CliInject *command)
{
    fprintf(cli_messages(), "%zu of %zu tests in %zu packages converted", command->converted,
            command->tests, command->tested_packages);
    if (command->originals)
        fprintf(cli_messages(), ", %zu of them as calls of the test itself", command->originals);
    fputc('\n', cli_messages());
}
