/* csv.c - comma-separated values (RFC 4180), for spreadsheets and data frames.
 *
 * The columns are the fields of the JSON, by the same names, with the name of the object that they
 * stand in before them where that is not the benchmark itself; fields.h has the list. What is not
 * known or was not measured is empty. With samples a row is a sample.
 */
#include <stdlib.h>

#include "exporter/formats.h"
#include "exporter/series.h"
#include "results/csv_row.h"
#include "results/fields.h"

typedef struct Table {
    CsvRow row;
    bool samples;
    BL_VEC(const char *) units; /* of all metrics, in order of appearance */
} Table;

/* ---- columns --------------------------------------------------------------------------------- */

static void write_field(Table *table, const ResultField *field, const void *row)
{
    const char *at = (const char *)row + field->offset;
    switch (field->type) {
    case FIELD_TEXT:
        csv_text(&table->row, *(const char *const *)(const void *)at);
        break;
    case FIELD_COUNT:
        csv_count(&table->row, *(const uint64_t *)(const void *)at, field->flags & FIELD_KNOWN);
        break;
    case FIELD_COUNT32:
        csv_count(&table->row, *(const uint32_t *)(const void *)at, field->flags & FIELD_KNOWN);
        break;
    case FIELD_NUMBER:
        csv_number(&table->row, *(const double *)(const void *)at);
        break;
    case FIELD_FLAG:
        csv_text(&table->row, *(const bool *)(const void *)at ? "true" : "false");
        break;
    case FIELD_NAME:
        csv_text(&table->row, field->names[result_field_value(field, row)]);
        break;
    }
}

static void write_fields(Table *table, const ResultFields *fields, const void *row)
{
    for (size_t i = 0; i < fields->count; i++)
        if (row)
            write_field(table, &fields->items[i], row);
        else
            csv_text(&table->row, "");
}

static void write_heading(Table *table, const char *prefix, const char *name)
{
    BlBuf heading = {0};
    bl_buf_printf(&heading, "%s%s", prefix, name);
    csv_text(&table->row, heading.data);
    bl_buf_free(&heading);
}

static void write_headings(Table *table, const char *prefix, const ResultFields *fields)
{
    for (size_t i = 0; i < fields->count; i++)
        write_heading(table, prefix, fields->items[i].name);
}

/* ---- metrics --------------------------------------------------------------------------------- */

static void note_units(void *context, ExportRow row)
{
    Table *table = context;
    for (size_t i = 0; i < row.benchmark->metrics.count; i++) {
        const char *unit = row.benchmark->metrics.items[i].unit;
        size_t j = 0;
        while (j < table->units.count && strcmp(table->units.items[j], unit) != 0)
            j++;
        if (j == table->units.count)
            bl_vec_push(&table->units, unit);
    }
}

/* All in one cell and one line, so that what reads line by line sees a row in each. */
static void write_notes(Table *table, const ResultBenchmark *benchmark)
{
    BlBuf notes = {0};
    bl_buf_puts(&notes, "");
    for (size_t i = 0; benchmark && i < benchmark->notes.count; i++)
        bl_buf_printf(&notes, "%s%s", i ? "; " : "", benchmark->notes.items[i]);
    csv_text(&table->row, notes.data);
    bl_buf_free(&notes);
}

static void write_metric(Table *table, const ResultBenchmark *benchmark, const char *unit)
{
    double value = RESULT_UNKNOWN;
    for (size_t i = 0; benchmark && i < benchmark->metrics.count; i++)
        if (strcmp(benchmark->metrics.items[i].unit, unit) == 0)
            value = benchmark->metrics.items[i].value;
    csv_number(&table->row, value);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void write_header(Table *table)
{
    write_headings(table, "environment.", &result_environment_fields);
    write_headings(table, "project.", &result_project_fields);
    write_headings(table, "package.", &result_package_fields);
    if (table->samples) {
        csv_text(&table->row, "sample");
        csv_text(&table->row, "round");
        csv_text(&table->row, "operations");
    }
    write_headings(table, "", &result_benchmark_fields);
    csv_text(&table->row, "notes");
    write_headings(table, "medians.", &result_median_fields);
    write_headings(table, "check.", &result_check_fields);
    for (size_t i = 0; i < table->units.count; i++)
        write_heading(table, "metrics.", table->units.items[i]);
    csv_end(&table->row);
}

static void write_check(Table *table, const ResultBenchmark *benchmark)
{
    bool checked = benchmark && benchmark->check.engine != RESULT_BY_UNKNOWN;
    write_fields(table, &result_check_fields, checked ? &benchmark->check : NULL);
}

/* `row->benchmark` is NULL for a package that has none; `number` is 0 when it is no sample. */
static void write_row(Table *table, const ExportRow *row, size_t number, ResultSample sample)
{
    write_fields(table, &result_environment_fields, &row->results->environment);
    write_fields(table, &result_project_fields, row->project);
    write_fields(table, &result_package_fields, row->package);
    if (table->samples) {
        csv_count(&table->row, number, false);
        csv_count(&table->row, sample.round, false);
        csv_count(&table->row, sample.operations, false);
    }
    write_fields(table, &result_benchmark_fields, row->benchmark);
    write_notes(table, row->benchmark);
    write_fields(table, &result_median_fields, row->benchmark);
    write_check(table, row->benchmark);
    for (size_t i = 0; i < table->units.count; i++)
        write_metric(table, row->benchmark, table->units.items[i]);
    csv_end(&table->row);
}

/* Its samples, each in the place of its figures. */
static void write_samples(Table *table, const ExportRow *row)
{
    ResultBenchmark shown = *row->benchmark;
    ExportRow one = *row;
    one.benchmark = &shown;
    for (size_t i = 0; i < shown.samples.count; i++) {
        const ResultSample *sample = &shown.samples.items[i];
        shown.ns_per_op = sample->ns;
        shown.bytes_per_op = sample->bytes;
        shown.allocs_per_op = sample->allocs;
        write_row(table, &one, i + 1, *sample);
    }
}

static void write_package(Table *table, ExportRow *row)
{
    row->benchmark = NULL;
    if (!row->package->benchmarks.count)
        write_row(table, row, 0, (ResultSample){0});
    for (size_t i = 0; i < row->package->benchmarks.count; i++) {
        row->benchmark = &row->package->benchmarks.items[i];
        if (table->samples && row->benchmark->samples.count)
            write_samples(table, row);
        else
            write_row(table, row, 0, (ResultSample){.operations = row->benchmark->iterations});
    }
}

void export_csv(ExportInputs inputs, const ExportOptions *options, FILE *out)
{
    Table table = {.row = {.out = out}, .samples = options->samples};
    export_each_row(inputs, note_units, &table);
    write_header(&table);
    for (size_t i = 0; i < inputs.count; i++)
        for (size_t j = 0; j < inputs.items[i].projects.count; j++) {
            const ResultProject *project = &inputs.items[i].projects.items[j];
            for (size_t k = 0; k < project->packages.count; k++) {
                ExportRow row = {&inputs.items[i], project, &project->packages.items[k], NULL, 0};
                write_package(&table, &row);
            }
        }
    bl_vec_free(&table.units);
}
