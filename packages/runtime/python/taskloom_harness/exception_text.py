"""An exception's class and message, whatever the author's code does when it is asked for them."""

# A class of these is printed without the name of its module.
BARE_MODULES = ("builtins", "__builtin__", "exceptions", "__main__")
MAX_CHARACTERS = 65536


def get_type(error):
    return name_type(error.__class__)


def name_type(kind):
    """The class as Python prints it, but for the function that it was defined in."""
    name = getattr(kind, "__qualname__", kind.__name__).rpartition("<locals>.")[2]
    module = getattr(kind, "__module__", None)
    return name if module is None or module in BARE_MODULES else "%s.%s" % (module, name)


def list_bases(error):
    """The classes that the error's extends, the nearest first, but for those that all of them do."""
    parents = getattr(error.__class__, "__mro__", ())[1:]
    return [name_type(kind) for kind in parents if kind not in (object, BaseException, Exception)]


def get_message(error):
    try:
        text = str(error)
    except Exception:  # the author's own code
        text = _get_text(error)
    return shorten(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)


def shorten(text):
    """Its beginning and its end, with a note of what is not there."""
    if len(text) <= MAX_CHARACTERS:
        return text
    half = MAX_CHARACTERS // 2
    return "%s\n... %d more characters ...\n%s" % (text[:half], len(text) - 2 * half, text[-half:])


def _get_text(error):
    """2.7 has exceptions with text that `str` cannot give."""
    try:
        return type(b"".decode())(error)
    except Exception:  # the author's own code
        return "<str() of this %s failed>" % get_type(error)
