/* json_reader.c - see json_reader.h. The shape of the text is read here; what texts with escapes
 * and numbers with fractions mean, cJSON tells. */
#include "results/json_reader.h"

#include <errno.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

/* ---- what is wrong --------------------------------------------------------------------------- */

static void say(JsonReader *reader, const char *at, const char *message)
{
    const char *line = reader->text.ptr, *end = reader->text.ptr + reader->text.len;
    uint32_t number = 1;
    for (const char *newline; (newline = memchr(line, '\n', (size_t)(at - line)));) {
        line = newline + 1;
        number++;
    }
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    BlDiag *diag =
        bl_diag_add(reader->diags, BL_ERROR, reader->file, "%s%s%s", bl_buf_view(&reader->path).ptr,
                    reader->path.len ? ": " : "", message);
    bl_diag_at(reader->diags, diag, number, (uint32_t)(at - line) + 1,
               bl_str(line, (size_t)((stop ? stop : end) - line)));
}

void json_fail(JsonReader *reader, const char *at, const char *format, ...)
{
    if (reader->failed)
        return;
    BlBuf message = {0};
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&message, format, args);
    va_end(args);
    say(reader, at, bl_buf_view(&message).ptr);
    bl_buf_free(&message);
    reader->failed = true;
    reader->at = reader->text.ptr + reader->text.len;
}

static const char *skip_blanks(JsonReader *reader)
{
    while (*reader->at == ' ' || *reader->at == '\n' || *reader->at == '\r' || *reader->at == '\t')
        reader->at++;
    return reader->at;
}

static bool is_end(const JsonReader *reader)
{
    return reader->at == reader->text.ptr + reader->text.len;
}

/* `what` was expected, and something else stands here. */
static void fail_here(JsonReader *reader, const char *what)
{
    if (is_end(reader))
        json_fail(reader, reader->at, "expected %s, but the file ends here", what);
    else
        json_fail(reader, reader->at, "expected %s", what);
}

/* ---- beginning and end ----------------------------------------------------------------------- */

bool json_begin(JsonReader *reader, const char *file, BlStr text, BlArena *arena, BlDiags *diags)
{
    *reader =
        (JsonReader){.file = file, .text = text, .at = text.ptr, .arena = arena, .diags = diags};
    for (BlStr rest = text; rest.len && !reader->failed;) {
        uint32_t character;
        size_t length = *rest.ptr ? bl_utf8(rest, &character) : 0;
        if (!length)
            json_fail(reader, rest.ptr,
                      *rest.ptr ? "this is not UTF-8, which JSON must be"
                                : "a NUL byte, which JSON cannot have");
        rest = bl_str_from(rest, length);
    }
    return !reader->failed;
}

bool json_end(JsonReader *reader)
{
    skip_blanks(reader);
    if (!reader->failed && !is_end(reader))
        json_fail(reader, reader->at, "expected nothing more after the document");
    bl_buf_free(&reader->path);
    return !reader->failed;
}

/* ---- values ---------------------------------------------------------------------------------- */

