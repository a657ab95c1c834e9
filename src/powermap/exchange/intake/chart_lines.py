"""Lines of an organization chart: one solid line a person, and no circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from powermap.model import TieKind

__all__ = ["ManagerLine", "find_circles", "one_solid_line"]


@dataclass(frozen=True, slots=True)
class ManagerLine:
    """One person's manager, and the cell that says so."""

    person: int
    manager: int
    kind: TieKind
    row: int
    title: str
    written: str


def one_solid_line(
    lines: Sequence[ManagerLine],
) -> tuple[list[ManagerLine], dict[int, list[ManagerLine]]]:
    """Lines with one solid one a person and each pair once; who had several solid."""
    solid: dict[int, list[ManagerLine]] = defaultdict(list)
    dotted: list[ManagerLine] = []
    for line in lines:
        if line.kind is not TieKind.REPORTS_TO:
            dotted.append(line)
        elif line.manager not in {each.manager for each in solid[line.person]}:
            solid[line.person].append(line)
    result = []
    divided = {}
    for person, several in solid.items():
        result.append(several[0])
        if len(several) > 1:
            divided[person] = several
        for line in several[1:]:
            result.append(replace(line, kind=TieKind.DOTTED_TO))
    pairs = {(line.person, line.manager) for line in result}
    for line in dotted:
        pair = (line.person, line.manager)
        if pair not in pairs:
            pairs.add(pair)
            result.append(line)
    # In the order of the file, which is the order of siblings in a chart.
    result.sort(key=lambda line: line.row)
    return result, divided


def find_circles(managers: Mapping[int, int]) -> list[list[int]]:
    """Everybody who is their own manager in the end, circle by circle."""
    circles = []
    finished: set[int] = set()
    for start in managers:
        path: dict[int, None] = {}
        person: int | None = start
        while person is not None and person not in path and person not in finished:
            path[person] = None
            person = managers.get(person)
        if person is not None and person in path:
            chain = list(path)
            circles.append(chain[chain.index(person) :])
        finished.update(path)
    return circles
