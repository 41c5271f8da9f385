/* json_edit.c - see json_edit.h. */
#include "exporter/json_edit.h"

#include <math.h>

#include "benchline/path.h"
#include "results/text.h"

cJSON *json_checked(cJSON *node)
{
    if (!node)
        bl_out_of_memory(sizeof(cJSON));
    return node;
}

cJSON *json_new_object(void)
{
    return json_checked(cJSON_CreateObject());
}

/* ---- setting --------------------------------------------------------------------------------- */

void json_set(cJSON *object, const char *key, cJSON *value)
{
    json_checked(value);
    if (cJSON_GetObjectItemCaseSensitive(object, key))
        cJSON_ReplaceItemInObjectCaseSensitive(object, key, value);
    else
        cJSON_AddItemToObject(object, key, value);
}

void json_set_text(cJSON *object, const char *key, const char *text)
{
    BlBuf valid = {0};
    results_append_utf8(&valid, text ? text : "");
    json_set(object, key, cJSON_CreateString(bl_buf_view(&valid).ptr));
    bl_buf_free(&valid);
}

void json_set_optional_text(cJSON *object, const char *key, const char *text)
{
    if (text)
        json_set_text(object, key, text);
    else
        json_set(object, key, cJSON_CreateNull());
}

void json_set_number(cJSON *object, const char *key, double value)
{
    json_set(object, key, isfinite(value) ? cJSON_CreateNumber(value) : cJSON_CreateNull());
}

void json_set_count(cJSON *object, const char *key, size_t count)
{
    json_set_number(object, key, (double)count);
}

void json_set_flag(cJSON *object, const char *key, bool flag)
{
    json_set(object, key, cJSON_CreateBool(flag));
}

cJSON *json_add_object(cJSON *object, const char *key)
{
    return json_checked(cJSON_AddObjectToObject(object, key));
}

cJSON *json_add_item(cJSON *list)
{
    cJSON *item = json_new_object();
    cJSON_AddItemToArray(list, item);
    return item;
}

cJSON *json_list_in(cJSON *object, const char *key)
{
    if (!cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(object, key)))
        json_set(object, key, cJSON_CreateArray());
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

cJSON *json_item_named(cJSON *list, const char *key, const char *value)
{
    for (cJSON *item = list->child; item; item = item->next)
        if (strcmp(json_text_of(item, key), value) == 0)
            return item;
    cJSON *item = json_add_item(list);
    json_set_text(item, key, value);
    return item;
}

/* ---- looking up ------------------------------------------------------------------------------ */

const cJSON *json_first_in(const cJSON *object, const char *key)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, key);
    return node ? node->child : NULL;
}

const char *json_text_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    return text ? text : "";
}

/* ---- writing --------------------------------------------------------------------------------- */

char *json_print(const cJSON *document)
{
    char *text = cJSON_Print(document);
    if (!text)
        bl_out_of_memory(0);
    return text;
}

void json_write(cJSON *document, FILE *out)
{
    char *text = json_print(document);
    fprintf(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(document);
}

int json_write_file(const cJSON *document, const char *path)
{
    char *text = json_print(document);
    BlBuf line = {0};
    bl_buf_printf(&line, "%s\n", text);
    int error = bl_file_write(path, bl_buf_view(&line));
    bl_buf_free(&line);
    cJSON_free(text);
    return error;
}
