/* git.c - is a git repository in a state from which git can take everything back?
 *
 * Whoever runs `inject --write` can look at what it did, and take it back, with git, as long as
 * there is nothing else that is not committed. So a repository is refused that has such changes,
 * but not for benchline's own: a file that differs from the last commit by its block alone counts
 * as committed, or else nobody could run it twice. Untracked files count only when they are to be
 * changed.
 *
 * Git is asked for what is changed (git help status, "Porcelain Format Version 2"), and for what
 * was committed of the changed test files (git help cat-file, "BATCH OUTPUT"), once a repository
 * each.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchline/changes.h"
#include "benchline/command.h"
#include "benchline/path.h"

enum { MOST_SHOWN = 10 };

/* A tracked test file that is changed, perhaps only by benchline. */
typedef struct Suspect {
    const char *path;           /* below the repository's folder */
    BlStr versions[2];          /* object names: committed, staged; empty where there is none */
    bool on_disk, staged_apart; /* `staged_apart`: what is staged counts too */
} Suspect;

typedef struct Repository {
    const char *dir;
    const InjectChanges *changes;
    BlArena arena;
    BL_VEC(Suspect) suspects;
    BL_VEC(const char *) dirty; /* paths */
} Repository;

/* ---- running git ----------------------------------------------------------------------------- */

/* `git -C DIR ARGUMENT...`; nothing that the repository's configuration names is run for it. */
static BlEnd ask_git(const Repository *repository, const char *const *arguments, BlStr input,
                     BlBuf *out)
{
    const char *argv[16] = {"git", "--no-optional-locks", "-c", "core.fsmonitor=false",
                            "-C",  repository->dir};
    for (size_t argc = 6; *arguments; arguments++)
        argv[argc++] = *arguments;
    return bl_command_run(&(BlCommand){.argv = argv, .input = input}, out);
}

/* ---- what git says is changed ---------------------------------------------------------------- */

static void add_dirty(Repository *repository, BlStr path)
{
    bl_vec_push(&repository->dirty, bl_str_dup(&repository->arena, path));
}

static void take_untracked(Repository *repository, BlStr path)
{
    if (!bl_str_ends(path, BL_STR("_test.go")))
        return;
    BlArena scratch = {0};
    const char *full = bl_path_join(&scratch, repository->dir, bl_str_dup(&scratch, path));
    for (size_t i = 0; i < repository->changes->list.count; i++) {
        const InjectChange *change = &repository->changes->list.items[i];
        if (!change->shim && strcmp(change->target, full) == 0)
            add_dirty(repository, path);
    }
    bl_arena_free(&scratch);
}

static bool is_none(BlStr name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] != '0')
            return false;
    return true;
}

/* "1 XY sub mH mI mW hH hI path" */
static void take_changed(Repository *repository, BlStr entry)
{
    BlStr fields[8], rest = entry;
    for (size_t i = 0; i < 8; i++)
        bl_str_cut(rest, ' ', &fields[i], &rest);
    BlStr head = fields[3], staged = fields[4], disk = fields[5];
    bool mode = (!is_none(head) && !is_none(staged) && !bl_str_eq(head, staged)) ||
                (!is_none(staged) && !is_none(disk) && !bl_str_eq(staged, disk));
    bool submodule = fields[2].len && fields[2].ptr[0] == 'S';
    if (mode || submodule || !bl_str_ends(rest, BL_STR("_test.go"))) {
        add_dirty(repository, rest);
        return;
    }
    Suspect suspect = {.path = bl_str_dup(&repository->arena, rest),
                       .on_disk = !is_none(disk),
                       .staged_apart = !bl_str_starts(fields[1], BL_STR("."))};
    for (size_t i = 0; i < 2; i++)
        if (!is_none(fields[6 + i]))
            suspect.versions[i] = fields[6 + i];
    bl_vec_push(&repository->suspects, suspect);
}

static BlStr after_fields(BlStr entry, size_t count)
{
    BlStr field;
    while (count--)
        bl_str_cut(entry, ' ', &field, &entry);
    return entry;
}

static BlStr take_entry(BlStr *text)
{
    BlStr entry;
    bl_str_cut(*text, '\0', &entry, text);
    return entry;
}

static void take_status(Repository *repository, BlStr said)
{
    while (said.len) {
        BlStr entry = take_entry(&said);
        if (bl_str_starts(entry, BL_STR("? ")))
            take_untracked(repository, bl_str_from(entry, 2));
        else if (bl_str_starts(entry, BL_STR("1 ")))
            take_changed(repository, entry);
        else if (bl_str_starts(entry, BL_STR("u "))) /* not merged; ten fields, then the path */
            add_dirty(repository, after_fields(entry, 10));
    }
}

/* ---- is it only benchline's? ----------------------------------------------------------------- */

/* What a file is without what benchline wrote: nothing, for a shim or a file that is not there. */
static BlStr own_text(BlStr text)
{
    if (!text.len || block_find_shim(text) != BLOCK_NONE)
        return bl_str("", 0);
    return bl_str(text.ptr, block_find(text).source_len);
}

/* Git may keep other line ends than the disk (git help config, core.autocrlf). */
static bool same_text(BlStr a, BlStr b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.len && a.ptr[i] == '\r')
            i++;
        while (j < b.len && b.ptr[j] == '\r')
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len;
        if (a.ptr[i++] != b.ptr[j++])
            return false;
    }
}

