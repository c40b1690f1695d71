"""What the list of a text's imports has in it, on this Python."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

import taskloom_imports

SCRIPT = taskloom_imports.__file__.replace(".pyc", ".py")


def list_names(text):
    return [name for name, _line in taskloom_imports.list_imports(text)]


class Imports(unittest.TestCase):
    def test_are_found_with_their_lines(self):
        text = "\n      import os, a.b as c\n      from d.e import f, g\n      return 1\n    "
        self.assertEqual(taskloom_imports.list_imports(text), [("os", 2), ("a.b", 2), ("d.e.f", 3), ("d.e.g", 3)])

    def test_are_found_on_the_first_line(self):
        self.assertEqual(taskloom_imports.list_imports("import a; return 1"), [("a", 1)])

    def test_are_found_in_files_and_functions(self):
        text = "import a\n\ndef f():\n    import b\n    from . import c\n    from .d import e\n"
        self.assertEqual(taskloom_imports.list_imports(text), [("a", 1), ("b", 4)])

    def test_that_may_fail_are_left_out(self):
        tried = "\n  try:\n    import a\n  except (ImportError, KeyError):\n    import b\n"
        self.assertEqual(list_names(tried + "  if TYPE_CHECKING:\n    import c\n"), [])

    def test_for_some_pythons_and_systems_are_left_out(self):
        self.assertEqual(list_names("\n  if sys.version_info < (3,):\n    import a\n  else:\n    import b\n"), [])
        self.assertEqual(list_names("\n  with contextlib.suppress(ImportError):\n    import a\n"), [])

    def test_under_other_conditions_count(self):
        self.assertEqual(list_names("\n  if x:\n    import a\n  with y:\n    import b\n"), ["a", "b"])

    def test_that_are_only_tried_for_something_else_count(self):
        self.assertEqual(list_names("\n  try:\n    import a\n  except KeyError:\n    pass\n"), ["a"])

    def test_of_what_is_no_python_are_none(self):
        self.assertEqual(list_names("\n  import a\n  return ((\n"), [])

    @unittest.skipIf(sys.version_info < (3, 6), "there are no coroutines")
    def test_are_found_in_coroutines(self):
        self.assertEqual(list_names("\n  import a\n  await a.b()\n"), ["a"])

    def test_of_the_standard_library_are_told_from_others(self):
        names = "os, sys, json, __main__, no_such_module, taskloom_imports"
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as stream:
            json.dump(["import " + names], stream)
        try:
            output = subprocess.check_output([sys.executable, "-E", "-S", SCRIPT, stream.name])
        finally:
            os.remove(stream.name)
        [found] = json.loads(output.decode("utf-8"))
        self.assertEqual([one["module"] for one in found if one["isStandard"]], ["os", "sys", "json", "__main__"])
