"""Starts the harness. Kept small, as Python compiles the file it is given anew each time."""

if __name__ == "__main__":
    import os
    import sys

    folder = os.path.dirname(os.path.abspath(__file__))
    # Python puts a script's folder first, unless it was told not to (PYTHONSAFEPATH). The task must not see it.
    if sys.path and os.path.abspath(sys.path[0]) == folder:
        del sys.path[0]
    sys.path.insert(0, os.path.dirname(folder))
    from taskloom_harness import attempt

    del sys.path[0]
    attempt.main()
