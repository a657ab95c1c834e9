"""Which ties run inside a reporting line instead of beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

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
    """Ties that could run inside reporting lines, the first one for each line."""

    headless: LinesToTies = field(default_factory=dict)
    upward: defaultdict[str, LinesToTies] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """By boss: ties that rise from the reports."""
    downward: defaultdict[str, LinesToTies] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """By boss: ties that fall to the reports."""


def choose_shared_lines(ties: Sequence[NumberedTie]) -> dict[int, int]:
    """Ties that run inside a reporting line, one for each line, with its number.

    Ties with a head that belong to one boss all run the same way, up or down, since
    what meets in the trunk could be mistaken otherwise; the more frequent way wins.
    A tie without a head runs there when no other does.
    """
    candidates = _find_candidates(ties)
    chosen = dict(candidates.headless)
    for boss in {**candidates.upward, **candidates.downward}:
        upward = candidates.upward[boss]
        downward = candidates.downward[boss]
        # A tie of the losing way leaves its line empty rather than headless.
        for line in (*upward, *downward):
            chosen.pop(line, None)
        chosen |= upward if len(upward) >= len(downward) else downward
    return {tie: line for line, tie in chosen.items()}


def _find_candidates(ties: Sequence[NumberedTie]) -> _Candidates:
    line_of: dict[tuple[str, str], int] = {}
    for number, tie in ties:
        if is_reporting(tie):
            # Only the first of equal lines: a second one would be drawn over it.
            line_of.setdefault((tie.source, tie.target), number)
    candidates = _Candidates()
    for number, tie in ties:
        if is_reporting(tie):
            continue
        source, target = influence_direction(tie)
        rising = line_of.get((source, target))
        falling = line_of.get((target, source))
        line = falling if rising is None else rising
        if line is None:
            continue
        if tie.kind not in HEADED:
            candidates.headless.setdefault(line, number)
        elif rising is not None:
            candidates.upward[target].setdefault(line, number)
        else:
            candidates.downward[source].setdefault(line, number)
    return candidates
