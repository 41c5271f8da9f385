"""check_files.py JSON JUNIT SARIF - do the three files of one `benchline check` say the same, in the
structure that their readers need? Prints what is wrong, and fails then."""
import json
import sys
import xml.etree.ElementTree as xml

violations = json.load(open(sys.argv[1]))["violations"]
wrong = []


def expect(what, condition):
    if not condition:
        wrong.append(what)


# JUnit: counts are those of what follows, and a benchmark has one failure with all its violations.
root = xml.parse(sys.argv[2]).getroot()
expect("testsuites", root.tag == "testsuites")
for suite in root:
    cases = suite.findall("testcase")
    expect("a suite's tests", int(suite.get("tests")) == len(cases))
    failing = sum(case.find("failure") is not None for case in cases)
    expect("a suite's failures", int(suite.get("failures")) == failing)
    expect("a suite's skipped", int(suite.get("skipped")) == len(suite.findall("testcase/skipped")))
    expect("a case's names", all(case.get("name") and case.get("classname") for case in cases))
for total in ("tests", "failures", "skipped"):
    expect(total, int(root.get(total)) == sum(int(suite.get(total)) for suite in root))
by_benchmark = {}
for violation in violations:
    by_benchmark.setdefault((violation["import_path"], violation["name"]), []).append(violation)
junit = sorted((case.get("classname"), failure.get("type"), failure.get("message"), failure.text.count("\n"))
               for case in root.iter("testcase") for failure in case.findall("failure"))
expect("JUnit's failures", junit == sorted(
    (path, found[0]["finding"], "; ".join(v["message"] for v in found), len(found) - 1)
    for (path, _), found in by_benchmark.items()))
expect("one failure a case", all(len(case.findall("failure")) < 2 for case in root.iter("testcase")))
expect("a benchmark with several", max(map(len, by_benchmark.values())) > 1)
expect("a case with < in its name", any("<a|b>" in case.get("name") for case in root.iter("testcase")))

# SARIF 2.1.0: the members that are required, rules that are there, places of the tests.
log = json.load(open(sys.argv[3]))
expect("version", log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json"))
expect("one run", len(log["runs"]) == 1)
run = log["runs"][0]
driver = run["tool"]["driver"]
expect("driver", driver["name"] == "benchline" and driver["version"])
expect("rules", len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"]))
expect("results", len(run["results"]) == len(violations) > 0)
for result, violation in zip(run["results"], violations):
    rule = driver["rules"][result["ruleIndex"]]
    expect("ruleIndex", rule["id"] == result["ruleId"] == violation["finding"])
    expect("level", result["level"] in ("none", "note", "warning", "error"))
    expect("message", result["message"]["text"] == f"{violation['name']}: {violation['message']}")
    location = result["locations"][0]
    expect("logical place", location["logicalLocations"][0]["fullyQualifiedName"].startswith(violation["import_path"]))
    if violation["file"]:
        place = location["physicalLocation"]
        expect("uri", place["artifactLocation"]["uri"] == violation["file"])
        expect("region", place["region"] == {"startLine": violation["line"], "startColumn": violation["column"]})
print("\n".join(wrong))
sys.exit(bool(wrong))
