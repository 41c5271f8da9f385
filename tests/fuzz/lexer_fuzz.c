/* lexer_fuzz.c - the lexer on any bytes.
 *
 * The tokens are held against a second reading of the same bytes, done here by hand, slowly and
 * without an automaton: where the lexer says that a token stands, one of that spelling and no
 * longer one must stand; between two tokens there are blanks and comments and nothing else; the
 * comments are those that the file lists; and a line's end is a semicolon exactly where the Go
 * specification
 * ("Semicolons") has one. */
#include "fuzzing.h"

#include "go_grammar.h"
#include "syntax/keywords.h"
#include "syntax/lexer.h"

typedef struct Spelling {
    const char *text;
    int code;
} Spelling;

/* Longer ones before those that they begin with. */
static const Spelling operators[] = {
    {"<<=", T_ASSIGN_OP}, {">>=", T_ASSIGN_OP}, {"&^=", T_ASSIGN_OP}, {"...", T_ELLIPSIS},
    {"<<", T_MUL},        {">>", T_MUL},        {"&^", T_MUL},        {"+=", T_ASSIGN_OP},
    {"-=", T_ASSIGN_OP},  {"*=", T_ASSIGN_OP},  {"/=", T_ASSIGN_OP},  {"%=", T_ASSIGN_OP},
    {"&=", T_ASSIGN_OP},  {"|=", T_ASSIGN_OP},  {"^=", T_ASSIGN_OP},  {"&&", T_LAND},
    {"||", T_LOR},        {"<-", T_ARROW},      {"++", T_INCDEC},     {"--", T_INCDEC},
    {"==", T_COMPARE},    {"!=", T_COMPARE},    {"<=", T_COMPARE},    {">=", T_COMPARE},
    {":=", T_DEFINE},     {"+", T_ADD},         {"-", T_ADD},         {"*", T_STAR},
    {"/", T_MUL},         {"%", T_MUL},         {"&", T_AND},         {"|", T_OR},
    {"^", T_ADD},         {"<", T_COMPARE},     {">", T_COMPARE},     {"=", T_ASSIGN},
    {"!", T_NOT},         {"~", T_TILDE},       {"(", T_LPAREN},      {")", T_RPAREN},
    {"[", T_LBRACK},      {"]", T_RBRACK},      {"{", T_LBRACE},      {"}", T_RBRACE},
    {",", T_COMMA},       {";", T_SEMI},        {".", T_DOT},         {":", T_COLON},
};

/* That these are Go's is for tests/unit/syntax_lexer_test.c to say. */
static const Spelling keywords[] = {
#define X(word, token, op) {#word, T_##token},
    GO_KEYWORDS(X)
#undef X
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- single tokens -------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

/* `next` is the byte after the token: a NUL at the end. */
static void check_word(int code, const GoToken *token, BlStr text, char next)
{
    for (size_t i = 0; i < text.len; i++)
        require(is_letter(text.ptr[i]) || is_digit(text.ptr[i]), "a word of other characters");
    /* Of what is not ASCII only the lexer's tables know whether it is a letter. */
    require((unsigned char)next >= 0x80 || !(is_letter(next) || is_digit(next)),
            "a word that goes on");
    int expected = T_IDENT;
    for (size_t i = 0; i < COUNT(keywords); i++)
        if (bl_str_eq(text, bl_cstr(keywords[i].text)))
            expected = keywords[i].code;
    require(code == expected, "a word of another kind");
    require(code != T_IDENT || token->value == 0, "an identifier with a value");
}

static void check_number(int code, BlStr text, char next)
{
    char last = text.ptr[text.len - 1];
    require(code == T_LITERAL, "a number that is no literal");
    for (size_t i = 0; i < text.len; i++)
        require(is_letter(text.ptr[i]) || is_digit(text.ptr[i]) || strchr(".+-", text.ptr[i]),
                "a number of other characters");
    require(last == 'i' || !(is_digit(next) || next == '_'), "a number that goes on");
}

/* Strings and runes, from quote to quote. */
static void check_quoted(int code, BlStr text)
{
    char quote = text.ptr[0];
    require(code == (quote == '\'' ? T_LITERAL : T_STRING), "a quoted literal of another kind");
    size_t at = 1;
    while (at < text.len && text.ptr[at] != quote) {
        require(quote == '`' || text.ptr[at] != '\n', "a line's end in a literal");
        at += quote != '`' && text.ptr[at] == '\\' ? 2 : 1;
    }
    require(at + 1 == text.len, "a literal that does not end with its quote");
}

static void check_operator(int code, BlStr rest, size_t length)
{
    size_t i = 0;
    while (i < COUNT(operators) && !bl_str_starts(rest, bl_cstr(operators[i].text)))
        i++;
    require(i < COUNT(operators), "no such operator");
    require(length == strlen(operators[i].text), "an operator that is not the longest");
    require(code == operators[i].code, "an operator of another kind");
}

static void check_token(const GoFile *file, int code, const GoToken *token)
{
    BlStr source = file->source;
    require(token->start < token->end && token->end <= source.len, "a token out of the input");
    BlStr text = bl_str(source.ptr + token->start, token->end - token->start);
    char first = text.ptr[0], next = source.ptr[token->end];
    if (is_letter(first))
        check_word(code, token, text, next);
    else if (is_digit(first) || (first == '.' && is_digit(text.ptr[1])))
        check_number(code, text, next);
    else if (strchr("\"'`", first))
        check_quoted(code, text);
    else
        check_operator(code, bl_str(text.ptr, source.len - token->start), text.len);
}

/* "After a line's final token" (Go specification, "Semicolons"), told from its text. */
static bool ends_statement(BlStr text)
{
    static const char *const ends[] = {"break", "continue", "fallthrough", "return", "++",
                                       "--",    ")",        "]",           "}"};
    for (size_t i = 0; i < COUNT(ends); i++)
        if (bl_str_eq(text, bl_cstr(ends[i])))
            return true;
    for (size_t i = 0; i < COUNT(keywords); i++)
        if (bl_str_eq(text, bl_cstr(keywords[i].text)))
            return false;
    return is_letter(text.ptr[0]) || is_digit(text.ptr[0]) || strchr("\"'`", text.ptr[0]) ||
           (text.ptr[0] == '.' && text.len > 1 && is_digit(text.ptr[1]));
}

/* ---- what lies between them ----------------------------------------------------------------- */

typedef struct Reading {
    const GoFile *file;
    GoLexer lexer;
    size_t comments; /* seen so far */
    uint32_t at;     /* end of the last token that is no automatic semicolon */
    bool wants_end;  /* that token makes a semicolon of a line's end */
} Reading;

/* The end of the comment that begins here, 0 if none does or it has none. */
static size_t comment_end(BlStr source, size_t at)
{
    BlStr rest = bl_str(source.ptr + at, source.len - at);
    if (bl_str_starts(rest, BL_STR("//"))) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        return end ? (size_t)(end - source.ptr) : source.len;
    }
    if (!bl_str_starts(rest, BL_STR("/*")))
        return 0;
    const char *end = memmem(rest.ptr + 2, rest.len - 2, "*/", 2);
    return end ? (size_t)(end - source.ptr) + 2 : 0;
}

