"""Which classes and functions a pickle names, without loading it."""

import pickletools


def list_names(data):
    """Of each the module, and its name there. Of a damaged pickle those before the damage."""
    texts, memo = [], {}
    # What the last opcode left on the stack, where that is a text.
    top = None
    try:
        for opcode, argument, _position in pickletools.genops(data):
            if opcode.name == "MEMOIZE":
                memo[len(memo)] = top
                continue
            if opcode.name == "GLOBAL":
                yield tuple(argument.split(" ", 1))
            elif opcode.name == "STACK_GLOBAL":
                yield tuple(texts[-2:])
            top = _find_text(opcode.name, argument, memo)
            if top is not None:
                texts.append(top)
    except ValueError:
        return


def _find_text(name, argument, memo):
    if name in ("SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8"):
        return argument
    return memo.get(argument) if name in ("BINGET", "LONG_BINGET") else None
