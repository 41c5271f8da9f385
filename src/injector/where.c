/* where.c - questions to a position map: which place became which.
 *
 * The map alone answers, without either text. A range that is a copy holds the same line ends as
 * its original, so a place in it is found by the distance from the range's start, in lines and, in
 * the first of them, in columns; and because the ranges leave no gap, each ends where the next
 * begins.
 */
#include "benchline/position_map.h"

typedef struct Place {
    uint32_t line, column;
} Place;

static const Place NOWHERE = {UINT32_MAX, UINT32_MAX};

static Place begin_of(const MapSpan *span)
{
    return (Place){span->line, span->column};
}

static bool before(Place a, Place b)
{
    return a.line < b.line || (a.line == b.line && a.column < b.column);
}

static Place later(Place a, Place b)
{
    return before(a, b) ? b : a;
}

/* What stands in `from` at a place is in `to` at ... */
static Place carry(Place at, Place from, Place to)
{
    bool first_line = at.line == from.line;
    return (Place){to.line + (at.line - from.line),
                   first_line ? to.column + (at.column - from.column) : at.column};
}

/* ---- ranges -------------------------------------------------------------------------------- */

/* Where the i-th range ends in the rewritten file. */
static Place generated_end(const PositionMap *map, size_t i)
{
    return i + 1 < map->ranges.count ? begin_of(&map->ranges.items[i + 1].generated) : NOWHERE;
}

static Place original_end(const PositionMap *map, size_t i)
{
    const MapRange *range = &map->ranges.items[i];
    Place end = generated_end(map, i);
    if (end.line == NOWHERE.line)
        return NOWHERE;
    return carry(end, begin_of(&range->generated), begin_of(&range->original));
}

/* Does [begin, end) share anything with the line, or hold the place in it? */
static bool touches(Place begin, Place end, Place asked)
{
    Place last = asked.column ? asked : (Place){asked.line, UINT32_MAX};
    Place first = asked.column ? asked : (Place){asked.line, 1};
    return !before(last, begin) && before(first, end);
}

static const MapPiece *piece_at(const PositionMap *map, uint32_t offset)
{
    size_t low = 0, high = map->pieces.count; /* in [low, high]: the first that begins behind */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map->pieces.items[middle].generated.start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    const MapPiece *piece = low ? &map->pieces.items[low - 1] : NULL;
    return piece && offset < piece->generated.end ? piece : NULL;
}

static void answer(const PositionMap *map, size_t i, Place at, MapAnswers *answers)
{
    const MapRange *range = &map->ranges.items[i];
    MapAnswer row = {range->kind, at.line, at.column, piece_at(map, range->generated.start)};
    bl_vec_push(answers, row);
}

/* ---- from the added part to the original ----------------------------------------------------- */

/* Of a line's ranges, one that has an original of its own. */
static bool is_better(const MapRange *range, const MapRange *than)
{
    return !than || (than->kind == INJECT_SCAFFOLD && range->kind != INJECT_SCAFFOLD);
}

static void ask_origin(const PositionMap *map, Place asked, MapAnswers *answers)
{
    const MapRange *best = NULL;
    for (size_t i = 0; i < map->ranges.count; i++) {
        const MapRange *range = &map->ranges.items[i];
        if (touches(begin_of(&range->generated), generated_end(map, i), asked) &&
            is_better(range, best))
            best = range;
    }
    if (!best || asked.line > map->generated_lines)
        return;
    Place begin = begin_of(&best->generated);
    Place at = later(asked.column ? asked : (Place){asked.line, 1}, begin);
    Place original = begin_of(&best->original);
    answer(map, (size_t)(best - map->ranges.items),
           best->kind == INJECT_SCAFFOLD ? original : carry(at, begin, original), answers);
}

/* ---- from the original to what was added ----------------------------------------------------- */

/* Scaffold text stands for a test's name, or for nothing that has bytes. */
static bool came_of(const PositionMap *map, size_t i, Place asked)
{
    const MapRange *range = &map->ranges.items[i];
    Place begin = begin_of(&range->original);
    if (range->kind != INJECT_SCAFFOLD)
        return touches(begin, original_end(map, i), asked);
    Place end = {begin.line, begin.column + (range->original.end - range->original.start)};
    return range->original.start < range->original.end && touches(begin, end, asked);
}

static void ask_made(const PositionMap *map, Place asked, MapAnswers *answers)
{
    const MapPiece *last = NULL;
    for (size_t i = 0; i < map->ranges.count; i++) {
        if (!came_of(map, i, asked))
            continue;
        const MapRange *range = &map->ranges.items[i];
        const MapPiece *piece = piece_at(map, range->generated.start);
        if (piece && piece == last) /* the line's next range in the same piece */
            continue;
        last = piece;
        Place begin = begin_of(&range->original), made = begin_of(&range->generated);
        Place at = later(asked.column ? asked : (Place){asked.line, 1}, begin);
        answer(map, i, range->kind == INJECT_SCAFFOLD ? made : carry(at, begin, made), answers);
    }
}

bool map_is_generated(const PositionMap *map, uint32_t line)
{
    return line > map->original_lines;
}

void map_ask(const PositionMap *map, uint32_t line, uint32_t column, MapAnswers *answers)
{
    Place asked = {line, column};
    if (map_is_generated(map, line))
        ask_origin(map, asked, answers);
    else
        ask_made(map, asked, answers);
}
