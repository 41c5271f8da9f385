/* expected.c - a syntax error in words: what was found, and what could have stood there instead.
 *
 * The second half is the parser's own knowledge, read from its tables (parser_template.c) and put
 * as a person would: not all of thirty tokens, but "an expression".
 */
#include "syntax/parser.h"

#include <stdlib.h>

#include "go_grammar.h"

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
    go_nodes_begin(&file);
    GoParser again = {.file = &file, .expected = expected->token, .resumed = p->resumed};
    go_feed_init(&again.feed, &file);
    again.feed.lexer.cut_short = true;
    go_parser_run(&again);
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
    BlStr source = p->file->source;
    uint32_t rune = 0; /* stays so when it is no UTF-8: then that is the error that is shown */
    size_t length = bl_utf8(bl_str_from(source, where), &rune);
    if (rune < 0x20 || (rune >= 0x7F && rune < 0xA0))
        go_fail(p, where, "%s U+%04X", go_illegal_character, rune);
    else
        go_fail(p, where, "%s U+%04X '%.*s'", go_illegal_character, rune, (int)length,
                source.ptr + where);
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
