/* json_edit.h - cJSON's objects: members set and looked up, and the whole written. Out of memory
 * ends the process. */
#ifndef BENCHLINE_EXPORTER_JSON_EDIT_H
#define BENCHLINE_EXPORTER_JSON_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <cjson/cJSON.h>

/* The node, which is NULL only when memory ran out. */
cJSON *json_checked(cJSON *node);
cJSON *json_new_object(void);

/* ---- setting --------------------------------------------------------------------------------- */

/* Sets a member, whether it was there or not; takes `value`. */
void json_set(cJSON *object, const char *key, cJSON *value);
/* "" for NULL; bytes that are not UTF-8 become U+FFFD. */
void json_set_text(cJSON *object, const char *key, const char *text);
/* ... but null for NULL. */
void json_set_optional_text(cJSON *object, const char *key, const char *text);
/* null when it is not finite. */
void json_set_number(cJSON *object, const char *key, double value);
void json_set_count(cJSON *object, const char *key, size_t count);
void json_set_flag(cJSON *object, const char *key, bool flag);

/* An empty object as a member that was not there; and at the end of a list. */
cJSON *json_add_object(cJSON *object, const char *key);
cJSON *json_add_item(cJSON *list);
/* The list of that name, which is made if it is not there. */
cJSON *json_list_in(cJSON *object, const char *key);
/* The object in `list` whose `key` is `value`, which is added if there is none. */
cJSON *json_item_named(cJSON *list, const char *key, const char *value);

/* ---- looking up ------------------------------------------------------------------------------ */

/* The first of the members or items of a member; NULL when it has none. */
const cJSON *json_first_in(const cJSON *object, const char *key);
/* "" when it is no text. */
const char *json_text_of(const cJSON *object, const char *key);

/* ---- writing --------------------------------------------------------------------------------- */

/* The document as text, without a newline behind it; cJSON_free() it. */
char *json_print(const cJSON *document);
/* Prints it, a newline behind it, and frees it. */
void json_write(cJSON *document, FILE *out);
/* The same to a file, whole or not at all; the document stays. 0 or an errno value. */
int json_write_file(const cJSON *document, const char *path);

#endif
