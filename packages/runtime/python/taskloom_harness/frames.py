"""The calls of a traceback that the author wants to see, with their place in the author's file."""

from itertools import islice

from taskloom_harness.start import from_path

# A recursion without end has a thousand.
MAX_FRAMES = 100
# As often Python shows one line that is repeated.
MAX_REPEATED = 3
MAX_SOURCE_CHARACTERS = 2000
UNKNOWN = (None, None, None, None)


class Frame(object):
    """One call. `span` is a positions.Span."""

    def __init__(self, file, function, span):
        self.file = file
        self.function = function
        self.span = span

    @property
    def key(self):
        return self.file, self.function, self.span.line

    def to_fields(self, lines):
        """With the fields of Node's `FailureFrame`. Columns count from 1 there."""
        span = self.span
        fields = {"file": from_path(self.file), "line": span.line, "function": self.function}
        source = lines.get(self.file, span.line)
        if source:
            fields["source"] = source[:MAX_SOURCE_CHARACTERS]
        if span.start is not None:
            fields["column"] = span.start + 1
            if span.end is not None and span.end_line == span.line and span.end > span.start:
                fields["endColumn"] = span.end + 1
        return fields


def list_frames(trace, task, lines):
    """Newest last. Begins at the task's function; the harness's own calls are left out wherever they are."""
    nodes = list(_walk(trace))
    own = [index for index, node in enumerate(nodes) if node.tb_frame.f_code is task.code]
    if own:
        nodes = nodes[own[0] :]
    while nodes and _is_machinery(nodes[0]):
        del nodes[0]
    return [_read_frame(node, lines) for node in nodes if not _is_harness(node)]


def fold_frames(frames):
    """Leaves out what is only there because a function called itself again and again."""
    folded = []
    repeated = 0
    for frame in frames:
        repeated = repeated + 1 if folded and folded[-1].key == frame.key else 1
        if repeated <= MAX_REPEATED:
            folded.append(frame)
    if len(folded) <= MAX_FRAMES:
        return folded
    half = MAX_FRAMES // 2
    return folded[:half] + folded[-half:]


def _walk(trace):
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _is_harness(node):
    name = node.tb_frame.f_globals.get("__name__")
    return isinstance(name, str) and name.startswith("taskloom_harness.")


def _is_machinery(node):
    """What stands between the harness and the first line of an imported file."""
    return _is_harness(node) or node.tb_frame.f_code.co_filename.startswith("<frozen importlib")


def _read_frame(node, lines):
    code = node.tb_frame.f_code
    line = node.tb_lineno or code.co_firstlineno
    positions = (line,) + _read_positions(code, node.tb_lasti)[1:]
    return Frame(code.co_filename, code.co_name, lines.get_span(code.co_filename, positions))


def _read_positions(code, instruction):
    """Of the expression that was being computed; known from 3.11 on."""
    if not hasattr(code, "co_positions") or instruction < 0:
        return UNKNOWN
    return next(islice(code.co_positions(), instruction // 2, None), UNKNOWN)
