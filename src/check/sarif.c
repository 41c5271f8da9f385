/* sarif.c - the Static Analysis Results Interchange Format 2.1.0 (OASIS standard, 2020), which code
 * hosting sites show beside the lines. Sections named here are that standard's. */
#include <ctype.h>

#include "check/parts.h"
#include "exporter/json_edit.h"

static void add_rules(cJSON *driver)
{
    cJSON *rules = json_list_in(driver, "rules");
    for (int i = 0; i < CHECK_FINDING_COUNT; i++) {
        cJSON *rule = json_add_item(rules);
        json_set_text(rule, "id", check_finding_id((CheckFinding)i));
        json_set_text(json_add_object(rule, "shortDescription"), "text",
                      check_finding_asked((CheckFinding)i));
    }
}

/* A relative reference or, of an absolute path, a file URI (section 3.4.3, RFC 3986). */
static void put_uri(BlBuf *out, const char *path)
{
    if (path[0] == '/')
        bl_buf_puts(out, "file://");
    while (path[0] == '.' && path[1] == '/') /* normalised (section 3.10.2) */
        path += 2;
    for (const unsigned char *c = (const unsigned char *)path; *c; c++)
        if (isascii(*c) && (isalnum(*c) || strchr("-._~/!$'()*+,=@", *c)))
            bl_buf_putc(out, (char)*c);
        else
            bl_buf_printf(out, "%%%02X", *c);
}

static void add_place(cJSON *location, const CheckViolation *violation)
{
    BlBuf uri = {0};
    if (!violation->file)
        return;
    put_uri(&uri, violation->file);
    cJSON *place = json_add_object(location, "physicalLocation");
    json_set_text(json_add_object(place, "artifactLocation"), "uri", bl_buf_view(&uri).ptr);
    bl_buf_free(&uri);
    if (!violation->line)
        return;
    cJSON *region = json_add_object(place, "region");
    json_set_count(region, "startLine", violation->line);
    if (violation->column) /* what stands before a test's name is "func ", in any unit as long */
        json_set_count(region, "startColumn", violation->column);
}

static void add_logical_place(cJSON *location, const char *full_name, const char *kind)
{
    cJSON *place = json_add_item(json_list_in(location, "logicalLocations"));
    json_set_text(place, "fullyQualifiedName", full_name);
    json_set_text(place, "kind", kind);
}

static void add_result(cJSON *results, const CheckViolation *violation)
{
    cJSON *result = json_add_item(results);
    const char *path = violation->package->import_path ? violation->package->import_path : "";
    BlBuf text = {0}, name = {0};
    bl_buf_printf(&text, "%s: %s", violation->name, violation->message);
    bl_buf_puts(&name, path);
    if (violation->pair)
        bl_buf_printf(&name, ".%s", violation->name);
    json_set_text(result, "ruleId", check_finding_id(violation->finding));
    json_set_count(result, "ruleIndex", violation->finding);
    json_set_text(result, "level", "error");
    json_set_text(json_add_object(result, "message"), "text", text.data);
    cJSON *location = json_add_item(json_list_in(result, "locations"));
    add_place(location, violation);
    add_logical_place(location, name.data, violation->pair ? "function" : "package");
    /* The same finding in later runs, whatever the lines (section 3.27.17). */
    json_set_text(json_add_object(result, "partialFingerprints"), "benchline/v1", name.data);
    bl_buf_free(&text);
    bl_buf_free(&name);
}

void check_write_sarif(const Check *check, FILE *out)
{
    cJSON *document = json_new_object();
    json_set_text(document, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_set_text(document, "version", "2.1.0");
    cJSON *run = json_add_item(json_list_in(document, "runs"));
    cJSON *driver = json_add_object(json_add_object(run, "tool"), "driver");
    json_set_text(driver, "name", "benchline");
    json_set_text(driver, "version", BENCHLINE_VERSION);
    add_rules(driver);
    cJSON *results = json_list_in(run, "results"); /* empty, not absent: it was run */
    for (size_t i = 0; i < check->violations.count; i++)
        add_result(results, &check->violations.items[i]);
    json_write(document, out);
}
