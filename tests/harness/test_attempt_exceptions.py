from __future__ import unicode_literals

import unittest

from attempt_test_case import AttemptTestCase, is_since

CAUSED = "\nThe above exception was the direct cause of the following exception:\n\n"
DURING = "\nDuring handling of the above exception, another exception occurred:\n\n"


class ExceptionTest(AttemptTestCase):
    def test_the_traceback_is_python_s_without_calls_of_ours(self):
        outcome = self.attempt('\n  raise ValueError("no")\n')
        expected = (
            "Traceback (most recent call last):\n"
            '  File "%s", line 4, in load\n'
            '    raise ValueError("no")\n'
            "ValueError: no\n" % self.file
        )
        self.check_failure(outcome, traceback=expected)

    def test_frames_go_from_the_body_to_where_it_was_raised(self):
        self.write("helpers.py", "\n\ndef check():\n    raise ValueError('no')\n")
        outcome = self.attempt("\n  import helpers\n  def inner():\n    helpers.check()\n  inner()\n")
        expected = [("pipeline.ts", 7, "load"), ("pipeline.ts", 6, "inner"), ("helpers.py", 4, "check")]
        self.assertEqual(expected, self.get_frames(outcome.failure))
        sources = [frame["source"] for frame in outcome.failure["frames"]]
        self.assertEqual(["  inner()", "    helpers.check()", "    raise ValueError('no')"], sources)

    def test_arguments_that_do_not_fit_point_at_the_function(self):
        outcome = self.attempt("\n  pass\n", args="[1]")
        self.check_failure(outcome, type="TypeError")
        self.assertEqual([("pipeline.ts", 3, "load")], self.get_frames(outcome.failure))

    def test_lines_are_shown_though_the_author_s_file_is_gone(self):
        outcome = self.attempt('\n  import os\n  os.remove(__file__)\n  raise ValueError("no")\n')
        [frame] = outcome.failure["frames"]
        self.assertEqual((self.file, 6, '  raise ValueError("no")'), (frame["file"], frame["line"], frame["source"]))
        self.assertIn('line 6, in load\n    raise ValueError("no")\nValueError: no\n', outcome.failure["traceback"])

    def test_classes_are_named_as_python_prints_them(self):
        self.write("helpers.py", "class Stale(Exception): pass\n")
        cases = [
            ("class Stale(Exception): pass\n  raise Stale('old')", "Stale"),
            ("import helpers\n  raise helpers.Stale('old')", "helpers.Stale"),
            ("import os\n  raise os.error('old')", "OSError"),
        ]
        for body, expected in cases:
            self.check_failure(self.attempt("\n  %s\n" % body), type=expected, message="old")

    def test_messages_may_be_in_any_alphabet(self):
        outcome = self.attempt('\n  raise ValueError(u"\u00e9\U0001f600")\n')
        self.check_failure(outcome, message="\u00e9\U0001f600")

    def test_an_exception_that_cannot_say_what_it_is(self):
        body = """
          class Broken(Exception):
              def __str__(self):
                  raise RuntimeError("broken")
              __unicode__ = __str__
          raise Broken()
        """
        self.check_failure(self.attempt(body), type="Broken", message="<str() of this Broken failed>")

    def test_a_recursion_without_end_is_folded(self):
        outcome = self.attempt("\n  def dive(n):\n    return dive(n + 1)\n  dive(0)\n")
        self.check_failure(outcome, type="RecursionError" if is_since(3) else "RuntimeError")
        expected = [("pipeline.ts", 6, "load")] + 3 * [("pipeline.ts", 5, "dive")]
        self.assertEqual(expected, self.get_frames(outcome.failure))

    def test_a_generator_s_frames_are_there(self):
        outcome = self.attempt("\n  def count():\n    yield 1\n    raise ValueError('no')\n  return list(count())\n")
        self.assertEqual([("pipeline.ts", 7, "load"), ("pipeline.ts", 6, "count")], self.get_frames(outcome.failure))

    @unittest.skipUnless(is_since(3), "2.7 has no await")
    def test_frames_of_what_was_awaited_are_there_and_asyncio_s_are_not(self):
        body = """
          import asyncio

          async def answer():
              await asyncio.sleep(0)
              raise LookupError("nothing there")

          return await answer()
        """
        outcome = self.attempt(body)
        self.check_failure(outcome, type="LookupError", message="nothing there")
        self.assertEqual([("pipeline.ts", 10, "load"), ("pipeline.ts", 8, "answer")], self.get_frames(outcome.failure))


