/* where_command.h - what the files of `benchline where` share. */
#ifndef BENCHLINE_WHERE_COMMAND_H
#define BENCHLINE_WHERE_COMMAND_H

#include "benchline/position_map.h"
#include "cli/selection.h"

typedef struct CliWhere {
    CliSelection selection;
    const char *map_file;
    bool json;
    BlArena arena;
    BlDiags diags;
    char *file;            /* as the user wrote it */
    uint32_t line, column; /* column 0: none was given */
    InjectPackage package;
    PositionMap map;
} CliWhere;

/* cmd_where.c: says why there is no answer; returns CLI_FINDING. */
int cli_where_refuse(const char *format, ...) BL_PRINTF(1, 2);

/* where_sources.c */

/* Makes the command's map of the file's package, as it is on disk. CLI_OK, or CLI_FINDING when it
 * was said why there is none. */
int cli_where_from_sources(CliWhere *command);
/* Says why the map has no answer; returns CLI_FINDING. */
int cli_where_no_answer(CliWhere *command);

#endif
