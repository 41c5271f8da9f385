/* plan.c - which tests become benchmarks, and what has to be copied for them.
 *
 * Whatever mentions testing.T cannot be shared between the test and the benchmark: in the copy the
 * type is another one. "Mentions" therefore spreads: to whoever refers to a declaration that does,
 * from a method to its type, and from a type to all its methods. A test can be converted when
 * everything that it reaches along mentioning declarations can be copied.
 */
#include <stdlib.h>

#include "benchline/finder.h"
#include "injector/unit.h"

/* ---- spreading ----------------------------------------------------------------------------------- */

static bool refers_to_mentioning(const InjectUnit *unit, const Decl *decl)
{
    for (size_t i = 0; i < decl->references.count; i++) {
        uint32_t target = decl->references.items[i].decl;
        if (target != NO_DECL && unit->decls.items[target].mentions)
            return true;
    }
    return false;
}

/* To a fixed point; each round follows all references once. Chains are short in practice, and the
 * number of rounds is the length of the longest one against the order of declaration. */
static void spread_mentions(InjectUnit *unit)
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < unit->decls.count; i++) {
            Decl *decl = &unit->decls.items[i];
            if (!decl->mentions && refers_to_mentioning(unit, decl))
                changed = decl->mentions = true;
            if (decl->mentions && decl->receiver != NO_DECL &&
                !unit->decls.items[decl->receiver].mentions)
                changed = unit->decls.items[decl->receiver].mentions = true;
        }
    }
}

/* ---- what a test reaches --------------------------------------------------------------------------- */

typedef struct Reach {
    bool *seen; /* by declaration */
    BL_VEC(uint32_t) stack;
} Reach;

static void reach_start(InjectUnit *unit, Reach *reach, uint32_t from)
{
    *reach = (Reach){.seen = bl_alloc(unit->decls.count)};
    reach->seen[from] = true;
    bl_vec_push(&reach->stack, from);
}

static void reach_free(Reach *reach)
{
    free(reach->seen);
    bl_vec_free(&reach->stack);
}

static void reach_add(const InjectUnit *unit, Reach *reach, uint32_t decl)
{
    if (decl == NO_DECL || reach->seen[decl] || !unit->decls.items[decl].mentions)
        return;
    reach->seen[decl] = true;
    bl_vec_push(&reach->stack, decl);
}

/* The next declaration to copy, NO_DECL when all were given out. */
static uint32_t reach_next(const InjectUnit *unit, Reach *reach)
{
    if (!reach->stack.count)
        return NO_DECL;
    uint32_t at = reach->stack.items[--reach->stack.count];
    const Decl *decl = &unit->decls.items[at];
    for (size_t i = 0; i < decl->references.count; i++)
        reach_add(unit, reach, decl->references.items[i].decl);
    reach_add(unit, reach, decl->receiver);
    const GoFile *file = &unit->parsed[decl->file];
    if (go_kind(file, decl->node) == GO_TypeSpec)
        for (uint32_t i = 0; i < unit->decls.count; i++)
            if (unit->decls.items[i].receiver == at) {
                /* All methods go with their type, those that do not mention testing.T too. */
                unit->decls.items[i].mentions = true;
                reach_add(unit, reach, i);
            }
    return at;
}

bool unit_needs(InjectUnit *unit, uint32_t test_decl, uint32_t decl)
{
    Reach reach;
    reach_start(unit, &reach, test_decl);
    while (reach_next(unit, &reach) != NO_DECL)
        ;
    bool needed = reach.seen[decl];
    reach_free(&reach);
    return needed;
}

/* ---- deciding ---------------------------------------------------------------------------------------- */

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

static BlStr decl_name(const InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    GoRef name = go_kind(file, decl->node) == GO_FuncDecl ? go_func_name(file, decl->node)
                                                          : go_first(file, decl->node);
    return go_text(file, name);
}

