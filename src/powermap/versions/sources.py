"""Where the versions of a plan come from: git, or files that are dated."""

from __future__ import annotations

import os
import posixpath
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from powermap.errors import FormatError, ModelError, Note, PowermapError
from powermap.exchange.documents.shared_people import locate
from powermap.exchange.glossary import glossary_of
from powermap.exchange.options import ReadOptions
from powermap.exchange.raw_file import warn
from powermap.exchange.reading import understand
from powermap.exchange.shared_people import people_file_of
from powermap.exchange.sources import find_sources
from powermap.files.presence import is_file, is_folder
from powermap.files.reading import to_path
from powermap.language import Reason
from powermap.language.faults import fault_of
from powermap.language.lists import some_of
from powermap.model import AccountPlan
from powermap.model.playbook import Playbook
from powermap.model.text import parse_date
from powermap.versions.repository import Commit, Repository, commits_by_day

__all__ = ["Found", "find_deals", "find_versions"]

_DAY = re.compile(r"(?<!\d)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A plan as it was on a day, and who wrote it."""

    day: date
    plan: AccountPlan
    source: str
    author: str | None = None
    text: str | None = None


def find_versions(
    source: str | os.PathLike[str], playbook: Playbook | None
) -> list[Found]:
    """The versions of a plan, the oldest first, of each day the last.

    A folder holds a file for each version, dated by its name or by the plan; a file in
    a git repository has a version for each commit.

    Raises
    ------
    FormatError
        When there is no such file or folder, no version, or no git.
    """
    path = to_path(source)
    if is_folder(path):
        found = list(_in_folder(path, playbook))
    else:
        if not is_file(path):
            raise FormatError(Reason("message.files.no_such_file", file=str(path)))
        found = list(_in_git(path, playbook))
    if not found:
        raise FormatError(Reason("message.versions.none", source=str(path)))
    return _last_of_each_day(found)


def find_deals(
    folder: str | os.PathLike[str], playbook: Playbook | None
) -> list[list[Found]]:
    """The versions of each deal in a folder.

    Files that are called alike but for the day are one deal; a file without a day has
    the versions that git knows, or is one by itself.

    Raises
    ------
    FormatError
        When there is no such folder, or nothing in it.
    """
    path = to_path(folder)
    if not is_folder(path):
        raise FormatError(Reason("message.versions.not_a_folder", file=str(path)))
    deals: dict[Path, list[Path]] = {}
    for file in find_sources(path):
        name = _DAY.sub("", file.stem).strip("-_. ")
        deals.setdefault(file.parent / name, []).append(file)
    found = []
    for files in deals.values():
        versions = _of_files(files, path, playbook)
        if versions:
            found.append(_last_of_each_day(versions))
    return found


def _of_files(
    files: Sequence[Path], folder: Path, playbook: Playbook | None
) -> list[Found]:
    [first, *others] = files
    # A file that is called by a day is a version itself, whatever git knows of it.
    is_dated = bool(others) or _day_in(first.stem) is not None
    if not is_dated and Repository(first.resolve().parent).has(first.name):
        return list(_in_git(first, playbook))
    return list(_dated_files(files, folder, playbook))


def _last_of_each_day(found: Sequence[Found]) -> list[Found]:
    last: dict[date, Found] = {}
    for version in sorted(found, key=lambda each: each.day):
        last[version.day] = version
    return list(last.values())


def _in_folder(folder: Path, playbook: Playbook | None) -> Iterator[Found]:
    yield from _dated_files(find_sources(folder), folder, playbook)


def _dated_files(
    files: Iterable[Path], folder: Path, playbook: Playbook | None
) -> Iterator[Found]:
    undated = []
    for path in files:
        plan = _read(path, path.name, playbook)
        if plan is None:
            continue
        day = _day_in(path.stem) or plan.as_of or plan.center.as_of
        if day is None:
            undated.append(path.name)
        else:
            yield Found(day, plan, path.name)
    if undated:
        reason = Reason("message.versions.undated", files=some_of(undated))
        warn(Note(reason, str(folder)))


def _day_in(name: str) -> date | None:
    """The day in the name of a file, as in ``northwind-2026-11-20``."""
    for year, month, day in _DAY.findall(name):
        try:
            return parse_date(f"{year}-{month}-{day}")
        except ModelError:
            continue
    return None


def _read(path: Path, name: str, playbook: Playbook | None) -> AccountPlan | None:
    """The plan of a file; one that cannot be read is told, and the others count."""
    try:
        options = ReadOptions(isolate=False)
        return understand(path, options, glossary_of(playbook)).checked_plan()
    except PowermapError as error:
        fault = fault_of(error, path)
        reason = Reason("message.versions.unreadable", error=fault)
        warn(Note(reason, name))
        return None


def _in_git(path: Path, playbook: Playbook | None) -> Iterator[Found]:
    repository = Repository(path.resolve().parent)
    if not repository.has(path.name):
        raise FormatError(Reason("message.versions.not_in_git", file=str(path)))
    if repository.is_shallow:
        warn(Note(Reason("message.versions.shallow"), str(path)))
    with tempfile.TemporaryDirectory(prefix="powermap-") as temporary:
        for of_day in commits_by_day(repository.commits(path.name)):
            # The last one of the day that can be read; nobody sees the others.
            for commit in reversed(of_day):
                copy = _copy_of(commit, Path(temporary) / commit.id, repository)
                name = f"{path.name} {commit.id[:8]}"
                plan = _read(copy, name, playbook)
                if plan is not None:
                    yield Found(commit.day, plan, name, commit.author, commit.text)
                    break


def _copy_of(commit: Commit, target: Path, repository: Repository) -> Path:
    """The file of a commit, with the people that it shares, to be read."""
    target.mkdir()
    # Under its own suffix, by which it is read.
    copy = target / f"version{Path(commit.path).suffix}"
    copy.write_bytes(repository.content(commit, commit.path))
    # What is missing is refused, with its reason, when the plan is read.
    with suppress(PowermapError):
        named = people_file_of(copy)
        if named is not None:
            shared = locate(named, target, copy.name, must_exist=False)
            beside = posixpath.join(posixpath.dirname(commit.path), named)
            content = repository.content(commit, posixpath.normpath(beside))
            shared.parent.mkdir(parents=True, exist_ok=True)
            shared.write_bytes(content)
    return copy
