/* option_values.c - see option_values.h. */
#include "cli/option_values.h"

#include <stdlib.h>

#include "benchline/compare.h"

int cli_take_count(const char *command, const char *option, const char *text, unsigned most,
                   unsigned *count)
{
    size_t digits = strspn(text, "0123456789");
    unsigned long number = strtoul(text, NULL, 10);
    if (!digits || text[digits] || number < 1 || number > most)
        return cli_usage(command, "%s takes a number from 1 to %u, not '%s'", option, most, text);
    *count = (unsigned)number;
    return CLI_OK;
}

int cli_take_metrics(const char *command, const char *text, unsigned *units)
{
    BlStr rest = bl_cstr(text), word;
    bool more = true;
    *units = 0;
    while (more) {
        more = bl_str_cut(rest, ',', &word, &rest);
        unsigned named = bl_str_eq(bl_str_trim(word), BL_STR("all")) ? COMPARE_ALL_UNITS : 0;
        for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++)
            if (bl_str_eq(bl_str_trim(word), bl_cstr(compare_unit_word((CompareUnit)unit))))
                named |= 1U << unit;
        if (!named)
            return cli_usage(
                command,
                "--metrics takes allocs, bytes, time or all, separated by commas, not '%s'", text);
        *units |= named;
    }
    return CLI_OK;
}

int cli_take_alpha(const char *command, const char *text, double *alpha)
{
    char *end;
    *alpha = strtod(text, &end);
    if (*end || end == text || !(*alpha > 0) || !(*alpha < 1))
        return cli_usage(command, "--alpha takes a probability between 0 and 1, not '%s'", text);
    return CLI_OK;
}

int cli_take_label(const char *command, const char *text, const char **label)
{
    if (!text[0])
        return cli_usage(command, "--label takes a text that is not empty");
    *label = text;
    return CLI_OK;
}
