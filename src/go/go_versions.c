/* go_versions.c - see go_versions.h.
 *
 * An installation says its version in its file VERSION, so that none has to be started to be known.
 */
#include "benchline/go_versions.h"

#include <glob.h>
#include <stdlib.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "benchline/path.h"
#include "process/process.h"
#include "process/words.h"

enum { RELEASED = 1000, NO_PATCH = -1 };

/* ---- versions -------------------------------------------------------------------------------- */

static bool take_prefix(BlStr *text, const char *prefix)
{
    size_t len = strlen(prefix);
    if (!bl_str_starts(*text, bl_cstr(prefix)))
        return false;
    *text = bl_str(text->ptr + len, text->len - len);
    return true;
}

static bool take_number(BlStr *text, int *number)
{
    size_t digits = 0;
    *number = 0;
    for (; digits < text->len && digits < 6; digits++) {
        char c = text->ptr[digits];
        if (c < '0' || c > '9')
            break;
        *number = *number * 10 + (c - '0');
    }
    *text = bl_str(text->ptr + digits, text->len - digits);
    return digits > 0;
}

bool go_version_read(BlStr text, int version[4])
{
    take_prefix(&text, "go");
    version[2] = NO_PATCH;
    version[3] = RELEASED;
    if (!take_number(&text, &version[0]) || !take_prefix(&text, ".") ||
        !take_number(&text, &version[1]))
        return false;
    if (take_prefix(&text, "."))
        return take_number(&text, &version[2]) && !text.len;
    int number;
    if (take_prefix(&text, "rc") && take_number(&text, &number)) {
        version[2] = 0;
        version[3] = RELEASED / 2 + number;
    } else if (take_prefix(&text, "beta") && take_number(&text, &number)) {
        version[2] = 0;
        version[3] = number;
    }
    return !text.len;
}

int go_version_compare(const int *left, const int *right)
{
    for (int i = 0; i < 4; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

static bool fits(const int *wish, const int *version)
{
    if (wish[2] == NO_PATCH)
        return wish[0] == version[0] && wish[1] == version[1];
    return go_version_compare(wish, version) == 0;
}

/* ---- asking the go command ------------------------------------------------------------------- */

typedef struct Question {
    GoVersions *versions;
    const GoVersionsOptions *options;
    BlDiags *diags;
} Question;

typedef struct Answer {
    BlArena *arena;
    const char *out; /* NULL: it failed */
    const char *why; /* then */
} Answer;

static void on_answer(void *context, const ProcessOutcome *outcome)
{
    Answer *answer = context;
    if (outcome->spawn_error)
        answer->why = uv_strerror(outcome->spawn_error);
    else if (outcome->timed_out)
        answer->why = "it took too long";
    else if (outcome->status != 0)
        answer->why = bl_str_dup(answer->arena, bl_last_line(outcome->err));
    else
        answer->out = bl_str_dup(answer->arena, bl_str_trim(outcome->out));
}

/* Runs a go command in the root folder: what a go.mod says here must not matter. */
static Answer ask_command(const Question *question, const char *go, const char *toolchain,
                          const char *const *more)
{
    BlArena *arena = &question->versions->arena;
    Words words = {.arena = arena};
    words_add(&words, go);
    words_add_all(&words, more);
    const char *env[] = {bl_arena_printf(arena, "GOTOOLCHAIN=%s", toolchain), "GOWORK=off", NULL};
    Answer answer = {.arena = arena};
    ProcessCommand command = {
        .argv = words_end(&words),
        .cwd = "/",
        .env = env,
        .patience = question->options->seconds,
        .on_exit = on_answer,
        .context = &answer,
    };
    uv_loop_t loop;
    uv_loop_init(&loop);
    process_start(&loop, &command);
    uv_run(&loop, UV_RUN_DEFAULT);
    uv_loop_close(&loop);
    return answer;
}

static Answer ask(const Question *question, const char *toolchain, const char *const *words)
{
    return ask_command(question, "go", toolchain, words);
}

/* ---- installations that are here ------------------------------------------------------------- */

typedef struct Best {
    int version[4];
    const char *root; /* NULL: none so far */
} Best;

/* "go1.24.3", and a second line with the time from Go 1.21 on. */
static bool read_version_file(const char *root, int version[4])
{
    BlArena scratch = {0};
    BlBuf text = {0};
    bool known = bl_file_read(bl_path_join(&scratch, root, "VERSION"), 4096, &text) == 0 &&
                 go_version_read(bl_first_line(bl_buf_view(&text)), version);
    if (known && version[2] == NO_PATCH)
        version[2] = 0; /* Go 1.20 was the last one that called itself so */
    bl_buf_free(&text);
    bl_arena_free(&scratch);
    return known;
}

static void consider(BlArena *arena, Best *best, const int *wish, const char *root)
{
    int version[4];
    if (!root || !*root || !read_version_file(root, version) || !fits(wish, version) ||
        access(bl_path_join(arena, root, "bin/go"), X_OK) != 0)
        return;
    if (best->root && go_version_compare(version, best->version) <= 0)
        return;
    best->root = bl_str_dup(arena, bl_cstr(root));
    memcpy(best->version, version, sizeof version);
}

static void consider_pattern(BlArena *arena, Best *best, const int *wish, const char *pattern)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            consider(arena, best, wish, found.gl_pathv[i]);
        globfree(&found);
    }
}

