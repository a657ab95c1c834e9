"""The `git` program: the versions of a file, and the settings of a repository."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from powermap.errors import FormatError, Sentence

__all__ = ["find_git", "merge_lines", "run_git"]

_SECONDS = 600
"""Longer than any question that is asked of a repository."""


def find_git() -> str | None:
    """Where the program is; None where it is not installed."""
    return shutil.which("git")


def run_git(arguments: Sequence[str], folder: Path) -> bytes:
    """What git prints for some arguments, in a folder.

    Raises
    ------
    FormatError
        When git is not installed, or refuses.

    Examples
    --------
    >>> run_git(["--version"], Path(".")).startswith(b"git version")
    True
    """
    done = _call(arguments, folder)
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        values = (("folder", str(folder)), ("text", lines[0] if lines else ""))
        raise FormatError(Sentence("message.git.refused", values))
    return done.stdout


def merge_lines(ours: Path, base: Path, theirs: Path) -> bool:
    """Merge line by line into ours; whether there are no conflicts."""
    names = [str(each.absolute()) for each in (ours, base, theirs)]
    return _call(["merge-file", *names], ours.parent).returncode == 0


def _call(arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    program = find_git()
    if program is None:
        raise FormatError(Sentence("message.git.missing"))
    # Its messages are shown to the user, and dates must not depend on the machine.
    variables = {
        **os.environ,
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        # A name such as "[new] deal.yaml" is a file, not a pattern for others.
        "GIT_LITERAL_PATHSPECS": "1",
        "TZ": "UTC",
    }
    return subprocess.run(  # noqa: S603, the program that was found and a list
        [program, *arguments],
        cwd=folder,
        env=variables,
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
