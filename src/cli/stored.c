/* stored.c - see stored.h. */
#include "cli/stored.h"

/* What the open store has to say; there is one at a time. */
static BlDiags said;

static void say(void)
{
    cli_print_diags(&said);
    bl_diag_free(&said);
}

int cli_take_label(const char *command, const char *argument, const char **label)
{
    if (!argument[0])
        return cli_usage(command, "--label takes a text that is not empty");
    *label = argument;
    return CLI_OK;
}

Store *cli_store_open(const char *path)
{
    Store *store = store_open(path, STORE_CREATE, &said);
    say();
    return store;
}

int cli_store_results(Store *store, const char *path, const Results *results, bool quiet)
{
    StoreId run;
    bool able = store_import(store, results, &run, NULL);
    say();
    store_close(store);
    if (able && !quiet)
        fprintf(stderr, "benchline: stored as run %lld of %s\n", (long long)run, path);
    return able ? CLI_OK : CLI_INTERNAL;
}
