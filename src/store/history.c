/* history.c - the runs of a store, and one benchmark's figures in them, for people and programs. */
#include <cjson/cJSON.h>
#include <stdlib.h>

#include "results/text.h"
#include "store/parts.h"

enum { SCHEMA_VERSION = 1 };

/* ---- tables for people -------------------------------------------------------------------------
 */

enum { COLUMNS_MAX = 8 };

/* Cells, row by row, until it is known how wide they are. Texts are the arena's. */
typedef struct Table {
    BlArena arena;
    size_t columns;
    bool right[COLUMNS_MAX]; /* numbers end where their column ends */
    BL_VEC(const char *) cells;
} Table;

/* Columns on screen, near enough: bytes that do not continue a UTF-8 sequence. */
static int width_of(const char *text)
{
    int width = 0;
    for (; *text; text++)
        width += ((unsigned char)*text & 0xC0) != 0x80;
    return width;
}

static void take_cell(Table *table, BlBuf *text)
{
    bl_vec_push(&table->cells, bl_str_dup(&table->arena, bl_buf_view(text)));
    bl_buf_free(text);
}

static void put_text(Table *table, const char *text)
{
    BlBuf cell = {0};
    results_append_visible(&cell, text ? text : "-");
    take_cell(table, &cell);
}

static void put_number(Table *table, uint64_t number)
{
    BlBuf cell = {0};
    bl_buf_printf(&cell, "%llu", (unsigned long long)number);
    take_cell(table, &cell);
}

static void put_figure(Table *table, double value, const char *unit)
{
    BlBuf cell = {0};
    if (isnan(value)) {
        bl_buf_puts(&cell, "-");
    } else {
        results_append_count(&cell, value);
        bl_buf_puts(&cell, unit);
    }
    take_cell(table, &cell);
}

static void put_duration(Table *table, double ns)
{
    BlBuf cell = {0};
    if (isnan(ns)) {
        bl_buf_puts(&cell, "-");
    } else {
        results_append_duration(&cell, ns);
        bl_buf_puts(&cell, "/op");
    }
    take_cell(table, &cell);
}

static void print_table(Table *table, const char *indent, FILE *out)
{
    int widths[COLUMNS_MAX] = {0};
    size_t columns = table->columns;
    for (size_t i = 0; i < table->cells.count; i++) {
        int width = width_of(table->cells.items[i]);
        if (width > widths[i % columns])
            widths[i % columns] = width;
    }
    BlBuf line = {0};
    for (size_t i = 0; i < table->cells.count; i++) {
        const char *text = table->cells.items[i];
        size_t column = i % columns;
        int blanks = widths[column] - width_of(text);
        bool right = table->right[column];
        bl_buf_printf(&line, "%s%*s%s%*s", column ? "  " : indent, right ? blanks : 0, "", text,
                      right ? 0 : blanks, "");
        if (column + 1 < columns)
            continue;
        BlStr shown = bl_str_trim(bl_buf_view(&line));
        fprintf(out, "%.*s\n", (int)(shown.ptr - line.data + (ptrdiff_t)shown.len), line.data);
        bl_buf_clear(&line);
    }
    bl_buf_free(&line);
    bl_vec_free(&table->cells);
    bl_arena_free(&table->arena);
}

/* The label, or that the run is not finished, or both. */
static void put_label(Table *table, const char *label, bool finished)
{
    BlBuf cell = {0};
    results_append_visible(&cell, label ? label : "");
    if (!finished)
        bl_buf_printf(&cell, "%s(unfinished)", label ? " " : "");
    bl_buf_puts(&cell, "");
    take_cell(table, &cell);
}

