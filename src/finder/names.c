/* names.c - what the name of a file or folder says to the go command, before it is opened. */
#include "finder/parts.h"

bool find_is_hidden(const char *name)
{
    return name[0] == '_' || name[0] == '.';
}

bool find_is_go(const char *name)
{
    return bl_str_ends(bl_cstr(name), BL_STR(".go"));
}

bool find_skips_folder(const char *name)
{
    return find_is_hidden(name) || strcmp(name, "testdata") == 0 || strcmp(name, "vendor") == 0;
}

/* ---- systems and processors ------------------------------------------------------------------ */

/* Cuts the part after the last '_' off `name`; empty when there is none. */
static BlStr cut_last_part(BlStr *name)
{
    size_t at = name->len;
    while (at > 0 && name->ptr[at - 1] != '_')
        at--;
    if (at == 0)
        return bl_str(name->ptr, 0);
    BlStr part = bl_str(name->ptr + at, name->len - at);
    name->len = at - 1;
    return part;
}

bool find_name_fits(const FindTarget *target, BlStr name)
{
    /* What stands before the first '_' is no suffix: linux.go is for every system. */
    BlStr suffixes, rest;
    bl_str_cut(name, '.', &suffixes, &rest);
    const char *first = suffixes.len ? memchr(suffixes.ptr, '_', suffixes.len) : NULL;
    if (!first)
        return true;
    suffixes = bl_str(first, suffixes.len - (size_t)(first - suffixes.ptr));
    BlStr last = cut_last_part(&suffixes);
    if (bl_str_eq(last, BL_STR("test")))
        last = cut_last_part(&suffixes);
    BlStr before = cut_last_part(&suffixes);
    if (find_known_os(before) && find_known_arch(last))
        return find_target_has(target, last) && find_target_has(target, before);
    if (find_known_os(last) || find_known_arch(last))
        return find_target_has(target, last);
    return true;
}
