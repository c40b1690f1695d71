from __future__ import unicode_literals

import signal
import unittest

from attempt_test_case import AttemptTestCase, is_since

KILLED = {"code": "TASK_KILLED", "type": "SystemExit", "signal": "SIGTERM", "exitCode": 143}
TOLD = "The process was told to end by SIGTERM."


class TerminationTest(AttemptTestCase):
    def test_finally_blocks_run(self):
        body = """
          from taskloom import xcom
          try:
              xcom.pull("never")
          except Exception:
              xcom.push("caught", True)
          finally:
              xcom.push("cleaned", True)
        """
        attempt = self.start(body)
        self.assertEqual("Q", attempt.receive()[0])
        attempt.signal(signal.SIGTERM)
        outcome = attempt.finish()
        self.assertEqual([["cleaned", "true"]], outcome.get("X"))
        self.check_failure(outcome, message=TOLD, **KILLED)
        self.assertEqual([("pipeline.ts", 6, "load")], self.get_frames(outcome.failure))
        self.assertEqual((143, ""), (outcome.status, outcome.stderr))

    def test_later_signals_do_not_disturb_them(self):
        body = """
          from taskloom import xcom
          try:
              xcom.pull("never")
          finally:
              xcom.push("cleaned", xcom.pull("more"))
        """
        attempt = self.start(body)
        attempt.receive()
        attempt.signal(signal.SIGTERM)
        self.assertEqual(("Q", ["2", "more", "return_value", ""]), attempt.receive())
        attempt.signal(signal.SIGTERM)
        attempt.send("V", "2", "1", "7")
        outcome = attempt.finish()
        self.assertEqual([["cleaned", "7"]], outcome.get("X"))
        self.check_failure(outcome, **KILLED)

    @unittest.skipUnless(is_since(3), "2.7 has no await")
    def test_so_do_those_of_coroutines(self):
        body = """
          import asyncio, taskloom

          async def wait():
              try:
                  taskloom.log.info("waiting")
                  await asyncio.sleep(1000)
              finally:
                  taskloom.xcom.push("cleaned", True)

          await asyncio.gather(wait(), asyncio.sleep(1000))
        """
        attempt = self.start(body)
        self.assertEqual("L", attempt.receive()[0])
        attempt.signal(signal.SIGTERM)
        outcome = attempt.finish()
        self.assertEqual([["cleaned", "true"]], outcome.get("X"))
        self.check_failure(outcome, **KILLED)

    def test_a_body_may_end_well_all_the_same(self):
        body = """
          from taskloom import xcom
          try:
              xcom.pull("never")
          except SystemExit:
              return "saved"
        """
        attempt = self.start(body)
        attempt.receive()
        attempt.signal(signal.SIGTERM)
        self.check_result('"saved"', attempt.finish())

    def test_a_program_that_the_task_started_is_ended_as_well(self):
        body = """
          import subprocess
          from taskloom import log, xcom
          child = subprocess.Popen(["sleep", "1000"])
          try:
              xcom.pull("never")
          finally:
              xcom.push("status", child.wait())
        """
        attempt = self.start(body)
        attempt.receive()
        attempt.signal(signal.SIGTERM)
        self.assertEqual([["status", "-15"]], attempt.finish().get("X"))


class LifelineTest(AttemptTestCase):
    def test_its_end_is_the_end_of_the_process_and_of_what_it_started(self):
        body = """
          import subprocess
          from taskloom import xcom
          subprocess.Popen(["sleep", "1000"])
          try:
              xcom.pull("never")
          finally:
              print("never")
        """
        attempt = self.start(body)
        attempt.receive()
        attempt.lifeline.close()
        # It ends when nobody holds the standard output any more.
        outcome = attempt.finish()
        self.assertEqual(([], -signal.SIGKILL, ""), (outcome.messages, outcome.status, outcome.stdout))

    def test_so_it_is_while_the_interpreter_does_nothing_else(self):
        attempt = self.start("\n  print('on')\n  while True: pass\n")
        self.assertEqual(b"on\n", attempt.process.stdout.readline())
        attempt.lifeline.close()
        self.assertEqual(-signal.SIGKILL, attempt.finish().status)


if __name__ == "__main__":
    unittest.main()
