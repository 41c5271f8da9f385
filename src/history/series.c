/* series.c - which figures of a store are one history. */
#include "history/parts.h"

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_benchmark(const StoreFigure *a, const StoreFigure *b)
{
    return same_text(a->import_path, b->import_path) && strcmp(a->name, b->name) == 0;
}

/* How many from the first on are of the same benchmark. */
size_t history_count_same(const StoreFigures *figures, size_t first)
{
    size_t end = first + 1;
    while (end < figures->list.count &&
           same_benchmark(&figures->list.items[first], &figures->list.items[end]))
        end++;
    return end - first;
}
