"""The real harness with one task, in this Python, as Node starts it: a group of its own, sockets at 3 and 4."""

from __future__ import unicode_literals

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys

from framing import read_exactly, read_frame, write_frame

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HARNESS = os.path.join(ROOT, "packages", "runtime", "python", "taskloom_harness", "__main__.py")
# What nothing here ever takes: a test that waits for it fails.
LIMIT_SECONDS = 60


class Outcome(object):
    """What is known when the process has ended. `messages` are those after the first, their fields as text."""

    def __init__(self, messages, status, stdout, stderr):
        self.messages = messages
        self.status = status
        self.stdout = stdout
        self.stderr = stderr

    @property
    def ending(self):
        """The one message that says how it ended. Log records may follow it."""
        endings = [message for message in self.messages if message[0] in "RKF"]
        return endings[0] if len(endings) == 1 else (len(endings), self.stderr)

    @property
    def failure(self):
        kind, fields = self.ending
        return json.loads(fields[1]) if kind == "F" else None

    def get(self, kind):
        """The fields of all messages of a type."""
        return [fields for type_, fields in self.messages if type_ == kind]


class AttemptProcess(object):
    """`start_fields` are those of the message `S`, with which the conversation begins."""

    def __init__(self, start_fields, env=None, cwd=None):
        self._channel, channel = _make_pair()
        self.lifeline, lifeline = _make_pair()

        def prepare():
            os.setsid()
            # First out of the way of the numbers that they are about to get.
            copies = [fcntl.fcntl(end.fileno(), fcntl.F_DUPFD, 10) for end in (channel, lifeline)]
            for number, copy in zip((3, 4), copies):
                os.dup2(copy, number)
                os.close(copy)

        with open(os.devnull, "rb") as nothing:
            self.process = subprocess.Popen(
                [sys.executable, HARNESS],
                stdin=nothing,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                preexec_fn=prepare,
                close_fds=False,
                cwd=cwd,
                env=dict({"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}, **(env or {})),
            )
        channel.close()
        lifeline.close()
        self.send("S", *start_fields)
        self.hello = self.receive()

    def receive(self):
        """The next message as type and texts, None at the end."""
        frame = read_frame(lambda count: read_exactly(self._channel, count))
        return frame and (frame[0], [field.decode("utf-8") for field in frame[1]])

    def send(self, kind, *fields):
        self._channel.sendall(write_frame(kind, *fields))

    def signal(self, number):
        """To the whole group, as Node does it."""
        os.killpg(self.process.pid, number)

    def finish(self, answers=None):
        """Reads on to the end. `answers` are the values of pulls, by task, key and map index."""
        messages = []
        for message in iter(self.receive, None):
            messages.append(message)
            if message[0] == "Q":
                request, place = message[1][0], tuple(message[1][1:])
                value = (answers or {}).get(place)
                self.send("V", request, "0" if value is None else "1", "null" if value is None else value)
        stdout, stderr = self.process.communicate()
        return Outcome(messages, self.process.returncode, stdout.decode("utf-8"), stderr.decode("utf-8"))

    def close(self):
        """Leaves nothing behind, whatever has happened."""
        if self.process.returncode is None:
            # Nobody has waited for it: the number of the group is still its own.
            self.signal(signal.SIGKILL)
            self.process.wait()
        for stream in (self.process.stdout, self.process.stderr, self._channel, self.lifeline):
            stream.close()


def _make_pair():
    ours, theirs = socket.socketpair()
    ours.settimeout(LIMIT_SECONDS)
    for end in (ours, theirs):
        # 2.7 would let the child inherit both.
        fcntl.fcntl(end.fileno(), fcntl.F_SETFD, fcntl.FD_CLOEXEC)
    return ours, theirs
