"""Tasks that give pickles, and tasks that take them."""

from __future__ import unicode_literals

import base64
import json
import os
import sys

from attempt_test_case import AttemptTestCase

IS_OLD = sys.version_info < (3,)
VERSION = "Python %d.%d.%d" % sys.version_info[:3]
# The folder of cloudpickle and dill.
PICKLERS = os.environ.get("TASKLOOM_TEST_PICKLERS", "")
SHAPES = """
class Square(object):
    def __init__(self, side):
        self.side = side
"""
GIVE_SQUARE = "\n  import shapes\n  return shapes.Square(3)\n"
TAKE_SIDE = "\n  return given.side\n"
HINT_WRITING = "Give what it is made of: a lock, an open file, a connection or a generator cannot leave its process."
HINT_MODULE = "Put its class or function into a module beside the pipeline, or use the serializer 'cloudpickle'. "
HINT_REQUIRING = (
    "Let this task require what the task that gave it requires; a module of your own goes beside the pipeline."
)
HINT_SAME = "Let both tasks have the same Python and the same packages, or give plain values, which JSON holds."


def pack(data, serializer="pickle"):
    """Wire text of a pickle."""
    content = [base64.b64encode(data).decode("ascii"), "shapes.Square", "a square"]
    return json.dumps({"$": serializer, "v": content}, separators=(",", ":"))


class PickleTestCase(AttemptTestCase):
    def give(self, body, serializer="pickle", **options):
        """The wire text that the body gives."""
        outcome = self.attempt(body, serializer=serializer, **options)
        self.assertEqual("R", outcome.ending[0], outcome.ending)
        return outcome.ending[1][0]

    def take(self, body, *given, **options):
        names = ["given"] + ["given%d" % index for index in range(2, 1 + len(given))]
        return self.attempt(body, args="[%s]" % ",".join(given), parameters=names, **options)

    def check_unsupported(self, outcome, message, hint):
        self.check_failure(outcome, code="VALUE_UNSUPPORTED", message=message, hint=hint)
