"""The file of shared people as it was in each version that git merges.

Git calls us for one file and says nothing of the others, so the commits are asked for.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from powermap.errors import PowermapError
from powermap.files.git import run_git

__all__ = ["content_in", "find_path_of", "merged_commits"]

_HEAD = "GITHEAD_"
"""How `git merge` names what it merges, in the environment."""
_REBASED = "rebase-merge/done"
"""What a rebase has picked so far; the last line is being picked."""
_PICKED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")


def merged_commits(folder: Path) -> Mapping[str, str]:
    """The commits of "base" and "theirs"; nothing where git does not tell them."""
    with suppress(PowermapError, OSError):
        theirs = [each.removeprefix(_HEAD) for each in os.environ if _HEAD in each]
        if len(theirs) == 1:
            return {
                "base": _ask(["merge-base", "HEAD", *theirs], folder),
                "theirs": theirs[0],
            }
        picked = _picked(folder)
        if picked is not None:
            return {"base": f"{picked}^", "theirs": picked}
    return {}


def _picked(folder: Path) -> str | None:
    """The commit that a rebase or a cherry-pick applies."""
    done = folder / _ask(["rev-parse", "--git-path", _REBASED], folder)
    if done.is_file():
        words = done.read_text("utf-8", "replace").strip().splitlines()[-1].split()
        return words[1] if len(words) > 1 else None
    for name in _PICKED:
        with suppress(PowermapError):
            return _ask(["rev-parse", "--verify", "--quiet", name], folder)
    return None


def content_in(commit: str, path: Path, folder: Path) -> bytes | None:
    """A file as it was in a commit; None where it was not there."""
    with suppress(PowermapError):
        # "./": by its place from the folder, wherever in the repository that is.
        return run_git(["show", f"{commit}:./{path.as_posix()}"], folder)
    return None


def find_path_of(name: str, folder: Path) -> Path | None:
    """The only file of this name that git knows here or below; None where several are."""
    with suppress(PowermapError):
        listed = run_git(["ls-files", "-z"], folder).decode("utf-8", "replace")
        paths = [Path(each) for each in listed.split("\0") if each]
        found = [path for path in paths if path.name == name]
        return folder / found[0] if len(found) == 1 else None
    return None


def _ask(arguments: list[str], folder: Path) -> str:
    return run_git(arguments, folder).decode("utf-8", "replace").strip()
