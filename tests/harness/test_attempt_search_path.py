from __future__ import unicode_literals

import os
import unittest

from attempt_process import HARNESS
from attempt_test_case import AttemptTestCase, is_since

SHADOW = "raise RuntimeError('shadowed')\n"
# None of them is imported before the body is.
LIBRARY = ("json", "csv", "decimal")
IMPORT_LIBRARY = "\n  import %s\n  return 1\n" % ", ".join(LIBRARY)


class SearchPathTest(AttemptTestCase):
    def test_modules_beside_the_file_can_be_imported(self):
        self.write("helpers.py", "VALUE = 1\n")
        self.write("tools/__init__.py", "VALUE = 2\n")
        self.check_result("[1,2]", self.attempt("\n  import helpers, tools\n  return [helpers.VALUE, tools.VALUE]\n"))

    def test_they_do_not_hide_the_standard_library(self):
        for name in LIBRARY:
            self.write(name + ".py", SHADOW)
        self.check_result("1", self.attempt(IMPORT_LIBRARY))

    def test_they_come_before_what_is_installed(self):
        paths = self.get_paths()
        place = paths.index(self.folder)
        installed = [path for path in paths if os.path.basename(path) in ("site-packages", "dist-packages")]
        self.assertLess(paths.index(os.path.dirname(os.__file__)), place)
        self.assertEqual(installed, [path for path in installed if paths.index(path) > place])
        self.assertNotEqual([], installed)

    def test_the_working_directory_hides_nothing_and_is_not_searched(self):
        for name in LIBRARY + ("helpers",):
            self.write("work/%s.py" % name, SHADOW)
        self.write("helpers.py", "")
        cwd = os.path.join(self.folder, "work")
        self.check_result("1", self.attempt("\n  import helpers\n" + IMPORT_LIBRARY, cwd=cwd))

    def test_the_harness_s_own_modules_are_not_there(self):
        names = "channel", "wire_decoder", "body"
        body = "\n  import pkgutil\n  return [m[1] for m in pkgutil.iter_modules() if m[1] in %r]\n" % (names,)
        self.check_result("[]", self.attempt(body.replace("u'", "'")))
        folder = os.path.dirname(HARNESS)
        self.assertEqual([], [path for path in self.get_paths() if path in (folder, os.path.dirname(folder))])

    def test_what_the_user_puts_first_stays_there(self):
        self.write("first/helpers.py", "VALUE = 'first'\n")
        self.write("helpers.py", "VALUE = 'beside'\n")
        env = {"PYTHONPATH": os.path.join(self.folder, "first")}
        self.check_result('"first"', self.attempt("\n  import helpers\n  return helpers.VALUE\n", env=env))

    @unittest.skipUnless(is_since(3, 11), "came with 3.11")
    def test_a_safe_path_is_as_good(self):
        env = {"PYTHONSAFEPATH": "1"}
        self.assertEqual(self.get_paths(), self.get_paths(env=env))
        self.write("helpers.py", "VALUE = 1\n")
        self.check_result("1", self.attempt("\n  import helpers\n  return helpers.VALUE\n", env=env))

    def test_a_function_of_a_file_finds_what_is_beside_it(self):
        self.write("models/helpers.py", "VALUE = 1\n")
        self.write("models/train.py", "import helpers\n\ndef train():\n    return helpers.VALUE\n")
        self.check_result("1", self.attempt_file("models/train.py", "train"))

    def get_paths(self, **options):
        outcome = self.attempt("\n  import sys\n  print('\\n'.join(sys.path))\n", **options)
        return outcome.stdout.splitlines()


class FolderNameTest(AttemptTestCase):
    """Names of files are bytes, whatever the locale says."""

    def setUp(self):
        super(FolderNameTest, self).setUp()
        self.folder = os.path.join(self.folder, "donn\u00e9es")
        self.file = os.path.join(self.folder, "pipeline.ts")

    def check_all(self, **options):
        self.write("helpers.py", "def fail():\n    raise ValueError('no')\n")
        outcome = self.attempt("\n  import helpers, logging\n  logging.info('on')\n  helpers.fail()\n", **options)
        self.assertEqual([("pipeline.ts", 6, "load"), ("helpers.py", 2, "fail")], self.get_frames(outcome.failure))
        sources = [frame["source"] for frame in outcome.failure["frames"]]
        self.assertEqual(["  helpers.fail()", "    raise ValueError('no')"], sources)
        self.assertEqual([["info", "on", self.file, "5"]], outcome.get("L"))

    def test_a_folder_may_have_a_name_in_any_alphabet(self):
        self.check_all(env={"LC_ALL": "C.UTF-8"})

    def test_so_it_may_in_a_locale_that_has_no_such_letters(self):
        self.check_all(env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})


if __name__ == "__main__":
    unittest.main()
