/* line_reader.h - lines out of pieces of text that are cut anywhere.
 *
 * A line that lies whole in its piece is returned in place, without a copy; only one that spans
 * pieces is gathered. A line is never held in full beyond EXTRACT_LINE_MAX bytes: its middle is
 * left out, since what `go test` writes stands at a line's beginning (a name) and at its end (the
 * numbers), and what a test prints comes between.
 */
#ifndef EXTRACTOR_LINE_READER_H
#define EXTRACTOR_LINE_READER_H

#include "benchline/base.h"

/* Zero-initialise to start. */
typedef struct LineReader {
    BlBuf held;       /* the line so far */
    uint64_t dropped; /* how many bytes were left out of its middle */
    bool complete;    /* `held` was returned and makes room for the next line */
} LineReader;

/* Takes bytes from `piece`, up to and with the next newline. True when that completed a line;
 * false when `piece` is used up. `line` is without its newline and good until the next call. */
bool line_next(LineReader *reader, BlStr *piece, BlStr *line);
/* The last line, if the text did not end in a newline. */
bool line_last(LineReader *reader, BlStr *line);
/* Nothing is held of an unfinished line. */
bool line_is_empty(const LineReader *reader);
void line_reader_free(LineReader *reader);

#endif
