/* lexer.h - source bytes to tokens (grammar/go_lexer.re).
 *
 * The lexer knows Go's lexical elements and one thing more, the token before, because a line's end
 * is a semicolon or nothing depending on it (Go specification, "Semicolons"). What `{` means in a
 * statement header it does not know: that is the feed's business (feed.h).
 */
#ifndef BENCHLINE_LEXER_H
#define BENCHLINE_LEXER_H

#include "benchline/syntax.h"

typedef struct GoToken {
    uint32_t start, end; /* offsets */
    uint32_t value;      /* operators, literals, keywords: their GoOp */
} GoToken;               /* its code (T_... of go_grammar.h) stands apart */

typedef struct GoLexer {
    const unsigned char *begin, *cursor, *limit; /* *limit is a NUL */
    int previous;                                /* code of the token before */
    GoFile *file;                                /* takes comments and lines */
    bool plain; /* what was read is ASCII without NUL, so that go_find_bad_bytes() finds nothing;
                 * false if not, or if that would have to be looked at */
    bool cut_short; /* what ends is not the source: T_ILLEGAL there, without an error */
    /* The first lexical error: its text, and the byte it is about. */
    const char *error;
    uint32_t error_at;
} GoLexer;

void go_lexer_init(GoLexer *lexer, GoFile *file);

/* The next token: its code (T_... of go_grammar.h) and `token`. 0 at the end of the source,
 * T_ILLEGAL once after a lexical error, with lexer->error set. */
int go_lex(GoLexer *lexer, GoToken *token);
/* Reads up to `most` tokens, a token and its code each; returns how many. The last one of a source
 * has code 0 or T_ILLEGAL; there is nothing to read behind it. */
size_t go_lex_many(GoLexer *lexer, GoToken *tokens, uint8_t *codes, size_t most);

/* The error at a character that Go has no use for. */
extern const char go_illegal_character[];

/* ---- literals.c ------------------------------------------------------------------------------ */

/* Explains a malformed literal (the lexer knows only that it is one): sets error and error_at. */
void go_explain_number(GoLexer *lexer, uint32_t start, uint32_t end);
void go_explain_quoted(GoLexer *lexer, uint32_t start);
/* Checks the numbers of a comment that has the form of a line directive; on a bad one sets error
 * and error_at and returns false. */
bool go_check_line_directive(GoLexer *lexer, uint32_t start, uint32_t end);

#endif
