/* read_members.c - members of JSON objects: the plain ones by the tables of fields.h, the others by
 * the functions that somebody has for them. None may be missing, come twice or be strange.
 */
#include "results/reader.h"

const ResultFields reader_no_fields = {NULL, 0};

/* ---- plain members --------------------------------------------------------------------------- */

const char *reader_known_text(JsonReader *json, const char *what)
{
    const char *at = json_place(json), *text = json_text(json, what);
    if (!text[0])
        json_fail(json, at, "expected %s, not an empty one", what);
    return text;
}

static void read_text(JsonReader *json, const ResultField *field, void *row)
{
    const char **text = result_field_in(field, row);
    if (field->flags & FIELD_KNOWN)
        *text = reader_known_text(json, "a text");
    else
        *text = json_null(json) ? NULL : reader_known_text(json, "a text or null");
}

/* 0 where there was null. */
static uint64_t read_count(JsonReader *json, const ResultField *field)
{
    if (field->flags & FIELD_KNOWN)
        return json_count(json, "an integer from 0 on");
    if (json_null(json))
        return 0;
    const char *at = json_place(json);
    uint64_t count = json_count(json, "an integer from 1 on, or null");
    if (!count)
        json_fail(json, at, "expected an integer from 1 on, or null for what is not known");
    return count;
}

uint64_t reader_positive(JsonReader *json)
{
    const char *at = json_place(json);
    uint64_t count = json_count(json, "an integer from 1 on");
    if (!count)
        json_fail(json, at, "expected an integer from 1 on");
    return count;
}

static void read_count32(JsonReader *json, const ResultField *field, void *row)
{
    const char *at = json_place(json);
    uint64_t count = read_count(json, field);
    if (count > UINT32_MAX)
        json_fail(json, at, "expected an integer below 4294967296");
    *(uint32_t *)result_field_in(field, row) = (uint32_t)count;
}

double reader_figure(JsonReader *json, bool from_zero)
{
    if (json_null(json))
        return RESULT_UNKNOWN;
    const char *at = json_place(json);
    double value = json_number(json, "a number or null");
    if (!isfinite(value))
        json_fail(json, at, "this number is too large");
    if (from_zero && value < 0)
        json_fail(json, at, "expected a number from 0 on, or null");
    return value;
}

/* Names that are possible, for people: "ok", "failed". */
static void list_names(const ResultField *field, BlBuf *out)
{
    for (int i = 0; i < field->name_count; i++)
        if (field->names[i])
            bl_buf_printf(out, "%s\"%s\"", out->len ? ", " : "", field->names[i]);
        else if (!(field->flags & FIELD_KNOWN))
            bl_buf_puts(out, "null");
}

static void read_name(JsonReader *json, const ResultField *field, void *row)
{
    const char *at = json_place(json);
    const char *name = json_null(json) ? NULL : json_text(json, "a name");
    int value = !name && (field->flags & FIELD_KNOWN) ? -1 : result_field_find_name(field, name);
    if (value < 0) {
        BlBuf names = {0};
        list_names(field, &names);
        json_fail(json, at, "expected one of %s", bl_buf_view(&names).ptr);
        bl_buf_free(&names);
    }
    result_field_set_value(field, row, value < 0 ? 0 : value);
}

static void read_field(JsonReader *json, const ResultField *field, void *row)
{
    switch (field->type) {
    case FIELD_TEXT:
        read_text(json, field, row);
        return;
    case FIELD_COUNT:
        *(uint64_t *)result_field_in(field, row) = read_count(json, field);
        return;
    case FIELD_COUNT32:
        read_count32(json, field, row);
        return;
    case FIELD_NUMBER:
        *(double *)result_field_in(field, row) =
            reader_figure(json, field->flags & FIELD_FROM_ZERO);
        return;
    case FIELD_FLAG:
        *(bool *)result_field_in(field, row) = json_bool(json, "true or false");
        return;
    case FIELD_NAME:
        read_name(json, field, row);
        return;
    }
}

/* ---- objects --------------------------------------------------------------------------------- */

/* The members are numbered, those of the table first. */
static size_t find_member(const ResultFields *fields, Specials specials, BlStr name)
{
    for (size_t i = 0; i < fields->count; i++)
        if (bl_str_eq(bl_cstr(fields->items[i].name), name))
            return i;
    for (size_t i = 0; i < specials.count; i++)
        if (bl_str_eq(bl_cstr(specials.items[i].name), name))
            return fields->count + i;
    return fields->count + specials.count;
}

static void read_member(Reader *reader, const ResultFields *fields, Specials specials, size_t i,
                        void *row)
{
    if (i < fields->count)
        read_field(&reader->json, &fields->items[i], row);
    else
        specials.items[i - fields->count].read(reader);
}

static void check_complete(Reader *reader, const ResultFields *fields, Specials specials,
                           uint64_t seen, const char *start)
{
    for (size_t i = 0; i < fields->count + specials.count; i++)
        if (!(seen & (uint64_t)1 << i))
            json_fail(&reader->json, start, "the member \"%s\" is missing",
                      i < fields->count ? fields->items[i].name
                                        : specials.items[i - fields->count].name);
}

void reader_object(Reader *reader, const ResultFields *fields, Specials specials, void *row)
{
    JsonReader *json = &reader->json;
    uint64_t seen = 0; /* tables are shorter than that */
    const char *at = json_place(json);
    BlStr name;
    JsonLoop loop = json_open(json, JSON_OBJECT, "an object");
    while (json_member(json, &loop, &name)) {
        size_t i = find_member(fields, specials, name);
        if (i == fields->count + specials.count)
            json_fail(json, json_place(json), "there is no such member in version %d of the schema",
                      RESULTS_SCHEMA_VERSION);
        else if (seen & (uint64_t)1 << i)
            json_fail(json, json_place(json), "this member stands here twice");
        else
            read_member(reader, fields, specials, i, row);
        seen |= (uint64_t)1 << (i & 63);
    }
    check_complete(reader, fields, specials, seen, at);
}

void reader_list(Reader *reader, void (*read)(Reader *))
{
    JsonLoop loop = json_open(&reader->json, JSON_LIST, "a list");
    while (json_next(&reader->json, &loop))
        read(reader);
}
