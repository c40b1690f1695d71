"""The cases of tests/vectors, and values made comparable: by type and by content, of 2.7 as of later Pythons."""

from __future__ import unicode_literals
import __future__

import collections
import datetime
import decimal
import io
import json
import os
import sys

try:
    import enum
except ImportError:  # 2.7
    enum = None
try:
    import dataclasses
except ImportError:  # before 3.7
    dataclasses = None

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "vectors")
IS_OLD = sys.version_info < (3,)
FLAGS = __future__.unicode_literals.compiler_flag


def load(*names):
    """The rows of these files that this Python has values for."""
    rows = []
    for name in names:
        with io.open(os.path.join(FOLDER, name + ".json"), encoding="utf-8") as stream:
            rows += json.load(stream)
    version = sys.version_info[:2]
    return [row for row in rows if _parse(row.get("since", "2.7")) <= version <= _parse(row.get("until", "4.0"))]


def _parse(version):
    return tuple(map(int, version.split(".")))


def get_expression(row):
    return row["python2"] if IS_OLD and "python2" in row else row["python"]


def get_written(row):
    """What this Python writes for the value of a row."""
    rewrites = row.get("rewrites", {})
    fallback = rewrites.get("python", row["wire"])
    return rewrites.get("python2", fallback) if IS_OLD else fallback


def evaluate(expression, **names):
    modules = {module.__name__: module for module in (collections, dataclasses, datetime, decimal, enum, sys) if module}
    scope = dict(modules, zone=make_zone, __name__="__main__", **names)
    return eval(compile(expression, "vectors", "eval", FLAGS), scope)


def make_zone(seconds, microseconds=0):
    offset = datetime.timedelta(seconds=seconds, microseconds=microseconds)
    if IS_OLD:
        from taskloom_harness.fixed_offset import FixedOffset

        return FixedOffset(offset)
    return datetime.timezone(offset) if offset else datetime.timezone.utc


def show(value):
    """Two values are the same when this is."""
    kind = type(value)
    if kind in (list, tuple):
        return "%s(%s)" % (kind.__name__, ", ".join(map(show, value)))
    if kind in (set, frozenset):
        return "%s(%s)" % (kind.__name__, ", ".join(sorted(map(show, value))))
    if kind is dict:
        entries = ["%s: %s" % (show(key), show(item)) for key, item in value.items()]
        return "dict(%s)" % ", ".join(sorted(entries) if IS_OLD else entries)
    return "%s %r" % (kind.__name__, value)
