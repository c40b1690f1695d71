"""The function that an attempt is about: made out of a template's text, or found in a file, and called."""

from taskloom_harness.refusal import Refusal

# Of a code object's flags.
GENERATOR = 0x20
COROUTINE = 0x80
ASYNC_GENERATOR = 0x200


class Task(object):
    """`body` is there for a template, once it was looked at; `code` once there is a function."""

    def __init__(self, start):
        self.name = start.function_name
        self.file = start.file
        self.body = None
        self.code = None
        self._start = start
        self._function = None

    def load(self, main):
        """Makes the function ready to be called. Raises Refusal, a SyntaxError, or what importing the file raises."""
        self._function = self._load_body(main) if self._start.kind == "body" else self._load_file()
        self.code = getattr(self._function, "__code__", None)
        if self._flags & (GENERATOR | ASYNC_GENERATOR):
            raise Refusal(
                "PYTHON_YIELD",
                'The task "%s" is a generator: it contains `yield`.' % self.name,
                "Return a list, or move the generator into a function of its own and return `list(...)` of it.",
                self._find_yield(),
            )

    def call(self):
        """What the function returns for the arguments that Node sent."""
        arguments = self._decode_arguments() if self._start.arguments else []
        if self._flags & COROUTINE:
            from taskloom_harness import coroutine

            return coroutine.run(self._function, arguments)
        return self._function(*arguments)

    def find_return(self):
        """The statement whose value the function returned, where there is no doubt which it was."""
        if self.body is None:
            return None
        from taskloom_harness import syntax_tree

        found = syntax_tree.find_nodes(self.body.parse(), ("Return",))
        return found[0] if len(found) == 1 else None

    @property
    def serializer(self):
        return self._start.serializer

    @property
    def first_line(self):
        return self._start.first_line if self.code is None else self.code.co_firstlineno

    @property
    def last_line(self):
        """Of a template; a file has no end that is known here."""
        return None if self.body is None else self.body.last_line

    @property
    def _flags(self):
        return 0 if self.code is None else self.code.co_flags

    def _decode_arguments(self):
        from taskloom_harness.wire_decoder import decode_items

        arguments = []
        try:
            for argument in decode_items(self._start.arguments):
                arguments.append(argument)
        except Refusal as refusal:
            raise refusal.put_before("The argument %s" % self._name_argument(len(arguments)))
        return arguments

    def _name_argument(self, index):
        names = self._start.parameters or (self.code and self.code.co_varnames[: self.code.co_argcount])
        return '"%s"' % names[min(index, len(names) - 1)].lstrip("*") if names else index + 1

    def _load_body(self, main):
        from taskloom_harness.body import Body

        self.body = Body(self._start)
        code = self.body.compile()
        names = main.__dict__
        names["__file__"] = self.file
        if self._start.captures:
            names.update(_decode(self._start.captures))
        self._add_globals(names)
        # A statement in 2.7, a function later; eval is the same everywhere.
        eval(code, names)
        return names[self.name]

    def _load_file(self):
        from taskloom_harness import source_file

        function = source_file.find_function(self.file, self.name)
        self._add_globals(getattr(function, "__globals__", {}))
        return function

    def _add_globals(self, names):
        names["virtualenv_string_args"] = self._start.parse_string_arguments()

    def _find_yield(self):
        if self.body is None:
            return self.code.co_firstlineno
        from taskloom_harness import syntax_tree

        found = syntax_tree.find_nodes(self.body.parse(), ("Yield", "YieldFrom"))
        # In 2.7 and 3.7 also one that is hidden in a comprehension.
        return found[0] if found else None


def _decode(text):
    from taskloom_harness.wire_decoder import decode

    return decode(text)
