"""
Says what Python texts import, and which of it this Python has in its standard library. Started as
`python -E -S taskloom_imports.py FILE`, with a JSON list of texts in FILE; prints a JSON list of lists of imports.
Runs on every Python that tasks run on.
"""

import ast
import json
import sys

GUARDS = ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")
# What the condition of an `if` asks for when the imports below it are for some Pythons and systems alone.
CONDITIONS = {"TYPE_CHECKING", "sys", "os", "platform", "version_info", "PY2", "PY3"}


def main(path):
    with open(path, "rb") as stream:
        texts = json.loads(stream.read().decode("utf-8"))
    # The folder of this file is no part of what a task can import.
    del sys.path[0]
    print(json.dumps([[describe(*one) for one in list_imports(text)] for text in texts]))


def describe(name, line):
    module = name.split(".")[0]
    return {"module": module, "name": name, "line": line, "isStandard": is_standard(module)}


def list_imports(text):
    """Pairs of a name with dots and its line; without what the text itself is prepared to do without."""
    try:
        tree = parse(text)
    except SyntaxError:
        # A run tells of it, with its place.
        return []
    found = []
    visit(tree, found)
    return found


def parse(text):
    """The text of a template stands under a `def`; that of a file stands at the first column."""
    lines = text.split("\n")
    below = [line for line in lines[1:] if line.strip()]
    indent = below[0][: len(below[0]) - len(below[0].lstrip())] if below else ""
    if not indent:
        return ast.parse(text.strip() + "\n")
    first = lines[0].strip()
    shown = "\n".join([indent + first if first else ""] + lines[1:]) + "\n"
    # The header takes the line before the first: lines count from 0.
    for header in ("def f():\n", "async def f():\n"):
        try:
            tree = ast.parse(header + shown)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if hasattr(node, "lineno"):
                node.lineno -= 1
        return tree
    raise SyntaxError("neither a function nor a coroutine")


def visit(node, found):
    if is_guarded(node):
        return
    if isinstance(node, ast.Import):
        found.extend((alias.name, node.lineno) for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
        # What is imported from a package may be a module, too: of a namespace its name tells the distribution.
        found.extend((node.module + "." + alias.name, node.lineno) for alias in node.names)
    for child in ast.iter_child_nodes(node):
        visit(child, found)


def is_guarded(node):
    """An import that may fail, that only type checkers see, or only some Python or system."""
    if isinstance(node, ast.If):
        return bool(CONDITIONS.intersection(list_names(node.test)))
    if isinstance(node, ast.With):
        # Python 2.7 has a statement for each.
        items = node.items if hasattr(node, "items") else [node.context_expr]
        return any("suppress" in list_names(item) for item in items)
    handlers = getattr(node, "handlers", None) or []
    return any(handler.type is None or names_guard(handler.type) for handler in handlers)


def list_names(node):
    return [getattr(one, "id", getattr(one, "attr", None)) for one in ast.walk(node)]


def names_guard(node):
    names = node.elts if isinstance(node, ast.Tuple) else [node]
    return any(getattr(name, "id", None) in GUARDS for name in names)


def is_standard(name):
    if name in sys.builtin_module_names or name in ("__future__", "__main__"):
        return True
    if sys.version_info < (3,):
        import imp

        try:
            imp.find_module(name)
            return True
        except ImportError:
            return False
    from importlib.machinery import PathFinder

    return PathFinder.find_spec(name, sys.path) is not None


if __name__ == "__main__":
    main(sys.argv[1])
