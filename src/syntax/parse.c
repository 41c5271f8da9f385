/* parse.c - one source file through lexer, feed and grammar, up to its tree and bindings.
 *
 * The first syntax error ends the parse, and there is no tree: what is made of a file that has one
 * is guesswork, and a rewriter must not guess. The message names what was found and, from the
 * parser's own tables, what could have stood there instead (expected.c). For the people who have to
 * mend the file it is then read on, declaration by declaration, for errors that are no consequence
 * of that one (restart.c).
 */
#include "syntax/parser.h"

#include <stdlib.h>

#include "go_grammar.h"
#include "syntax/resolve.h"
#include "syntax/restart.h"
#include "syntax/source.h"

void go_fail(GoParser *p, uint32_t where, const char *format, ...)
{
    if (p->failed)
        return;
    p->failed = true;
    p->error_at = where;
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&p->error, format, args);
    va_end(args);
}

/* Go source has a node for every seventh byte or so, tables for every fourth; what is not used is
 * never touched. */
enum { BYTES_A_NODE = 4, FEWEST_NODES = 64, MOST_AT_FIRST = 1 << 18 };

void go_nodes_begin(GoFile *file)
{
    size_t cap = file->source.len / BYTES_A_NODE + FEWEST_NODES;
    file->node_cap = cap < MOST_AT_FIRST ? (uint32_t)cap : MOST_AT_FIRST;
    file->nodes = bl_realloc(NULL, (size_t)file->node_cap * sizeof *file->nodes);
    file->nodes[0] = (GoNode){0};
    file->node_count = 1;
}

/* Gives back what was not needed: trees may be kept by the hundred. */
static void fit_nodes(GoFile *file)
{
    file->node_cap = file->node_count;
    file->nodes = bl_realloc(file->nodes, (size_t)file->node_cap * sizeof *file->nodes);
}

void go_nodes_grow(GoParser *p)
{
    p->node_cap *= 2;
    p->nodes = bl_realloc(p->nodes, (size_t)p->node_cap * sizeof *p->nodes);
}

void go_parser_run(GoParser *p)
{
    GoFile *file = p->file;
    p->nodes = file->nodes;
    p->node_count = file->node_count;
    p->node_cap = file->node_cap;
    go_grammar_run(p);
    file->nodes = p->nodes;
    file->node_count = p->node_count;
    file->node_cap = p->node_cap;
}

/* ---- errors, in order ------------------------------------------------------------------------ */

/* Bytes that no source may hold are an error where they stand, unless another comes first. Returns
 * whether it is theirs. */
static bool prefer_bad_bytes(GoParser *p, const char *bad, uint32_t bad_at)
{
    if (!bad || (p->failed && bad_at > p->error_at))
        return false;
    p->failed = false;
    bl_buf_clear(&p->error);
    go_fail(p, bad_at, "%s", bad);
    return true;
}

/* ---- reading on ------------------------------------------------------------------------------ */

enum { MOST_ERRORS = 10 }; /* as many as gofmt shows */

/* One file's errors, in the order of their places. */
typedef struct Errors {
    const GoFile *file;
    BlDiags *diags;
    size_t count;
    uint32_t last; /* the offset of the last one */
} Errors;

static void report(Errors *errors, const GoParser *p)
{
    go_diag(errors->diags, BL_ERROR, errors->file, p->error_at, "%s", p->error.data);
    errors->count++;
    errors->last = p->error_at;
}

/* Parses from a declaration on. What it makes is thrown away: the lexer's file has room for it. */
static void parse_from(GoParser *p, GoLexer lexer, uint32_t start)
{
    lexer.file->node_count = 1;
    lexer.file->comments.count = 0;
    lexer.file->line_starts.count = 0;
    lexer.cursor = lexer.begin + start;
    *p = (GoParser){.file = lexer.file, .feed.lexer = lexer, .resumed = true, .start = start};
    go_parser_run(p);
    go_feed_free(&p->feed);
}

