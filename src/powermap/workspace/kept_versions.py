"""What was written to a plan, by whom, and the versions before and after.

For ``north/deal.yaml`` they lie in ``.powermap/north/deal.yaml.versions``: a file for
each version, dated by its name, so that ``powermap history`` reads the folder, and
``writes.log`` with a line of JSON for each write.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from powermap.errors import FormatError
from powermap.files.writing import replace_file
from powermap.language import Reason
from powermap.workspace.names import read_bytes, unreadable
from powermap.workspace.snapshot import digest_of

__all__ = [
    "OWN_FOLDER",
    "KeptVersions",
    "LoggedWrite",
    "day_of_version",
    "own_folder",
]

OWN_FOLDER = ".powermap"
"""Where versions lie; hidden, so that no command takes them for plans."""
KEPT = 50
"""The newest versions that are kept; of older ones the last of each day."""
_LOG = "writes.log"
_LARGEST_VERSION = 20
"""Megabytes."""
_LARGEST_LOG = 4_000_000
"""Bytes, beyond which the older half of the lines goes."""
_LONGEST_TEXT = 500
"""Characters of a text in the log."""
_VERSION = re.compile(r"(\d{4}-\d\d-\d\d)-(\d{4,})-[^/\\:]+")
_PERMISSIONS = 0o777
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class LoggedWrite:
    """One write to a plan.

    Parameters
    ----------
    number : int
        Counted from 1.
    day : date
        Of the write.
    by : str
        The program that asked for it; "" for a version that another program wrote.
    what : str
        What it changed, in words.
    before, after : str or None
        SHA-256 of the file.
    file : str
        The version that it made.
    is_done : bool
        Whether the file took it: a program can be killed in between.
    """

    number: int
    day: date
    by: str
    what: str
    before: str | None
    after: str
    file: str
    is_done: bool = True


def own_folder(root: Path) -> Path:
    """The hidden folder within a folder, made when it is missing."""
    folder = root / OWN_FOLDER
    _make_folder(folder, root)
    ignore = folder / ".gitignore"
    if not os.path.lexists(ignore):
        # The versions must not be committed by chance with the plans.
        replace_file(ignore, b"*\n", follow_links=False)
    return folder


def _make_folder(folder: Path, root: Path) -> None:
    try:
        folder.mkdir()
    except FileExistsError:
        # It was there, or another writer made it a moment ago.
        if folder.is_symlink() or not folder.is_dir():
            reason = Reason("message.workspace.own_folder", folder=folder.name)
            raise FormatError(reason) from None
    else:
        # Whoever may not look at the plans must not find them here.
        folder.chmod(root.stat().st_mode & _PERMISSIONS)


class KeptVersions:
    """The versions of one plan and the log of its writes.

    Parameters
    ----------
    root : Path
        The folder of the plans.
    parts : tuple of str
        The folders and the name of the plan.
    megabytes : int
        Size of one file.
    """

    def __init__(
        self, root: Path, parts: tuple[str, ...], megabytes: int = _LARGEST_VERSION
    ) -> None:
        self.megabytes = megabytes
        self.root = root
        self.plan_name = parts[-1]
        self._parts = (OWN_FOLDER, *parts[:-1], f"{parts[-1]}.versions")
        self.folder = root.joinpath(*self._parts)

    def log(self, current: str | None) -> list[LoggedWrite]:
        """The writes, the oldest first; `current` is the digest of the plan."""
        entries = self.entries()
        files = {path.name for path in self.files()}
        marked = []
        for place, entry in enumerate(entries):
            following = entries[place + 1].before if place + 1 < len(entries) else None
            is_done = entry.file in files or entry.after in (current, following)
            marked.append(replace(entry, is_done=is_done))
        return marked

    def files(self) -> list[Path]:
        """The versions, the oldest first.

        Raises
        ------
        FormatError
            When nobody may look into their folder.
        """
        if not self._is_own():
            return []
        found = []
        try:
            for path in self.folder.iterdir():
                # The folder may be shared, and anyone may put something into it.
                is_file = path.is_file() and not path.is_symlink()
                if is_file and _is_version(path.name):
                    found.append(path)
        except OSError as error:
            raise unreadable(self._name, error) from error
        return sorted(found, key=_number_of)

    def begin(
        self,
        day: date,
        content: bytes,
        *,
        by: str,
        what: str,
        before: str | None,
    ) -> LoggedWrite:
        """Log a write that is about to happen."""
        self._make()
        number = self._next_number()
        entry = LoggedWrite(
            number,
            day,
            by[:_LONGEST_TEXT],
            what[:_LONGEST_TEXT],
            before,
            digest_of(content),
            f"{day.isoformat()}-{number:04d}-{self.plan_name}",
        )
        self._append(entry)
        return entry

    def keep(self, entry: LoggedWrite, content: bytes, mode: int) -> None:
        """Keep the version of a write, readable to whom the plan is."""
        path = self.folder / entry.file
        if os.path.lexists(path):
            return
        replace_file(path, content, follow_links=False)
        path.chmod(mode & _PERMISSIONS)

    def keep_found(self, content: bytes, day: date, mode: int) -> int:
        """The number of what stands in the file, which another program may have put."""
        digest = digest_of(content)
        entries = self.entries()
        files = {path.name for path in self.files()}
        kept = [entry for entry in entries if entry.file in files]
        if kept and kept[-1].after == digest:
            return kept[-1].number
        if entries and entries[-1].after == digest:
            # Also where a program was killed after the plan and before its version.
            self.keep(entries[-1], content, mode)
            return entries[-1].number
        entry = self.begin(day, content, by="", what="", before=None)
        self.keep(entry, content, mode)
        return entry.number

    def content(self, number: int) -> bytes:
        """The bytes of a version.

        Raises
        ------
        FormatError
            When it is not kept, or not any more.
        """
        for path in self.files():
            if _number_of(path) == number:
                return self.read(path)
        raise FormatError(Reason("message.workspace.no_version", number=number))

    def read(self, path: Path) -> bytes:
        """The bytes of a version that `files` gives.

        Raises
        ------
        FormatError
            When it is larger than any file that is read here.
        """
        parts = (*self._parts, path.name)
        return read_bytes(self.root, parts, self.megabytes)

    @property
    def _name(self) -> str:
        return "/".join(self._parts)

    def name_of(self, path: Path) -> str:
        """What a version is called in messages."""
        return f"{self._name}/{path.name}"

    def prune(self) -> None:
        """Remove old versions: of a day before the newest ones, all but the last."""
        old = self.files()[:-KEPT]
        last_of_day = {path.name[:10]: path for path in old}
        for path in old:
            if last_of_day[path.name[:10]] != path:
                with suppress(OSError):
                    path.unlink()

    def _is_own(self) -> bool:
        """Whether the folder is there, and nothing on the way to it a link."""
        path = self.root
        for part in self._parts:
            path = path / part
            if path.is_symlink() or not path.is_dir():
                return False
        return True

    def _make(self) -> None:
        path = self.root
        for part in self._parts:
            path = path / part
            _make_folder(path, self.root)

    def _next_number(self) -> int:
        numbers = [entry.number for entry in self.entries()]
        numbers += [_number_of(path) for path in self.files()]
        return max(numbers, default=0) + 1

    def entries(self) -> list[LoggedWrite]:
        """The lines of the log, done or not.

        Raises
        ------
        FormatError
            When nobody may read it.
        """
        path = self.folder / _LOG
        try:
            if not self._is_own() or path.is_symlink() or not path.is_file():
                return []
            content = self._bytes_of_log(path)
        except OSError as error:
            raise unreadable(self.name_of(path), error) from error
        entries = []
        for line in content.splitlines():
            entry = _entry_in(line)
            if entry is not None:
                entries.append(entry)
        return entries

    def _bytes_of_log(self, path: Path) -> bytes:
        """The newest lines of the log: the folder may be shared."""
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 2 * _LARGEST_LOG))
            return file.read(2 * _LARGEST_LOG)

    def _append(self, entry: LoggedWrite) -> None:
        path = self.folder / _LOG
        with suppress(FileNotFoundError):
            if path.stat().st_size > _LARGEST_LOG:
                lines = self._bytes_of_log(path).splitlines(keepends=True)
                rest = b"".join(lines[len(lines) // 2 :])
                replace_file(path, rest, follow_links=False)
        record = {**asdict(entry), "day": entry.day.isoformat()}
        del record["is_done"]
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        handle = os.open(path, _APPEND, 0o666)
        with os.fdopen(handle, "ab") as file:
            # A program that was killed may have left half a line.
            file.write(line if _ends_well(path) else b"\n" + line)
            file.flush()
            os.fsync(file.fileno())


def _is_version(name: str) -> bool:
    found = _VERSION.fullmatch(name)
    if found is None:
        return False
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return False
    return True


def day_of_version(path: Path) -> date:
    """The day of a version that `KeptVersions.files` gives."""
    return date.fromisoformat(path.name[:10])


def _number_of(path: Path) -> int:
    found = _VERSION.fullmatch(path.name)
    return int(found[2]) if found else 0


def _ends_well(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def _entry_in(line: bytes) -> LoggedWrite | None:
    """What a line says; None of a damaged one."""
    try:
        record: dict[str, Any] = json.loads(line)
        record["day"] = date.fromisoformat(record["day"])
        entry = LoggedWrite(**record)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return entry if _is_sound(entry) else None


def _is_sound(entry: LoggedWrite) -> bool:
    """Whether a line has the values that we write: the folder may be shared."""
    texts = (entry.by, entry.what, entry.after, entry.file)
    if not all(isinstance(text, str) for text in texts):
        return False
    if not isinstance(entry.number, int) or not isinstance(entry.before, str | None):
        return False
    # The name must not lead to another folder.
    return _VERSION.fullmatch(entry.file) is not None
