/* diag.c - see diag.h. */
#include "benchline/diag.h"

#include <stdlib.h>

enum { CARET_LINE_MAX = 400 };

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

void bl_diag_at(BlDiags *diags, BlDiag *diag, uint32_t line, uint32_t column, BlStr source_line)
{
    diag->line = line;
    diag->column = column;
    if (source_line.len <= CARET_LINE_MAX)
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

/* A control character, C0, DEL or C1 (U+0080 to U+009F, two bytes): how many bytes it has; else 0.
 */
static size_t control_length(const char *at)
{
    unsigned char c = (unsigned char)at[0], next = (unsigned char)at[1];
    if (c == 0xC2 && next >= 0x80 && next < 0xA0)
        return 2;
    return (c < 0x20 && c != '\t') || c == 0x7F ? 1 : 0;
}

/* The caret stands under its byte on screen: tabs are kept as tabs, the bytes that continue a
 * UTF-8 sequence take no column, and bytes a terminal would act on are shown as '?'. */
static void put_source(const BlDiag *diag, bool colour, BlBuf *out)
{
    bl_buf_puts(out, "    ");
    for (const char *c = diag->source; *c; c++) {
        size_t control = control_length(c);
        bl_buf_putc(out, control ? '?' : *c);
        c += control == 2;
    }
    bl_buf_puts(out, "\n    ");
    const char *c = diag->source;
    for (uint32_t column = 1; column < diag->column && *c; column++, c++)
        if (((unsigned char)*c & 0xC0) != 0x80)
            bl_buf_putc(out, *c == '\t' ? '\t' : ' ');
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
    if (diag->source && diag->column)
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
