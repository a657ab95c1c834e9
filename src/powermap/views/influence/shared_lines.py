"""Which ties run inside a reporting line instead of beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from powermap.model import TieKind
from powermap.views.influence.component import (
    HEADED,
    NumberedTie,
    influence_direction,
    is_reporting,
)

LinesToTies = dict[int, int]
"""For the number of a reporting line that of the tie inside it."""


@dataclass(slots=True)
class _Candidates:
    """Ties of one boss that could run inside reporting lines, the first for each line."""

    upward: LinesToTies = field(default_factory=dict)
    """Those that rise from the reports."""
    downward: LinesToTies = field(default_factory=dict)
    """Those that fall to the reports."""
    headless: defaultdict[TieKind, LinesToTies] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """By kind those without a head."""


def choose_shared_lines(ties: Sequence[NumberedTie]) -> dict[int, int]:
    """Ties that run inside a reporting line, one for each line, with its number.

    Lines of one boss meet in the trunk, where different signs would lie over one
    another. So ties with a head all run the same way, up or down; the more frequent way
    wins. Ties without a head run there when no other does, and those of one kind only.
    """
    chosen: LinesToTies = {}
    for candidates in _find_candidates(ties).values():
        ways = [candidates.upward, candidates.downward]
        if not any(ways):
            ways = list(candidates.headless.values())
        most_frequent: LinesToTies = {}
        for way in ways:
            if len(way) > len(most_frequent):
                most_frequent = way
        chosen |= most_frequent
    return {tie: line for line, tie in chosen.items()}


def _find_candidates(ties: Sequence[NumberedTie]) -> dict[str, _Candidates]:
    """By boss."""
    line_of: dict[tuple[str, str], int] = {}
    for number, tie in ties:
        if is_reporting(tie):
            # Only the first of equal lines: a second one would be drawn over it.
            line_of.setdefault((tie.source, tie.target), number)
    found: defaultdict[str, _Candidates] = defaultdict(_Candidates)
    for number, tie in ties:
        if is_reporting(tie):
            continue
        source, target = influence_direction(tie)
        rising = line_of.get((source, target))
        falling = line_of.get((target, source))
        line = falling if rising is None else rising
        if line is None:
            continue
        candidates = found[source if rising is None else target]
        if tie.kind not in HEADED:
            candidates.headless[tie.kind].setdefault(line, number)
        elif rising is not None:
            candidates.upward.setdefault(line, number)
        else:
            candidates.downward.setdefault(line, number)
    return found
