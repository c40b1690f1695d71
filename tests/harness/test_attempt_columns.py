from __future__ import unicode_literals

import unittest

from attempt_test_case import AttemptTestCase, is_since


def count_units(text):
    """JavaScript's columns are in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


@unittest.skipUnless(is_since(3, 11), "code knows its columns from 3.11 on")
class ColumnTest(AttemptTestCase):
    def check_marked(self, outcome, marked, written):
        """That the only frame points at this part of the author's line."""
        [frame] = outcome.failure["frames"]
        start = count_units(written[: written.index(marked)]) + 1
        expected = (written, start, start + count_units(marked))
        self.assertEqual(expected, (frame["source"], frame["column"], frame["endColumn"]))

    def fail_in(self, line, written=None, shifts=""):
        """With the line in question on the file's fifth. `written` is how the author wrote it."""
        body = "\n      rows = [1]\n%s\n"
        return self.attempt(body % line, written=body % (written or line), shifts=shifts)

    def test_a_part_of_a_line_is_marked(self):
        line = "      return rows[0] + rows[7]"
        outcome = self.fail_in(line)
        self.check_marked(outcome, "rows[7]", line)
        expected = (
            "Traceback (most recent call last):\n"
            '  File "%s", line 5, in load\n'
            "    return rows[0] + rows[7]\n"
            "                     ~~~~^^^\n"
            "IndexError: list index out of range\n" % self.file
        )
        self.assertEqual(expected, outcome.failure["traceback"])

    def test_characters_beyond_the_first_plane_count_twice(self):
        line = "      return '\U0001f600\u00e9' + rows[7]"
        self.check_marked(self.fail_in(line), "rows[7]", line)

    def test_columns_are_the_author_s_where_the_text_is_shorter(self):
        written = "      return '\\`' + rows[7]"
        line = written.replace("\\`", "`")
        outcome = self.fail_in(line, written, "5 %d 1" % (line.index("`") + 1))
        self.check_marked(outcome, "rows[7]", written)
        self.assertIn("    return '\\`' + rows[7]\n                  ~~~~^^^\n", outcome.failure["traceback"])

    def test_shifts_of_a_line_add_up_and_those_of_other_lines_do_not_count(self):
        written = "      return '\\`\\`' + rows[7]"
        line = written.replace("\\`", "`")
        at = line.index("`") + 1
        outcome = self.fail_in(line, written, "4 1 100\n5 %d 1\n5 %d 1\n6 1 100" % (at, at + 1))
        self.check_marked(outcome, "rows[7]", written)

    def test_what_is_before_a_shift_stays_where_it_is(self):
        written = "      return rows[7] + '\\`'"
        line = written.replace("\\`", "`")
        self.check_marked(self.fail_in(line, written, "5 %d 1" % (line.index("`") + 1)), "rows[7]", written)

    def test_a_shift_at_the_end_of_what_is_marked_does_not_stretch_it(self):
        written = "      return rows[7]\\`"
        line = "      return rows[7]"
        self.check_marked(self.fail_in(line, written, "5 %d 1" % (len(line) + 1)), "rows[7]", written)

    def test_code_on_the_first_line_is_where_the_template_is(self):
        written = "return [1][7] or 0"
        author = "    return python`" + written + "`;"
        # The text is indented so that it can stand under a `def`.
        outcome = self.attempt("  " + written, written=written, shifts="3 1 %d" % (author.index(written) - 2))
        self.check_marked(outcome, "[1][7]", author)

    def test_what_ends_on_another_line_has_no_end(self):
        outcome = self.fail_in("      return max(rows[\n        7], 0)")
        [frame] = outcome.failure["frames"]
        self.assertEqual((5, 18, False), (frame["line"], frame["column"], "endColumn" in frame))

    def test_files_have_columns_too(self):
        line = "    return '\U0001f600' + rows[7]"
        self.write("train.py", "def train():\n    rows = [1]\n" + line + "\n")
        self.check_marked(self.attempt_file("train.py", "train"), "rows[7]", line)

    def test_the_expression_that_yields_is_marked(self):
        line = "      a = '\U0001f600', (yield 1)"
        self.check_marked(self.fail_in(line), "yield 1", line)

    def test_the_return_of_what_cannot_cross_is_marked(self):
        line = "      return '\U0001f600', object()"
        self.check_marked(self.fail_in(line), line.strip(), line)


@unittest.skipIf(is_since(3, 11), "code knows its columns from 3.11 on")
class NoColumnTest(AttemptTestCase):
    """Before that."""

    def test_frames_have_no_columns(self):
        [frame] = self.attempt("\n  return [1][7]\n").failure["frames"]
        self.assertEqual(["file", "function", "line", "source"], sorted(frame))


if __name__ == "__main__":
    unittest.main()
