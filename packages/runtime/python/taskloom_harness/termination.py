"""Makes SIGTERM, by which a task is told to end, an exception in its main thread, so that `finally` blocks run."""

import os

try:
    # The public module makes enums of all numbers first, which takes longer than the rest of the harness.
    import _signal as signal
except ImportError:  # 2.7
    import signal

EXIT_STATUS = 128 + signal.SIGTERM


class Terminated(SystemExit):
    """Ends the task unless it is caught, which `except Exception` does not."""

    def __str__(self):
        return "The process was told to end by SIGTERM."


# To the author it is what `sys.exit` raises.
Terminated.__name__ = Terminated.__qualname__ = "SystemExit"
Terminated.__module__ = SystemExit.__module__


def listen(channel):
    """Later signals, while the task puts its affairs in order, change nothing."""

    def handle(_number, _frame):
        if not channel.is_ours:
            _die_as_forked()
        signal.signal(signal.SIGTERM, _ignore)
        channel.interrupt(Terminated(EXIT_STATUS))

    signal.signal(signal.SIGTERM, handle)


def stop_listening():
    """The task is over: a process that still waits for its threads may be ended at once."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


# Not SIG_IGN, which the programs that the task starts would inherit.
def _ignore(_number, _frame):
    pass


def _die_as_forked():
    """A process that the task forked, such as a worker of multiprocessing, ends as in any program."""
    stop_listening()
    os.kill(os.getpid(), signal.SIGTERM)
