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

#include "injector/unit.h"

/* Decl.marks */
enum {
    JUDGED = 1,         /* what it brings alone is known */
    EMBEDS = 2,         /* has a struct with a field whose name copying changes */
    NAMES_EMBEDDED = 4, /* asks for a field of such a name; its struct may not come along */
    CLEARED = 8,        /* it, and all that it needs, stand in no test's way */
};

/* What a test takes along, from near to far. */
typedef BL_VEC(uint32_t) Baggage;

static const Trouble NO_TROUBLE = {0};

/* The first name that it declares. */
static GoRef decl_name(const InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    if (go_kind(file, decl->node) == GO_FuncDecl)
        return go_func_name(file, decl->node);
    GoRef first = go_first(file, decl->node);
    return go_kind(file, first) == GO_ValueSpec ? go_first(file, first) : first;
}

static BlStr spelled(const InjectUnit *unit, const Decl *decl)
{
    return go_text(&unit->parsed[decl->file], decl_name(unit, decl));
}

static BL_PRINTF(4, 5) Trouble
    trouble_at(InjectUnit *unit, const Decl *decl, GoRef node, const char *format, ...)
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
    BlStr name = spelled(unit, decl);
    return and_is(
        IS_LEFT_OUT,
        trouble_at(unit, decl, decl_name(unit, decl),
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
    GoRef name = decl_name(unit, decl);
    if (decl->traits & DECL_BENCHMARKS)
        return and_is(
            IS_LEFT_OUT,
            trouble_at(unit, decl, name,
                       "it calls testing.Benchmark, which waits until no other benchmark runs"));
    if (!unit->facts[decl->file].testing_import && unit_is_constrained(unit, decl->file))
        return and_is(IS_LEFT_OUT,
                      trouble_at(unit, decl, name,
                                 "its file does not import testing, which its benchmark would "
                                 "need, and is built for some targets only"));
    if (decl->obstacle && bl_str_eq(bl_cstr(decl->obstacle), BL_STR("is declared twice")))
        return and_is(IS_LEFT_OUT, trouble_at(unit, decl, name, "it %s", decl->obstacle));
    if (kind == FOUND_EXAMPLE)
        return NO_TROUBLE;
    if (kind == FOUND_FUZZ && !unit_signature_mentions(unit, decl))
        return and_is(IS_LEFT_OUT, trouble_at(unit, decl, name,
                                              "its parameter is not known to be a *testing.F"));
    if (!(decl->traits & DECL_MENTIONS))
        return and_is(
            has_own_parameter(unit, decl) ? IS_LEFT_OUT : IS_UNKNOWN,
            trouble_at(unit, decl, name, "its parameter is not known to be a *testing.T"));
    return NO_TROUBLE;
}

/* What a declaration mentions, or what it refers to does. */
static const char *mentioned_by(const InjectUnit *unit, const Decl *decl)
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
            return trouble_at(unit, decl, reference->node,
                              "testing.%c is written with blanks or comments inside", letter);
        if (!unit_type_name(unit, text))
            return trouble_at(unit, decl, reference->node,
                              "no name of %zu bytes is left to stand for testing.%c", text.len,
                              letter);
    }
    return NO_TROUBLE;
}

static Trouble trouble_with_copying(InjectUnit *unit, const Decl *decl)
{
    if (!decl->obstacle)
        return trouble_with_mentions(unit, decl);
    BlStr name = spelled(unit, decl);
    return trouble_at(unit, decl, decl_name(unit, decl), "needs %.*s, which mentions %s and %s",
                      (int)name.len, name.ptr, mentioned_by(unit, decl), decl->obstacle);
}

/* ---- fields and methods ---------------------------------------------------------------------- */

/* The name of the embedded field that a reference makes and a copy renames; 0: it makes none. */
static GoSym embedded_name(const InjectUnit *unit, const Decl *decl, const Reference *reference)
{
    const GoFile *file = &unit->parsed[decl->file];
    bool renamed = reference->decl == NO_DECL
                       ? !unit->keeps_t
                       : (unit->decls.items[reference->decl].traits & DECL_MENTIONS);
    if (!renamed || !unit_is_embedded(unit, decl->file, reference->node))
        return 0;
    bool qualified = go_kind(file, reference->node) == GO_SelectorExpr;
    return go_sym(file, qualified ? go_child(file, reference->node, 1) : reference->node);
}

static void note_embedded(InjectUnit *unit, Decl *decl)
{
    for (size_t i = 0; i < decl->references.count; i++) {
        GoSym name = embedded_name(unit, decl, &decl->references.items[i]);
        if (!name)
            continue;
        unit->names[name].embedded = true;
        decl->marks |= EMBEDS;
    }
}

