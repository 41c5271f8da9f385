/* restart.c - where to go on after a syntax error, and which errors found there count.
 *
 * An error that is only a consequence of an earlier one is worse than none: it sends people to a
 * place where nothing is wrong. So whatever is said about the text behind the first error has to
 * hold however that error is going to be mended. This is why it does.
 *
 * Where reading goes on. At tokens that begin a declaration in every Go file that has them: `func`
 * and a name, which stands nowhere else in the grammar; `func`, a receiver, a name and `(` where a
 * statement may begin; `type`, `var` or `const` and a name or `(`. Which brackets are open there,
 * and so how a bracket that is missing or one too many before it is put right, does not matter: a
 * declaration is the same tokens at the top of a file and inside of a function. Tokens are looked
 * at, not text, so what stands in comments and raw strings is passed by.
 *
 * Which of them. Those in the first column, where gofmt has top-level declarations and nothing
 * else; and `type`, `var` and `const`, which functions have too, only where no bracket has been
 * left open since the last place like this. What begins elsewhere would often be right as well, but
 * is more likely to be a part of what was wrong.
 *
 * Which errors count. Those inside of that declaration, or of one that follows it without an error
 * in between. None where declarations are expected, behind the brace that ends one, and none at a
 * closing bracket that nothing has opened: if the mended text has the declaration inside of
 * something else - a function within a function, `func` and a name in a call - then these are the
 * places where that something goes on.
 *
 * When nothing is said about the rest. What is left is an error that turns text into code or code
 * into text: a quote of a raw string, or a comment's opening or closing, that is missing or one too
 * many. Before going on the rest of the file is read to its end both ways. When a raw string or
 * comment does not end, a comment ends that did not begin, or the file makes good tokens from the
 * end of a raw string that is open at the error, reading stops. Other strings end with their line.
 *
 * Each token is read a few times at most, however many errors there are: reading goes on before the
 * error only to the declaration that the error is in (a function whose `func` comes before the
 * brace that is missing), and then never to the same one again.
 */
#include "syntax/restart.h"

#include <stdlib.h>

#include "go_grammar.h"

/* ---- tokens ---------------------------------------------------------------------------------- */

/* A string or rune that does not end costs the rest of its line. */
static void pass_line(GoLexer *lexer, uint32_t from)
{
    const unsigned char *at = lexer->begin + from;
    const unsigned char *newline = memchr(at, '\n', (size_t)(lexer->limit - at));
    lexer->cursor = newline ? newline : lexer->limit;
    lexer->previous = T_STRING;
}

static int read_token(GoLexer *lexer, GoToken *token)
{
    int code = go_lex(lexer, token);
    unsigned char first = lexer->begin[token->start];
    if (code == T_ILLEGAL && (first == '"' || first == '\''))
        pass_line(lexer, token->start);
    lexer->file->comments.count = 0;
    lexer->file->line_starts.count = 0;
    return code;
}

static bool opens(int code)
{
    return code == T_LPAREN || code == T_LBRACK || code == T_LBRACE;
}

static bool closes(int code)
{
    return code == T_RPAREN || code == T_RBRACK || code == T_RBRACE;
}

static void step(GoReading *now)
{
    now->depth += opens(now->code);
    now->depth -= closes(now->code) && now->depth > 0;
    now->before = now->code;
    now->code = read_token(&now->lexer, &now->token);
}

void go_restart_init(GoRestart *restart, const GoFile *file)
{
    *restart = (GoRestart){.text = {.source = file->source}};
    go_lexer_init(&restart->now.lexer, &restart->text);
    restart->now.code = T_SEMI;
    step(&restart->now);
}

void go_restart_free(GoRestart *restart)
{
    go_file_free(&restart->text);
}

/* ---- declarations ---------------------------------------------------------------------------- */

