from __future__ import unicode_literals

import signal
import unittest

from attempt_test_case import AttemptTestCase, is_since


class ForkTest(AttemptTestCase):
    def fork(self, child):
        """What the child does, while its parent waits for it and returns its status."""
        fork = "\n  import logging, os, sys\n  child = os.fork()\n  if child == 0:\n    %s\n"
        return self.attempt((fork % child) + "  return os.waitpid(child, 0)[1]\n")

    def test_a_child_prints_and_logs_where_it_can(self):
        outcome = self.fork("print('printed'); logging.info('logged'); sys.stdout.flush(); os._exit(0)")
        self.assertEqual([("R", ["0"])], outcome.messages)
        self.assertEqual(("printed\n", "logged\n"), (outcome.stdout, outcome.stderr))

    def test_a_child_ends_with_a_status_of_its_own(self):
        outcome = self.fork("sys.exit(5)")
        self.assertEqual([("R", [str(5 << 8)])], outcome.messages)
        self.assertEqual((0, ""), (outcome.status, outcome.stderr))

    def test_an_error_of_a_child_is_printed_and_is_not_the_task_s(self):
        outcome = self.fork("raise ValueError('no')")
        self.assertEqual([("R", [str(1 << 8)])], outcome.messages)
        self.assertTrue(outcome.stderr.endswith("ValueError: no\n"), outcome.stderr)

    def test_a_child_that_comes_back_gives_no_result(self):
        outcome = self.fork("return 'from the child'")
        self.assertEqual([("R", [str(1 << 8)])], outcome.messages)

    def test_a_child_that_skips_does_not_skip_the_task(self):
        outcome = self.fork("import taskloom; raise taskloom.Skip('no')")
        self.assertEqual([("R", [str(1 << 8)])], outcome.messages)

    def test_a_child_is_ended_by_a_signal_as_in_any_program(self):
        outcome = self.fork("import signal; os.kill(os.getpid(), signal.SIGTERM); os._exit(0)")
        self.assertEqual([("R", [str(int(signal.SIGTERM))])], outcome.messages)


class MultiprocessingTest(AttemptTestCase):
    def check_pool(self, make):
        self.write("helpers.py", "def double(n):\n    print('working')\n    return 2 * n\n")
        body = """
          import helpers, multiprocessing
          pool = %s.Pool(2)
          try:
              return pool.map(helpers.double, [1, 2, 3])
          finally:
              pool.close()
              pool.join()
        """
        outcome = self.attempt(body % make)
        self.check_result("[2,4,6]", outcome)
        self.assertEqual((3 * "working\n", ""), (outcome.stdout, outcome.stderr))

    def test_workers_may_be_forked(self):
        self.check_pool("multiprocessing.get_context('fork')" if is_since(3) else "multiprocessing")

    @unittest.skipUnless(is_since(3), "came with 3.4")
    def test_workers_may_be_started_anew(self):
        self.check_pool("multiprocessing.get_context('spawn')")
        self.check_pool("multiprocessing.get_context('forkserver')")

    def test_a_worker_may_be_terminated(self):
        body = """
          import multiprocessing, os
          from_worker, to_body = os.pipe()
          from_body, _to_worker = os.pipe()

          def work():
              os.write(to_body, b"up")
              os.read(from_body, 1)

          worker = %s.Process(target=work)
          worker.start()
          os.read(from_worker, 2)
          worker.terminate()
          worker.join()
          return worker.exitcode
        """
        make = "multiprocessing.get_context('fork')" if is_since(3) else "multiprocessing"
        outcome = self.attempt(body % make)
        self.check_result("-15", outcome)
        self.assertEqual("", outcome.stderr)


if __name__ == "__main__":
    unittest.main()
