/* formats.h - what the table in formats.c is made of; see exporter.h for the shapes. */
#ifndef BENCHLINE_EXPORTER_FORMATS_H
#define BENCHLINE_EXPORTER_FORMATS_H

#include "benchline/exporter.h"

void export_benchfmt(ExportInputs inputs, const ExportOptions *options, FILE *out);
void export_csv(ExportInputs inputs, const ExportOptions *options, FILE *out);
void export_json(ExportInputs inputs, const ExportOptions *options, FILE *out);
void export_prometheus(ExportInputs inputs, const ExportOptions *options, FILE *out);
void export_benchline_v0(ExportInputs inputs, const ExportOptions *options, FILE *out);
int export_perf_tracking(ExportInputs inputs, const ExportOptions *options, const char *folder,
                         BlDiags *diags);

#endif
