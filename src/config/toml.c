/* toml.c - reads settings. The language is the part of TOML 1.0 that config.h names.
 *
 * A reader goes once over the text and stops at the first error. Every function that reads
 * something leaves `at` behind it, or makes an error and returns false. The text is followed by a
 * NUL, and holds none itself, so looking at the next byte is always allowed.
 */
#include <stdlib.h>

#include "benchline/config.h"

typedef struct Reader {
    ConfigFile *file;
    BlDiags *diags;
    const char *at, *end;
    const char *line_start;
    uint32_t line;
    const char *section;
} Reader;

/* ---- places ---------------------------------------------------------------------------------- */

static uint32_t column_of(const Reader *reader, const char *place)
{
    return (uint32_t)(place - reader->line_start) + 1;
}

/* An error at a place in the line that is being read; false. */
static bool refuse(const Reader *reader, const char *place, const char *message)
{
    config_error(reader->file, reader->line, column_of(reader, place), reader->diags, "%s",
                 message);
    return false;
}

static bool is_key(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_blanks(Reader *reader)
{
    while (*reader->at == ' ' || *reader->at == '\t')
        reader->at++;
}

static void skip_comment(Reader *reader)
{
    if (*reader->at == '#')
        while (reader->at < reader->end && *reader->at != '\n')
            reader->at++;
}

static void next_line(Reader *reader)
{
    reader->at++;
    reader->line++;
    reader->line_start = reader->at;
}

/* Blanks and a comment, and then the end of the line or of the file. */
static bool end_line(Reader *reader, const char *expected)
{
    skip_blanks(reader);
    skip_comment(reader);
    if (*reader->at == '\r' && reader->at[1] == '\n')
        reader->at++;
    if (*reader->at == '\n')
        next_line(reader);
    else if (reader->at < reader->end)
        return refuse(reader, reader->at, expected);
    return true;
}

/* All lines up to the next thing that is neither blank nor comment. */
static void skip_lines(Reader *reader)
{
    for (;;) {
        skip_blanks(reader);
        skip_comment(reader);
        if (*reader->at == '\r' && reader->at[1] == '\n')
            reader->at++;
        if (*reader->at != '\n')
            return;
        next_line(reader);
    }
}

/* ---- values ---------------------------------------------------------------------------------- */

static void put_character(BlBuf *out, uint32_t c)
{
    if (c < 0x80) {
        bl_buf_putc(out, (char)c);
        return;
    }
    int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char first[] = {0, 0xC0, 0xE0, 0xF0};
    bl_buf_putc(out, (char)(first[more] | c >> (6 * more)));
    while (more--)
        bl_buf_putc(out, (char)(0x80 | (c >> (6 * more) & 0x3F)));
}

static int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* \uXXXX and \UXXXXXXXX; `at` stands behind the letter. */
static bool read_code(Reader *reader, int digits, BlBuf *out)
{
    const char *escape = reader->at - 2;
    uint32_t code = 0;
    for (int i = 0; i < digits; i++, reader->at++) {
        int digit = hex_digit(*reader->at);
        if (digit < 0)
            return refuse(reader, escape,
                          digits == 4 ? "\\u is followed by 4 hexadecimal digits"
                                      : "\\U is followed by 8 hexadecimal digits");
        code = code << 4 | (uint32_t)digit;
    }
    if (code == 0)
        return refuse(reader, escape, "no setting can hold the character NUL");
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return refuse(reader, escape, "there is no character of that number");
    put_character(out, code);
    return true;
}

static bool read_escape(Reader *reader, BlBuf *out)
{
    static const char letters[] = "btnfr\"\\", meanings[] = "\b\t\n\f\r\"\\";
    const char *escape = reader->at++;
    char c = *reader->at;
    const char *letter = c ? strchr(letters, c) : NULL;
    if (letter) {
        bl_buf_putc(out, meanings[letter - letters]);
        reader->at++;
        return true;
    }
    if (c != 'u' && c != 'U')
        return refuse(reader, escape,
                      "after \\ one of b t n f r \" \\ u U is expected; in '...' a \\ is itself");
    reader->at++;
    return read_code(reader, c == 'u' ? 4 : 8, out);
}

/* "basic" and 'literal' strings. */
static bool read_string(Reader *reader, BlBuf *out)
{
    const char *start = reader->at;
    char quote = *reader->at++;
    if (*reader->at == quote && reader->at[1] == quote)
        return refuse(reader, start, "strings in three quotes are not read: use one on one line");
    while (*reader->at != quote) {
        if (reader->at == reader->end || *reader->at == '\n' || *reader->at == '\r')
            return refuse(reader, start, "the string does not end on its line");
        if (quote == '"' && *reader->at == '\\') {
            if (!read_escape(reader, out))
                return false;
        } else {
            bl_buf_putc(out, *reader->at++);
        }
    }
    reader->at++;
    return true;
}

static const char number_form[] =
    "a number is written as 12, -3 or 0.5; anything else goes into quotes";

static bool read_number(Reader *reader, BlBuf *out)
{
    const char *start = reader->at;
    const char *digits = start + (*start == '-');
    const char *at = digits;
    while (is_digit(*at))
        at++;
    if (at == digits || (digits[0] == '0' && at > digits + 1))
        return refuse(reader, start, number_form);
    if (*at == '.') {
        const char *fraction = ++at;
        while (is_digit(*at))
            at++;
        if (at == fraction)
            return refuse(reader, start, number_form);
    }
    if (is_key(*at) || *at == '.' || *at == '+' || *at == ':')
        return refuse(reader, start, number_form);
    bl_buf_append(out, start, (size_t)(at - start));
    reader->at = at;
    return true;
}

static bool read_word(Reader *reader, BlBuf *out)
{
    const char *start = reader->at;
    while (is_key(*reader->at))
        reader->at++;
    BlStr word = bl_str(start, (size_t)(reader->at - start));
    if (!bl_str_eq(word, BL_STR("true")) && !bl_str_eq(word, BL_STR("false")))
        return refuse(reader, start,
                      word.len        ? "a word goes into quotes, unless it is true or false"
                      : *start == '{' ? "tables in braces are not read: use a [section]"
                                      : "a value is expected: \"text\", a number, true, false or "
                                        "[an array]");
    bl_buf_str(out, word);
    return true;
}

static bool read_value(Reader *reader, ConfigSetting *setting)
{
    ConfigValue value = {.line = reader->line, .column = column_of(reader, reader->at)};
    BlBuf text = {0};
    char c = *reader->at;
    bool read;
    if (c == '"' || c == '\'') {
        value.kind = CONFIG_STRING;
        read = read_string(reader, &text);
    } else if (is_digit(c) || c == '-' || c == '+') {
        value.kind = CONFIG_NUMBER;
        read = read_number(reader, &text);
    } else {
        value.kind = CONFIG_BOOLEAN;
        read = read_word(reader, &text);
    }
    if (read) {
        value.text = bl_str_dup(&reader->file->arena, bl_buf_view(&text));
        bl_vec_push(&setting->values, value);
    }
    bl_buf_free(&text);
    return read;
}

/* [1, 2, 3], also with a comma behind the last, over as many lines as it takes. */
static bool read_array(Reader *reader, ConfigSetting *setting)
{
    setting->array = true;
    reader->at++;
    for (;;) {
        skip_lines(reader);
        if (*reader->at == ']')
            break;
        if (*reader->at == '[')
            return refuse(reader, reader->at, "arrays inside of arrays are not read");
        if (!read_value(reader, setting))
            return false;
        skip_lines(reader);
        if (*reader->at == ',')
            reader->at++;
        else if (*reader->at != ']')
            return refuse(reader, reader->at, "a comma or ] is expected in the array");
    }
    reader->at++;
    return true;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static const char *read_key(Reader *reader, const char *what)
{
    const char *start = reader->at;
    while (is_key(*reader->at))
        reader->at++;
    if (reader->at == start) {
        refuse(reader, start, what);
        return NULL;
    }
    return bl_str_dup(&reader->file->arena, bl_str(start, (size_t)(reader->at - start)));
}

static const ConfigSetting *same_key(const Reader *reader, const char *section, const char *key)
{
    for (size_t i = 0; i < reader->file->settings.count; i++) {
        const ConfigSetting *other = &reader->file->settings.items[i];
        if (strcmp(other->section, section) == 0 && strcmp(other->key, key) == 0)
            return other;
    }
    return NULL;
}

static bool refuse_again(const Reader *reader, const char *place, const char *name, uint32_t line)
{
    config_error(reader->file, reader->line, column_of(reader, place), reader->diags,
                 "%s is there already, in line %u", name, line);
    return false;
}

/* Not there yet: a section twice, or one that is called as a key before it, is no TOML. */
static bool is_new_section(const Reader *reader, const char *place, const char *name)
{
    for (size_t i = 0; i < reader->file->sections.count; i++) {
        const ConfigSection *other = &reader->file->sections.items[i];
        if (strcmp(other->name, name) == 0)
            return refuse_again(reader, place, name, other->line);
    }
    const ConfigSetting *key = same_key(reader, "", name);
    return !key || refuse_again(reader, place, name, key->line);
}

static bool read_section(Reader *reader)
{
    reader->at++;
    if (*reader->at == '[')
        return refuse(reader, reader->at, "arrays of tables are not read: use a [section]");
    skip_blanks(reader);
    const char *start = reader->at;
    const char *name = read_key(reader, "the name of a section is of letters, digits, - and _");
    if (!name || !is_new_section(reader, start, name))
        return false;
    ConfigSection section = {
        .name = name, .line = reader->line, .column = column_of(reader, start)};
    bl_vec_push(&reader->file->sections, section);
    reader->section = name;
    skip_blanks(reader);
    if (*reader->at != ']')
        return refuse(reader, reader->at, "] is expected behind the name of the section");
    reader->at++;
    return end_line(reader, "nothing but a comment may follow the section on its line");
}

static bool read_setting(Reader *reader)
{
    const char *start = reader->at;
    ConfigSetting setting = {
        .section = reader->section, .line = reader->line, .column = column_of(reader, start)};
    setting.key = read_key(reader, *start == '"' || *start == '\''
                                       ? "keys are written without quotes"
                                       : "a [section], or key = value, is expected");
    if (!setting.key)
        return false;
    const ConfigSetting *other = same_key(reader, setting.section, setting.key);
    if (other)
        return refuse_again(reader, start, setting.key, other->line);
    skip_blanks(reader);
    if (*reader->at != '=')
        return refuse(reader, reader->at, "= is expected behind the key");
    reader->at++;
    skip_blanks(reader);
    bool read = *reader->at == '[' ? read_array(reader, &setting) : read_value(reader, &setting);
    bl_vec_push(&reader->file->settings, setting);
    return read && end_line(reader, "nothing but a comment may follow the value on its line");
}

/* TOML is UTF-8 without control characters but tabs and ends of lines. */
static bool check_characters(Reader *reader)
{
    const char *at = reader->at;
    while (at < reader->end) {
        uint32_t c;
        size_t length = bl_utf8(bl_str(at, (size_t)(reader->end - at)), &c);
        if (!length)
            return refuse(reader, at, "this byte is not UTF-8");
        bool end = c == '\n' || (c == '\r' && at[1] == '\n');
        if (c == 0x7F || (c < ' ' && c != '\t' && !end))
            return refuse(reader, at, "a control character has no place here");
        at += length;
        if (c == '\n') {
            reader->line++;
            reader->line_start = at;
        }
    }
    return true;
}

bool config_read(ConfigFile *file, const char *path, BlStr text, BlDiags *diags)
{
    *file = (ConfigFile){0};
    file->path = bl_str_dup(&file->arena, bl_cstr(path));
    if (bl_str_starts(text, BL_BOM)) /* as editors of Windows write it */
        text = bl_str_from(text, BL_BOM.len);
    file->text = bl_str(bl_str_dup(&file->arena, text), text.len);
    Reader start = {
        .file = file,
        .diags = diags,
        .at = file->text.ptr,
        .end = file->text.ptr + text.len,
        .line_start = file->text.ptr,
        .line = 1,
        .section = "",
    };
    Reader reader = start;
    if (!check_characters(&reader))
        return false;
    reader = start;
    for (;;) {
        skip_lines(&reader);
        if (reader.at == reader.end)
            return true;
        if (!(*reader.at == '[' ? read_section(&reader) : read_setting(&reader)))
            return false;
    }
}
