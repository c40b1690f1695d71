"""The functions of a .py file that a task names by `python.file`."""

import os
import sys

from taskloom_harness.refusal import Refusal


def find_function(path, name):
    """Imports the file. Raises Refusal when it, or the function, is not there."""
    if not os.path.isfile(path):
        raise Refusal(
            "PYTHON_FILE_MISSING",
            "There is no file %s." % path,
            "Correct the path that `python.file` is given: it is relative to the file of the pipeline.",
        )
    module = _import_file(path)
    function = getattr(module, name, None)
    if callable(function):
        return function
    names = ", ".join(_list_functions(module))
    raise Refusal(
        "PYTHON_FUNCTION_MISSING",
        'There is no function "%s" in %s.' % (name, path),
        "Name one of those that it has: %s." % names if names else "Define the function; the file has none.",
    )


def _import_file(path):
    """As the module that imports find by the file's name, so that it is one module for all who import it."""
    name = os.path.splitext(os.path.basename(path))[0]
    found = _find_module(name)
    if found is not None and os.path.realpath(found) == os.path.realpath(path):
        return __import__(name)
    # The name is no identifier, or belongs to a module of the standard library, which keeps it.
    return _run_file(path, name if found is None else name + "_")


def _find_module(name):
    """Where an import of this name leads: a path, something else for a module without a file, None for nowhere."""
    if name in sys.modules:
        return getattr(sys.modules[name], "__file__", None) or name
    if "." in name:
        return None
    if sys.version_info < (3,):
        import imp

        try:
            return imp.find_module(name)[1] or name
        except ImportError:
            return None
    specs = (finder.find_spec(name, None) for finder in sys.meta_path if hasattr(finder, "find_spec"))
    spec = next((spec for spec in specs if spec is not None), None)
    return None if spec is None else spec.origin or name


def _run_file(path, name):
    module = type(sys)(name)
    module.__file__ = path
    sys.modules[name] = module
    with open(path, "rb") as stream:
        code = compile(stream.read(), path, "exec", 0, True)
    eval(code, module.__dict__)
    return module


def _list_functions(module):
    functions = [
        (value.__code__.co_firstlineno, name)
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__ and hasattr(value, "__code__")
    ]
    return [name for _line, name in sorted(functions) if not name.startswith("_")]
