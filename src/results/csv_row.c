/* csv_row.c - see csv_row.h. */
#include "results/csv_row.h"

#include <math.h>
#include <stdlib.h>

#include "results/number.h"
#include "results/text.h"

/* Quoted where it must be (section 2, rules 5 to 7). */
static void put_cell(CsvRow *row, const char *text)
{
    if (row->begun)
        fputc(',', row->out);
    row->begun = true;
    if (!text[strcspn(text, ",\"\r\n")]) {
        fputs(text, row->out);
        return;
    }
    fputc('"', row->out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', row->out);
        fputc(*text, row->out);
    }
    fputc('"', row->out);
}

void csv_text(CsvRow *row, const char *text)
{
    BlBuf valid = {0};
    results_append_utf8(&valid, text ? text : "");
    put_cell(row, bl_buf_view(&valid).ptr);
    bl_buf_free(&valid);
}

void csv_number(CsvRow *row, double value)
{
    char text[RESULTS_NUMBER_SIZE] = "";
    if (!isnan(value))
        results_format_number(value, text);
    put_cell(row, text);
}

void csv_count(CsvRow *row, uint64_t count, bool known)
{
    char text[24] = "";
    if (count || known)
        snprintf(text, sizeof text, "%llu", (unsigned long long)count);
    put_cell(row, text);
}

void csv_end(CsvRow *row)
{
    fputs("\r\n", row->out);
    row->begun = false;
}
