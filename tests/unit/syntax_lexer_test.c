/* Source bytes to tokens (Go specification, "Lexical elements"). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "go_grammar.h"
#include "syntax/lexer.h"

/* ---- reading tokens ------------------------------------------------------------------------- */

static BlBuf shown;

static int tear_down(void **state)
{
    (void)state;
    bl_buf_free(&shown);
    return 0;
}

/* How a token is shown: its text, but for semicolons "NL" when a line end put it there, and for
 * literals their kind before it. */
static void show(BlStr source, int code, const GoToken *token)
{
    BlStr text = bl_str(source.ptr + token->start, token->end - token->start);
    if (code == T_SEMI && !bl_str_eq(text, BL_STR(";"))) {
        bl_buf_puts(&shown, "NL");
        return;
    }
    if (code == T_LITERAL || code == T_STRING) {
        BlStr kind, rest;
        bl_str_cut(bl_cstr(go_op_name((GoOp)token->value)), ' ', &kind, &rest);
        bl_buf_printf(&shown, "%.*s:", (int)kind.len, kind.ptr);
    }
    bl_buf_str(&shown, text);
}

/* All tokens with a blank between them; a lexical error ends the list as "!OFFSET MESSAGE". */
static const char *lex_bytes(BlStr source)
{
    GoFile file = {.source = source};
    GoLexer lexer;
    GoToken token;
    bl_buf_clear(&shown);
    bl_buf_puts(&shown, "");
    go_lexer_init(&lexer, &file);
    for (int code; (code = go_lex(&lexer, &token)) != 0;) {
        if (shown.len)
            bl_buf_putc(&shown, ' ');
        if (code == T_ILLEGAL) {
            bl_buf_printf(&shown, "!%u %s", lexer.error_at, lexer.error);
            break;
        }
        assert_true(token.start <= token.end && token.end <= source.len);
        show(source, code, &token);
    }
    go_file_free(&file);
    return shown.data;
}

static const char *lex(const char *source)
{
    return lex_bytes(bl_cstr(source));
}

typedef struct Row {
    const char *source, *tokens;
} Row;

