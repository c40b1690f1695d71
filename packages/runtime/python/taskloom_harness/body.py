"""
Makes a function of the text of a template, whose statements are indented as they would be under a `def`. It is
compiled under the name of the author's file, behind as many empty lines as it takes, so that its lines are that file's.
"""

import sys

PARSE_ONLY = 0x400
DEFINE = "def"
DEFINE_ASYNC = "async def"


class Body(object):
    """The text, and what is put before it."""

    def __init__(self, start):
        text = start.text.replace("\r\n", "\n").replace("\r", "\n")
        self.file = start.file
        self.lines = text.split("\n")
        self.first_line = start.first_line
        self.last_line = start.first_line + len(self.lines) - 1
        self.column_shifts = start.column_shifts
        self._name = start.function_name
        self._parameters = ", ".join(start.parameters)
        # `def` stands at the end of the text's first line where that is blank or a comment, else on the line before.
        self._is_below = not _is_statement(self.lines[0])
        self._keyword = DEFINE

    def compile(self):
        """The code that defines the function. Raises SyntaxError."""
        if sys.version_info >= (3,) and any("await" in line or "async" in line for line in self.lines):
            self._keyword = self._choose_keyword()
        code = compile(self._parse() if self._surplus else self._lay_out(), self.file, "exec", 0, True)
        if code.co_names != (self._name,):
            # Part of the text stands outside of the function.
            raise IndentationError("unindent does not match any outer indentation level", self._find_outside())
        return code

    def parse(self):
        """The statements of the function as nodes of a syntax tree."""
        return self._parse().body[0].body

    def get_line(self, number):
        """A line as it was compiled; None where there is nothing of the text that could be pointed at."""
        index = number - self.first_line
        if not 0 <= index < len(self.lines) or (index == 0 and self._is_below):
            return None
        return self.lines[index]

    def _choose_keyword(self):
        """What the text uses that only a coroutine may, or just mentions, is for the compiler to say."""
        import warnings

        with warnings.catch_warnings():
            # What the compiler warns of is told once, when the text is compiled for good.
            warnings.simplefilter("ignore")
            try:
                compile(self._lay_out(), self.file, "exec", 0, True)
            except SyntaxError:
                return DEFINE_ASYNC
        return DEFINE

    def _parse(self):
        try:
            tree = compile(self._lay_out(), self.file, "exec", PARSE_ONLY, True)
        except SyntaxError as error:
            error.lineno = error.lineno and error.lineno - self._surplus
            raise
        if self._surplus:
            from taskloom_harness import syntax_tree

            syntax_tree.move_lines(tree, -self._surplus)
        return tree

    def _lay_out(self):
        header = "%s %s(%s):" % (self._keyword, self._name, self._parameters)
        text = "\n".join(self.lines) + "\n"
        if not self._is_below:
            return "\n" * (self.first_line - 2) + header + "\n" + text
        statement = "" if any(map(_is_statement, self.lines)) else " pass"
        return "\n" * (self.first_line - 1) + header + statement + text

    def _find_outside(self):
        number = self._parse().body[1].lineno
        return self.file, number, 1, self.get_line(number)

    @property
    def _surplus(self):
        """How many lines too far down the text is: there is no line before the file's first."""
        return 1 if self.first_line == 1 and not self._is_below else 0


def _is_statement(line):
    """Neither blank nor a comment. It may also be the middle of a string."""
    stripped = line.strip(" \t\f")
    return bool(stripped) and not stripped.startswith("#")
