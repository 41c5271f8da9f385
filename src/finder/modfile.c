/* modfile.c - reads go.mod and go.work, as far as finding packages needs them.
 *
 * Both files have one syntax: lines of words, of which the first is the directive, or a directive
 * and a block of lines in parentheses. Needed are `module`, `go` and `ignore` of a go.mod, and
 * `use` of a go.work; other directives are read over, whatever they are, because older and newer
 * releases know different ones (https://go.dev/ref/mod#go-mod-file-lexical).
 */
#include <stdlib.h>

#include "benchline/path.h"
#include "finder/parts.h"

enum { MODFILE_LIMIT = 16 << 20 }; /* as the go command has it */

/* ---- lines of words -------------------------------------------------------------------------- */

typedef struct ModReader {
    BlStr rest;
    uint32_t line; /* the last one read, from 1 */
    BlStr block;   /* the directive whose block this is; empty outside */
    BlArena *arena;
} ModReader;

typedef struct Directive {
    BlStr verb;
    BlStr argument; /* the first one, without its quotes; empty when there is none */
    bool quoted;    /* the argument is a string */
    size_t words;   /* after the verb */
    bool opens;     /* a block: there is a '(' at the end of the line */
    const char *error;
} Directive;

static bool is_word_end(BlStr text, size_t at)
{
    if (strchr(" \t\r()[]{},", text.ptr[at]))
        return true;
    return text.ptr[at] == '/' && at + 1 < text.len &&
           (text.ptr[at + 1] == '/' || text.ptr[at + 1] == '*');
}

/* The length of a string with its quotes; 0 when it does not end on this line. */
static size_t string_length(BlStr text)
{
    char quote = text.ptr[0];
    for (size_t at = 1; at < text.len; at++) {
        if (text.ptr[at] == quote)
            return at + 1;
        if (text.ptr[at] == '\\' && quote == '"')
            at++;
    }
    return 0;
}

static size_t word_length(BlStr text)
{
    if (text.ptr[0] == '"' || text.ptr[0] == '`')
        return string_length(text);
    size_t len = 0;
    while (len < text.len && text.ptr[len] && !is_word_end(text, len))
        len++;
    return len ? len : 1; /* a single bracket or comma */
}

static BlStr skip_blanks(BlStr text)
{
    while (text.len && (text.ptr[0] == ' ' || text.ptr[0] == '\t' || text.ptr[0] == '\r'))
        text = bl_str_from(text, 1);
    return text;
}

/* The next word of the line; false at its end. */
static bool next_word(BlStr *line, BlStr *word, const char **error)
{
    *line = skip_blanks(*line);
    if (!line->len || bl_str_starts(*line, BL_STR("//")))
        return false;
    if (bl_str_starts(*line, BL_STR("/*")))
        *error = "comments begin with // here, not with /*";
    size_t len = *error ? 0 : word_length(*line);
    if (len == 0 && !*error)
        *error = "a string does not end on its line";
    *word = bl_str(line->ptr, len);
    *line = bl_str(line->ptr + len, line->len - len);
    return !*error;
}

/* The text of a string; a backslash takes the byte after it as it is. */
static BlStr unquote(BlArena *arena, BlStr word)
{
    BlBuf text = {0};
    for (size_t i = 1; i + 1 < word.len; i++) {
        if (word.ptr[i] == '\\' && word.ptr[0] == '"')
            i++;
        bl_buf_putc(&text, word.ptr[i]);
    }
    BlStr copy = bl_str(bl_str_dup(arena, bl_buf_view(&text)), text.len);
    bl_buf_free(&text);
    return copy;
}

static void take_word(ModReader *reader, Directive *d, BlStr word)
{
    bool verb_is_next = !d->verb.len;
    d->opens = word.len == 1 && word.ptr[0] == '(';
    if (verb_is_next) {
        d->verb = word;
        return;
    }
    if (d->words++ == 0) {
        d->quoted = word.ptr[0] == '"' || word.ptr[0] == '`';
        d->argument = d->quoted ? unquote(reader->arena, word) : word;
    }
}

/* Words of one line, with the block's verb in front when it stands in one. */
static Directive read_words(ModReader *reader, BlStr line)
{
    Directive d = {.verb = reader->block};
    BlStr word;
    while (next_word(&line, &word, &d.error))
        take_word(reader, &d, word);
    return d;
}

static bool closes_block(const ModReader *reader, const Directive *d)
{
    return reader->block.len && d->words == 1 && !d->quoted && bl_str_eq(d->argument, BL_STR(")"));
}

/* `use ()`, on one line */
static bool is_empty_block(const Directive *d)
{
    return d->words == 2 && !d->quoted && bl_str_eq(d->argument, BL_STR("("));
}

/* The next line that says something; false at the end of the file. */
static bool next_directive(ModReader *reader, Directive *out)
{
    while (reader->rest.len) {
        BlStr line;
        bl_str_cut(reader->rest, '\n', &line, &reader->rest);
        reader->line++;
        *out = read_words(reader, line);
        if (out->error)
            return true;
        if (closes_block(reader, out))
            reader->block.len = 0;
        else if (!reader->block.len && out->opens && out->words == 1)
            reader->block = out->verb;
        else if (!is_empty_block(out) && (out->words || (out->verb.len && !reader->block.len)))
            return true;
    }
    return false;
}

/* ---- what both files share ------------------------------------------------------------------- */

