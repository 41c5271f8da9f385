/* parse.c - one source file through lexer, feed and grammar, up to its tree and bindings.
 *
 * The first syntax error ends the parse, and there is no tree: what is made of a file that has one
 * is guesswork, and a rewriter must not guess. The message names what was found and, from the
 * parser's own tables, what could have stood there instead. For the people who have to mend the
 * file it is then read on, declaration by declaration, for errors that are no consequence of that
 * one (restart.c).
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

static void first_nodes(GoFile *file)
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

void go_node_grow(GoFile *file)
{
    file->node_cap *= 2;
    file->nodes = bl_realloc(file->nodes, (size_t)file->node_cap * sizeof *file->nodes);
}

/* ---- saying what is wrong -------------------------------------------------------------------- */

/* Tokens for people. */
typedef struct TokenName {
    int code;
    const char *name;
} TokenName;

static const TokenName token_names[] = {
    {T_LITERAL, "literal"}, {T_STRING, "string"},   {T_SEMI, "; or newline"},
    {T_COMMA, "comma"},     {T_COLON, ":"},         {T_DOT, "."},
    {T_LPAREN, "("},        {T_RPAREN, ")"},        {T_LBRACK, "["},
    {T_RBRACK, "]"},        {T_LBRACE, "{"},        {T_LBODY, "{"},
    {T_RBRACE, "}"},        {T_ASSIGN, "="},        {T_DEFINE, ":="},
    {T_ELLIPSIS, "..."},    {T_PACKAGE, "package"}, {T_IMPORT, "import"},
    {T_FUNC, "func"},       {T_CASE, "case"},       {T_DEFAULT, "default"},
    {T_CHAN, "chan"},       {T_RANGE, "range"},     {T_TYPE, "keyword type"},
    {T_IF, "if"},           {T_ELSE, "else"},       {0, "end of file"},
};

/* What the parser would have taken. Sets that no one wants to read token by token go by a name, and
 * what may follow any expression or any name of a type goes without saying. */
typedef struct Expected {
    bool token[GO_MOST_TOKENS]; /* by code */
    bool statement, expression, type, declaration;
    bool after_expression, after_type_name;
    BlBuf text;
} Expected;

/* A parser stops late: before it finds that it has no use for a token it may do reductions that any
 * token would have led to, and forget what else it could have taken. So what stands before the
 * token is parsed once more. */
static void find_expected(const GoParser *p, Expected *expected)
{
    BlBuf before = {0};
    bl_buf_append(&before, p->file->source.ptr + p->start, p->token.start - p->start);
    GoFile file = {.source = bl_buf_view(&before)};
    first_nodes(&file);
    GoParser again = {.file = &file, .expected = expected->token, .resumed = p->resumed};
    go_feed_init(&again.feed, &file);
    again.feed.lexer.cut_short = true;
    go_grammar_run(&again);
    go_feed_free(&again.feed);
    bl_buf_free(&again.error);
    go_file_free(&file);
    bl_buf_free(&before);
    const bool *token = expected->token;
    expected->statement = token[T_RETURN];
    expected->expression = token[T_LITERAL] && token[T_NOT];
    expected->type = token[T_STRUCT] && token[T_STAR];
    expected->declaration = token[T_VAR] && !token[T_RETURN];
    expected->after_expression = token[T_MUL];
    expected->after_type_name = token[T_DOT] && !token[T_MUL];
}

static bool goes_without_saying(const Expected *expected, int code)
{
    bool statement = expected->statement, expression = expected->expression;
    bool ends_statement =
        expected->after_expression && (expected->token[T_SEMI] || expected->token[T_LBODY]);
    switch (code) {
    case T_LITERAL:
    case T_STRING:
    case T_ELLIPSIS:
        return expression;
    case T_LPAREN:
        return expression || expected->type || expected->after_expression;
    case T_LBRACK:
        return expression || expected->type || expected->after_expression ||
               expected->after_type_name;
    case T_DOT:
        return true;
    case T_FUNC:
        return expression || expected->type || expected->declaration;
    case T_CHAN:
        return expression || expected->type;
    case T_LBRACE:
        return expression || expected->after_expression;
    case T_COMMA:
    case T_COLON:
    case T_ASSIGN:
    case T_DEFINE:
        return ends_statement;
    case T_SEMI:
    case T_IF:
        return statement;
    case T_TYPE:
        return statement || expected->declaration;
    default:
        return false;
    }
}

