from __future__ import unicode_literals

import sys
import unittest

from taskloom_harness.body import Body
from taskloom_harness.start import Start
from taskloom_harness.syntax_tree import find_nodes

IS_OLD = sys.version_info < (3,)
FILE = "/project/pipeline.ts"
COROUTINE = 0x80


def make_body(text, first_line=3, parameters=()):
    place = ["1", "body", FILE, "load", str(first_line), text, "\n".join(parameters)]
    fields = place + ["", "", "{}", "/project", "", "", "json"]
    return Body(Start([field.encode("utf-8") for field in fields]))


def define(text, **options):
    names = {}
    eval(make_body(text, **options).compile(), names)
    return names["load"]


def find_failing_line(function):
    try:
        function()
    except ZeroDivisionError:
        trace = sys.exc_info()[2]
    while trace.tb_next:
        trace = trace.tb_next
    return trace.tb_lineno


class DefiningTest(unittest.TestCase):
    def test_statements_stand_under_a_def_however_they_are_indented(self):
        for indent in (" ", "    ", "\t", "          "):
            text = "\n{0}total = 1\n{0}if total:\n{0}  total += 1\n{0}return total\n".format(indent)
            self.assertEqual(2, define(text)())

    def test_code_may_begin_on_the_first_line(self):
        self.assertEqual(3, define("      return [1, 2, 3][2]")())
        self.assertEqual(6, define("    total = 5\n    return total + 1\n")())
        self.assertEqual(1, define("    if True:\n        return 1\n    ")())

    def test_code_may_begin_on_the_first_line_of_the_file(self):
        self.assertEqual(3, define("   return 3", first_line=1)())

    def test_a_comment_may_be_on_the_first_line(self):
        self.assertEqual(1, define("  # why\n  return 1\n")())

    def test_a_body_without_statements_returns_nothing(self):
        for text in ("", "   ", "\n\n", "# nothing yet", "\n  # nothing yet\n", "  # one\n\n  # two\n"):
            self.assertIsNone(define(text)(), repr(text))

    def test_lines_may_end_as_on_any_system(self):
        for end in ("\n", "\r\n", "\r"):
            self.assertEqual("a\nb", define(end.join(["", "  return '''a", "b'''", ""]))())

    def test_strings_keep_what_is_at_the_start_of_their_lines(self):
        self.assertEqual("a\n  b\nc", define('\n    return """a\n  b\nc"""\n')())

    def test_parameters_are_the_function_s(self):
        self.assertEqual((1, (2, 3)), define("\n  return (a, rest)\n", parameters=["a", "*rest"])(1, 2, 3))

    def test_a_docstring_is_one(self):
        self.assertEqual("What it is for.", define('\n  """What it is for."""\n').__doc__)

    def test_text_is_unicode(self):
        self.assertEqual(["\u00e9\U0001f600"], define('\n  return [u"\u00e9\U0001f600"]\n')())

    def test_names_of_the_body_are_its_own(self):
        names = {}
        eval(make_body("\n  import os\n  class A(object): pass\n  def f(): pass\n").compile(), names)
        self.assertEqual({"__builtins__", "load"}, set(names))


class LineTest(unittest.TestCase):
    def test_lines_are_the_file_s(self):
        cases = [
            ("\n  a = 1\n\n  1 // 0\n", 3, 6),
            ("\n  1 // 0\n  a = 1\n", 3, 4),
            ("  1 // 0\n  b = 2\n", 3, 3),
            ("  a = 1\n  1 // 0\n", 2, 3),
            ("  1 // 0\n  b = 2\n", 1, 1),
            ("  a = 1\n  1 // 0\n", 1, 2),
            ("\n  1 // 0\n", 1, 2),
            ("# why\n  1 // 0\n", 700, 701),
        ]
        for text, first_line, expected in cases:
            line = find_failing_line(define(text, first_line=first_line))
            self.assertEqual(expected, line, repr((text, first_line)))

    def test_the_file_s_name_is_that_of_the_code(self):
        self.assertEqual(FILE, define("\n  pass\n").__code__.co_filename)

    def test_the_text_is_known_line_by_line(self):
        body = make_body("\n  a = 1\n  b = 2", first_line=7)
        self.assertEqual(9, body.last_line)
        self.assertEqual([None, None, "  a = 1", "  b = 2", None], [body.get_line(line) for line in range(6, 11)])

    def test_so_is_a_first_line_with_code(self):
        body = make_body("  a = 1", first_line=7)
        self.assertEqual([None, "  a = 1", None], [body.get_line(line) for line in (6, 7, 8)])

    def test_nodes_of_the_tree_have_the_file_s_lines(self):
        for text, first_line, line in [("\n  return 1\n", 5, 6), ("  return 1", 5, 5), ("  return 1", 1, 1)]:
            [found] = find_nodes(make_body(text, first_line=first_line).parse(), ("Return",))
            self.assertEqual(line, found.lineno, repr(text))

    def test_nodes_of_inner_functions_are_not_the_body_s(self):
        text = "\n  def inner():\n    yield 1\n  return [(yield 2)]\n"
        self.assertEqual([5], [node.lineno for node in find_nodes(make_body(text, first_line=2).parse(), ("Yield",))])


