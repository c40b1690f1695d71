"""
Makes what the task prints arrive whole and live: in UTF-8 whatever the locale, line by line though it is a pipe.
"""

import sys

NAMES = ("stdout", "stderr")
# `unicode` in 2.7.
Text = type(b"".decode())


def prepare():
    """A stream that was closed, which Python tells by None, stays as it is."""
    for name in NAMES:
        stream = getattr(sys, name)
        if stream is not None:
            stream = _prepare(stream)
            setattr(sys, name, stream)
            setattr(sys, "__%s__" % name, stream)


def flush():
    """What the task has put in place of the streams is flushed as well."""
    for name in NAMES:
        for stream in (getattr(sys, name), getattr(sys, "__%s__" % name)):
            try:
                stream.flush()
            except Exception:  # the task may have closed it, or put anything there
                continue


def _prepare(stream):
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
        return stream
    if hasattr(stream, "detach"):
        # 3.6 has no reconfigure.
        mode = stream.mode
        wrapped = type(stream)(stream.detach(), "utf-8", "backslashreplace", line_buffering=True)
        wrapped.mode = mode
        return wrapped
    return Utf8Stream(stream)


class Utf8Stream(object):
    """A file of 2.7 that also takes text that is not ASCII."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, stream):
        self._stream = stream

    def write(self, text):
        data = text.encode(self.encoding, self.errors) if isinstance(text, Text) else text
        self._stream.write(data)
        if b"\n" in data:
            self._stream.flush()

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def __getattr__(self, name):
        return getattr(self._stream, name)
