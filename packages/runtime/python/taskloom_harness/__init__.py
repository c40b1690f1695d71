"""Runs one attempt of a Python task inside the interpreter it asked for: CPython 2.7, 3.6 and later, PyPy 3."""
