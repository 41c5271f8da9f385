-- A store of version 1.
CREATE TABLE environments (
  id INTEGER PRIMARY KEY,  go_version TEXT, goos TEXT, goarch TEXT, cpu TEXT, cores INTEGER, kernel TEXT);
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  identifier TEXT NOT NULL UNIQUE,  tool_version TEXT NOT NULL,  source TEXT NOT NULL CHECK (source IN ('run', 'log')),  started TEXT,  wall_seconds,  label TEXT,  finished INTEGER NOT NULL,  iterations INTEGER,  environment_id INTEGER NOT NULL REFERENCES environments (id));
CREATE TABLE projects (
  id INTEGER PRIMARY KEY,  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,  position INTEGER NOT NULL,  name TEXT NOT NULL, dir TEXT,  UNIQUE (run_id, position));
CREATE TABLE packages (
  id INTEGER PRIMARY KEY,  project_id INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,  position INTEGER NOT NULL,  import_path TEXT, dir TEXT, module TEXT, status TEXT NOT NULL, reason TEXT, fallback TEXT,  build_seconds, run_seconds,  UNIQUE (project_id, position));
CREATE TABLE benchmarks (
  id INTEGER PRIMARY KEY,  package_id INTEGER NOT NULL REFERENCES packages (id) ON DELETE CASCADE,  position INTEGER NOT NULL,  name TEXT NOT NULL, test TEXT, kind TEXT, file TEXT, line INTEGER, "column" INTEGER,  engine TEXT, conversion TEXT, conversion_reason TEXT, status TEXT NOT NULL, reason TEXT,  procs INTEGER, iterations INTEGER, ns_per_op, bytes_per_op, allocs_per_op,  noisy INTEGER NOT NULL,  median_ns_per_op, median_bytes_per_op, median_allocs_per_op,  check_engine TEXT, check_conversion TEXT, check_status TEXT, check_reason TEXT,  check_bytes_per_op, check_allocs_per_op,  UNIQUE (package_id, position));
CREATE TABLE samples (
  benchmark_id INTEGER NOT NULL REFERENCES benchmarks (id) ON DELETE CASCADE,  position INTEGER NOT NULL,  operations INTEGER NOT NULL, ns_per_op, bytes_per_op, allocs_per_op,  PRIMARY KEY (benchmark_id, position)) WITHOUT ROWID;
CREATE TABLE metrics (
  benchmark_id INTEGER NOT NULL REFERENCES benchmarks (id) ON DELETE CASCADE,  position INTEGER NOT NULL,  unit TEXT NOT NULL, value,  PRIMARY KEY (benchmark_id, position),  UNIQUE (benchmark_id, unit)) WITHOUT ROWID;
INSERT INTO environments VALUES (1, 'go1.26.0', 'linux', 'amd64', 'A processor', 2, 'Linux 6.1');
INSERT INTO runs VALUES (1, '0123456789abcdef0123456789abcdef', '0.1.0', 'run', '2026-01-02T03:04:05Z', 1.25, 'old', 1, 10, 1);
INSERT INTO projects VALUES (1, 1, 0, 'shop', 'pool/shop');
INSERT INTO packages VALUES (1, 1, 0, 'example.com/shop', 'pool/shop', 'example.com/shop', 'ok', NULL, NULL, 0.5, 2);
INSERT INTO benchmarks VALUES (1, 1, 0, 'BenchmarkParse', 'TestParse', 'test', 'parse_test.go', 3, 6, 'harness', NULL, NULL, 'ok', NULL, 1, 2, 12.5, 48, 3, 0, 13, 48, 3, NULL, NULL, 'ok', NULL, NULL, NULL);
INSERT INTO samples VALUES (1, 0, 1, 12.5, 48, 3), (1, 1, 1, 13.5, 48, 3);
INSERT INTO metrics VALUES (1, 0, 'MB/s', 1.5);
PRAGMA application_id = 1112297029;
PRAGMA user_version = 1;
