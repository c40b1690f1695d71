"""Says of a value that cannot cross where it is, what it is, and what to pass in its place."""

from taskloom_harness.exception_text import name_type
from taskloom_harness.refusal import Refusal
from taskloom_harness.wire_encoder import INTEGERS, TEXTS


def refuse(path, value, hint):
    name = name_type(type(value))
    article = "an" if name[:1].lower() in "aeiou" else "a"
    message = "The value at %s cannot cross between tasks: %s %s." % (path, article, name)
    return Refusal("VALUE_UNSUPPORTED", message, hint or _suggest(type(value)))


def _suggest(kind):
    """By what the class has: a value may answer to any name."""
    plain = [base.__name__ for base in kind.__mro__ if base in TEXTS + INTEGERS + (float,)]
    if hasattr(kind, "__members__"):
        return "Pass `.value` of it."
    if plain:
        return "Pass the plain value: `%s(...)` of it." % plain[0]
    if hasattr(kind, "_asdict"):
        return "Pass `_asdict()` of it, or `tuple(...)`."
    if hasattr(kind, "model_dump"):
        return "Pass `model_dump()` of it."
    if hasattr(kind, "__dataclass_fields__"):
        return "Pass `dataclasses.asdict(...)` of it."
    if hasattr(kind, "tolist"):
        return "Pass `tolist()` of it."
    if hasattr(kind, "to_dict"):
        return "Pass `to_dict()` of it."
    if hasattr(kind, "__next__") or hasattr(kind, "next"):
        return "Pass `list(...)` of it."
    if hasattr(kind, "items"):
        return "Pass `dict(...)` of it."
    return "Pass plain values: dicts, lists, texts, numbers, dates."
