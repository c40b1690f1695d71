from __future__ import unicode_literals

import socket
import threading
import unittest

from channel_test_case import ChannelTestCase
from framing import read_exactly, write_frame
from taskloom_harness.channel import Channel

LONG = "x" * 5000000


class SendingTest(ChannelTestCase):
    def test_a_message_is_a_length_a_type_and_fields_with_lengths(self):
        self.channel.send("L", "info", "\u00e9", "")
        expected = b"\0\0\0\x13L\0\0\0\x04info\0\0\0\x02\xc3\xa9\0\0\0\0"
        self.assertEqual(expected, read_exactly(self.node, len(expected)))

    def test_a_message_without_fields(self):
        self.channel.send("K")
        self.assertEqual(b"\0\0\0\x01K", read_exactly(self.node, 5))

    def test_bytes_go_as_they_are(self):
        self.channel.send("R", b"\xff\0")
        self.assertEqual(("R", [b"\xff\0"]), self.read())

    def test_what_utf_8_cannot_say_is_escaped(self):
        self.channel.send("K", "a\ud800b\U0001f600")
        kind, [field] = self.read()
        self.assertIn((kind, field), [("K", b"a\\ud800b\xf0\x9f\x98\x80"), ("K", b"a\xed\xa0\x80b\xf0\x9f\x98\x80")])

    def test_a_message_longer_than_what_the_system_takes_at_once(self):
        finish = self.read_behind(1)
        self.channel.send("R", LONG)
        self.assertEqual([("R", [LONG.encode("ascii")])], finish())

    def test_messages_of_many_threads_do_not_mix(self):
        finish = self.read_behind(40)
        threads = [threading.Thread(target=self.channel.send, args=("L", str(n) * 100000)) for n in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        expected = [("L", [(str(n) * 100000).encode("ascii")]) for n in range(40)]
        self.assertEqual(sorted(expected), sorted(finish()))

    def test_a_signal_in_the_middle_of_a_message_does_not_cut_it(self):
        drained = []
        self.interrupt_writing(lambda: drained.append(self.read_behind(1)))
        self.channel.send("R", LONG)
        self.assertEqual([("R", [LONG.encode("ascii")])], drained[0]())

    def test_what_a_handler_sends_in_the_middle_of_a_message_follows_it(self):
        drained = []

        def handle():
            self.channel.send("L", "from the handler")
            drained.append(self.read_behind(2))

        self.interrupt_writing(handle)
        self.channel.send("R", LONG)
        self.assertEqual([("R", [LONG.encode("ascii")]), ("L", [b"from the handler"])], drained[0]())

    def test_an_interruption_in_the_middle_of_a_message_waits_for_its_end(self):
        drained = []

        def handle():
            self.channel.interrupt(KeyError("stop"))
            drained.append(self.read_behind(1))

        self.interrupt_writing(handle)
        with self.assertRaises(KeyError):
            self.channel.send("R", LONG)
        self.assertEqual([("R", [LONG.encode("ascii")])], drained[0]())

    def test_an_interruption_is_not_raised_in_another_thread_that_has_sent_something(self):
        has_sent, is_interrupted = threading.Event(), threading.Event()
        outcomes = []

        class Gate(object):
            """The channel's lock. Who has sent a message behind it goes on when this thread was interrupted."""

            def __init__(self, lock):
                self._lock = lock
                self._main = threading.current_thread()

            def __enter__(self):
                self._lock.acquire()

            def __exit__(self, *_error):
                self._lock.release()
                if threading.current_thread() is not self._main:
                    has_sent.set()
                    is_interrupted.wait(30)

        def send():
            try:
                self.channel.send("L", "first")
                outcomes.append("sent")
            except KeyError as error:
                outcomes.append(error)

        def handle():
            self.channel.interrupt(KeyError("stop"))
            is_interrupted.set()
            sender.join(30)
            drained.append(self.read_behind(1))

        self.channel._lock = Gate(self.channel._lock)
        drained = []
        sender = threading.Thread(target=send)
        sender.start()
        has_sent.wait(30)
        self.assertEqual(("L", [b"first"]), self.read())
        self.interrupt_writing(handle)
        with self.assertRaises(KeyError):
            self.channel.send("R", LONG)
        drained[0]()
        self.assertEqual(["sent"], outcomes)

    def test_an_interruption_between_messages_comes_at_once(self):
        with self.assertRaises(KeyError):
            self.channel.interrupt(KeyError("stop"))
        self.channel.send("K")
        self.assertEqual(("K", []), self.read())


class ReceivingTest(ChannelTestCase):
    def test_a_message_is_its_type_and_its_fields(self):
        self.node.sendall(write_frame("V", "1", "", "\u00e9"))
        self.assertEqual(("V", [b"1", b"", b"\xc3\xa9"]), self.channel.receive())

    def test_messages_may_come_together(self):
        self.node.sendall(write_frame("S") + write_frame("V", "1") + write_frame("V", "2"))
        self.assertEqual([("S", []), ("V", [b"1"]), ("V", [b"2"])], [self.channel.receive() for _ in range(3)])

    def test_a_message_may_come_byte_by_byte(self):
        # Of datagrams, each read gives one.
        ours, node = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(node.close)
        self.addCleanup(ours.close)
        frame = write_frame("V", "1", "abc")
        bytewise = [frame[at : at + 1] for at in range(len(frame))]
        thread = threading.Thread(target=lambda: [node.send(byte) for byte in bytewise])
        thread.start()
        self.assertEqual(("V", [b"1", b"abc"]), Channel(ours.fileno()).receive())
        thread.join()

    def test_a_long_message(self):
        thread = threading.Thread(target=self.node.sendall, args=(write_frame("S", LONG),))
        thread.start()
        self.assertEqual(("S", [LONG.encode("ascii")]), self.channel.receive())
        thread.join()

    def test_the_end_is_none(self):
        self.node.close()
        self.assertIsNone(self.channel.receive())

    def test_the_end_in_the_middle_of_a_message_is_none(self):
        self.node.sendall(write_frame("V", "1", "abc")[:-1])
        self.node.close()
        self.assertIsNone(self.channel.receive())

    def test_a_signal_while_waiting_changes_nothing(self):
        self.interrupt_reading(lambda: self.node.sendall(write_frame("V", "1")))
        self.assertEqual(("V", [b"1"]), self.channel.receive())

    def test_a_message_that_an_exception_interrupted_is_received_later(self):
        def handle():
            raise KeyError("enough")

        for cut in (2, 6, 12):
            frame = write_frame("V", "1", "abc")
            self.node.sendall(frame[:cut])
            with self.assertRaises(KeyError):
                self.interrupt_reading(handle)
                self.channel.receive()
            self.node.sendall(frame[cut:])
            self.assertEqual(("V", [b"1", b"abc"]), self.channel.receive())


if __name__ == "__main__":
    unittest.main()
