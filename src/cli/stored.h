/* stored.h - what the commands that put results into a store share. */
#ifndef BENCHLINE_STORED_H
#define BENCHLINE_STORED_H

#include "benchline/store.h"
#include "cli/cli.h"

#define CLI_STORE_DEFAULT "benchline.db"
#define CLI_STORE_HELP                                                                            \
    "      --store FILE     keep the results in a store too, which is made where there is none\n" \
    "                       (docs/store.md)\n"                                                    \
    "      --label TEXT     what the run is called there and in the JSON\n"

/* What --label says: CLI_OK, or CLI_USAGE when it is empty. */
int cli_take_label(const char *command, const char *argument, const char **label);
/* Opens a store to put results in, before a long run; NULL after an error, which was said. */
Store *cli_store_open(const char *path);
/* Puts them in and says, unless `quiet`, as which run. Closes the store. CLI_OK or CLI_INTERNAL. */
int cli_store_results(Store *store, const char *path, const Results *results, bool quiet);

#endif
