/* schema.c - the tables, as a list of steps: each takes a database of one version to the next, and
 * none is ever changed once somebody may have a file of its version.
 *
 * A new field of results/fields.h is one more step, `ALTER TABLE ... ADD COLUMN`, and STORE_VERSION
 * one more. Numbers have columns without a type, see rows.c.
 */
#include "store/parts.h"

static const char *const steps[STORE_VERSION] = {
    /* To version 1. Deleting a row deletes what is below it. */
    "CREATE TABLE environments ("
    "  id INTEGER PRIMARY KEY,"
    "  go_version TEXT, goos TEXT, goarch TEXT, cpu TEXT, cores INTEGER, kernel TEXT"
    ");"
    "CREATE TABLE runs ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  identifier TEXT NOT NULL UNIQUE,"
    "  tool_version TEXT NOT NULL,"
    "  source TEXT NOT NULL CHECK (source IN ('run', 'log')),"
    "  started TEXT,"
    "  wall_seconds,"
    "  label TEXT,"
    "  finished INTEGER NOT NULL,"
    "  iterations INTEGER,"
    "  environment_id INTEGER NOT NULL REFERENCES environments (id)"
    ");"
    "CREATE TABLE projects ("
    "  id INTEGER PRIMARY KEY,"
    "  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  name TEXT NOT NULL, dir TEXT,"
    "  UNIQUE (run_id, position)"
    ");"
    "CREATE TABLE packages ("
    "  id INTEGER PRIMARY KEY,"
    "  project_id INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  import_path TEXT, dir TEXT, module TEXT, status TEXT NOT NULL, reason TEXT, fallback TEXT,"
    "  build_seconds, run_seconds,"
    "  UNIQUE (project_id, position)"
    ");"
    "CREATE TABLE benchmarks ("
    "  id INTEGER PRIMARY KEY,"
    "  package_id INTEGER NOT NULL REFERENCES packages (id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  name TEXT NOT NULL, test TEXT, kind TEXT, file TEXT, line INTEGER, \"column\" INTEGER,"
    "  engine TEXT, conversion TEXT, conversion_reason TEXT, status TEXT NOT NULL, reason TEXT,"
    "  procs INTEGER, iterations INTEGER, ns_per_op, bytes_per_op, allocs_per_op,"
    "  noisy INTEGER NOT NULL,"
    "  median_ns_per_op, median_bytes_per_op, median_allocs_per_op,"
    "  check_engine TEXT, check_conversion TEXT, check_status TEXT, check_reason TEXT,"
    "  check_bytes_per_op, check_allocs_per_op,"
    "  UNIQUE (package_id, position)"
    ");"
    "CREATE TABLE samples ("
    "  benchmark_id INTEGER NOT NULL REFERENCES benchmarks (id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  operations INTEGER NOT NULL, ns_per_op, bytes_per_op, allocs_per_op,"
    "  PRIMARY KEY (benchmark_id, position)"
    ") WITHOUT ROWID;"
    "CREATE TABLE metrics ("
    "  benchmark_id INTEGER NOT NULL REFERENCES benchmarks (id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  unit TEXT NOT NULL, value,"
    "  PRIMARY KEY (benchmark_id, position),"
    "  UNIQUE (benchmark_id, unit)"
    ") WITHOUT ROWID;",
    /* To version 2: the packages' notes; an index for questions about one test over all runs. */
    "ALTER TABLE packages ADD COLUMN note TEXT;"
    "CREATE INDEX benchmarks_by_test ON benchmarks (test);",
    /* To version 3: rounds, notes, and what was asked for. Until then a run was one round. */
    "ALTER TABLE runs ADD COLUMN benchtime TEXT;"
    "ALTER TABLE runs ADD COLUMN count INTEGER;"
    "ALTER TABLE benchmarks ADD COLUMN inline_reason TEXT;"
    "ALTER TABLE benchmarks ADD COLUMN processes INTEGER;"
    "ALTER TABLE samples ADD COLUMN round INTEGER NOT NULL DEFAULT 1;"
    "CREATE TABLE notes ("
    "  benchmark_id INTEGER NOT NULL REFERENCES benchmarks (id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  note TEXT NOT NULL,"
    "  PRIMARY KEY (benchmark_id, position)"
    ") WITHOUT ROWID;"
    "CREATE TABLE run_cpu ("
    "  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  cpu INTEGER NOT NULL,"
    "  PRIMARY KEY (run_id, position)"
    ") WITHOUT ROWID;",
    /* To version 4: what was measured for. Until then that were allocations. */
    "ALTER TABLE runs ADD COLUMN metrics TEXT;"
    "UPDATE runs SET metrics = 'allocs' WHERE source = 'run';",
};

bool store_migrate(Store *store, int version)
{
    char pragmas[96];
    for (int i = version; i < STORE_VERSION; i++)
        if (!store_exec(store, steps[i]))
            return false;
    snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             STORE_APPLICATION, STORE_VERSION);
    return store_exec(store, pragmas);
}
