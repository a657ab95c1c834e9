"""A plan out of the bytes of a stranger, understood in a process of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from powermap.errors import FormatError, Note
from powermap.exchange.glossary import glossary_of
from powermap.exchange.intake.understanding import Understanding
from powermap.exchange.isolation import isolated
from powermap.exchange.kept_readers import reusing_readers
from powermap.exchange.options import Limits, ReadOptions
from powermap.language import Reason
from powermap.model import AccountPlan
from powermap.model.playbook import Playbook
from powermap.workspace.bounds import Bounds
from powermap.workspace.snapshot import Snapshot

__all__ = ["understand_snapshot"]


def understand_snapshot(
    snapshot: Snapshot, playbook: Playbook, bounds: Bounds
) -> tuple[AccountPlan, tuple[Note, ...]]:
    """The plan in a snapshot, and what was assumed in reading it.

    Raises
    ------
    TableError
        When it has to be corrected first.
    FormatError
        When it is no plan, too large, or takes too long.
    """
    limits = Limits(bounds.seconds, bounds.megabytes)
    options = ReadOptions(isolate=True, limits=limits)
    # A copy, so that what is read is what the digest is of.
    with tempfile.TemporaryDirectory(prefix="powermap-") as folder:
        snapshot.unpack(Path(folder))
        with reusing_readers():
            found: Understanding = isolated(
                "understand", snapshot.name, options, glossary_of(playbook), folder
            )
    plan = found.checked_plan()
    if len(plan.center) > bounds.people:
        raise FormatError(
            Reason(
                "message.workspace.too_many_people",
                file=snapshot.name,
                count=len(plan.center),
                most=bounds.people,
            )
        )
    return plan, found.notes
