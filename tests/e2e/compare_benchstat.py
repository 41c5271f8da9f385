"""compare_benchstat.py TABLES COMPARED - does `benchline compare --json --correction none` say what
`benchstat -format csv` says of the same samples? Prints what differs, and fails then."""
import csv
import json
import sys

UNITS = {"sec/op": ("ns/op", 1e9), "B/op": ("B/op", 1), "allocs/op": ("allocs/op", 1)}


def benchstat(path):
    """{(import path, name, unit): (median before, after, delta, p or None)}"""
    rows, package, unit = {}, "", None
    for cells in csv.reader(open(path, newline="")):
        if len(cells) == 1 and cells[0].startswith("pkg: "):
            package = cells[0][5:]
        elif len(cells) > 3 and cells[0] == "" and cells[1] in UNITS:
            unit = cells[1] if "vs base" in cells else None
        elif len(cells) > 5 and cells[0] not in ("", "geomean") and unit and cells[1] and cells[3]:
            name, scale = UNITS[unit]
            evidence = cells[6].split()
            p = next((float(word[2:]) for word in evidence if word.startswith("p=")), None)
            rows[package, cells[0], name] = float(cells[1]) * scale, float(cells[3]) * scale, cells[5], p
    return rows


def delta_of(figure):
    if figure["verdict"] == "changed":
        delta = figure["delta_percent"]
        return "?" if delta is None else f"{delta:+.2f}%"
    return "~"


def near(a, b):
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b))


def name_of(row):
    return row["name"].removeprefix("Benchmark") + (f"-{row['procs']}" if row["procs"] > 1 else "")


theirs, seen, wrong = benchstat(sys.argv[1]), 0, 0
for row in json.load(open(sys.argv[2]))["benchmarks"]:
    for unit, figure in row["units"].items():
        other = theirs.get((row["import_path"], name_of(row), unit))
        if other is None:
            print("benchstat does not have", name_of(row), unit)
            wrong += 1
            continue
        seen += 1
        before, after, delta, p = other
        same = near(before, figure["old"]["median"]) and near(after, figure["new"]["median"])
        few = figure["old"]["n"] < 4 and p is not None  # exact here, too few to be tested there
        if not (few and figure["exact"]):
            same &= ("~" if delta == "0.00%" else delta) == delta_of(figure)
            if p is not None and not figure["exact"]:
                same &= abs(p - figure["p"]) < 0.00051
        if not same:
            print(name_of(row), unit, "benchstat:", other, "benchline:", figure)
            wrong += 1
print(f"# {seen} figures compared with benchstat's")
sys.exit(wrong > 0 or seen == 0)
