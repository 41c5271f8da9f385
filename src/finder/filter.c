/* filter.c - which test functions are asked for, by kind and by name.
 *
 * Patterns are PCRE2's, whose syntax has all that Go's regexp package knows (re2syntax). They are
 * matched by its second algorithm, which does not go back: like Go's, it takes time in proportion
 * to the name, whatever the pattern. What it cannot do, and Go neither, is to refer back to a
 * group.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

#include "benchline/finder.h"

struct FindPattern {
    pcre2_code *code;
};

static bool refers_back(const pcre2_code *code)
{
    uint32_t highest = 0;
    pcre2_pattern_info(code, PCRE2_INFO_BACKREFMAX, &highest);
    return highest > 0;
}

FindPattern *find_pattern_new(const char *text, FindPatternError *error)
{
    int number;
    PCRE2_SIZE at = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED,
                                     PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &number, &at, NULL);
    *error = (FindPatternError){.at = at};
    if (!code) {
        pcre2_get_error_message(number, (PCRE2_UCHAR *)error->message, sizeof error->message);
        return NULL;
    }
    if (refers_back(code)) {
        pcre2_code_free(code);
        *error =
            (FindPatternError){.message = "it refers back to a group, as Go's patterns cannot"};
        return NULL;
    }
    FindPattern *pattern = bl_alloc(sizeof *pattern);
    pattern->code = code;
    return pattern;
}

void find_pattern_free(FindPattern *pattern)
{
    if (pattern)
        pcre2_code_free(pattern->code);
    free(pattern);
}

/* Any thread: the code is only read. */
bool find_pattern_matches(const FindPattern *pattern, const char *name)
{
    enum { LEAST = 1000, MOST = 1 << 20 }; /* of what it remembers, in ints */
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    if (!data)
        bl_out_of_memory(0);
    int result = PCRE2_ERROR_DFA_WSSIZE;
    for (size_t size = LEAST; result == PCRE2_ERROR_DFA_WSSIZE && size <= MOST; size *= 4) {
        int *workspace = bl_alloc(size * sizeof *workspace);
        result = pcre2_dfa_match(pattern->code, (PCRE2_SPTR)name, PCRE2_ZERO_TERMINATED, 0,
                                 PCRE2_DFA_SHORTEST, data, NULL, workspace, size);
        free(workspace);
    }
    pcre2_match_data_free(data);
    return result >= 0;
}

static bool any_matches(const FindPattern *const *patterns, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (find_pattern_matches(patterns[i], name))
            return true;
    return false;
}

static bool is_named(const FindFilter *filter, const char *name)
{
    for (size_t i = 0; i < filter->name_count; i++)
        if (strcmp(filter->names[i], name) == 0)
            return true;
    return !filter->name_count;
}

bool find_filter_takes(const FindFilter *filter, FoundTestKind kind, const char *name)
{
    if (!filter)
        return true;
    return (!filter->kinds || (filter->kinds & FIND_KIND(kind))) && is_named(filter, name) &&
           (!filter->only_count || any_matches(filter->only, filter->only_count, name)) &&
           !any_matches(filter->skip, filter->skip_count, name);
}