static void check(const Row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_string_equal(lex(rows[i].source), rows[i].tokens);
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

/* Each row is a source that is one literal; its kind is the same for all. */
static void check_literals(const char *kind, const char *const *literals, size_t count)
{
    BlBuf expected = {0};
    for (size_t i = 0; i < count; i++) {
        bl_buf_clear(&expected);
        bl_buf_printf(&expected, "%s:%s NL", kind, literals[i]);
        assert_string_equal(lex(literals[i]), expected.data);
    }
    bl_buf_free(&expected);
}

#define CHECK_LITERALS(kind, ...)                                           \
    do {                                                                    \
        static const char *const literals[] = {__VA_ARGS__};                \
        check_literals(kind, literals, sizeof literals / sizeof *literals); \
    } while (0)

/* ---- literals ------------------------------------------------------------------------------- */

static void integer_literals(void **state)
{
    (void)state;
    CHECK_LITERALS("integer", "0", "42", "4_2", "0600", "0_600", "0o600", "0O600", "0xBadFace",
                   "0xBad_Face", "0x_67_7a_2f_cc_40_c6", "0b1011", "0B_1", "0X_f", "00", "0_0",
                   "170141183460469231731687303715884105727",
                   "170_141183_460469_231731_687303_715884_105727");
}

static void floating_point_literals(void **state)
{
    (void)state;
    CHECK_LITERALS("floating-point", "0.", "72.40", "072.40", "2.71828", "1.e+0", "6.67428e-11",
                   "1E6", ".25", ".12345E+5", "1_5.", "0.15e+02", "0x1p-2", "0x2.p10", "0x1.Fp+0",
                   "0X.8p-0", "0X_1FFFP-16", "08.5", "09e1", "0_1.2_3e4_5", "0x_1p1_0");
    assert_string_equal(lex("0x15e-2"), "integer:0x15e - integer:2 NL");
}

static void imaginary_literals(void **state)
{
    (void)state;
    CHECK_LITERALS("imaginary", "0i", "0123i", "0o123i", "0xabci", "0.i", "2.71828i", "1.e+0i",
                   "6.67428e-11i", "1E6i", ".25i", ".12345E+5i", "0x1p-2i", "0b101i", "08i",
                   "0b12i", "0o8i"); /* Go looks at the digits of integers only */
}

static void rune_literals(void **state)
{
    (void)state;
    CHECK_LITERALS("rune", "'a'", "'ä'", "'本'", "'\\t'", "'\\000'", "'\\007'", "'\\377'",
                   "'\\x07'", "'\\xff'", "'\\u12e4'", "'\\U00101234'", "'\\''", "'\"'", "'\t'",
                   "'\\uD7FF'", "'\\uE000'", "'\\U0010FFFF'", "'\\\\'", "'`'", "'😀'");
}

static void string_literals(void **state)
{
    (void)state;
    CHECK_LITERALS("string", "``", "`abc`", "`\\n\n\\n`", "`a\r\nb`", "\"\"", "\"\\n\"", "\"\\\"\"",
                   "\"Hello, world!\\n\"", "\"日本語\"", "\"\\u65e5本\\U00008a9e\"",
                   "\"\\xff\\u00FF\"", "\"\\a\\b\\f\\n\\r\\t\\v\\\\\"", "\"//\"", "\"/*\"", "\"'\"",
                   "\"\\377\\000\"", "\"`\"");
}

static void malformed_numbers(void **state)
{
    (void)state;
    static const char separator[] = "'_' must separate successive digits";
    static const struct {
        const char *source;
        unsigned at;
    } separators[] = {
        {"42_", 2},    {"4__2", 2},   {"0_xBadFace", 1}, {"1_.5", 1},     {"1._5", 2},
        {"1.5_e1", 3}, {"1.5e_1", 4}, {"1.5e1_", 5},     {"0b1_", 3},     {"0_", 1},
        {"0__7", 2},   {"0x1_", 3},   {"1e1_", 3},       {"0x1p1_", 5},   {"1_i", 1},
        {"0x1p_1", 4}, {".5_", 2},    {"0x_1__2", 5},    {"0x1._8p1", 4},
    };
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        BlBuf expected = {0};
        bl_buf_printf(&expected, "!%u %s", separators[i].at, separator);
        assert_string_equal(lex(separators[i].source), expected.data);
        bl_buf_free(&expected);
    }
    static const Row rows[] = {
        {"0x.p1", "!3 number has no digits after its prefix"},
        {"0b", "!2 number has no digits after its prefix"},
        {"0O", "!2 number has no digits after its prefix"},
        {"0x_", "!2 '_' must separate successive digits"},
        {"0x_.", "!2 '_' must separate successive digits"},
        {"0b.1", "!2 invalid radix point: only decimal and hexadecimal numbers have one"},
        {"0bp1", "!2 number has no digits after its prefix"},
        {"0op", "!2 number has no digits after its prefix"},
        {"0xi", "!2 number has no digits after its prefix"},
        {"1p-2", "!1 'p' exponent requires a hexadecimal mantissa"},
        {"07.8p1", "!4 'p' exponent requires a hexadecimal mantissa"},
        {"0b1p1", "!3 'p' exponent requires a hexadecimal mantissa"},
        {"0b1e1", "!3 'e' exponent requires a decimal mantissa"},
        {"0o1E1", "!3 'e' exponent requires a decimal mantissa"},
        {"0x1.5e-2", "!6 hexadecimal floating-point number requires a 'p' exponent"},
        {"0x.8", "!4 hexadecimal floating-point number requires a 'p' exponent"},
        {"1e", "!2 exponent has no digits"},
        {"1E+", "!3 exponent has no digits"},
        {"1e_", "!2 '_' must separate successive digits"},
        {"1_e", "!1 '_' must separate successive digits"},
        {"1ei", "!2 exponent has no digits"},
        {"0_p", "!1 '_' must separate successive digits"},
        {"0b1_.", "!3 '_' must separate successive digits"},
        {"0x1_.", "!3 '_' must separate successive digits"},
        {"08_i", "!2 '_' must separate successive digits"},
        {"00__8", "!3 '_' must separate successive digits"},
        {"0x1p-", "!5 exponent has no digits"},
        {"0b12", "!3 invalid digit in binary number"},
        {"0o8", "!2 invalid digit in octal number"},
        {"0128", "!3 invalid digit in octal number"},
        {"09", "!1 invalid digit in octal number"},
        {"0b1.0", "!3 invalid radix point: only decimal and hexadecimal numbers have one"},
        {"0o1.0i", "!3 invalid radix point: only decimal and hexadecimal numbers have one"},
    };
    CHECK(rows);
}