/* A testing.T that cannot be replaced by a name of its length. */
static const Reference *awkward_mention(InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    for (size_t i = 0; i < decl->references.count; i++) {
        const Reference *reference = &decl->references.items[i];
        if (reference->decl != NO_DECL)
            continue;
        BlStr text = go_text(file, reference->node);
        bool spaced = memchr(text.ptr, ' ', text.len) || memchr(text.ptr, '\n', text.len) ||
                      memchr(text.ptr, '/', text.len) || memchr(text.ptr, '\t', text.len);
        if (spaced || !unit_type_name(unit, text.len))
            return reference;
    }
    return NULL;
}

static void decide(InjectUnit *unit, InjectTest *test, uint32_t test_decl)
{
    Reach reach;
    reach_start(unit, &reach, test_decl);
    for (uint32_t at; (at = reach_next(unit, &reach)) != NO_DECL && !test->reason;) {
        const Decl *decl = &unit->decls.items[at];
        BlStr name = decl_name(unit, decl);
        const Reference *awkward = awkward_mention(unit, decl);
        uint32_t where = go_node(&unit->parsed[decl->file], awkward ? awkward->node : decl->node)->start;
        uint32_t line, column;
        unit_position(unit, decl->file, where, &line, &column);
        const char *reason = NULL;
        if (decl->obstacle)
            reason = bl_arena_printf(&unit->arena, "needs %.*s, which takes *testing.T and %s",
                                     (int)name.len, name.ptr, decl->obstacle);
        else if (awkward)
            reason = "testing.T is written with blanks or comments inside";
        if (reason)
            leave_out(unit, test, reason, decl->file, line, column);
    }
    reach_free(&reach);
    if (!test->reason)
        test->benchmark = unit_benchmark_name(unit, test->test);
}

/* ---- the plan ------------------------------------------------------------------------------------------ */

static void add_tests_of(InjectUnit *unit, uint32_t file)
{
    FoundTests found = {0};
    const GoFile *parsed = &unit->parsed[file];
    find_list_tests(parsed, &unit->arena, &found, NULL);
    for (size_t i = 0; i < found.count; i++) {
        if (found.items[i].kind != FOUND_TEST)
            continue;
        InjectTest test = {.test = found.items[i].name, .file = file,
                           .line = found.items[i].line, .column = found.items[i].column};
        uint32_t decl = unit_decl_at(unit, file, go_node(parsed, found.items[i].decl)->start);
        bl_vec_push(&unit->tests, test);
        bl_vec_push(&unit->test_decls, decl);
    }
    bl_vec_free(&found);
}

void unit_plan(InjectUnit *unit, const InjectNames *reserved)
{
    for (size_t i = 0; reserved && i < reserved->count; i++)
        bl_vec_push(&unit->taken, bl_str_dup(&unit->arena, bl_cstr(reserved->names[i])));
    unit->prefix = unit_prefix(unit);
    spread_mentions(unit);
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
    for (size_t i = 0; i < unit->tests.count; i++) {
        if (!unit->tests.items[i].benchmark)
            continue;
        Reach reach;
        reach_start(unit, &reach, unit->test_decls.items[i]);
        for (uint32_t at; (at = reach_next(unit, &reach)) != NO_DECL;)
            unit->decls.items[at].copied = true;
        reach_free(&reach);
    }
}

size_t inject_leave_out_at(InjectUnit *unit, size_t file, uint32_t line, uint32_t column,
                           const char *reason)
{
    const GoFile *parsed = &unit->parsed[file];
    if (line == 0 || line > parsed->line_starts.count)
        return 0;
    uint32_t offset = parsed->line_starts.items[line - 1] + (column ? column - 1 : 0);
    uint32_t decl = unit_decl_at(unit, (uint32_t)file, offset);
    size_t count = 0;
    for (size_t i = 0; decl != NO_DECL && i < unit->tests.count; i++) {
        InjectTest *test = &unit->tests.items[i];
        if (!test->benchmark || !unit_needs(unit, unit->test_decls.items[i], decl))
            continue;
        leave_out(unit, test, reason, file, line, column);
        count++;
    }
    return count;
}
