/* map.c - the position map: of a unit's output, as JSON, and from JSON (docs/position-map.md). */
#include <cjson/cJSON.h>
#include <stdlib.h>

#include "benchline/position_map.h"
#include "benchline/syntax.h"

static const char *const kind_names[] = {
    [INJECT_COPY] = "copy", [INJECT_RENAME] = "rename", [INJECT_SCAFFOLD] = "scaffold"};

enum { KIND_COUNT = sizeof kind_names / sizeof kind_names[0] };

static const char *const piece_kind_names[] = {
#define X(name, text) [INJECT_MADE_##name] = text,
    INJECT_MADE_KINDS(X)
#undef X
};

const char *map_kind_name(InjectRangeKind kind)
{
    return kind_names[kind];
}

void map_free(PositionMap *map)
{
    bl_vec_free(&map->ranges);
    bl_vec_free(&map->pieces);
    bl_arena_free(&map->arena);
    *map = (PositionMap){0};
}

/* ---- of an output ---------------------------------------------------------------------------- */

static MapSpan span_of(const GoFile *lines, uint32_t start, uint32_t end)
{
    MapSpan span = {.start = start, .end = end};
    go_position(lines, start, &span.line, &span.column);
    return span;
}

void map_make(PositionMap *map, const InjectUnit *unit, size_t file)
{
    const InjectOutput *output = inject_output(unit, file);
    const GoFile *original = inject_file(unit, file);
    GoFile generated = {.source = bl_buf_view(&output->text)};
    go_index_lines(&generated);
    *map = (PositionMap){.original_size = (uint32_t)original->source.len,
                         .generated_size = (uint32_t)output->text.len,
                         .original_lines = (uint32_t)original->line_starts.count,
                         .generated_lines = (uint32_t)generated.line_starts.count};
    map->file = bl_str_dup(&map->arena, bl_cstr(original->path));
    for (size_t i = 0; i < output->ranges.count; i++) {
        const InjectRange *range = &output->ranges.items[i];
        MapRange row = {range->kind, span_of(&generated, range->start, range->end),
                        span_of(original, range->original_start, range->original_end)};
        bl_vec_push(&map->ranges, row);
    }
    for (size_t i = 0; i < output->pieces.count; i++) {
        const InjectMade *piece = &output->pieces.items[i];
        MapPiece row = {.kind = piece_kind_names[piece->kind],
                        .name = bl_str_dup(&map->arena, bl_cstr(piece->name)),
                        .made = bl_str_dup(&map->arena, bl_cstr(piece->made)),
                        .generated = span_of(&generated, piece->start, piece->end),
                        .original = span_of(original, piece->original_start, piece->original_end)};
        bl_vec_push(&map->pieces, row);
    }
    go_file_free(&generated);
}

/* ---- as JSON --------------------------------------------------------------------------------- */

/* {"start": 10, "end": 12, "line": 2, "column": 1} */
static cJSON *span_to_json(const MapSpan *span)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "start", span->start);
    cJSON_AddNumberToObject(object, "end", span->end);
    cJSON_AddNumberToObject(object, "line", span->line);
    cJSON_AddNumberToObject(object, "column", span->column);
    return object;
}

static void put_spans(cJSON *row, const MapSpan *generated, const MapSpan *original)
{
    cJSON_AddItemToObject(row, "generated", span_to_json(generated));
    cJSON_AddItemToObject(row, "original", span_to_json(original));
}

struct cJSON *map_to_json(const PositionMap *map)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "file", map->file);
    cJSON_AddNumberToObject(object, "original_size", map->original_size);
    cJSON_AddNumberToObject(object, "generated_size", map->generated_size);
    cJSON_AddNumberToObject(object, "original_lines", map->original_lines);
    cJSON_AddNumberToObject(object, "generated_lines", map->generated_lines);
    cJSON *declarations = cJSON_AddArrayToObject(object, "declarations");
    for (size_t i = 0; i < map->pieces.count; i++) {
        const MapPiece *piece = &map->pieces.items[i];
        cJSON *row = cJSON_CreateObject();
        cJSON_AddStringToObject(row, "kind", piece->kind);
        cJSON_AddStringToObject(row, "name", piece->name);
        cJSON_AddStringToObject(row, "made", piece->made);
        put_spans(row, &piece->generated, &piece->original);
        cJSON_AddItemToArray(declarations, row);
    }
    cJSON *ranges = cJSON_AddArrayToObject(object, "ranges");
    for (size_t i = 0; i < map->ranges.count; i++) {
        const MapRange *range = &map->ranges.items[i];
        cJSON *row = cJSON_CreateObject();
        cJSON_AddStringToObject(row, "kind", map_kind_name(range->kind));
        put_spans(row, &range->generated, &range->original);
        cJSON_AddItemToArray(ranges, row);
    }
    return object;
}

