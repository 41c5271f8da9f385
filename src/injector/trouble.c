/* trouble.c - why a test cannot be converted, as far as that can be seen without types.
 *
 * Everything that a test takes along is looked at. Where only types would tell whether a name is
 * the one that matters, it is taken for that: a test left out says so, a wrong copy might not. What
 * is not seen here, most of all a t given to another package, is the compiler's to say.
 *
 * Tests share what they need. So a declaration is judged once, and what a test was cleared with,
 * all of it, is not looked at again for the next one. Two questions cannot be answered for a
 * declaration alone, because they are about two that come together: the name of an embedded field
 * beside its struct, and a variable beside what sets it up. Only where they arise is a test's whole
 * baggage walked over.
 */
#include <stdlib.h>

#include "injector/trouble.h"

/* The first name that it declares. */
GoRef unit_decl_name(const InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    if (go_kind(file, decl->node) == GO_FuncDecl)
        return go_func_name(file, decl->node);
    GoRef first = go_first(file, decl->node);
    return go_kind(file, first) == GO_ValueSpec ? go_first(file, first) : first;
}

BlStr unit_decl_spelling(const InjectUnit *unit, const Decl *decl)
{
    return go_text(&unit->parsed[decl->file], unit_decl_name(unit, decl));
}

Trouble unit_trouble_at(InjectUnit *unit, const Decl *decl, GoRef node, const char *format, ...)
{
    BlBuf reason = {0};
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&reason, format, args);
    va_end(args);
    Trouble trouble = {bl_str_dup(&unit->arena, bl_buf_view(&reason)), decl->file, node,
                       FALLS_BACK};
    bl_buf_free(&reason);
    return trouble;
}

static Trouble and_is(TroubleFate fate, Trouble trouble)
{
    trouble.fate = fate;
    return trouble;
}

/* ---- declarations ---------------------------------------------------------------------------- */

/* The shim has to live in the package. */
static Trouble trouble_with_package(InjectUnit *unit)
{
    if (unit->hiding == NO_DECL)
        return NO_TROUBLE;
    const Decl *decl = &unit->decls.items[unit->hiding];
    BlStr name = unit_decl_spelling(unit, decl);
    return and_is(IS_LEFT_OUT,
                  unit_trouble_at(
                      unit, decl, unit_decl_name(unit, decl),
                      "the package declares %.*s, and the code that is added to it needs Go's own",
                      (int)name.len, name.ptr));
}

/* Is the type of its parameter one that the package declares, and thus known? */
static bool has_own_parameter(const InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    uint32_t end = go_node(file, go_func_type(file, decl->node))->end;
    for (size_t i = 0; i < decl->references.count; i++) {
        GoRef node = decl->references.items[i].node;
        if (node != go_func_name(file, decl->node) && go_node(file, node)->start < end)
            return true;
    }
    return false;
}

static Trouble trouble_with_test(InjectUnit *unit, FoundTestKind kind, const Decl *decl)
{
    GoRef name = unit_decl_name(unit, decl);
    if (decl->traits & DECL_BENCHMARKS)
        return and_is(IS_LEFT_OUT,
                      unit_trouble_at(
                          unit, decl, name,
                          "it calls testing.Benchmark, which waits until no other benchmark runs"));
    if (!unit->facts[decl->file].testing_import && unit_is_constrained(unit, decl->file))
        return and_is(IS_LEFT_OUT,
                      unit_trouble_at(unit, decl, name,
                                      "its file does not import testing, which its benchmark would "
                                      "need, and is built for some targets only"));
    if (decl->obstacle && bl_str_eq(bl_cstr(decl->obstacle), BL_STR("is declared twice")))
        return and_is(IS_LEFT_OUT, unit_trouble_at(unit, decl, name, "it %s", decl->obstacle));
    if (kind == FOUND_EXAMPLE)
        return NO_TROUBLE;
    if (kind == FOUND_FUZZ && !unit_signature_mentions(unit, decl))
        return and_is(
            IS_LEFT_OUT,
            unit_trouble_at(unit, decl, name, "its parameter is not known to be a *testing.F"));
    if (!(decl->traits & DECL_MENTIONS))
        return and_is(
            has_own_parameter(unit, decl) ? IS_LEFT_OUT : IS_UNKNOWN,
            unit_trouble_at(unit, decl, name, "its parameter is not known to be a *testing.T"));
    return NO_TROUBLE;
}

