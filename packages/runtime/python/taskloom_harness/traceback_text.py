"""A traceback as Python prints it, but for the frames, which are chosen elsewhere, and the lines under them."""

import sys
import traceback

from taskloom_harness.exception_text import shorten
from taskloom_harness.positions import take

HEADER = "Traceback (most recent call last):\n"


def render(error, trace, context, chain=True):
    """`chain`: with causes and contexts before it. `context` is a failures.Context."""
    if not hasattr(traceback, "TracebackException"):
        return _render_old(error, trace, context)
    described = traceback.TracebackException(type(error), error, trace)
    _replace_stacks(described, error, trace, context)
    return _join(described.format(chain=chain))


def render_frames(frames, conclusion, context):
    """Of what is no exception of Python's."""
    if hasattr(traceback, "FrameSummary"):
        stack = traceback.StackSummary.from_list([_summarize(frame, context.lines) for frame in frames]).format()
    else:
        stack = traceback.format_list([_list_old(frame, context.lines) for frame in frames])
    return _join([HEADER] + stack + [conclusion + "\n"])


def render_syntax_error(error):
    """No call led to it."""
    return _join(traceback.format_exception_only(type(error), error))


def _replace_stacks(described, error, trace, context):
    waiting = [(described, error, trace)]
    seen = set()
    while waiting:
        described, error, trace = waiting.pop()
        if described is None or id(described) in seen:
            continue
        seen.add(id(described))
        frames = context.list_frames(trace) or [context.point_at()]
        described.stack = traceback.StackSummary.from_list([_summarize(frame, context.lines) for frame in frames])
        related = [(described.__cause__, error.__cause__), (described.__context__, error.__context__)]
        related += zip(getattr(described, "exceptions", None) or (), getattr(error, "exceptions", ()))
        waiting += [(inner, cause, cause.__traceback__) for inner, cause in related if inner is not None]


def _summarize(frame, lines):
    span = frame.span
    # Carets came with 3.11; syntax trees tell columns before.
    has_carets = sys.version_info >= (3, 11) and lines.can_point_into(frame.file)
    if span.start is None or span.end is None or not has_carets:
        return traceback.FrameSummary(frame.file, span.line, frame.function, lookup_line=False)
    return traceback.FrameSummary(
        frame.file,
        span.line,
        frame.function,
        lookup_line=False,
        end_lineno=span.end_line,
        colno=_to_bytes(lines.get(frame.file, span.line), span.start),
        end_colno=_to_bytes(lines.get(frame.file, span.end_line), span.end),
    )


def _to_bytes(line, column):
    return len(take(line, column).encode("utf-8", "replace"))


def _render_old(error, trace, context):
    """2.7, which knows neither causes nor columns."""
    frames = context.list_frames(trace) or [context.point_at()]
    stack = traceback.format_list([_list_old(frame, context.lines) for frame in frames])
    return _join([HEADER] + stack + traceback.format_exception_only(error.__class__, error))


def _list_old(frame, lines):
    line = lines.get(frame.file, frame.span.line).strip().encode("utf-8")
    return frame.file, frame.span.line, frame.function, line


def _join(parts):
    texts = [part.decode("utf-8", "replace") if isinstance(part, bytes) else part for part in parts]
    return shorten("".join(texts))
