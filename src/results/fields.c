/* fields.c - the tables of fields.h, and the names that values have in them. */
#include "results/fields.h"

#define COUNT_OF(array) ((int)(sizeof(array) / sizeof(array)[0]))

static const char *const statuses[] = {
#define X(name, text) text,
    RESULT_STATUSES(X)
#undef X
};

static const char *const engines[] = {
#define X(name, text) text,
    RESULT_ENGINES(X)
#undef X
};

static const char *const kinds[] = {
#define X(name, text, words) text,
    RESULT_KINDS(X)
#undef X
};

static const char *const conversions[] = {
#define X(name, text) text,
    RESULT_CONVERSIONS(X)
#undef X
};

static const char *const package_statuses[] = {
#define X(name, text) text,
    RESULT_PACKAGE_STATUSES(X)
#undef X
};

/* ---- names of values ------------------------------------------------------------------------- */

const char *result_status_name(ResultStatus status)
{
    return statuses[status];
}

const char *result_engine_name(ResultEngine engine)
{
    return engines[engine];
}

const char *result_kind_name(ResultKind kind)
{
    return kinds[kind];
}

const char *result_conversion_name(ResultConversion conversion)
{
    return conversions[conversion];
}

const char *result_package_status_name(ResultPackageStatus status)
{
    return package_statuses[status];
}

/* ---- the tables ------------------------------------------------------------------------------ */

/* clang-format off */
#define PLAIN(Row, type, flags, key, member) {key, FIELD_##type, flags, offsetof(Row, member), NULL, 0}
#define NAMED(Row, flags, key, member, list) {key, FIELD_NAME, flags, offsetof(Row, member), list, COUNT_OF(list)}

static const ResultField run[] = {
    PLAIN(Results, TEXT, 0, "label", label),
    PLAIN(Results, FLAG, FIELD_KNOWN, "finished", finished),
};

static const ResultField setting[] = {
    PLAIN(Results, TEXT, 0, "metrics", metrics),
    PLAIN(Results, COUNT, 0, "iterations", iterations),
    PLAIN(Results, TEXT, 0, "benchtime", benchtime),
    PLAIN(Results, COUNT, 0, "count", count),
};

static const ResultField environment[] = {
    PLAIN(ResultEnvironment, TEXT, 0, "go_version", go_version),
    PLAIN(ResultEnvironment, TEXT, 0, "goos", goos),
    PLAIN(ResultEnvironment, TEXT, 0, "goarch", goarch),
    PLAIN(ResultEnvironment, TEXT, 0, "cpu", cpu),
    PLAIN(ResultEnvironment, COUNT, 0, "cores", cores),
    PLAIN(ResultEnvironment, TEXT, 0, "kernel", kernel),
    PLAIN(ResultEnvironment, TEXT, 0, "started", started),
};

static const ResultField project[] = {
    PLAIN(ResultProject, TEXT, FIELD_KNOWN, "name", name),
    PLAIN(ResultProject, TEXT, 0, "dir", dir),
};

static const ResultField package[] = {
    PLAIN(ResultPackage, TEXT, 0, "import_path", import_path),
    PLAIN(ResultPackage, TEXT, 0, "dir", dir),
    PLAIN(ResultPackage, TEXT, 0, "module", module),
    NAMED(ResultPackage, 0, "status", status, package_statuses),
    PLAIN(ResultPackage, TEXT, 0, "reason", reason),
    PLAIN(ResultPackage, TEXT, 0, "fallback", fallback),
    PLAIN(ResultPackage, TEXT, 0, "note", note),
    PLAIN(ResultPackage, NUMBER, FIELD_FROM_ZERO, "build_seconds", build_seconds),
    PLAIN(ResultPackage, NUMBER, FIELD_FROM_ZERO, "run_seconds", run_seconds),
};

