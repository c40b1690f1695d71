"""
Ends the whole process group when Node is gone. Nothing is ever written to the lifeline, so whatever is told about it
is its end.
"""

import fcntl
import os


def seal(descriptor):
    """Keeps a descriptor from the programs that the task starts."""
    fcntl.fcntl(descriptor, fcntl.F_SETFD, fcntl.fcntl(descriptor, fcntl.F_GETFD) | fcntl.FD_CLOEXEC)


def arm(descriptor):
    """From now on, the end of the lifeline is the end of the group, or of this process where the group is another's."""
    try:
        _arm_kernel(descriptor)
    except (AttributeError, EnvironmentError):
        _arm_thread(descriptor)


def _arm_kernel(descriptor):
    """Linux sends SIGKILL by itself, also while native code holds the interpreter's lock."""
    owner = -os.getpgrp() if _leads_group() else os.getpid()
    fcntl.fcntl(descriptor, fcntl.F_SETSIG, SIGKILL)
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, owner)
    flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | fcntl.FASYNC | os.O_NONBLOCK)
    # The end may have come before all was in place: then no signal follows.
    try:
        os.read(descriptor, 1)
    except EnvironmentError:
        return
    _kill()


def _arm_thread(descriptor):
    """Where the kernel cannot do it. Native code that holds the interpreter's lock delays it."""
    try:
        from _thread import start_new_thread
    except ImportError:  # 2.7
        from thread import start_new_thread

    def watch():
        try:
            os.read(descriptor, 1)
        except EnvironmentError:
            # The task closed it.
            return
        _kill()

    start_new_thread(watch, ())


def _kill():
    if _leads_group():
        os.killpg(os.getpgrp(), SIGKILL)
    os.kill(os.getpid(), SIGKILL)


def _leads_group():
    return os.getpgrp() == os.getpid()


# Importing signal makes enums of all its numbers; this one is the same on every platform.
SIGKILL = 9
