"""cloudpickle and dill themselves."""

from __future__ import unicode_literals

import base64
import json
import sys
import unittest

from pickle_test_case import (
    GIVE_SQUARE,
    HINT_WRITING,
    IS_OLD,
    PICKLERS,
    SHAPES,
    TAKE_SIDE,
    VERSION,
    PickleTestCase,
    pack,
)

HINT_CODE = "Let both tasks have the same Python, or put the class or function into a module beside the pipeline."


@unittest.skipUnless(PICKLERS, "cloudpickle and dill are not there")
class ByValueTest(PickleTestCase):
    """cloudpickle and dill take classes and functions of the task itself along."""

    def check_both(self, give, take, expected, **options):
        for serializer in ("cloudpickle", "dill"):
            env = {"PYTHONPATH": PICKLERS}
            given = self.give(give, serializer, env=env, **options)
            self.assertEqual(serializer, json.loads(given)["$"])
            self.check_result(expected, self.take(take, given, env=env))

    def test_a_class_of_the_body(self):
        give = """
          import math

          class Circle(object):
              def __init__(self, radius):
                  self.radius = radius

              def measure(self):
                  return [math.floor(self.radius), FACTOR * self.radius]

          return [Circle(1.5), Circle]
        """
        take = "\n  one, kind = given\n  return [one.measure(), isinstance(one, kind), kind(2).radius]\n"
        floor = "1.0" if IS_OLD else "1"
        self.check_both(give, take, "[[%s,4.5],true,2]" % floor, captures='{"FACTOR":3}')

    def test_a_function_of_the_body(self):
        give = "\n  by = 2\n  def scale(n): return n * by * FACTOR\n  return scale\n"
        self.check_both(give, "\n  return given(5)\n", "30", captures='{"FACTOR":3}')

    def test_a_class_of_the_main_module(self):
        give = """
          global Outer

          class Outer(object):
              side = FACTOR

              def get(self):
                  return FACTOR

          return Outer()
        """
        self.check_both(give, "\n  return [given.side, given.get()]\n", "[3,3]", captures='{"FACTOR":3}')

    def test_code_of_another_python_is_refused(self):
        for serializer in ("cloudpickle", "dill"):
            env = {"PYTHONPATH": PICKLERS}
            given = self.give("\n  return [len, lambda: 1]\n", serializer, env=env)
            data = base64.b64decode(json.loads(given)["v"][0])
            start, _stamp, number = data.rpartition(b"Vcode of ")
            self.assertTrue(start and number.endswith(b"%d\n." % sys.version_info[1]), number)
            other = pack(start + b"Vcode of CPython 1.5\n.", serializer)
            problem = 'The argument "given": what %s has written cannot be read by %s: ' % (serializer, VERSION)
            message = problem + "it holds code of CPython 1.5."
            self.check_unsupported(self.take("\n  return 1\n", other, env=env), message, HINT_CODE)

    def test_what_has_no_code_in_it_goes_to_any_python(self):
        for serializer in ("cloudpickle", "dill"):
            given = self.give("\n  return [len, 1j]\n", serializer, env={"PYTHONPATH": PICKLERS})
            self.assertNotIn(b"code of", base64.b64decode(json.loads(given)["v"][0]))

    def test_a_class_of_a_module_beside_the_pipeline(self):
        self.write("shapes.py", SHAPES)
        self.check_both(GIVE_SQUARE, TAKE_SIDE, "3")

    def test_what_cannot_leave_its_process_is_refused(self):
        for serializer in ("cloudpickle", "dill"):
            body = "\n  return [n for n in (1, 2)], (n for n in (1, 2))\n"
            outcome = self.attempt(body, serializer=serializer, env={"PYTHONPATH": PICKLERS})
            self.check_failure(outcome, code="VALUE_UNSUPPORTED", hint=HINT_WRITING)
            message = outcome.failure["message"]
            self.assertTrue(message.startswith("The result, a tuple, cannot be pickled by %s: " % serializer), message)


if __name__ == "__main__":
    unittest.main()
