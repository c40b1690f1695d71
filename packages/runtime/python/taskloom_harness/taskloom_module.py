"""The module `taskloom` that a task can import. Its parts are made when they are asked for."""

import sys


def register(start, channel):
    sys.modules["taskloom"] = TaskloomModule(start, channel)


def find_ending(error):
    """`skipped` or `failed` where the task said so itself, else None."""
    api = sys.modules.get("taskloom_harness.taskloom_api")
    if api is None:
        return None
    if isinstance(error, api.Skip):
        return "skipped"
    return "failed" if isinstance(error, api.Fail) else None


def find_poke(value):
    """The value where it is a `PokeResult`, else None."""
    api = sys.modules.get("taskloom_harness.taskloom_api")
    return value if api is not None and isinstance(value, api.PokeResult) else None


class TaskloomModule(type(sys)):
    """What is in it, with shapes and types, is in taskloom.pyi."""

    def __init__(self, start, channel):
        super(TaskloomModule, self).__init__("taskloom", "Taskloom, as a Python task sees it.")
        self._start = start
        self._channel = channel

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        from taskloom_harness import taskloom_api

        maker = taskloom_api.MAKERS.get(name)
        if maker is None:
            known = ", ".join(sorted(taskloom_api.MAKERS))
            raise AttributeError("module 'taskloom' has no attribute '%s'; it has %s" % (name, known))
        value = maker(self._start, self._channel)
        setattr(self, name, value)
        return value

    def __dir__(self):
        from taskloom_harness import taskloom_api

        return sorted(taskloom_api.MAKERS)
