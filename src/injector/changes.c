/* changes.c - plans what is to be done to the files of one package; see benchline/changes.h. */
#include "benchline/changes.h"

#include <stdlib.h>

#include "benchline/path.h"

typedef BL_VEC(BlStr) Names;

typedef struct Planner {
    InjectChanges *changes;
    const InjectPackage *package;
    const FoundPackage *found;
    const char *shown;
    BlDiags *diags; /* may be NULL */
    /* Names of package clauses: of files whose blocks are left alone, and of shims that are
     * written. */
    Names in_use, provided;
} Planner;

/* ---- changes --------------------------------------------------------------------------------- */

static BlStr keep(BlArena *arena, BlStr text)
{
    return bl_str(bl_str_dup(arena, text), text.len);
}

static InjectChange *add_change(Planner *planner, const char *name, BlStr own, BlStr before,
                                BlStr after)
{
    BlArena *arena = &planner->changes->arena;
    InjectChange change = {
        .kind = bl_str_eq(before, after) ? INJECT_SAME : INJECT_MODIFY,
        .path = bl_path_join(arena, planner->found->dir, name),
        .shown = bl_path_join(arena, planner->shown, name),
        .own = own,
        .before = keep(arena, before),
        .after = keep(arena, after),
    };
    bl_vec_push(&planner->changes->list, change);
    return &planner->changes->list.items[planner->changes->list.count - 1];
}

static const InjectWritten *written_at(const Planner *planner, size_t file)
{
    for (size_t i = 0; i < planner->package->written.count; i++)
        if (planner->package->written.items[i].file == file)
            return &planner->package->written.items[i];
    return NULL;
}

static const char *name_of(const Planner *planner, const InjectWritten *written)
{
    return planner->found->files[written->file].name;
}

/* ---- test files ------------------------------------------------------------------------------ */

static void note_package(Names *names, BlStr source)
{
    BlStr name;
    if (go_package_name(source, &name))
        bl_vec_push(names, name);
}

static bool has_package(const Names *names, BlStr source)
{
    BlStr name;
    if (!go_package_name(source, &name))
        return false;
    for (size_t i = 0; i < names->count; i++)
        if (bl_str_eq(names->items[i], name))
            return true;
    return false;
}

static void set_block(Planner *planner, const char *name, BlStr own, const InjectWritten *written,
                      BlStr after)
{
    BlStr before = written ? written->added : bl_str("", 0);
    InjectChange *change = add_change(planner, name, own, before, after);
    change->edited = written && written->state == BLOCK_EDITED;
}

/* The outputs of a unit; `seen` gets true for each of the package's files that it has. */
static void write_blocks(Planner *planner, const InjectUnit *unit, bool *seen)
{
    size_t at = 0; /* both lists have the same order */
    for (size_t i = 0; i < inject_file_count(unit); i++) {
        const GoFile *file = inject_file(unit, i);
        BlStr text = bl_buf_view(&inject_output(unit, i)->text), own = file->source;
        BlStr name = bl_path_base(file->path);
        while (at < planner->found->file_count &&
               !bl_str_eq(bl_cstr(planner->found->files[at].name), name))
            at++;
        if (at == planner->found->file_count)
            return;
        seen[at] = true;
        const InjectWritten *written = written_at(planner, at);
        BlStr after = text.len ? bl_str_from(text, own.len) : bl_str("", 0);
        if (after.len || written)
            set_block(planner, planner->found->files[at].name, own, written, after);
    }
}

static void leave_alone(Planner *planner, const InjectWritten *written)
{
    note_package(&planner->in_use, written->own);
    if (planner->found->files[written->file].reason == FOUND_WHY_EXCLUDED || !planner->diags)
        return;
    bl_diag_add(planner->diags, BL_WARNING,
                bl_path_join(&planner->changes->arena, planner->shown, name_of(planner, written)),
                "has benchmarks of benchline's, but is not built for this target: it is left as it "
                "is");
}

/* Blocks in files that no unit has. */
static void take_blocks_off(Planner *planner, const bool *seen)
{
    for (size_t i = 0; i < planner->package->written.count; i++) {
        const InjectWritten *written = &planner->package->written.items[i];
        const FoundFile *file = &planner->found->files[written->file];
        if (written->shim || seen[written->file])
            continue;
        bool broken = planner->package->broken[file->kind == FOUND_XTEST_FILE];
        if (file->kind != FOUND_IGNORED && file->selected && !broken)
            set_block(planner, file->name, written->own, written, bl_str("", 0));
        else if (file->kind == FOUND_IGNORED)
            leave_alone(planner, written);
        else
            note_package(&planner->in_use, written->own);
    }
}

/* ---- shims ----------------------------------------------------------------------------------- */

