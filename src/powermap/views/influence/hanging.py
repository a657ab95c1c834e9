"""Who hangs below one another at the side of a line from their boss."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from powermap.views.influence.component import Component, NumberedTie, is_reporting

FEW_PEOPLE = 16
"""People up to which a picture has room for more reports side by side."""
ABREAST_OF_FEW = 4
"""Reports without reports that a boss has side by side in such a picture."""
ABREAST = 2
"""And in a larger one; the others hang."""
TALLEST = 8
"""People in one column."""

# Cards are four times wider than tall, so this makes a block of columns wider than
# tall, which a slide has more room for.
COLUMN_ASPECT = 1.6
"""A block of columns is about so many times taller, in people, than wide."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A column of reports, with the numbers of their reporting lines from the top."""

    ids: tuple[str, ...]
    lines: tuple[int, ...]

    @property
    def first_line(self) -> int:
        """The reporting line that is laid out; the others hang on it."""
        return self.lines[0]


def find_hanging(component: Component) -> list[Hanging]:
    """Columns of people who have no reports and no ties but to their boss.

    They hang where a boss has more of them than stand side by side.
    """
    abreast = ABREAST
    if len(component.ids) <= FEW_PEOPLE:
        abreast = ABREAST_OF_FEW
    columns = []
    for reports in _simple_reports(component):
        if len(reports) > abreast:
            columns += _cut_into_columns(reports)
    return columns


def _simple_reports(component: Component) -> list[list[NumberedTie]]:
    """By boss and department the lines of those who could hang, from the top."""
    department_of = {}
    for name, members in component.departments.items():
        for id in members:
            department_of[id] = name
    busy = _busy_people(component.ties)
    place = component.number
    lines = [each for each in component.ties if is_reporting(each[1])]
    lines.sort(key=lambda line: place[line[1].source])
    groups: defaultdict[tuple[str, str], list[NumberedTie]] = defaultdict(list)
    for number, tie in lines:
        if tie.source not in busy:
            department = department_of.get(tie.source, "")
            groups[tie.target, department].append((number, tie))
    return list(groups.values())


def _busy_people(ties: Sequence[NumberedTie]) -> set[str]:
    """Ids of those who have reports or other ties."""
    busy = set()
    for _, tie in ties:
        busy.add(tie.target)
        if not is_reporting(tie):
            busy.add(tie.source)
    return busy


def _cut_into_columns(reports: Sequence[NumberedTie]) -> list[Hanging]:
    height = min(TALLEST, math.ceil((len(reports) * COLUMN_ASPECT) ** 0.5))
    count = math.ceil(len(reports) / height)
    columns = []
    for column in range(count):
        # Dealt out across the columns, so that those with most power stand on top of
        # each.
        members = reports[column::count]
        ids = tuple(tie.source for _, tie in members)
        lines = tuple(number for number, _ in members)
        columns.append(Hanging(ids, lines))
    return columns