static void name_expected(Expected *expected, const char *name)
{
    bl_buf_printf(&expected->text, "%s%s", expected->text.len ? ", " : "", name);
}

static void name_sets(Expected *expected)
{
    if (expected->statement)
        name_expected(expected, "a statement");
    else if (expected->expression)
        name_expected(expected, "an expression");
    else if (expected->type)
        name_expected(expected, "a type");
    else if (expected->token[T_IDENT])
        name_expected(expected, "a name");
    if (expected->declaration)
        name_expected(expected, "a declaration");
}

static void name_tokens(Expected *expected)
{
    bool brace = false;
    for (size_t i = 0; i < sizeof token_names / sizeof token_names[0]; i++) {
        int code = token_names[i].code;
        if (!expected->token[code] || goes_without_saying(expected, code))
            continue;
        bool is_brace = code == T_LBRACE || code == T_LBODY;
        if (!is_brace || !brace)
            name_expected(expected, token_names[i].name);
        brace |= is_brace;
    }
}

static void describe_found(const GoParser *p, BlBuf *out)
{
    GoToken token = p->token;
    int code = p->code;
    BlStr text = bl_str(p->file->source.ptr + token.start, token.end - token.start);
    if (code == 0 || (code == T_SEMI && token.start >= p->file->source.len))
        bl_buf_puts(out, "end of file");
    else if (code == T_SEMI && (!text.len || text.ptr[0] != ';'))
        bl_buf_puts(out, "newline");
    else if (code == T_COMMA)
        bl_buf_puts(out, "comma");
    else if (code == T_IDENT)
        bl_buf_printf(out, "name %.*s", (int)(text.len < 80 ? text.len : 80), text.ptr);
    else if (code == T_LITERAL || code == T_STRING)
        bl_buf_puts(out, go_op_name((GoOp)token.value));
    else
        bl_buf_printf(out, "%.*s", (int)text.len, text.ptr);
}

/* Code point and bytes of a character that must not be here, but for those a terminal acts on. */
static void fail_illegal_character(GoParser *p, uint32_t where)
{
    const unsigned char *text = (const unsigned char *)p->file->source.ptr + where;
    int most = text[0] < 0x80 ? 1 : text[0] < 0xE0 ? 2 : text[0] < 0xF0 ? 3 : 4, length = 1;
    uint32_t rune = most == 1 ? text[0] : text[0] & (0x7Fu >> most);
    for (; length < most && (text[length] & 0xC0) == 0x80; length++)
        rune = rune << 6 | (text[length] & 0x3Fu);
    if (rune < 0x20 || (rune >= 0x7F && rune < 0xA0))
        go_fail(p, where, "%s U+%04X", go_illegal_character, rune);
    else
        go_fail(p, where, "%s U+%04X '%.*s'", go_illegal_character, rune, length,
                p->file->source.ptr + where);
}

static void fail_in_lexer(GoParser *p)
{
    const GoLexer *lexer = &p->feed.lexer;
    if (lexer->error == go_illegal_character)
        fail_illegal_character(p, lexer->error_at);
    else
        go_fail(p, lexer->error_at, "%s", lexer->error);
}

void go_unexpected(GoParser *p)
{
    if (p->failed || p->expected)
        return;
    if (p->code == T_ILLEGAL) {
        fail_in_lexer(p);
        return;
    }
    BlBuf found = {0};
    describe_found(p, &found);
    Expected expected = {0};
    find_expected(p, &expected);
    name_sets(&expected);
    name_tokens(&expected);
    if (expected.text.len)
        go_fail(p, p->token.start, "unexpected %s, expected %s", found.data, expected.text.data);
    else
        go_fail(p, p->token.start, "unexpected %s", found.data);
    bl_buf_free(&expected.text);
    bl_buf_free(&found);
}

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
    go_grammar_run(p);
    go_feed_free(&p->feed);
}

/* The first error was reported; reports those after it, up to bytes that are bad. */
static void read_on(Errors *errors, GoRestart *restart, const char *bad, uint32_t bad_at)
{
    GoFile scratch = {.source = errors->file->source};
    GoLexer lexer;
    go_lexer_init(&lexer, &scratch);
    first_nodes(&scratch);
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
    first_nodes(file);
    if (file->source.len > INT32_MAX) {
        bl_diag_add(diags, BL_ERROR, file->path, "file is larger than 2 GiB");
        return false;
    }
    GoParser p = {.file = file};
    go_feed_init(&p.feed, file);
    go_grammar_run(&p);
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
