/* fields.h - the plain members of the model's rows, one table a row: name, type, and where it
 * stands in the struct. What writes and reads JSON, and what keeps results in a database, go
 * through the tables, so a new field is one line there.
 *
 * Names are those of docs/results.schema.json. What is no plain member (lists, and objects in
 * objects) has code of its own with each reader and writer.
 *
 * The files of this folder, from what was measured to what is shown of it:
 *
 *   results.c        rows into the model, and what follows from them
 *   fields.c         these tables
 *   results_json.c   the model as JSON, which json_writer.c puts into lines
 *   results_read.c   the model back from its JSON, which json_reader.c reads member by member;
 *                    read_members.c has what goes by the tables, read_benchmark.c the rest
 *   join.c           the parts of one run as one
 *   results_table.c  the table for people; results_beside.c that of several runs
 *   text.c, number.c, csv_row.c  text, numbers and lines for all who print
 */
#ifndef BENCHLINE_RESULT_FIELDS_H
#define BENCHLINE_RESULT_FIELDS_H

#include "benchline/results.h"

typedef enum ResultFieldType {
    FIELD_TEXT,    /* const char *; NULL is null, and "" is no value */
    FIELD_COUNT,   /* uint64_t; 0 is null, unless the field is FIELD_KNOWN */
    FIELD_COUNT32, /* uint32_t, likewise */
    FIELD_NUMBER,  /* double; NaN is null */
    FIELD_FLAG,    /* bool */
    FIELD_NAME,    /* an enum, by its name; a name that is NULL is null */
} ResultFieldType;

enum {
    FIELD_KNOWN = 1,     /* never null */
    FIELD_FROM_ZERO = 2, /* a number, and never below 0 */
};

typedef struct ResultField {
    const char *name;
    ResultFieldType type;
    unsigned flags;
    size_t offset;            /* in the row */
    const char *const *names; /* of a FIELD_NAME, one for each value */
    int name_count;
} ResultField;

typedef struct ResultFields {
    const ResultField *items;
    size_t count;
} ResultFields;

extern const ResultFields result_run_fields;         /* of Results: its "run", */
extern const ResultFields result_setting_fields;     /* and its "settings" */
extern const ResultFields result_environment_fields; /* of a ResultEnvironment, and so on */
extern const ResultFields result_project_fields;
extern const ResultFields result_package_fields;
extern const ResultFields result_benchmark_fields;
extern const ResultFields result_median_fields; /* of a ResultBenchmark too */
extern const ResultFields result_check_fields;

static inline void *result_field_in(const ResultField *field, void *row)
{
    return (char *)row + field->offset;
}

/* The value of a FIELD_NAME, and how to set it. */
int result_field_value(const ResultField *field, const void *row);
void result_field_set_value(const ResultField *field, void *row, int value);
/* The value of that name, which may be NULL; -1 when none has it. */
int result_field_find_name(const ResultField *field, const char *name);

#endif