static const char *variable(const cJSON *env, const char *name)
{
    const char *value = cJSON_GetStringValue(cJSON_GetObjectItem(env, name));
    return value ? value : "";
}

/* Where distributions, go.dev's instructions, golang.org/dl and the go command put them. */
static const char *find_here(const Question *question, const int *wish)
{
    BlArena *arena = &question->versions->arena;
    static const char *const words[] = {"env", "-json", "GOROOT", "GOMODCACHE", NULL};
    static const char *const places[] = {"/usr/lib/go-*", "/usr/local/go*", "/usr/lib/golang",
                                         "/opt/go*", "/opt/homebrew/opt/go*/libexec"};
    Best best = {.root = NULL};
    Answer answer = ask(question, "local", words);
    cJSON *env = answer.out ? cJSON_Parse(answer.out) : NULL;
    consider(arena, &best, wish, variable(env, "GOROOT"));
    consider_pattern(
        arena, &best, wish,
        bl_arena_printf(arena, "%s/golang.org/toolchain@*", variable(env, "GOMODCACHE")));
    cJSON_Delete(env);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        consider_pattern(arena, &best, wish, places[i]);
    if (getenv("HOME"))
        consider_pattern(arena, &best, wish, bl_arena_printf(arena, "%s/sdk/go*", getenv("HOME")));
    return best.root;
}

/* ---- installations to be fetched ------------------------------------------------------------- */

/* Of "golang.org/toolchain v0.0.1-go1.24.0.linux-amd64 ...", the newest one of ours that fits. */
static const char *newest_in(BlArena *arena, const char *list, const char *system, const int *wish)
{
    BlStr rest = bl_cstr(list), word, name, after;
    int best[4] = {0}, version[4];
    const char *found = NULL;
    bool more = true;
    while (more) {
        more = bl_str_cut(rest, ' ', &word, &rest);
        if (!take_prefix(&word, "v0.0.1-") || !bl_str_ends(word, bl_cstr(system)))
            continue;
        name = bl_str(word.ptr, word.len - strlen(system));
        after = name;
        if (!go_version_read(after, version) || !fits(wish, version))
            continue;
        if (found && go_version_compare(version, best) <= 0)
            continue;
        memcpy(best, version, sizeof best);
        found = bl_str_dup(arena, name);
    }
    return found;
}

/* What GOTOOLCHAIN calls the version that is wished for; NULL, and why. */
static const char *name_to_fetch(const Question *question, const char *wish, const int *version,
                                 const char **why)
{
    BlArena *arena = &question->versions->arena;
    static const char *const where[] = {"env", "GOHOSTOS", "GOHOSTARCH", NULL};
    static const char *const list[] = {"list", "-m", "-versions", "golang.org/toolchain", NULL};
    if (version[2] != NO_PATCH)
        return bl_arena_printf(arena, "%s%s", strncmp(wish, "go", 2) == 0 ? "" : "go", wish);
    Answer host = ask(question, "local", where), known = ask(question, "local", list);
    if (!host.out || !known.out) {
        *why = host.out ? known.why : host.why;
        return NULL;
    }
    BlStr os, arch;
    bl_str_cut(bl_cstr(host.out), '\n', &os, &arch);
    const char *system =
        bl_arena_printf(arena, ".%.*s-%.*s", (int)os.len, os.ptr, (int)arch.len, arch.ptr);
    const char *name = newest_in(arena, known.out, system, version);
    if (!name)
        *why = "there is none of that version for this system";
    return name;
}

