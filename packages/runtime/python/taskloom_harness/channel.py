"""
Messages to and from Node over one descriptor: `u32 length | u8 type | fields`, a field being `u32 length | bytes`.
What the types mean is left to those who send and receive them.
"""

import errno
import os

try:
    from _thread import allocate_lock, get_ident
except ImportError:  # 2.7
    from thread import allocate_lock, get_ident

MAX_LENGTH = 2**32 - 1
CHUNK_BYTES = 65536


class ChannelLost(Exception):
    """The descriptor is no longer the one that Node handed over."""


class Channel(object):
    """The harness's end. Any thread may send; of a process that was forked by the task, none."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._identity = _identify(descriptor)
        self._pid = os.getpid()
        self._received = bytearray()
        self._lock = allocate_lock()
        self._writer = None
        self._waiting = []
        self._deferred = None

    @property
    def is_ours(self):
        """False in a process that the task has forked: what it says would get between the task's own messages."""
        return os.getpid() == self._pid

    def send(self, kind, *fields):
        """Returns when the message is with the kernel. Raises ChannelLost, or OverflowError for more than 4 GiB."""
        message = _encode(kind, fields)
        if self._writer == get_ident():
            # Reached from a finalizer in the middle of a write.
            self._waiting.append(message)
            return
        with self._lock:
            self._writer = get_ident()
            try:
                self._write(message)
                while self._waiting:
                    self._write(self._waiting.pop(0))
            finally:
                self._writer = None
            # Before another thread can be in the middle of a message: the error is not for that one.
            error, self._deferred = self._deferred, None
        if error is not None:
            raise error

    def interrupt(self, error):
        """Raises `error` in the calling thread, a signal's; after the message, if it is in the middle of one."""
        if self._writer != get_ident():
            raise error
        self._deferred = error

    def receive(self):
        """The next message as its type and its fields, as bytes; None at the end of the channel."""
        received = self._received
        if not self._fill(4):
            return None
        end = 4 + _decode_length(received, 0)
        if not self._fill(end):
            return None
        # Taken out only now: what a signal's handler raises leaves a message that is received later.
        content = received[4:end]
        del received[:end]
        fields = []
        position = 1
        while position < len(content):
            start = position + 4
            position = start + _decode_length(content, position)
            fields.append(bytes(content[start:position]))
        return chr(content[0]), fields

    def _write(self, message):
        if not self.is_ours or _identify(self._descriptor) != self._identity:
            raise ChannelLost("Descriptor %d does not lead to Taskloom." % self._descriptor)
        rest = memoryview(message)
        while len(rest):
            rest = rest[_persist(os.write, self._descriptor, rest) :]

    def _fill(self, count):
        """Whether so many bytes are there, or have come."""
        while len(self._received) < count:
            chunk = _persist(os.read, self._descriptor, max(CHUNK_BYTES, count - len(self._received)))
            if not chunk:
                return False
            self._received.extend(chunk)
        return True


def _identify(descriptor):
    """What tells a descriptor from another one with the same number; None when it is closed."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _encode(kind, fields):
    content = bytearray(kind.encode("ascii"))
    for field in fields:
        encoded = field if isinstance(field, bytes) else field.encode("utf-8", "backslashreplace")
        content += _encode_length(len(encoded))
        content += encoded
    return bytes(_encode_length(len(content)) + content)


# By hand, as importing struct takes longer than all messages of a usual task.
def _encode_length(length):
    if length > MAX_LENGTH:
        raise OverflowError("A message of %d bytes is longer than the channel can carry." % length)
    return bytearray((length >> 24, length >> 16 & 255, length >> 8 & 255, length & 255))


def _decode_length(data, start):
    first, second, third, fourth = data[start : start + 4]
    return first << 24 | second << 16 | third << 8 | fourth


def _persist(call, *arguments):
    """2.7 gives up a system call when a signal came in; later Pythons repeat it themselves."""
    while True:
        try:
            return call(*arguments)
        except OSError as error:
            if error.errno != errno.EINTR:
                raise
