/* overlay.h - rewritten files for the go command, without the files of the user being touched:
 * texts in a folder, and a JSON file that says where each belongs (go help build, -overlay).
 *
 * The files of this folder: go_versions.c finds installations of Go; overlay.c; refused.c leads
 * what the compiler refuses back to the tests; heal.c asks it about many packages until it is
 * content, and answer.c reads what it says.
 */
#ifndef BENCHLINE_OVERLAY_H
#define BENCHLINE_OVERLAY_H

#include "benchline/inject.h"

typedef struct Overlay {
    BlArena *arena;
    struct cJSON *whole, *replace;
    const char *work, *dir;
} Overlay;

/* A folder by the path that the go command is to be given, for some (its own library's) it knows
 * only by the path that leads there, not by the one that remains when links are resolved. `dir` is
 * that one, `shown` is as the user typed it; both are borrowed. */
const char *overlay_dir_as_typed(BlArena *arena, const char *dir, const char *shown);

void overlay_begin(Overlay *overlay, BlArena *arena);
/* From now on texts go to the folder `work`, which is there, and stand for files of the folder
 * `dir`. Both are absolute, and borrowed. */
void overlay_turn(Overlay *overlay, const char *work, const char *dir);
/* The file `place` is replaced by the file `real`, both absolute. */
void overlay_replace(Overlay *overlay, const char *place, const char *real);
/* Writes a text that stands for the file `name`; 0 or an errno value. */
int overlay_add(Overlay *overlay, const char *name, BlStr text);
/* What a unit's rewritten files and its shim are; nothing when it has no benchmarks. */
int overlay_add_unit(Overlay *overlay, const InjectUnit *unit);
/* What benchline wrote into the tree, and is not replaced by now, is not there for the go
 * command. */
int overlay_hide_written(Overlay *overlay, const InjectPackage *package,
                         const struct FoundPackage *found);
/* Writes the JSON and frees it; `path` NULL: only that. 0 or an errno value. */
int overlay_end(Overlay *overlay, const char *path);

#endif
