/* shard.c - which packages belong to a part of the whole, for several machines to share a run.
 *
 * The hash is FNV-1a over the module's path, a NUL and the import path. Its lowest bit is no more
 * than the parity of the bytes' lowest bits, so the upper half is folded in before the remainder is
 * taken. A package must never change its shard from one version of benchline to the next, or parts
 * that different versions measured would overlap: the test pins values.
 */
#include "benchline/finder.h"

unsigned find_shard_of(const char *module, const char *import_path, unsigned count)
{
    uint64_t hash = bl_fnv1a(BL_FNV1A, bl_cstr(module ? module : ""));
    hash = bl_fnv1a(hash, bl_str("", 1)); /* a NUL */
    hash = bl_fnv1a(hash, bl_cstr(import_path));
    hash ^= hash >> 32;
    return (unsigned)(hash % count) + 1;
}

bool find_shard_has(const FindShard *shard, const char *module, const char *import_path)
{
    return !shard->count || find_shard_of(module, import_path, shard->count) == shard->index;
}

/* A number without sign and blanks; what follows it goes to `rest`. 0 when it is too large. */
static bool take_number(const char *text, unsigned *number, const char **rest)
{
    const char *at = text;
    *number = 0;
    for (; *at >= '0' && *at <= '9'; at++)
        if (*number <= FIND_MOST_SHARDS)
            *number = *number * 10 + (unsigned)(*at - '0');
    if (*number > FIND_MOST_SHARDS)
        *number = 0;
    *rest = at;
    return at > text;
}

bool find_shard_read(const char *text, FindShard *shard)
{
    const char *rest;
    FindShard read;
    if (!take_number(text, &read.index, &rest) || *rest != '/' ||
        !take_number(rest + 1, &read.count, &rest) || *rest)
        return false;
    if (read.index < 1 || read.index > read.count)
        return false;
    *shard = read;
    return true;
}
