/* trouble.h - what stands against copying a test: trouble.c asks, trouble_members.c and
 * trouble_set_up.c know two things each of which is a matter of its own.
 *
 * A trouble is found either with one declaration, which is then its answer for every test that
 * needs it, or with several that one test takes along together.
 */
#ifndef BENCHLINE_INJECTOR_TROUBLE_H
#define BENCHLINE_INJECTOR_TROUBLE_H

#include "injector/unit.h"

/* Decl.marks */
enum {
    JUDGED = 1,         /* what it brings alone is known */
    EMBEDS = 2,         /* has a struct with a field whose name copying changes */
    NAMES_EMBEDDED = 4, /* asks for a field of such a name; its struct may not come along */
    CLEARED = 8,        /* it, and all that it needs, stand in no test's way */
};

static const Trouble NO_TROUBLE = {0};

/* What a test takes along, from near to far. */
typedef BL_VEC(uint32_t) Baggage;

/* ---- trouble.c ------------------------------------------------------------------------------- */

/* One that makes a test fall back, seen at a node of the declaration. */
Trouble unit_trouble_at(InjectUnit *unit, const Decl *decl, GoRef node, const char *format, ...)
    BL_PRINTF(4, 5);
/* The first name that it declares, and its text. */
GoRef unit_decl_name(const InjectUnit *unit, const Decl *decl);
BlStr unit_decl_spelling(const InjectUnit *unit, const Decl *decl);
/* What it mentions, or what it refers to does: "testing.T" or "testing.F". */
const char *unit_mentioned_by(const InjectUnit *unit, const Decl *decl);

/* ---- trouble_members.c ----------------------------------------------------------------------- */

/* Before the first test: notes the fields that the declaration embeds, if copying renames them. */
void unit_note_embedded(InjectUnit *unit, Decl *decl);
/* What a declaration's members bring alone; sets NAMES_EMBEDDED where that is not all. */
Trouble unit_judge_members(InjectUnit *unit, uint32_t decl);
/* With a test at hand (unit->reach): what its declarations embed is taken first, then each that has
 * NAMES_EMBEDDED is asked again. */
void unit_take_embedded(InjectUnit *unit, const Decl *decl);
Trouble unit_trouble_with_members(InjectUnit *unit, const Decl *decl);

/* ---- trouble_set_up.c ------------------------------------------------------------------------ */

/* Does it run before the tests without being called: init, TestMain, an initialization that calls?
 */
bool unit_runs_by_itself(const InjectUnit *unit, const Decl *decl);
/* Before the first test: notes what a declaration that does may set up (Decl.setter), for each
 * variable the first one. */
void unit_note_set_up(InjectUnit *unit, uint32_t setter);
/* With a test at hand (unit->reach): among what it takes along, a variable that is set up. */
Trouble unit_trouble_with_set_up(InjectUnit *unit, const Baggage *baggage);

#endif