static void numbers_end_where_they_must(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"_42", "_42 NL"},
        {"1..2", "floating-point:1. floating-point:.2 NL"},
        {"a.1", "a floating-point:.1 NL"},
        {"1x", "integer:1 x NL"},
        {"0xg", "!2 number has no digits after its prefix"},
        {"1ii", "imaginary:1i i NL"},
        {"...1", "... integer:1 NL"},
        {"1e5e5", "floating-point:1e5 e5 NL"},
        {"0b1a", "integer:0b1 a NL"},
    };
    CHECK(rows);
}

static void malformed_runes(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"''", "!0 empty rune literal: expected one character"},
        {"'aa'", "!0 more than one character in rune literal (strings take double quotes)"},
        {"'ab", "!0 rune literal not terminated: expected a closing '"},
        {"'", "!0 rune literal not terminated: expected a closing '"},
        {"'\n'", "!0 rune literal not terminated: expected a closing '"},
        {"'\\'", "!0 rune literal not terminated: expected a closing '"},
        {"'\\k'",
         "!2 unknown escape sequence (in a path or pattern, write \\\\ or use a raw string)"},
        {"'\\\"'",
         "!2 unknown escape sequence (in a path or pattern, write \\\\ or use a raw string)"},
        {"'\\xa'", "!4 illegal character in escape sequence: expected another digit"},
        {"'\\0'", "!3 illegal character in escape sequence: expected another digit"},
        {"'\\08'", "!3 illegal character in escape sequence: expected another digit"},
        {"'\\u12g4'", "!5 illegal character in escape sequence: expected another digit"},
        {"'\\400'", "!2 escape sequence is larger than a byte"},
        {"'\\777'", "!2 escape sequence is larger than a byte"},
        {"'\\uDFFF'", "!2 escape sequence is an invalid Unicode code point"},
        {"'\\ud800'", "!2 escape sequence is an invalid Unicode code point"},
        {"'\\U00110000'", "!2 escape sequence is an invalid Unicode code point"},
        {"'\\UFFFFFFFF'", "!2 escape sequence is an invalid Unicode code point"},
    };
    CHECK(rows);
}

static void malformed_strings(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"\"", "!0 string literal not terminated: expected a closing \""},
        {"x \"abc", "x !2 string literal not terminated: expected a closing \""},
        {"\"a\nb\"", "!0 string literal not terminated: expected a closing \""},
        {"\"\\\"", "!0 string literal not terminated: expected a closing \""},
        {"\"\\q", "!0 string literal not terminated: expected a closing \""},
        {"\"\\", "!0 string literal not terminated: expected a closing \""},
        {"\"\\x4\n", "!0 string literal not terminated: expected a closing \""},
        {"\"\\444", "!0 string literal not terminated: expected a closing \""},
        {"\"\\x\"", "!3 illegal character in escape sequence: expected another digit"},
        {"`abc", "!0 raw string literal not terminated: expected a closing `"},
        {"\"\\z\"",
         "!2 unknown escape sequence (in a path or pattern, write \\\\ or use a raw string)"},
        {"\"\\'\"",
         "!2 unknown escape sequence (in a path or pattern, write \\\\ or use a raw string)"},
        {"\"ok\\n\\q\"",
         "!6 unknown escape sequence (in a path or pattern, write \\\\ or use a raw string)"},
        {"\"\\x1\"", "!4 illegal character in escape sequence: expected another digit"},
        {"\"\\U0010FFFG\"", "!10 illegal character in escape sequence: expected another digit"},
        {"\"\\uD800\"", "!2 escape sequence is an invalid Unicode code point"},
        {"\"\\U00110000\"", "!2 escape sequence is an invalid Unicode code point"},
        {"\"\\400\"", "!2 escape sequence is larger than a byte"},
        {"\"äö\\400\"", "!6 escape sequence is larger than a byte"},
    };
    CHECK(rows);
}