/* What a declaration mentions, or what it refers to does. */
const char *unit_mentioned_by(const InjectUnit *unit, const Decl *decl)
{
    const char *mentioned = NULL;
    for (size_t i = 0; i < decl->references.count; i++) {
        if (decl->references.items[i].decl != NO_DECL)
            continue;
        if (!bl_str_ends(go_text(&unit->parsed[decl->file], decl->references.items[i].node),
                         BL_STR("F")))
            return "testing.T";
        mentioned = "testing.F";
    }
    return mentioned ? mentioned : "testing.T";
}

/* A testing.T that cannot be replaced by a name of its length. */
static Trouble trouble_with_mentions(InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    for (size_t i = 0; i < decl->references.count; i++) {
        const Reference *reference = &decl->references.items[i];
        if (reference->decl != NO_DECL)
            continue;
        BlStr text = go_text(file, reference->node);
        bool spaced = memchr(text.ptr, ' ', text.len) || memchr(text.ptr, '\n', text.len) ||
                      memchr(text.ptr, '/', text.len) || memchr(text.ptr, '\t', text.len);
        char letter = text.ptr[text.len - 1];
        if (spaced)
            return unit_trouble_at(unit, decl, reference->node,
                                   "testing.%c is written with blanks or comments inside", letter);
        if (!unit_type_name(unit, text))
            return unit_trouble_at(unit, decl, reference->node,
                                   "no name of %zu bytes is left to stand for testing.%c", text.len,
                                   letter);
    }
    return NO_TROUBLE;
}

static Trouble trouble_with_copying(InjectUnit *unit, const Decl *decl)
{
    if (!decl->obstacle)
        return trouble_with_mentions(unit, decl);
    BlStr name = unit_decl_spelling(unit, decl);
    return unit_trouble_at(unit, decl, unit_decl_name(unit, decl),
                           "needs %.*s, which mentions %s and %s", (int)name.len, name.ptr,
                           unit_mentioned_by(unit, decl), decl->obstacle);
}

/* ---- one declaration ------------------------------------------------------------------------- */

/* Finds out what it brings alone. */
static const Decl *judge(InjectUnit *unit, uint32_t number)
{
    Decl *decl = &unit->decls.items[number];
    if (decl->marks & JUDGED)
        return decl;
    decl->marks |= JUDGED;
    Trouble trouble = trouble_with_copying(unit, decl);
    if (!trouble.reason)
        trouble = unit_judge_members(unit, number);
    if (trouble.reason)
        decl->trouble = bl_arena_copy(&unit->arena, &trouble, sizeof trouble);
    return decl;
}

void unit_prepare_trouble(InjectUnit *unit)
{
    unit->keeps_t = unit_can_keep_t(unit);
    unit_reach_begin(&unit->inner);
    for (uint32_t i = 0; i < unit->decls.count; i++) {
        Decl *decl = &unit->decls.items[i];
        if (!(decl->traits & DECL_MENTIONS))
            continue;
        unit_note_embedded(unit, decl);
        if (!unit_runs_by_itself(unit, decl))
            continue;
        bl_vec_push(&unit->setters, i);
        unit_note_set_up(unit, i);
    }
}

/* ---- one test -------------------------------------------------------------------------------- */