static void write_shim(Planner *planner, const InjectUnit *unit, bool *seen)
{
    const char *name = inject_shim_file(unit);
    note_package(&planner->provided, inject_shim(unit));
    const InjectWritten *written = NULL;
    for (size_t i = 0; i < planner->package->written.count && !written; i++)
        if (strcmp(name_of(planner, &planner->package->written.items[i]), name) == 0)
            written = &planner->package->written.items[i];
    InjectChange *change = add_change(planner, name, bl_str("", 0),
                                      written ? written->added : bl_str("", 0), inject_shim(unit));
    change->shim = true;
    change->edited = written && written->state == BLOCK_EDITED;
    if (!written)
        change->kind = INJECT_ADD;
    else
        seen[written->file] = true;
}

static bool is_broken(const Planner *planner, BlStr source)
{
    BlStr name;
    return go_package_name(source, &name) &&
           planner->package->broken[bl_str_ends(name, BL_STR("_test"))];
}

/* Those that nobody needs any more; `seen` are those that were written. */
static void remove_shims(Planner *planner, const bool *seen)
{
    for (size_t i = 0; i < planner->package->written.count; i++) {
        const InjectWritten *written = &planner->package->written.items[i];
        bool needed = has_package(&planner->in_use, written->added) &&
                      !has_package(&planner->provided, written->added);
        if (!written->shim || seen[written->file] || needed || is_broken(planner, written->added))
            continue;
        InjectChange *change = add_change(planner, name_of(planner, written), bl_str("", 0),
                                          written->added, bl_str("", 0));
        change->shim = true;
        change->edited = written->state == BLOCK_EDITED;
        change->kind = INJECT_DELETE;
    }
}

/* ---- plans ----------------------------------------------------------------------------------- */

static void end(Planner *planner, bool *seen)
{
    bl_vec_free(&planner->in_use);
    bl_vec_free(&planner->provided);
    free(seen);
}

void inject_plan_writing(InjectChanges *changes, const InjectPackage *package,
                         const FoundPackage *found, const char *shown, BlDiags *diags)
{
    Planner planner = {changes, package, found, shown, diags, {0}, {0}};
    bool *seen = bl_alloc(found->file_count + 1);
    for (int i = 0; i < INJECT_UNITS; i++)
        if (package->units[i] && !package->broken[i])
            write_blocks(&planner, package->units[i], seen);
    take_blocks_off(&planner, seen);
    for (int i = 0; i < INJECT_UNITS; i++)
        if (package->units[i] && !package->broken[i] && inject_converted(package->units[i]))
            write_shim(&planner, package->units[i], seen);
    remove_shims(&planner, seen);
    end(&planner, seen);
}

void inject_plan_revert(InjectChanges *changes, const InjectPackage *package,
                        const FoundPackage *found, const char *shown)
{
    Planner planner = {changes, package, found, shown, NULL, {0}, {0}};
    bool *seen = bl_alloc(found->file_count + 1);
    for (size_t i = 0; i < package->written.count; i++) {
        const InjectWritten *written = &package->written.items[i];
        const FoundFile *file = &found->files[written->file];
        if (written->shim)
            continue;
        if (file->selected && file->reason != FOUND_WHY_EXCLUDED)
            set_block(&planner, file->name, written->own, written, bl_str("", 0));
        else
            note_package(&planner.in_use, written->own);
    }
    remove_shims(&planner, seen);
    end(&planner, seen);
}

/* ---- lists of changes ------------------------------------------------------------------------ */

void inject_changes_detach(InjectChanges *changes)
{
    for (size_t i = 0; i < changes->list.count; i++) {
        InjectChange *change = &changes->list.items[i];
        change->sum = bl_fnv1a(bl_fnv1a(BL_FNV1A, change->own), change->before);
        change->own.ptr = NULL;
    }
}

void inject_changes_add(InjectChanges *changes, const InjectChanges *more, bool all)
{
    BlArena *arena = &changes->arena;
    for (size_t i = 0; i < more->list.count; i++) {
        InjectChange change = more->list.items[i];
        if (change.kind == INJECT_SAME && !all)
            continue;
        change.path = bl_str_dup(arena, bl_cstr(change.path));
        change.shown = bl_str_dup(arena, bl_cstr(change.shown));
        change.before.ptr = NULL;
        change.after = keep(arena, change.after);
        bl_vec_push(&changes->list, change);
    }
}

void inject_changes_free(InjectChanges *changes)
{
    bl_vec_free(&changes->list);
    bl_arena_free(&changes->arena);
}

void inject_change_diff(BlBuf *out, const InjectChange *change)
{
    BlBuf before = {0}, after = {0};
    bl_buf_str(&before, change->own);
    bl_buf_str(&before, change->before);
    bl_buf_str(&after, change->own);
    bl_buf_str(&after, change->after);
    BlStr old = bl_buf_view(&before), new = bl_buf_view(&after);
    if (change->kind != INJECT_SAME)
        inject_diff(out, change->shown, change->kind == INJECT_ADD ? NULL : &old,
                    change->kind == INJECT_DELETE ? NULL : &new);
    bl_buf_free(&before);
    bl_buf_free(&after);
}