/* ---- operators, keywords, identifiers ------------------------------------------------------- */

static void operators_and_punctuation(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int code;
        GoOp op;
    } rows[] = {
        {"+", T_ADD, GO_OP_ADD},
        {"-", T_ADD, GO_OP_SUB},
        {"*", T_STAR, GO_OP_MUL},
        {"/", T_MUL, GO_OP_QUO},
        {"%", T_MUL, GO_OP_REM},
        {"&", T_AND, GO_OP_AND},
        {"|", T_OR, GO_OP_OR},
        {"^", T_ADD, GO_OP_XOR},
        {"<<", T_MUL, GO_OP_SHL},
        {">>", T_MUL, GO_OP_SHR},
        {"&^", T_MUL, GO_OP_AND_NOT},
        {"+=", T_ASSIGN_OP, GO_OP_ADD_ASSIGN},
        {"-=", T_ASSIGN_OP, GO_OP_SUB_ASSIGN},
        {"*=", T_ASSIGN_OP, GO_OP_MUL_ASSIGN},
        {"/=", T_ASSIGN_OP, GO_OP_QUO_ASSIGN},
        {"%=", T_ASSIGN_OP, GO_OP_REM_ASSIGN},
        {"&=", T_ASSIGN_OP, GO_OP_AND_ASSIGN},
        {"|=", T_ASSIGN_OP, GO_OP_OR_ASSIGN},
        {"^=", T_ASSIGN_OP, GO_OP_XOR_ASSIGN},
        {"<<=", T_ASSIGN_OP, GO_OP_SHL_ASSIGN},
        {">>=", T_ASSIGN_OP, GO_OP_SHR_ASSIGN},
        {"&^=", T_ASSIGN_OP, GO_OP_AND_NOT_ASSIGN},
        {"&&", T_LAND, GO_OP_LAND},
        {"||", T_LOR, GO_OP_LOR},
        {"<-", T_ARROW, GO_OP_ARROW},
        {"++", T_INCDEC, GO_OP_INC},
        {"--", T_INCDEC, GO_OP_DEC},
        {"==", T_COMPARE, GO_OP_EQL},
        {"<", T_COMPARE, GO_OP_LSS},
        {">", T_COMPARE, GO_OP_GTR},
        {"=", T_ASSIGN, GO_OP_ASSIGN},
        {"!", T_NOT, GO_OP_NOT},
        {"~", T_TILDE, GO_OP_TILDE},
        {"!=", T_COMPARE, GO_OP_NEQ},
        {"<=", T_COMPARE, GO_OP_LEQ},
        {">=", T_COMPARE, GO_OP_GEQ},
        {":=", T_DEFINE, GO_OP_DEFINE},
        {"...", T_ELLIPSIS, GO_OP_NONE},
        {"(", T_LPAREN, GO_OP_NONE},
        {")", T_RPAREN, GO_OP_NONE},
        {"[", T_LBRACK, GO_OP_NONE},
        {"]", T_RBRACK, GO_OP_NONE},
        {"{", T_LBRACE, GO_OP_NONE},
        {"}", T_RBRACE, GO_OP_NONE},
        {",", T_COMMA, GO_OP_NONE},
        {";", T_SEMI, GO_OP_NONE},
        {".", T_DOT, GO_OP_NONE},
        {":", T_COLON, GO_OP_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        GoFile file = {.source = bl_cstr(rows[i].text)};
        GoLexer lexer;
        GoToken token;
        go_lexer_init(&lexer, &file);
        assert_int_equal(go_lex(&lexer, &token), rows[i].code);
        assert_int_equal(token.value, rows[i].op);
        assert_int_equal(token.end, strlen(rows[i].text));
        if (rows[i].op != GO_OP_NONE)
            assert_string_equal(go_op_name((GoOp)token.value), rows[i].text);
        go_file_free(&file);
    }
}

