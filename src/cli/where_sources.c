/* where_sources.c - the position map of a test file, made of its package as it is on disk, and why
 * a place has nothing in it.
 *
 * What stands in the file counts: benchmarks that were written there are made again as they were
 * (inject_package_follow), and where they are not those that are made now, there is no answer.
 */
#include <stdlib.h>

#include "benchline/path.h"
#include "cli/where_command.h"

static const FoundPackage *find_package(const CliWhere *command, const char *name,
                                        const FoundFile **file)
{
    const Found *found = &command->selection.found;
    for (size_t i = 0; i < found->project_count; i++)
        for (size_t j = 0; j < found->projects[i].module_count; j++) {
            const FoundModule *module = &found->projects[i].modules[j];
            for (size_t k = 0; k < module->package_count; k++)
                for (size_t m = 0; m < module->packages[k].file_count; m++) {
                    *file = &module->packages[k].files[m];
                    if (strcmp((*file)->name, name) == 0)
                        return &module->packages[k];
                }
        }
    return NULL;
}

/* All test files of its folder: what `inject` makes of one depends on what is made of the
 * others. */
static void find_beside(CliWhere *command)
{
    BL_VEC(char *) paths = {0};
    const char *dir = bl_path_dir(&command->arena, command->file);
    bl_vec_push(&paths, command->file);
    BlDirEntries entries = {0};
    bl_dir_list(&command->arena, dir, &entries);
    for (size_t i = 0; i < entries.count; i++) {
        BlStr name = bl_cstr(entries.items[i].name);
        if (bl_str_ends(name, BL_STR("_test.go")) && !bl_str_eq(name, bl_path_base(command->file)))
            bl_vec_push(&paths, bl_path_join(&command->arena, dir, name.ptr));
    }
    bl_vec_free(&entries);
    optind = 0;
    cli_selection_find(&command->selection, (int)paths.count, paths.items, &command->diags);
    bl_vec_free(&paths);
}

/* The unit that the file belongs to; NULL: none, or a broken one. */
static InjectUnit *unit_of(const CliWhere *command, const char *name, size_t *file)
{
    for (int i = 0; i < INJECT_UNITS; i++) {
        InjectUnit *unit = command->package.units[i];
        for (*file = 0; unit && *file < inject_file_count(unit); ++*file)
            if (bl_str_eq(bl_path_base(inject_file(unit, *file)->path), bl_cstr(name)))
                return inject_broken(unit) ? NULL : unit;
    }
    return NULL;
}

static int no_test(const CliWhere *command, const InjectUnit *unit, size_t file)
{
    const InjectTest *test = inject_test_at(unit, file, command->line);
    if (test && !test->benchmark)
        return cli_where_refuse("nothing was made of %s:%u: %s is not converted: %s (%s:%u:%u)",
                                command->file, command->line, test->test, test->reason,
                                inject_file(unit, test->reason_file)->path, test->reason_line,
                                test->reason_column);
    if (test && test->way == INJECT_CALL)
        return cli_where_refuse("nothing was made of %s:%u: the benchmark of %s calls it",
                                command->file, command->line, test->test);
    if (test && test->way == INJECT_ORIGINAL)
        return cli_where_refuse(
            "nothing was made of %s:%u: %s is not copied, its benchmark calls it: %s "
            "(%s:%u:%u)",
            command->file, command->line, test->test, test->reason,
            inject_file(unit, test->reason_file)->path, test->reason_line, test->reason_column);
    return cli_where_refuse(
        "nothing was made of %s:%u: what is copied are tests, and of what they need only "
        "what mentions testing.T",
        command->file, command->line);
}

/* A column behind a line's end is a slip; without the texts it could not be told. */
static int check_column(const CliWhere *command, const InjectUnit *unit, size_t file)
{
    GoFile generated = {.source = bl_buf_view(&inject_output(unit, file)->text)};
    go_index_lines(&generated);
    BlStr line = go_line(&generated, command->line); /* it begins with the original's */
    bool there = command->line <= generated.line_starts.count;
    go_file_free(&generated);
    if (!there || command->column <= line.len + 1)
        return CLI_OK;
    return cli_where_refuse("line %u of %s has %zu bytes", command->line, command->file, line.len);
}

