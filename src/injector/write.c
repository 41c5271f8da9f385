/* write.c - checks that changes can be done, and does them; see benchline/changes.h.
 *
 * What the checks look at may change until the change is done: so a file is read again then, and
 * replaced only when it still is what the change was planned for.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchline/changes.h"
#include "benchline/path.h"

/* ---- may it be written? ---------------------------------------------------------------------- */

static void refuse(const InjectChange *change, const char *why, BlDiags *diags)
{
    bl_diag_add(diags, BL_ERROR, change->shown, "%s", why);
}

/* The mode counts for everybody: what its owner protects, root does not write to either. */
static bool is_writable(const char *path, const struct stat *st)
{
    return (st->st_mode & S_IWUSR) && access(path, W_OK) == 0;
}

/* Files are replaced, so their folder is written to. */
static void check_folder(const InjectChange *change, BlDiags *diags)
{
    BlArena arena = {0};
    struct stat st;
    const char *dir = bl_path_dir(&arena, change->target);
    if (stat(dir, &st) != 0 || !is_writable(dir, &st))
        bl_diag_add(diags, BL_ERROR, change->shown, "the folder %s is read-only", dir);
    bl_arena_free(&arena);
}

static void check_new(InjectChange *change, BlDiags *diags)
{
    struct stat st;
    change->target = change->path;
    if (lstat(change->path, &st) == 0)
        refuse(change, "is to be made, but is there already", diags);
    else
        check_folder(change, diags);
}

static void check_old(InjectChanges *changes, InjectChange *change, BlDiags *diags)
{
    struct stat st;
    change->target = bl_path_real(&changes->arena, change->path);
    if (change->kind == INJECT_DELETE) /* a link goes, not what it leads to */
        change->target = change->path;
    if (!change->target || stat(change->target, &st) != 0)
        bl_diag_add(diags, BL_ERROR, change->shown, "cannot be read: %s", strerror(errno));
    else if (!S_ISREG(st.st_mode))
        refuse(change, "is not a regular file", diags);
    else if (!is_writable(change->target, &st))
        refuse(change, "is read-only: nothing was changed. chmod u+w makes it writable", diags);
    else
        check_folder(change, diags);
}

static void check_edited(const InjectChange *change, BlDiags *diags)
{
    if (change->edited && change->shim)
        refuse(
            change,
            "was edited since benchline wrote it: --discard-edits overwrites it; to keep what you "
            "added, move it to a file of yours",
            diags);
    else if (change->edited)
        refuse(
            change,
            "what benchline wrote at its end was edited since: --discard-edits gives them up; to "
            "keep what you added, move it above the line \"" BLOCK_MARK "\"",
            diags);
}

static int by_target(const void *a, const void *b)
{
    const InjectChange *const *left = a, *const *right = b;
    return strcmp((*left)->target, (*right)->target);
}

/* Links may lead from two packages to one file, which has room for one block. */
static void check_targets(const InjectChanges *changes, BlDiags *diags)
{
    BL_VEC(const InjectChange *) sorted = {0};
    for (size_t i = 0; i < changes->list.count; i++)
        bl_vec_push(&sorted, &changes->list.items[i]);
    if (sorted.count)
        qsort(sorted.items, sorted.count, sizeof *sorted.items, by_target);
    for (size_t i = 1; i < sorted.count; i++) {
        const InjectChange *one = sorted.items[i - 1], *other = sorted.items[i];
        if (strcmp(one->target, other->target) == 0 && !bl_str_eq(one->after, other->after))
            bl_diag_add(diags, BL_ERROR, other->shown,
                        "is the same file as %s, and the two need different benchmarks: leave one "
                        "out with --exclude",
                        one->shown);
    }
    bl_vec_free(&sorted);
}

bool inject_check(InjectChanges *changes, bool discard_edits, BlDiags *diags)
{
    size_t errors = diags->errors;
    for (size_t i = 0; i < changes->list.count; i++) {
        InjectChange *change = &changes->list.items[i];
        if (change->kind == INJECT_ADD)
            check_new(change, diags);
        else
            check_old(changes, change, diags);
        if (!discard_edits)
            check_edited(change, diags);
    }
    if (diags->errors == errors)
        check_targets(changes, diags);
    return diags->errors == errors;
}

/* ---- doing it -------------------------------------------------------------------------------- */

/* The bytes on disk, if they are those that the change was planned for. */
static int read_again(const InjectChange *change, BlBuf *text)
{
    int error = bl_file_read(change->path, INT32_MAX, text);
    if (error)
        return error;
    return bl_fnv1a(BL_FNV1A, bl_buf_view(text)) == change->sum ? 0 : ESTALE;
}

int inject_changed_text(const InjectChange *change, BlBuf *text)
{
    bl_buf_clear(text);
    int error = change->kind == INJECT_ADD ? 0 : read_again(change, text);
    if (error)
        return error;
    text->len = change->own.len;
    bl_buf_str(text, change->after);
    return 0;
}

static bool same_bytes(const char *path, BlStr bytes)
{
    BlBuf text = {0};
    bool same = bl_file_read(path, INT32_MAX, &text) == 0 && bl_str_eq(bl_buf_view(&text), bytes);
    bl_buf_free(&text);
    return same;
}

/* ESTALE also when another link led here first: then the file is as it should be. */
static int write_one(const InjectChange *change)
{
    BlBuf text = {0};
    int error = inject_changed_text(change, &text);
    if (!error && change->kind == INJECT_DELETE)
        error = unlink(change->target) == 0 ? 0 : errno;
    else if (!error)
        error = bl_file_replace(change->target, bl_buf_view(&text));
    else if (error == ESTALE && text.len >= change->own.len) {
        text.len = change->own.len;
        bl_buf_str(&text, change->after);
        error = same_bytes(change->path, bl_buf_view(&text)) ? 0 : ESTALE;
    }
    bl_buf_free(&text);
    return error;
}

/* Shims come before what needs them, and go after it. */
static int turn_of(const InjectChange *change)
{
    if (!change->shim)
        return 1;
    return change->kind == INJECT_DELETE ? 2 : 0;
}

static void report(const InjectChange *change, int error, BlDiags *diags)
{
    if (error == ESTALE)
        refuse(change, "was changed while benchline worked: try again", diags);
    else
        bl_diag_add(diags, BL_ERROR, change->shown, "cannot be written: %s", strerror(error));
}

bool inject_apply(const InjectChanges *changes,
                  bool (*done)(void *context, const InjectChange *change), void *context,
                  BlDiags *diags)
{
    for (int turn = 0; turn < 3; turn++)
        for (size_t i = 0; i < changes->list.count; i++) {
            const InjectChange *change = &changes->list.items[i];
            if (change->kind == INJECT_SAME || turn_of(change) != turn)
                continue;
            int error = write_one(change);
            if (error) {
                report(change, error, diags);
                return false;
            }
            if (!done(context, change))
                return false;
        }
    return true;
}
