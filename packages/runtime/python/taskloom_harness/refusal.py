"""What keeps a task from being run, or its value from being passed on, for a reason that Taskloom has a code for."""


class Refusal(ValueError):
    """`code` is one of Node's; `place` is the node of a syntax tree or a line number to point at, if there is one."""

    def __init__(self, code, message, hint, place=None):
        ValueError.__init__(self, message)
        self.code = code
        self.message = message
        self.hint = hint
        self.place = place

    def put_before(self, what):
        """The same, saying of what value it is."""
        self.message = "%s: %s" % (what, self.message)
        self.args = (self.message,)
        return self