class AwaitTest(unittest.TestCase):
    def is_coroutine(self, text):
        return bool(define(text).__code__.co_flags & COROUTINE)

    @unittest.skipIf(IS_OLD, "2.7 has no await")
    def test_what_awaits_is_a_coroutine(self):
        for text in (
            "\n  await f()\n",
            "  return await f()",
            "\n  async with f() as g:\n    pass\n",
            "\n  async for g in f():\n    pass\n",
            "\n  return [g async for g in f()]\n",
        ):
            self.assertTrue(self.is_coroutine(text), repr(text))

    def test_what_only_mentions_it_is_not(self):
        for text in ("\n  return 'await'\n", "\n  # await\n  pass\n", "  is_async = 1"):
            self.assertFalse(self.is_coroutine(text), repr(text))

    @unittest.skipIf(IS_OLD, "2.7 has no await")
    def test_what_awaits_in_a_function_of_its_own_is_not(self):
        self.assertFalse(self.is_coroutine("\n  async def inner():\n    await f()\n  return inner\n"))

    @unittest.skipIf(IS_OLD, "2.7 has no await")
    def test_a_warning_of_the_compiler_is_told_once(self):
        import warnings

        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            define("\n  if 'await' is 1: pass\n")
        self.assertLessEqual(len(told), 1)


class SyntaxTest(unittest.TestCase):
    def get_error(self, text, **options):
        with self.assertRaises(SyntaxError) as caught:
            make_body(text, **options).compile()
        return caught.exception

    def test_the_line_is_the_file_s(self):
        cases = [
            ("\n  a = 1\n  b = = 2\n", 3, 5),
            ("  b = = 2", 3, 3),
            ("  b = = 2", 2, 2),
            ("  b = = 2", 1, 1),
            ("  a = 1\n  b = = 2", 1, 2),
        ]
        for text, first_line, expected in cases:
            error = self.get_error(text, first_line=first_line)
            self.assertEqual((FILE, expected), (error.filename, error.lineno), repr((text, first_line)))

    def test_lines_that_go_further_in(self):
        error = self.get_error("\n  a = 1\n    b = 2\n")
        self.assertEqual(("IndentationError", 5), (type(error).__name__, error.lineno))

    def test_lines_that_go_back_to_no_level(self):
        error = self.get_error("\n    if 1:\n        a = 1\n      b = 2\n")
        self.assertEqual(("IndentationError", 6), (type(error).__name__, error.lineno))

    def test_lines_that_go_back_before_the_first(self):
        error = self.get_error("\n    a = 1\n  b = 2\n")
        self.assertEqual(("IndentationError", 5), (type(error).__name__, error.lineno))

    def test_lines_that_go_back_out_of_the_function(self):
        error = self.get_error("\n    a = 1\nb = 2\n")
        self.assertEqual("unindent does not match any outer indentation level", error.msg)
        self.assertEqual((FILE, 5), (error.filename, error.lineno))

    @unittest.skipIf(IS_OLD, "2.7 has no await")
    def test_an_error_beside_an_await(self):
        self.assertEqual(5, self.get_error("\n  await f()\n  b = = 2\n").lineno)


if __name__ == "__main__":
    unittest.main()
