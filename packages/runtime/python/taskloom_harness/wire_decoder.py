"""From the wire to Python values. What cannot be one is refused. ARCHITECTURE.md has the grammar."""

import sys

from taskloom_harness.refusal import Refusal


def decode(text):
    """The value. Raises Refusal for one that Python cannot hold."""
    return _decode(_parse(text))


def decode_items(text):
    """The items of a list, one after the other."""
    return (_decode(item) for item in _parse(text))


def _decode(value):
    kind = type(value)
    if kind is list:
        return [_decode(item) for item in value]
    if kind is not dict:
        return value
    if "$" not in value:
        return {key: _decode(item) for key, item in value.items()}
    name, content = value["$"], value["v"]
    try:
        return DECODERS[name](content)
    except Refusal:
        raise
    except (ArithmeticError, ValueError):
        raise Refusal("VALUE_UNSUPPORTED", "This Python has no such %s: %s." % (name, content), "Pass it as a text.")


def _decode_set(items):
    return _hash(set, [_decode(item) for item in items], SET)


def _decode_frozenset(items):
    return _hash(frozenset, [_decode(item) for item in items], SET)


def _decode_map(pairs):
    return _hash(dict, [(_decode(key), _decode(value)) for key, value in pairs], MAP)


# What it is, what of it Python hashes, and what to do where that cannot be.
SET = ("A set", "its items", "Pass a list.")
MAP = ("A map", "its keys", "Pass a list of pairs, or use texts, numbers and dates as keys.")


def _hash(make, items, words):
    """A set or a dict that has kept every item."""
    kind, hashed, hint = words
    try:
        made = make(items)
    except TypeError:
        reason = "lists or objects are among %s" % hashed
    else:
        if len(made) == len(items):
            return made
        reason = "some of %s are the same there, as 1 and True are" % hashed
    raise Refusal("VALUE_UNSUPPORTED", "%s cannot become Python's: %s." % (kind, reason), hint)


def _decode_bytes(text):
    from binascii import a2b_base64

    data = a2b_base64(text)
    # In 2.7 `bytes` is `str`, which crosses as text.
    return bytearray(data) if sys.version_info < (3,) else data


def _decode_bytearray(text):
    return bytearray(_decode_bytes(text))


def _decode_pickled(serializer):
    def read(content):
        from taskloom_harness import pickled_value

        return pickled_value.read(serializer, content[0])

    return read


def _decode_int(text):
    try:
        return int(text)
    except ValueError:
        # Python refuses to read more than 4300 digits, as it takes long. Its decimals do not.
        from decimal import Decimal

        return int(Decimal(text))


def _decode_float(text):
    return float(text)


def _decode_date(text):
    from datetime import date

    return date(*map(int, text.split("-")))


def _decode_time(text):
    from datetime import time

    return time(*_split_time(text))


def _decode_plain_datetime(text):
    from datetime import datetime

    day, _t, clock = text.partition("T")
    return datetime(*(list(map(int, day.split("-"))) + _split_time(clock)))


def _decode_datetime(text):
    # The sign of the offset is the last one, and behind the day.
    at = max(text.rfind("+"), text.rfind("-"))
    return _decode_plain_datetime(text[:at]).replace(tzinfo=_make_zone(text[at:]))


def _split_time(text):
    """Hours, minutes, seconds, microseconds; the last ones may be missing."""
    clock, _point, fraction = text.partition(".")
    parts = [int(part) for part in clock.split(":")]
    parts += [0] * (3 - len(parts))
    return parts + [int((fraction + "000000")[:6])]


def _make_zone(text):
    import datetime

    hours, minutes, seconds, microseconds = _split_time(text[1:])
    offset = datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds)
    if text[0] == "-":
        offset = -offset
    if not hasattr(datetime, "timezone"):
        from taskloom_harness.fixed_offset import FixedOffset

        if seconds or microseconds:
            # 2.7 would refuse it as soon as it is asked for.
            raise ValueError(text)
        return FixedOffset(offset)
    return datetime.timezone(offset) if offset else datetime.timezone.utc


def _decode_timespan(text):
    from datetime import timedelta

    return timedelta(microseconds=int(text))


def _decode_decimal(text):
    from decimal import Decimal

    return Decimal(text)


DECODERS = {
    "int": _decode_int,
    "float": _decode_float,
    "datetime": _decode_datetime,
    "plaindatetime": _decode_plain_datetime,
    "date": _decode_date,
    "time": _decode_time,
    "timespan": _decode_timespan,
    "bytes": _decode_bytes,
    "bytearray": _decode_bytearray,
    "tuple": lambda items: tuple([_decode(item) for item in items]),
    "set": _decode_set,
    "frozenset": _decode_frozenset,
    "map": _decode_map,
    "decimal": _decode_decimal,
    "object": _decode_map,
    "pickle": _decode_pickled("pickle"),
    "cloudpickle": _decode_pickled("cloudpickle"),
    "dill": _decode_pickled("dill"),
}


class Scanning(object):
    """What the scanner of `json` wants to know, without importing it."""

    strict = True
    encoding = "utf-8"
    object_hook = None
    object_pairs_hook = None
    memo = {}  # noqa: RUF012 the scanner's own
    parse_float = float
    parse_int = int

    @staticmethod
    def parse_constant(name):
        raise ValueError("%s is not JSON" % name)


def _parse(text):
    try:
        from _json import make_scanner
    except ImportError:
        import json

        return json.loads(text)
    return make_scanner(Scanning())(text, 0)[0]
