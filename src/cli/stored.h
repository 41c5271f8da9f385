/* stored.h - options of the commands that put results into a store, or take them out. */
#ifndef BENCHLINE_STORED_H
#define BENCHLINE_STORED_H

#include "benchline/store.h"
#include "cli/option_values.h"

#define CLI_STORE_DEFAULT "benchline.db"
#define CLI_STORE_HELP                                                                            \
    "      --store FILE     keep the results in a store too, which is made where there is none\n" \
    "                       (docs/store.md)\n"                                                    \
    "      --label TEXT     what the run is called there and in the JSON\n"

#endif
