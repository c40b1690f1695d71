"""The module `__main__` as the task sees it, in place of the harness's own."""

import sys


class MainModule(type(sys)):
    """
    Has `__file__` among its globals only. multiprocessing would take a `__main__` with a file for a script in Python
    and run it in each process that it starts.
    """

    @property
    def __file__(self):
        raise AttributeError("__file__")


def replace_main():
    """Gives the new module. The old one lives on under another name, as its code is still running."""
    sys.modules["taskloom_harness.__main__"] = sys.modules["__main__"]
    module = MainModule("__main__")
    sys.modules["__main__"] = module
    return module