@unittest.skipUnless(is_since(3), "2.7 knows neither causes nor contexts")
class RelatedExceptionTest(AttemptTestCase):
    def raise_another(self, how):
        return self.attempt('\n  try:\n    int("x")\n  except ValueError as error:\n    %s\n' % how)

    def test_a_cause_is_a_failure_of_its_own(self):
        outcome = self.raise_another('raise RuntimeError("no number") from error')
        self.check_failure(outcome, type="RuntimeError", message="no number")
        cause = outcome.failure["cause"]
        message = "invalid literal for int() with base 10: 'x'"
        self.assertEqual(("ValueError", message), (cause["type"], cause["message"]))
        self.assertEqual([("pipeline.ts", 5, "load")], self.get_frames(cause))
        self.assertEqual([("pipeline.ts", 7, "load")], self.get_frames(outcome.failure))
        self.assertEqual(1, outcome.failure["traceback"].count(CAUSED))
        self.assertNotIn(CAUSED, cause["traceback"])

    def test_so_is_what_was_being_handled(self):
        outcome = self.raise_another('raise RuntimeError("no number")')
        self.assertEqual("ValueError", outcome.failure["cause"]["type"])
        self.assertEqual(1, outcome.failure["traceback"].count(DURING))

    def test_unless_python_does_not_show_it(self):
        outcome = self.raise_another('raise RuntimeError("no number") from None')
        self.check_failure(outcome, type="RuntimeError", cause=None)
        self.assertNotIn(DURING, outcome.failure["traceback"])

    def test_causes_may_go_round_in_a_circle(self):
        outcome = self.raise_another("other = RuntimeError('other'); error.__cause__ = other; raise other from error")
        self.check_failure(outcome, type="RuntimeError")
        self.check_failure(outcome, message="other")
        self.assertEqual("ValueError", outcome.failure["cause"]["type"])
        self.assertNotIn("cause", outcome.failure["cause"])

    @unittest.skipUnless(is_since(3, 11), "notes came with 3.11")
    def test_notes_are_below_the_message_and_in_the_traceback(self):
        outcome = self.attempt('\n  error = ValueError("no")\n  error.add_note("in row 7")\n  raise error\n')
        self.check_failure(outcome, message="no\nin row 7")
        self.assertTrue(outcome.failure["traceback"].endswith("ValueError: no\nin row 7\n"))

    @unittest.skipUnless(is_since(3, 11), "groups came with 3.11")
    def test_members_of_a_group_are_failures_of_their_own(self):
        body = """
          def check(row):
              raise ValueError("row %d" % row)

          errors = []
          for row in 1, 2:
              try:
                  check(row)
              except ValueError as error:
                  errors.append(error)
          raise ExceptionGroup("rows", errors)
        """
        outcome = self.attempt(body)
        self.check_failure(outcome, type="ExceptionGroup", message="rows (2 sub-exceptions)")
        members = outcome.failure["errors"]
        self.assertEqual(["row 1", "row 2"], [member["message"] for member in members])
        self.assertEqual([("pipeline.ts", 10, "load"), ("pipeline.ts", 5, "check")], self.get_frames(members[1]))
        self.assertIn("  + Exception Group Traceback (most recent call last):", outcome.failure["traceback"])
        self.assertNotIn("taskloom_harness", outcome.failure["traceback"])


if __name__ == "__main__":
    unittest.main()