/* `func (r *T[A, B]) name (` has been read to its first parenthesis. */
static bool is_method(GoLexer *ahead)
{
    enum { LONGEST_RECEIVER = 64 }; /* tokens */
    GoToken token;
    int code = T_LPAREN;
    for (int i = 0; i < LONGEST_RECEIVER && code != T_RPAREN; i++) {
        code = read_token(ahead, &token);
        if (code != T_IDENT && code != T_STAR && code != T_LBRACK && code != T_RBRACK &&
            code != T_COMMA && code != T_RPAREN)
            return false;
    }
    return code == T_RPAREN && read_token(ahead, &token) == T_IDENT &&
           read_token(ahead, &token) == T_LPAREN;
}

static bool begins_declaration(const GoReading *now)
{
    if (now->token.start == 0 || now->lexer.begin[now->token.start - 1] != '\n')
        return false;
    GoLexer ahead = now->lexer;
    GoToken token;
    switch (now->code) {
    case T_FUNC: {
        int code = read_token(&ahead, &token);
        return code == T_IDENT || (code == T_LPAREN && now->before == T_SEMI && is_method(&ahead));
    }
    case T_TYPE:
    case T_VAR:
    case T_CONST: {
        int code = now->depth == 0 ? read_token(&ahead, &token) : 0;
        return code == T_IDENT || code == T_LPAREN;
    }
    default:
        return false;
    }
}

static bool at_end(const GoReading *now)
{
    return now->code == 0;
}

bool go_restart_reach(GoRestart *restart, uint32_t error_at)
{
    GoReading *now = &restart->now;
    restart->within.code = 0;
    for (; now->token.start < error_at && !at_end(now); step(now))
        if (now->depth == 0)
            restart->within.code = 0;
        else if (now->token.start > restart->start && begins_declaration(now))
            restart->within = *now;
    bool outside = now->token.start == error_at && now->depth == 0 &&
                   (now->before == T_SEMI || now->before == T_RBRACE || closes(now->code));
    return !outside;
}

static bool restart_at(GoRestart *restart)
{
    restart->start = restart->now.token.start;
    restart->now.depth = 0;
    return true;
}

bool go_restart_next(GoRestart *restart)
{
    if (restart->within.code) {
        restart->now = restart->within;
        return restart_at(restart);
    }
    for (; !at_end(&restart->now); step(&restart->now))
        if (restart->now.token.start > restart->start && begins_declaration(&restart->now))
            return restart_at(restart);
    return false;
}

/* ---- one way to read it ---------------------------------------------------------------------- */

/* A raw string or comment that goes on to the end of the file. */
static bool swallows(const GoLexer *lexer, int code, GoToken token)
{
    const unsigned char *at = lexer->begin + token.start;
    return code == T_ILLEGAL && lexer->cursor == lexer->limit &&
           (at[0] == '`' || (at[0] == '/' && at[1] == '*'));
}

static bool ends_comment(const GoLexer *lexer, int code, GoToken token)
{
    return code == T_STAR && lexer->begin[token.end] == '/';
}

/* The rest as the lexer reads it. At the error itself a comment may end: nothing was said before.
 */
static bool ends_well(GoReading now, uint32_t error_at)
{
    for (; !at_end(&now); step(&now))
        if (swallows(&now.lexer, now.code, now.token) ||
            (ends_comment(&now.lexer, now.code, now.token) && now.token.start != error_at))
            return false;
    return true;
}

/* The rest as it reads when a raw string is open at the error. */
static bool ends_well_as_text(GoLexer lexer, uint32_t error_at)
{
    const unsigned char *at = lexer.begin + error_at;
    const unsigned char *quote = memchr(at, '`', (size_t)(lexer.limit - at));
    if (!quote)
        return false;
    lexer.cursor = quote + 1;
    lexer.previous = T_STRING;
    GoToken token;
    int code;
    do
        code = read_token(&lexer, &token);
    while (code != 0 && code != T_ILLEGAL);
    return code == 0;
}

bool go_restart_unambiguous(const GoRestart *restart, uint32_t error_at)
{
    return ends_well(restart->now, error_at) && !ends_well_as_text(restart->now.lexer, error_at);
}