static bool is_word(const JsonReader *reader, const char *word)
{
    size_t left = (size_t)(reader->text.ptr + reader->text.len - reader->at), length = strlen(word);
    return length <= left && memcmp(reader->at, word, length) == 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Of what comes next; false when it is no value. */
static bool find_kind(JsonReader *reader, JsonKind *kind)
{
    char c = *skip_blanks(reader);
    if (c == '"')
        *kind = JSON_TEXT;
    else if (c == '[')
        *kind = JSON_LIST;
    else if (c == '{')
        *kind = JSON_OBJECT;
    else if (c == '-' || is_digit(c))
        *kind = JSON_NUMBER;
    else if (is_word(reader, "true") || is_word(reader, "false"))
        *kind = JSON_BOOL;
    else if (is_word(reader, "null"))
        *kind = JSON_NULL;
    else
        return false;
    return true;
}

JsonKind json_kind(JsonReader *reader)
{
    JsonKind kind = JSON_NULL;
    if (!find_kind(reader, &kind))
        fail_here(reader, "a value");
    return kind;
}

const char *json_place(JsonReader *reader)
{
    return skip_blanks(reader);
}

static bool expect(JsonReader *reader, JsonKind kind, const char *what)
{
    JsonKind found;
    if (!find_kind(reader, &found) || found != kind)
        fail_here(reader, what);
    return !reader->failed;
}

bool json_null(JsonReader *reader)
{
    if (json_kind(reader) != JSON_NULL || reader->failed)
        return false;
    reader->at += strlen("null");
    return true;
}

bool json_bool(JsonReader *reader, const char *what)
{
    if (!expect(reader, JSON_BOOL, what))
        return false;
    bool value = *reader->at == 't';
    reader->at += strlen(value ? "true" : "false");
    return value;
}

/* The digits at `at`, of which there must be one at least; NULL when there is none. */
static const char *digits(const char *at)
{
    if (!at || !is_digit(*at))
        return NULL;
    while (is_digit(*at))
        at++;
    return at;
}

/* Where the number ends; NULL when it is none. RFC 8259, section 6. */
static const char *number_end(const char *at)
{
    at += *at == '-';
    at = *at == '0' ? at + 1 : digits(at);
    if (at && *at == '.')
        at = digits(at + 1);
    if (at && (*at == 'e' || *at == 'E')) {
        at++;
        at = digits(at + (*at == '+' || *at == '-'));
    }
    return at;
}

double json_number(JsonReader *reader, const char *what)
{
    if (!expect(reader, JSON_NUMBER, what))
        return 0;
    enum { LONGEST = 60 }; /* of which cJSON reads all */
    const char *end = number_end(reader->at);
    if (end && end - reader->at > LONGEST)
        json_fail(reader, reader->at, "a number of more than %d characters", LONGEST);
    cJSON *number = end && !reader->failed
                        ? cJSON_ParseWithLength(reader->at, (size_t)(end - reader->at))
                        : NULL;
    double value = number ? number->valuedouble : 0;
    if (!number)
        fail_here(reader, what);
    else
        reader->at = end;
    cJSON_Delete(number);
    return value;
}

uint64_t json_count(JsonReader *reader, const char *what)
{
    if (!expect(reader, JSON_NUMBER, what))
        return 0;
    const char *end = number_end(reader->at);
    errno = 0;
    char *stop;
    uint64_t value = strtoull(reader->at, &stop, 10);
    if (end != stop || *reader->at == '-' || errno)
        fail_here(reader, what);
    else
        reader->at = end;
    return reader->failed ? 0 : value;
}

/* Behind the closing quote of a text; NULL after a failure. */
static const char *text_end(JsonReader *reader, bool *escapes)
{
    const char *at = reader->at + 1;
    for (; *at != '"'; at++) {
        if ((unsigned char)*at < 0x20) {
            json_fail(reader, at,
                      *at ? "a control character in a text"
                          : "the text has no end, and the file ends here");
            return NULL;
        }
        if (*at == '\\') {
            *escapes = true;
            if (strncmp(at, "\\u0000", 6) == 0) {
                json_fail(reader, at, "a NUL in a text");
                return NULL;
            }
            at += at[1] != '\0';
        }
    }
    return at + 1;
}

static const char *unescaped(JsonReader *reader, const char *end)
{
    cJSON *node = cJSON_ParseWithLength(reader->at, (size_t)(end - reader->at));
    const char *text = cJSON_GetStringValue(node);
    if (text)
        text = bl_str_dup(reader->arena, bl_cstr(text));
    else
        json_fail(reader, reader->at, "an escape in this text is none that JSON has");
    cJSON_Delete(node);
    return text;
}

/* The text that comes next, which is a slice of the document where that is possible. */
static BlStr read_text(JsonReader *reader, const char *what)
{
    bool escapes = false;
    const char *end = expect(reader, JSON_TEXT, what) ? text_end(reader, &escapes) : NULL;
    if (!end)
        return BL_STR("");
    BlStr text = bl_str(reader->at + 1, (size_t)(end - reader->at) - 2);
    const char *meant = escapes ? unescaped(reader, end) : NULL;
    if (!reader->failed)
        reader->at = end;
    return meant ? bl_cstr(meant) : text;
}

const char *json_text(JsonReader *reader, const char *what)
{
    BlStr text = read_text(reader, what);
    return reader->failed ? "" : bl_str_dup(reader->arena, text);
}

/* ---- lists and objects ----------------------------------------------------------------------- */

JsonLoop json_open(JsonReader *reader, JsonKind kind, const char *what)
{
    JsonLoop loop = {.close = kind == JSON_LIST ? ']' : '}', .path = reader->path.len};
    if (expect(reader, kind, what))
        loop.start = reader->at++;
    return loop;
}

/* Is there one more? Then what comes is it. */
static bool next(JsonReader *reader, JsonLoop *loop)
{
    if (reader->failed)
        return false;
    if (reader->path.len > loop->path) {
        reader->path.len = loop->path;
        reader->path.data[loop->path] = '\0';
    }
    char c = *skip_blanks(reader);
    if (c == loop->close) {
        reader->at++;
        return false;
    }
    if (loop->count && c != ',')
        fail_here(reader, loop->close == ']' ? "',' or ']'" : "',' or '}'");
    else if (loop->count)
        reader->at++;
    loop->count++;
    return !reader->failed;
}

bool json_next(JsonReader *reader, JsonLoop *loop)
{
    if (!next(reader, loop))
        return false;
    bl_buf_printf(&reader->path, "[%zu]", loop->count - 1);
    return true;
}

bool json_member(JsonReader *reader, JsonLoop *loop, BlStr *name)
{
    if (!next(reader, loop))
        return false;
    const char *at = json_place(reader) + 1;
    *name = read_text(reader, "the name of a member");
    if (!reader->failed) /* as it is spelled: it may have control characters */
        bl_buf_printf(&reader->path, "%s%.*s", reader->path.len ? "." : "",
                      (int)(reader->at - at - 1), at);
    if (*skip_blanks(reader) == ':')
        reader->at++;
    else
        fail_here(reader, "':'");
    return !reader->failed;
}