/* Goes over blanks and comments to `limit` or the next token, whichever comes first. Returns where
 * it stopped; `semicolon` is the first thing that ends a line, with its end 0 if there is none. */
static uint32_t skip_blanks(Reading *r, uint32_t limit, GoToken *semicolon)
{
    BlStr source = r->file->source;
    *semicolon = (GoToken){0};
    uint32_t at = r->at;
    while (at < limit) {
        size_t end = comment_end(source, at);
        if (end) {
            require(r->comments < r->file->comments.count, "a comment that is not listed");
            GoComment comment = r->file->comments.items[r->comments++];
            require(comment.start == at && comment.end == end, "another comment is listed");
        } else if (strchr(" \t\r\n", source.ptr[at]) && source.ptr[at]) {
            end = at + 1u;
        } else {
            break;
        }
        if (!semicolon->end && memchr(source.ptr + at, '\n', end - at))
            *semicolon = (GoToken){.start = at, .end = (uint32_t)end};
        at = (uint32_t)end;
    }
    if (at == source.len && !semicolon->end)
        *semicolon = (GoToken){.start = at, .end = at};
    else if (!semicolon->end)
        r->wants_end = false; /* no line ended here */
    return at;
}

static bool is_automatic(const GoFile *file, int code, const GoToken *token)
{
    return code == T_SEMI &&
           !(token->end == token->start + 1 && file->source.ptr[token->start] == ';');
}

/* The next token that is written in the source, T_ILLEGAL or 0. */
static int read_token(Reading *r, GoToken *token)
{
    GoToken automatic = {0}, semicolon;
    int code = go_lex(&r->lexer, token);
    bool is_semicolon = is_automatic(r->file, code, token);
    if (is_semicolon) {
        automatic = *token;
        code = go_lex(&r->lexer, token);
        require(!is_automatic(r->file, code, token), "two semicolons for one line");
    }
    uint32_t length = (uint32_t)r->file->source.len;
    uint32_t limit = code == T_ILLEGAL ? token->start : length;
    require(token->start >= r->at && limit <= length, "tokens are not in order");
    uint32_t at = skip_blanks(r, limit, &semicolon);
    require(at == (code ? token->start : length), "something lies between two tokens");
    require(is_semicolon == r->wants_end, "a semicolon too many, or one too few");
    require(!is_semicolon || (automatic.start == semicolon.start && automatic.end == semicolon.end),
            "a semicolon in another place");
    return code;
}

static void check_error(const Reading *r)
{
    require(r->lexer.error && r->lexer.error[0], "illegal, and nothing is said");
    require(r->lexer.error_at >= r->at && r->lexer.error_at <= r->file->source.len,
            "an error that is somewhere else");
}

static void check_tokens(GoFile *file)
{
    Reading r = {.file = file};
    go_lexer_init(&r.lexer, file);
    r.at = bl_str_starts(file->source, BL_STR("\xEF\xBB\xBF")) ? 3 : 0;
    GoToken token;
    int code;
    while ((code = read_token(&r, &token)) != 0 && code != T_ILLEGAL) {
        check_token(file, code, &token);
        r.at = token.end;
        r.wants_end =
            ends_statement(bl_str(file->source.ptr + token.start, token.end - token.start));
    }
    if (code == T_ILLEGAL)
        check_error(&r);
    require(r.comments == file->comments.count, "a comment is listed that is none");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = source_bytes(data, size);
    GoFile file = {.source = bl_str(bytes, size)};
    check_tokens(&file);
    go_file_free(&file);
    free(bytes);
    return 0;
}
