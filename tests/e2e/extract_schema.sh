#!/bin/sh
# The JSON of every golden log, against docs/results.schema.json, by a real validator. The schema is
# tested too: documents with one thing wrong must not pass.
#
# Prints one line per check; needs python3-jsonschema, and is skipped without it.

cd "$(dirname "$0")/../.." || exit 2
python=
for candidate in /usr/bin/python3 python3; do
    if "$candidate" -c 'from jsonschema import Draft202012Validator' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "skip extract_schema: install python3-jsonschema to validate the JSON"
    exit 0
fi

exec "$python" - tests/golden/extract/*.json <<'END'
import copy, json, sys
from jsonschema import Draft202012Validator

schema = json.load(open("docs/results.schema.json"))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
failed = False


def check(name, document, valid):
    global failed
    errors = sorted(validator.iter_errors(document), key=str)
    if bool(errors) == valid:
        failed = True
        print("not ok", name)
        for error in errors[:5]:
            print("   ", "/".join(map(str, error.absolute_path)), error.message)
    else:
        print("ok", name)


def no_constants(text):
    raise ValueError("JSON has no " + text)


def load(path):
    with open(path, encoding="utf-8") as file:
        document = json.load(file, parse_constant=no_constants)
    document["tool"]["version"] = "0.0.0"  # the golden files leave it out
    return document


for path in sys.argv[1:]:
    check("schema " + path.rsplit("/", 1)[1], load(path), True)

# One document with everything in it, as `run` would write it.
run = load("tests/golden/extract/many_verbose.json")
run["source"] = "run"
run["settings"].update(iterations=10, cpu=[1, 2], count=2)
run["environment"].update(go_version="go1.26.0", cores=2, kernel="Linux 6.1", started="2026-01-02T03:04:05Z")
run["projects"][0]["packages"] = [
    p for p in run["projects"][0]["packages"] if p["import_path"] == "example.com/shop/exits"
]
package = run["projects"][0]["packages"][0]
package.update(dir="exits", module="example.com/shop", build_seconds=0.5)
row = package["benchmarks"][0]
row.update(test="TestBefore", kind="test", file="exits/exits_test.go", line=3, column=6, iterations=10,
           ns_per_op=1.5, bytes_per_op=0, allocs_per_op=0, metrics={"MB/s": "+Inf", "x": None},
           processes=2, notes=["left 1 goroutine behind"],
           medians={"ns_per_op": 2, "bytes_per_op": 0, "allocs_per_op": None},
           samples={"round": [1, 2], "operations": [1, 1], "ns_per_op": [1.5, 2], "bytes_per_op": [0, None], "allocs_per_op": [0, 0]})
check("schema of a run", run, True)


def wrong(name, change):
    document = copy.deepcopy(run)
    package = document["projects"][0]["packages"][0]
    change(document, package, package["benchmarks"][0])
    check("schema refuses " + name, document, False)


def every_object(node, path=()):
    if isinstance(node, dict):
        yield path
        for key, value in node.items():
            yield from every_object(value, path + (key,))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from every_object(value, path + (index,))


def at(document, path):
    for key in path:
        document = document[key]
    return document


for path in every_object(run):
    if path and path[-1] == "metrics":
        continue  # its members are units
    where = "/".join(map(str, path)) or "the document"
    wrong("a strange member in " + where, lambda d, p, r: at(d, path).update(strange=1))
    for key in list(at(run, path)):
        wrong("%s without %s" % (where, key), lambda d, p, r: at(d, path).pop(key))

wrong("another version", lambda d, p, r: d.update(schema_version=2))
wrong("a strange identifier", lambda d, p, r: d["run"].update(id="0" * 31 + "g"))
wrong("an identifier that is too short", lambda d, p, r: d["run"].update(id="0" * 31))
wrong("an empty label", lambda d, p, r: d["run"].update(label=""))
wrong("a strange source", lambda d, p, r: d.update(source="guess"))
wrong("a strange status", lambda d, p, r: r.update(status="fine"))
wrong("ok with a reason", lambda d, p, r: r.update(reason="why"))
wrong("failed without a reason", lambda d, p, r: r.update(status="failed"))
wrong("run-failed without a reason", lambda d, p, r: p.update(reason=None))
wrong("a package that is ok with a reason", lambda d, p, r: p.update(status="ok"))
wrong("measured without allocations", lambda d, p, r: r.update(allocs_per_op=None))
wrong("measured without bytes", lambda d, p, r: r.update(bytes_per_op=None))
wrong("measured without time", lambda d, p, r: r.update(ns_per_op=None))
wrong("measured in no iteration", lambda d, p, r: r.update(iterations=None))
wrong("0 for unknown iterations", lambda d, p, r: r.update(iterations=0))
wrong("0 for unknown processors", lambda d, p, r: r.update(procs=0))
wrong("a line without a file", lambda d, p, r: r.update(file=None))
wrong("a file without a line", lambda d, p, r: r.update(line=None))
wrong("a sample of no round", lambda d, p, r: r["samples"].update(round=[0, 1]))
wrong("an empty note", lambda d, p, r: r.update(notes=[""]))
wrong("a value of GOMAXPROCS twice", lambda d, p, r: d["settings"].update(cpu=[2, 2]))
wrong("no value of GOMAXPROCS", lambda d, p, r: d["settings"].update(cpu=[]))
wrong("a number as text", lambda d, p, r: r.update(bytes_per_op="8"))
wrong("a metric that has its own field", lambda d, p, r: r["metrics"].update({"B/op": 1}))
wrong("a metric as text", lambda d, p, r: r["metrics"].update(x="NaN"))
wrong("a native benchmark that is a test", lambda d, p, r: r.update(kind="native"))
wrong("a test that is of no kind", lambda d, p, r: r.update(kind=None))
wrong("negative seconds", lambda d, p, r: p.update(run_seconds=-1))
wrong("a time zone", lambda d, p, r: d["environment"].update(started="2026-01-02T03:04:05+01:00"))
wrong("a package of `run` without a path", lambda d, p, r: p.update(import_path=None))
sys.exit(failed)
END
