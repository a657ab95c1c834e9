"""What a workspace answers: files, plans that were read, and writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from powermap.errors import Note
from powermap.model import AccountPlan
from powermap.model.playbook import Playbook
from powermap.workspace.snapshot import Snapshot

__all__ = ["OpenPlan", "PlanFile", "Written"]


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A file of the folder that may hold a plan.

    Parameters
    ----------
    name : str
        Within the folder, with ``/`` between folders.
    size : int
        Bytes.
    changed : date
        Day of the last change of the file.
    is_writable : bool
        Whether the workspace may write it.
    """

    name: str
    size: int
    changed: date
    is_writable: bool


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan as it was read.

    Parameters
    ----------
    name : str
        Of the file.
    digest : str
        Of what was read; `Workspace.write` asks for it.
    plan : AccountPlan
        The plan, redacted if the workspace is.
    playbook : Playbook
        That of the folder of the plan.
    notes : tuple of Note
        What was assumed, converted, skipped or left out.
    is_writable : bool
        Whether the workspace may write it.
    snapshot : Snapshot or None
        The files that it was read from; None where they may not be written.
    """

    name: str
    digest: str
    plan: AccountPlan
    playbook: Playbook
    notes: tuple[Note, ...]
    is_writable: bool
    snapshot: Snapshot | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did.

    Parameters
    ----------
    name : str
        Of the file.
    digest : str
        Of the file as it is now.
    number, previous : int or None
        Of the version that was written and the one before, in the log; None where the
        file said the same before, or is new.
    notes : tuple of Note
        What the file could not keep.
    """

    name: str
    digest: str
    number: int | None
    previous: int | None
    notes: tuple[Note, ...]
