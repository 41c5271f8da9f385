/* map_fuzz.c - the position map on whatever the rewriter makes of any bytes.
 *
 * For every byte that was added the map must say where it came from: without gaps, equal to the
 * original where it is a copy, a name of the same length where it is renamed. The JSON is read back
 * and must say what the ranges say. Positions are counted once more by hand, in both texts; and
 * where the compiler, which follows the line directives, would see a copied byte, there the
 * original stands. */
#include "fuzzed_unit.h"

#include <cjson/cJSON.h>

#include "benchline/position_map.h"

/* ---- positions ------------------------------------------------------------------------------ */

typedef struct Place {
    uint32_t line, column;
} Place;

/* The place of every byte and of the end: line ends counted one by one. The end of the text is the
 * end of its last line. */
static Place *count_places(BlStr text)
{
    Place *places = bl_alloc((text.len + 1) * sizeof *places);
    Place at = {1, 1};
    for (size_t i = 0; i <= text.len; i++) {
        places[i] = at;
        if (i + 1 < text.len && text.ptr[i] == '\n')
            at = (Place){at.line + 1, 1};
        else
            at.column++;
    }
    return places;
}

static void check_positions(const GoFile *file, const Place *places)
{
    for (uint32_t i = 0; i <= file->source.len; i++) {
        uint32_t line, column;
        go_position(file, i, &line, &column);
        require(line == places[i].line && column == places[i].column, "another line or column");
        require(i == file->source.len || file->source.ptr[i] == '\n' ||
                    file->source.ptr[i] == '\r' ||
                    go_line(file, line).ptr + column - 1 == file->source.ptr + i,
                "a line that does not hold its byte");
    }
}

/* ---- one output ----------------------------------------------------------------------------- */

typedef struct Mapped {
    BlStr source, text;
    Place *source_places, *text_places;
    const InjectOutput *output;
} Mapped;

static bool is_name(BlStr text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_",
                    text.ptr[i]) &&
            (unsigned char)text.ptr[i] < 0x80)
            return false;
    return text.len > 0;
}

static void check_range(const Mapped *m, const InjectRange *range)
{
    require(range->start < range->end && range->end <= m->text.len, "an empty range");
    require(range->original_start <= range->original_end && range->original_end <= m->source.len,
            "a range of nothing in the original");
    if (range->kind == INJECT_SCAFFOLD)
        return;
    uint32_t length = range->end - range->start;
    require(range->original_end - range->original_start == length, "lengths differ");
    BlStr now = bl_str(m->text.ptr + range->start, length);
    BlStr then = bl_str(m->source.ptr + range->original_start, length);
    if (range->kind == INJECT_COPY)
        require(bl_str_eq(now, then), "a copy that is none");
    else
        require(is_name(now) && !bl_str_eq(now, then), "renamed to what is no other name");
}

static void check_ranges(const Mapped *m)
{
    size_t at = m->source.len;
    for (size_t i = 0; i < m->output->ranges.count; i++) {
        require(m->output->ranges.items[i].start == at, "ranges leave a gap");
        check_range(m, &m->output->ranges.items[i]);
        at = m->output->ranges.items[i].end;
    }
    require(at == m->text.len, "ranges end early");
}

/* ---- where the compiler sees it ------------------------------------------------------------- */

typedef struct Compiler {
    Place here;                /* what stands here in the text ... */
    Place seen;                /* ... is there for the compiler: the last directive said so */
    uint32_t missing;          /* blanks that this line's copies went without so far */
    const InjectRange *before; /* the copy that this one continues */
} Compiler;

/* The directives are `//line FILE:LINE:1` for the next line, and behind it perhaps
 * a block comment that says `line :LINE:COLUMN` of the next byte. */
static void read_directive(const Mapped *m, const InjectRange *range, Compiler *compiler)
{
    BlStr text = bl_str(m->text.ptr + range->start, range->end - range->start), name, line, column;
    compiler->before = NULL;
    compiler->missing = 0;
    bool for_next_byte = bl_str_starts(text, BL_STR("/*line "));
    if (!for_next_byte && !bl_str_starts(text, BL_STR("//line ")))
        return;
    require(bl_str_cut(text, ':', &name, &line) && bl_str_cut(line, ':', &line, &column),
            "a directive without a line and a column");
    compiler->seen =
        (Place){(uint32_t)strtoul(line.ptr, NULL, 10), (uint32_t)strtoul(column.ptr, NULL, 10)};
    compiler->here = m->text_places[range->end];
}

/* Blanks, or the qualifier of a testing.T that is embedded as T. */
static bool is_left_out(BlStr gone)
{
    if (bl_str_ends(gone, BL_STR(".")))
        return is_name(bl_str(gone.ptr, gone.len - 1));
    for (size_t i = 0; i < gone.len; i++)
        if (gone.ptr[i] != ' ')
            return false;
    return true;
}

static void check_seen(const Mapped *m, const InjectRange *range, Compiler *compiler)
{
    Place now = m->text_places[range->start], then = m->source_places[range->original_start];
    Place here = compiler->here, seen = compiler->seen;
    require(seen.line > 0 && now.line >= here.line, "copied without a directive");
    require(seen.line + (now.line - here.line) == then.line,
            "the compiler sees it in another line");
    if (compiler->before) {
        uint32_t from = compiler->before->original_end;
        require(from <= range->original_start, "copied twice");
        BlStr gone = bl_str(m->source.ptr + from, range->original_start - from);
        require(is_left_out(gone), "more than blanks was left out");
        if (m->text_places[compiler->before->start].line != now.line)
            compiler->missing = 0;
        compiler->missing += range->original_start - from;
    }
    uint32_t column = now.line == here.line ? seen.column + (now.column - here.column) : now.column;
    require(column + compiler->missing == then.column, "the compiler sees it in another column");
    compiler->before = range;
}