static void longest_operator_wins(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"a&^=b", "a &^= b NL"},    {"a&^b", "a &^ b NL"},      {"a& ^b", "a & ^ b NL"},
        {"a<-b", "a <- b NL"},      {"a< -b", "a < - b NL"},    {"a+++b", "a ++ + b NL"},
        {"a----b", "a -- -- b NL"}, {"a....b", "a ... . b NL"}, {"a..b", "a . . b NL"},
        {"a<<<b", "a << < b NL"},   {"a:==b", "a := = b NL"},   {"a|||b", "a || | b NL"},
        {"a!==b", "a != = b NL"},   {"<-<-c", "<- <- c NL"},
    };
    CHECK(rows);
}

static void every_keyword_is_no_identifier(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int code;
    } rows[] = {
        {"break", T_BREAK},
        {"case", T_CASE},
        {"chan", T_CHAN},
        {"const", T_CONST},
        {"continue", T_CONTINUE},
        {"default", T_DEFAULT},
        {"defer", T_DEFER},
        {"else", T_ELSE},
        {"fallthrough", T_FALLTHROUGH},
        {"for", T_FOR},
        {"func", T_FUNC},
        {"go", T_GO},
        {"goto", T_GOTO},
        {"if", T_IF},
        {"import", T_IMPORT},
        {"interface", T_INTERFACE},
        {"map", T_MAP},
        {"package", T_PACKAGE},
        {"range", T_RANGE},
        {"return", T_RETURN},
        {"select", T_SELECT},
        {"struct", T_STRUCT},
        {"switch", T_SWITCH},
        {"type", T_TYPE},
        {"var", T_VAR},
    };
    assert_int_equal(sizeof rows / sizeof *rows, 25);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char letter[32], other[32], none[32];
        snprintf(letter, sizeof letter, "%ss", rows[i].text);
        snprintf(other, sizeof other, "%sé", rows[i].text);
        snprintf(none, sizeof none, "%s“ or so", rows[i].text);
        const char *const sources[] = {rows[i].text, none, letter, other};
        for (size_t j = 0; j < 4; j++) {
            GoFile file = {.source = bl_cstr(sources[j])};
            GoLexer lexer;
            GoToken token;
            go_lexer_init(&lexer, &file);
            assert_int_equal(go_lex(&lexer, &token), j < 2 ? rows[i].code : T_IDENT);
            go_file_free(&file);
        }
    }
}

/* Words, strings and indentation are read sixteen bytes at a time where so many are left. */
static void lengths_around_sixteen(void **state)
{
    (void)state;
    enum { MOST = 40 };
    for (uint32_t len = 1; len <= MOST; len++)
        for (uint32_t behind = 0; behind <= MOST; behind++) {
            BlBuf text = {0};
            for (uint32_t i = 0; i < len; i++)
                bl_buf_putc(&text, '\t');
            for (uint32_t i = 0; i < len; i++)
                bl_buf_putc(&text, "a_Z9"[i % 4]);
            bl_buf_putc(&text, '"');
            for (uint32_t i = 0; i < len; i++)
                bl_buf_putc(&text, (char)('#' + i));
            bl_buf_putc(&text, '"');
            for (uint32_t i = 0; i < behind; i++)
                bl_buf_putc(&text, ' ');
            GoFile file = {.source = bl_buf_view(&text)};
            GoLexer lexer;
            GoToken word, string;
            go_lexer_init(&lexer, &file);
            assert_int_equal(go_lex(&lexer, &word), T_IDENT);
            assert_int_equal(go_lex(&lexer, &string), T_STRING);
            assert_int_equal(word.start, len);
            assert_int_equal(word.end, 2 * len);
            assert_int_equal(string.start, 2 * len);
            assert_int_equal(string.end, 3 * len + 2);
            assert_int_equal(go_lex(&lexer, &word), T_SEMI);
            assert_int_equal(go_lex(&lexer, &word), 0);
            go_file_free(&file);
            bl_buf_free(&text);
        }
}

