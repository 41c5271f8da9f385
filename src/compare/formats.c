/* formats.c - the table of formats; see compare.h. */
#include "compare/parts.h"

const CompareFormat compare_formats[] = {
    {"table", "for people, a block a unit", compare_write_table},
    {"markdown", "the same tables, for comments and summaries of CI systems",
     compare_write_markdown},
    {"csv", "comma-separated values, a row a benchmark and unit, of all", compare_write_csv},
    {"json", "everything, of all benchmarks", compare_write_json},
    {NULL, NULL, NULL},
};

const CompareFormat *compare_format(const char *name)
{
    for (const CompareFormat *format = compare_formats; format->name; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}
