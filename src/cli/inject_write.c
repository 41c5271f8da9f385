/* inject_write.c - `benchline inject --write`, `--revert` and `--check`: the same list of changes,
 * done or only looked at.
 */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchline/path.h"
#include "cli/inject_command.h"

/* ---- collecting ------------------------------------------------------------------------------ */

static void take(CliInject *command, CliInjectPiece *piece)
{
    inject_changes_add(&command->changes, &piece->changes, false);
}

/* ---- saying it ------------------------------------------------------------------------------- */

typedef struct Tally {
    size_t kinds[INJECT_DELETE + 1];
} Tally;

/* "M parser/parse_test.go", as git status --short says it. */
static void list_change(void *tally, const InjectChange *change)
{
    static const char letters[] = {
        [INJECT_SAME] = ' ', [INJECT_ADD] = 'A', [INJECT_MODIFY] = 'M', [INJECT_DELETE] = 'D'};
    ((Tally *)tally)->kinds[change->kind]++;
    printf("%c %s\n", letters[change->kind], change->shown);
}

static size_t total(const Tally *tally)
{
    return tally->kinds[INJECT_ADD] + tally->kinds[INJECT_MODIFY] + tally->kinds[INJECT_DELETE];
}

static void print_tally(const Tally *tally, const char *nothing)
{
    if (!total(tally))
        fprintf(cli_messages(), "%s\n", nothing);
    else
        fprintf(cli_messages(), "files: %zu changed, %zu added, %zu removed\n",
                tally->kinds[INJECT_MODIFY], tally->kinds[INJECT_ADD], tally->kinds[INJECT_DELETE]);
}

/* ---- interruptions --------------------------------------------------------------------------- */

static volatile sig_atomic_t writing, interrupted; /* `interrupted`: by which signal */

static void on_interrupt(int number)
{
    static const char words[] = "benchline inject: interrupted: nothing was changed\n";
    interrupted = number;
    if (writing)
        return; /* the file under way comes first */
    ssize_t said = write(STDERR_FILENO, words, sizeof words - 1);
    (void)said;
    cli_inject_die_of(number);
}

static bool write_on(void *tally, const InjectChange *change)
{
    list_change(tally, change);
    return !interrupted;
}

/* ---- doing it -------------------------------------------------------------------------------- */

static void clean_folders(const CliInject *command)
{
    BlArena arena = {0};
    for (size_t i = 0; i < command->packages.count; i++)
        bl_file_replace_clean(command->packages.items[i]->dir);
    const char *last = "";
    for (size_t i = 0; i < command->changes.list.count; i++) {
        /* A link may lead out of the packages. */
        const char *dir = bl_path_dir(&arena, command->changes.list.items[i].target);
        if (strcmp(dir, last) != 0)
            bl_file_replace_clean(dir);
        last = dir;
    }
    bl_arena_free(&arena);
}

static int apply(CliInject *command, bool ask_git, const char *nothing)
{
    BlDiags diags = {0};
    Tally tally = {0};
    int status = CLI_OK;
    bool able = inject_check(&command->changes, command->discard_edits, &diags);
    if (able && ask_git && !command->force)
        able = inject_check_git(&command->changes, &diags);
    if (able) {
        clean_folders(command);
        writing = true;
        if (!inject_apply(&command->changes, write_on, &tally, &diags))
            status = CLI_INTERNAL;
        print_tally(&tally, command->errors || diags.errors ? "nothing was written" : nothing);
    } else {
        status = CLI_FINDING;
    }
    cli_print_diags(&diags);
    if (status == CLI_FINDING)
        fputs("nothing was changed\n", cli_messages());
    if (status == CLI_INTERNAL && total(&tally))
        fprintf(cli_messages(),
                "%s: each file is whole; run it again, or 'benchline inject --revert'\n",
                interrupted ? "interrupted" : "stopped half-way");
    bl_diag_free(&diags);
    fflush(stdout);
    if (status == CLI_INTERNAL && interrupted)
        cli_inject_die_of(interrupted);
    return status;
}

/* A pattern that was mistyped must not take everything out. */
static bool asks_for_nothing(const CliInject *command)
{
    if (command->tests || command->errors || !cli_selection_chooses(&command->selection))
        return false;
    fputs("benchline inject: --only, --skip and --from leave no function: nothing was done; "
          "--revert takes all benchmarks out\n",
          cli_messages());
    return true;
}

static int write_all(CliInject *command, int argc, char **argv)
{
    cli_inject_on_interrupt(on_interrupt);
    cli_inject_find(command, argc, argv);
    cli_inject_each(command);
    cli_inject_summary(command);
    if (asks_for_nothing(command))
        return CLI_FINDING;
    int status = apply(command, true, "all files are as they should be");
    return status == CLI_OK && command->errors ? CLI_FINDING : status;
}

static int revert_all(CliInject *command, int argc, char **argv)
{
    cli_inject_on_interrupt(on_interrupt);
    cli_inject_find(command, argc, argv);
    cli_inject_each(command);
    int status = apply(command, false, "there is nothing to take back");
    return status == CLI_OK && command->errors ? CLI_FINDING : status;
}

static void say_whether_stale(const CliInject *command, const Tally *tally, size_t edited)
{
    if (edited)
        fprintf(
            cli_messages(),
            "stale files: what benchline wrote was edited in %zu; 'benchline inject --write' says what to do\n",
            edited);
    else if (total(tally))
        fprintf(cli_messages(),
                "stale files: %zu to change, %zu to add, %zu to remove; 'benchline inject --write' "
                "with the same options and paths does it\n",
                tally->kinds[INJECT_MODIFY], tally->kinds[INJECT_ADD], tally->kinds[INJECT_DELETE]);
    else if (!command->errors)
        fputs(command->unanswered ? "the benchmarks are up to date, for all that is known\n"
                                  : "the benchmarks are up to date\n",
              cli_messages());
    if (command->unanswered)
        fputs("the compiler was not asked: the files were compared with what 'benchline inject "
              "--write --no-heal' makes,\nso they may be called stale where a compiler had a copy "
              "left out, and fresh where one does not compile\n",
              cli_messages());
}

static int check_all(CliInject *command, int argc, char **argv)
{
    Tally tally = {0};
    cli_inject_find(command, argc, argv);
    cli_inject_each(command);
    if (asks_for_nothing(command))
        return CLI_FINDING;
    size_t edited = 0;
    for (size_t i = 0; i < command->changes.list.count; i++) {
        list_change(&tally, &command->changes.list.items[i]);
        edited += command->changes.list.items[i].edited;
    }
    say_whether_stale(command, &tally, edited);
    return total(&tally) || command->errors ? CLI_FINDING : CLI_OK;
}

const CliInjectMode cli_inject_write = {
    .option = "write",
    .run = write_all,
    .take = take,
    .heals = true,
};

const CliInjectMode cli_inject_revert = {
    .option = "revert",
    .run = revert_all,
    .take = take,
    .reverts = true,
};

const CliInjectMode cli_inject_check = {
    .option = "check",
    .run = check_all,
    .take = take,
    .heals = true,
};
