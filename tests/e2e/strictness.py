"""strictness.py - how the tests of the schemas prove that nothing else than what is printed passes: all
that can be wrong with a document, one at a time, and a line for each thing that is asked."""
import copy

failed = False


def say(name, wrong):
    global failed
    print("not ok" if wrong else "ok", name)
    for line in list(wrong)[:8]:
        print("   ", line)
    failed = failed or bool(wrong)


def no_constants(text):
    raise ValueError("JSON has no " + text)


def nodes(node, path=()):
    """Every value with its path."""
    yield path, node
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield from nodes(value, path + (key,))


def names_of(path):
    return ".".join(key for key in path if isinstance(key, str))


def changed(document, path, change):
    document = {"": copy.deepcopy(document)}
    parent, path = document, ("",) + path
    for key in path[:-1]:
        parent = parent[key]
    change(parent, path[-1])
    return document[""]


def delete(parent, key):
    del parent[key]


def put(value):
    return lambda parent, key: parent.__setitem__(key, value)


def ways_to_spoil(node):
    """What may be done to the parent of a value and its key."""
    if isinstance(node, str):
        yield "a number for ", put(7)
    if isinstance(node, (int, float)) and not isinstance(node, bool):
        yield "a text for ", put("7")
    if isinstance(node, bool):
        yield "null for ", put(None)


def spoilt(document):
    """What must not pass, each with its path and with what was done there."""
    for path, node in nodes(document):
        where = names_of(path) or "the document"
        if isinstance(node, dict):
            yield path, "a strange member in " + where, changed(document, path + ("strange",), put(1))
        if path and isinstance(path[-1], str):
            yield path, "without " + where, changed(document, path, delete)
        if path:
            yield path, "another type of " + where, changed(document, path, put([] if isinstance(node, dict) else {}))
        for done, change in ways_to_spoil(node):
            yield path, done + where, changed(document, path, change)
