"""What went wrong in the form that Node wants to have it: the fields of its `TaskFailure`."""

from taskloom_harness import traceback_text
from taskloom_harness.exception_text import get_message, get_type, list_bases
from taskloom_harness.frames import Frame, fold_frames, list_frames
from taskloom_harness.positions import Lines, Span

# Of all causes and all members of groups together.
MAX_RELATED = 50


class Context(object):
    """What all parts of one failure are seen in. `task` is a task.Task."""

    def __init__(self, task):
        self.task = task
        self.lines = Lines(task.body)
        self.seen = set()

    def list_frames(self, trace):
        return list_frames(trace, self.task, self.lines)

    def point_at(self, place=None):
        """A frame for the function, or for a line or a node of the syntax tree in it, that no traceback knows."""
        if hasattr(place, "lineno"):
            names = ("lineno", "end_lineno", "col_offset", "end_col_offset")
            span = self.lines.get_span(self.task.file, [getattr(place, name, None) for name in names])
        else:
            span = Span(place or self.task.first_line)
        return Frame(self.task.file, self.task.name, span)

    def to_fields(self, frames):
        return [frame.to_fields(self.lines) for frame in frames]


def describe_exception(error, trace, task, facts=None):
    """`facts` are further fields, or others in place of the exception's own."""
    context = Context(task)
    failure = _describe(error, trace, context)
    # Without any frame, what failed is the call: its arguments did not fit, say.
    failure["frames"] = failure["frames"] or context.to_fields([context.point_at()])
    failure["traceback"] = traceback_text.render(error, trace, context)
    failure.update(facts or {})
    return failure


def describe_refusal(refusal, trace, task):
    """`refusal` is a refusal.Refusal. What the task's own code asked for is shown where it did."""
    context = Context(task)
    frames = context.list_frames(trace) or [context.point_at(refusal.place)]
    return {
        "code": refusal.code,
        "type": "TaskloomError",
        "message": refusal.message,
        "hint": refusal.hint,
        "frames": context.to_fields(frames),
        "traceback": traceback_text.render_frames(frames, "TaskloomError: " + refusal.message, context),
    }


def _describe(error, trace, context):
    context.seen.add(id(error))
    failure = {
        "type": get_type(error),
        "message": "\n".join([get_message(error)] + _list_notes(error)),
        "frames": context.to_fields(fold_frames(context.list_frames(trace))),
    }
    bases = list_bases(error)
    if bases:
        failure["bases"] = bases
    cause = _find_cause(error)
    if _is_new(cause, context):
        failure["cause"] = _describe_related(cause, context)
    members = [_describe_related(member, context) for member in _list_members(error) if _is_new(member, context)]
    if members:
        failure["errors"] = members
    return failure


def _describe_related(error, context):
    failure = _describe(error, error.__traceback__, context)
    failure["traceback"] = traceback_text.render(error, error.__traceback__, context, chain=False)
    return failure


def _list_notes(error):
    """Of 3.11 and later; anybody may have put anything there."""
    notes = getattr(error, "__notes__", None)
    return [note for note in notes if isinstance(note, str)] if isinstance(notes, (list, tuple)) else []


def _find_cause(error):
    cause = getattr(error, "__cause__", None)
    if cause is None and not getattr(error, "__suppress_context__", False):
        return getattr(error, "__context__", None)
    return cause


def _list_members(error):
    """Of an exception group, which packages bring to Pythons before 3.11; not what else may have `exceptions`."""
    return error.exceptions if hasattr(error, "exceptions") and hasattr(error, "derive") else ()


def _is_new(error, context):
    return isinstance(error, BaseException) and id(error) not in context.seen and len(context.seen) < MAX_RELATED
