/* json_reader.h - JSON (RFC 8259) read member by member, without a tree: a document of a million
 * benchmarks is read in the memory of what is kept of it.
 *
 * The first thing that is wrong ends the reading: it is said once, with its line, its column and
 * the path of the member, and from then on there is nothing more to read and every answer is empty.
 */
#ifndef BENCHLINE_JSON_READER_H
#define BENCHLINE_JSON_READER_H

#include "benchline/diag.h"

typedef struct JsonReader {
    const char *file; /* for diagnostics */
    BlStr text;       /* followed by a NUL */
    const char *at;
    BlBuf path;     /* of what is being read: "projects[0].name" */
    BlArena *arena; /* of the texts that are read */
    BlDiags *diags;
    bool failed;
} JsonReader;

/* What a value is, by its first byte. */
typedef enum JsonKind {
    JSON_NULL,
    JSON_BOOL,
    JSON_NUMBER,
    JSON_TEXT,
    JSON_LIST,
    JSON_OBJECT
} JsonKind;

/* One list or object that is being read. */
typedef struct JsonLoop {
    char close;        /* ']' or '}' */
    size_t count;      /* of elements or members, the one that is being read among them */
    size_t path;       /* length of the path outside */
    const char *start; /* of the value */
} JsonLoop;

/* The text must be followed by a NUL. False when it is not UTF-8, which has been said then. */
bool json_begin(JsonReader *reader, const char *file, BlStr text, BlArena *arena, BlDiags *diags);
/* Nothing but blanks may follow. False when anything was wrong from the beginning on. */
bool json_end(JsonReader *reader);

/* Whoever reads says what is wrong with what stands at a place of the text. */
void json_fail(JsonReader *reader, const char *at, const char *format, ...) BL_PRINTF(3, 4);

/* What comes next, which must be a value. JSON_NULL also after a failure. */
JsonKind json_kind(JsonReader *reader);
/* Where it begins. */
const char *json_place(JsonReader *reader);
/* The value, which must be of the kind; `what` names what is expected: "a text or null". */
bool json_null(JsonReader *reader); /* is it null? Then it is read, else it stays */
bool json_bool(JsonReader *reader, const char *what);
double json_number(JsonReader *reader, const char *what);
uint64_t json_count(JsonReader *reader, const char *what); /* an integer from 0 on */
const char *json_text(JsonReader *reader, const char *what);

/* JsonLoop loop = json_open(reader, JSON_LIST, "a list"); while (json_next(reader, &loop)) ... */
JsonLoop json_open(JsonReader *reader, JsonKind kind, const char *what);
bool json_next(JsonReader *reader, JsonLoop *loop); /* of a list */
/* The name may be a slice of the document. */
bool json_member(JsonReader *reader, JsonLoop *loop, BlStr *name); /* of an object */

#endif
