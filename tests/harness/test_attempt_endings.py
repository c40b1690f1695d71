from __future__ import unicode_literals

import unittest

from attempt_test_case import AttemptTestCase

HINT = "To skip the task on this status, name it in `skipOnExitCode`."


class SkipTest(AttemptTestCase):
    def test_skip_is_told_with_its_reason(self):
        outcome = self.attempt('\n  import taskloom\n  raise taskloom.Skip("nothing \u00e9 new")\n')
        self.assertEqual([("K", ["nothing \u00e9 new"])], outcome.messages)
        self.assertEqual((0, "", ""), (outcome.status, outcome.stdout, outcome.stderr))

    def test_skip_needs_no_reason(self):
        self.assertEqual([("K", [""])], self.attempt("\n  from taskloom import Skip\n  raise Skip\n").messages)

    def test_a_function_that_the_body_calls_may_skip(self):
        self.write("helpers.py", "import taskloom\n\ndef check():\n    raise taskloom.Skip('empty')\n")
        self.assertEqual([("K", ["empty"])], self.attempt("\n  import helpers\n  helpers.check()\n").messages)


class FailTest(AttemptTestCase):
    def test_fail_is_final(self):
        outcome = self.attempt('\n  import taskloom\n  raise taskloom.Fail("wrong account")\n')
        self.assertEqual(["1"], outcome.ending[1][:1])
        self.check_failure(outcome, code=None, type="taskloom.Fail", message="wrong account")
        self.assertEqual(0, outcome.status)

    def test_any_other_exception_is_not(self):
        outcome = self.attempt('\n  raise ValueError("wrong account")\n')
        self.assertEqual(["0"], outcome.ending[1][:1])
        self.check_failure(outcome, code=None, type="ValueError", message="wrong account")
        self.assertEqual(0, outcome.status)

    def test_nor_is_an_interruption_of_the_body_s_own(self):
        self.check_failure(self.attempt("\n  raise KeyboardInterrupt\n"), type="KeyboardInterrupt", message="")

    def test_a_lack_of_memory_has_a_code_and_a_hint(self):
        hint = "Let the task hold less at a time, or run fewer tasks at once."
        outcome = self.attempt("\n  raise MemoryError()\n")
        self.check_failure(outcome, code="OUT_OF_MEMORY", type="MemoryError", hint=hint)


class ExitTest(AttemptTestCase):
    def test_an_exit_without_a_fault_is_a_result(self):
        for argument in ("", "0", "None"):
            self.check_result("null", self.attempt("\n  import sys\n  sys.exit(%s)\n" % argument))

    def test_another_exit_is_a_failure_and_the_process_s_own_status(self):
        outcome = self.attempt("\n  import sys\n  sys.exit(3)\n")
        self.assertEqual(3, outcome.status)
        self.assertEqual(
            {
                "code": "TASK_EXITED",
                "type": "SystemExit",
                "message": "The task ended its process with exit status 3.",
                "hint": HINT,
                "exitCode": 3,
                "frames": outcome.failure["frames"],
                "traceback": outcome.failure["traceback"],
            },
            outcome.failure,
        )
        self.assertEqual([("pipeline.ts", 5, "load")], self.get_frames(outcome.failure))

    def test_an_exit_with_a_text_prints_it_once_and_counts_as_1(self):
        outcome = self.attempt('\n  import sys\n  sys.exit(u"gave \u00e9 up")\n')
        message = "The task ended its process with exit status 1: gave \u00e9 up"
        self.check_failure(outcome, code="TASK_EXITED", exitCode=1, message=message, hint=HINT)
        self.assertEqual((1, "gave \u00e9 up\n"), (outcome.status, outcome.stderr))

    def test_an_exit_is_cut_to_what_a_status_holds(self):
        outcome = self.attempt("\n  import sys\n  sys.exit(-1)\n")
        self.check_failure(outcome, code="TASK_EXITED", exitCode=255)
        self.assertEqual(255, outcome.status)

    def test_finally_blocks_run_before(self):
        body = "\n  import sys\n  try:\n    sys.exit(3)\n  finally:\n    print('cleaned up')\n"
        self.assertEqual("cleaned up\n", self.attempt(body).stdout)

    def test_an_exit_past_python_says_nothing_more(self):
        outcome = self.attempt("\n  import os\n  os._exit(4)\n")
        self.assertEqual(([], 4), (outcome.messages, outcome.status))


if __name__ == "__main__":
    unittest.main()
