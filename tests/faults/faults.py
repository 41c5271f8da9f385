#!/usr/bin/env python3
"""faults.py FOLDER - puts the faults of faults.txt into a copy of the committed sources, one at a time,
and runs the test that ought to notice it: a Markdown table, and exit status 1 if a fault got through.

`make faults` runs it. A fault in the list is a title and below it, indented: the file, what stands there
once (after -), what takes its place (after +), and the command that has to fail then and not before.
"""

import os
import re
import subprocess
import sys

FOLDER = os.path.abspath(sys.argv[1])
TREE = os.path.join(FOLDER, "tree")
HERE = os.path.dirname(os.path.abspath(__file__))
TIMEOUT = 900


def read_faults():
    faults = []
    for line in open(os.path.join(HERE, "faults.txt")):
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith("    "):
            faults.append({"title": line.strip(), "-": [], "+": []})
        elif line[4:6] in ("- ", "+ "):
            faults[-1][line[4]].append(line[6:].rstrip("\n"))
        else:
            key, value = line.strip().split(": ", 1)
            faults[-1][key] = value
    return faults


def call(command):
    env = dict(os.environ, BENCHLINE="build/benchline", BUILD="build")
    done = subprocess.run(["timeout", "-k", "5", str(TIMEOUT), "sh", "-c", command], cwd=TREE, env=env,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False)
    failed = re.findall(r"^not ok (.*)$|^\[  FAILED  \] (?:\w+: )?([a-z]\w+)$", done.stdout, re.M)
    return done.returncode != 0 or bool(failed), [a or b for a, b in failed], done.stdout


def make(goals):
    if subprocess.run(["make", "-s"] + goals, cwd=TREE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                      text=True, check=False).returncode:
        sys.exit(f"faults: make {' '.join(goals)} fails")


def goals_of(fault):
    return ["all"] + re.findall(r"build/tests/\w+", fault["test"])


def main():
    subprocess.run(["rm", "-rf", TREE], check=True)
    os.makedirs(FOLDER, exist_ok=True)
    subprocess.run(["git", "clone", "-q", ".", TREE], check=True)
    missed = 0
    print("| fault | in | noticed by |\n|---|---|---|")
    for fault in read_faults():
        path = os.path.join(TREE, fault["file"])
        source = open(path).read()
        old, new = "\n".join(fault["-"]), "\n".join(fault["+"])
        if source.count(old) != 1:
            sys.exit(f"faults: {fault['title']}: what {fault['file']} has {source.count(old)} times is not its place")
        make(goals_of(fault))
        failed, names, said = call(fault["test"])
        if failed:
            sys.exit(f"faults: {fault['test']} fails as it is: {names}\n{said[-2000:]}")
        open(path, "w").write(source.replace(old, new))
        make(goals_of(fault))
        failed, names, _ = call(fault["test"])
        open(path, "w").write(source)
        missed += not failed
        by = f"`{names[0]}`" + (f" and {len(names) - 1} more" if len(names) > 1 else "") if names else "its exit status"
        print(f"| {fault['title']} | `{fault['file']}` | {by if failed else '**nothing**'} |", flush=True)
    sys.exit(missed > 0)


main()
