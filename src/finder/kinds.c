/* kinds.c - the kinds and reasons by name, for JSON and for people. */
#include "benchline/finder.h"

const char *found_test_kind_name(FoundTestKind kind)
{
    static const char *const names[] = {
#define X(name, text) [FOUND_##name] = text,
        FOUND_TEST_KINDS(X)
#undef X
    };
    return names[kind];
}

const char *found_file_kind_name(FoundFileKind kind)
{
    static const char *const names[] = {
#define X(name, text) [FOUND_##name] = text,
        FOUND_FILE_KINDS(X)
#undef X
    };
    return names[kind];
}

const char *found_reason_name(FoundReason reason)
{
    static const char *const names[] = {
#define X(name, text, words) [FOUND_WHY_##name] = text,
        FOUND_REASONS(X)
#undef X
    };
    return names[reason];
}

const char *found_reason_words(FoundReason reason)
{
    static const char *const names[] = {
#define X(name, text, words) [FOUND_WHY_##name] = words,
        FOUND_REASONS(X)
#undef X
    };
    return names[reason];
}
