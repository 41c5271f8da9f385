/* json_writer.h - JSON (RFC 8259) written as text: one member a line, indented by two blanks, so
 * that `diff` and `grep` are of use on the files; lists of numbers or texts in one line.
 *
 * Small trees are cJSON's. A long list is written piece by piece, so that only one of its items is
 * a tree at a time: a million benchmarks would take gigabytes.
 */
#ifndef BENCHLINE_JSON_WRITER_H
#define BENCHLINE_JSON_WRITER_H

#include <stdio.h>

struct cJSON;

/* Writes a node with all that is below it, and deletes it; what it stands in is indented by
 * `depth`. Texts are valid UTF-8, numbers are raw text (results_format_number()). */
void json_write_node(struct cJSON *node, int depth, FILE *out);

/* Opens an object, writes and deletes the members of `head`, and opens the list `key` after
 * them. */
void json_begin_list(struct cJSON *head, const char *key, int depth, FILE *out);
/* What follows is the item with the number `index`, from 0, of a list. */
void json_begin_item(size_t index, int depth, FILE *out);
/* Closes the list of `count` items, but not its object. */
void json_end_list(size_t count, int depth, FILE *out);
void json_end_object(int depth, FILE *out);

#endif