static void complain(BlDiags *diags, const char *shown, uint32_t line, const char *what)
{
    bl_diag_add(diags, BL_ERROR, shown, "%s", what)->line = line;
}

static bool read_file(const char *path, const char *shown, BlBuf *text, BlDiags *diags)
{
    int error = bl_file_read(path, MODFILE_LIMIT, text);
    if (error)
        bl_diag_add(diags, BL_ERROR, shown, "cannot be read: %s", find_read_error(error));
    return !error;
}

/* The directive's only argument, copied; NULL, reported, when there is none or more than one. */
static const char *only_argument(ModReader *reader, const Directive *d, const char *shown,
                                 BlDiags *diags)
{
    if (d->words == 1 && d->argument.len)
        return bl_str_dup(reader->arena, d->argument);
    bl_diag_add(diags, BL_ERROR, shown, "'%.*s' takes one argument", (int)d->verb.len, d->verb.ptr)
        ->line = reader->line;
    return NULL;
}

static bool verb_is(const Directive *d, const char *verb)
{
    return bl_str_eq(d->verb, bl_cstr(verb));
}

/* ---- go.mod ---------------------------------------------------------------------------------- */

/* "./x" is the folder x of the module; "x" any folder of that name, or path, in it. Both are kept
 * with slashes around, so that whole names are compared. */
static void add_ignore(BlArena *arena, FindModFile *mod, const char *path)
{
    bool anchored = strncmp(path, "./", 2) == 0;
    path += anchored ? 2 : 0;
    size_t len = strlen(path);
    FindIgnore *ignore = bl_arena_new(arena, FindIgnore);
    ignore->anchored = anchored;
    ignore->path = bl_arena_printf(arena, "%s%s%s", path[0] == '/' ? "" : "/", path,
                                   len && path[len - 1] == '/' ? "" : "/");
    ignore->next = mod->ignores;
    mod->ignores = ignore;
}

static void take_mod_directive(ModReader *reader, const Directive *d, const char *shown,
                               FindModFile *mod, BlDiags *diags)
{
    if (!verb_is(d, "module") && !verb_is(d, "go") && !verb_is(d, "ignore"))
        return;
    const char *argument = only_argument(reader, d, shown, diags);
    if (argument && verb_is(d, "module"))
        mod->path = argument;
    else if (argument && verb_is(d, "go"))
        mod->go_version = argument;
    else if (argument)
        add_ignore(reader->arena, mod, argument);
}

void find_read_modfile(FindModFile *mod, BlArena *arena, const char *path, const char *shown,
                       BlDiags *diags)
{
    *mod = (FindModFile){0};
    BlBuf text = {0};
    ModReader reader = {.arena = arena};
    if (read_file(path, shown, &text, diags)) {
        reader.rest = bl_buf_view(&text);
        for (Directive d; next_directive(&reader, &d);) {
            if (d.error)
                complain(diags, shown, reader.line, d.error);
            else
                take_mod_directive(&reader, &d, shown, mod, diags);
        }
        if (!mod->path)
            complain(diags, shown, 0, "no module line: the go command refuses this file");
    }
    bl_buf_free(&text);
}

bool find_is_ignored(const FindModFile *mod, const char *relative)
{
    BlArena arena = {0};
    const char *path = bl_arena_printf(&arena, "/%s/", relative);
    bool ignored = false;
    for (const FindIgnore *i = mod->ignores; i && !ignored; i = i->next)
        ignored = i->anchored ? strncmp(path, i->path, strlen(i->path)) == 0
                              : strstr(path, i->path) != NULL;
    bl_arena_free(&arena);
    return ignored;
}

/* ---- go.work --------------------------------------------------------------------------------- */

static void add_use(FindWorkFile *work, BlArena *arena, const char *dir, const char *shown,
                    uint32_t line, BlDiags *diags)
{
    const char *real = bl_path_real(arena, bl_path_join(arena, work->dir, dir));
    if (!real || !bl_path_is_file(bl_path_join(arena, real, "go.mod"))) {
        bl_diag_add(diags, BL_ERROR, shown, "'use %s': there is no go.mod in that folder", dir)
            ->line = line;
        return;
    }
    FindUse *use = bl_arena_new(arena, FindUse);
    use->dir = real;
    use->next = work->uses;
    work->uses = use;
}

const FindWorkFile *find_read_workfile(BlArena *arena, const char *path, const char *shown,
                                       BlDiags *diags)
{
    FindWorkFile *work = bl_arena_new(arena, FindWorkFile);
    work->path = path;
    work->dir = bl_path_dir(arena, path);
    BlBuf text = {0};
    ModReader reader = {.arena = arena};
    if (read_file(path, shown, &text, diags))
        reader.rest = bl_buf_view(&text);
    for (Directive d; next_directive(&reader, &d);) {
        if (d.error) {
            complain(diags, shown, reader.line, d.error);
            continue;
        }
        const char *dir = verb_is(&d, "use") ? only_argument(&reader, &d, shown, diags) : NULL;
        if (dir)
            add_use(work, arena, dir, shown, reader.line, diags);
    }
    bl_buf_free(&text);
    return work;
}

bool find_work_uses(const FindWorkFile *work, const char *dir)
{
    for (const FindUse *use = work ? work->uses : NULL; use; use = use->next)
        if (strcmp(use->dir, dir) == 0)
            return true;
    return false;
}
