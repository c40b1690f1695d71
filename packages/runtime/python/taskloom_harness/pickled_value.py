"""
Values that JSON cannot hold, pickled by the module that a task names. Imported where a value asks for it: importing
pickle takes its time.
"""

import sys
from binascii import a2b_base64, b2a_base64

from taskloom_harness.exception_text import get_message, get_type, name_type
from taskloom_harness.refusal import Refusal
from taskloom_harness.wire_encoder import quote

IS_OLD = sys.version_info < (3,)
# The newest that every Python from 3.6 on reads, and the newest of 2.7.
PROTOCOL = 2 if IS_OLD else 4
# A function takes those globals along that it uses; without it, dill looks for them in the process that reads it.
OPTIONS = {"dill": {"recurse": True}}
THIS_PYTHON = "Python %d.%d.%d" % sys.version_info[:3]
# Whose code runs here: that of another one would crash, or do something else.
BYTECODE = "%s %d.%d" % (("PyPy" if hasattr(sys, "pypy_version_info") else "CPython",) + sys.version_info[:2])
# How cloudpickle and dill write code down.
CODE_MARKS = (b"CodeType", b"_create_code")
# Characters.
LONGEST_SHOWN = 200
# Behind a pickle with code in it: another pickle, of a text, which `loads` does not come to.
STAMP = "Vcode of %s\n."


def write(value, serializer, what):
    """Wire text. Raises Refusal for what cannot be pickled, which `what` names."""
    name = name_type(type(value))
    article = "an" if name[:1].lower() in "aeiou" else "a"
    problem = "%s, %s %s, cannot be pickled by %s" % (what, article, name, serializer)
    module = _load_module(serializer, problem)
    try:
        data = module.dumps(value, PROTOCOL, **OPTIONS.get(serializer, {}))
    except MemoryError:
        raise
    except Exception as error:  # of the author's classes, too
        raise _refuse_writing(problem, serializer, _describe(error))
    # By a name in this process, which no other has. cloudpickle and dill write down what it consists of.
    own = _find_own(data) if serializer == "pickle" else None
    if own is not None:
        raise _refuse_writing(problem, serializer, "%s is defined in the task itself" % own)
    if serializer != "pickle" and any(mark in data for mark in CODE_MARKS):
        data += (STAMP % BYTECODE).encode("ascii")
    text = b2a_base64(data).decode("ascii").rstrip("\n")
    return '{"$":"%s","v":["%s",%s,%s]}' % (serializer, text, quote(name), quote(_show(value, name)))


def _show(value, name):
    """For who cannot read it: its `repr`, of which a long one is cut in the middle."""
    try:
        import reprlib
    except ImportError:  # 2.7
        import repr as reprlib
    shown = reprlib.Repr()
    shown.maxother = shown.maxstring = shown.maxlong = LONGEST_SHOWN
    try:
        text = shown.repr(value)
    except Exception:  # of the author's classes
        text = "<%s>" % name
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def read(serializer, text):
    """The value. Raises Refusal where this Python lacks what it takes."""
    problem = "what %s has written cannot be read by %s" % (serializer, THIS_PYTHON)
    module = _load_module(serializer, problem)
    data = a2b_base64(text)
    origin = _find_stamp(data)
    if origin not in (None, BYTECODE):
        hint = "Let both tasks have the same Python, or put the class or function into a module beside the pipeline."
        raise _refuse(problem, "it holds code of %s" % origin, hint)
    try:
        return module.loads(data)
    except MemoryError:
        raise
    except ImportError as error:
        wanted = _find_wanted(data, error)
        reason = _describe(error) if wanted is None else "%s, needed for %s" % (_describe(error), wanted)
        hint = (
            "Let this task require what the task that gave it requires; a module of your own goes beside the pipeline."
        )
        raise _refuse(problem, reason, hint)
    except Exception as error:  # of the author's classes, too
        hint = "Let both tasks have the same Python and the same packages, or give plain values, which JSON holds."
        raise _refuse(problem, _describe(error), hint)


def _load_module(serializer, problem):
    try:
        return __import__("cPickle" if IS_OLD and serializer == "pickle" else serializer)
    except ImportError as error:
        hint = "Add '%s' to the requirements of this task, or install it for its interpreter." % serializer
        raise _refuse(problem, _describe(error), hint)


def _find_stamp(data):
    """Whose code is in a pickle, None where none is."""
    start, end = STAMP.encode("ascii").split(b"%s")
    _before, found, stamp = data[-100:].rpartition(start)
    return stamp[: -len(end)].decode("ascii") if found and stamp.endswith(end) else None


def _find_own(data):
    """A name of `__main__` that is pickled as such."""
    if b"__main__" not in data:
        return None
    from taskloom_harness.pickled_names import list_names

    return next((name for module, name in list_names(data) if module == "__main__"), None)


def _find_wanted(data, error):
    """The class or function that a missing module was wanted for."""
    from taskloom_harness.pickled_names import list_names

    # 2.7 says it in the message only.
    missing = getattr(error, "name", None) or str(error).rpartition(" ")[2]
    found = ("%s.%s" % names for names in list_names(data))
    return next((name for name in found if name.startswith(missing + ".")), None)


def _refuse_writing(problem, serializer, reason):
    hint = "Give what it is made of: a lock, an open file, a connection or a generator cannot leave its process."
    if serializer == "pickle":
        hint = (
            "Put its class or function into a module beside the pipeline, or use the serializer 'cloudpickle'. " + hint
        )
    return _refuse(problem, reason, hint)


def _refuse(problem, reason, hint):
    return Refusal("VALUE_UNSUPPORTED", "%s: %s." % (problem, reason.rstrip(".")), hint)


def _describe(error):
    return "%s: %s" % (get_type(error), get_message(error))
