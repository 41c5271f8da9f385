/* plan.c - which tests become benchmarks, and what has to be copied for them.
 *
 * Whatever mentions testing.T cannot be shared between the test and the benchmark: in the copy the
 * type is another one. "Mentions" therefore spreads: to whoever refers to a declaration that does,
 * from a method to its type, and from a type to all its methods. A test can be converted when
 * nothing in trouble.c stands against anything that it reaches along mentioning declarations.
 *
 * A foreign method is one that mentions testing.T and belongs to a type outside of the test files.
 * Its type cannot be copied, so both stay as they are.
 */
#include <stdlib.h>

#include "injector/unit.h"

/* ---- methods of others
 * --------------------------------------------------------------------------- */

bool unit_signature_mentions(const InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    uint32_t end = go_node(file, go_func_type(file, decl->node))->end;
    for (size_t i = 0; i < decl->references.count; i++) {
        const Reference *reference = &decl->references.items[i];
        if (go_node(file, reference->node)->start >= end)
            break;
        if (reference->decl == NO_DECL ||
            (reference->node != go_func_name(file, decl->node) &&
             (unit->decls.items[reference->decl].traits & DECL_MENTIONS)))
            return true;
    }
    return false;
}

static void find_foreign_methods(InjectUnit *unit)
{
    for (size_t i = 0; i < unit->decls.count; i++) {
        const Decl *decl = &unit->decls.items[i];
        if (decl->receiver == NO_DECL || !unit_is_foreign(unit, decl) ||
            !unit_signature_mentions(unit, decl))
            continue;
        const GoFile *file = &unit->parsed[decl->file];
        unit->names[go_sym(file, go_func_name(file, decl->node))].foreign_method = true;
        unit->decls.items[decl->receiver].traits |= DECL_NEAR_FOREIGN;
    }
}

/* ---- deciding
 * ---------------------------------------------------------------------------------------- */

static void leave_out(InjectUnit *unit, InjectTest *test, const char *reason, size_t file,
                      uint32_t line, uint32_t column)
{
    test->benchmark = NULL;
    test->reason = bl_str_dup(&unit->arena, bl_cstr(reason));
    test->reason_file = file;
    test->reason_line = line;
    test->reason_column = column;
}

void inject_leave_out(InjectUnit *unit, size_t test, const char *reason)
{
    InjectTest *row = &unit->tests.items[test];
    leave_out(unit, row, reason, row->file, row->line, row->column);
}

static void decide(InjectUnit *unit, InjectTest *test, uint32_t test_decl)
{
    if (!test->runs) {
        leave_out(unit, test, "it has no output comment, so the go command does not run it",
                  test->file, test->line, test->column);
        return;
    }
    Trouble trouble = unit_find_trouble(unit, test->kind, test_decl);
    if (!trouble.reason) {
        test->benchmark = unit_benchmark_name(unit, test->test);
        return;
    }
    uint32_t line, column;
    unit_position(unit, trouble.file, go_node(&unit->parsed[trouble.file], trouble.node)->start,
                  &line, &column);
    leave_out(unit, test, trouble.reason, trouble.file, line, column);
}

/* ---- the plan
 * ------------------------------------------------------------------------------------------ */

static void add_tests_of(InjectUnit *unit, uint32_t file)
{
    FoundTests found = {0};
    const GoFile *parsed = &unit->parsed[file];
    find_list_tests(parsed, &unit->arena, &found, NULL);
    unit->facts[file].first_test = (uint32_t)unit->tests.count;
    for (size_t i = 0; i < found.count; i++) {
        const FoundTest *function = &found.items[i];
        if (!inject_asks(unit->files[file].filter, function->kind, function->name))
            continue;
        InjectTest test = {.kind = function->kind,
                           .runs = function->runs,
                           .test = function->name,
                           .file = file,
                           .line = function->line,
                           .column = function->column};
        uint32_t decl = unit_decl_at(unit, file, go_node(parsed, function->decl)->start);
        bl_vec_push(&unit->tests, test);
        bl_vec_push(&unit->test_decls, decl);
    }
    unit->facts[file].end_test = (uint32_t)unit->tests.count;
    bl_vec_free(&found);
}

/* With a dot import, exported names that no file spells may be declared already; of those of
 * testing, two look like benchmarks. */
static void heed_dot_imports(InjectUnit *unit)
{
    if (!unit->has_dot_import)
        return;
    unit_take_name(unit, "Benchmark");
    unit_take_name(unit, "BenchmarkResult");
}

void unit_plan(InjectUnit *unit, const InjectNames *reserved)
{
    for (size_t i = 0; reserved && i < reserved->count; i++)
        unit_take_name(unit, reserved->names[i]);
    heed_dot_imports(unit);
    unit->prefix = unit_prefix(unit);
    unit->hiding = unit_hiding_from_shim(unit);
    unit_reach_init(unit);
    unit_spread(unit, DECL_MENTIONS);
    find_foreign_methods(unit);
    unit_spread(unit, DECL_NEAR_FOREIGN);
    unit_spread(unit, DECL_BENCHMARKS);
    unit_prepare_trouble(unit);
    for (uint32_t file = 0; file < unit->file_count; file++)
        if (unit->files[file].is_test && unit->files[file].selected)
            add_tests_of(unit, file);
    for (size_t i = 0; i < unit->tests.count; i++)
        decide(unit, &unit->tests.items[i], unit->test_decls.items[i]);
}

void unit_mark_copied(InjectUnit *unit)
{
    for (size_t i = 0; i < unit->decls.count; i++)
        unit->decls.items[i].copied = false;
    unit_reach_begin(&unit->reach);
    for (size_t i = 0; i < unit->tests.count; i++)
        if (unit->tests.items[i].benchmark && unit_copies(&unit->tests.items[i]))
            unit_reach_add(&unit->reach, unit->test_decls.items[i]);
    for (uint32_t at; (at = unit_reach_next(unit, &unit->reach)) != NO_DECL;)
        unit->decls.items[at].copied = true;
}

size_t inject_leave_out_at(InjectUnit *unit, size_t file, uint32_t line, uint32_t column,
                           const char *reason)
{
    const GoFile *parsed = &unit->parsed[file];
    if (line == 0 || line > parsed->line_starts.count)
        return 0;
    uint32_t offset = parsed->line_starts.items[line - 1] + (column ? column - 1 : 0);
    if (!column) /* the line is meant: what begins in it */
        offset += (uint32_t)strspn(parsed->source.ptr + offset, " \t");
    uint32_t decl = unit_decl_at(unit, (uint32_t)file, offset);
    if (decl == NO_DECL)
        return 0;
    unit_reach_needing(unit, &unit->reach, decl);
    size_t count = 0;
    for (size_t i = 0; i < unit->tests.count; i++) {
        InjectTest *test = &unit->tests.items[i];
        if (!test->benchmark || !unit_copies(test) ||
            !unit_reached(&unit->reach, unit->test_decls.items[i]))
            continue;
        leave_out(unit, test, reason, file, line, column);
        count++;
    }
    return count;
}
