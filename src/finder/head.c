/* head.c - reads the head of a Go file, down to its last import, as go/build does.
 *
 * Most files are never parsed; of those, a build needs to know whether they import "C", because
 * that decides whether a file belongs to a build without cgo. What comes first in a file is simple:
 * comments, the package clause, imports: a name or a dot, a string, parentheses around several.
 * go/build reads it by hand too, and is as easygoing: semicolons count as blanks. It stops at the
 * first thing that is neither; a NUL byte before that is an error, one after it is the compiler's
 * business.
 */
#include "finder/parts.h"

typedef struct Reader {
    BlStr text;
    size_t at;
    bool failed; /* something stands there that has no place in a head */
} Reader;

static char peek(const Reader *r)
{
    return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}

static bool looking_at(const Reader *r, BlStr text)
{
    return bl_str_starts(bl_str_from(r->text, r->at), text);
}

/* Goes to the byte after the next `mark`; to the end, as a failure, when there is none. */
static void skip_past(Reader *r, BlStr mark)
{
    const char *from = r->text.ptr + r->at;
    size_t left = r->text.len - r->at;
    const char *found = left ? memmem(from, left, mark.ptr, mark.len) : NULL;
    r->failed = r->failed || !found;
    r->at = found ? (size_t)(found - r->text.ptr) + mark.len : r->text.len;
}

static void skip_blanks(Reader *r)
{
    for (;;) {
        if (looking_at(r, BL_STR("/*"))) {
            r->at += 2;
            skip_past(r, BL_STR("*/"));
        } else if (looking_at(r, BL_STR("//"))) {
            bool failed = r->failed;
            skip_past(r, BL_STR("\n"));
            r->failed = failed; /* the last line needs no end */
        } else if (peek(r) && strchr(" \f\t\r\n;", peek(r))) {
            r->at++;
        } else {
            return;
        }
    }
}

static bool is_ident_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static BlStr read_word(Reader *r)
{
    size_t start = r->at;
    while (is_ident_byte(peek(r)))
        r->at++;
    return bl_str(r->text.ptr + start, r->at - start);
}

/* An import path holds no escapes, nor line ends, that anybody could import by. */
static BlStr read_string(Reader *r)
{
    char quote[2] = {peek(r), '\0'};
    if (quote[0] != '"' && quote[0] != '`') {
        r->failed = true;
        return BL_STR("");
    }
    size_t start = ++r->at;
    skip_past(r, bl_str(quote, 1));
    return r->failed ? BL_STR("") : bl_str(r->text.ptr + start, r->at - 1 - start);
}

static void read_spec(Reader *r, FindHead *head)
{
    if (peek(r) == '.')
        r->at++;
    else
        read_word(r);
    skip_blanks(r);
    if (bl_str_eq(read_string(r), BL_STR("C")))
        head->imports_c = true;
    skip_blanks(r);
}

static void read_declaration(Reader *r, FindHead *head)
{
    skip_blanks(r);
    if (peek(r) != '(') {
        read_spec(r, head);
        return;
    }
    r->at++;
    skip_blanks(r);
    while (!r->failed && peek(r) != ')')
        read_spec(r, head);
    r->at += !r->failed;
    skip_blanks(r);
}

static bool read_keyword(Reader *r, BlStr keyword)
{
    size_t start = r->at;
    if (bl_str_eq(read_word(r), keyword))
        return true;
    r->at = start;
    return false;
}

static void read_clause(Reader *r, FindHead *head)
{
    skip_blanks(r);
    r->failed = !read_keyword(r, BL_STR("package"));
    skip_blanks(r);
    r->failed = r->failed || !read_word(r).len;
    skip_blanks(r);
    head->clause_end = r->at;
}

FindHead find_head(BlStr source)
{
    FindHead head = {0};
    Reader r = {.text = source};
    if (looking_at(&r, BL_BOM))
        r.at = 3;
    read_clause(&r, &head);
    while (!r.failed && read_keyword(&r, BL_STR("import")))
        read_declaration(&r, &head);
    head.imports_c = head.imports_c && !r.failed;
    head.end = r.at;
    return head;
}