/* The folder of a version that the go command has fetched; NULL, and why. */
static const char *fetch(const Question *question, const char *wish, const int *version,
                         const char **why)
{
    static const char *const words[] = {"env", "GOROOT", NULL};
    if (question->options->offline) {
        *why = "--offline fetches nothing";
        return NULL;
    }
    const char *name = name_to_fetch(question, wish, version, why);
    if (!name)
        return NULL;
    Answer answer = ask(question, name, words);
    int got[4];
    if (!answer.out)
        *why = answer.why;
    else if (!read_version_file(answer.out, got) || !fits(version, got))
        *why = "the go command does not fetch it: that needs Go 1.21 or newer";
    else
        return answer.out;
    return NULL;
}

/* ---- wishes ---------------------------------------------------------------------------------- */

static bool add(GoVersions *versions, const char *wish, const char *command, bool chosen)
{
    bl_vec_push(&versions->list, (GoVersion){.wish = wish, .command = command, .chosen = chosen});
    return true;
}

static bool add_version(const Question *question, const char *wish, const int *version)
{
    const char *why = NULL, *root = find_here(question, version);
    if (!root)
        root = fetch(question, wish, version, &why);
    if (root)
        return add(question->versions, wish,
                   bl_path_join(&question->versions->arena, root, "bin/go"), true);
    bl_diag_add(question->diags, BL_ERROR, NULL,
                "--go %s: it is not installed here, and it cannot be fetched: %s; give the folder "
                "of an installation instead, if there is one",
                wish, why);
    return false;
}

static bool add_folder(const Question *question, const char *wish)
{
    BlArena *arena = &question->versions->arena;
    const char *root = bl_path_real(arena, wish);
    const char *command = bl_path_join(arena, root ? root : wish, "bin/go");
    if (access(command, X_OK) == 0)
        return add(question->versions, wish, command, true);
    bl_diag_add(question->diags, BL_ERROR, NULL, "--go %s: in this folder is no bin/go", wish);
    return false;
}

static bool is_program(const char *path)
{
    return bl_path_is_file(path) && access(path, X_OK) == 0;
}

/* As execvp() finds it. */
static bool is_command(BlArena *arena, const char *name)
{
    const char *path = getenv("PATH");
    if (strchr(name, '/') || !path)
        return !strchr(name, '/') || is_program(name);
    BlStr rest = bl_cstr(path), dir;
    bool more = true, found = false;
    while (more && !found) {
        more = bl_str_cut(rest, ':', &dir, &rest);
        found = is_program(bl_path_join(arena, dir.len ? bl_str_dup(arena, dir) : ".", name));
    }
    return found;
}

static bool add_command(const Question *question, const char *wish)
{
    if (is_command(&question->versions->arena, wish))
        return add(question->versions, wish, wish, false);
    bl_diag_add(question->diags, BL_ERROR, NULL,
                "--go %s: there is no such command; install Go, or give a go command, a version "
                "such as 1.26, or the folder of an installation",
                wish);
    return false;
}

static bool add_wish(const Question *question, BlStr text)
{
    const char *wish = bl_str_dup(&question->versions->arena, text);
    int version[4];
    if (bl_path_is_dir(wish))
        return add_folder(question, wish);
    if (go_version_read(text, version))
        return add_version(question, wish, version);
    return add_command(question, wish);
}

bool go_versions_find(GoVersions *versions, const char *list, const GoVersionsOptions *options,
                      BlDiags *diags)
{
    Question question = {.versions = versions, .options = options, .diags = diags};
    BlStr rest = bl_cstr(list), wish;
    bool more = true, all = true;
    while (more) {
        more = bl_str_cut(rest, ',', &wish, &rest);
        wish = bl_str_trim(wish);
        if (wish.len)
            all = add_wish(&question, wish) && all;
    }
    if (all && !versions->list.count)
        bl_diag_add(diags, BL_ERROR, NULL, "--go names no go command");
    return all && versions->list.count;
}

const char *go_version_ask(GoVersions *versions, const GoVersion *version, double seconds)
{
    static const char *const words[] = {"env", "GOVERSION", NULL};
    GoVersionsOptions options = {.seconds = seconds};
    Question question = {.versions = versions, .options = &options};
    return ask_command(&question, version->command ? version->command : "go", "local", words).out;
}

void go_versions_free(GoVersions *versions)
{
    bl_vec_free(&versions->list);
    bl_arena_free(&versions->arena);
}
