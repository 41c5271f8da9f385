/* exporter.h - results in the formats that other programs read.
 *
 * A format is one file in src/exporter and one row of the table there. Most are one text; those
 * with `directory` are a folder of files, which is brought up to date and not replaced.
 * docs/export.md says what each format holds, and what becomes in it of benchmarks that were not
 * measured.
 */
#ifndef BENCHLINE_EXPORTER_H
#define BENCHLINE_EXPORTER_H

#include "benchline/diag.h"
#include "benchline/finder.h"
#include "benchline/results.h"

typedef struct ExportOptions {
    bool samples;         /* a row a sample, in formats that have rows */
    const char *platform; /* what a folder calls the machine; NULL: GOOS-GOARCH */
} ExportOptions;

/* What is exported: results, in the order in which they were given; borrowed. */
typedef struct ExportInputs {
    const Results *items;
    size_t count;             /* from 1 */
    const char *const *names; /* each as errors call it; NULL: nothing */
} ExportInputs;

typedef struct ExportFormat {
    const char *name;    /* "benchfmt" */
    const char *summary; /* one line, for --help */
    bool several;        /* takes more than one input */
    bool samples;        /* heeds ExportOptions.samples */
    /* Writes the text. Whoever gave `out` asks it whether that went well. NULL: a folder. */
    void (*write)(ExportInputs inputs, const ExportOptions *options, FILE *out);
    /* Writes into the folder, making it if need be: each file whole or not at all, and what names
     * another file after that one. NULL: a text. 0; an errno value, with an error in `diags`; or -1
     * when the inputs or what is in the folder cannot be used, with an error in `diags`, and
     * nothing written. */
    int (*write_folder)(ExportInputs inputs, const ExportOptions *options, const char *folder,
                        BlDiags *diags);
} ExportFormat;

extern const ExportFormat export_formats[]; /* the last one has no name */
/* NULL: there is none of that name. */
const ExportFormat *export_format(const char *name);

/* Takes out of `results` the benchmarks that the filter leaves out, by the name of the test that
 * they were made of, or else by their own. Packages stay. */
void export_filter(Results *results, const FindFilter *filter);

#endif
