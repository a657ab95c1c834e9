"""The `git` program: the versions of a file, and the settings of a repository."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from powermap.errors import FormatError, Sentence
from powermap.files.failures import system_reason
from powermap.frozen import FrozenMapping

__all__ = ["find_git", "merge_lines", "run_git"]

_SECONDS = 600
"""Longer than any question that is asked of a repository."""
# Each of these can name a program in the settings of a repository.
_WITHOUT_PROGRAMS = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "log.showSignature=false"),
    *("-c", "diff.external="),
    "--no-pager",
)
_OFFLINE: Mapping[str, str] = FrozenMapping(
    {
        # A repository can lack objects, and name a program that fetches them.
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_OPTIONAL_LOCKS": "0",
    }
)
_NOTHING: Mapping[str, str] = FrozenMapping({})


def find_git() -> str | None:
    """Where the program is; None where it is not installed."""
    return shutil.which("git")


def run_git(
    arguments: Sequence[str],
    folder: Path,
    *,
    is_trusted: bool = True,
    seconds: float = _SECONDS,
) -> bytes:
    """What git prints for some arguments, in a folder.

    Of a repository that is not trusted, git runs no program that its settings name,
    and fetches nothing.

    Raises
    ------
    FormatError
        When git is not installed, refuses, or takes too long.

    Examples
    --------
    >>> run_git(["--version"], Path(".")).startswith(b"git version")
    True
    """
    safely: list[str] = [] if is_trusted else [*_WITHOUT_PROGRAMS]
    more = _OFFLINE if safely else _NOTHING
    done = _call([*safely, *arguments], folder, more, seconds)
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        values = (("folder", str(folder)), ("text", lines[0] if lines else ""))
        raise FormatError(Sentence("message.git.refused", values))
    return done.stdout


def merge_lines(ours: Path, base: Path, theirs: Path) -> bool:
    """Merge line by line into ours; whether there are no conflicts."""
    names = [str(each.absolute()) for each in (ours, base, theirs)]
    return _call(["merge-file", *names], ours.parent).returncode == 0


def _call(
    arguments: Sequence[str],
    folder: Path,
    more: Mapping[str, str] = _NOTHING,
    seconds: float = _SECONDS,
) -> subprocess.CompletedProcess[bytes]:
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
        **more,
    }
    try:
        return subprocess.run(  # noqa: S603, the program that was found and a list
            [program, *arguments],
            cwd=folder,
            env=variables,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        values = (("folder", str(folder)), ("seconds", f"{seconds:g}"))
        raise FormatError(Sentence("message.git.too_late", values)) from error
    except OSError as error:
        # Such as a folder that is gone, or a program of another system.
        failed = (("folder", str(folder)), ("reason", system_reason(error)))
        raise FormatError(Sentence("message.git.not_run", failed)) from error
