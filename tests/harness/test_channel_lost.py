from __future__ import unicode_literals

import os
import unittest

from channel_test_case import ChannelTestCase
from taskloom_harness.channel import ChannelLost


class LostChannelTest(ChannelTestCase):
    def check_lost(self):
        with self.assertRaises(ChannelLost) as caught:
            self.channel.send("R", "1")
        self.assertEqual("Descriptor %d does not lead to Taskloom." % self.descriptor, str(caught.exception))

    def test_a_descriptor_that_became_a_file_gets_no_message(self):
        with open(os.devnull, "rb") as other:
            os.dup2(other.fileno(), self.descriptor)
        self.check_lost()

    def test_a_descriptor_that_was_closed_gets_no_message(self):
        spare = os.dup(self.descriptor)
        os.close(self.descriptor)
        self.addCleanup(os.close, spare)
        self.addCleanup(os.dup2, spare, self.descriptor)
        self.check_lost()

    def test_a_process_that_the_task_forked_sends_nothing(self):
        child = os.fork()
        if child == 0:
            try:
                self.check_lost()
                os._exit(1 if self.channel.is_ours else 0)
            finally:
                os._exit(2)
        self.assertEqual(0, os.waitpid(child, 0)[1])
        self.assertTrue(self.channel.is_ours)
        self.channel.send("R", "1")
        self.assertEqual(("R", [b"1"]), self.read())


if __name__ == "__main__":
    unittest.main()
