/* run_rows.c - see run_rows.h. */
#include "extractor/run_rows.h"

enum { UNITS_MAX = 64 }; /* that are looked for: a run has a few */

static BlStr printed(const RunName *name)
{
    return bl_str(name->text, name->printed);
}

static RunName *add_name(RunRows *rows, BlStr text)
{
    RunName name = {
        .text = bl_str_dup(&rows->arena, text), .printed = text.len, .length = text.len};
    bl_vec_push(&rows->names, name);
    return &rows->names.items[rows->names.count - 1];
}

/* Of the last name. */
static RunRow *add_row(RunRows *rows)
{
    RunRow row = {0, RESULT_UNKNOWN, RESULT_UNKNOWN, RESULT_UNKNOWN, 0, 0};
    row.name = (uint32_t)(rows->names.count - 1);
    bl_vec_push(&rows->all, row);
    return &rows->all.items[rows->all.count - 1];
}

RunRow *rows_add(RunRows *rows, BlStr name, ResultStatus status)
{
    add_name(rows, name);
    RunRow *row = add_row(rows);
    if (status != RESULT_OK)
        rows_rest(rows, rows->all.count - 1)->status = status;
    return row;
}

static bool is_same(const RunName *last, BlStr name, size_t announced, uint64_t procs)
{
    if (!last->shared || !bl_str_eq(printed(last), name) || last->settled != (announced > 0))
        return false;
    return !announced || (last->length == announced && last->procs == procs);
}

/* Makes it the last name, unless it is. */
static void use_name(RunRows *rows, BlStr name, size_t announced, uint64_t procs)
{
    size_t count = rows->names.count;
    if (count == 0 || !is_same(&rows->names.items[count - 1], name, announced, procs)) {
        RunName *added = add_name(rows, name);
        added->shared = true;
        added->settled = announced > 0;
        added->length = announced ? announced : name.len;
        added->procs = procs;
    }
}

RunRow *rows_add_result(RunRows *rows, BlStr name, size_t announced, uint64_t procs)
{
    use_name(rows, name, announced, procs);
    return add_row(rows);
}

void rows_use_name(RunRows *rows, BlStr name)
{
    use_name(rows, name, 0, 0);
}

/* ---- measurements --------------------------------------------------------------------------- */

static double *field_of(RunRow *row, BlStr unit)
{
    if (bl_str_eq(unit, BL_STR("ns/op")))
        return &row->ns_per_op;
    if (bl_str_eq(unit, BL_STR("B/op")))
        return &row->bytes_per_op;
    if (bl_str_eq(unit, BL_STR("allocs/op")))
        return &row->allocs_per_op;
    return NULL;
}

bool rows_is_field(BlStr unit)
{
    RunRow any;
    return field_of(&any, unit) != NULL;
}

static const char *unit_text(RunRows *rows, BlStr unit)
{
    for (size_t i = 0; i < rows->units.count; i++)
        if (bl_str_eq(bl_cstr(rows->units.items[i]), unit))
            return rows->units.items[i];
    const char *text = bl_str_dup(&rows->arena, unit);
    if (rows->units.count < UNITS_MAX)
        bl_vec_push(&rows->units, text);
    return text;
}

void rows_add_value(RunRows *rows, const BenchValue *value)
{
    size_t last = rows->all.count - 1;
    double *field = field_of(&rows->all.items[last], value->unit);
    if (field) {
        if (isnan(*field) && value->value >= 0)
            *field = value->value;
        return;
    }
    RunRest *rest = rows_rest(rows, last);
    for (size_t i = rest->metrics; i < rows->metrics.count; i++)
        if (bl_str_eq(bl_cstr(rows->metrics.items[i].unit), value->unit))
            return;
    ResultMetric metric = {unit_text(rows, value->unit), value->value};
    bl_vec_push(&rows->metrics, metric);
    rest->metric_count++;
}

/* ---- the rest ------------------------------------------------------------------------------- */

RunRest *rows_rest(RunRows *rows, size_t row)
{
    if (!rows->all.items[row].rest) {
        RunRest rest = {.status = RESULT_OK, .metrics = rows->metrics.count};
        bl_vec_push(&rows->rests, rest);
        rows->all.items[row].rest = (uint32_t)rows->rests.count;
    }
    return &rows->rests.items[rows->all.items[row].rest - 1];
}

ResultStatus rows_status(const RunRows *rows, size_t row)
{
    uint32_t rest = rows->all.items[row].rest;
    return rest ? rows->rests.items[rest - 1].status : RESULT_OK;
}

void rows_set_reason(RunRows *rows, size_t row, BlStr reason)
{
    rows_rest(rows, row)->reason = bl_str_dup(&rows->arena, reason);
}

BlStr rows_name(const RunRows *rows, size_t row)
{
    const RunName *name = &rows->names.items[rows->all.items[row].name];
    return bl_str(name->text, name->length);
}

/* ---- their end ------------------------------------------------------------------------------ */

/* What a row has of its own, where the one before it had none. */
static void fill_in_rest(RunRows *rows, const RunRow *row, ResultBenchmark *benchmark)
{
    const RunRest *rest = &rows->rests.items[row->rest - 1];
    benchmark->status = rest->status;
    benchmark->reason = rest->reason;
    if (rest->status != RESULT_OK && !rest->reason)
        benchmark->reason = "no message was logged";
    if (rest->metric_count)
        benchmark->metrics.items = rows->metrics.items + rest->metrics;
    benchmark->metrics.count = benchmark->metrics.cap = rest->metric_count;
}

static void take_rest_away(ResultBenchmark *benchmark)
{
    benchmark->status = RESULT_OK;
    benchmark->reason = NULL;
    benchmark->metrics.items = NULL;
    benchmark->metrics.count = benchmark->metrics.cap = 0;
}

static void fill_in(RunRows *rows, const RunRow *row, ResultBenchmark *benchmark)
{
    const RunName *name = &rows->names.items[row->name];
    benchmark->name = name->text;
    benchmark->procs = name->procs;
    benchmark->iterations = row->iterations;
    benchmark->ns_per_op = row->ns_per_op;
    benchmark->bytes_per_op = row->bytes_per_op;
    benchmark->allocs_per_op = row->allocs_per_op;
}

size_t rows_hand_over(RunRows *rows, bool (*skip)(const RunRows *rows, size_t row),
                      const RunTaker *taker)
{
    ResultBenchmark benchmark = {
        .ns_median = RESULT_UNKNOWN,
        .bytes_median = RESULT_UNKNOWN,
        .allocs_median = RESULT_UNKNOWN,
    };
    size_t count = 0;
    for (size_t i = 0; i < rows->names.count; i++)
        rows->names.items[i].text[rows->names.items[i].length] = '\0';
    for (size_t i = 0; i < rows->all.count; i++) {
        const RunRow *row = &rows->all.items[i];
        if (row->rest && skip(rows, i))
            continue;
        fill_in(rows, row, &benchmark);
        if (row->rest)
            fill_in_rest(rows, row, &benchmark);
        taker->row(taker->context, taker->package, &benchmark);
        count++;
        if (row->rest)
            take_rest_away(&benchmark);
    }
    return count;
}

void rows_clear(RunRows *rows)
{
    rows->all.count = rows->names.count = rows->rests.count = 0;
    rows->metrics.count = rows->units.count = 0;
    bl_arena_free(&rows->arena);
}

void rows_free(RunRows *rows)
{
    rows_clear(rows);
    bl_vec_free(&rows->all);
    bl_vec_free(&rows->names);
    bl_vec_free(&rows->rests);
    bl_vec_free(&rows->metrics);
    bl_vec_free(&rows->units);
}