/* What benchline wrote into the file; NULL: nothing. */
static const InjectWritten *written_in(const CliWhere *command, const FoundPackage *found,
                                       const char *name)
{
    for (size_t i = 0; i < command->package.written.count; i++) {
        const InjectWritten *written = &command->package.written.items[i];
        if (strcmp(found->files[written->file].name, name) == 0)
            return written;
    }
    return NULL;
}

static bool is_stale(const InjectUnit *unit, size_t file, const InjectWritten *written)
{
    BlStr text = bl_buf_view(&inject_output(unit, file)->text);
    size_t own = inject_file(unit, file)->source.len;
    return !text.len || !bl_str_eq(bl_str_from(text, own), written->added);
}

static int make_map(CliWhere *command, const FoundPackage *found, const char *name)
{
    const InjectWritten *written = written_in(command, found, name);
    size_t file;
    if (command->package.written.count)
        inject_package_follow(&command->package);
    InjectUnit *unit = unit_of(command, name, &file);
    if (!unit || !inject_emit(unit, &command->diags)) {
        cli_print_diags(&command->diags);
        return command->diags.errors
                   ? CLI_FINDING
                   : cli_where_refuse("%s: there are no tests in its package, and nothing "
                                      "is made of it",
                                      command->file);
    }
    if (written && is_stale(unit, file, written))
        return cli_where_refuse(
            "the benchmarks in %s are not those that would be made of it now: "
            "'benchline inject --write' brings them up to date, and --map FILE answers "
            "from the map of when they were made",
            command->file);
    if (!inject_output(unit, file)->text.len &&
        command->line <= inject_file(unit, file)->line_starts.count)
        return no_test(command, unit, file);
    if (!inject_output(unit, file)->text.len)
        return cli_where_refuse("%s has %zu lines, and nothing is made of it", command->file,
                                inject_file(unit, file)->line_starts.count);
    map_make(&command->map, unit, file);
    return check_column(command, unit, file);
}

/* What was written says itself of which kinds it is. */
static void load(CliWhere *command, const FoundPackage *found)
{
    InjectPackage written = {0};
    inject_package_written(&written, found);
    if (written.written.count)
        command->selection.filter.kinds = inject_package_kinds(&written);
    inject_package_free(&written);
    inject_package_load(&command->package, found, &command->diags);
}

int cli_where_from_sources(CliWhere *command)
{
    if (!bl_path_is_file(command->file))
        return cli_where_refuse("there is no file %s", command->file);
    if (!bl_str_ends(bl_cstr(command->file), BL_STR("_test.go")))
        return cli_where_refuse("%s is no _test.go file: nothing is made of others", command->file);
    find_beside(command);
    const char *name = bl_str_dup(&command->arena, bl_path_base(command->file));
    const FoundFile *file = NULL;
    const FoundPackage *found = find_package(command, name, &file);
    if (!found) {
        cli_print_diags(&command->diags);
        return cli_where_refuse("%s is in no package that the go command would build",
                                command->file);
    }
    if (file->kind == FOUND_IGNORED && file->reason == FOUND_WHY_BENCHLINE)
        return cli_where_refuse(
            "%s is benchline's altogether: nothing in it came of a test's source", command->file);
    if (file->kind == FOUND_IGNORED)
        return cli_where_refuse("%s is not part of its package: %s", command->file,
                                found_reason_words(file->reason));
    load(command, found);
    return make_map(command, found, name);
}

int cli_where_no_answer(CliWhere *command)
{
    if (command->line > command->map.generated_lines)
        return cli_where_refuse("%s has %u lines, and with its benchmarks %u", command->file,
                                command->map.original_lines, command->map.generated_lines);
    const char *name = bl_str_dup(&command->arena, bl_path_base(command->file));
    size_t file;
    const InjectUnit *unit = unit_of(command, name, &file);
    if (unit)
        return no_test(command, unit, file);
    return cli_where_refuse("nothing was made of %s:%u", command->file, command->line);
}
