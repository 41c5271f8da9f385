#!/usr/bin/env python3
"""document.py FOLDER - writes docs/pool.md of what report.sh measured."""

import collections
import json
import os
import re
import sys

folder = sys.argv[1]
out = os.path.join(folder, "out")
run = json.load(open(os.path.join(out, "pool.json")))
measured = json.load(open(os.path.join(out, "pool.measured")))
kinds = collections.Counter(line.split()[2] for line in open(os.path.join(folder, "list")))
environment, totals = run["environment"], run["totals"]
rows = [(project, package, row) for project in run["projects"] for package in project["packages"]
        for row in package["benchmarks"]]


# What is fetched may be links to what another report fetched.
places = [folder] + [os.path.dirname(os.path.realpath(os.path.join(folder, name))) for name in ("modules", "gopath")]


def minutes(seconds):
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"


def cell(text):
    for place in places:
        text = text.replace(place, "")
    text = re.sub(r" on [0-9a-f.:\[\]]+:53:", ":", text)  # who was asked for an address
    text = text if len(text) <= 160 else text[:157] + "..."
    return re.sub(r"([\\|_*<>`\[\]])", r"\\\1", text)


by_status = collections.Counter(row["status"] for _, _, row in rows)
by_package = collections.Counter(package["status"] for project in run["projects"] for package in project["packages"])
ok = by_status["ok"]
built = sum(package["status"] != "build-failed" for _, package, _ in rows)
print(f"""# A pool in one go

Written by `make pool-report` (`tests/pool`), with {environment["go_version"]} on {environment["cores"]} cores, {environment["cpu"]}. The
projects are {kinds["debian"]} of Debian's `golang-*-dev` packages, built in GOPATH mode as they are installed, and {kinds["module"]}
modules, their versions pinned in `tests/pool/projects.txt`. One command runs them all, with a build cache
that is empty at first, and a store:

```
benchline run --store pool.db -o pool.json FOLDER...
```

| | |
|---|---:|
| projects | {totals["projects"]} |
| packages | {totals["packages"]} |
| tests | {len(rows)} |
| measured | {ok} ({100 * ok / len(rows):.2f} %) |
| ... of the tests in packages that Go could build | {100 * ok / built:.2f} % |
| wall time | {minutes(measured["wall"])} |
| processor time, of everything that was built and run | {minutes(measured["cpu"])} |
| peak memory of benchline itself (`VmHWM`) | {measured["peak_kb"] / 1024:.1f} MB |
""")
print("Packages: " + ", ".join(f"{count} {status}" for status, count in by_package.most_common()) + ".\n"
      "Tests: " + ", ".join(f"{count} {status}" for status, count in by_status.most_common()) + ".\n")

lines = [line.split() for line in open(os.path.join(out, "compare"))]
if lines:
    print("""## Against go test -bench

The same tests, converted by `benchline inject --write`, with `go test -v -bench=. -benchmem -run='^$' ./...`, which
is what the first benchline ran. Both find a build cache in which the tests have been built as they are. The
number of benchmarks is that of `go test`, whose `-bench=.` runs the projects' own ones too.

| project | benchmarks | `go test -bench` | `benchline run` | ratio |
|---|---:|---:|---:|---:|""")
    sums = [0.0, 0.0]
    for name, version, count, *figures in lines:
        walls = [float(figures[i + 1]) for i, word in enumerate(figures) if word == "wall"]
        sums = [sums[0] + walls[0], sums[1] + walls[1]]
        print(f"| {name} {version} | {count} | {walls[1]:.1f} s | {walls[0]:.2f} s | {walls[1] / walls[0]:.1f}x |")
    print(f"| **all** | | {sums[1]:.1f} s | {sums[0]:.2f} s | {sums[1] / sums[0]:.1f}x |\n")

print("## Projects\n\n| project | packages | tests | measured | not measured |\n|---|---:|---:|---:|---|")
for project in run["projects"]:
    own = [row for package in project["packages"] for row in package["benchmarks"]]
    rest = collections.Counter(row["status"] for row in own if row["status"] != "ok")
    bad = collections.Counter(package["status"] for package in project["packages"]
                              if package["status"] not in ("ok", "no-tests"))
    why = ", ".join([f"{n} {s}" for s, n in rest.most_common()] + [f"packages: {n} {s}" for s, n in bad.most_common()])
    print(f"| {cell(project['name'])} | {len(project['packages'])} | {len(own)} | {len(own) - sum(rest.values())} | {why} |")

unbuilt = [package for project in run["projects"] for package in project["packages"]
           if package["status"] not in ("ok", "no-tests")]
print("\n## Packages that did not run\n")
for package in unbuilt:
    print(f"- {cell(package['import_path'])}: {package['status']}: {cell(package['reason'] or '')}")
if not unbuilt:
    print("All of them ran.")

print("\n## Tests that were not measured\n\nWhat skips itself is counted only.\n")
for project, package, row in rows:
    if row["status"] not in ("ok", "skipped") and package["status"] in ("ok", "no-tests"):
        print(f"- {cell(package['import_path'])}.{cell(row['test'])}: {row['status']}: {cell(row['reason'] or '')}")
