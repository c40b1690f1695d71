"""A channel, Node's end of it, and signals that come in the middle of a message."""

from __future__ import unicode_literals

import os
import select
import signal
import socket
import threading
import unittest

from framing import read_exactly, read_frame
from taskloom_harness.channel import Channel


class ChannelTestCase(unittest.TestCase):
    def setUp(self):
        ours, self.node = socket.socketpair()
        self.addCleanup(self.node.close)
        self.addCleanup(ours.close)
        self.node.settimeout(30)
        self.descriptor = ours.fileno()
        self.channel = Channel(self.descriptor)

    def read(self):
        return read_frame(lambda count: read_exactly(self.node, count))

    def read_behind(self, count):
        """Reads in another thread. Gives a function that waits for so many messages."""
        frames = []
        thread = threading.Thread(target=lambda: frames.extend(self.read() for _ in range(count)))
        thread.start()

        def finish():
            thread.join(30)
            return frames

        return finish

    def handle_alarm(self, handle):
        previous = signal.signal(signal.SIGALRM, lambda _number, _frame: handle())
        self.addCleanup(signal.signal, signal.SIGALRM, previous)

    def interrupt_writing(self, handle):
        """Calls it in this thread, by a signal, when a part of the next message has gone out."""
        self.handle_alarm(handle)

        def watch():
            select.select([self.node], [], [], 30)
            os.kill(os.getpid(), signal.SIGALRM)

        threading.Thread(target=watch).start()

    def interrupt_reading(self, handle):
        """Calls it in this thread, by a signal, most likely while the next message is waited for."""
        self.handle_alarm(handle)
        signal.setitimer(signal.ITIMER_REAL, 0.01)
