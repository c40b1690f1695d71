from __future__ import unicode_literals

import unittest

from attempt_test_case import AttemptTestCase, is_since

FRAME_KEYS = ("file", "line", "function", "source")
YIELD_MESSAGE = 'The task "load" is a generator: it contains `yield`.'
YIELD_HINT = "Return a list, or move the generator into a function of its own and return `list(...)` of it."


class SyntaxTest(AttemptTestCase):
    def check_syntax(self, body, kind, line, source):
        outcome = self.attempt(body)
        self.check_failure(outcome, code="PYTHON_SYNTAX", type=kind)
        self.assertEqual((0, ""), (outcome.status, outcome.stderr))
        [frame] = outcome.failure["frames"]
        self.assertEqual((self.file, line, "load", source), tuple(frame.get(k) for k in FRAME_KEYS))
        self.assertTrue(outcome.failure["traceback"].startswith('  File "%s", line %d\n' % (self.file, line)))
        return frame

    def test_what_python_cannot_compile_is_shown_in_the_author_s_file(self):
        self.check_syntax("\n      a = 1\n      b = = 2\n", "SyntaxError", 5, "      b = = 2")

    def test_so_is_code_on_the_first_line(self):
        self.check_syntax(" b = = 2", "SyntaxError", 3, "    return python` b = = 2`;")

    def test_so_is_indentation(self):
        self.check_syntax("\n  if True:\n  return 1\n", "IndentationError", 5, "  return 1")

    def test_what_is_missing_at_the_end_is_missed_in_the_body(self):
        outcome = self.attempt("\n  return [\n    1,\n")
        self.check_failure(outcome, code="PYTHON_SYNTAX", type="SyntaxError")
        [frame] = outcome.failure["frames"]
        self.assertIn(frame["line"], (4, 5, 6))

    @unittest.skipUnless(is_since(3, 8), "before 3.8 columns were of the last token")
    def test_columns_are_those_of_the_author_s_line(self):
        frame = self.check_syntax("\n      b = '\U0001f600' + = 2\n", "SyntaxError", 4, "      b = '\U0001f600' + = 2")
        self.assertEqual(len("      b = '..' + ") + 1, frame["column"])

    def test_code_that_the_body_compiles_itself_is_an_exception_of_the_body(self):
        outcome = self.attempt("\n  return eval('1 +')\n")
        self.check_failure(outcome, code=None, type="SyntaxError")
        self.assertEqual([("pipeline.ts", 4, "load")], self.get_frames(outcome.failure))


class YieldTest(AttemptTestCase):
    def test_a_body_that_yields_is_refused_at_the_yield(self):
        outcome = self.attempt("\n      for n in 1, 2:\n        yield n\n")
        self.check_failure(outcome, code="PYTHON_YIELD", type="TaskloomError", message=YIELD_MESSAGE, hint=YIELD_HINT)
        [frame] = outcome.failure["frames"]
        self.assertEqual((5, 9), (frame["line"], frame["column"]))
        self.assertEqual(0, outcome.status)

    @unittest.skipUnless(is_since(3, 6), "came with 3.6")
    def test_so_is_one_that_awaits_as_well(self):
        outcome = self.attempt("\n  import asyncio\n  await asyncio.sleep(0)\n  yield 1\n")
        self.check_failure(outcome, code="PYTHON_YIELD", message=YIELD_MESSAGE)
        self.assertEqual([("pipeline.ts", 6, "load")], self.get_frames(outcome.failure))

    def test_functions_in_the_body_may_yield(self):
        self.check_result("[1,2]", self.attempt("\n  def inner():\n    yield 1\n    yield 2\n  return list(inner())\n"))


class ValueTest(AttemptTestCase):
    def test_a_result_that_cannot_cross_is_refused_at_the_return(self):
        outcome = self.attempt('\n    rows = [1, object()]\n    return {"rows": rows}\n')
        message = "The value at $.rows[1] cannot cross between tasks: an object."
        hint = "Pass plain values: dicts, lists, texts, numbers, dates."
        self.check_failure(outcome, code="VALUE_UNSUPPORTED", type="TaskloomError", message=message, hint=hint)
        [frame] = outcome.failure["frames"]
        self.assertEqual((5, 5, '    return {"rows": rows}'), (frame["line"], frame["column"], frame["source"]))
        expected = (
            'Traceback (most recent call last):\n  File "%s", line 5, in load\n    return {"rows": rows}\n' % self.file
        )
        self.assertTrue(outcome.failure["traceback"].startswith(expected), outcome.failure["traceback"])
        self.assertTrue(outcome.failure["traceback"].endswith("TaskloomError: %s\n" % message))

    def test_of_several_returns_none_is_blamed(self):
        outcome = self.attempt("\n  if True:\n    return object()\n  return 1\n")
        self.check_failure(outcome, code="VALUE_UNSUPPORTED")
        self.assertEqual([("pipeline.ts", 3, "load")], self.get_frames(outcome.failure))

    def test_an_argument_that_this_python_cannot_hold_is_refused(self):
        outcome = self.attempt("\n  pass\n", parameters=["rows"], args='[{"$":"set","v":[[1]]}]')
        message = 'The argument "rows": A set cannot become Python\'s: lists or objects are among its items.'
        self.check_failure(outcome, code="VALUE_UNSUPPORTED", message=message, hint="Pass a list.")

    def test_so_is_a_captured_value(self):
        outcome = self.attempt("\n  pass\n", captures='{"ROWS":{"$":"set","v":[1,true]}}')
        message = "A set cannot become Python's: some of its items are the same there, as 1 and True are."
        self.check_failure(outcome, code="VALUE_UNSUPPORTED", message=message)

    def test_a_body_can_catch_what_it_pushes_and_cannot(self):
        body = """
          import taskloom
          try:
              taskloom.xcom.push("lock", object())
          except ValueError as error:
              return str(error)
        """
        self.check_result('"The value at $ cannot cross between tasks: an object."', self.attempt(body))

    def test_a_push_that_is_refused_is_shown_where_it_stands(self):
        outcome = self.attempt('\n  import taskloom\n  taskloom.xcom.push("lock", object())\n')
        self.check_failure(outcome, code="VALUE_UNSUPPORTED")
        self.assertEqual([("pipeline.ts", 5, "load")], self.get_frames(outcome.failure))


if __name__ == "__main__":
    unittest.main()
