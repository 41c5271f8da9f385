/* table.c - what was found, for people: projects, their modules, a line per package, the totals.
 *
 * Names come from the disk and may hold anything; bytes that a terminal would act on are shown
 * as '?'.
 */
#include <stdlib.h>

#include "finder/parts.h"

enum { NAME_WIDTH_MIN = 20, NAME_WIDTH_MAX = 60 };

typedef struct Table {
    bool verbose, colour;
    int width; /* of the column of import paths */
    BlBuf out;
} Table;

/* ---- text ------------------------------------------------------------------------------------ */

static void put_safe(Table *table, const char *text)
{
    for (; *text; text++) {
        bool acts = (unsigned char)*text < 0x20 || *text == 0x7F;
        bl_buf_putc(&table->out, acts ? '?' : *text);
    }
}

static void put_strong(Table *table, const char *text)
{
    bl_buf_puts(&table->out, table->colour ? "\033[1m" : "");
    put_safe(table, text);
    bl_buf_puts(&table->out, table->colour ? "\033[0m" : "");
}

static void put_padded(Table *table, const char *text)
{
    int blanks = table->width - (int)bl_utf8_count(bl_cstr(text));
    put_safe(table, text);
    bl_buf_printf(&table->out, "%*s", blanks > 0 ? blanks : 0, "");
}

/* A nought is no news. */
static void put_count(Table *table, int width, size_t count)
{
    if (count)
        bl_buf_printf(&table->out, "%*zu", width, count);
    else
        bl_buf_printf(&table->out, "%*s", width, "-");
}

/* ---- packages -------------------------------------------------------------------------------- */

static void put_test(Table *table, const FoundPackage *package, const FoundFile *file,
                     const FoundTest *test)
{
    bl_buf_puts(&table->out, "      ");
    put_safe(table, package->shown);
    bl_buf_puts(&table->out, "/");
    put_safe(table, file->name);
    bl_buf_printf(&table->out, ":%u:%u: %s%s\n", test->line, test->column, test->name,
                  test->runs ? "" : " (has no output comment, is not run)");
}

static void put_ignored(Table *table, const FoundPackage *package, const FoundFile *file)
{
    bl_buf_puts(&table->out, "      ");
    put_safe(table, package->shown);
    bl_buf_puts(&table->out, "/");
    put_safe(table, file->name);
    bl_buf_printf(&table->out, ": ignored: %s\n", found_reason_words(file->reason));
}

static void put_files(Table *table, const FoundPackage *package)
{
    for (size_t i = 0; i < package->file_count; i++) {
        const FoundFile *file = &package->files[i];
        for (size_t t = 0; t < file->test_count; t++)
            if (file->tests[t].selected)
                put_test(table, package, file, &file->tests[t]);
        if (file->kind == FOUND_IGNORED && file->selected)
            put_ignored(table, package, file);
    }
}

static void put_package(Table *table, const FoundPackage *package)
{
    FoundTotals totals = find_package_totals(package);
    bl_buf_puts(&table->out, "    ");
    put_padded(table, package->import_path);
    put_count(table, 12, totals.files[FOUND_TEST_FILE] + totals.files[FOUND_XTEST_FILE]);
    put_count(table, 8, totals.tests[FOUND_TEST]);
    put_count(table, 12, totals.tests[FOUND_BENCHMARK]);
    put_count(table, 8, totals.tests[FOUND_FUZZ]);
    put_count(table, 10, totals.tests[FOUND_EXAMPLE]);
    bl_buf_puts(&table->out, package->name ? "\n" : "  nothing to build\n");
    if (table->verbose)
        put_files(table, package);
}

/* ---- modules and projects -------------------------------------------------------------------- */

static void put_module(Table *table, const FoundModule *module)
{
    bl_buf_puts(&table->out, "  ");
    put_strong(table, module->path ? module->path : "(no module)");
    if (module->go_version) {
        bl_buf_puts(&table->out, "  go ");
        put_safe(table, module->go_version);
    }
    if (module->workspace)
        bl_buf_puts(&table->out, module->in_workspace ? "  in workspace" : "  not in workspace");
    bl_buf_puts(&table->out, "\n");
    for (size_t i = 0; i < module->package_count; i++)
        put_package(table, &module->packages[i]);
}

static void put_project(Table *table, const FoundProject *project)
{
    put_strong(table, project->name);
    bl_buf_puts(&table->out, "  ");
    put_safe(table, project->shown);
    bl_buf_puts(&table->out, "\n");
    for (size_t i = 0; i < project->module_count; i++)
        put_module(table, &project->modules[i]);
    bl_buf_puts(&table->out, "\n");
}

static void put_heading(Table *table)
{
    bl_buf_printf(&table->out, "    %*s%12s%8s%12s%8s%10s\n", table->width, "", "test files",
                  "tests", "benchmarks", "fuzz", "examples");
}

/* ---- totals ---------------------------------------------------------------------------------- */

static void put_some(Table *table, size_t count, const char *one, const char *many, const char *end)
{
    bl_buf_printf(&table->out, "%zu %s%s", count, count == 1 ? one : many, end);
}

static void put_totals(Table *table, const Found *found)
{
    FoundTotals totals = find_totals(found);
    put_some(table, totals.projects, "project", "projects", ", ");
    put_some(table, totals.modules, "module", "modules", ", ");
    put_some(table, totals.packages, "package", "packages", ", ");
    put_some(table, totals.files[FOUND_TEST_FILE] + totals.files[FOUND_XTEST_FILE], "test file",
             "test files", ": ");
    put_some(table, totals.tests[FOUND_TEST], "test", "tests", ", ");
    put_some(table, totals.tests[FOUND_BENCHMARK], "benchmark", "benchmarks", ", ");
    put_some(table, totals.tests[FOUND_FUZZ], "fuzz test", "fuzz tests", ", ");
    put_some(table, totals.tests[FOUND_EXAMPLE], "example", "examples", "\n");
}

/* ---- the whole ------------------------------------------------------------------------------- */

static int widest(const Found *found)
{
    int width = NAME_WIDTH_MIN;
    for (size_t p = 0; p < found->project_count; p++) {
        const FoundProject *project = &found->projects[p];
        for (size_t m = 0; m < project->module_count; m++)
            for (size_t k = 0; k < project->modules[m].package_count; k++) {
                int this = (int)bl_utf8_count(bl_cstr(project->modules[m].packages[k].import_path));
                width = this > width ? this : width;
            }
    }
    return width < NAME_WIDTH_MAX ? width : NAME_WIDTH_MAX;
}

void find_print(const Found *found, bool verbose, bool colour, FILE *out)
{
    Table table = {.verbose = verbose, .colour = colour, .width = widest(found)};
    if (found->project_count)
        put_heading(&table);
    for (size_t i = 0; i < found->project_count; i++)
        put_project(&table, &found->projects[i]);
    put_totals(&table, found);
    fwrite(table.out.data, 1, table.out.len, out);
    bl_buf_free(&table.out);
}
