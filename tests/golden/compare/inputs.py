#!/usr/bin/python3
"""inputs.py FOLDER - writes old.json and new.json, the two runs that the golden tests of `compare` and
`check` read: one benchmark for each thing that can become of one. Run it again when the schema of
results changes; `benchline show --json` then gives the same bytes back."""
import json
import os
import statistics
import sys

STATUSES = "ok failed skipped panicked exited timed-out not-repeatable not-converted not-run".split()
PACKAGE_STATUSES = "ok no-tests syntax-error build-failed run-failed".split()
TIMES = [512, 498, 505, 600, 498, 500, 501, 499, 503, 497]


class Row:
    line = 2

    def __init__(self, test, allocs=0, size=0, times=TIMES, procs=1, status="ok", reason=None):
        Row.line += 5
        self.row = {
            "name": "Benchmark" + test, "test": "Test" + test, "kind": "test",
            "file": "shop/cart_test.go", "line": Row.line, "column": 6,
            "engine": "harness", "conversion": None, "conversion_reason": None,
            "inline_reason": None, "status": status, "reason": reason, "procs": procs,
        }
        n = len(times) if status == "ok" else 0
        allocs = allocs if isinstance(allocs, list) else [allocs] * n
        size = size if isinstance(size, list) else [size] * n
        columns = {"ns_per_op": times[:n], "bytes_per_op": size[:n], "allocs_per_op": allocs[:n]}
        self.row |= {"iterations": n or None, "processes": 1 if n else None}
        self.row |= {key: min(column) if n else None for key, column in columns.items()}
        self.row["medians"] = {key: whole(statistics.median(column)) if n else None
                               for key, column in columns.items()}
        self.row["samples"] = n and {"round": [1] * n, "operations": [1] * n, **columns} or None
        self.row |= {"noisy": len(set(allocs)) > 1, "notes": [], "check": None, "metrics": {}}


def whole(number):
    return int(number) if number == int(number) else number


def package(path, rows, status="ok", reason=None):
    folder = "shop" + path.removeprefix("example.com/shop/cart").removeprefix("example.com/shop")
    return {"import_path": path, "dir": folder, "module": "example.com/shop", "status": status,
            "reason": reason, "fallback": None, "note": None,
            "build_seconds": 0.5, "run_seconds": 0.125,
            "benchmarks": [row.row for row in rows]}


def run(number, go, packages):
    rows = [row for package in packages for row in package["benchmarks"]]
    return {
        "schema_version": 1, "tool": {"name": "benchline", "version": "0.1.0"},
        "run": {"id": f"{number:032x}", "label": None, "finished": True}, "source": "run",
        "environment": {"go_version": go, "goos": "linux", "goarch": "amd64",
                        "cpu": "Example CPU @ 3.00GHz", "cores": 8, "kernel": "Linux 6.1.0 x86_64",
                        "started": "2026-11-22T10:00:00Z"},
        "settings": {"metrics": "allocs", "iterations": 10, "benchtime": None, "cpu": [1], "count": 1},
        "projects": [{"name": "shop", "dir": "shop", "packages": packages}],
        "totals": {
            "projects": 1, "packages": len(packages), "benchmarks": len(rows),
            "wall_seconds": 2.5, "checked": 0, "differing": 0,
            "packages_by_status": {s: sum(p["status"] == s for p in packages)
                                   for s in PACKAGE_STATUSES},
            "benchmarks_by_status": {s: sum(r["status"] == s for r in rows) for s in STATUSES},
            "benchmarks_by_kind": {"test": len(rows), "example": 0, "fuzz": 0, "native": 0},
        },
    }


SLOWER = [time + 400 for time in TIMES]
NOISY = [100, 101, 103, 100, 102, 101, 100, 102, 103, 101]

PAIRS = [  # name, old, new
    ("Kept", dict(allocs=3, size=96), dict(allocs=3, size=96)),
    ("Escapes", dict(), dict(allocs=3, size=48)),
    ("EscapesMore", dict(), dict(allocs=7, size=112)),
    ("Stays", dict(allocs=2, size=32), dict()),
    ("Fewer", dict(allocs=12, size=480), dict(allocs=9, size=400)),
    ("More", dict(allocs=10, size=160), dict(allocs=11, size=168)),
    ("Larger", dict(allocs=1, size=16), dict(allocs=1, size=32)),
    ("Slower", dict(allocs=1, size=16), dict(allocs=1, size=16, times=SLOWER)),
    ("Noisy", dict(allocs=NOISY, size=800), dict(allocs=NOISY[::-1], size=800)),
    ("NoisyMore", dict(allocs=NOISY, size=800),
     dict(allocs=[count + 20 for count in NOISY], size=800)),
    ("Kept/<a|b>", dict(allocs=1, size=8), dict(allocs=1, size=8)),
    ("Cpu", dict(allocs=4, size=64, procs=4), dict(allocs=6, size=64, procs=4)),
    ("Once", dict(allocs=5, size=80, times=[700]), dict(allocs=6, size=96, times=[900])),
    ("Gone", dict(allocs=1, size=16), None),
    ("New", None, dict(allocs=2, size=24)),
    ("Breaks", dict(allocs=1, size=16), dict(status="panicked", reason="index out of range")),
    ("Mended", dict(status="failed", reason="cart_test.go:90: got 3 <items>"), dict()),
    ("Broken", dict(status="failed", reason="cart_test.go:95: no"),
     dict(status="failed", reason="cart_test.go:95: no")),
    ("Skips", dict(status="skipped", reason="short"), dict(status="skipped", reason="short")),
    ("SkipsNow", dict(allocs=1, size=16), dict(status="skipped", reason="no network")),
    ("NewSkips", None, dict(status="skipped", reason="no network")),
]


def side(which):
    Row.line = 2
    rows = []
    for name, *sides in PAIRS:
        if sides[which] is None:
            Row.line += 5
        else:
            rows.append(Row(name, **sides[which]))
    return rows


if __name__ == "__main__":
    stock = Row("Count", allocs=4, size=64)
    uses = Row("Uses", allocs=2, size=32)
    unused = Row("Uses", status="not-run", reason="example.com/shop/depot cannot be built")
    runs = {
        "old": run(1, "go1.25.4", [package("example.com/shop/cart", side(0)),
                                   package("example.com/shop/stock", [stock]),
                                   package("example.com/shop/depot", [uses])]),
        "new": run(2, "go1.26.8", [package("example.com/shop/cart", side(1)),
                                   package("example.com/shop/stock", [], "build-failed",
                                           "stock.go:3:1: undefined: Item"),
                                   package("example.com/shop/depot", [unused], "build-failed",
                                           "depot.go:7:2: undefined: Place")]),
    }
    for name, results in runs.items():
        with open(os.path.join(sys.argv[1], name + ".json"), "w", encoding="utf-8") as file:
            json.dump(results, file, indent=2)
            file.write("\n")
