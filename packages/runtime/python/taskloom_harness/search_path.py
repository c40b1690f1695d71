"""Where the task's imports are found."""

import os
import sys

SITE_FOLDERS = ("site-packages", "dist-packages")


def add(folder):
    """
    Makes the modules beside the author's file importable: behind the standard library, which they cannot hide, and
    before what is installed.
    """
    if folder and folder not in sys.path:
        sys.path.insert(_find_site(sys.path), folder)


def _find_site(paths):
    # What stands before the standard library was put there by the user, in PYTHONPATH.
    library = os.path.dirname(os.__file__)
    start = paths.index(library) if library in paths else 0
    for index in range(start, len(paths)):
        if os.path.basename(paths[index]) in SITE_FOLDERS:
            return index
    return len(paths)
