/* go_name.h - names as package testing prints them. */
#ifndef BENCHLINE_EXPORTER_GO_NAME_H
#define BENCHLINE_EXPORTER_GO_NAME_H

#include "benchline/base.h"

/* Appends a name made safe as package testing does with those of subtests (rewrite() in
 * testing/match.go): blanks of any kind are '_', what cannot be printed is escaped as in a Go
 * string. Names that package testing printed stay as they are. Bytes that are not UTF-8 become
 * U+FFFD. */
void export_go_name(BlBuf *out, const char *name);

#endif
