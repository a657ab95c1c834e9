"""The commits that changed a file of a git repository, and what it said in each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from powermap.errors import FormatError
from powermap.files.git import find_git, run_git

__all__ = ["Commit", "Repository", "commits_by_day"]

# Separated by the only character that no author can write into a commit.
_FORMAT = "--format=%H%x00%ad%x00%an%x00%s"
_COMMIT = re.compile(
    r"(?P<id>[0-9a-f]{40,64})\0(?P<day>\d{4}-\d\d-\d\d)\0"
    r"(?P<author>[^\0]*)\0(?P<text>[^\0]*)\0\n(?P<path>[^\0]+)"
)
_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed a file, and the path that the file had then."""

    id: str
    day: date
    author: str
    text: str
    path: str


class Repository:
    """The repository around a folder, as far as there is one.

    Parameters
    ----------
    folder : Path
        In which the files lie.
    is_trusted : bool, default True
        Whether git may run what the settings of the repository name.
    seconds : float
        For each question.
    """

    def __init__(
        self, folder: Path, *, is_trusted: bool = True, seconds: float = _SECONDS
    ) -> None:
        self._ask = partial(
            run_git, folder=folder, is_trusted=is_trusted, seconds=seconds
        )

    def has(self, name: str) -> bool:
        """Whether the last commit has a file of the folder."""
        if find_git() is None:
            return False
        try:
            return bool(self._ask(["ls-tree", "--name-only", "HEAD", "--", name]))
        except FormatError:
            return False

    @property
    def is_shallow(self) -> bool:
        """Whether older commits are missing."""
        printed = self._ask(["rev-parse", "--is-shallow-repository"])
        return printed.strip() == b"true"

    @property
    def prefix(self) -> str:
        """The path of the folder in the repository, with ``/`` at its end."""
        printed = self._ask(["rev-parse", "--show-prefix"])
        return printed.decode("utf-8", "replace").rstrip("\n")

    def commits(self, name: str) -> list[Commit]:
        """The commits that changed a file, the oldest first."""
        options = ["--follow", "--name-only", "-z", "--date=short", _FORMAT]
        # Along one line: versions of two branches in turn would look like back and
        # forth, and what a merge decided stands only in the merge. Without deletions.
        options += ["--first-parent", "-m", "--diff-filter=d"]
        options += ["--no-ext-diff", "--no-textconv"]
        printed = self._ask(["log", *options, "--", name]).decode("utf-8", "replace")
        commits = []
        for found in _COMMIT.finditer(printed):
            day = date.fromisoformat(found["day"])
            commits.append(
                Commit(found["id"], day, found["author"], found["text"], found["path"])
            )
        return commits[::-1]

    def size(self, commit: Commit, path: str) -> int:
        """The bytes of a file as it was after a commit."""
        return int(self._ask(["cat-file", "-s", f"{commit.id}:{path}"]))

    def content(self, commit: Commit, path: str) -> bytes:
        """A file as it was after a commit.

        Raises
        ------
        FormatError
            When it was not there.
        """
        return self._ask(["cat-file", "blob", f"{commit.id}:{path}"])


def commits_by_day(commits: Iterable[Commit]) -> list[list[Commit]]:
    """Commits by day, the oldest first.

    A commit that was moved onto a later one keeps the day of its author, yet has what
    the later one says, so it counts for the later day.
    """
    days: dict[date, list[Commit]] = {}
    latest = date.min
    for commit in commits:
        latest = max(latest, commit.day)
        days.setdefault(latest, []).append(replace(commit, day=latest))
    return list(days.values())