static void identifiers_take_all_of_unicode(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"a _x9 ThisVariableIsExported αβ", "a _x9 ThisVariableIsExported αβ NL"},
        {"日本 été Ж", "日本 été Ж NL"},
        {"for“", "for !3 illegal character"}, /* no letter, so it is the keyword */
        {"sixteen_letters_“", "sixteen_letters_ !16 illegal character"},
        {"x٣", "x٣ NL"},               /* U+0663, a digit of class Nd, inside an identifier */
        {"٣", "!0 illegal character"}, /* not at its beginning */
        {"ǅ", "ǅ NL"},                 /* U+01C5, Lt */
        {"ʰ", "ʰ NL"},                 /* U+02B0, Lm */
        {"𝒜", "𝒜 NL"},                 /* U+1D49C, beyond the BMP */
        {"Ⅷ", "!0 illegal character"}, /* U+2167, Nl */
        {"aⅧ", "a !1 illegal character"},
        {"e\xCC\x81", "e !1 illegal character"}, /* U+0301, a combining mark */
        {"😀", "!0 illegal character"},
        {"a\xE2\x80\x8B", "a !1 illegal character"}, /* U+200B, zero width space */
        {"\xC2\xA0", "!0 illegal character"},        /* no-break space is no blank */
    };
    CHECK(rows);
}

static void characters_without_a_meaning(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"@", "!0 illegal character"},    {"a #", "a !2 illegal character"},
        {"$x", "!0 illegal character"},   {"?", "!0 illegal character"},
        {"\\", "!0 illegal character"},   {"\x01", "!0 illegal character"},
        {"\x7F", "!0 illegal character"}, {"\f", "!0 illegal character"},
        {"\v", "!0 illegal character"},   {"“x”", "!0 illegal character"},
    };
    CHECK(rows);
    assert_string_equal(lex_bytes(BL_STR("a\0b")), "a !1 illegal character NUL");
}

/* ---- semicolons and comments ---------------------------------------------------------------- */

static void a_line_end_is_a_semicolon_after_some_tokens(void **state)
{
    (void)state;
    static const char *const ends[] = {
        "a",        "1",           "1.",     "1i", "'a'", "\"s\"", "`s`", "break",
        "continue", "fallthrough", "return", "++", "--",  ")",     "]",   "}"};
    static const char *const goes_on[] = {
        "+",       "-",     "*",      "/",      "%",      "&",       "|",         "^",
        "<<",      ">>",    "&^",     "+=",     "&^=",    "&&",      "||",        "<-",
        "==",      "<",     ">",      "=",      "!",      "~",       "!=",        "<=",
        ">=",      ":=",    "...",    "(",      "[",      "{",       ",",         ";",
        ".",       ":",     "case",   "chan",   "const",  "default", "defer",     "else",
        "for",     "func",  "go",     "goto",   "if",     "import",  "interface", "map",
        "package", "range", "select", "struct", "switch", "type",    "var"};
    char source[32];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        strcat(strcpy(source, ends[i]), "\nx");
        assert_non_null(strstr(lex(source), " NL x NL"));
    }
    for (size_t i = 0; i < sizeof goes_on / sizeof *goes_on; i++) {
        strcat(strcpy(source, goes_on[i]), "\nx");
        assert_null(strstr(lex(source), "NL x"));
    }
}

