/* parse.c - one source file through lexer, feed and grammar, up to its tree and bindings.
 *
 * The first syntax error ends the parse: what follows one in a file is guesswork, and a rewriter
 * must not guess. The message names what was found and, from the parser's own tables, what could
 * have stood there instead.
 */
#include "syntax/parser.h"

#include <stdlib.h>

#include "go_grammar.h"
#include "syntax/resolve.h"
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

void go_node_grow(GoFile *file)
{
    file->node_cap = file->node_cap ? file->node_cap * 2 : 1024;
    file->nodes = bl_realloc(file->nodes, (size_t)file->node_cap * sizeof *file->nodes);
}

/* ---- saying what is wrong ------------------------------------------------------------------------ */

/* Tokens for people. Groups stand before their members: when all of a group are expected, the
 * group is named. */
typedef struct TokenName {
    int code;
    const char *name;
} TokenName;

static const TokenName token_names[] = {
    {T_LITERAL, "literal"}, {T_STRING, "string"}, {T_SEMI, "; or newline"}, {T_COMMA, ","},
    {T_COLON, ":"}, {T_DOT, "."}, {T_LPAREN, "("}, {T_RPAREN, ")"}, {T_LBRACK, "["},
    {T_RBRACK, "]"}, {T_LBRACE, "{"}, {T_LBODY, "{"}, {T_RBRACE, "}"}, {T_ASSIGN, "="},
    {T_DEFINE, ":="}, {T_ELLIPSIS, "..."}, {T_PACKAGE, "package"}, {T_IMPORT, "import"},
    {T_FUNC, "func"}, {T_CASE, "case"}, {T_DEFAULT, "default"}, {T_CHAN, "chan"},
    {T_RANGE, "range"}, {T_TYPE, "type"}, {T_IF, "if"}, {T_ELSE, "else"}, {0, "end of file"},
};

typedef struct Expected {
    unsigned state; /* of the parser */
    BlBuf text;
    unsigned count;
} Expected;

static void expect_named(Expected *expected, const char *name)
{
    bl_buf_printf(&expected->text, "%s%s", expected->count ? ", " : "", name);
    expected->count++;
}

static bool expects(const Expected *expected, int code)
{
    return go_grammar_expects(expected->state, code);
}

/* "an expression", "a type", "an operator": sets that no one wants to read token by token. */
static void expect_sets(Expected *expected)
{
    bool statement = expects(expected, T_RETURN);
    bool expression = expects(expected, T_LITERAL) && expects(expected, T_NOT);
    bool type = expects(expected, T_STRUCT) && expects(expected, T_STAR);
    bool declaration = expects(expected, T_VAR) && !statement;
    if (statement)
        expect_named(expected, "a statement");
    else if (expression)
        expect_named(expected, "an expression");
    else if (type)
        expect_named(expected, "a type");
    else if (expects(expected, T_IDENT))
        expect_named(expected, "a name");
    if (declaration)
        expect_named(expected, "a declaration");
    if (expects(expected, T_MUL))
        expect_named(expected, "an operator");
}

static bool in_a_set(const Expected *expected, int code)
{
    bool expression = expects(expected, T_LITERAL) && expects(expected, T_NOT);
    bool statement = expects(expected, T_RETURN);
    bool type = expects(expected, T_STRUCT);
    switch (code) {
    case T_LITERAL:
    case T_STRING:
        return expression;
    case T_LPAREN:
    case T_LBRACK:
    case T_FUNC:
    case T_CHAN:
        return expression || type || (code == T_FUNC && expects(expected, T_VAR));
    case T_LBRACE:
    case T_IF:
        return statement;
    case T_TYPE:
        return expects(expected, T_VAR);
    case T_ELLIPSIS:
        return expression;
    default:
        return false;
    }
}

static void describe_found(const GoParser *p, BlBuf *out)
{
    const GoToken *token = &p->token;
    BlStr text = bl_str(p->file->source.ptr + token->start, token->end - token->start);
    if (p->code == 0 || (p->code == T_SEMI && token->start >= p->file->source.len))
        bl_buf_puts(out, "end of file");
    else if (p->code == T_SEMI && (!text.len || text.ptr[0] != ';'))
        bl_buf_puts(out, "newline");
    else if (p->code == T_IDENT)
        bl_buf_printf(out, "name %.*s", (int)(text.len < 80 ? text.len : 80), text.ptr);
    else if (p->code == T_LITERAL || p->code == T_STRING)
        bl_buf_puts(out, go_op_name((GoOp)token->value));
    else
        bl_buf_printf(out, "%.*s", (int)text.len, text.ptr);
}

void go_unexpected(GoParser *p, unsigned state)
{
    BlBuf found = {0};
    describe_found(p, &found);
    Expected expected = {.state = state};
    expect_sets(&expected);
    bool brace = false;
    for (size_t i = 0; i < sizeof token_names / sizeof token_names[0]; i++) {
        int code = token_names[i].code;
        if (!expects(&expected, code) || in_a_set(&expected, code))
            continue;
        bool is_brace = code == T_LBRACE || code == T_LBODY;
        if (!is_brace || !brace)
            expect_named(&expected, token_names[i].name);
        brace |= is_brace;
    }
    if (expected.count)
        go_fail(p, p->token.start, "unexpected %s, expected %s", found.data, expected.text.data);
    else
        go_fail(p, p->token.start, "unexpected %s", found.data);
    bl_buf_free(&expected.text);
    bl_buf_free(&found);
}

/* ---- driving ---------------------------------------------------------------------------------- */

int go_next_token(GoParser *p)
{
    p->code = go_feed_next(&p->feed, &p->token);
    if (p->code == T_ILLEGAL)
        go_fail(p, p->feed.lexer.error_at, "%s", p->feed.lexer.error);
    return p->code;
}

bool go_parse(GoFile *file, const char *path, BlStr source, GoSymbols *symbols, BlDiags *diags)
{
    *file = (GoFile){.path = path, .source = source, .symbols = symbols};
    go_node_grow(file);
    file->nodes[0] = (GoNode){0};
    file->node_count = 1;
    if (source.len > INT32_MAX) {
        bl_diag_add(diags, BL_ERROR, path, "file is larger than 2 GiB");
        return false;
    }
    go_index_lines(file);
    GoParser p = {.file = file};
    go_feed_init(&p.feed, file);
    go_grammar_run(&p);
    /* Bytes that no source may hold are an error where they stand, unless another comes first. */
    uint32_t bad_at;
    const char *bad = go_find_bad_bytes(source, &bad_at);
    if (bad && (!p.failed || bad_at < p.error_at)) {
        p.failed = false;
        bl_buf_clear(&p.error);
        go_fail(&p, bad_at, "%s", bad);
    }
    if (p.failed) {
        file->root = 0;
        go_diag(diags, BL_ERROR, file, p.error_at, "%s", p.error.data);
    } else {
        go_resolve(file);
    }
    go_feed_free(&p.feed);
    bl_buf_free(&p.error);
    return file->root != 0;
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
    GoSymbols *symbols = go_symbols_new();
    GoFile file = {.source = source, .symbols = symbols};
    GoLexer lexer;
    GoToken token;
    go_lexer_init(&lexer, &file);
    bool found = go_lex(&lexer, &token) == T_PACKAGE && go_lex(&lexer, &token) == T_IDENT;
    if (found)
        *name = bl_str(source.ptr + token.start, token.end - token.start);
    go_file_free(&file);
    go_symbols_free(symbols);
    return found;
}
