from __future__ import unicode_literals

import unittest

from attempt_test_case import AttemptTestCase, is_since


class FileTest(AttemptTestCase):
    def test_a_function_of_a_file_is_called_with_the_arguments(self):
        self.write("train.py", "def train(a, b=2):\n    return [a, b]\n")
        self.check_result("[1,2]", self.attempt_file("train.py", "train", args="[1]"))

    def test_the_file_is_a_module_that_others_can_import(self):
        self.write("train.py", "import model\nNAMES = [__name__]\n\ndef train():\n    return model.get_names()\n")
        self.write("model.py", "def get_names():\n    import train\n    return train.NAMES + ['again']\n")
        self.check_result('["train","again"]', self.attempt_file("train.py", "train"))

    def test_its_name_need_not_be_one_of_python(self):
        self.write("2-train.v1.py", "def train():\n    return __name__\n")
        self.check_result('"2-train.v1"', self.attempt_file("2-train.v1.py", "train"))

    def test_the_standard_library_keeps_its_names(self):
        text = "import json, logging\n\ndef train():\n    logging.info('on')\n    return json.dumps([1])\n"
        for name in ("json.py", "sys.py", "logging.py"):
            self.write(name, text)
            outcome = self.attempt_file(name, "train")
            self.check_result('"[1]"', outcome)
            self.assertEqual([["info", "on", self.folder + "/" + name, "4"]], outcome.get("L"))

    def test_so_does_taskloom(self):
        self.write("taskloom.py", "import taskloom\n\ndef train():\n    return taskloom.params\n")
        self.check_result('{"region":"eu"}', self.attempt_file("taskloom.py", "train"))

    def test_so_does_the_main_program(self):
        self.write("__main__.py", "def train():\n    return 1\n")
        self.check_result("1", self.attempt_file("__main__.py", "train"))

    def test_any_callable_will_do(self):
        self.write("train.py", "import functools\n\ntrain = functools.partial(max, 3)\n")
        self.check_result("5", self.attempt_file("train.py", "train", args="[5]"))

    def test_the_file_says_how_it_is_encoded(self):
        self.write("train.py", "# coding: latin-1\ndef train():\n    return u'\u00e9'\n", encoding="latin-1")
        self.check_result('"\\u00e9"', self.attempt_file("train.py", "train"))

    def test_arguments_of_the_command_line_are_a_global_name(self):
        self.write("train.py", "def train():\n    return virtualenv_string_args\n")
        self.check_result("[]", self.attempt_file("train.py", "train"))

    @unittest.skipUnless(is_since(3), "2.7 has no await")
    def test_a_coroutine_is_awaited(self):
        self.write("train.py", "import asyncio\n\nasync def train():\n    await asyncio.sleep(0)\n    return 1\n")
        self.check_result("1", self.attempt_file("train.py", "train"))


class FileFailureTest(AttemptTestCase):
    def test_a_file_that_is_not_there(self):
        outcome = self.attempt_file("train.py", "train")
        self.check_failure(
            outcome,
            code="PYTHON_FILE_MISSING",
            type="TaskloomError",
            message="There is no file %s/train.py." % self.folder,
            hint="Correct the path that `python.file` is given: it is relative to the file of the pipeline.",
        )

    def test_a_function_that_is_not_there(self):
        self.write("train.py", "import os.path as other\nN = 1\ndef tune(): pass\ndef _own(): pass\ndef fit(): pass\n")
        for name in ("train", "N"):
            self.check_failure(
                self.attempt_file("train.py", name),
                code="PYTHON_FUNCTION_MISSING",
                message='There is no function "%s" in %s/train.py.' % (name, self.folder),
                hint="Name one of those that it has: tune, fit.",
            )

    def test_no_function_that_is_there(self):
        self.write("train.py", "")
        outcome = self.attempt_file("train.py", "train")
        self.check_failure(outcome, code="PYTHON_FUNCTION_MISSING", hint="Define the function; the file has none.")

    def test_a_generator(self):
        self.write("train.py", "\ndef train():\n    yield 1\n")
        outcome = self.attempt_file("train.py", "train")
        self.check_failure(outcome, code="PYTHON_YIELD")
        self.assertEqual([("train.py", 2, "train")], self.get_frames(outcome.failure))

    def test_a_file_that_python_cannot_compile(self):
        self.write("train.py", "a = 1\nb = = 2\n")
        outcome = self.attempt_file("train.py", "train")
        self.check_failure(outcome, code="PYTHON_SYNTAX", type="SyntaxError")
        self.assertEqual([("train.py", 2, "<module>")], self.get_frames(outcome.failure))
        self.assertEqual("b = = 2", outcome.failure["frames"][0]["source"])

    def test_a_module_of_it_that_python_cannot_compile(self):
        self.write("train.py", "\nimport model\n")
        self.write("model.py", "b = = 2\n")
        outcome = self.attempt_file("train.py", "train")
        self.check_failure(outcome, code=None, type="SyntaxError")
        self.assertEqual([("train.py", 2, "<module>")], self.get_frames(outcome.failure))

    def test_an_error_while_it_is_imported(self):
        for name in ("train.py", "2-train.py"):
            self.write(name, "def fail():\n    raise ValueError('no')\n\nfail()\n")
            outcome = self.attempt_file(name, "train")
            self.check_failure(outcome, code=None, type="ValueError", message="no")
            self.assertEqual([(name, 4, "<module>"), (name, 2, "fail")], self.get_frames(outcome.failure))

    def test_an_error_while_it_runs(self):
        self.write("train.py", "def train(day):\n    return rows[day]\n")
        outcome = self.attempt_file("train.py", "train", args="[1]")
        self.check_failure(outcome, type="NameError")
        self.assertEqual([("train.py", 2, "train")], self.get_frames(outcome.failure))

    def test_a_result_that_cannot_cross(self):
        self.write("train.py", "\ndef train():\n    return object()\n")
        outcome = self.attempt_file("train.py", "train")
        self.check_failure(outcome, code="VALUE_UNSUPPORTED")
        self.assertEqual([("train.py", 2, "train")], self.get_frames(outcome.failure))


if __name__ == "__main__":
    unittest.main()