static void what_counts_as_a_line_end(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"a", "a NL"}, /* the end of the file */
        {"a\n", "a NL"},
        {"a\r\nb", "a NL b NL"},
        {"a\rb", "a b NL"}, /* a carriage return alone is a blank */
        {"a\n\n\nb", "a NL b NL"},
        {"a // c\nb", "a NL b NL"},
        {"a // c", "a NL"},
        {"a //", "a NL"},
        {"a /* c */ b", "a b NL"},
        {"a /* c\n */ b", "a NL b NL"},
        {"a /* c */\nb", "a NL b NL"},
        {"a /**/ /*\n*/ b", "a NL b NL"},
        {"a /* c */", "a NL"},
        {"a /*\n*/", "a NL"},
        {"a + /*\n*/ b", "a + b NL"},
        {"// c\n/* c\n */ ;", ";"},
        {"", ""},
        {" \t\r\n", ""},
        {"a;\nb", "a ; b NL"},
        {"a;", "a ;"},
        {"f(\na,\n)\n", "f ( a , ) NL"},
    };
    CHECK(rows);
}

static void where_an_inserted_semicolon_stands(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        uint32_t start;
    } rows[] = {{"a  \nb", 3}, {"a // c\nb", 6}, {"a /*\n*/ b", 2}, {"a", 1}, {"a  ", 3}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        GoFile file = {.source = bl_cstr(rows[i].source)};
        GoLexer lexer;
        GoToken token;
        go_lexer_init(&lexer, &file);
        assert_int_equal(go_lex(&lexer, &token), T_IDENT);
        assert_int_equal(go_lex(&lexer, &token), T_SEMI);
        assert_int_equal(token.start, rows[i].start);
        go_file_free(&file);
    }
}

static void the_end_follows_a_last_semicolon(void **state)
{
    (void)state;
    GoFile file = {.source = BL_STR("a")};
    GoLexer lexer;
    GoToken token;
    go_lexer_init(&lexer, &file);
    assert_int_equal(go_lex(&lexer, &token), T_IDENT);
    assert_int_equal(go_lex(&lexer, &token), T_SEMI);
    assert_int_equal(go_lex(&lexer, &token), 0);
    assert_int_equal(token.start, 1);
    assert_int_equal(token.end, 1);
    go_file_free(&file);
}

static void comments_are_kept_in_order(void **state)
{
    (void)state;
    GoFile file = {.source = BL_STR("//a\nx /* b\n */ /**/ y // c")};
    static const GoComment expected[] = {{0, 3}, {6, 14}, {15, 19}, {22, 26}};
    GoLexer lexer;
    GoToken token;
    go_lexer_init(&lexer, &file);
    while (go_lex(&lexer, &token))
        ;
    assert_int_equal(file.comments.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(file.comments.items[i].start, expected[i].start);
        assert_int_equal(file.comments.items[i].end, expected[i].end);
    }
    go_file_free(&file);
}

static void comments_end_at_the_first_chance(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"/* a /* b */ c */", "c * /"},
        {"/***/ a", "a NL"},
        {"/**/ a", "a NL"},
        {"// a /* b\nc", "c NL"},
        {"/* // */ a", "a NL"},
        {"/*", "!0 comment not terminated: expected a closing */"},
        {"a /*/", "a !2 comment not terminated: expected a closing */"},
        {"/* *", "!0 comment not terminated: expected a closing */"},
        {"a\n/* b", "a NL !2 comment not terminated: expected a closing */"},
        {"a / /b", "a / / b NL"},
        {"`// no`", "string:`// no` NL"},
    };
    CHECK(rows);
}

static void byte_order_mark_only_in_front(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"\xEF\xBB\xBFpackage p", "package p NL"},
        {"\xEF\xBB\xBF", ""},
        {"a\xEF\xBB\xBF", "a !1 illegal character"},
    };
    CHECK(rows);
    GoFile file = {.source = BL_STR("\xEF\xBB\xBF"
                                    "a")};
    GoLexer lexer;
    GoToken token;
    go_lexer_init(&lexer, &file);
    assert_int_equal(go_lex(&lexer, &token), T_IDENT);
    assert_int_equal(token.start, 3); /* it counts: offsets are the file's */
    go_file_free(&file);
}

