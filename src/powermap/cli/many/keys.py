"""Under which key the result of one file is kept: the digest of all that it depends on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from powermap import __version__
from powermap.accounts.cache import digest_of
from powermap.charts.photos import shows_photos
from powermap.cli.account import PLAYBOOK_NAME
from powermap.cli.options import KEY_VARIABLE
from powermap.exchange.source_parts import contents_of
from powermap.files.presence import is_file
from powermap.plugins import plugins_in_use

__all__ = ["KeyMaker", "may_keep"]

_OF_THE_RUN = frozenset({"out"})
"""Options that say where an answer goes, and not what it is."""


def may_keep(given: Mapping[str, Any]) -> bool:
    """Whether the answer depends on nothing but what a key covers."""
    # Photos lie in files beside the plan, which are only known once it is read.
    if shows_photos(given.get("show") or ()):
        return False
    # A random key gives other pseudonyms in each run.
    has_key = given.get("key") is not None or bool(os.environ.get(KEY_VARIABLE))
    return given.get("redact") is None or has_key


@dataclass(frozen=True, slots=True)
class KeyMaker:
    """Makes the keys of a run.

    Parameters
    ----------
    place : tuple of str
        Module and name of the command.
    given : mapping of str to object
        Its options.
    day : str
        The current day, on which "overdue" and "outdated" depend.
    suffix : str
        Of the file that is written for each.
    """

    place: tuple[str, str]
    given: Mapping[str, Any]
    day: str
    suffix: str = ""

    def key_of(self, path: Path) -> str:
        """The key of one file."""
        return digest_of(self._parts(path))

    def _parts(self, path: Path) -> Iterator[str | bytes]:
        yield __version__
        yield ".".join(self.place)
        yield self.day
        yield self.suffix
        yield plugins_in_use()
        # Tables are as wide as the terminal.
        yield str(shutil.get_terminal_size().columns)
        yield os.environ.get(KEY_VARIABLE, "")
        for name, value in sorted(self.given.items()):
            if name not in _OF_THE_RUN:
                yield name
                yield repr(value)
                yield from _content_of(value)
        yield from contents_of(path)
        if self.given.get("playbook") is None:
            yield _bytes_of(path.parent / PLAYBOOK_NAME)


def _content_of(value: object) -> Iterator[bytes]:
    """The content of a file that an option names, as a template or a mapping."""
    if isinstance(value, Path | str) and is_file(Path(value)):
        yield _bytes_of(Path(value))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        # Whoever reads it says why it cannot be read.
        return b""
