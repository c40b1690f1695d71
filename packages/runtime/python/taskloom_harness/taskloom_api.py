"""What `import taskloom` gives, beside the module itself. Its types are in taskloom.pyi."""

from taskloom_harness.refusal import Refusal
from taskloom_harness.wire_decoder import decode
from taskloom_harness.wire_encoder import TEXTS, encode

try:
    from collections.abc import Mapping
except ImportError:  # 2.7
    from collections import Mapping

try:
    from _thread import allocate_lock
except ImportError:  # 2.7
    from thread import allocate_lock


class Context(Mapping):
    """The facts of the run and the task, as items and as attributes."""

    def __init__(self, facts):
        self.__dict__["_facts"] = facts

    def __getitem__(self, name):
        return self._facts[name]

    def __getattr__(self, name):
        # Copying asks for names such as __deepcopy__ before there are any facts.
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._facts[name]
        except KeyError:
            raise AttributeError("the context has no '%s'; it has %s" % (name, ", ".join(sorted(self))))

    def __setattr__(self, name, value):
        raise AttributeError("the context cannot be changed")

    def __iter__(self):
        return iter(self._facts)

    def __len__(self):
        return len(self._facts)

    def __dir__(self):
        return sorted(self._facts)

    def __repr__(self):
        return "taskloom.Context(%r)" % (self._facts,)


class XCom(object):
    """Values of this run beside those that are passed as arguments."""

    def __init__(self, start, channel):
        self._serializer = start.serializer
        self._channel = channel
        self._lock = allocate_lock()
        self._asked = 0

    def push(self, key, value):
        """Raises ValueError for a value that cannot cross, naming its place in it."""
        if not isinstance(key, TEXTS) or not key:
            raise TypeError("the key of an XCom is a text that is not empty, not %r" % (key,))
        self._channel.send("X", key, encode(value, self._serializer, 'The XCom "%s"' % key))

    def pull(self, task_id, key="return_value", map_index=None, default=None):
        """The value of a task that is over, or a list of them for a list of ids; `default` where there is none."""
        if not isinstance(task_id, TEXTS):
            return [self._pull(one, key, map_index, default) for one in task_id]
        return self._pull(task_id, key, map_index, default)

    def _pull(self, task_id, key, map_index, default):
        with self._lock:
            self._asked += 1
            request = str(self._asked)
            self._channel.send("Q", request, task_id, key, "" if map_index is None else str(map_index))
            answered, is_found, value = self._receive()
            while answered != request.encode("ascii"):
                # The answer to a pull that a signal's handler had broken off.
                answered, is_found, value = self._receive()
        if is_found != b"1":
            return default
        try:
            return decode(value.decode("utf-8"))
        except Refusal as refusal:
            raise refusal.put_before('The XCom "%s" of "%s"' % (key, task_id))

    def _receive(self):
        message = self._channel.receive()
        if message is None:
            raise EOFError("Taskloom has gone away")
        return message[1]


class Skip(Exception):
    """Ends the task as skipped."""

    def __init__(self, reason=""):
        Exception.__init__(self, reason)


class Fail(Exception):
    """Fails the task without using up its retries."""

    def __init__(self, reason=""):
        Exception.__init__(self, reason)


class PokeResult(object):
    """What the body of a sensor may return instead of a bool."""

    def __init__(self, done, value=None):
        self.done = done
        self.value = value

    def __class_getitem__(cls, _parameter):
        return cls


Context.__module__ = PokeResult.__module__ = Skip.__module__ = Fail.__module__ = "taskloom"


def _make_context(start, _channel):
    return Context(decode(start.context))


def _make_params(start, channel):
    return _make_context(start, channel)["params"]


def _make_string_args(start, _channel):
    return start.parse_string_arguments()


def _make_log(_start, _channel):
    import logging

    log = logging.getLogger("taskloom")
    log.setLevel(logging.DEBUG)
    return log


MAKERS = {
    "Context": lambda _start, _channel: Context,
    "Fail": lambda _start, _channel: Fail,
    "PokeResult": lambda _start, _channel: PokeResult,
    "Skip": lambda _start, _channel: Skip,
    "context": _make_context,
    "log": _make_log,
    "params": _make_params,
    "string_args": _make_string_args,
    "xcom": XCom,
}