/* The fields that this declaration embeds are among what the test at hand takes along. */
static void take_embedded(InjectUnit *unit, const Decl *decl)
{
    for (size_t i = 0; i < decl->references.count; i++) {
        GoSym name = embedded_name(unit, decl, &decl->references.items[i]);
        if (name)
            unit->names[name].embedded_in = unit->reach.walk;
    }
}

/* References stand in the order of the source. */
static bool is_reference(const InjectUnit *unit, const Decl *decl, GoRef node)
{
    const GoFile *file = &unit->parsed[decl->file];
    const Reference *references = decl->references.items;
    size_t low = 0, high = decl->references.count; /* in [low, high]: the first one not before */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (go_node(file, references[middle].node)->start < go_node(file, node)->start)
            low = middle + 1;
        else
            high = middle;
    }
    return low < decl->references.count && references[low].node == node;
}

static bool names_foreign_method(const InjectUnit *unit, const Decl *decl, GoRef name)
{
    GoSym sym = go_sym(&unit->parsed[decl->file], name);
    return (decl->traits & DECL_NEAR_FOREIGN) && unit->names[sym].foreign_method;
}

static bool names_embedded_field(const InjectUnit *unit, const Decl *decl, GoRef name)
{
    GoSym sym = go_sym(&unit->parsed[decl->file], name);
    return unit->names[sym].embedded && !is_reference(unit, decl, name);
}

static Trouble trouble_with_method(InjectUnit *unit, const Decl *decl, GoRef name)
{
    BlStr text = go_text(&unit->parsed[decl->file], name);
    return trouble_at(unit, decl, name,
                      "needs the method %.*s, which mentions testing.T and belongs to a type "
                      "outside of the test files",
                      (int)text.len, text.ptr);
}

static Trouble trouble_with_field(InjectUnit *unit, const Decl *decl, GoRef name)
{
    BlStr text = go_text(&unit->parsed[decl->file], name);
    return trouble_at(unit, decl, name,
                      "names the embedded field %.*s, whose type has another name in the copy",
                      (int)text.len, text.ptr);
}

/* With the fields that are embedded in what the test at hand takes along. */
static Trouble trouble_with_members(InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    for (GoRef node = decl->node; node; node = go_walk(file, decl->node, node)) {
        GoRef name = unit_member_name(unit, decl->file, node);
        if (name && names_foreign_method(unit, decl, name))
            return trouble_with_method(unit, decl, name);
        if (name && names_embedded_field(unit, decl, name) &&
            unit->names[go_sym(file, name)].embedded_in == unit->reach.walk)
            return trouble_with_field(unit, decl, name);
    }
    return NO_TROUBLE;
}

/* The first name with which there is, or may be, trouble; 0: there is none. */
static GoRef first_doubtful_member(const InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    for (GoRef node = decl->node; node; node = go_walk(file, decl->node, node)) {
        GoRef name = unit_member_name(unit, decl->file, node);
        if (name &&
            (names_foreign_method(unit, decl, name) || names_embedded_field(unit, decl, name)))
            return name;
    }
    return 0;
}

static bool embeds(const InjectUnit *unit, const Decl *decl, GoSym name)
{
    for (size_t i = 0; (decl->marks & EMBEDS) && i < decl->references.count; i++)
        if (embedded_name(unit, decl, &decl->references.items[i]) == name)
            return true;
    return false;
}

/* Does whoever needs the declaration also take along a struct that embeds a field of this name? */
static bool brings_embedded(InjectUnit *unit, uint32_t decl, GoSym name)
{
    unit_reach_begin(&unit->set_up);
    unit_reach_add(&unit->set_up, decl);
    for (uint32_t at; (at = unit_reach_next(unit, &unit->set_up)) != NO_DECL;)
        if (embeds(unit, &unit->decls.items[at], name))
            return true;
    return false;
}

/* What a declaration's members bring alone. */
static Trouble judge_members(InjectUnit *unit, uint32_t number)
{
    Decl *decl = &unit->decls.items[number];
    GoRef name = first_doubtful_member(unit, decl);
    if (!name)
        return NO_TROUBLE;
    if (names_foreign_method(unit, decl, name))
        return trouble_with_method(unit, decl, name);
    if (brings_embedded(unit, number, go_sym(&unit->parsed[decl->file], name)))
        return trouble_with_field(unit, decl, name);
    decl->marks |= NAMES_EMBEDDED;
    return NO_TROUBLE;
}

/* ---- what is set up beforehand --------------------------------------------------------------- */

static bool is_variable(const InjectUnit *unit, const Decl *decl)
{
    return decl->gen_decl && go_node(&unit->parsed[decl->file], decl->gen_decl)->op == GO_OP_VAR;
}

