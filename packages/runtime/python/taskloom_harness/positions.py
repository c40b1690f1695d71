"""
Columns. Python counts them in bytes of UTF-8 within the line that it compiled, JavaScript in UTF-16 units within the
line of the author's file. All columns here are JavaScript's, and start at 0.
"""

import linecache


class Span(object):
    """A range in a file. `start`, and `end`, which is on `end_line`, are None where they are unknown."""

    def __init__(self, line, start=None, end_line=None, end=None):
        self.line = line
        self.start = start
        self.end_line = line if end_line is None else end_line
        self.end = end


class Lines(object):
    """The lines of all files, as they were compiled and as they are on the disk."""

    def __init__(self, body):
        self._body = body
        self._is_restored = body is not None and not linecache.getlines(body.file)
        if self._is_restored:
            # The author's file cannot be read: what was compiled is better than nothing.
            lines = ["\n"] * (body.first_line - 1) + [line + "\n" for line in body.lines]
            linecache.cache[body.file] = (sum(map(len, lines)), None, lines, body.file)

    def get(self, file, number):
        """A line of the author's file without its end; empty when it cannot be read."""
        line = linecache.getline(file, number)
        text = line.decode("utf-8", "replace") if isinstance(line, bytes) else line
        return text.rstrip("\r\n")

    def can_point_into(self, file):
        """Whether columns fit the lines that `get` gives."""
        return not (self._is_restored and file == self._body.file)

    def get_span(self, file, positions):
        """Of positions as a code object gives them: line, last line, and columns in bytes, each may be None."""
        line, end_line, start, end = positions
        end_line = line if end_line is None else end_line
        return Span(line, self._find_start(file, line, start), end_line, self._find_end(file, end_line, end))

    def get_compiled(self, file, number):
        """A line as Python saw it; None where there is nothing of the author's."""
        return self._body.get_line(number) if self._is_body(file) else self.get(file, number)

    def _find_start(self, file, number, offset):
        column = self._from_bytes(file, number, offset)
        return None if column is None else self._shift(file, number, column)

    def _find_end(self, file, number, offset):
        # What the file has more behind the last character does not belong to the range.
        column = self._from_bytes(file, number, offset)
        return self._shift(file, number, column - 1) + 1 if column else column

    def _from_bytes(self, file, number, offset):
        line = None if offset is None else self.get_compiled(file, number)
        if line is None:
            return None
        return measure(line.encode("utf-8", "replace")[:offset].decode("utf-8", "replace"))

    def _shift(self, file, number, column):
        if not self._is_body(file):
            return column
        shifts = self._body.column_shifts
        return column + sum(by for line, start, by in shifts if line == number and column + 1 >= start)

    def _is_body(self, file):
        return self._body is not None and file == self._body.file


def measure(text):
    """How many columns a text takes."""
    return len(text.encode("utf-16-le", "replace")) // 2


def take(line, column):
    """The part of a line before a column."""
    return line.encode("utf-16-le", "replace")[: 2 * column].decode("utf-16-le", "replace")
