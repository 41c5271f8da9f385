/* refuse.c - what the compiler refused, led back to the tests.
 *
 * The line directives make it speak of the original's lines, so what it refuses there is looked up
 * among the declarations; what no directive covers, by the ranges that were written (emit.c). A
 * test then falls back or is left out, but only if what it is now was written when the compiler
 * looked.
 */
#include "injector/unit.h"

static size_t fall_back_needing(InjectUnit *unit, uint32_t decl, const char *reason, size_t file,
                                uint32_t line, uint32_t column)
{
    size_t count = 0;
    unit_reach_needing(unit, &unit->reach, decl);
    for (size_t i = 0; i < unit->tests.count; i++) {
        if (unit->tests.items[i].way != INJECT_SOURCE ||
            !unit_reached(&unit->reach, unit->test_facts.items[i].decl))
            continue;
        unit_set_way(unit, i, INJECT_ORIGINAL);
        unit_note_reason(unit, &unit->tests.items[i], reason, file, line, column);
        count++;
    }
    return count;
}

static size_t leave_out_original(InjectUnit *unit, uint32_t decl, const char *reason, size_t file,
                                 uint32_t line, uint32_t column)
{
    for (size_t i = 0; i < unit->tests.count; i++) {
        const PlannedTest *fact = &unit->test_facts.items[i];
        if (fact->emitted != INJECT_ORIGINAL || fact->decl != decl ||
            !unit->tests.items[i].benchmark)
            continue;
        unit_set_way(unit, i, INJECT_LEFT_OUT);
        unit_note_reason(unit, &unit->tests.items[i], reason, file, line, column);
        return 1;
    }
    return 0;
}

size_t inject_refuse_at(InjectUnit *unit, size_t file, uint32_t line, uint32_t column,
                        const char *reason)
{
    const GoFile *parsed = &unit->parsed[file];
    if (line == 0 || line > parsed->line_starts.count)
        return 0;
    uint32_t start = parsed->line_starts.items[line - 1] + (column ? column - 1 : 0), end = start;
    if (!column) /* anything in the line is meant */
        end += (uint32_t)go_line(parsed, line).len;
    size_t fallen = 0, left_out = 0;
    uint32_t first = unit_decl_from(unit, (uint32_t)file, start);
    for (uint32_t at = first; unit_decl_begins(unit, (uint32_t)file, at, end); at++)
        fallen += fall_back_needing(unit, at, reason, file, line, column);
    if (fallen)
        return fallen;
    for (uint32_t at = first; unit_decl_begins(unit, (uint32_t)file, at, end); at++)
        left_out += leave_out_original(unit, at, reason, file, line, column);
    return left_out;
}

/* The test whose benchmark this piece of scaffold is. */
static size_t test_named_at(const InjectUnit *unit, size_t file, uint32_t offset)
{
    size_t i = unit->facts[file].first_test;
    for (; i < unit->facts[file].end_test; i++) {
        const GoFile *parsed = &unit->parsed[file];
        const Decl *decl = &unit->decls.items[unit->test_facts.items[i].decl];
        if (go_node(parsed, go_func_name(parsed, decl->node))->start == offset)
            return i;
    }
    return unit->tests.count;
}

static size_t refuse_test(InjectUnit *unit, size_t test, const char *reason)
{
    InjectWay now = unit->tests.items[test].way;
    if (now == INJECT_LEFT_OUT || now != unit->test_facts.items[test].emitted)
        return 0; /* that was not what the compiler has seen */
    if (now == INJECT_SOURCE)
        inject_fall_back(unit, test, reason);
    else
        inject_leave_out(unit, test, reason);
    return 1;
}

/* The shim's end holds benchmarks, those of one file after those of another. */
static size_t refuse_in_shim(InjectUnit *unit, uint32_t offset, const char *reason)
{
    uint32_t begin = unit->shim_own;
    for (size_t i = 0; i < unit->tests.count; i++) {
        const PlannedTest *fact = &unit->test_facts.items[i];
        if (!unit->tests.items[i].benchmark || !fact->away)
            continue;
        if (offset >= begin && offset < fact->shim_end)
            return refuse_test(unit, i, reason);
        begin = fact->shim_end;
    }
    return 0;
}

static size_t refuse_in_output(InjectUnit *unit, size_t file, uint32_t offset, const char *reason)
{
    const InjectOutput *output = &unit->outputs[file];
    for (size_t i = 0; i < output->ranges.count; i++) {
        const InjectRange *range = &output->ranges.items[i];
        if (offset < range->start || offset >= range->end)
            continue;
        size_t test = test_named_at(unit, file, range->original_start);
        if (range->kind == INJECT_SCAFFOLD && test < unit->tests.count)
            return refuse_test(unit, test, reason);
        uint32_t line, column;
        go_position(&unit->parsed[file], range->original_start, &line, &column);
        return inject_refuse_at(unit, file, line, column, reason);
    }
    return 0;
}

size_t inject_refuse_written(InjectUnit *unit, size_t file, uint32_t line, uint32_t column,
                             const char *reason)
{
    bool shim = file == unit->file_count;
    GoFile written = {.source = bl_buf_view(shim ? &unit->shim : &unit->outputs[file].text)};
    go_index_lines(&written);
    bool known = line && line <= written.line_starts.count;
    uint32_t offset = known ? written.line_starts.items[line - 1] + (column ? column - 1 : 0) : 0;
    go_file_free(&written);
    if (!known)
        return 0;
    return shim ? refuse_in_shim(unit, offset, reason)
                : refuse_in_output(unit, file, offset, reason);
}
