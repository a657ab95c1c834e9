"""Which reports of a boss stand from left to right in the order of the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from powermap.views.influence.component import Component, NumberedTie, is_reporting


def ordered_siblings(component: Component) -> list[list[str]]:
    """Reports of one boss, in the order of the file, whom no tie draws elsewhere.

    Those with another tie, their own or of somebody in their team, stand where it is
    short and crosses little. People of different departments are not compared, since
    each department stands on a ground of its own.
    """
    drawn_elsewhere = _drawn_elsewhere(component.ties)
    department_of = {}
    for name, members in component.departments.items():
        for id in members:
            department_of[id] = name
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for _, tie in component.ties:
        if is_reporting(tie) and tie.source not in drawn_elsewhere:
            department = department_of.get(tie.source, "")
            groups[tie.target, department].append(tie.source)
    return [_in_file_order(component, ids) for ids in groups.values() if len(ids) > 1]


def _in_file_order(component: Component, ids: Iterable[str]) -> list[str]:
    return sorted(ids, key=component.place_in_file.__getitem__)


def _drawn_elsewhere(ties: Sequence[NumberedTie]) -> set[str]:
    """Those with a tie that is no reporting line, and all bosses above them."""
    boss_of: dict[str, list[str]] = defaultdict(list)
    waiting = []
    for _, tie in ties:
        if is_reporting(tie):
            boss_of[tie.source].append(tie.target)
        else:
            waiting += [tie.source, tie.target]
    drawn: set[str] = set()
    while waiting:
        id = waiting.pop()
        if id not in drawn:
            drawn.add(id)
            waiting += boss_of[id]
    return drawn
