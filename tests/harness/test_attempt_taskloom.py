from __future__ import unicode_literals

import io
import json
import os
import re
import signal
import unittest

from attempt_process import HARNESS
from attempt_test_case import AttemptTestCase

STUBS = os.path.join(os.path.dirname(os.path.dirname(HARNESS)), "taskloom.pyi")


class ContextTest(AttemptTestCase):
    def test_facts_are_items_and_attributes(self):
        body = "\n  from taskloom import context as c\n  return [c.ds, c['run_id'], c.map_index, c.logical_date.year]\n"
        self.check_result('["2026-11-24","run-1",-1,2026]', self.attempt(body))

    def test_it_is_a_mapping(self):
        body = "\n  from taskloom import context as c\n  return [len(c), 'ds' in c, c.get('no'), sorted(c)[0]]\n"
        self.check_result('[10,true,null,"attempt"]', self.attempt(body))

    def test_a_fact_that_is_not_there_is_refused_with_those_that_are(self):
        names = "attempt, dag_id, ds, logical_date, map_index, max_attempts, params, run_id, task_id, templates_dict"
        outcome = self.attempt("\n  import taskloom\n  return taskloom.context.dss\n")
        message = "the context has no 'dss'; it has " + names
        self.check_failure(outcome, type="AttributeError", message=message)
        self.assertEqual([("pipeline.ts", 5, "load")], self.get_frames(outcome.failure))

    def test_it_cannot_be_changed(self):
        outcome = self.attempt("\n  import taskloom\n  taskloom.context.ds = 'today'\n")
        self.check_failure(outcome, type="AttributeError", message="the context cannot be changed")

    def test_params_are_values(self):
        self.check_result('{"region":"eu"}', self.attempt("\n  import taskloom\n  return taskloom.params\n"))

    def test_arguments_of_the_command_line_are_there(self):
        body = "\n  import taskloom\n  return [taskloom.string_args, virtualenv_string_args]\n"
        self.check_result("[[],[]]", self.attempt(body))
        self.check_result('[["a","b"],["a","b"]]', self.attempt(body, string_args='["a","b"]'))


class PokeResultTest(AttemptTestCase):
    def test_it_is_an_object_to_node(self):
        body = "\n  import taskloom\n  return taskloom.PokeResult(%s)\n"
        for arguments, expected in (
            ("True, [1]", {"done": True, "value": [1]}),
            ("0", {"done": False, "value": None}),
        ):
            self.assertEqual(expected, json.loads(self.attempt(body % arguments).ending[1][0]))


class ModuleTest(AttemptTestCase):
    def test_a_name_that_is_not_there_is_refused_with_those_that_are(self):
        outcome = self.attempt("\n  import taskloom\n  taskloom.xcoms\n")
        names = "Context, Fail, PokeResult, Skip, context, log, params, string_args, xcom"
        message = "module 'taskloom' has no attribute 'xcoms'; it has " + names
        self.check_failure(outcome, type="AttributeError", message=message)

    def test_its_names_are_those_of_the_stubs(self):
        with io.open(STUBS, encoding="utf-8") as stream:
            names = re.findall(r"^(?:class )?([A-Za-z]\w*)(?=[:(])", stream.read(), re.MULTILINE)
        outcome = self.attempt("\n  import taskloom\n  return ','.join(dir(taskloom))\n")
        self.check_result('"%s"' % ",".join(sorted(names)), outcome)

    def test_functions_that_the_body_calls_can_import_it(self):
        self.write("helpers.py", "from taskloom import context, params\n\ndef get(): return [context.ds, params]\n")
        outcome = self.attempt("\n  import helpers\n  return helpers.get()\n")
        self.check_result('["2026-11-24",{"region":"eu"}]', outcome)


class XComTest(AttemptTestCase):
    def test_a_value_is_pushed_before_the_result(self):
        outcome = self.attempt("\n  import taskloom\n  taskloom.xcom.push('rows', (1, 2))\n  return 3\n")
        self.assertEqual([("X", ["rows", '{"$":"tuple","v":[1,2]}']), ("R", ["3"])], outcome.messages)

    def test_a_key_is_a_text(self):
        for key in ("''", "None", "7"):
            outcome = self.attempt("\n  import taskloom\n  taskloom.xcom.push(%s, 1)\n" % key)
            message = "the key of an XCom is a text that is not empty, not %s" % key
            self.check_failure(outcome, type="TypeError", message=message)

    def test_a_value_is_pulled_by_task_key_and_map_index(self):
        body = """
          from taskloom import xcom
          return [xcom.pull("extract"), xcom.pull("extract", "rows"), xcom.pull("extract", key="rows", map_index=2)]
        """
        answers = {
            ("extract", "return_value", ""): '{"$":"date","v":"2026-11-24"}',
            ("extract", "rows", ""): "2.0",
            ("extract", "rows", "2"): "null",
        }
        self.check_result('[{"$":"date","v":"2026-11-24"},2.0,null]', self.attempt(body, answers))

    def test_what_is_not_there_is_the_default(self):
        body = "\n  from taskloom import xcom\n  return [xcom.pull('none'), xcom.pull('none', default=7)]\n"
        self.check_result("[null,7]", self.attempt(body))

    def test_a_list_of_tasks_gives_a_list(self):
        body = "\n  from taskloom import xcom\n  return xcom.pull(['a', 'b', 'c'], default=0)\n"
        answers = {("a", "return_value", ""): "1", ("c", "return_value", ""): "false"}
        self.check_result("[1,0,false]", self.attempt(body, answers))

    def test_threads_may_pull(self):
        body = """
          import threading
          from taskloom import xcom
          rows = {}
          def pull(n):
              rows[n] = xcom.pull("t%d" % n)
          threads = [threading.Thread(target=pull, args=(n,)) for n in range(20)]
          for thread in threads: thread.start()
          for thread in threads: thread.join()
          return [rows[n] for n in range(20)]
        """
        answers = {("t%d" % n, "return_value", ""): str(n) for n in range(20)}
        self.check_result("[%s]" % ",".join(map(str, range(20))), self.attempt(body, answers))

    def test_the_answer_to_a_pull_that_was_given_up_is_not_that_to_the_next(self):
        body = """
          import signal
          from taskloom import xcom

          class Enough(Exception):
              pass

          def give_up(*_):
              raise Enough()

          signal.signal(signal.SIGALRM, give_up)
          try:
              xcom.pull("slow")
          except Enough:
              return xcom.pull("fast")
        """
        attempt = self.start(body)
        self.assertEqual(("Q", ["1", "slow", "return_value", ""]), attempt.receive())
        attempt.signal(signal.SIGALRM)
        self.assertEqual(("Q", ["2", "fast", "return_value", ""]), attempt.receive())
        attempt.send("V", "1", "1", '"late"')
        attempt.send("V", "2", "1", '"right"')
        self.check_result('"right"', attempt.finish())


if __name__ == "__main__":
    unittest.main()
