"""What JSON cannot hold, given and taken."""

from __future__ import unicode_literals

import base64
import json
import unittest

from pickle_test_case import (
    GIVE_SQUARE,
    HINT_MODULE,
    HINT_WRITING,
    IS_OLD,
    SHAPES,
    TAKE_SIDE,
    VERSION,
    PickleTestCase,
    pack,
)


class PickleTest(PickleTestCase):
    def test_what_json_cannot_hold_is_pickled_as_a_whole(self):
        self.write("shapes.py", SHAPES)
        given = self.give("\n  import shapes\n  one = shapes.Square(1)\n  return {'all': [one, one], 'count': 2}\n")
        self.assertEqual("pickle", json.loads(given)["$"])
        body = "\n  one, two = given['all']\n  return [one is two, one.side, given['count']]\n"
        self.check_result("[true,1,2]", self.take(body, given))

    def test_what_json_holds_stays_json(self):
        given = self.give("\n  import datetime\n  return {'rows': [1, (2.5, datetime.date(2026, 11, 24))]}\n")
        self.assertEqual('{"rows":[1,{"$":"tuple","v":[2.5,{"$":"date","v":"2026-11-24"}]}]}', given)

    def test_it_is_read_by_every_python_from_3_6_on(self):
        data = base64.b64decode(json.loads(self.give("\n  return frozenset([1, 1j])\n"))["v"][0])
        self.assertEqual(b"\x80\x02" if IS_OLD else b"\x80\x04", data[:2])

    def test_it_tells_its_class_and_its_repr_in_short(self):
        self.write("shapes.py", SHAPES + "\nclass Bad(object):\n  def __repr__(self): raise ValueError()\n")
        content = json.loads(self.give("\n  return [1j] * 1000\n"))["v"]
        self.assertEqual(["list", "[1j, 1j, 1j, 1j, 1j, 1j, ...]"], content[1:])
        content = json.loads(self.give("\n  import shapes\n  return shapes.Bad()\n"))["v"]
        self.assertEqual("shapes.Bad", content[1])
        self.assertTrue(content[2].startswith("<"), content[2])

    def test_what_2_7_has_written_is_read(self):
        data = b"\x80\x02cshapes\nSquare\nq\x01)\x81q\x02}q\x03U\x04sideq\x04K\x03sb."
        self.write("shapes.py", SHAPES)
        self.check_result("3", self.take(TAKE_SIDE, pack(data)))

    def test_json_does_not_pickle(self):
        self.write("shapes.py", SHAPES)
        outcome = self.attempt(GIVE_SQUARE)
        message = "The value at $ cannot cross between tasks: a shapes.Square."
        self.check_failure(outcome, code="VALUE_UNSUPPORTED", message=message)

    def test_what_holds_itself_and_what_is_nested_deep_crosses(self):
        given = self.give("\n  rows = []\n  rows.append(rows)\n  return rows\n")
        self.check_result("true", self.take("\n  return given[0] is given\n", given))

    def test_a_poke_result_says_that_it_is_done(self):
        body = "\n  import taskloom\n  return taskloom.PokeResult(1, 1j)\n"
        self.assertEqual({"done": True, "value": json.loads(self.give("\n  return 1j\n"))}, json.loads(self.give(body)))

    def test_values_stand_in_lists_of_values(self):
        given = self.give("\n  return 1j\n")
        self.check_result("[true,2]", self.take("\n  return [given[0] == 1j, given[1]]\n", "[%s,2]" % given))

    def test_a_task_without_pickles_does_not_import_pickle(self):
        body = (
            "\n  import sys\n  return [name for name in ('pickle', 'cPickle', 'pickletools') if name in sys.modules]\n"
        )
        self.check_result("[]", self.attempt(body, serializer="pickle"))

    def test_functions_of_files_give_and_take(self):
        self.write("steps.py", SHAPES + "\ndef make(): return Square(4)\n\ndef measure(square): return square.side\n")
        given = self.attempt_file("steps.py", "make", serializer="pickle").ending[1][0]
        self.check_result("4", self.attempt_file("steps.py", "measure", args="[%s]" % given))


class XComTest(PickleTestCase):
    def test_it_is_pushed_and_pulled(self):
        outcome = self.attempt("\n  import taskloom\n  taskloom.xcom.push('root', 1j)\n", serializer="pickle")
        [[key, pushed]] = outcome.get("X")
        self.assertEqual("root", key)
        body = "\n  import taskloom\n  return taskloom.xcom.pull('load', 'root') == 1j\n"
        self.check_result("true", self.attempt(body, answers={("load", "root", ""): pushed}))

    def test_a_push_that_fails_names_it(self):
        outcome = self.attempt(
            "\n  import taskloom\n  taskloom.xcom.push('sys', __import__('sys'))\n", serializer="pickle"
        )
        self.check_failure(outcome, code="VALUE_UNSUPPORTED", hint=HINT_MODULE + HINT_WRITING)
        message = outcome.failure["message"]
        self.assertTrue(message.startswith('The XCom "sys", a module, cannot be pickled by pickle: '), message)

    def test_a_pull_that_fails_names_it(self):
        answers = {("load", "root", ""): pack(b"cshapes\nSquare\n.")}
        outcome = self.attempt("\n  import taskloom\n  return taskloom.xcom.pull('load', 'root')\n", answers=answers)
        message = outcome.failure["message"]
        start = 'The XCom "root" of "load": what pickle has written cannot be read by %s: ' % VERSION
        self.assertTrue(message.startswith(start), message)


if __name__ == "__main__":
    unittest.main()
