"""extract_lines.py BENCHLINE SCHEMA LOG... - `extract --jsonl` of every log, and of all in one go,
must have the rows that `extract --json` has, in lines that fit the schema, and end with the same
status. Where python3-jsonschema is missing, the lines are only compared."""
import collections
import json
import subprocess
import sys

import strictness
from strictness import no_constants, say

program, schema, logs = sys.argv[1], json.load(open(sys.argv[2])), sys.argv[3:]
ROW = [name for name in schema["$defs"]["benchmark"]["required"]
       if name not in ("type", "project", "import_path", "environment")]
def extract(form, arguments):
    ended = subprocess.run([program, "extract", form] + arguments, stdin=subprocess.DEVNULL, capture_output=True)
    return ended.stdout.decode("utf-8"), ended.stderr, ended.returncode


def of_lines(text, **options):
    return [json.loads(line, parse_constant=no_constants, **options) for line in text.splitlines() if line]


# Numbers must be alike in every character: -0 is not 0.
AS_PRINTED = {"parse_int": "number {}".format, "parse_float": "number {}".format}


def line_text(line):
    """Of what both ways must tell alike: the environment may become known later."""
    return json.dumps({key: value for key, value in line.items() if key != "environment"}, sort_keys=True)


def wanted_lines(document):
    for project in document["projects"]:
        for package in project["packages"]:
            head = {"project": project["name"], "import_path": package["import_path"]}
            for row in package["benchmarks"]:
                yield {"type": "benchmark", **head, **{name: row[name] for name in ROW}}
            if not package["benchmarks"] or package["status"] not in ("ok", "no-tests"):
                yield {"type": "package", **head, "status": package["status"], "reason": package["reason"]}


def differences(got, wanted):
    got, wanted = (collections.Counter(map(line_text, lines)) for lines in (got, wanted))
    for line in (wanted - got):
        yield "missing: " + line
    for line in (got - wanted):
        yield "too much: " + line


every = []
for name, arguments in [(log, [log]) for log in logs] + [("all logs", logs)]:
    text, said, status = extract("--jsonl", arguments)
    whole, whole_said, whole_status = extract("--json", arguments)
    document = json.loads(whole)
    lines = of_lines(text)
    wrong = list(differences(of_lines(text, **AS_PRINTED), wanted_lines(json.loads(whole, **AS_PRINTED))))
    if status != whole_status:
        wrong.append("status %d, and %d with --json" % (status, whole_status))
    if said != whole_said:
        wrong.append("not the same is said on standard error")
    for line in lines:
        for key, value in line["environment"].items():
            if value is not None and value != document["environment"][key]:
                wrong.append("another %s: %s" % (key, value))
    if lines and name != "all logs":
        last = lines[-1]["environment"]
        wrong += ["no " + key for key, value in last.items() if value != document["environment"][key]]
    say("extract --jsonl has the rows of --json: " + name, wrong)
    every += lines

# ---- the schema ----------------------------------------------------------------------------------

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skip extract-line-schema: install python3-jsonschema to validate the lines")
    sys.exit(strictness.failed)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
say("schema-extract-line: %d lines" % len(every),
    [line_text(line) for line in every if not validator.is_valid(line)])


def spoilt(line):
    for path, done, spoiled in strictness.spoilt(line):
        if path[:1] != ("metrics",) or len(path) == 1 and not done.startswith("a strange member"):
            yield done, spoiled
    yield "a strange status", dict(line, status="fine")
    yield "another type", dict(line, type="project")
    yield "an empty import path", dict(line, import_path="")
    if line["type"] == "benchmark":
        yield "no iterations as 0", dict(line, iterations=0)
        yield "a reason for ok, or none for another status", dict(line, reason=None if line["reason"] else "why")
        yield "a metric that has its own member", dict(line, metrics={"B/op": 1})
        yield "a metric as text", dict(line, metrics={"x": "NaN"})
        yield "what only run can say", dict(line, status="not-run", reason="why")
    elif line["status"] != "no-tests":
        yield "a reason for ok, or none for a failure", dict(line, reason=None if line["reason"] else "why")


passed, tried = set(), 0
for line in every:
    for done, spoiled in spoilt(line):
        tried += 1
        if validator.is_valid(spoiled):
            passed.add("passes: %s: %s" % (done, line_text(line)))
say("schema-extract-line-strict: %d ways to be wrong" % tried, passed)
seen = {name: {line["status"] for line in every if line["type"] == name} for name in ("benchmark", "package")}
for name, statuses in seen.items():
    listed = set(schema["$defs"][name]["properties"]["status"]["enum"])
    say("schema-extract-line: every status of a " + name, sorted(listed - statuses))
sys.exit(strictness.failed)
