/* injected.h - a unit made of sources in memory, for a test.
 *
 * One unit is held at a time: inject() gives back the one before, injected_free() the last one. */
#ifndef INJECTED_H
#define INJECTED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/inject.h"

static struct {
    InjectUnit *unit;
    BlDiags diags;
} injected;

static inline int injected_free(void **state)
{
    (void)state;
    inject_free(injected.unit);
    injected.unit = NULL;
    bl_diag_free(&injected.diags);
    return 0;
}

/* A file named "x_test.go" is a test file, "x.go" is not. All are selected. */
static inline InjectFile file_of(const char *name, const char *source)
{
    return (InjectFile){.name = name,
                        .path = name,
                        .source = bl_cstr(source),
                        .is_test = bl_str_ends(bl_cstr(name), BL_STR("_test.go")),
                        .selected = true};
}

/* Makes a unit and emits it; fails when a file is not Go. */
static inline InjectUnit *inject_files(const InjectFile *files, size_t count,
                                       const InjectNames *reserved)
{
    injected_free(NULL);
    injected.unit = inject_new(files, count, reserved, &injected.diags);
    if (injected.diags.list.count)
        fail_msg("%s", injected.diags.list.items[0].message);
    assert_false(inject_broken(injected.unit));
    assert_true(inject_emit(injected.unit, &injected.diags));
    return injected.unit;
}

/* The same with one file, x_test.go. */
static inline InjectUnit *inject(const char *source)
{
    InjectFile file = file_of("x_test.go", source);
    return inject_files(&file, 1, NULL);
}

static inline const InjectTest *test_at(size_t i)
{
    size_t count;
    const InjectTest *tests = inject_tests(injected.unit, &count);
    assert_true(i < count);
    return &tests[i];
}

/* What was added to a file; "" when nothing was. */
static inline const char *added_to(size_t file)
{
    const BlBuf *text = &inject_output(injected.unit, file)->text;
    return text->len ? text->data + inject_file(injected.unit, file)->source.len : "";
}

static inline void assert_contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("there is no \"%s\" in:\n%s", part, text);
}

static inline void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("there is \"%s\" in:\n%s", part, text);
}

#endif
