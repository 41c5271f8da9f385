/* json_edit.h - members of cJSON's objects, set and looked up. Out of memory ends the process. */
#ifndef BENCHLINE_EXPORTER_JSON_EDIT_H
#define BENCHLINE_EXPORTER_JSON_EDIT_H

#include <cjson/cJSON.h>

/* The node, which is NULL only when memory ran out. */
cJSON *json_checked(cJSON *node);

/* Sets a member, whether it was there or not; takes `value`. */
void json_set(cJSON *object, const char *key, cJSON *value);
/* "" for NULL; bytes that are not UTF-8 become U+FFFD. */
void json_set_text(cJSON *object, const char *key, const char *text);
/* null when it is not finite. */
void json_set_number(cJSON *object, const char *key, double value);
cJSON *json_add_object(cJSON *object, const char *key);

/* The first of the members or items of a member; NULL when it has none. */
const cJSON *json_first_in(const cJSON *object, const char *key);
/* "" when it is no text. */
const char *json_text_of(const cJSON *object, const char *key);
/* The list of that name, which is made if it is not there. */
cJSON *json_list_in(cJSON *object, const char *key);
/* The object in `list` whose `key` is `value`, which is added if there is none. */
cJSON *json_item_named(cJSON *list, const char *key, const char *value);

#endif
