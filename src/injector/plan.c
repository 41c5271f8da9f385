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

/* ---- methods of others ----------------------------------------------------------------------- */

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

/* ---- deciding -------------------------------------------------------------------------------- */

void unit_note_reason(InjectUnit *unit, InjectTest *test, const char *reason, size_t file,
                      uint32_t line, uint32_t column)
{
    test->reason = bl_str_dup(&unit->arena, bl_cstr(reason));
    test->reason_file = file;
    test->reason_line = line;
    test->reason_column = column;
}

/* A fuzz test has no way but a copy: nobody can make a genuine *testing.F. */
void unit_set_way(InjectUnit *unit, size_t test, InjectWay way)
{
    InjectTest *row = &unit->tests.items[test];
    if (way == INJECT_ORIGINAL && row->kind == FOUND_FUZZ)
        way = INJECT_LEFT_OUT;
    row->way = way;
    if (way == INJECT_LEFT_OUT)
        row->benchmark = NULL;
    else if (!row->benchmark)
        row->benchmark = unit_benchmark_name(unit, row->test);
}

void inject_leave_out(InjectUnit *unit, size_t test, const char *reason)
{
    InjectTest *row = &unit->tests.items[test];
    unit_set_way(unit, test, INJECT_LEFT_OUT);
    unit_note_reason(unit, row, reason, row->file, row->line, row->column);
}

void inject_fall_back(InjectUnit *unit, size_t test, const char *reason)
{
    InjectTest *row = &unit->tests.items[test];
    if (row->way != INJECT_SOURCE)
        return;
    unit_set_way(unit, test, INJECT_ORIGINAL);
    unit_note_reason(unit, row, reason, row->file, row->line, row->column);
}

/* The shim's file is built for all targets, so it cannot name an example that is not. */
static bool stands_away(const InjectUnit *unit, const InjectTest *test)
{
    uint32_t file = (uint32_t)test->file;
    if (!unit->facts[file].testing_import)
        return true;
    return test->kind == FOUND_EXAMPLE && !unit_is_constrained(unit, file);
}

static void decide(InjectUnit *unit, size_t test)
{
    static const InjectWay ways[] = {[FALLS_BACK] = INJECT_ORIGINAL,
                                     [IS_LEFT_OUT] = INJECT_LEFT_OUT,
                                     [IS_UNKNOWN] = INJECT_LEFT_OUT};
    InjectTest *row = &unit->tests.items[test];
    PlannedTest *fact = &unit->test_facts.items[test];
    if (!row->runs) {
        inject_leave_out(unit, test, "it has no output comment, so the go command does not run it");
        return;
    }
    Trouble trouble = unit_find_trouble(unit, row->kind, fact->decl);
    fact->away = stands_away(unit, row);
    fact->unknown = trouble.reason && trouble.fate == IS_UNKNOWN;
    unit_set_way(unit, test,
                 trouble.reason               ? ways[trouble.fate]
                 : row->kind == FOUND_EXAMPLE ? INJECT_CALL
                                              : INJECT_SOURCE);
    if (!trouble.reason)
        return;
    uint32_t line, column;
    const GoFile *file = &unit->parsed[trouble.file];
    go_position(file, go_node(file, trouble.node)->start, &line, &column);
    unit_note_reason(unit, &unit->tests.items[test], trouble.reason, trouble.file, line, column);
}

void inject_trust_parameters(InjectUnit *unit)
{
    for (size_t i = 0; i < unit->tests.count; i++) {
        if (!unit->test_facts.items[i].unknown)
            continue;
        unit->test_facts.items[i].unknown = false;
        unit_set_way(unit, i, INJECT_ORIGINAL);
    }
}

/* ---- the plan -------------------------------------------------------------------------------- */

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
        uint32_t start = go_node(parsed, function->decl)->start;
        PlannedTest fact = {.decl = unit_decl_at(unit, file, start)};
        bl_vec_push(&unit->tests, test);
        bl_vec_push(&unit->test_facts, fact);
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
        decide(unit, i);
}

void unit_mark_copied(InjectUnit *unit)
{
    for (size_t i = 0; i < unit->decls.count; i++)
        unit->decls.items[i].copied = false;
    unit_reach_begin(&unit->reach);
    for (size_t i = 0; i < unit->tests.count; i++)
        if (unit->tests.items[i].way == INJECT_SOURCE)
            unit_reach_add(&unit->reach, unit->test_facts.items[i].decl);
    for (uint32_t at; (at = unit_reach_next(unit, &unit->reach)) != NO_DECL;)
        unit->decls.items[at].copied = true;
}
