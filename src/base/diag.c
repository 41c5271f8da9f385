/* diag.c - see diag.h. */
#include "benchline/diag.h"

#include <stdlib.h>

/* A line of more bytes than the first is shown from so many bytes before the column to so many
 * behind it: enough to know the place, and a caret that is still near it on a terminal that breaks
 * lines. */
enum { CARET_LINE_MAX = 400, CARET_AROUND = 60 };

BlDiag *bl_diag_add(BlDiags *diags, BlSeverity severity, const char *file, const char *format, ...)
{
    BlBuf text = {0};
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&text, format, args);
    va_end(args);
    BlDiag diag = {
        .severity = severity,
        .file = file ? bl_str_dup(&diags->arena, bl_cstr(file)) : NULL,
        .message = bl_str_dup(&diags->arena, bl_buf_view(&text)),
    };
    bl_buf_free(&text);
    bl_vec_push(&diags->list, diag);
    diags->errors += severity == BL_ERROR;
    return &diags->list.items[diags->list.count - 1];
}

/* The part of a long line that is shown. It begins and ends with whole characters. */
static void show_part(BlDiags *diags, BlDiag *diag, BlStr line)
{
    size_t at = diag->column && diag->column <= line.len ? diag->column - 1 : line.len;
    size_t from = at > CARET_AROUND ? at - CARET_AROUND : 0;
    size_t end = line.len - at > CARET_AROUND ? at + CARET_AROUND : line.len;
    while (from < at && bl_utf8_continues(line.ptr[from]))
        from++;
    while (end < line.len && bl_utf8_continues(line.ptr[end]))
        end++;
    BlBuf part = {0};
    bl_buf_puts(&part, from ? "..." : "");
    diag->caret = diag->column ? (uint32_t)(part.len + (at - from) + 1) : 0;
    bl_buf_append(&part, line.ptr + from, end - from);
    bl_buf_puts(&part, end < line.len ? "..." : "");
    diag->source = bl_str_dup(&diags->arena, bl_buf_view(&part));
    bl_buf_free(&part);
}

void bl_diag_at(BlDiags *diags, BlDiag *diag, uint32_t line, uint32_t column, BlStr source_line)
{
    diag->line = line;
    diag->column = column;
    diag->caret = column;
    if (source_line.len > CARET_LINE_MAX)
        show_part(diags, diag, source_line);
    else
        diag->source = bl_str_dup(&diags->arena, source_line);
}

static const char *copy_text(BlDiags *diags, const char *text)
{
    return text ? bl_str_dup(&diags->arena, bl_cstr(text)) : NULL;
}

void bl_diag_add_all(BlDiags *diags, const BlDiags *more)
{
    for (size_t i = 0; i < more->list.count; i++) {
        BlDiag diag = more->list.items[i];
        diag.file = copy_text(diags, diag.file);
        diag.message = copy_text(diags, diag.message);
        diag.source = copy_text(diags, diag.source);
        bl_vec_push(&diags->list, diag);
    }
    diags->errors += more->errors;
}

void bl_diag_free(BlDiags *diags)
{
    bl_vec_free(&diags->list);
    bl_arena_free(&diags->arena);
    diags->errors = 0;
}

/* ---- the caret under its character ----------------------------------------------------------- */

typedef struct Range {
    uint32_t first, last;
} Range;

/* Characters that take two columns of a terminal: those whose East_Asian_Width is W or F in
 * Unicode, and what stands between them. */
static const Range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},
    {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},
    {0x3041, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x16FE0, 0x18DFF}, {0x1AFF0, 0x1B2FF}, {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320},
    {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA},
    {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E},
    {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4},
    {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2},
    {0x1F6D5, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7EB},
    {0x1F7F0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF},
    {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

/* And none: combining marks, joiners and the choice between ways to show the character before. */
static const Range none[] = {
    {0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F},
    {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
};

static bool is_in(const Range *ranges, size_t count, uint32_t character)
{
    for (size_t i = 0; i < count; i++)
        if (character >= ranges[i].first && character <= ranges[i].last)
            return true;
    return false;
}

static int columns_of(uint32_t character)
{
    if (is_in(none, sizeof none / sizeof none[0], character))
        return 0;
    return is_in(wide, sizeof wide / sizeof wide[0], character) ? 2 : 1;
}

/* The character that the text begins with, which is cut off. A byte that is no UTF-8 is one of its
 * own, which terminals show as U+FFFD. */
static uint32_t cut_character(BlStr *text)
{
    uint32_t character = 0xFFFD;
    size_t length = bl_utf8(*text, &character);
    *text = bl_str_from(*text, length ? length : 1);
    return character;
}

/* C0 without the tab, DEL, and C1: what a terminal would act on. */
static bool is_control(uint32_t character)
{
    return (character < 0x20 && character != '\t') || (character >= 0x7F && character < 0xA0);
}

static void put_visible(BlStr source, BlBuf *out)
{
    for (BlStr rest = source; rest.len;) {
        const char *at = rest.ptr;
        if (is_control(cut_character(&rest)))
            bl_buf_putc(out, '?');
        else
            bl_buf_append(out, at, (size_t)(rest.ptr - at));
    }
}

/* What stands before the caret: tabs are kept as tabs, and any other character takes as many blanks
 * as a terminal gives it columns. */
static void put_indent(BlStr source, const char *caret, BlBuf *out)
{
    for (BlStr rest = source; rest.len && rest.ptr < caret;) {
        uint32_t character = cut_character(&rest);
        for (int columns = columns_of(character); columns && rest.ptr <= caret; columns--)
            bl_buf_putc(out, character == '\t' ? '\t' : ' ');
    }
}

static void put_source(const BlDiag *diag, bool colour, BlBuf *out)
{
    BlStr source = bl_cstr(diag->source);
    bl_buf_puts(out, "    ");
    put_visible(source, out);
    bl_buf_puts(out, "\n    ");
    put_indent(source, source.ptr + diag->caret - 1, out);
    bl_buf_puts(out, colour ? "\033[1;32m^\033[0m\n" : "^\n");
}

void bl_diag_format(const BlDiag *diag, bool colour, BlBuf *out)
{
    static const char *const names[] = {
        [BL_NOTE] = "note", [BL_WARNING] = "warning", [BL_ERROR] = "error"};
    static const char *const colours[] = {
        [BL_NOTE] = "\033[36m", [BL_WARNING] = "\033[1;35m", [BL_ERROR] = "\033[1;31m"};
    bl_buf_printf(out, "%s:", diag->file ? diag->file : "benchline");
    if (diag->line)
        bl_buf_printf(out, "%u:", diag->line);
    if (diag->line && diag->column)
        bl_buf_printf(out, "%u:", diag->column);
    bl_buf_printf(out, " %s%s:%s %s\n", colour ? colours[diag->severity] : "",
                  names[diag->severity], colour ? "\033[0m" : "", diag->message);
    if (diag->source && diag->caret)
        put_source(diag, colour, out);
}

void bl_diag_print(const BlDiags *diags, bool colour, FILE *out)
{
    BlBuf text = {0};
    for (size_t i = 0; i < diags->list.count; i++)
        bl_diag_format(&diags->list.items[i], colour, &text);
    fwrite(text.data ? text.data : "", 1, text.len, out);
    bl_buf_free(&text);
}
