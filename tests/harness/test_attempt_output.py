from __future__ import unicode_literals

import unittest

from attempt_test_case import AttemptTestCase, is_since

PULL = "  import taskloom\n  taskloom.xcom.pull('other')\n"
ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii:strict"}


class OutputTest(AttemptTestCase):
    def test_what_is_printed_is_utf_8_whatever_the_locale(self):
        body = '\n  import sys\n  print(u"\u00e9\U0001f600")\n  sys.stderr.write(u"\u00e8\\n")\n'
        outcome = self.attempt(body, env=ASCII)
        self.assertEqual(("\u00e9\U0001f600\n", "\u00e8\n"), (outcome.stdout, outcome.stderr))

    @unittest.skipUnless(is_since(3), "2.7 writes surrogates as they are")
    def test_what_utf_8_cannot_say_is_escaped(self):
        outcome = self.attempt('\n  print("a\\ud800b")\n  return 1\n')
        self.check_result("1", outcome)
        self.assertEqual("a\\ud800b\n", outcome.stdout)

    def test_lines_arrive_while_the_task_runs(self):
        attempt = self.start("\n  import sys\n  print('one')\n  sys.stderr.write('two\\n')\n" + PULL)
        self.assertEqual("Q", attempt.receive()[0])
        self.assertEqual(b"one\n", attempt.process.stdout.readline())
        self.assertEqual(b"two\n", attempt.process.stderr.readline())
        attempt.send("V", "1", "0", "null")
        self.check_result("null", attempt.finish())

    def test_what_has_no_end_of_line_arrives_at_the_end(self):
        outcome = self.attempt("\n  import sys\n  sys.stdout.write('10%')\n  sys.stderr.write('20%')\n")
        self.assertEqual(("10%", "20%"), (outcome.stdout, outcome.stderr))

    def test_what_was_printed_before_a_failure_arrives(self):
        outcome = self.attempt("\n  import sys\n  sys.stdout.write('so far')\n  raise ValueError('no')\n")
        self.check_failure(outcome, message="no")
        self.assertEqual("so far", outcome.stdout)

    def test_lines_may_be_written_at_once(self):
        outcome = self.attempt("\n  import sys\n  sys.stdout.writelines([u'\u00e9\\n', u'b\\n'])\n")
        self.assertEqual("\u00e9\nb\n", outcome.stdout)

    def test_bytes_may_be_written_past_python(self):
        outcome = self.attempt("\n  import os\n  os.write(1, b'raw\\n')\n  os.system('echo from a child >&2')\n")
        self.assertEqual(("raw\n", "from a child\n"), (outcome.stdout, outcome.stderr))

    def test_a_body_may_put_a_stream_of_its_own_in_place(self):
        body = "\n  import io, sys\n  sys.stdout = io.StringIO()\n  sys.stdout.write(u'hidden')\n  return 1\n"
        outcome = self.attempt(body)
        self.check_result("1", outcome)
        self.assertEqual("", outcome.stdout)

    def test_a_body_may_close_its_streams(self):
        for name in ("stdout", "stderr"):
            self.check_result("1", self.attempt("\n  import sys\n  sys.%s.close()\n  return 1\n" % name))

    def test_nothing_comes_from_the_standard_input(self):
        self.check_result('""', self.attempt("\n  import sys\n  return sys.stdin.read()\n"))

    def test_no_descriptor_of_ours_reaches_a_program_that_the_task_starts(self):
        body = """
          import os
          return [os.system("(: >&%d) 2>/dev/null" % number) != 0 for number in (3, 4)]
        """
        self.check_result("[true,true]", self.attempt(body))


if __name__ == "__main__":
    unittest.main()
