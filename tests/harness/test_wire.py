from __future__ import unicode_literals

import datetime
import sys
import unittest

from taskloom_harness.refusal import Refusal
from taskloom_harness.wire_decoder import decode
from taskloom_harness.wire_encoder import MAX_DEPTH, encode
from vectors import evaluate, get_expression, get_written, load, show

IS_OLD = sys.version_info < (3,)
FAMILIES = ("scalars", "texts", "times", "decimals", "bytes", "lists", "dicts")


class VectorTest(unittest.TestCase):
    """What both languages must agree on."""

    longMessage = True
    maxDiff = None

    def check(self, name, expected, actual):
        self.assertEqual("%s: %s" % (name, expected), "%s: %s" % (name, actual))

    def test_wire_text_becomes_the_value(self):
        for row in load(*FAMILIES):
            expected = evaluate(get_expression(row))
            self.check(row["name"], show(expected), show(decode(row["wire"])))

    def test_the_value_becomes_wire_text(self):
        for row in load(*FAMILIES):
            self.check(row["name"], get_written(row), encode(evaluate(get_expression(row))))

    def test_what_was_written_becomes_the_value_again(self):
        for row in load(*FAMILIES):
            value = evaluate(get_expression(row))
            self.check(row["name"], show(value), show(decode(encode(value))))


class PickleTest(unittest.TestCase):
    """What another Python has written."""

    longMessage = True

    def test_pickles_become_the_value(self):
        rows = [row for row in load("pickles") if '"pickle"' in row["wire"]]
        for row in rows:
            expected = evaluate(get_expression(row))
            self.assertEqual(show(expected), show(decode(row["wire"])), row["name"])
        self.assertTrue(rows)


class NestingTest(unittest.TestCase):
    """Values nest so deep, and no deeper."""

    longMessage = True

    def nest(self, row, depth):
        value = evaluate(row["python"]["core"])
        for _ in range(depth):
            value = evaluate(row["python"]["around"], value=value)
        return value

    def test_two_hundred_containers_cross(self):
        for row in load("nesting"):
            wire = row["open"] * MAX_DEPTH + row["core"] + row["close"] * MAX_DEPTH
            self.assertEqual(wire, encode(self.nest(row, MAX_DEPTH)), row["name"])
            self.assertEqual(wire, encode(decode(wire)), row["name"])

    def test_one_more_is_refused(self):
        for row in load("nesting"):
            with self.assertRaises(Refusal) as caught:
                encode(self.nest(row, MAX_DEPTH + 1))
            facts = ("$" + row["python"]["step"] * MAX_DEPTH, row["python"]["type"])
            message = "The value at %s cannot cross between tasks: %s." % facts
            self.assertEqual(message, caught.exception.message, row["name"])
            self.assertEqual("Flatten it: values nest at most 200 deep.", caught.exception.hint, row["name"])


class RefusalTest(unittest.TestCase):
    """Lossless or refused."""

    longMessage = True
    maxDiff = None

    def check(self, row, call, argument):
        with self.assertRaises(Refusal) as caught:
            call(argument)
        told = (caught.exception.code, caught.exception.message, caught.exception.hint)
        self.assertEqual(("VALUE_UNSUPPORTED", row["message"], row["hint"]), told, row["name"])

    def test_values_that_cannot_cross_are_refused_with_their_place(self):
        for row in load("refused-python"):
            self.check(row, encode, evaluate(row["python"]))

    def test_wire_text_that_python_cannot_hold_is_refused(self):
        for row in load("refused-wire"):
            self.check(row, decode, row["wire"])

    def check_encoding(self, value, message, hint):
        self.check({"name": message, "message": message, "hint": hint}, encode, value)

    def test_a_list_that_holds_itself(self):
        rows = [1]
        rows.append({"again": rows})
        message = "The value at $[1].again cannot cross between tasks: a list."
        self.check_encoding(rows, message, "Take the cycle out: a value cannot hold itself.")

    def test_an_object_that_fails_when_it_is_asked_for_anything(self):
        class Proxy(object):
            def __getattr__(self, name):
                raise RuntimeError(name)

        message = "The value at $ cannot cross between tasks: a test_wire.Proxy."
        self.check_encoding(Proxy(), message, "Pass plain values: dicts, lists, texts, numbers, dates.")

    def test_a_subclass_of_datetime(self):
        class Stamp(datetime.datetime):
            pass

        message = "The value at $ cannot cross between tasks: a test_wire.Stamp."
        hint = "Pass plain values: dicts, lists, texts, numbers, dates."
        self.check_encoding(Stamp(2026, 11, 24), message, hint)

    @unittest.skipUnless(IS_OLD, "later Pythons tell text from bytes")
    def test_a_str_of_2_7_that_is_not_ascii(self):
        message = "The value at $[0] cannot cross between tasks: a str."
        hint = "Decode it, or make it a bytearray: a str that is not ASCII may be text or bytes."
        self.check_encoding([b"\xe9"], message, hint)


class OneWayTest(unittest.TestCase):
    """What vectors cannot say."""

    def test_a_value_may_be_there_twice(self):
        row = [1]
        self.assertEqual("[[1],[1]]", encode([row, row]))

    def test_integers_have_any_number_of_digits(self):
        digits = "9" * 20000
        wire = '{"$":"int","v":"%s"}' % digits
        self.assertEqual(wire, encode(10**20000 - 1))
        self.assertEqual(10**20000 - 1, decode(wire))
        self.assertEqual(1 - 10**20000, decode(encode(1 - 10**20000)))

    def test_a_view_of_memory_is_bytes(self):
        self.assertEqual('{"$":"bytes","v":"YmM="}', encode(memoryview(b"abcd")[1:3]))

    @unittest.skipIf(IS_OLD, "dicts of 2.7 have no order")
    def test_dicts_keep_their_order(self):
        value = {"b": 1, "a": 2, "10": 3, "9": 4}
        self.assertEqual('{"b":1,"a":2,"10":3,"9":4}', encode(value))
        self.assertEqual(["b", "a", "10", "9"], list(decode('{"b":1,"a":2,"10":3,"9":4}')))

    @unittest.skipUnless(IS_OLD, "later Pythons tell text from bytes")
    def test_a_str_of_2_7_is_text(self):
        self.assertEqual('["a\\u0000",{"b":1}]', encode([b"a\0", {b"b": 1}]))


if __name__ == "__main__":
    unittest.main()
