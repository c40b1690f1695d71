"""A body, or a file, that Python could not compile."""

import sys

from taskloom_harness import traceback_text
from taskloom_harness.failures import Context
from taskloom_harness.frames import Frame
from taskloom_harness.positions import take


def describe_syntax_error(error, task):
    """In Python's words, at the place in the author's file."""
    context = Context(task)
    lines = context.lines
    span = lines.get_span(task.file, _read_positions(error, task, lines))
    frame = Frame(task.file, task.name if task.body else "<module>", span)
    return {
        "code": "PYTHON_SYNTAX",
        "type": type(error).__name__,
        "message": error.msg,
        "frames": context.to_fields([frame]),
        "traceback": traceback_text.render_syntax_error(_move(error, span, task.file, lines)),
    }


def _read_positions(error, task, lines):
    line = error.lineno or task.first_line
    last = task.last_line
    if last is not None and line > last:
        # What is missing at the end of the text is missed on the line behind it.
        return last, None, None, None
    end_line = getattr(error, "end_lineno", None) or line
    start = _to_bytes(lines.get_compiled(task.file, line), error.offset)
    return line, end_line, start, _to_bytes(lines.get_compiled(task.file, end_line), getattr(error, "end_offset", None))


def _to_bytes(line, offset):
    """Python 3 counts characters from 1, and gives what is no position as 0 or less. 2.7 counts bytes."""
    if line is None or offset is None or offset < 1:
        return None
    if sys.version_info < (3,):
        return offset - 1
    return len(line[: offset - 1].encode("utf-8", "replace"))


def _move(error, span, file, lines):
    """The same error, pointing into the author's line."""
    text = lines.get(file, span.line)
    if span.start is None or not lines.can_point_into(file):
        return type(error)(error.msg, (file, span.line, None, _to_native(text)))
    place = (file, span.line, _count(text, span.start) + 1, _to_native(text))
    if span.end is not None and sys.version_info >= (3, 10):
        place += (span.end_line, _count(lines.get(file, span.end_line), span.end) + 1)
    return type(error)(error.msg, place)


def _count(line, column):
    return len(_to_native(take(line, column)))


def _to_native(text):
    return text if isinstance(text, str) else text.encode("utf-8")
