"""What the syntax tree of a body is needed for: moving its lines, and finding its `yield` or its `return`."""

SCOPES = ("FunctionDef", "AsyncFunctionDef", "ClassDef", "Lambda")


def move_lines(tree, by):
    for node in _walk([tree]):
        for name in ("lineno", "end_lineno"):
            number = getattr(node, name, None)
            if number is not None:
                setattr(node, name, number + by)


def find_nodes(statements, kinds):
    """The nodes of these kinds, by name, that belong to the function itself, in the order of the text."""
    found = [node for node in _walk(statements, SCOPES) if type(node).__name__ in kinds]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _walk(nodes, leave_out=()):
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        yield node
        if type(node).__name__ in leave_out:
            continue
        for name in node._fields or ():
            value = getattr(node, name, None)
            for child in value if isinstance(value, list) else [value]:
                if hasattr(child, "_fields"):
                    waiting.append(child)
