/* position_map.h - which byte of a rewritten file came from where, and back.
 *
 * The map of a file is made of a unit's output, or read from what `inject --map` saved
 * (docs/position-map.md); then it answers without the sources. Offsets count bytes from 0, lines
 * and columns from 1, columns in bytes. A PositionMap owns everything in it until map_free().
 */
#ifndef BENCHLINE_POSITION_MAP_H
#define BENCHLINE_POSITION_MAP_H

#include "benchline/base.h"
#include "benchline/inject.h"

enum { MAP_SCHEMA_VERSION = 1 };

struct cJSON;

/* Bytes of one of the two texts, end exclusive; line and column are those of `start`. */
typedef struct MapSpan {
    uint32_t start, end, line, column;
} MapSpan;

typedef struct MapRange {
    InjectRangeKind kind;
    MapSpan generated, original;
} MapRange;

typedef struct MapPiece {
    const char *kind;        /* "test"; in a map that was read perhaps one that is not known here */
    const char *name, *made; /* as in InjectMade */
    MapSpan generated, original;
} MapPiece;

typedef struct PositionMap {
    BlArena arena;
    const char *file; /* as it was shown to people */
    uint32_t original_size, generated_size;
    uint32_t original_lines, generated_lines;
    BL_VEC(MapRange) ranges; /* from original_size to generated_size, without a gap */
    BL_VEC(MapPiece) pieces; /* in ascending order */
} PositionMap;

const char *map_kind_name(InjectRangeKind kind); /* "copy" */

/* Of an output that is not empty. */
void map_make(PositionMap *map, const InjectUnit *unit, size_t file);
void map_free(PositionMap *map);

/* One of the JSON's files; cJSON_Delete() it. */
struct cJSON *map_to_json(const PositionMap *map);
/* The other way; NULL, or what is wrong with it, as static text. Free the map in both cases. */
const char *map_from_json(PositionMap *map, const struct cJSON *file);

/* ---- asking it ------------------------------------------------------------------------------- */

typedef struct MapAnswer {
    InjectRangeKind kind;
    uint32_t line, column; /* in the other part of the file */
    const MapPiece *piece; /* what stands there, or what the place asked about is in; NULL: nothing
                            * that was made of a declaration */
} MapAnswer;

typedef BL_VEC(MapAnswer) MapAnswers;

/* Is the line, from 1, one of those that were added? */
bool map_is_generated(const PositionMap *map, uint32_t line);
/* Where a place in the added part came from, or everything that came of a place in the original
 * one; column 0 asks about the line. Appends the answers in ascending order: of a place in the
 * added part one, unless it lies behind the end. */
void map_ask(const PositionMap *map, uint32_t line, uint32_t column, MapAnswers *answers);

#endif