struct cJSON *inject_map_json(const InjectUnit *unit, size_t file)
{
    PositionMap map;
    map_make(&map, unit, file);
    cJSON *object = map_to_json(&map);
    map_free(&map);
    return object;
}

/* ---- from JSON ------------------------------------------------------------------------------- */

/* What is read may be anything: `wrong` is the first thing that is, as static text. */
typedef struct Reader {
    PositionMap *map;
    const char *wrong;
} Reader;

static void complain(Reader *reader, const char *what)
{
    if (!reader->wrong)
        reader->wrong = what;
}

static uint32_t read_number(Reader *reader, const cJSON *object, const char *name)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(object, name);
    double value = cJSON_IsNumber(number) ? number->valuedouble : -1;
    if (!(value >= 0 && value < UINT32_MAX) || value != (double)(uint32_t)value) {
        complain(reader, "an offset, a line or a column is missing or no number");
        return 0;
    }
    return (uint32_t)value;
}

static const char *read_text(Reader *reader, const cJSON *object, const char *name)
{
    const cJSON *text = cJSON_GetObjectItemCaseSensitive(object, name);
    if (cJSON_IsString(text))
        return bl_str_dup(&reader->map->arena, bl_cstr(text->valuestring));
    complain(reader, "a name is missing");
    return "";
}

static InjectRangeKind read_kind(Reader *reader, const cJSON *row)
{
    const cJSON *kind = cJSON_GetObjectItemCaseSensitive(row, "kind");
    for (unsigned i = 0; cJSON_IsString(kind) && i < KIND_COUNT; i++)
        if (strcmp(kind_names[i], kind->valuestring) == 0)
            return (InjectRangeKind)i;
    complain(reader, "a range's kind is missing or unknown");
    return INJECT_SCAFFOLD;
}

static MapSpan read_span(Reader *reader, const cJSON *row, const char *side, uint32_t size)
{
    const cJSON *object = cJSON_GetObjectItemCaseSensitive(row, side);
    MapSpan span = {.start = read_number(reader, object, "start"),
                    .end = read_number(reader, object, "end"),
                    .line = read_number(reader, object, "line"),
                    .column = read_number(reader, object, "column")};
    if (span.start > span.end || span.end > size || !span.line || !span.column)
        complain(reader, "a range lies outside of its file");
    return span;
}

static void read_ranges(Reader *reader, const cJSON *rows)
{
    PositionMap *map = reader->map;
    uint32_t at = map->original_size;
    const cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        MapRange range = {.kind = read_kind(reader, row),
                          .generated = read_span(reader, row, "generated", map->generated_size),
                          .original = read_span(reader, row, "original", map->original_size)};
        if (range.generated.start != at)
            complain(reader, "the ranges leave a gap");
        if (range.kind != INJECT_SCAFFOLD && range.generated.end - range.generated.start !=
                                                 range.original.end - range.original.start)
            complain(reader, "a copy is not as long as its original");
        at = range.generated.end;
        bl_vec_push(&map->ranges, range);
    }
    if (!cJSON_IsArray(rows) || at != map->generated_size)
        complain(reader, "the ranges do not cover what was added");
}

static void read_pieces(Reader *reader, const cJSON *rows)
{
    PositionMap *map = reader->map;
    uint32_t at = map->original_size;
    const cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        MapPiece piece = {
            .kind = read_text(reader, row, "kind"),
            .name = read_text(reader, row, "name"),
            .made = read_text(reader, row, "made"),
            .generated = read_span(reader, row, "generated", map->generated_size),
            .original = read_span(reader, row, "original", map->original_size),
        };
        if (piece.generated.start < at)
            complain(reader, "the declarations are not in order");
        at = piece.generated.end;
        bl_vec_push(&map->pieces, piece);
    }
    if (!cJSON_IsArray(rows))
        complain(reader, "there are no declarations");
}

const char *map_from_json(PositionMap *map, const struct cJSON *file)
{
    *map = (PositionMap){0};
    Reader reader = {.map = map};
    map->file = read_text(&reader, file, "file");
    map->original_size = read_number(&reader, file, "original_size");
    map->generated_size = read_number(&reader, file, "generated_size");
    map->original_lines = read_number(&reader, file, "original_lines");
    map->generated_lines = read_number(&reader, file, "generated_lines");
    read_ranges(&reader, cJSON_GetObjectItemCaseSensitive(file, "ranges"));
    read_pieces(&reader, cJSON_GetObjectItemCaseSensitive(file, "declarations"));
    return reader.wrong;
}
