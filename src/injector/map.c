/* map.c - the position map as JSON (docs/position-map.md). */
#include <cjson/cJSON.h>

#include "benchline/inject.h"
#include "benchline/syntax.h"

static void put_number(cJSON *object, const char *name, double value)
{
    cJSON_AddNumberToObject(object, name, value);
}

/* {"start": 10, "end": 12, "line": 2, "column": 1} */
static cJSON *position_json(const GoFile *lines, uint32_t start, uint32_t end)
{
    cJSON *position = cJSON_CreateObject();
    uint32_t line, column;
    go_position(lines, start, &line, &column);
    put_number(position, "start", start);
    put_number(position, "end", end);
    put_number(position, "line", line);
    put_number(position, "column", column);
    return position;
}

static const char *kind_name(InjectRangeKind kind)
{
    switch (kind) {
    case INJECT_COPY:
        return "copy";
    case INJECT_RENAME:
        return "rename";
    case INJECT_SCAFFOLD:
        return "scaffold";
    }
    return NULL;
}

struct cJSON *inject_map_json(const InjectUnit *unit, size_t file)
{
    const InjectOutput *output = inject_output(unit, file);
    const GoFile *original = inject_file(unit, file);
    GoFile generated = {.source = bl_buf_view(&output->text)};
    go_index_lines(&generated);
    cJSON *map = cJSON_CreateObject();
    cJSON_AddStringToObject(map, "file", original->path);
    put_number(map, "original_size", (double)original->source.len);
    put_number(map, "generated_size", (double)output->text.len);
    cJSON *ranges = cJSON_AddArrayToObject(map, "ranges");
    for (size_t i = 0; i < output->ranges.count; i++) {
        const InjectRange *range = &output->ranges.items[i];
        cJSON *row = cJSON_CreateObject();
        cJSON_AddStringToObject(row, "kind", kind_name(range->kind));
        cJSON_AddItemToObject(row, "generated",
                              position_json(&generated, range->start, range->end));
        cJSON_AddItemToObject(row, "original",
                              position_json(original, range->original_start, range->original_end));
        cJSON_AddItemToArray(ranges, row);
    }
    go_file_free(&generated);
    return map;
}
