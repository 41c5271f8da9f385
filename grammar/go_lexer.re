/* go_lexer.re - the lexical elements of Go, for re2c (Go specification, "Lexical elements").
 *
 * Every token is a slice of the source. re2c turns the rules below into one deterministic
 * automaton; the longest match wins, and of two equally long ones the rule that stands first. The
 * malformed literals rely on that: the general shape of a number stands after the exact ones, so it
 * matches only what no exact rule matched as far, and a C function then says what is wrong with it.
 *
 * The source ends with a NUL byte that is not part of it (lexer->limit points there). The automaton
 * therefore never needs a bounds check; only the rule for NUL asks whether this one is the end.
 * Raw strings and general comments are skipped with memchr, which is many times faster than an
 * automaton; words, line comments and the insides of strings sixteen bytes at a time (scan.h). That
 * the source is valid UTF-8 without NUL is made sure of apart (source.c), and only where the lexer
 * met anything but ASCII, which is rare: `plain` in lexer.h.
 *
 * This becomes a header: the parser's loop (parser_template.c) and the lexer on its own (lexer.c)
 * each have a copy of the automaton inside of them. In the parser's loop the processor then reads
 * the next token while it still waits for what the tables say about this one.
 */
#ifndef BENCHLINE_GO_LEXER_H
#define BENCHLINE_GO_LEXER_H

#include "go_grammar.h"
#include "syntax/keywords.h"
#include "syntax/lexer.h"

/*!include:re2c "unicode.re" */

enum { AHEAD = 1024 }; /* bytes that are asked for in advance, a line at a time */

/* Tokens that end a statement when a line ends after them stand first in go_grammar.y. */
static inline bool ends_statement(int code)
{
    return code <= T_RBRACE;
}

static int illegal(GoLexer *lexer, const unsigned char *at, const char *error)
{
    if (!lexer->error) {
        lexer->error = error;
        lexer->error_at = (uint32_t)(at - lexer->begin);
    }
    return T_ILLEGAL;
}

static void add_comment(GoLexer *lexer, const unsigned char *start, const unsigned char *end)
{
    GoComment comment = {(uint32_t)(start - lexer->begin), (uint32_t)(end - lexer->begin)};
    bl_vec_push(&lexer->file->comments, comment);
}

/* The byte after the closing star and slash, or NULL. `from` stands after the opening ones. */
static const unsigned char *comment_end(const GoLexer *lexer, const unsigned char *from)
{
    for (;;) {
        from = memchr(from, '*', (size_t)(lexer->limit - from));
        if (!from)
            return NULL;
        if (*++from == '/')
            return from + 1;
    }
}

static bool line_directive_ok(GoLexer *lexer, const unsigned char *start, const unsigned char *end)
{
    bool may_be = end - start > 7 && memcmp(start + 2, "line ", 5) == 0 &&
                  (start[1] == '*' || start == lexer->begin || start[-1] == '\n');
    return !may_be || go_check_line_directive(lexer, (uint32_t)(start - lexer->begin),
                                              (uint32_t)(end - lexer->begin));
}

static inline void add_line(GoLexer *lexer, const unsigned char *newline)
{
    /* The end of the file is the end of its last line, not a line of its own, as in go/token. */
    if (newline + 1 < lexer->limit)
        bl_vec_push(&lexer->file->line_starts, (uint32_t)(newline + 1 - lexer->begin));
}

/* Notes the lines that end inside of a token or comment; says whether there are any. */
static bool add_lines(GoLexer *lexer, const unsigned char *at, const unsigned char *end)
{
    bool any = false;
    while ((at = memchr(at, '\n', (size_t)(end - at)))) {
        add_line(lexer, at++);
        any = true;
    }
    return any;
}

/* Keeps the compiler from making arithmetic of a condition: a guessed branch lets the next token
 * begin at once, where arithmetic waits for the byte to arrive. */
static inline const unsigned char *without_delay(const unsigned char *at)
{
    __asm__("" : "+r"(at));
    return at;
}

