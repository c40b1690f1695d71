"""Sends what the task logs to Node, with the line that logged it, from the moment it imports `logging`."""

import sys


def watch(channel):
    if "logging" in sys.modules:
        _attach(sys.modules["logging"], channel)
    else:
        sys.meta_path.insert(0, Finder(channel))


class Finder(object):
    """Finds `logging` once, in order to be there when it has been imported; importing it ahead costs 10 ms."""

    def __init__(self, channel):
        self._channel = channel

    def find_spec(self, name, path=None, target=None):
        if name != "logging":
            return None
        others = [finder for finder in sys.meta_path if finder is not self and hasattr(finder, "find_spec")]
        specs = (finder.find_spec(name, path, target) for finder in others)
        spec = next((spec for spec in specs if spec is not None), None)
        if spec is not None:
            spec.loader = Loader(spec.loader, self)
        return spec

    def finish(self, module):
        """Whoever asked for the spec may only have looked whether the module is there; now it is imported."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
            _attach(module, self._channel)

    def find_module(self, name, _path=None):
        """2.7."""
        if name != "logging":
            return None
        sys.meta_path.remove(self)
        __import__(name)
        _attach(sys.modules[name], self._channel)
        return self

    def load_module(self, name):
        """2.7."""
        return sys.modules[name]


class Loader(object):
    """The module's own loader, with something to do afterwards."""

    def __init__(self, loader, finder):
        self._loader = loader
        self._finder = finder

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        self._finder.finish(module)


def _attach(logging, channel):
    """Everything from INFO on, as Airflow shows it. Loggers may say otherwise."""
    from taskloom_harness.exception_text import shorten
    from taskloom_harness.start import from_path

    class Handler(logging.Handler):
        """Of the root logger."""

        def emit(self, record):
            try:
                text = self.format(record)
                if not channel.is_ours:
                    sys.stderr.write(text + "\n")
                    return
                level = _name_level(record.levelno, logging)
                channel.send("L", level, shorten(text), from_path(record.pathname), str(record.lineno))
            except Exception:  # as in every handler: logging must not fail the task
                self.handleError(record)

    handler = Handler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    if root.level == logging.WARNING:
        root.setLevel(logging.INFO)


def _name_level(number, logging):
    if number < logging.INFO:
        return "debug"
    if number < logging.WARNING:
        return "info"
    return "warn" if number < logging.ERROR else "error"
