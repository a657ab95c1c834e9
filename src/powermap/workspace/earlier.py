"""Earlier versions of a plan: those that were kept, and those that git knows."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from powermap.errors import FormatError, Note, PowermapError
from powermap.exchange.raw_file import warn
from powermap.files.reading import MEGABYTE
from powermap.language import Reason
from powermap.language.faults import fault_of
from powermap.model import AccountPlan
from powermap.versions.repository import Commit, Repository, commits_by_day
from powermap.versions.sources import Found
from powermap.workspace.bounds import Bounds
from powermap.workspace.kept_versions import (
    KeptVersions,
    LoggedWrite,
    day_of_version,
)
from powermap.workspace.names import name_parts, place_of
from powermap.workspace.renaming import renamed_error
from powermap.workspace.snapshot import Snapshot

__all__ = ["Earlier", "earlier_versions", "find_by_day"]

_TRIES = 10
"""Versions of a day that are read until one can be; each may take long."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a plan said on a day, and who wrote it.

    Parameters
    ----------
    day : date
        Of the write.
    source : str
        The kept file, or the name and the commit.
    snapshot : Snapshot
        The plan and its companions.
    author, text : str or None
        Who wrote it, and what they said about it.
    """

    day: date
    source: str
    snapshot: Snapshot
    author: str | None = None
    text: str | None = None


def earlier_versions(
    root: Path, current: Snapshot, kept: KeptVersions, bounds: Bounds
) -> Iterator[Iterator[Earlier]]:
    """The versions of each day, the newest day and its last version first.

    A version is read when it is asked for: there may be thousands, and most days show
    only their last one. Where versions of a day were kept, those of git are not looked
    at.
    """
    files: dict[date, list[Path]] = {}
    for path in kept.files():
        files.setdefault(day_of_version(path), []).append(path)
    entries = {entry.file: entry for entry in kept.entries()}
    repository = Repository(
        place_of(root, name_parts(current.name)).parent,
        is_trusted=False,
        seconds=bounds.seconds,
    )
    commits: dict[date, list[Commit]] = {}
    for of_day in _commits(root, current, repository, bounds):
        commits[of_day[0].day] = of_day
    days = sorted({*files, *commits}, reverse=True)
    for day in islice(days, bounds.versions):
        if day in files:
            yield _of_files(current, files[day], kept, entries)
        else:
            yield _of_commits(current, commits[day], repository, bounds)
    if len(days) > bounds.versions:
        reason = Reason("message.workspace.more_versions", most=bounds.versions)
        warn(Note(reason, current.name))


def find_by_day(
    current: Snapshot,
    changed: date,
    earlier: Iterable[Iterable[Earlier]],
    understand: Callable[[Snapshot], AccountPlan],
) -> list[Found]:
    """The last version of each day that can be read, the oldest first.

    Parameters
    ----------
    current : Snapshot
        The file as it is, which is the last version.
    changed : date
        The day of its last change.
    earlier
        Versions by day, the newest first.
    understand : callable
        Reads one.
    """
    found: list[Found] = []
    for of_day in earlier:
        last = _last_readable(iter(of_day), understand)
        if last is not None:
            found.append(last)
    plan = understand(current)
    # A copy of a repository has new files, which say what the last commit said.
    if found and found[0].plan == plan:
        return found[::-1]
    # A write is dated by whoever asked for it, which may be later than the file.
    day = max([changed, *(each.day for each in found)])
    older = [each for each in reversed(found) if each.day != day]
    return [*older, Found(day, plan, current.name)]


def _last_readable(
    of_day: Iterator[Earlier], understand: Callable[[Snapshot], AccountPlan]
) -> Found | None:
    """The last version of a day that can be read, if it is among the last few."""
    version = None
    for version in islice(of_day, _TRIES):
        plan = _plan_of(version, understand)
        if plan is not None:
            by = (version.author, version.text)
            return Found(version.day, plan, version.source, *by)
    if version is not None and next(of_day, None) is not None:
        reason = Reason("message.workspace.day_left_out", most=_TRIES, day=version.day)
        warn(Note(reason, version.snapshot.name))
    return None


def _plan_of(
    version: Earlier, understand: Callable[[Snapshot], AccountPlan]
) -> AccountPlan | None:
    try:
        return understand(version.snapshot)
    except PowermapError as error:
        _note_unreadable(error, version.snapshot.name, version.source)
        return None


def _note_unreadable(error: PowermapError, file: str, source: str) -> None:
    reason = Reason("message.versions.unreadable", error=fault_of(error, file))
    warn(Note(reason, source))


def _of_files(
    current: Snapshot,
    paths: Sequence[Path],
    kept: KeptVersions,
    entries: Mapping[str, LoggedWrite],
) -> Iterator[Earlier]:
    """The kept versions of a day, the last first."""
    for path in reversed(paths):
        try:
            content = kept.read(path)
        except FormatError as error:
            _note_unreadable(error, kept.name_of(path), path.name)
            continue
        entry = entries.get(path.name)
        yield Earlier(
            day_of_version(path),
            path.name,
            Snapshot(current.name, {**current.files, current.name: content}),
            (entry.by or None) if entry else None,
            (entry.what or None) if entry else None,
        )


def _of_commits(
    current: Snapshot, commits: Sequence[Commit], repository: Repository, bounds: Bounds
) -> Iterator[Earlier]:
    """The versions that git has of a day, the last first."""
    for commit in reversed(commits):
        version = _of_commit(current, commit, repository, bounds)
        if version is not None:
            yield version


def _commits(
    root: Path, current: Snapshot, repository: Repository, bounds: Bounds
) -> list[list[Commit]]:
    """The commits of each day in which the file lay in the folder."""
    name = posixpath.basename(current.name)
    if not repository.has(name):
        return []
    try:
        prefix = Repository(root, is_trusted=False, seconds=bounds.seconds).prefix
        commits = repository.commits(name)
    except FormatError as error:
        # Without git there is a history all the same.
        fault = fault_of(renamed_error(error, str(root)))
        warn(Note(Reason("message.workspace.no_commits", error=fault), current.name))
        return []
    inside: list[Commit] = []
    for commit in reversed(commits):
        # What it was called outside the folder, nobody is to read here.
        if not commit.path.startswith(prefix):
            break
        inside.append(commit)
    return commits_by_day(reversed(inside))


def _of_commit(
    current: Snapshot, commit: Commit, repository: Repository, bounds: Bounds
) -> Earlier | None:
    """What a commit says; None where it is too large, or git refuses."""
    here = posixpath.dirname(current.name)
    there = posixpath.dirname(commit.path)
    # Under its own suffix, by which it is read.
    name = posixpath.join(here, posixpath.basename(commit.path))
    limit = bounds.file_megabytes * MEGABYTE
    source = f"{current.name} {commit.id[:8]}"
    files = {}
    for other in current.files:
        beside = posixpath.relpath(other, here or ".")
        is_plan = other == current.name
        path = commit.path if is_plan else posixpath.join(there, beside)
        try:
            if repository.size(commit, path) <= limit:
                files[name if is_plan else other] = repository.content(commit, path)
        except FormatError:
            # Of a file that was not there yet, what it says now is the best there is.
            continue
    if name not in files:
        return None
    others = {key: each for key, each in current.files.items() if key != current.name}
    snapshot = Snapshot(name, {**others, **files})
    return Earlier(commit.day, source, snapshot, commit.author, commit.text)