/* Does a variable's initialization call something? */
static bool calls(const GoFile *file, GoRef spec)
{
    for (GoRef node = spec; node;) {
        if (go_kind(file, node) == GO_CallExpr)
            return true;
        node = go_kind(file, node) == GO_FuncLit ? go_walk_past(file, spec, node)
                                                 : go_walk(file, spec, node);
    }
    return false;
}

/* What runs before the tests without being called: init, TestMain, initializations that call. */
static bool runs_by_itself(const InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    if (is_variable(unit, decl))
        return calls(file, decl->node);
    if (go_kind(file, decl->node) != GO_FuncDecl || go_func_recv(file, decl->node))
        return false;
    BlStr name = spelled(unit, decl);
    return bl_str_eq(name, BL_STR("init")) ||
           (bl_str_eq(name, BL_STR("TestMain")) && !unit_signature_mentions(unit, decl));
}

/* Notes what a declaration that runs by itself may set up: for each variable the first one. Where
 * an earlier one has been, this one finds nothing new. */
static void note_set_up(InjectUnit *unit, uint32_t setter)
{
    unit_reach_add(&unit->set_up, setter);
    for (uint32_t at; (at = unit_reach_next(unit, &unit->set_up)) != NO_DECL;) {
        const Decl *decl = &unit->decls.items[at];
        for (size_t i = 0; i < decl->references.count; i++) {
            uint32_t to = decl->references.items[i].decl;
            if (to == NO_DECL || to == at)
                continue;
            Decl *target = &unit->decls.items[to];
            if (target->setter == NO_DECL && is_variable(unit, target))
                target->setter = setter;
        }
    }
}

/* A variable that the test at hand needs a copy of, and that `setter`, which is not copied, may
 * change before the test runs. */
static Trouble set_up_by(InjectUnit *unit, uint32_t setter)
{
    const Decl *by = &unit->decls.items[setter];
    BlStr by_name = spelled(unit, by);
    unit_reach_begin(&unit->set_up);
    unit_reach_add(&unit->set_up, setter);
    for (uint32_t at; (at = unit_reach_next(unit, &unit->set_up)) != NO_DECL;) {
        const Decl *decl = &unit->decls.items[at];
        if (!is_variable(unit, decl) || !unit_reached(&unit->reach, at))
            continue;
        BlStr name = spelled(unit, decl);
        return trouble_at(unit, decl, decl_name(unit, decl),
                          "needs %.*s, which mentions %s and is set up by %s%.*s, as a "
                          "copy would not be",
                          (int)name.len, name.ptr, mentioned_by(unit, decl),
                          is_variable(unit, by) ? "the initialization of " : "", (int)by_name.len,
                          by_name.ptr);
    }
    return NO_TROUBLE;
}

static uint32_t first_setter(const InjectUnit *unit, const Baggage *baggage)
{
    uint32_t first = NO_DECL;
    for (size_t i = 0; i < baggage->count; i++) {
        uint32_t setter = unit->decls.items[baggage->items[i]].setter;
        first = setter < first ? setter : first;
    }
    return first;
}

static Trouble set_up_beforehand(InjectUnit *unit, const Baggage *baggage)
{
    uint32_t first = first_setter(unit, baggage); /* those before it set up nothing of this */
    Trouble trouble = NO_TROUBLE;
    for (size_t i = 0; i < unit->setters.count && !trouble.reason && first != NO_DECL; i++) {
        uint32_t setter = unit->setters.items[i];
        if (setter >= first && !unit_reached(&unit->reach, setter))
            trouble = set_up_by(unit, setter);
    }
    return trouble;
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
        trouble = judge_members(unit, number);
    if (trouble.reason)
        decl->trouble = bl_arena_copy(&unit->arena, &trouble, sizeof trouble);
    return decl;
}

void unit_prepare_trouble(InjectUnit *unit)
{
    unit->keeps_t = unit_can_keep_t(unit);
    unit_reach_begin(&unit->set_up);
    for (uint32_t i = 0; i < unit->decls.count; i++) {
        Decl *decl = &unit->decls.items[i];
        if (!(decl->traits & DECL_MENTIONS))
            continue;
        note_embedded(unit, decl);
        if (!runs_by_itself(unit, decl))
            continue;
        bl_vec_push(&unit->setters, i);
        note_set_up(unit, i);
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
            take_embedded(unit, &unit->decls.items[at]);
    }
    for (size_t i = 0; i < baggage->count; i++) {
        const Decl *decl = judge(unit, baggage->items[i]);
        Trouble trouble = decl->trouble ? *decl->trouble : NO_TROUBLE;
        if (decl->marks & NAMES_EMBEDDED)
            trouble = trouble_with_members(unit, decl);
        if (trouble.reason)
            return trouble;
    }
    return set_up_beforehand(unit, baggage);
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
