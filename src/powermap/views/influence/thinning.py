"""One tie each: of the ties that influence a person only the strongest is drawn."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from powermap.views.influence.choice import Choice
from powermap.views.influence.component import NumberedTie, is_reporting
from powermap.views.influence.folding import sources_and_targets, weight
from powermap.views.influence.ordering import order
from powermap.views.influence.shared_lines import choose_shared_lines

READABLE_TIES = 1.2
"""Lines for each person up to which all ties are drawn unless asked otherwise."""
FEW_TIES = 17
"""Lines up to which they are too, however few people there are."""


def is_dense(choice: Choice) -> bool:
    """Whether there are more lines than a reader can follow."""
    lines = len(own_lines(choice))
    return lines > max(READABLE_TIES * len(choice.center), FEW_TIES)


def own_lines(choice: Choice) -> list[NumberedTie]:
    """Ties with a line of their own, not those inside a reporting line."""
    shared = choose_shared_lines(choice.ties)
    own = []
    for number, tie in choice.ties:
        if not is_reporting(tie) and number not in shared:
            own.append((number, tie))
    return own


def thin(choice: Choice) -> Choice:
    """The choice with the strongest tie on each person; the others are left out."""
    lines = own_lines(choice)
    place = order(choice.center, choice.ties)
    strongest: dict[str, tuple[tuple[float, ...], int]] = {}
    for number, tie in lines:
        for source, target in sources_and_targets(tie):
            rank = (-weight(tie), place[source], number)
            best = strongest.get(target)
            if best is None or rank < best[0]:
                strongest[target] = rank, number
    kept = {number for _, number in strongest.values()}
    for number, tie in lines:
        if choice.is_on_path(tie) or choice.middle in (tie.source, tie.target):
            kept.add(number)
    return keep_lines(choice, kept)


def keep_lines(choice: Choice, kept: Container[int]) -> Choice:
    """The choice with these lines, by number; the others are counted at their cards."""
    left_out: dict[str, list[NumberedTie]] = {}
    dropped = set()
    for number, tie in own_lines(choice):
        if number not in kept:
            dropped.add(number)
            for _, target in sources_and_targets(tie):
                left_out.setdefault(target, []).append((number, tie))
    ties = tuple(each for each in choice.ties if each[0] not in dropped)
    return replace(choice, ties=ties, left_out=_frozen(left_out))


def _frozen(
    left_out: Mapping[str, list[NumberedTie]],
) -> dict[str, tuple[NumberedTie, ...]]:
    return {id: tuple(ties) for id, ties in left_out.items()}