void store_print_runs(const StoreRuns *runs, FILE *out)
{
    static const char *const heads[] = {"run",      "identifier", "started", "go",
                                        "packages", "benchmarks", "ok",      "label"};
    Table table = {.columns = 8, .right = {[0] = true, [4] = true, [5] = true, [6] = true}};
    for (size_t i = 0; i < table.columns; i++)
        put_text(&table, heads[i]);
    for (size_t i = 0; i < runs->list.count; i++) {
        const StoreRun *run = &runs->list.items[i];
        put_number(&table, (uint64_t)run->run);
        put_text(&table, bl_arena_printf(&table.arena, "%.8s", run->id));
        put_text(&table, run->started);
        put_text(&table, run->go_version);
        put_number(&table, run->packages);
        put_number(&table, run->benchmarks);
        put_number(&table, run->ok);
        put_label(&table, run->label, run->finished);
    }
    print_table(&table, "", out);
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_benchmark(const StoreFigure *a, const StoreFigure *b)
{
    return same_text(a->import_path, b->import_path) && strcmp(a->name, b->name) == 0;
}

/* How many from the first on are of the same benchmark. */
static size_t count_same(const StoreFigures *figures, size_t first)
{
    size_t end = first + 1;
    while (end < figures->list.count &&
           same_benchmark(&figures->list.items[first], &figures->list.items[end]))
        end++;
    return end - first;
}

static void put_figures(Table *table, const StoreFigure *figure)
{
    put_number(table, (uint64_t)figure->run);
    put_text(table, figure->started);
    put_text(table, figure->go_version);
    put_figure(table, figure->bytes_per_op, " B/op");
    put_figure(table, figure->allocs_per_op, " allocs/op");
    put_duration(table, figure->ns_per_op);
    put_text(table, figure->status == RESULT_OK ? "" : result_status_name(figure->status));
    put_label(table, figure->label, figure->finished);
}

/* "example.com/shop TestParse", or the name of a benchmark that was no test. */
static void print_name(const StoreFigure *figure, FILE *out)
{
    BlBuf text = {0};
    results_append_visible(&text, figure->import_path ? figure->import_path : figure->project);
    bl_buf_putc(&text, ' ');
    results_append_visible(&text, figure->test ? figure->test : figure->name);
    fprintf(out, "%s\n", text.data);
    bl_buf_free(&text);
}

void store_print_figures(const StoreFigures *figures, FILE *out)
{
    for (size_t i = 0, count; i < figures->list.count; i += count) {
        Table table = {.columns = 8, .right = {[0] = true, [3] = true, [4] = true, [5] = true}};
        count = count_same(figures, i);
        if (i)
            fputc('\n', out);
        print_name(&figures->list.items[i], out);
        for (size_t j = 0; j < count; j++)
            put_figures(&table, &figures->list.items[i + j]);
        print_table(&table, "  ", out);
    }
}

/* ---- JSON --------------------------------------------------------------------------------------
 */

static cJSON *checked(cJSON *node)
{
    if (!node)
        bl_out_of_memory(sizeof(cJSON));
    return node;
}

static void add_text(cJSON *node, const char *key, const char *text)
{
    if (text)
        checked(cJSON_AddStringToObject(node, key, text));
    else
        checked(cJSON_AddNullToObject(node, key));
}

/* What is not finite is null. */
static void add_number(cJSON *node, const char *key, double value)
{
    if (isfinite(value))
        checked(cJSON_AddNumberToObject(node, key, value));
    else
        checked(cJSON_AddNullToObject(node, key));
}

static cJSON *add_item(cJSON *list)
{
    cJSON *node = checked(cJSON_CreateObject());
    cJSON_AddItemToArray(list, node);
    return node;
}

static cJSON *new_document(void)
{
    cJSON *root = checked(cJSON_CreateObject());
    add_number(root, "schema_version", SCHEMA_VERSION);
    return root;
}

struct cJSON *store_runs_json(const StoreRuns *runs)
{
    cJSON *root = new_document(), *list = checked(cJSON_AddArrayToObject(root, "runs"));
    for (size_t i = 0; i < runs->list.count; i++) {
        const StoreRun *run = &runs->list.items[i];
        cJSON *node = add_item(list);
        add_number(node, "run", (double)run->run);
        add_text(node, "id", run->id);
        add_text(node, "label", run->label);
        checked(cJSON_AddBoolToObject(node, "finished", run->finished));
        add_text(node, "source", run->source);
        add_text(node, "tool_version", run->tool_version);
        add_text(node, "started", run->started);
        add_text(node, "go_version", run->go_version);
        add_text(node, "goos", run->goos);
        add_text(node, "goarch", run->goarch);
        add_number(node, "projects", (double)run->projects);
        add_number(node, "packages", (double)run->packages);
        add_number(node, "benchmarks", (double)run->benchmarks);
        add_number(node, "ok", (double)run->ok);
        add_number(node, "skipped", (double)run->skipped);
    }
    return root;
}

static void add_figures(cJSON *node, const StoreFigure *figure)
{
    add_number(node, "run", (double)figure->run);
    add_text(node, "started", figure->started);
    add_text(node, "go_version", figure->go_version);
    add_text(node, "label", figure->label);
    checked(cJSON_AddBoolToObject(node, "finished", figure->finished));
    add_text(node, "status", result_status_name(figure->status));
    add_number(node, "ns_per_op", figure->ns_per_op);
    add_number(node, "bytes_per_op", figure->bytes_per_op);
    add_number(node, "allocs_per_op", figure->allocs_per_op);
}

struct cJSON *store_figures_json(const StoreFigures *figures)
{
    cJSON *root = new_document(), *list = checked(cJSON_AddArrayToObject(root, "benchmarks"));
    for (size_t i = 0, count; i < figures->list.count; i += count) {
        const StoreFigure *first = &figures->list.items[i];
        cJSON *node = add_item(list);
        count = count_same(figures, i);
        add_text(node, "project", first->project);
        add_text(node, "import_path", first->import_path);
        add_text(node, "name", first->name);
        add_text(node, "test", first->test);
        cJSON *rows = checked(cJSON_AddArrayToObject(node, "runs"));
        for (size_t j = 0; j < count; j++)
            add_figures(add_item(rows), &figures->list.items[i + j]);
    }
    return root;
}
