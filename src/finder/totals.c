/* totals.c - how many of what were found. Only files and functions that were asked for
 * count. */
#include "benchline/finder.h"

static void count_file(FoundTotals *totals, const FoundFile *file)
{
    if (!file->selected)
        return;
    totals->files[file->kind]++;
    for (size_t i = 0; i < file->test_count; i++)
        totals->tests[file->tests[i].kind] += file->tests[i].selected;
}

static void count_package(FoundTotals *totals, const FoundPackage *package)
{
    totals->packages++;
    for (size_t i = 0; i < package->file_count; i++)
        count_file(totals, &package->files[i]);
}

FoundTotals find_package_totals(const FoundPackage *package)
{
    FoundTotals totals = {0};
    count_package(&totals, package);
    return totals;
}

static void count_module(FoundTotals *totals, const FoundModule *module)
{
    totals->modules += module->path != NULL;
    for (size_t i = 0; i < module->package_count; i++)
        count_package(totals, &module->packages[i]);
}

FoundTotals find_totals(const Found *found)
{
    FoundTotals totals = {.projects = found->project_count};
    for (size_t p = 0; p < found->project_count; p++)
        for (size_t m = 0; m < found->projects[p].module_count; m++)
            count_module(&totals, &found->projects[p].modules[m]);
    return totals;
}