/* The first error was reported; reports those after it, up to bytes that are bad. */
static void read_on(Errors *errors, GoRestart *restart, const char *bad, uint32_t bad_at)
{
    GoFile scratch = {.source = errors->file->source};
    GoLexer lexer;
    go_lexer_init(&lexer, &scratch);
    go_nodes_begin(&scratch);
    bool more = true;
    while (more && go_restart_next(restart)) {
        if (errors->count == MOST_ERRORS) {
            bl_diag_add(errors->diags, BL_NOTE, errors->file->path,
                        "only the first %d errors are shown: there may be more", MOST_ERRORS);
            break;
        }
        GoParser p;
        parse_from(&p, lexer, restart->start);
        bool bytes = prefer_bad_bytes(&p, bad, bad_at);
        more = p.failed && !bytes;
        bool inside = more && go_restart_reach(restart, p.error_at);
        if (bytes || (inside && p.error_at > errors->last))
            report(errors, &p);
        bl_buf_free(&p.error);
    }
    go_file_free(&scratch);
}

/* A file that does not even begin as one is not Go, and neither is the rest of it. */
static bool is_package(const GoFile *file)
{
    BlStr name;
    return go_package_name(file->source, &name);
}

static void report_others(Errors *errors, const char *bad, uint32_t bad_at)
{
    uint32_t first = errors->last;
    GoRestart restart;
    go_restart_init(&restart, errors->file);
    go_restart_reach(&restart, first);
    if (is_package(errors->file) && go_restart_unambiguous(&restart, first))
        read_on(errors, &restart, bad, bad_at);
    go_restart_free(&restart);
}

static void report_all(const GoParser *first, const char *bad, uint32_t bad_at, BlDiags *diags)
{
    Errors errors = {.file = first->file, .diags = diags};
    report(&errors, first);
    if (!bad || bad_at > first->error_at)
        report_others(&errors, bad, bad_at);
}

/* The tree, with symbols if there are any. */
static bool parse_tree(GoFile *file, BlDiags *diags)
{
    go_nodes_begin(file);
    if (file->source.len > INT32_MAX) {
        bl_diag_add(diags, BL_ERROR, file->path, "file is larger than 2 GiB");
        return false;
    }
    GoParser p = {.file = file};
    go_feed_init(&p.feed, file);
    go_parser_run(&p);
    fit_nodes(file);
    uint32_t bad_at = 0;
    bool look = p.failed || !p.feed.lexer.plain;
    const char *bad = look ? go_find_bad_bytes(file->source, &bad_at) : NULL;
    prefer_bad_bytes(&p, bad, bad_at);
    if (p.failed) {
        go_index_lines(file); /* the lexer has not seen them all */
        file->root = 0;
        report_all(&p, bad, bad_at, diags);
    }
    go_feed_free(&p.feed);
    bl_buf_free(&p.error);
    return file->root != 0;
}

bool go_parse(GoFile *file, const char *path, BlStr source, GoSymbols *symbols, BlDiags *diags)
{
    *file = (GoFile){.path = path, .source = source, .symbols = symbols};
    bool ok = parse_tree(file, diags);
    if (ok)
        go_resolve(file);
    return ok;
}

bool go_parse_tree(GoFile *file, const char *path, BlStr source, BlDiags *diags)
{
    *file = (GoFile){.path = path, .source = source};
    return parse_tree(file, diags);
}

void go_file_free(GoFile *file)
{
    free(file->nodes);
    bl_vec_free(&file->comments);
    bl_vec_free(&file->line_starts);
    *file = (GoFile){0};
}

bool go_package_name(BlStr source, BlStr *name)
{
    GoFile file = {.source = source};
    GoLexer lexer;
    GoToken tokens[2];
    uint8_t codes[2];
    go_lexer_init(&lexer, &file);
    bool found =
        go_lex_many(&lexer, tokens, codes, 2) == 2 && codes[0] == T_PACKAGE && codes[1] == T_IDENT;
    if (found)
        *name = bl_str(source.ptr + tokens[1].start, tokens[1].end - tokens[1].start);
    go_file_free(&file);
    return found;
}
