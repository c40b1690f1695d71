"""Tasks as they stand in an author's file, run by the real harness."""

from __future__ import unicode_literals

import io
import json
import os
import shutil
import sys
import tempfile
import unittest

from attempt_process import AttemptProcess

HEAD = "class Pipeline {\n  load() {\n    return python`"
# Of the template in that file.
FIRST_LINE = 3
CONTEXT = {
    "dag_id": "sales",
    "run_id": "run-1",
    "task_id": "load",
    "map_index": -1,
    "attempt": 1,
    "max_attempts": 3,
    "ds": "2026-11-24",
    "logical_date": {"$": "datetime", "v": "2026-11-24T00:00:00.000000+00:00"},
    "params": {"region": "eu"},
    "templates_dict": {},
}


class AttemptTestCase(unittest.TestCase):
    longMessage = True
    maxDiff = None

    def setUp(self):
        self.folder = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder.encode("utf-8"))
        self.file = os.path.join(self.folder, "pipeline.ts")

    def write(self, name, text, encoding="utf-8"):
        """A file in the folder of the pipeline."""
        # Bytes, as the locale of the tests may have no such letters.
        path = os.path.join(self.folder, name).encode("utf-8")
        if not os.path.isdir(os.path.dirname(path)):
            os.makedirs(os.path.dirname(path))
        with io.open(path, "wb") as stream:
            stream.write(text.encode(encoding))

    def start(self, body, args="", parameters=(), captures="", written=None, string_args="", **options):
        """An attempt of the body of a template. `written` is how the author wrote it, where that differs."""
        shifts, serializer = options.pop("shifts", ""), options.pop("serializer", "json")
        self.write("pipeline.ts", HEAD + (body if written is None else written) + "`;\n  }\n}\n")
        names = "\n".join(parameters)
        place = ["1", "body", self.file, "load", str(FIRST_LINE), body, names, args, captures]
        return self._start(place + [json.dumps(CONTEXT), self.folder, string_args, shifts, serializer], options)

    def start_file(self, name, function, args="", serializer="json", **process):
        """An attempt of a function of a file in the folder of the pipeline."""
        path = os.path.join(self.folder, name)
        place = ["1", "file", path, function, "1", "", "", args, ""]
        return self._start(place + [json.dumps(CONTEXT), os.path.dirname(path), "", "", serializer], process)

    def _start(self, fields, process):
        attempt = AttemptProcess(fields, **process)
        self.addCleanup(attempt.close)
        return attempt

    def attempt(self, body, answers=None, **options):
        return self.start(body, **options).finish(answers)

    def attempt_file(self, name, function, **options):
        return self.start_file(name, function, **options).finish()

    def check_result(self, expected, outcome):
        """`expected` is wire text."""
        self.assertEqual(("R", [expected]), outcome.ending, outcome.stderr)
        self.assertEqual(0, outcome.status)

    def check_failure(self, outcome, **expected):
        """The fields of the failure that are named, in whole."""
        self.assertEqual("F", outcome.ending[0], outcome.ending)
        failure = outcome.failure
        self.assertEqual(expected, {name: failure.get(name) for name in expected})

    def get_frames(self, failure):
        """Each as file (of the folder), line and function."""
        return [
            (os.path.relpath(frame["file"], self.folder), frame["line"], frame["function"])
            for frame in failure["frames"]
        ]


def is_since(*version):
    return sys.version_info >= version
