/* json_writer.c - see json_writer.h. */
#include "results/json_writer.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/* ---- trees ----------------------------------------------------------------------------------- */

/* The text is valid UTF-8, so only what JSON's grammar reserves is escaped. */
static void write_string(const char *text, FILE *out)
{
    fputc('"', out);
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\')
            fputc('\\', out);
        if ((unsigned char)*c < 0x20)
            fprintf(out, "\\u%04x", (unsigned)*c);
        else
            fputc(*c, out);
    }
    fputc('"', out);
}

/* A node without children. Numbers are raw text, see results_format_number(). */
static void write_leaf(const cJSON *node, FILE *out)
{
    if (cJSON_IsString(node))
        write_string(node->valuestring, out);
    else if (cJSON_IsRaw(node))
        fputs(node->valuestring, out);
    else if (cJSON_IsBool(node))
        fputs(cJSON_IsTrue(node) ? "true" : "false", out);
    else
        fputs(cJSON_IsArray(node) ? "[]" : cJSON_IsObject(node) ? "{}" : "null", out);
}

static void write_indent(int depth, FILE *out)
{
    fprintf(out, "%*s", 2 * depth, "");
}

/* A list of numbers or texts stands in one line. */
static void write_leaves(const cJSON *list, FILE *out)
{
    fputc('[', out);
    for (const cJSON *child = list->child; child; child = child->next) {
        write_leaf(child, out);
        fputs(child->next ? ", " : "]", out);
    }
}

static void write_node(const cJSON *node, int depth, FILE *out);

/* One member of an object, or one item of a list, in a line of its own. */
static void write_child(const cJSON *child, int depth, FILE *out)
{
    write_indent(depth, out);
    if (child->string) {
        write_string(child->string, out);
        fputs(": ", out);
    }
    write_node(child, depth, out);
}

/* Recursion is as deep as the schema, which is eight. */
static void write_node(const cJSON *node, int depth, FILE *out)
{
    if (!node->child) {
        write_leaf(node, out);
        return;
    }
    bool object = cJSON_IsObject(node);
    if (!object && !node->child->child) {
        write_leaves(node, out);
        return;
    }
    fputs(object ? "{\n" : "[\n", out);
    for (const cJSON *child = node->child; child; child = child->next) {
        write_child(child, depth + 1, out);
        fputs(child->next ? ",\n" : "\n", out);
    }
    write_indent(depth, out);
    fputc(object ? '}' : ']', out);
}

void json_write_node(cJSON *node, int depth, FILE *out)
{
    write_node(node, depth, out);
    cJSON_Delete(node);
}

/* ---- lists, piece by piece ------------------------------------------------------------------- */

void json_begin_list(cJSON *head, const char *key, int depth, FILE *out)
{
    fputs("{\n", out);
    for (const cJSON *child = head->child; child; child = child->next) {
        write_child(child, depth + 1, out);
        fputs(",\n", out);
    }
    write_indent(depth + 1, out);
    fprintf(out, "\"%s\": [", key);
    cJSON_Delete(head);
}

void json_begin_item(size_t index, int depth, FILE *out)
{
    fputs(index ? ",\n" : "\n", out);
    write_indent(depth, out);
}

void json_end_list(size_t count, int depth, FILE *out)
{
    if (count) {
        fputc('\n', out);
        write_indent(depth, out);
    }
    fputc(']', out);
}

void json_end_object(int depth, FILE *out)
{
    fputc('\n', out);
    write_indent(depth, out);
    fputc('}', out);
}
