/* write.c - violations as text, Markdown and JSON. */
#include "check/parts.h"
#include "exporter/json_edit.h"
#include "results/text.h"

/* ---- text ------------------------------------------------------------------------------------ */

void check_put_violation(BlBuf *out, const CheckViolation *violation)
{
    if (violation->file) {
        results_append_visible(out, violation->file);
        if (violation->line)
            bl_buf_printf(out, ":%u:%u", violation->line, violation->column);
        bl_buf_puts(out, ": ");
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
        bl_buf_puts(&place, violation->file);
    if (violation->line)
        bl_buf_printf(&place, ":%u", violation->line);
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

static void set_rule(cJSON *object, const CheckRule *rule)
{
    json_set_text(object, "text", rule->text);
    json_set_optional_text(object, "file", rule->file);
    json_set_count(object, "line", rule->line);
    json_set_count(object, "column", rule->column);
}

static void set_violation(cJSON *object, const CheckViolation *violation)
{
    json_set_text(object, "finding", check_finding_id(violation->finding));
    json_set_optional_text(object, "import_path", violation->package->import_path);
    json_set_text(object, "name", violation->name);
    json_set_optional_text(object, "file", violation->file);
    json_set_count(object, "line", violation->line);
    json_set_count(object, "column", violation->column);
    json_set_text(object, "message", violation->message);
    if (violation->rule)
        set_rule(json_add_object(object, "rule"), violation->rule);
    else
        json_set(object, "rule", cJSON_CreateNull());
}

void check_write_json(const Check *check, FILE *out)
{
    cJSON *document = json_new_object();
    json_set_count(document, "schema_version", SCHEMA_VERSION);
    json_set_flag(document, "ok", check->violations.count == 0);
    json_set_flag(document, "baseline", check->has_baseline);
    json_set_count(document, "checked", check->checked);
    cJSON *rules = json_list_in(document, "rules");
    for (size_t i = 0; i < check->rules->list.count; i++)
        set_rule(json_add_item(rules), &check->rules->list.items[i]);
    cJSON *violations = json_list_in(document, "violations");
    for (size_t i = 0; i < check->violations.count; i++)
        set_violation(json_add_item(violations), &check->violations.items[i]);
    json_write(document, out);
}
