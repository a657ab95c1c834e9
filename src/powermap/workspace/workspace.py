"""A folder of plans: list them, read one with its digest, write one whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from powermap.errors import FormatError, Note
from powermap.language import Lang, Quoted, Reason
from powermap.language.lists import either
from powermap.model import AccountPlan
from powermap.model.fields import Table
from powermap.model.playbook import Playbook
from powermap.versions.sources import Found
from powermap.workspace.bounds import Bounds
from powermap.workspace.earlier import earlier_versions, find_by_day
from powermap.workspace.folder_lock import FolderLock
from powermap.workspace.kept_versions import KeptVersions, LoggedWrite, own_folder
from powermap.workspace.listing import describe, plans_in
from powermap.workspace.names import (
    missing,
    name_parts,
    place_of,
    read_bytes,
    unreadable,
)
from powermap.workspace.plan_files import OpenPlan, PlanFile, Written
from powermap.workspace.playbooks import PLAYBOOK, playbook_beside
from powermap.workspace.reading import PlanReader
from powermap.workspace.renaming import naming_only, quoting_nothing
from powermap.workspace.rendering import render_plan
from powermap.workspace.saving import Occasion, replace_plan, unchanged_plan
from powermap.workspace.snapshot import Snapshot, digest_of, take_snapshot
from powermap.workspace.view import View

__all__ = ["Workspace"]

WRITABLE = (".yaml", ".yml", ".json", ".xlsx")
"""Suffixes of files that hold a whole plan; others are read only."""


class Workspace:
    r"""A folder of plans that a program may touch.

    Names are those of files within the folder; nothing outside it is read or written,
    nor a link, a hidden file or a device. Files of plans are understood in a process
    of their own. A write replaces the whole file, keeps the version before and after
    it in ``.powermap`` in the folder, and is refused when somebody changed the file
    since it was read.

    Parameters
    ----------
    folder : path
        Must exist.
    read_only : bool, default False
        Whether every write is refused.
    level : str, optional
        Redact what is read for an audience, as `powermap.redact` does. Such a
        workspace is read-only.
    key : str, optional
        Secret for pseudonyms. Default: a random one for each workspace.
    playbook : Playbook, optional
        Default: ``powermap.toml`` beside each plan, else powermap's own.
    lang : {"en", "zh"}
        Of pseudonyms, and of new workbooks.
    only : str, optional
        The one plan that may be used: no other file of the folder can be asked for.
        What this plan is read with, such as its people file, is read all the same.
    bounds : Bounds, optional
        How large files may be and how long reading takes.

    Raises
    ------
    FormatError
        When there is no such folder.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = folder.joinpath("deal.yaml").write_text("name: ERP\nstakeholders: []\n")
    >>> workspace = Workspace(folder)
    >>> [each.name for each in workspace.list()]
    ['deal.yaml']
    >>> found = workspace.read("deal.yaml")
    >>> plan = found.plan.revised(account="Northwind")
    >>> day = date(2026, 11, 20)
    >>> _ = workspace.write("deal.yaml", plan, digest=found.digest, day=day, by="me")
    >>> workspace.read("deal.yaml").plan.account
    'Northwind'
    """

    def __init__(
        self,
        folder: str | os.PathLike[str],
        *,
        read_only: bool = False,
        level: str | None = None,
        key: str | None = None,
        playbook: Playbook | None = None,
        lang: Lang = "en",
        only: str | None = None,
        bounds: Bounds | None = None,
    ) -> None:
        given = Path(folder)
        if not given.is_dir():
            reason = Reason("message.workspace.no_folder", folder=str(folder))
            raise FormatError(reason)
        # Once: a link in its place later leads nowhere else.
        self.folder = given.resolve()
        self.level = level
        self.read_only = read_only or level is not None
        self.lang: Lang = lang
        self.only = None if only is None else "/".join(name_parts(only))
        self.bounds = bounds or Bounds()
        self._playbook = playbook
        self._view = View(level, key, lang, self.playbook_of(PLAYBOOK))
        self._reader = PlanReader(self.bounds, level)

    def __repr__(self) -> str:
        return f"<Workspace {self.folder.name!r}>"

    def list(self) -> tuple[PlanFile, ...]:
        """The files that may hold plans, by name.

        At most as many as the bounds say; a note says so where there are more.
        """
        only = self.only
        paths = [self.folder / only] if only else plans_in(self.folder, self.bounds)
        files = []
        for path in paths:
            may_write = self._may_write(path.name)
            found = describe(self.folder, path, is_writable=may_write)
            if found is not None:
                files.append(found)
        return tuple(files)

    def read(self, name: str) -> OpenPlan:
        """A plan with the digest of its file.

        Raises
        ------
        FormatError
            When the name is none of the folder, or the file cannot be read.
        TableError
            When the file has to be corrected first.
        """
        snapshot = self._take(name)
        playbook = self.playbook_of(name)
        plan, notes = self._reader.understand(snapshot, playbook)
        shown = self._view.show(plan, playbook)
        return self._opened(snapshot, shown, playbook, notes)

    def read_both(
        self, old: str, new: str, *, old_version: int | None = None
    ) -> tuple[OpenPlan, OpenPlan]:
        """Two plans to compare, both by the playbook of the newer one.

        Parameters
        ----------
        old, new : str
            Names; of an earlier version and the file itself the same.
        old_version : int, optional
            A kept version of the older one, by its number in the log.

        Raises
        ------
        FormatError
            When one of them cannot be read, or there is no such version.
        """
        playbook = self.playbook_of(new)
        before = self._take(old)
        if old_version is not None:
            content = self._versions(old).content(old_version)
            before = Snapshot(old, {**before.files, old: content})
        after = self._take(new)
        earlier, first = self._reader.understand(before, playbook)
        later, second = self._reader.understand(after, playbook)
        # Together, so that a person has one pseudonym in both.
        earlier, later = self._view.show_versions([earlier, later], playbook)
        return (
            self._opened(before, earlier, playbook, first),
            self._opened(after, later, playbook, second),
        )

    def read_pseudonymized(self, name: str) -> AccountPlan:
        """The whole plan with pseudonyms, to judge what a redacted one cannot show.

        It says more than the audience may see: only what is concluded of both may
        leave the program.
        """
        snapshot = self._take(name)
        plan, _ = self._reader.understand(snapshot, self.playbook_of(name))
        return self._view.pseudonymize(plan)

    def digest(self, name: str) -> str:
        """The digest of a plan as its file is now, to see whether it changed."""
        return self._digest(self._take(name))

    def is_gone(self, name: str) -> bool:
        """Whether there is no file of that name."""
        path = self.folder.joinpath(*self._parts(name))
        return not os.path.lexists(path)

    def playbook_of(self, name: str) -> Playbook:
        """The playbook of a plan: the one that was given, else that of its folder."""
        parts = name_parts(name)
        with quoting_nothing(PLAYBOOK, self.level):
            return self._playbook or playbook_beside(self.folder, parts)

    def shows(self, table: Table, field: str) -> bool:
        """Whether the audience of a redacted workspace may see a field."""
        return self._view.shows(table, field, self.playbook_of(PLAYBOOK))

    def write(
        self,
        name: str,
        plan: AccountPlan,
        *,
        digest: str | None,
        day: date,
        by: str,
        what: str = "",
        like: Snapshot | None = None,
    ) -> Written:
        """Replace the whole file of a plan, and keep the version before.

        Parameters
        ----------
        name : str
            ``.yaml``, ``.json`` or ``.xlsx`` within the folder.
        plan : AccountPlan
            All that it is to say. Comments of a YAML file stay.
        digest : str or None
            Of what was read; None for a new file.
        day : date
            Of the write, for the log.
        by : str
            The program or person that asks for it.
        what : str
            What it changes, in words.
        like : Snapshot, optional
            Of a new file: the one that it follows, as after that was removed. Its
            comments stay.

        Raises
        ------
        FileChangedError
            When somebody changed the file since it was read; it stays as it is.
        FormatError
            When the workspace is read-only, or the file cannot be written.
        """
        path = self._target(name, plan)
        with naming_only(name, str(self.folder)), self._writing():
            before = unchanged_plan(self.folder, name, digest, self.bounds)
            content, notes = self.render(name, plan, before or like)
            if before is not None and content == before.content:
                return Written(name, before.digest, None, None, notes)
            numbers = self._save(path, before, content, digest, Occasion(day, by, what))
        written = self._digest_after(name, content, before)
        return Written(name, written, *numbers, notes)

    def render(
        self, name: str, plan: AccountPlan, like: Snapshot | None
    ) -> tuple[bytes, tuple[Note, ...]]:
        """The file that a plan makes, and what it cannot keep; nothing is written."""
        old = like if like is not None else Snapshot(name, {name: b""})
        return render_plan(plan, old, self.playbook_of(name), self.lang)

    def restore(
        self, name: str, number: int, *, digest: str, day: date, by: str
    ) -> Written:
        """Replace a plan by a version that was kept, byte for byte.

        Raises
        ------
        FileChangedError
            When somebody changed the file since it was read.
        FormatError
            When there is no such version, or the workspace is read-only.
        """
        path = self._target(name, None)
        with naming_only(name, str(self.folder)), self._writing():
            before = unchanged_plan(self.folder, name, digest, self.bounds)
            content = self._versions(name).content(number)
            what = Reason("message.workspace.restored", number=number).say(self.lang)
            numbers = self._save(path, before, content, digest, Occasion(day, by, what))
        written = self._digest_after(name, content, before)
        return Written(name, written, *numbers, ())

    def log(self, name: str) -> tuple[LoggedWrite, ...]:
        """The writes to a plan, the oldest first.

        Raises
        ------
        FormatError
            When the workspace is redacted: the log has texts of the plan.
        """
        if self.level is not None:
            raise FormatError(
                Reason("message.workspace.no_log", audience=Quoted(self.level))
            )
        content = read_bytes(self.folder, self._parts(name), self.bounds.file_megabytes)
        return tuple(self._versions(name).log(digest_of(content)))

    def versions(self, name: str) -> Sequence[Found]:
        """The plan as it was at the end of each day that is known, the oldest first.

        Versions that were kept, and those that git knows as far as the file lay in
        the folder. What cannot be read any more is left out, with a note. A redacted
        view does not say who wrote them.
        """
        current = self._take(name)
        playbook = self.playbook_of(name)
        kept = self._versions(name)
        earlier = earlier_versions(self.folder, current, kept, self.bounds)
        found = find_by_day(
            current,
            self._changed_on(name),
            earlier,
            lambda snapshot: self._reader.understand(snapshot, playbook)[0],
        )
        return self._view.show_history(found, playbook)

    def _changed_on(self, name: str) -> date:
        path = place_of(self.folder, name_parts(name))
        try:
            return date.fromtimestamp(path.stat().st_mtime)
        except OSError as error:
            raise unreadable(name, error) from error

    def _save(
        self,
        path: Path,
        before: Snapshot | None,
        content: bytes,
        digest: str | None,
        occasion: Occasion,
    ) -> tuple[int, int | None]:
        name = path.relative_to(self.folder).as_posix()

        def check() -> None:
            unchanged_plan(self.folder, name, digest, self.bounds)

        versions = self._versions(name)
        return replace_plan(path, name, before, content, versions, check, occasion)

    def _digest_after(self, name: str, content: bytes, before: Snapshot | None) -> str:
        """The digest after a write, as if no other program had written since.

        With it the next write is refused where one has.
        """
        known = {} if before is None else before.files
        files = {**self._take(name).files, name: content}
        for other in files.keys() & known.keys() - {name}:
            files[other] = known[other]
        return self._digest(Snapshot(name, files))

    def _versions(self, name: str) -> KeptVersions:
        most = self.bounds.file_megabytes
        return KeptVersions(self.folder, name_parts(name), most)

    def _opened(
        self,
        snapshot: Snapshot,
        plan: AccountPlan,
        playbook: Playbook,
        notes: tuple[Note, ...],
    ) -> OpenPlan:
        """A plan that may be seen, with what its reader needs to know."""
        # Notes quote what the file says.
        return OpenPlan(
            snapshot.name,
            self._digest(snapshot),
            plan,
            playbook,
            notes if self.level is None else (),
            self._may_write(snapshot.name),
            snapshot if self._may_write(snapshot.name) else None,
        )

    def _parts(self, name: str) -> tuple[str, ...]:
        """The parts of a name that may be asked for."""
        parts = name_parts(name)
        if self.only in (None, "/".join(parts)):
            return parts
        raise missing(name)

    def _take(self, name: str) -> Snapshot:
        self._parts(name)
        return take_snapshot(self.folder, name, self.bounds)

    def _may_write(self, name: str) -> bool:
        return not self.read_only and name.lower().endswith(WRITABLE)

    def _digest(self, snapshot: Snapshot) -> str:
        return self._view.digest(snapshot.digest)

    def _target(self, name: str, plan: AccountPlan | None) -> Path:
        """Where a write goes, if it may."""
        if self.read_only:
            raise FormatError(Reason("message.workspace.read_only"))
        parts = self._parts(name)
        if not self._may_write(name):
            suffixes = either(WRITABLE)
            raise FormatError(
                Reason("message.workspace.not_writable", file=name, suffixes=suffixes)
            )
        if plan is not None and plan.center.audience:
            raise FormatError(Reason("message.workspace.redacted", file=name))
        return place_of(self.folder, parts, is_new=True)

    def _writing(self) -> FolderLock:
        return FolderLock(own_folder(self.folder) / "lock")
