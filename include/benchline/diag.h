/* diag.h - what benchline has to say about its input: where, what, and what to do about it.
 *
 * Whoever finds a problem adds a diagnostic to the list it was given and goes on; whoever owns the
 * list (the command line, a test, a fuzzer) decides how to show it. The list owns all its text.
 */
#ifndef BENCHLINE_DIAG_H
#define BENCHLINE_DIAG_H

#include <stdio.h>

#include "benchline/base.h"

typedef enum BlSeverity { BL_NOTE, BL_WARNING, BL_ERROR } BlSeverity;

typedef struct BlDiag {
    BlSeverity severity;
    const char *file; /* NULL when no file is concerned */
    uint32_t line;    /* from 1; 0 when the whole file is meant */
    uint32_t column;  /* from 1, in bytes, as the go command counts; 0 when the line is meant */
    const char *message;
    const char *source; /* the source line, without its end, or the part of it around the column; */
                        /* NULL when there is none to show */
    uint32_t caret;     /* which byte of `source` the column is, from 1; 0 for none */
} BlDiag;

typedef struct BlDiags {
    BL_VEC(BlDiag) list;
    BlArena arena;
    size_t errors; /* how many of the list are BL_ERROR */
} BlDiags;

/* Adds one; text is copied. `file` may be NULL. Returns it, for setting line, column and source. */
BlDiag *bl_diag_add(BlDiags *diags, BlSeverity severity, const char *file, const char *format, ...)
    BL_PRINTF(4, 5);
/* Where it is in the source, with a copy of that line for the caret. Of a line beyond 400 bytes it
 * is the part around the column, with `...` where something is left out. */
void bl_diag_at(BlDiags *diags, BlDiag *diag, uint32_t line, uint32_t column, BlStr source_line);
/* Adds copies of all of `more` behind those there are. */
void bl_diag_add_all(BlDiags *diags, const BlDiags *more);
void bl_diag_free(BlDiags *diags);

/* `file:line:column: error: message`, then the source line and a caret under the column. */
void bl_diag_format(const BlDiag *diag, bool colour, BlBuf *out);
void bl_diag_print(const BlDiags *diags, bool colour, FILE *out);

#endif