/* ---- line directives (go doc cmd/compile, "Compiler Directives") ---------------------------- */

static void good_line_directives(void **state)
{
    (void)state;
    static const char *const sources[] = {
        "//line x.go:10",
        "//line :10",
        "//line x.go:10:5",
        "//line x:y:3",
        "//line x.go:007",
        "/*line x.go:1*/",
        "//line x.go:1073741824",
        "//line x.go:10\r\n",
        "//line C:\\x.go:10",
        /* More than 64 bits are no number, so the last one is the line. */
        "//line x:18446744073709551616:5",
        /* go/scanner takes 63 bits and a sign for a number below the greatest line. */
        "//line x:9223372036854775808",
        "//line x:1:18446744073709551615",
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        assert_string_equal(lex(sources[i]), "");
}

static void comments_that_are_no_line_directives(void **state)
{
    (void)state;
    static const char *const sources[] = {
        "//line x.go",    "//line ",        "// line x.go:0", "//Line x.go:0", "//line\tx.go:0",
        " //line x.go:0", "\t//line x:bad", "/*line */",      "//line",        "/* line x:0*/",
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        assert_string_equal(lex(sources[i]), "");
}

static void bad_line_directives(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"//line x.go:0", "!12 invalid line number in line directive"},
        {"//line x.go:abc", "!12 invalid line number in line directive"},
        {"//line x.go:-1", "!12 invalid line number in line directive"},
        {"//line x.go:10 ", "!12 invalid line number in line directive"},
        {"//line x.go:1073741825", "!12 invalid line number in line directive"},
        {"//line x.go:99999999999999999999", "!12 invalid line number in line directive"},
        {"//line x:9223372036854775807", "!9 invalid line number in line directive"},
        {"//line x:18446744073709551616", "!9 invalid line number in line directive"},
        {"//line x:5:18446744073709551616", "!11 invalid line number in line directive"},
        {"//line :", "!8 invalid line number in line directive"},
        {"//line ::", "!9 invalid line number in line directive"},
        {"//line x:0:5", "!9 invalid line number in line directive"},
        {"//line x.go:10:0", "!15 invalid column number in line directive"},
        {"//line x.go:0:0", "!14 invalid column number in line directive"},
        {"//line x:1:1073741825", "!11 invalid column number in line directive"},
        {"/*line x:0*/", "!9 invalid line number in line directive"},
        {"/*line x:0\n*/", "!9 invalid line number in line directive"},
        {"a /*line x:0*/ b", "a !11 invalid line number in line directive"},
        {"a\n//line x:0\r\nb", "a NL !11 invalid line number in line directive"},
    };
    CHECK(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integer_literals),
        cmocka_unit_test(floating_point_literals),
        cmocka_unit_test(imaginary_literals),
        cmocka_unit_test(rune_literals),
        cmocka_unit_test(string_literals),
        cmocka_unit_test(malformed_numbers),
        cmocka_unit_test(numbers_end_where_they_must),
        cmocka_unit_test(malformed_runes),
        cmocka_unit_test(malformed_strings),
        cmocka_unit_test(operators_and_punctuation),
        cmocka_unit_test(longest_operator_wins),
        cmocka_unit_test(every_keyword_is_no_identifier),
        cmocka_unit_test(lengths_around_sixteen),
        cmocka_unit_test(identifiers_take_all_of_unicode),
        cmocka_unit_test(characters_without_a_meaning),
        cmocka_unit_test(a_line_end_is_a_semicolon_after_some_tokens),
        cmocka_unit_test(what_counts_as_a_line_end),
        cmocka_unit_test(where_an_inserted_semicolon_stands),
        cmocka_unit_test(the_end_follows_a_last_semicolon),
        cmocka_unit_test(comments_are_kept_in_order),
        cmocka_unit_test(comments_end_at_the_first_chance),
        cmocka_unit_test(byte_order_mark_only_in_front),
        cmocka_unit_test(good_line_directives),
        cmocka_unit_test(comments_that_are_no_line_directives),
        cmocka_unit_test(bad_line_directives),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
