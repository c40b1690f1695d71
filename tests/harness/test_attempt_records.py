from __future__ import unicode_literals

import unittest

from attempt_test_case import AttemptTestCase, is_since


class LogTest(AttemptTestCase):
    def test_records_have_their_level_and_the_author_s_line(self):
        body = """
          import logging
          log = logging.getLogger("sales")
          log.info("read %d rows", 3)
          log.warning("few")
          log.error("none")
          logging.critical("all gone")
        """
        outcome = self.attempt(body)
        expected = [("info", "read 3 rows", 6), ("warn", "few", 7), ("error", "none", 8), ("error", "all gone", 9)]
        self.assertEqual([[level, text, self.file, str(line)] for level, text, line in expected], outcome.get("L"))
        self.assertEqual(("", ""), (outcome.stdout, outcome.stderr))

    def test_taskloom_s_own_logger_tells_more(self):
        body = "\n  import taskloom, logging\n  taskloom.log.debug('rows: %s', [1])\n  logging.debug('no')\n"
        self.assertEqual([["debug", "rows: [1]", self.file, "5"]], self.attempt(body).get("L"))

    def test_records_of_modules_have_the_module_s_line(self):
        self.write("helpers.py", "import logging\n\ndef check():\n    logging.getLogger(__name__).info('checked')\n")
        outcome = self.attempt("\n  import helpers\n  helpers.check()\n")
        self.assertEqual([["info", "checked", self.folder + "/helpers.py", "4"]], outcome.get("L"))

    def test_they_come_before_the_result(self):
        outcome = self.attempt("\n  import logging\n  logging.info('on')\n  return 1\n")
        self.assertEqual(["L", "R"], [kind for kind, _fields in outcome.messages])

    def test_an_exception_is_told_with_its_traceback(self):
        body = "\n  import logging\n  try:\n    1 // 0\n  except Exception:\n    logging.exception('failed')\n"
        [[level, text, _file, line]] = self.attempt(body).get("L")
        self.assertEqual(("error", "8"), (level, line))
        self.assertTrue(text.startswith("failed\nTraceback (most recent call last):\n"), text)
        self.assertIn('  File "%s", line 6, in load\n' % self.file, text)

    def test_messages_may_be_in_any_alphabet(self):
        outcome = self.attempt('\n  import logging\n  logging.info(u"\u00e9\U0001f600")\n')
        self.assertEqual([["info", "\u00e9\U0001f600", self.file, "5"]], outcome.get("L"))

    def test_a_record_that_cannot_be_formatted_does_not_fail_the_task(self):
        outcome = self.attempt("\n  import logging\n  logging.info('%d', 'x')\n  return 1\n")
        self.check_result("1", outcome)
        self.assertIn("pipeline.ts", outcome.stderr)

    def test_looking_whether_logging_is_there_changes_nothing(self):
        look = "import importlib.util as util; util.find_spec" if is_since(3) else "import pkgutil; pkgutil.find_loader"
        outcome = self.attempt("\n  %s('logging')\n  import logging\n  logging.info('on')\n" % look)
        self.assertEqual([["info", "on", self.file, "6"]], outcome.get("L"))

    @unittest.skipUnless(is_since(3), "modules of 2.7 do not know")
    def test_logging_is_loaded_as_it_is_elsewhere(self):
        body = "\n  import logging\n  return [type(logging.__loader__).__name__, logging.__spec__.name]\n"
        self.check_result('["SourceFileLoader","logging"]', self.attempt(body))

    def test_threads_may_log(self):
        body = """
          import logging, threading
          threads = [threading.Thread(target=logging.info, args=("x" * 1000,)) for _ in range(20)]
          for thread in threads: thread.start()
          for thread in threads: thread.join()
        """
        texts = [fields[1] for fields in self.attempt(body).get("L")]
        self.assertEqual(20 * ["x" * 1000], texts)


class WarningTest(AttemptTestCase):
    def test_warnings_have_the_author_s_line(self):
        outcome = self.attempt('\n  import warnings\n  warnings.warn("old ways")\n')
        expected = '%s:5: UserWarning: old ways\n  warnings.warn("old ways")\n' % self.file
        self.assertEqual(expected, outcome.stderr)

    @unittest.skipUnless(is_since(3, 7), "came with 3.7")
    def test_what_is_deprecated_is_told_to_the_body(self):
        text = "import warnings\n\ndef old():\n    warnings.warn('old', DeprecationWarning, stacklevel=2)\n"
        self.write("helpers.py", text)
        outcome = self.attempt("\n  import helpers\n  helpers.old()\n")
        self.assertEqual("%s:5: DeprecationWarning: old\n  helpers.old()\n" % self.file, outcome.stderr)

    @unittest.skipUnless(is_since(3, 8), "came with 3.8")
    def test_the_compiler_s_have_the_author_s_line_and_come_once(self):
        outcome = self.attempt("\n  return 1 is 1\n")
        self.assertEqual(1, outcome.stderr.count("SyntaxWarning"), outcome.stderr)
        self.assertTrue(outcome.stderr.startswith("%s:4: SyntaxWarning: " % self.file), outcome.stderr)


if __name__ == "__main__":
    unittest.main()
