/* match.c - which benchmark of one run is which of the other: both sorted by what they are known
 * by, and walked side by side. */
#include <stdlib.h>

#include "compare/parts.h"

/* ---- what a benchmark is known by ------------------------------------------------------------ */

/* A log does not say GOMAXPROCS where it was 1. */
static uint64_t procs_of(const ResultBenchmark *benchmark)
{
    return benchmark->procs ? benchmark->procs : 1;
}

static int compare_keys(const ExportRow *a, const ExportRow *b, bool by_project)
{
    int order = export_compare_texts(a->package->import_path, b->package->import_path);
    if (!order && by_project)
        order = export_compare_texts(a->project->name, b->project->name);
    if (!order)
        order = export_compare_texts(a->benchmark->name, b->benchmark->name);
    if (!order)
        order = export_compare_counts(procs_of(a->benchmark), procs_of(b->benchmark));
    return order;
}

static int compare_rows(const void *a, const void *b)
{
    const ExportSeries *x = *(const ExportSeries *const *)a, *y = *(const ExportSeries *const *)b;
    int order = compare_keys(&x->row, &y->row, false);
    if (!order) /* also where it does not count: it then keeps projects in one order */
        order = export_compare_texts(x->row.project->name, y->row.project->name);
    return order ? order : export_compare_counts(x->row.index, y->row.index);
}

static int compare_rows_by_project(const void *a, const void *b)
{
    const ExportSeries *x = *(const ExportSeries *const *)a, *y = *(const ExportSeries *const *)b;
    int order = compare_keys(&x->row, &y->row, true);
    return order ? order : export_compare_counts(x->row.index, y->row.index);
}

static const ExportSeries **sorted(const ExportSeriesList *list, bool by_project)
{
    const ExportSeries **items = bl_alloc((list->count + 1) * sizeof *items);
    for (size_t i = 0; i < list->count; i++)
        items[i] = &list->items[i];
    qsort(items, list->count, sizeof *items, by_project ? compare_rows_by_project : compare_rows);
    return items;
}

/* ---- projects with one name ------------------------------------------------------------------ */

static int compare_names(const void *a, const void *b)
{
    const CompareMatch *x = *(CompareMatch *const *)a, *y = *(CompareMatch *const *)b;
    const ExportSeries *left = x->after ? x->after : x->before;
    const ExportSeries *right = y->after ? y->after : y->before;
    return compare_keys(&left->row, &right->row, false);
}

/* Marks those that only the project tells apart. */
static void mark_projects(CompareMatches *matches)
{
    CompareMatch **items = bl_alloc((matches->count + 1) * sizeof *items);
    for (size_t i = 0; i < matches->count; i++)
        items[i] = &matches->items[i];
    qsort(items, matches->count, sizeof *items, compare_names);
    for (size_t i = 1; i < matches->count; i++)
        if (compare_names(&items[i - 1], &items[i]) == 0)
            items[i - 1]->by_project = items[i]->by_project = true;
    free(items);
}

/* ---- side by side ---------------------------------------------------------------------------- */

void compare_match(const ExportSeriesList *before, const ExportSeriesList *after, bool by_project,
                   CompareMatches *matches)
{
    const ExportSeries **old = sorted(before, by_project), **new = sorted(after, by_project);
    size_t i = 0, j = 0;
    while (i < before->count || j < after->count) {
        int order = i == before->count  ? 1
                    : j == after->count ? -1
                                        : compare_keys(&old[i]->row, &new[j]->row, by_project);
        CompareMatch match = {0};
        if (order <= 0) {
            match.before = old[i++];
            match.index = after->count + match.before->row.index;
        }
        if (order >= 0) {
            match.after = new[j++];
            match.index = match.after->row.index;
        }
        bl_vec_push(matches, match);
    }
    if (by_project)
        mark_projects(matches);
    free(old);
    free(new);
}