static const ResultField benchmark[] = {
    PLAIN(ResultBenchmark, TEXT, FIELD_KNOWN, "name", name),
    PLAIN(ResultBenchmark, TEXT, 0, "test", test),
    NAMED(ResultBenchmark, 0, "kind", kind, kinds),
    PLAIN(ResultBenchmark, TEXT, 0, "file", file),
    PLAIN(ResultBenchmark, COUNT32, 0, "line", line),
    PLAIN(ResultBenchmark, COUNT32, 0, "column", column),
    NAMED(ResultBenchmark, 0, "engine", engine, engines),
    NAMED(ResultBenchmark, 0, "conversion", conversion, conversions),
    PLAIN(ResultBenchmark, TEXT, 0, "conversion_reason", conversion_reason),
    PLAIN(ResultBenchmark, TEXT, 0, "inline_reason", inline_reason),
    NAMED(ResultBenchmark, 0, "status", status, statuses),
    PLAIN(ResultBenchmark, TEXT, 0, "reason", reason),
    PLAIN(ResultBenchmark, COUNT, 0, "procs", procs),
    PLAIN(ResultBenchmark, COUNT, 0, "iterations", iterations),
    PLAIN(ResultBenchmark, COUNT, 0, "processes", processes),
    PLAIN(ResultBenchmark, NUMBER, 0, "ns_per_op", ns_per_op),
    PLAIN(ResultBenchmark, NUMBER, 0, "bytes_per_op", bytes_per_op),
    PLAIN(ResultBenchmark, NUMBER, 0, "allocs_per_op", allocs_per_op),
    PLAIN(ResultBenchmark, FLAG, FIELD_KNOWN, "noisy", noisy),
};

static const ResultField median[] = {
    PLAIN(ResultBenchmark, NUMBER, 0, "ns_per_op", ns_median),
    PLAIN(ResultBenchmark, NUMBER, 0, "bytes_per_op", bytes_median),
    PLAIN(ResultBenchmark, NUMBER, 0, "allocs_per_op", allocs_median),
};

static const ResultField check[] = {
    NAMED(ResultCheck, FIELD_KNOWN, "engine", engine, engines),
    NAMED(ResultCheck, 0, "conversion", conversion, conversions),
    NAMED(ResultCheck, 0, "status", status, statuses),
    PLAIN(ResultCheck, TEXT, 0, "reason", reason),
    PLAIN(ResultCheck, NUMBER, FIELD_FROM_ZERO, "bytes_per_op", bytes_per_op),
    PLAIN(ResultCheck, NUMBER, FIELD_FROM_ZERO, "allocs_per_op", allocs_per_op),
};
/* clang-format on */

#define FIELDS(table)                           \
    {                                           \
        table, sizeof(table) / sizeof(table)[0] \
    }

const ResultFields result_run_fields = FIELDS(run);
const ResultFields result_setting_fields = FIELDS(setting);
const ResultFields result_environment_fields = FIELDS(environment);
const ResultFields result_project_fields = FIELDS(project);
const ResultFields result_package_fields = FIELDS(package);
const ResultFields result_benchmark_fields = FIELDS(benchmark);
const ResultFields result_median_fields = FIELDS(median);
const ResultFields result_check_fields = FIELDS(check);

/* ---- values of a FIELD_NAME ------------------------------------------------------------------ */

/* The five enums have no negative values, and so are what int is, but for the sign. */
_Static_assert(sizeof(ResultStatus) == sizeof(int) && sizeof(ResultEngine) == sizeof(int) &&
                   sizeof(ResultKind) == sizeof(int) && sizeof(ResultConversion) == sizeof(int) &&
                   sizeof(ResultPackageStatus) == sizeof(int),
               "enums are copied as int");

int result_field_value(const ResultField *field, const void *row)
{
    int value;
    memcpy(&value, (const char *)row + field->offset, sizeof value);
    return value;
}

void result_field_set_value(const ResultField *field, void *row, int value)
{
    memcpy(result_field_in(field, row), &value, sizeof value);
}

int result_field_find_name(const ResultField *field, const char *name)
{
    for (int i = 0; i < field->name_count; i++) {
        const char *known = field->names[i];
        if (name && known ? strcmp(name, known) == 0 : name == known)
            return i;
    }
    return -1;
}
