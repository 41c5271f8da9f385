/* json_edit.c - see json_edit.h. */
#include "exporter/json_edit.h"

#include <math.h>

#include "benchline/base.h"
#include "results/text.h"

cJSON *json_checked(cJSON *node)
{
    if (!node)
        bl_out_of_memory(sizeof(cJSON));
    return node;
}

/* Sets a member, whether it was there or not. */
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

/* null when it was not measured. */
void json_set_number(cJSON *object, const char *key, double value)
{
    json_set(object, key, isfinite(value) ? cJSON_CreateNumber(value) : cJSON_CreateNull());
}

/* The first of the members or items of a member; NULL when it has none. */
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

/* The list of that name, which is made if it is not there. */
cJSON *json_list_in(cJSON *object, const char *key)
{
    if (!cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(object, key)))
        json_set(object, key, cJSON_CreateArray());
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

cJSON *json_add_object(cJSON *object, const char *key)
{
    return json_checked(cJSON_AddObjectToObject(object, key));
}

/* The object in `list` whose `key` is `value`, which is added if there is none. */
cJSON *json_item_named(cJSON *list, const char *key, const char *value)
{
    for (cJSON *item = list->child; item; item = item->next)
        if (strcmp(json_text_of(item, key), value) == 0)
            return item;
    cJSON *item = json_checked(cJSON_CreateObject());
    json_set_text(item, key, value);
    cJSON_AddItemToArray(list, item);
    return item;
}