#define RETURN(token_code, token_value)                                                            \
    do {                                                                                           \
        code = (token_code);                                                                       \
        value = (uint32_t)(token_value);                                                           \
        goto done;                                                                                 \
    } while (0)

/* Reads one token from *cursor, which it moves behind it; `previous` is the code of the token before.
 * Returns its code, 0 at the source's end, T_ILLEGAL after an error, which the lexer then has. */
BL_INLINE int scan_token(GoLexer *lexer, const unsigned char **cursor, int previous,
                         GoToken *token)
{
    const unsigned char *const begin = lexer->begin, *const limit = lexer->limit;
    const unsigned char *YYCURSOR = *cursor, *YYMARKER, *start;
    GoWord found;
    uint32_t value;
    int code;
next:
    if (*YYCURSOR == ' ') /* as before every second token */
        YYCURSOR = without_delay(YYCURSOR + 1);
    start = YYCURSOR;
    /*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:yyfill:enable = 0;
    re2c:encoding:utf8 = 1;

    letter = [a-zA-Z_] | unicode_letter;
    digit  = [0-9] | unicode_digit;

    // ---- numbers (Go specification, "Integer literals", "Floating-point literals") ----
    digits   = [0-9] ("_"? [0-9])*;
    hexdigit = [0-9a-fA-F];
    mantissa = hexdigit ("_"? hexdigit)*;
    decimal  = "0" | [1-9] ("_"? [0-9])*;
    binary   = "0" [bB] ("_"? [01])+;
    octal    = "0" [oO]? ("_"? [0-7])+;
    hex      = "0" [xX] ("_"? hexdigit)+;
    exponent = [eE] [+-]? digits;
    float    = digits "." digits? exponent? | digits exponent | "." digits exponent?;
    hexfloat = "0" [xX] ("_"? mantissa "."? | "_"? mantissa "." mantissa | "." mantissa)
               [pP] [+-]? digits;
    integer  = decimal | binary | octal | hex;
    // What an imaginary literal may begin with: Go looks at the digits of integers only.
    imaginary = integer | float | hexfloat | digits | "0" [bBoO] ("_"? [0-9])+;

    // What a reader would take for a number, right or wrong.
    number_shape =
        ( "0" [xX] [0-9a-fA-F_]* ("." [0-9a-fA-F_]*)? ([pP] [+-]? [0-9_]*)?
        | ("0" [bBoO] [0-9_]* ("." [0-9_]*)? | [0-9] [0-9_]* ("." [0-9_]*)? | "." [0-9] [0-9_]*)
          ([eEpP] [+-]? [0-9_]*)?
        ) "i"?;

    // ---- runes and strings ----
    unicode4 = [0-9a-cA-Ce-fE-F] hexdigit{3} | [dD] [0-7] hexdigit{2};
    escape   = "\\" ( [abfnrtv\\] | [0-3] [0-7] [0-7] | "x" hexdigit{2} | "u" unicode4
                    | "U" ("0000" unicode4 | "000" [1-9a-fA-F] hexdigit{4} | "0010" hexdigit{4}) );

    [ \t\r]     { YYCURSOR = go_scan_tabs(YYCURSOR, limit); goto next; }
    "\n"        {
        __builtin_prefetch(start + AHEAD); // the processor itself stops at the end of a page
        add_line(lexer, start);
        YYCURSOR = go_scan_tabs(YYCURSOR, limit);
        if (!ends_statement(previous))
            goto next;
        uint32_t at = (uint32_t)(start - begin);
        *token = (GoToken){at, at + 1, GO_OP_NONE};
        *cursor = YYCURSOR;
        return T_SEMI;
    }
    "//"        {
        YYCURSOR = go_scan_line(YYCURSOR, limit, &lexer->plain);
        if (!line_directive_ok(lexer, start, YYCURSOR))
            RETURN(T_ILLEGAL, 0);
        add_comment(lexer, start, YYCURSOR);
        goto next; // the line's end decides about a semicolon
    }
    "/*"        {
        const unsigned char *end = comment_end(lexer, YYCURSOR);
        if (!end) {
            YYCURSOR = limit;
            RETURN(illegal(lexer, start, "comment not terminated: expected a closing */"), 0);
        }
        YYCURSOR = end;
        lexer->plain &= go_scan_is_plain(start, end);
        if (!line_directive_ok(lexer, start, end))
            RETURN(T_ILLEGAL, 0);
        add_comment(lexer, start, end);
        // A comment with line ends in it acts like a line's end.
        if (add_lines(lexer, start, end) && ends_statement(previous))
            RETURN(T_SEMI, GO_OP_NONE);
        goto next;
    }
    "\x00"      {
        YYCURSOR--;
        if (YYCURSOR != limit) {
            YYCURSOR++;
            RETURN(illegal(lexer, start, "illegal character NUL"), 0);
        }
        if (lexer->cut_short)
            RETURN(T_ILLEGAL, 0);
        if (ends_statement(previous))
            RETURN(T_SEMI, GO_OP_NONE);
        RETURN(0, 0);
    }

    integer              { RETURN(T_LITERAL, GO_OP_INT); }
    float | hexfloat     { RETURN(T_LITERAL, GO_OP_FLOAT); }
    imaginary "i"        { RETURN(T_LITERAL, GO_OP_IMAG); }
    number_shape         {
        go_explain_number(lexer, (uint32_t)(start - lexer->begin),
                          (uint32_t)(YYCURSOR - lexer->begin));
        RETURN(T_ILLEGAL, 0);
    }
    ['] ([^'\\\n\x00] | escape | "\\'") [']  {
        lexer->plain &= start[1] < 0x80;
        RETURN(T_LITERAL, GO_OP_CHAR);
    }
    [']         {
        go_explain_quoted(lexer, (uint32_t)(start - lexer->begin));
        RETURN(T_ILLEGAL, 0);
    }
    ["]         { goto string; }
    "`"         {
        YYCURSOR = memchr(YYCURSOR, '`', (size_t)(limit - YYCURSOR));
        if (!YYCURSOR) {
            YYCURSOR = limit;
            RETURN(illegal(lexer, start, "raw string literal not terminated: expected a closing `"),
                   0);
        }
        YYCURSOR++;
        lexer->plain &= go_scan_is_plain(start, YYCURSOR);
        add_lines(lexer, start, YYCURSOR);
        RETURN(T_STRING, GO_OP_STRING);
    }

    // Keywords among them, which are told from identifiers afterwards.
    [a-zA-Z_]   { goto word; }
    unicode_letter (letter | digit)* {
        lexer->plain = false;
        RETURN(T_IDENT, 0);
    }

    "("   { RETURN(T_LPAREN, 0); }      ")"   { RETURN(T_RPAREN, 0); }
    "["   { RETURN(T_LBRACK, 0); }      "]"   { RETURN(T_RBRACK, 0); }
    "{"   { RETURN(T_LBRACE, 0); }      "}"   { RETURN(T_RBRACE, 0); }
    ","   { RETURN(T_COMMA, 0); }       ";"   { RETURN(T_SEMI, 0); }
    "."   { RETURN(T_DOT, 0); }         "..." { RETURN(T_ELLIPSIS, 0); }
    ":"   { RETURN(T_COLON, 0); }       ":="  { RETURN(T_DEFINE, GO_OP_DEFINE); }
    "="   { RETURN(T_ASSIGN, GO_OP_ASSIGN); }
    "++"  { RETURN(T_INCDEC, GO_OP_INC); }    "--"  { RETURN(T_INCDEC, GO_OP_DEC); }
    "<-"  { RETURN(T_ARROW, GO_OP_ARROW); }
    "||"  { RETURN(T_LOR, GO_OP_LOR); }       "&&"  { RETURN(T_LAND, GO_OP_LAND); }
    "=="  { RETURN(T_COMPARE, GO_OP_EQL); }   "!="  { RETURN(T_COMPARE, GO_OP_NEQ); }
    "<"   { RETURN(T_COMPARE, GO_OP_LSS); }   "<="  { RETURN(T_COMPARE, GO_OP_LEQ); }
    ">"   { RETURN(T_COMPARE, GO_OP_GTR); }   ">="  { RETURN(T_COMPARE, GO_OP_GEQ); }
    "+"   { RETURN(T_ADD, GO_OP_ADD); }       "-"   { RETURN(T_ADD, GO_OP_SUB); }
    "^"   { RETURN(T_ADD, GO_OP_XOR); }       "|"   { RETURN(T_OR, GO_OP_OR); }
    "*"   { RETURN(T_STAR, GO_OP_MUL); }      "&"   { RETURN(T_AND, GO_OP_AND); }
    "/"   { RETURN(T_MUL, GO_OP_QUO); }       "%"   { RETURN(T_MUL, GO_OP_REM); }
    "<<"  { RETURN(T_MUL, GO_OP_SHL); }       ">>"  { RETURN(T_MUL, GO_OP_SHR); }
    "&^"  { RETURN(T_MUL, GO_OP_AND_NOT); }
    "!"   { RETURN(T_NOT, GO_OP_NOT); }       "~"   { RETURN(T_TILDE, GO_OP_TILDE); }
    "+="  { RETURN(T_ASSIGN_OP, GO_OP_ADD_ASSIGN); }  "-="  { RETURN(T_ASSIGN_OP, GO_OP_SUB_ASSIGN); }
    "*="  { RETURN(T_ASSIGN_OP, GO_OP_MUL_ASSIGN); }  "/="  { RETURN(T_ASSIGN_OP, GO_OP_QUO_ASSIGN); }
    "%="  { RETURN(T_ASSIGN_OP, GO_OP_REM_ASSIGN); }  "&="  { RETURN(T_ASSIGN_OP, GO_OP_AND_ASSIGN); }
    "|="  { RETURN(T_ASSIGN_OP, GO_OP_OR_ASSIGN); }   "^="  { RETURN(T_ASSIGN_OP, GO_OP_XOR_ASSIGN); }
    "<<=" { RETURN(T_ASSIGN_OP, GO_OP_SHL_ASSIGN); }  ">>=" { RETURN(T_ASSIGN_OP, GO_OP_SHR_ASSIGN); }
    "&^=" { RETURN(T_ASSIGN_OP, GO_OP_AND_NOT_ASSIGN); }

    *     { RETURN(illegal(lexer, start, go_illegal_character), 0); }
    */

word:
    found = go_scan_word(start, limit);
    YYCURSOR = start + found.len;
    if (found.goes_on)
        goto long_word;
short_word: {
    const GoKeyword *slot = go_keyword_slot(found.head);
    bool keyword = go_same_head(slot->word, found.head);
    RETURN(keyword ? slot->code : T_IDENT, keyword ? slot->op : 0);
}
long_word: // its end is further than a keyword's, or what follows is no ASCII
    YYCURSOR = go_scan_word_end(start, limit);
    if (*YYCURSOR < 0x80)
        RETURN(T_IDENT, 0);
    YYCURSOR--; // from its last ASCII byte on
    /*!re2c
    (letter | digit)+   {
        if (YYCURSOR == start + found.len)
            goto short_word; // what follows is no letter
        lexer->plain = false;
        RETURN(T_IDENT, 0);
    }
    *                   { RETURN(T_ILLEGAL, 0); } // it has one
    */
string: // the inside of an interpreted string; its bytes are known to be valid UTF-8
    YYCURSOR = go_scan_string(YYCURSOR, limit, &lexer->plain);
    /*!re2c
    re2c:encoding:utf8 = 0;
    escape | "\\" ["]   { goto string; }
    ["]                 { RETURN(T_STRING, GO_OP_STRING); }
    *                   {
        go_explain_quoted(lexer, (uint32_t)(start - begin));
        RETURN(T_ILLEGAL, 0);
    }
    */
done:
    *token = (GoToken){(uint32_t)(start - begin), (uint32_t)(YYCURSOR - begin), value};
    *cursor = YYCURSOR;
    return code;
}

#undef RETURN
#endif
