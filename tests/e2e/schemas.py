"""schemas.py FOLDER - validates FOLDER/NAME.NUMBER.json by docs/NAME.schema.json, and then what can be
wrong with one: of every object a member too many and each one missing, of every value another type.
None of that may pass. Prints one line for each schema and what is asked of it."""
import glob
import json
import os
import re
import sys

from jsonschema import Draft202012Validator

import strictness
from strictness import names_of, no_constants, nodes, say

# Members that may be missing, by the path of names to them; others are required.
OPTIONAL = {
    "compare": {"units.*", "benchmarks.units.*"},
    "find": {"projects.modules.packages.files.broken", "*_bytes_hex"},
    "where": {"column", "answers.declaration"},
    "config": {"settings.value"},
}
# Named in the schema, and in none of the documents.
UNSEEN = {
    "find": {"message_bytes_hex"},
}
# Enumerations of the schemas, and of the headers that they must hold all names of.
NAMES = [
    ("compare", "benchmark.kind", "compare.h", "COMPARE_KINDS"),
    ("compare", "benchmark.old_status", "results.h", "RESULT_STATUSES"),
    ("check", "violation.finding", "check.h", "CHECK_FINDINGS"),
    ("doctor", "finding.verdict", "doctor.h", "DOCTOR_VERDICTS"),
    ("find", "function.kind", "finder.h", "FOUND_TEST_KINDS"),
    ("find", "file.kind", "finder.h", "FOUND_FILE_KINDS"),
    ("find", "file.reason", "finder.h", "FOUND_REASONS"),
    ("history", "figure.status", "results.h", "RESULT_STATUSES"),
    ("history", "change.unit", "compare.h", "COMPARE_UNITS"),
    ("where", "answer.declaration.kind", "inject.h", "INJECT_MADE_KINDS"),
]
def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_constant=no_constants)


def pruned(node):
    """Of lists the first two items and the last: the others are like them."""
    if isinstance(node, dict):
        return {key: pruned(value) for key, value in node.items()}
    if isinstance(node, list):
        return [pruned(item) for item in (node if len(node) < 4 else node[:2] + node[-1:])]
    return node


def is_optional(schema, path):
    at = names_of(path)
    return any(re.fullmatch(pattern.replace(".", r"\.").replace("*", "[^.]*"), at) or
               pattern.startswith("*") and at.endswith(pattern[1:])
               for pattern in OPTIONAL.get(schema, ()))


def properties(schema):
    """All names that a schema gives to members."""
    if isinstance(schema, list):
        for item in schema:
            yield from properties(item)
    if not isinstance(schema, dict):
        return
    for key, value in schema.items():
        if key == "properties":
            yield from value
            yield from properties(list(value.values()))
        elif key == "$defs":
            yield from properties(list(value.values()))
        elif key not in ("if", "then", "else", "enum", "const", "required"):
            yield from properties(value)


def enumeration(schema, path):
    names = path.split(".")
    node = schema["$defs"][names[0]]
    for name in names[1:]:
        node = node["properties"][name]
    return {name for name in node["enum"] if name is not None}


def in_header(header, macro):
    with open(os.path.join("include/benchline", header), encoding="utf-8") as file:
        text = file.read()
    body = re.search(r"#define %s\(X\)((?:.*\\\n)*.*)" % macro, text).group(1)
    return set(re.findall(r'X\(\w+, "([^"]*)"', body))


for path in sorted(glob.glob("docs/*.schema.json")):
    name = os.path.basename(path).split(".")[0]
    files = sorted(glob.glob(os.path.join(sys.argv[1], name + ".*.json")))
    if name in ("results", "progress", "position-map", "extract-line"):
        continue  # have tests of their own
    schema = load(path)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    wrong, passed, seen, tried = [], {}, set(), set()
    for file in files:
        document = load(file)
        wrong += [os.path.basename(file) + ": " + "/".join(map(str, e.absolute_path)) + ": " + e.message[:300]
                  for e in validator.iter_errors(document)]
        seen |= {key for at, _ in nodes(document) for key in at if isinstance(key, str)}
        small = pruned(document)
        for at, done, spoiled in strictness.spoilt(small if validator.is_valid(small) else document):
            if done.startswith("without ") and is_optional(name, at):
                continue
            tried.add(done)
            if validator.is_valid(spoiled):
                passed[done] = os.path.basename(file)
    if not files:
        wrong = ["there is no output to validate"]
    say("schema-%s: %d documents" % (name, len(files)), wrong)
    say("schema-%s-strict: %d ways to be wrong" % (name, len(tried)),
        ["passes: %s (%s)" % each for each in passed.items()])
    say("schema-%s-seen" % name,
        ["in no document: " + key for key in sorted(set(properties(schema)) - seen - UNSEEN.get(name, set()))])

for name, path, header, macro in NAMES:
    listed, known = enumeration(load("docs/%s.schema.json" % name), path), in_header(header, macro)
    say("schema-%s-%s" % (name, path), sorted(listed ^ known) if known else ["no names in " + macro])
sys.exit(strictness.failed)
