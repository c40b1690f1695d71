"""What cannot be pickled, and pickles that cannot be read."""

from __future__ import unicode_literals

import unittest

from pickle_test_case import (
    GIVE_SQUARE,
    HINT_MODULE,
    HINT_REQUIRING,
    HINT_SAME,
    HINT_WRITING,
    IS_OLD,
    SHAPES,
    VERSION,
    PickleTestCase,
    pack,
)

# Of a module that may be installed or not.
ABSENT = "raise ImportError('it is not there')\n"


class WritingRefusalTest(PickleTestCase):
    def check_refused(self, body, start, hint=HINT_MODULE + HINT_WRITING):
        outcome = self.attempt(body, serializer="pickle")
        self.check_failure(outcome, code="VALUE_UNSUPPORTED", hint=hint)
        message = outcome.failure["message"]
        self.assertTrue(message.startswith(start), message)
        return outcome

    def test_a_class_of_the_body(self):
        outcome = self.check_refused(
            "\n  class Inner(object): pass\n  return Inner()\n", "The result, an Inner, cannot be pickled by pickle: "
        )
        self.assertIn("Inner", outcome.failure["message"].partition("pickle: ")[2])
        self.assertEqual([("pipeline.ts", 5, "load")], self.get_frames(outcome.failure))

    def test_a_class_of_the_task_s_own_main_module(self):
        body = "\n  global Outer\n  class Outer(object): pass\n  Outer.__qualname__ = 'Outer'\n  return [Outer()]\n"
        message = "The result, a list, cannot be pickled by pickle: Outer is defined in the task itself."
        self.check_unsupported(self.attempt(body, serializer="pickle"), message, HINT_MODULE + HINT_WRITING)

    def test_a_text_that_names_the_main_module_is_none(self):
        given = self.give("\n  return ['__main__', 1j]\n")
        self.check_result("true", self.take("\n  return given == ['__main__', 1j]\n", given))

    def test_what_fails_while_it_is_pickled(self):
        self.write("shapes.py", SHAPES + "    def __reduce__(self): raise RuntimeError('no way')\n")
        message = "The result, a shapes.Square, cannot be pickled by pickle: RuntimeError: no way."
        self.check_refused(GIVE_SQUARE, message)

    def test_a_serializer_that_is_not_there(self):
        self.write("dill.py", ABSENT)
        outcome = self.attempt("\n  return 1j\n", serializer="dill")
        message = "The result, a complex, cannot be pickled by dill: ImportError: it is not there."
        hint = "Add 'dill' to the requirements of this task, or install it for its interpreter."
        self.check_unsupported(outcome, message, hint)


class ReadingRefusalTest(PickleTestCase):
    def check_refused(self, given, reason, hint):
        message = 'The argument "given": what pickle has written cannot be read by %s: %s' % (VERSION, reason)
        self.check_unsupported(self.take("\n  return 1\n", given), message, hint)

    def test_a_module_that_is_missing(self):
        reason = "ImportError: No module named shapes, needed for shapes.Square."
        if not IS_OLD:
            reason = "ModuleNotFoundError: No module named 'shapes', needed for shapes.Square."
        self.check_refused(pack(b"\x80\x02cshapes\nSquare\n)\x81."), reason, HINT_REQUIRING)

    @unittest.skipIf(IS_OLD, "2.7 has no protocol 4")
    def test_so_is_one_of_a_newer_protocol(self):
        text = b"\x8c\x06shapes\x94\x8c\x06Square\x94\x93\x94)\x81\x94."
        reason = "ModuleNotFoundError: No module named 'shapes', needed for shapes.Square."
        self.check_refused(pack(b"\x80\x04" + text), reason, HINT_REQUIRING)

    def test_a_class_that_is_missing(self):
        self.write("shapes.py", "")
        outcome = self.take("\n  return 1\n", pack(b"cshapes\nSquare\n."))
        self.check_failure(outcome, code="VALUE_UNSUPPORTED", hint=HINT_SAME)
        self.assertIn("Square", outcome.failure["message"])

    def test_a_protocol_of_the_future(self):
        self.check_refused(pack(b"\x80\x09N."), "ValueError: unsupported pickle protocol: 9.", HINT_SAME)

    def test_what_is_damaged(self):
        outcome = self.take("\n  return 1\n", pack(b"\x80\x02]q\x00("))
        self.check_failure(outcome, code="VALUE_UNSUPPORTED", hint=HINT_SAME)

    def test_what_fails_while_it_is_loaded(self):
        self.write("shapes.py", SHAPES + "    def __setstate__(self, state): raise RuntimeError('no way')\n")
        given = self.give(GIVE_SQUARE)
        self.check_refused(given, "RuntimeError: no way.", HINT_SAME)

    def test_the_argument_is_named(self):
        for parameters, name in ((["one", "two"], "two"), (["one", "*rest"], "rest"), (["*all"], "all")):
            outcome = self.attempt("\n  return 1\n", args="[1,%s]" % pack(b"\x80\x09N."), parameters=parameters)
            self.assertIn('The argument "%s": ' % name, outcome.failure["message"])

    def test_so_is_that_of_a_function_of_a_file(self):
        self.write("steps.py", "def run(one, two): return 1\n")
        outcome = self.attempt_file("steps.py", "run", args="[1,%s]" % pack(b"\x80\x09N."))
        self.assertIn('The argument "two": ', outcome.failure["message"])

    def test_a_serializer_that_is_not_there(self):
        self.write("cloudpickle.py", ABSENT)
        outcome = self.take("\n  return 1\n", pack(b"N.", "cloudpickle"))
        message = 'The argument "given": what cloudpickle has written cannot be read by %s: ' % VERSION
        message += "ImportError: it is not there."
        hint = "Add 'cloudpickle' to the requirements of this task, or install it for its interpreter."
        self.check_unsupported(outcome, message, hint)


if __name__ == "__main__":
    unittest.main()
