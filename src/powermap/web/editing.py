"""A plan that is being edited in one window."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date
from typing import TYPE_CHECKING, Any

from powermap.errors import FileChangedError, FormatError
from powermap.judgment.file_judgment import judge_file
from powermap.language import Lang, Language, Reason
from powermap.live.session import BoardSession
from powermap.serving import new_token
from powermap.workspace.names import name_parts

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.model import AccountPlan
    from powermap.workspace import OpenPlan, Workspace

__all__ = ["Editing", "Editings", "ForgottenError"]

_MOST = 40
"""Windows to keep; beyond that, the one unused for longest is closed.

Those with nothing to save go first: a page opens a window whenever it is loaded.
"""
_MOST_CHANGED = 200
"""Windows to keep when all of them have something to save."""
_AUTHOR = "powermap serve"


class ForgottenError(FormatError):
    """A window that is no longer open."""


class Editing:
    """One window's edits of a plan, from what was read to what is saved.

    Parameters
    ----------
    workspace : Workspace
        The folder of the plan.
    name : str
        The plan in it.
    lang : {"en", "zh"}
        Language of the board.
    """

    def __init__(self, workspace: Workspace, name: str, lang: Lang) -> None:
        self.id = new_token()
        self.name = name
        self.lang: Lang = lang
        self.lock = threading.Lock()
        self._workspace = workspace
        self._open(workspace.read(name))

    def _open(self, found: OpenPlan, plan: AccountPlan | None = None) -> None:
        self.found = found
        self._begun = found.plan if plan is None else plan
        self.board = BoardSession(
            self._begun,
            lang=self.lang,
            playbook=found.playbook,
            with_notes=self._workspace.level is None,
        )

    @property
    def language(self) -> Language:
        """The language of answers, in the words of the playbook."""
        return self.found.playbook.language(self.lang)

    @property
    def plan(self) -> AccountPlan:
        """The plan as it is in this window."""
        # What was opened is kept as it was read where nothing was done.
        return self.board.plan if self.board.python else self._begun

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return self.plan != self.found.plan

    def judge(self, today: date) -> Judgment:
        """Judge the plan as it is in this window."""
        return judge_file(self.plan, self.found.playbook, today)

    def ask(self, requests: object) -> None:
        """Do what the board asks for.

        Raises
        ------
        FormatError
            When the plan may not be written.
        """
        self._require_writable()
        self.board.ask(requests)

    def _require_writable(self) -> None:
        if not self.found.is_writable:
            raise FormatError(Reason("message.web.not_writable", file=self.name))

    def look(self) -> str:
        """How the file compares with what was read: same, stale or gone."""
        if self._workspace.is_gone(self.name):
            return "gone"
        digest = self._workspace.digest(self.name)
        return "same" if digest == self.found.digest else "stale"

    def save(self, today: date, *, is_again: bool = False) -> list[str]:
        """Write the plan to its file, or again where that was removed.

        Returns
        -------
        list of str
            What the file could not keep.

        Raises
        ------
        FileChangedError
            When somebody changed the file since it was read.
        """
        written = self._workspace.write(
            self.name,
            self.plan,
            digest=None if is_again else self.found.digest,
            day=today,
            by=_AUTHOR,
            like=self.found.snapshot,
        )
        # The board goes on, so that what was done before can still be undone.
        read = self._workspace.read(self.name)
        if read.digest != written.digest:
            raise FileChangedError(Reason("message.workspace.changed", file=self.name))
        self.found = read
        return [note.say(self.language) for note in written.notes]

    def download(self) -> tuple[bytes, list[str]]:
        """The file that a save would write, and what it cannot keep.

        Raises
        ------
        FormatError
            When the plan may not be written.
        """
        self._require_writable()
        content, notes = self._workspace.render(
            self.name, self.plan, self.found.snapshot
        )
        return content, [note.say(self.language) for note in notes]

    def reload(self) -> None:
        """Take the file as it is now; what was not saved is gone."""
        self._open(self._workspace.read(self.name))

    def merge(self) -> list[dict[str, Any]]:
        """Take what changed in the file into the plan of this window.

        Returns
        -------
        list of dict
            What both changed to something else, where this window's value stays.
        """
        from powermap.merging import merge

        theirs = self._workspace.read(self.name)
        merged = merge(self.found.plan, self.plan, theirs.plan)
        self._open(theirs, merged.plan)
        rows = []
        for conflict in merged.conflicts:
            row = conflict.row()
            rows.append({key: self.language.text(value) for key, value in row.items()})
        return rows


class Editings:
    """The windows of a server, by their secret ids."""

    def __init__(self, workspace: Workspace, lang: Lang) -> None:
        self._workspace = workspace
        self._lang: Lang = lang
        self._found: OrderedDict[str, Editing] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, name: object) -> Editing:
        """A new window on a plan.

        Raises
        ------
        FormatError
            When it is no plan of the folder.
        """
        name_parts(name)
        editing = Editing(self._workspace, str(name), self._lang)
        with self._lock:
            self._found[editing.id] = editing
            self._forget()
        return editing

    def _forget(self) -> None:
        if len(self._found) <= _MOST:
            return
        older = list(self._found.values())[:-1]
        unchanged = [each for each in older if not each.is_changed]
        if unchanged:
            del self._found[unchanged[0].id]
        elif len(self._found) > _MOST_CHANGED:
            del self._found[older[0].id]

    def find(self, id: object) -> Editing:
        """A window that is open.

        Raises
        ------
        ForgottenError
            When there is none, as after a restart of the server.
        """
        with self._lock:
            editing = self._found.get(id) if isinstance(id, str) else None
            if editing is None:
                raise ForgottenError(Reason("message.web.forgotten"))
            self._found.move_to_end(editing.id)
        return editing