static void start_at(InjectUnit *unit, Baggage *baggage, uint32_t test_decl)
{
    baggage->count = 0;
    unit_reach_begin(&unit->reach);
    unit_reach_add(&unit->reach, test_decl);
}

static void keep_answer(InjectUnit *unit, const Baggage *gates, const Trouble *trouble)
{
    Trouble *kept = bl_arena_copy(&unit->arena, trouble, sizeof *trouble);
    for (size_t i = 0; i < gates->count; i++)
        unit->decls.items[gates->items[i]].beyond = kept;
}

/* Packs what is not cleared, and looks at what each thing brings alone: down to the first trouble,
 * or to the first thing of which that is not the whole answer, `intricate` then. Where everything
 * that is left comes from one declaration, its answer holds for all tests that come to it so: what
 * was met before had no trouble, and leads nowhere else. */
static Trouble look_at_each(InjectUnit *unit, Baggage *baggage, uint32_t test_decl, bool *intricate)
{
    Trouble trouble = NO_TROUBLE;
    Baggage gates = {0}; /* those from which alone it went on */
    start_at(unit, baggage, test_decl);
    for (uint32_t at; !trouble.reason && (at = unit_reach_pop(&unit->reach)) != NO_DECL;) {
        if (unit->decls.items[at].marks & CLEARED)
            continue;
        const Decl *decl = judge(unit, at);
        const Trouble *found = decl->trouble;
        if (!found && !unit->reach.stack.count) {
            found = decl->beyond;
            bl_vec_push(&gates, at);
        }
        *intricate = *intricate || (decl->marks & NAMES_EMBEDDED) || decl->setter != NO_DECL;
        if (decl->marks & NAMES_EMBEDDED)
            break;
        if (found)
            trouble = *found;
        bl_vec_push(baggage, at);
        unit_reach_go_on(unit, &unit->reach, at);
    }
    if (trouble.reason)
        keep_answer(unit, &gates, &trouble);
    bl_vec_free(&gates);
    return trouble;
}

/* The same with everything that the test takes along, and what that means together. */
static Trouble look_at_all(InjectUnit *unit, Baggage *baggage, uint32_t test_decl)
{
    start_at(unit, baggage, test_decl);
    for (uint32_t at; (at = unit_reach_next(unit, &unit->reach)) != NO_DECL;) {
        bl_vec_push(baggage, at);
        if (unit->decls.items[at].marks & EMBEDS)
            unit_take_embedded(unit, &unit->decls.items[at]);
    }
    for (size_t i = 0; i < baggage->count; i++) {
        const Decl *decl = judge(unit, baggage->items[i]);
        Trouble trouble = decl->trouble ? *decl->trouble : NO_TROUBLE;
        if (decl->marks & NAMES_EMBEDDED)
            trouble = unit_trouble_with_members(unit, decl);
        if (trouble.reason)
            return trouble;
    }
    return unit_trouble_with_set_up(unit, baggage);
}

static Trouble trouble_with_baggage(InjectUnit *unit, uint32_t test_decl)
{
    Baggage baggage = {0};
    bool intricate = false;
    Trouble trouble = look_at_each(unit, &baggage, test_decl, &intricate);
    if (!trouble.reason && intricate)
        trouble = look_at_all(unit, &baggage, test_decl);
    else if (!trouble.reason)
        for (size_t i = 0; i < baggage.count; i++)
            unit->decls.items[baggage.items[i]].marks |= CLEARED;
    bl_vec_free(&baggage);
    return trouble;
}

Trouble unit_find_trouble(InjectUnit *unit, FoundTestKind kind, uint32_t test_decl)
{
    Trouble trouble = trouble_with_package(unit);
    if (!trouble.reason)
        trouble = trouble_with_test(unit, kind, &unit->decls.items[test_decl]);
    bool alone = trouble.reason || kind == FOUND_EXAMPLE; /* an example takes nothing along */
    return alone ? trouble : trouble_with_baggage(unit, test_decl);
}
