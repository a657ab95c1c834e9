"""Replacing the file of a plan: never over somebody else's change, never without trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from powermap.errors import FileChangedError, FormatError
from powermap.files.writing import replace_files
from powermap.language import Reason
from powermap.workspace.bounds import Bounds
from powermap.workspace.kept_versions import KeptVersions
from powermap.workspace.names import name_parts, place_of
from powermap.workspace.snapshot import Snapshot, digest_of, take_snapshot

__all__ = ["Occasion", "replace_plan", "unchanged_plan"]


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and by whom a plan is written, and what for."""

    day: date
    by: str
    what: str


def unchanged_plan(
    folder: Path, name: str, digest: str | None, bounds: Bounds
) -> Snapshot | None:
    """A plan as it is, which must be as it was when it was read.

    Raises
    ------
    FileChangedError
        When it changed since, or is gone; without a digest, when there is one.
    """
    path = place_of(folder, name_parts(name), is_new=True)
    if not path.exists():
        if digest is not None:
            raise FileChangedError(Reason("message.workspace.gone", file=name))
        return None
    if digest is None:
        raise FileChangedError(Reason("message.workspace.exists", file=name))
    before = take_snapshot(folder, name, bounds)
    if before.digest != digest:
        raise FileChangedError(Reason("message.workspace.changed", file=name))
    return before


def replace_plan(
    path: Path,
    name: str,
    before: Snapshot | None,
    content: bytes,
    versions: KeptVersions,
    check: Callable[[], object],
    occasion: Occasion,
) -> tuple[int, int | None]:
    """Replace a file, and keep the versions before and after.

    `check` is called when the new content already waits beside the target.

    Returns
    -------
    (int, int or None)
        The numbers of the version that was written and the one before.
    """
    _refuse_open(path, name)
    known = previous = None
    if before is not None:
        known = digest_of(before.content)
        facts = path.stat()
        changed = date.fromtimestamp(facts.st_mtime)
        previous = versions.keep_found(before.content, changed, facts.st_mode)
    entry = versions.begin(
        occasion.day, content, by=occasion.by, what=occasion.what, before=known
    )
    # Programs that know nothing of our lock may write at any moment.
    replace_files({path: content}, check=check, follow_links=False)
    versions.keep(entry, content, path.stat().st_mode)
    versions.prune()
    return entry.number, previous


def _refuse_open(path: Path, name: str) -> None:
    """Refuse to write below an office program, which would write over it later."""
    for lock in (f"~${path.name}", f".~lock.{path.name}#"):
        if path.with_name(lock).exists():
            raise FormatError(Reason("message.workspace.is_open", file=name))