/* "NAME blob SIZE\n", the bytes, "\n": cuts it off and returns the bytes. */
static bool take_blob(BlStr *said, BlBuf *text)
{
    BlStr line, name, type, size;
    bl_buf_clear(text);
    if (!bl_str_cut(*said, '\n', &line, said) || !bl_str_cut(line, ' ', &name, &line) ||
        !bl_str_cut(line, ' ', &type, &size) || !bl_str_eq(type, BL_STR("blob")))
        return false;
    size_t length = strtoul(size.ptr, NULL, 10);
    if (length >= said->len)
        return false;
    bl_buf_append(text, said->ptr, length);
    *said = bl_str(said->ptr + length + 1, said->len - length - 1);
    return true;
}

static bool is_only_ours(const Repository *repository, const Suspect *suspect, BlStr *blobs)
{
    BlBuf versions[2] = {{0}, {0}}, disk = {0};
    bool known = true;
    for (size_t i = 0; i < 2 && known; i++)
        if (suspect->versions[i].len)
            known = take_blob(blobs, &versions[i]);
    BlArena scratch = {0};
    const char *path = bl_path_join(&scratch, repository->dir, suspect->path);
    if (known && suspect->on_disk)
        known = bl_file_read(path, INT32_MAX, &disk) == 0;
    BlStr committed = own_text(bl_buf_view(&versions[0]));
    bool same =
        known && same_text(committed, own_text(bl_buf_view(&disk))) &&
        (!suspect->staged_apart || same_text(committed, own_text(bl_buf_view(&versions[1]))));
    bl_arena_free(&scratch);
    for (size_t i = 0; i < 2; i++)
        bl_buf_free(&versions[i]);
    bl_buf_free(&disk);
    return same;
}

static void judge_suspects(Repository *repository)
{
    static const char *const arguments[] = {"cat-file", "--batch", NULL};
    BlBuf names = {0}, said = {0};
    for (size_t i = 0; i < repository->suspects.count; i++)
        for (size_t j = 0; j < 2; j++) {
            BlStr name = repository->suspects.items[i].versions[j];
            if (name.len)
                bl_buf_printf(&names, "%.*s\n", (int)name.len, name.ptr);
        }
    if (names.len)
        ask_git(repository, arguments, bl_buf_view(&names), &said);
    BlStr blobs = bl_buf_view(&said);
    for (size_t i = 0; i < repository->suspects.count; i++)
        if (!is_only_ours(repository, &repository->suspects.items[i], &blobs))
            add_dirty(repository, bl_cstr(repository->suspects.items[i].path));
    bl_buf_free(&names);
    bl_buf_free(&said);
}

/* ---- one repository -------------------------------------------------------------------------- */

static void report_dirty(const Repository *repository, BlDiags *diags)
{
    BlArena scratch = {0};
    const char *here = bl_path_real(&scratch, ".");
    size_t count = repository->dirty.count;
    for (size_t i = 0; i < count && i < MOST_SHOWN; i++) {
        const char *path = bl_path_join(&scratch, repository->dir, repository->dirty.items[i]);
        bl_diag_add(diags, BL_ERROR, here ? bl_path_inside(here, path) : path,
                    "has changes that are not committed");
    }
    if (count > MOST_SHOWN)
        bl_diag_add(diags, BL_NOTE, repository->dir, "and %zu more", count - MOST_SHOWN);
    if (count)
        bl_diag_add(diags, BL_NOTE, repository->dir,
                    "nothing was changed: commit or stash what is yours, so that git can tell the "
                    "two apart, or go on with --force");
    bl_arena_free(&scratch);
}

static void check_repository(Repository *repository, BlDiags *diags)
{
    static const char *const arguments[] = {"status",
                                            "--porcelain=v2",
                                            "-z",
                                            "--untracked-files=all",
                                            "--no-renames",
                                            "--ignore-submodules=dirty",
                                            NULL};
    BlBuf said = {0};
    BlEnd end = ask_git(repository, arguments, bl_str("", 0), &said);
    if (bl_end_is_fine(end)) {
        take_status(repository, bl_buf_view(&said));
        judge_suspects(repository);
        report_dirty(repository, diags);
    } else if (end.error != ENOENT) {
        bl_diag_add(diags, BL_ERROR, repository->dir,
                    "git status fails here, so nobody knows what is committed; --force goes on "
                    "without it");
    }
    bl_buf_free(&said);
    bl_vec_free(&repository->suspects);
    bl_vec_free(&repository->dirty);
    bl_arena_free(&repository->arena);
}

/* The nearest folder at or above that has a .git, a folder or (of a worktree) a file. */
static const char *repository_of(BlArena *arena, const char *dir)
{
    for (;;) {
        if (access(bl_path_join(arena, dir, ".git"), F_OK) == 0)
            return dir;
        if (strcmp(dir, "/") == 0 || strcmp(dir, ".") == 0)
            return NULL;
        dir = bl_path_dir(arena, dir);
    }
}

bool inject_check_git(const InjectChanges *changes, BlDiags *diags)
{
    BlArena arena = {0};
    BL_VEC(const char *) dirs = {0};
    const char *last = NULL;
    size_t errors = diags->errors;
    for (size_t i = 0; i < changes->list.count; i++) {
        const char *dir = bl_path_dir(&arena, changes->list.items[i].target);
        if (last && strcmp(dir, last) == 0)
            continue;
        last = dir;
        const char *top = repository_of(&arena, dir);
        bool known = !top;
        for (size_t j = 0; j < dirs.count && !known; j++)
            known = strcmp(dirs.items[j], top) == 0;
        if (known)
            continue;
        bl_vec_push(&dirs, top);
        check_repository(&(Repository){.dir = top, .changes = changes}, diags);
    }
    bl_vec_free(&dirs);
    bl_arena_free(&arena);
    return diags->errors == errors;
}