static void check_compiler(const Mapped *m)
{
    Compiler compiler = {0};
    for (size_t i = 0; i < m->output->ranges.count; i++) {
        const InjectRange *range = &m->output->ranges.items[i];
        if (range->kind == INJECT_SCAFFOLD)
            read_directive(m, range, &compiler);
        else
            check_seen(m, range, &compiler);
    }
}

/* ---- the JSON ------------------------------------------------------------------------------- */

static uint32_t number_of(const cJSON *object, const char *name)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(object, name);
    require(cJSON_IsNumber(number), "a number is missing");
    require(number->valuedouble >= 0 && number->valuedouble <= UINT32_MAX, "no offset");
    return (uint32_t)number->valuedouble;
}

static void check_json_position(const cJSON *row, const char *side, uint32_t start, uint32_t end,
                                const Place *places)
{
    const cJSON *position = cJSON_GetObjectItemCaseSensitive(row, side);
    require(number_of(position, "start") == start && number_of(position, "end") == end,
            "the JSON has other offsets");
    require(number_of(position, "line") == places[start].line &&
                number_of(position, "column") == places[start].column,
            "the JSON has another line or column");
}

static void check_json_rows(const Mapped *m, const cJSON *rows)
{
    static const char *const kinds[] = {
        [INJECT_COPY] = "copy", [INJECT_RENAME] = "rename", [INJECT_SCAFFOLD] = "scaffold"};
    size_t i = 0;
    const cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        require(i < m->output->ranges.count, "the JSON has more ranges");
        const InjectRange *range = &m->output->ranges.items[i++];
        const char *kind = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, "kind"));
        require(kind && strcmp(kind, kinds[range->kind]) == 0, "the JSON has another kind");
        check_json_position(row, "generated", range->start, range->end, m->text_places);
        check_json_position(row, "original", range->original_start, range->original_end,
                            m->source_places);
    }
    require(i == m->output->ranges.count, "the JSON has fewer ranges");
}

/* ---- questions ------------------------------------------------------------------------------ */

static bool answers_with(const MapAnswers *answers, InjectRangeKind kind, Place place)
{
    for (size_t i = 0; i < answers->count; i++)
        if (answers->items[i].kind == kind && answers->items[i].line == place.line &&
            answers->items[i].column == place.column)
            return true;
    return false;
}

/* A byte's place in the added part leads to one in the original, and from there back. */
static void check_question(const Mapped *m, const PositionMap *map, const InjectRange *range,
                           uint32_t distance)
{
    bool scaffold = range->kind == INJECT_SCAFFOLD;
    Place made = m->text_places[range->start + distance];
    Place original = m->source_places[range->original_start + (scaffold ? 0 : distance)];
    MapAnswers answers = {0};
    if (!map_is_generated(map, made.line)) { /* the end of the original's last line */
        require(scaffold, "a copy in the original's lines");
        return;
    }
    map_ask(map, made.line, made.column, &answers);
    require(answers.count == 1 && answers_with(&answers, range->kind, original),
            "a place came from elsewhere");
    answers.count = 0;
    map_ask(map, original.line, original.column, &answers);
    require(scaffold || answers_with(&answers, range->kind, made), "no way back to a place");
    bl_vec_free(&answers);
}

static void check_questions(const Mapped *m, const PositionMap *map)
{
    for (size_t i = 0; i < m->output->ranges.count; i++) {
        const InjectRange *range = &m->output->ranges.items[i];
        check_question(m, map, range, 0);
        check_question(m, map, range, range->end - range->start - 1);
    }
}

static void check_json(const Mapped *m, const InjectUnit *unit, size_t file)
{
    cJSON *made = inject_map_json(unit, file);
    char *text = cJSON_Print(made);
    cJSON *map = cJSON_Parse(text);
    require(map != NULL, "the map is no JSON");
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(map, "file"));
    require(name && strcmp(name, inject_file(unit, file)->path) == 0, "another file's map");
    require(number_of(map, "original_size") == m->source.len &&
                number_of(map, "generated_size") == m->text.len,
            "the JSON has other sizes");
    check_json_rows(m, cJSON_GetObjectItemCaseSensitive(map, "ranges"));
    PositionMap read;
    require(map_from_json(&read, map) == NULL, "the JSON cannot be read back");
    check_questions(m, &read);
    map_free(&read);
    cJSON_Delete(map);
    cJSON_free(text);
    cJSON_Delete(made);
}

/* ---- all of it ------------------------------------------------------------------------------ */

static void check_output(const InjectUnit *unit, size_t file)
{
    const GoFile *original = inject_file(unit, file);
    const InjectOutput *output = inject_output(unit, file);
    Mapped m = {.source = original->source, .text = bl_buf_view(&output->text), .output = output};
    if (!m.text.len) {
        require(output->ranges.count == 0, "ranges of nothing");
        return;
    }
    m.source_places = count_places(m.source);
    m.text_places = count_places(m.text);
    GoFile generated = {.source = m.text};
    go_index_lines(&generated);
    check_positions(original, m.source_places);
    check_positions(&generated, m.text_places);
    check_ranges(&m);
    check_compiler(&m);
    check_json(&m, unit, file);
    go_file_free(&generated);
    free(m.source_places);
    free(m.text_places);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    FuzzedUnit fuzzed;
    if (open_unit(&fuzzed, data, size)) {
        emit(fuzzed.unit);
        for (size_t i = 0; i < inject_file_count(fuzzed.unit); i++)
            check_output(fuzzed.unit, i);
    }
    close_unit(&fuzzed);
    return 0;
}
