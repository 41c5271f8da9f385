/* write.c - violations as text, Markdown and JSON. */
#include "benchline/check.h"
#include "compare/parts.h"
#include "exporter/json_edit.h"
#include "results/text.h"

/* ---- text ------------------------------------------------------------------------------------ */

void check_put_violation(BlBuf *out, const CheckViolation *violation)
{
    if (violation->file) {
        results_append_visible(out, violation->file);
        bl_buf_printf(out, ":%u:%u: ", violation->line, violation->column);
    }
    results_append_visible(out, violation->name);
    bl_buf_puts(out, ": ");
    results_append_visible(out, violation->message);
}

void check_write_text(const Check *check, FILE *out)
{
    BlBuf line = {0};
    for (size_t i = 0; i < check->violations.count; i++) {
        bl_buf_clear(&line);
        check_put_violation(&line, &check->violations.items[i]);
        fprintf(out, "%s\n", line.data);
    }
    bl_buf_free(&line);
}

/* ---- Markdown -------------------------------------------------------------------------------- */

static void put_cell(FILE *out, const char *text)
{
    BlBuf visible = {0};
    results_append_visible(&visible, text);
    fputs("| ", out);
    compare_put_markdown(out, bl_buf_view(&visible).ptr);
    fputc(' ', out);
    bl_buf_free(&visible);
}

static void put_row(const CheckViolation *violation, FILE *out)
{
    BlBuf place = {0};
    if (violation->file)
        bl_buf_printf(&place, "%s:%u", violation->file, violation->line);
    put_cell(out, violation->name);
    put_cell(out, violation->message);
    put_cell(out, bl_buf_view(&place).ptr);
    fputs("|\n", out);
    bl_buf_free(&place);
}

void check_write_summary(const Check *check, FILE *out)
{
    size_t count = check->violations.count;
    fprintf(out, "### benchline check: %zu violation%s\n\n", count, count == 1 ? "" : "s");
    if (count)
        fputs("| test | what is wrong | where |\n|---|---|---|\n", out);
    for (size_t i = 0; i < count; i++)
        put_row(&check->violations.items[i], out);
    fprintf(out, "%s%zu benchmark%s, %zu rule%s\n\n", count ? "\n" : "", check->checked,
            check->checked == 1 ? "" : "s", check->rules->list.count,
            check->rules->list.count == 1 ? "" : "s");
}

/* ---- JSON ------------------------------------------------------------------------------------ */

enum { SCHEMA_VERSION = 1 };

static void set_optional_text(cJSON *object, const char *key, const char *text)
{
    if (text)
        json_set_text(object, key, text);
    else
        json_set(object, key, cJSON_CreateNull());
}

static void set_count(cJSON *object, const char *key, uint64_t count)
{
    json_set(object, key, cJSON_CreateNumber((double)count));
}

static cJSON *rule_json(const CheckRule *rule)
{
    if (!rule)
        return cJSON_CreateNull();
    cJSON *object = json_checked(cJSON_CreateObject());
    json_set_text(object, "text", rule->text);
    set_optional_text(object, "file", rule->file);
    set_count(object, "line", rule->line);
    set_count(object, "column", rule->column);
    return object;
}

static cJSON *violation_json(const CheckViolation *violation)
{
    cJSON *object = json_checked(cJSON_CreateObject());
    json_set_text(object, "finding", check_finding_id(violation->finding));
    set_optional_text(object, "import_path", violation->package->import_path);
    json_set_text(object, "name", violation->name);
    set_optional_text(object, "file", violation->file);
    set_count(object, "line", violation->line);
    set_count(object, "column", violation->column);
    json_set_text(object, "message", violation->message);
    json_set(object, "rule", rule_json(violation->rule));
    return object;
}

void check_write_json(const Check *check, FILE *out)
{
    cJSON *document = json_checked(cJSON_CreateObject());
    set_count(document, "schema_version", SCHEMA_VERSION);
    json_set(document, "ok", cJSON_CreateBool(check->violations.count == 0));
    json_set(document, "baseline", cJSON_CreateBool(check->has_baseline));
    set_count(document, "checked", check->checked);
    cJSON *rules = json_list_in(document, "rules");
    for (size_t i = 0; i < check->rules->list.count; i++)
        cJSON_AddItemToArray(rules, json_checked(rule_json(&check->rules->list.items[i])));
    cJSON *violations = json_list_in(document, "violations");
    for (size_t i = 0; i < check->violations.count; i++)
        cJSON_AddItemToArray(violations, violation_json(&check->violations.items[i]));
    char *text = cJSON_Print(document);
    if (!text)
        bl_out_of_memory(0);
    fprintf(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(document);
}
