/* config.h - settings in a file, benchline.toml: sections, keys and values, each with its place.
 *
 * The file is a subset of TOML 1.0 (toml.io): whatever is accepted here is TOML and means the same
 * there. It has comments, [sections] and `key = value`, where a key is of letters, digits, - and _,
 * and a value is a "basic" or 'literal' string on one line, a decimal number, true, false, or an
 * [array, of, these], which may go over several lines. Dotted and quoted keys, dates, tables inside
 * of arrays, strings over several lines and numbers in other forms are refused by name.
 *
 * What the sections and keys mean is the command line's business. */
#ifndef BENCHLINE_CONFIG_H
#define BENCHLINE_CONFIG_H

#include "benchline/diag.h"

#define CONFIG_FILE_NAME "benchline.toml"

enum { CONFIG_SIZE_MAX = 64 * 1024 }; /* bytes of a file */

typedef enum ConfigKind { CONFIG_STRING, CONFIG_NUMBER, CONFIG_BOOLEAN } ConfigKind;

typedef struct ConfigValue {
    ConfigKind kind;
    const char *text;      /* the string without quotes and escapes; a number as it stands there; */
                           /* "true" or "false" */
    uint32_t line, column; /* from 1, the column in bytes */
} ConfigValue;

typedef struct ConfigSetting {
    const char *section; /* "" before the first section */
    const char *key;
    uint32_t line, column; /* of the key */
    bool array;            /* else there is exactly one value */
    BL_VEC(ConfigValue) values;
} ConfigSetting;

typedef struct ConfigSection {
    const char *name;
    uint32_t line, column;
} ConfigSection;

/* All of it is owned by the file, to be given back with config_free(). */
typedef struct ConfigFile {
    const char *path; /* as it was given: what messages call it */
    BlStr text;
    BL_VEC(ConfigSection) sections; /* in the order of the file, each once */
    BL_VEC(ConfigSetting) settings; /* too; a key is in a section once */
    BlArena arena;
} ConfigFile;

/* Reads a text. False after an error, the first one, which `diags` then has with its place. The
 * file is to be freed either way. */
bool config_read(ConfigFile *file, const char *path, BlStr text, BlDiags *diags);
/* Reads a file, which has to be there. */
bool config_read_file(ConfigFile *file, const char *path, BlDiags *diags);
/* Adds an error about a place of the file. */
void config_error(const ConfigFile *file, uint32_t line, uint32_t column, BlDiags *diags,
                  const char *format, ...) BL_PRINTF(5, 6);
void config_free(ConfigFile *file);

/* The benchline.toml that counts in the folder `dir`: its own, or the next one above, up to the
 * folder that has a .git. Where none has, nothing above `dir` is looked at: it may be anybody's.
 * NULL when there is none. */
const char *config_find(BlArena *arena, const char *dir);

#endif
