"""Whether a file or folder exists; False where the system does not say.

A name that is too long or has a character that names cannot have, and a folder that
may not be looked into, are no errors here: whoever reads or writes the file says what
is wrong.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["exists", "is_file", "is_folder"]


def exists(path: Path) -> bool:
    """Whether there is a file or a folder of this name.

    Examples
    --------
    >>> exists(Path.cwd()), exists(Path("a" * 5_000))
    (True, False)
    """
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether this is an ordinary file.

    Examples
    --------
    >>> is_file(Path.cwd()), is_file(Path("a" * 5_000))
    (False, False)
    """
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether this is a folder.

    Examples
    --------
    >>> is_folder(Path.cwd()), is_folder(Path("a" * 5_000))
    (True, False)
    """
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
