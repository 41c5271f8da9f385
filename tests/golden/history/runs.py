#!/usr/bin/python3
"""runs.py FOLDER - writes the runs that the golden tests of `history` read, 01.json to 14.json: one
benchmark for each thing that can become of one over time. A list of allocations has one figure a run;
a figure that is a list itself is that of each iteration; None: it was not measured in that run."""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "compare"))
sys.dont_write_bytecode = True
from inputs import Row, package, run  # noqa: E402

RUNS = 14
# Noise of a length of its own, so that nothing in it repeats with anything else.
WAVE = [3, -2, 0, 5, -4, 1, -1, 2, -3, 4, -5]


def noisy(level, at):
    """Ten iterations, most of which allocate more than the smallest one."""
    return [level + (at * 3 + i * 7) % 5 for i in range(10)]


def steps(*levels):
    """steps((4, 0), (10, 2)): four times 0, ten times 2."""
    return [value for count, value in levels for _ in range(count)]


ALLOCS = {
    "Kept": steps((14, 3)),
    "Escapes": steps((8, 0), (6, 2)),
    "EscapesLast": steps((13, 0), (1, 7)),
    "EscapesNoisily": steps((12, 0)) + [noisy(40, 0), noisy(40, 1)],
    "Fixed": steps((4, 2), (10, 0)),
    "More": steps((6, 10), (8, 11)),
    "ComesBack": steps((4, 1), (2, 3), (8, 1)),
    "Flickers": [5, 6, 5, 5, 6, 5, 6, 6, 5, 6, 5, 5, 6, 5],
    "Noisy": [noisy(100 + WAVE[i % 11], i) for i in range(14)],
    "NoisyMore": [noisy((100 if i < 7 else 160) + WAVE[i % 11], i) for i in range(14)],
    "DisturbedOnce": steps((5, 5)) + [[5, 5, 5, 6, 6, 6, 6, 6, 6, 6]] + steps((6, 5), (2, 8)),
    "Toolchain": steps((10, 4), (4, 3)),
    "Fails": steps((3, 1)) + [None, None] + steps((9, 2)),
    "New": [None] * 13 + [2],
}
SLOWER = "Slower"  # allocates what it did


def rows(at):
    made = []
    for name, figures in ALLOCS.items():
        if figures[at] is None:
            made.append(Row(name, status="failed", reason="cart_test.go:9: no"))
            continue
        allocs = figures[at]
        size = [16 * a for a in allocs] if isinstance(allocs, list) else 16 * allocs
        made.append(Row(name, allocs, size, times=times(500, at)))
    made.append(Row(SLOWER, 1, 16, times=times(500 if at < 7 else 800, at)))
    for procs in (1, 4):
        made.append(Row("Procs", allocs=2 if procs == 4 and at >= 11 else 1, size=64, procs=procs))
    return made


def times(level, at):
    return [level + 2 * WAVE[at % 11] + i * 7 % 10 for i in range(10)]


for at in range(RUNS):
    Row.line = 2
    made = run(at + 1, "go1.25.4" if at < 10 else "go1.26.0", [package("example.com/shop/cart", rows(at))])
    made["run"]["label"] = "the change" if at == 8 else None
    made["environment"]["started"] = f"2026-11-{at + 1:02}T10:00:00Z"
    with open(os.path.join(sys.argv[1], f"{at + 1:02}.json"), "w", encoding="utf-8") as file:
        json.dump(made, file)
