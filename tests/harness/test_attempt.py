from __future__ import unicode_literals

import platform
import unittest

from attempt_test_case import AttemptTestCase, is_since


class ResultTest(AttemptTestCase):
    def test_the_harness_says_hello_first(self):
        attempt = self.start("\n  pass\n")
        name = "%s %s" % (platform.python_implementation(), platform.python_version())
        self.assertEqual(("H", ["1", name, str(attempt.process.pid)]), attempt.hello)

    def test_what_the_function_returns_is_the_result(self):
        self.check_result('{"rows":[1,2.5,null]}', self.attempt("\n  return {'rows': [1, 2.5, None]}\n"))

    def test_a_body_on_one_line_returns_too(self):
        self.check_result("5", self.attempt("   return 5"))

    def test_nothing_is_a_result(self):
        self.check_result("null", self.attempt("\n  pass\n"))

    def test_false_is_a_result(self):
        self.check_result("false", self.attempt("\n  return False\n"))

    def test_arguments_are_values(self):
        outcome = self.attempt(
            "\n  return [day.year, rest]\n",
            parameters=["day", "*rest"],
            args='[{"$":"date","v":"2026-11-24"},1,"two"]',
        )
        self.check_result('[2026,{"$":"tuple","v":[1,"two"]}]', outcome)

    def test_captured_values_are_global_names(self):
        self.check_result("1.08", self.attempt("\n  return RATES['usd']\n", captures='{"RATES":{"usd":1.08}}'))

    def test_a_body_runs_as_the_main_program(self):
        outcome = self.attempt("\n  import sys\n  return [__name__, __file__, sys.argv]\n")
        self.check_result('["__main__","%s",["%s"]]' % (self.file, self.file), outcome)

    @unittest.skipUnless(is_since(3), "2.7 has no await")
    def test_a_body_may_await(self):
        body = """
          import asyncio

          async def double(n):
              await asyncio.sleep(0)
              return 2 * n

          return await double(4)
        """
        self.check_result("8", self.attempt(body))

    def test_a_thread_that_is_still_running_is_waited_for(self):
        body = """
          import sys, threading

          is_over = threading.Event()

          def work():
              is_over.wait()
              sys.stdout.write("done\\n")

          threading.Thread(target=work).start()
          is_over.set()
          return 1
        """
        outcome = self.attempt(body)
        self.check_result("1", outcome)
        self.assertEqual("done\n", outcome.stdout)

    def test_what_the_body_registers_for_the_exit_runs(self):
        outcome = self.attempt("\n  import atexit, sys\n  atexit.register(sys.stdout.write, 'bye')\n  return 1\n")
        self.check_result("1", outcome)
        self.assertEqual("bye", outcome.stdout)


if __name__ == "__main__":
    unittest.main()
