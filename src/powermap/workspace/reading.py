"""A plan out of the bytes of a stranger, understood in a process of its own."""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
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
from powermap.workspace.renaming import quoting_nothing
from powermap.workspace.snapshot import Snapshot

__all__ = ["PlanReader"]

_REMEMBERED = 16
"""Plans that are not read again while their files stay the same."""
Understood = tuple[AccountPlan, tuple[Note, ...]]


class PlanReader:
    """Reads plans, and remembers the last ones.

    Parameters
    ----------
    bounds : Bounds
        What reading may cost.
    level : str or None
        The audience, which may not see what a file says.
    """

    def __init__(self, bounds: Bounds, level: str | None) -> None:
        self._bounds = bounds
        self._level = level
        self._remembered: OrderedDict[str, Understood] = OrderedDict()
        self._lock = threading.Lock()

    def understand(self, snapshot: Snapshot, playbook: Playbook) -> Understood:
        """The plan in a snapshot, and what was assumed in reading it.

        Raises
        ------
        TableError
            When it has to be corrected first.
        FormatError
            When it is no plan, too large, or takes too long.
        """
        place = f"{snapshot.name} {snapshot.digest} {hash(playbook)}"
        with self._lock:
            if place in self._remembered:
                self._remembered.move_to_end(place)
                return self._remembered[place]
        with quoting_nothing(snapshot.name, self._level):
            found = _understand(snapshot, playbook, self._bounds)
        with self._lock:
            self._remembered[place] = found
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return found


def _understand(snapshot: Snapshot, playbook: Playbook, bounds: Bounds) -> Understood:
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
