"""
From Python values to the wire, which is JSON with tags: lossless or refused. ARCHITECTURE.md has the grammar,
tests/vectors the cases.
"""

import sys

from taskloom_harness.refusal import Refusal

# Python's own parser of JSON follows nesting by recursion.
MAX_DEPTH = 200
MAX_SAFE = 2**53 - 1
IS_OLD = sys.version_info < (3,)
Text = type(b"".decode("ascii"))

if IS_OLD:
    INTEGERS = (int, long)  # noqa: F821
    TEXTS = (str, Text)
else:
    INTEGERS = (int,)
    TEXTS = (str,)

try:
    # The package around it takes longer to import than a small task to run.
    from _json import encode_basestring_ascii as quote
except ImportError:
    from json.encoder import encode_basestring_ascii as quote


def encode(value, serializer="json", what="The value"):
    """
    JSON text. A value that cannot be that is pickled where the serializer is another, as a whole: what its parts share
    stays shared. Raises Refusal with the place of what cannot cross; `what` names a value that cannot be pickled.
    """
    try:
        return _encode_whole(value)
    except Refusal:
        if serializer == "json":
            raise
    from taskloom_harness import pickled_value

    return pickled_value.write(value, serializer, what)


def _encode_whole(value):
    parts = []
    _encode(value, "$", (), parts.append)
    return "".join(parts)


def _encode(value, path, above, write):
    kind = type(value)
    if value is None:
        write("null")
    elif kind is bool:
        write("true" if value else "false")
    elif kind in TEXTS:
        write(_quote(value, path))
    elif kind in INTEGERS:
        write(str(value) if -MAX_SAFE <= value <= MAX_SAFE else _tag("int", _write_digits(value)))
    elif kind is float:
        write(_encode_float(value))
    elif kind in CONTAINERS:
        _encode_container(value, path, above, write)
    else:
        write(_encode_other(value, path))


def _quote(text, path):
    try:
        return quote(text)
    except UnicodeDecodeError:
        raise _refuse(path, text, "Decode it, or make it a bytearray: a str that is not ASCII may be text or bytes.")


def _tag(name, text):
    """`text` must not need escaping."""
    return '{"$":"%s","v":"%s"}' % (name, text)


def _write_digits(value):
    try:
        return str(value)
    except ValueError:
        # Python refuses to write more than 4300 of them, as it takes long. Its decimals do not.
        from decimal import Decimal

        return str(Decimal(value))


def _encode_float(value):
    if value != value:
        return _tag("float", "nan")
    if value in (INFINITY, -INFINITY):
        return _tag("float", "inf" if value > 0 else "-inf")
    text = repr(value)
    if text == "-0.0":
        return _tag("float", "-0")
    if abs(value) <= MAX_SAFE or value != int(value):
        return text
    # JavaScript would read it as an integer that it does not hold exactly.
    return _tag("float", text[:-2] if text.endswith(".0") else text)


INFINITY = float("inf")


def _encode_container(value, path, above, write):
    if any(outer is value for outer in above):
        raise _refuse(path, value, "Take the cycle out: a value cannot hold itself.")
    if len(above) >= MAX_DEPTH:
        raise _refuse(path, value, "Flatten it: values nest at most %d deep." % MAX_DEPTH)
    inside = above + (value,)
    kind = type(value)
    if kind is dict:
        _encode_dict(value, path, inside, write)
    elif kind is list:
        _encode_items(value, path, inside, write)
    else:
        write('{"$":"%s","v":' % kind.__name__)
        _encode_items(value, path, inside, write)
        write("}")


def _encode_items(values, path, above, write):
    write("[")
    for index, value in enumerate(values):
        if index:
            write(",")
        _encode(value, "%s[%d]" % (path, index), above, write)
    write("]")


def _encode_dict(value, path, above, write):
    has_text_keys = all(type(key) in TEXTS for key in value)
    if has_text_keys and "$" not in value:
        write("{")
        for index, key in enumerate(value):
            if index:
                write(",")
            write(_quote(key, path) + ":")
            _encode(value[key], _join(path, key), above, write)
        write("}")
        return
    write('{"$":"%s","v":[' % ("object" if has_text_keys else "map"))
    for index, key in enumerate(value):
        write("[" if index == 0 else ",[")
        _encode(key, path + ".keys()[%d]" % index, above, write)
        write(",")
        _encode(value[key], _join(path, key), above, write)
        write("]")
    write("]}")


CONTAINERS = (dict, list, tuple, set, frozenset)


def _encode_other(value, path):
    kind = type(value)
    if kind is bytes or kind is bytearray or kind is memoryview:
        from binascii import b2a_base64

        name = "bytearray" if kind is bytearray else "bytes"
        data = value.tobytes() if kind is memoryview else value
        return _tag(name, b2a_base64(data).decode("ascii").rstrip("\n"))
    # Values of modules that nobody has imported do not exist.
    if "datetime" in sys.modules:
        text = _encode_time(value, path, sys.modules["datetime"])
        if text is not None:
            return text
    if "decimal" in sys.modules and kind is sys.modules["decimal"].Decimal:
        text = str(value)
        if value.is_nan() and text[-1:].isdigit():
            raise _refuse(path, value, "Leave the payload of the NaN out.")
        return _tag("decimal", text)
    raise _refuse(path, value)


def _encode_time(value, path, datetime):
    kind = type(value)
    if kind is datetime.datetime:
        return _tag("plaindatetime" if value.utcoffset() is None else "datetime", value.isoformat())
    if kind is datetime.date:
        return _tag("date", value.isoformat())
    if kind is datetime.time:
        if value.tzinfo is not None:
            raise _refuse(path, value, "Pass a datetime, or a time without a zone.")
        return _tag("time", value.isoformat())
    if kind is datetime.timedelta:
        return _tag("timespan", str((value.days * 86400 + value.seconds) * 1000000 + value.microseconds))
    return None


def _join(path, key):
    text = key if type(key) in TEXTS else None
    if text is not None and text[:1] not in "0123456789" and text.replace("_", "a").isalnum():
        return "%s.%s" % (path, text)
    shown = repr(key) if text is None else repr(key).lstrip("u")
    return "%s[%s]" % (path, shown[:80])


def _refuse(path, value, hint=None):
    from taskloom_harness import unsupported_value

    return unsupported_value.refuse(path, value, hint)
