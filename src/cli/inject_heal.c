/* inject_heal.c - the compiler's word on what `benchline inject` makes, a portion of packages at a
 * time.
 *
 * The go command takes its time to start, so it is asked about many packages at once; and packages
 * wait in memory for the answer, so not about all of them.
 */
#include <stdlib.h>
#include <unistd.h>

#include "benchline/heal.h"
#include "benchline/work.h"
#include "cli/inject_command.h"

enum { PORTION = 64, PATIENCE = 1800 /* seconds, for one portion */ };

bool cli_inject_heals(const CliInject *command)
{
    return command->heal == CLI_HEAL_DEFAULT ? command->mode->heals
                                             : command->heal == CLI_HEAL_ALWAYS;
}

static void *load(void *context, size_t number)
{
    const CliInjectPortion *portion = context;
    CliInjectLoaded *loaded = &portion->loaded[number];
    loaded->package.renew = true;
    inject_package_load(&loaded->package, portion->packages[number], &loaded->diags);
    return loaded;
}

static void loaded_one(void *context, size_t number, void *made)
{
    (void)context, (void)number, (void)made;
}

static void load_all(const CliInject *command, CliInjectPortion *portion)
{
    portion->loaded = bl_alloc(portion->count * sizeof *portion->loaded);
    BlWork work = {.count = portion->count,
                   .threads = command->selection.jobs,
                   .make = load,
                   .take = loaded_one,
                   .context = portion};
    bl_work(&work);
}

static void unload_all(CliInjectPortion *portion)
{
    for (size_t i = 0; i < portion->count; i++) {
        inject_package_free(&portion->loaded[i].package);
        bl_diag_free(&portion->loaded[i].diags);
    }
    free(portion->loaded);
    portion->loaded = NULL;
}

/* Nothing is added to a package that does not compile. */
static void note_verdict(CliInjectLoaded *loaded, const HealPackage *package)
{
    if (package->verdict != HEAL_BROKEN)
        return;
    bl_diag_add(&loaded->diags, BL_ERROR, package->found->shown,
                "nothing is added to this package, which does not compile as it is: %s",
                package->reason);
    for (int i = 0; i < INJECT_UNITS; i++)
        loaded->package.broken[i] = true;
}

/* Compiling takes its time. Returns how much is shown as long as that. */
static int show_asking(const CliInjectPortion *portion)
{
    if (portion->command->quiet || !isatty(STDERR_FILENO))
        return 0;
    const CliInject *command = portion->command;
    size_t first = (size_t)(portion->packages - command->packages.items);
    return fprintf(cli_messages(), "\r[%zu/%zu packages] asking the compiler about %zu", first,
                   command->packages.count, portion->count);
}

static bool heal(CliInject *command, CliInjectPortion *portion)
{
    BlArena arena = {0};
    BlDiags diags = {0};
    HealOptions options = {.go = command->selection.wish.go,
                           .tags = command->selection.wish.tags,
                           .goos = command->selection.wish.goos,
                           .goarch = command->selection.wish.goarch,
                           .jobs = command->selection.jobs,
                           .seconds = PATIENCE};
    HealPackage *packages = bl_arena_alloc(&arena, portion->count * sizeof *packages);
    for (size_t i = 0; i < portion->count; i++)
        packages[i] =
            (HealPackage){.found = portion->packages[i], .package = &portion->loaded[i].package};
    int shown = show_asking(portion);
    bool answered =
        heal_packages(packages, portion->count, portion->module, &options, &arena, &diags);
    if (shown > 0)
        fprintf(cli_messages(), "\r%*s\r", shown, "");
    for (size_t i = 0; i < portion->count && answered; i++)
        note_verdict(&portion->loaded[i], &packages[i]);
    cli_print_diags(&diags);
    bl_diag_free(&diags);
    bl_arena_free(&arena);
    return answered;
}

void cli_inject_each_healed(CliInject *command)
{
    const FoundPackage *const *packages = command->packages.items;
    const Found *found = &command->selection.found;
    size_t at = 0;
    for (size_t i = 0; i < found->project_count; i++)
        for (size_t j = 0; j < found->projects[i].module_count; j++) {
            const FoundModule *module = &found->projects[i].modules[j];
            size_t end = at + module->package_count;
            while (at < end) {
                CliInjectPortion portion = {.command = command,
                                            .module = module,
                                            .packages = packages + at,
                                            .count = end - at < PORTION ? end - at : PORTION};
                load_all(command, &portion);
                if (command->heal != CLI_HEAL_NEVER && !heal(command, &portion)) {
                    command->heal = CLI_HEAL_NEVER; /* it was said once */
                    command->unanswered = true;
                    unload_all(&portion); /* half-healed is not as it was */
                    load_all(command, &portion);
                }
                cli_inject_portion(&portion);
                unload_all(&portion);
                at += portion.count;
            }
        }
}
