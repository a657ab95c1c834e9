"""Loading matplotlib where nothing can be written: no home, a file system to read only."""

from __future__ import annotations

import atexit
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

__all__ = ["load_matplotlib"]

_PLACE = "MPLCONFIGDIR"
"""The variable that names matplotlib's folder."""


@cache
def load_matplotlib() -> None:
    """Load matplotlib, which wants a folder for its cache, also without one.

    Its cache only makes the next start faster, and what it cannot save there it does
    without; but it does not load where it cannot make a folder.
    """
    try:
        tempfile.gettempdir()
    except OSError:
        with _without_folder():
            _load()
    else:
        _load()


def _load() -> None:
    import matplotlib as mpl

    # It is asked for again when fonts are listed, and remembered.
    mpl.get_cachedir()


@contextmanager
def _without_folder() -> Iterator[None]:
    """Name a folder that is not there, where one cannot be made."""
    # Most systems have a folder, and no need of it.
    import logging

    make, register = tempfile.mkdtemp, atexit.register
    log = logging.getLogger("matplotlib")
    level = log.level
    # It would advise to make the folder that cannot be made.
    log.setLevel(logging.ERROR)
    given = os.environ.get(_PLACE)
    missing = os.path.join(os.curdir, "no-folder-for-matplotlib")  # noqa: PTH118
    tempfile.mkdtemp = lambda *_, **__: missing  # type: ignore[assignment]
    # There will be nothing to remove at the end.
    atexit.register = lambda function, *_, **__: function  # type: ignore[assignment]
    try:
        yield
    finally:
        tempfile.mkdtemp, atexit.register = make, register
        log.setLevel(level)
        # Programs that are started from here decide for themselves.
        os.environ.pop(_PLACE, None)
        if given is not None:
            os.environ[_PLACE] = given
