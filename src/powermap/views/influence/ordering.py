"""Who is laid out in the influence graph, in which order from the top, and what a layout of them is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from powermap.model import BuyingCenter, Tie, TieKind
from powermap.model.axes import power_score
from powermap.scene.marks import Point, Rectangle

HEADED = frozenset({TieKind.INFLUENCES, TieKind.LISTENS_TO})
"""Ties that go one way, so that their drawing has a head."""
PILL = 8.0
"""By how much the pill of a role reaches below its card, and how far from the right it ends."""
NAMED = 8.0
"""Room below a department's people for its name."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """People who are tied to one another.

    Parameters
    ----------
    ids : sequence of str
        In their order from the top.
    sizes : mapping of id to (width, height)
        Of the cards, in points.
    ties : sequence of (number, Tie)
        To be drawn.
    departments : mapping of name to ids
        Who stands together on a ground.
    pills : mapping of id to float
        How wide the pill of somebody's role is.
    sideways : bool
        Whether the drawing will be turned, to run from left to right.
    """

    ids: Sequence[str]
    sizes: Mapping[str, tuple[float, float]]
    ties: Sequence[tuple[int, Tie]]
    departments: Mapping[str, Sequence[str]]
    pills: Mapping[str, float]
    sideways: bool = False

    @property
    def number(self) -> dict[str, int]:
        """Everybody's place in the order."""
        return {id: at for at, id in enumerate(self.ids)}


@dataclass(frozen=True, slots=True)
class Arranged:
    """One drawing of some people.

    Parameters
    ----------
    width, height : float
        In points.
    boxes : mapping of id to (left, top, right, bottom)
        The cards.
    curves : mapping of the tie's number to points
        Control points of cubic curves from the tie's source to its target.
    elbows : mapping of the tie's number to points
        Corners of reporting lines, from boss to report.
    along : mapping of the tie's number to that of a reporting line
        Ties between a boss and a report that run inside the reporting line instead of beside it.
    frames : tuple of (name, (left, top, right, bottom))
        Grounds of departments.
    engine : str
        What laid it out.
    """

    width: float
    height: float
    boxes: Mapping[str, Rectangle]
    curves: Mapping[int, tuple[Point, ...]]
    elbows: Mapping[int, tuple[Point, ...]]
    along: Mapping[int, int]
    frames: tuple[tuple[str, Rectangle], ...]
    engine: str


def way(tie: Tie) -> tuple[str, str]:
    """From who sways to who is swayed."""
    return (
        (tie.target, tie.source)
        if tie.kind is TieKind.LISTENS_TO
        else (tie.source, tie.target)
    )


def order(center: BuyingCenter, ties: Sequence[tuple[int, Tie]]) -> dict[str, int]:
    """Everybody's place from the top: by power, no boss below a report, a boss's people together when equal."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    boss: dict[str, str] = {}
    for _, tie in ties:
        if tie.kind is TieKind.REPORTS_TO:
            below[tie.target].append(tie.source)
            boss[tie.source] = tie.target
    walk = _walk([person.id for person in center if person.id not in boss], below)
    power = _effective(center, walk, below, boss)
    ranked = sorted(range(len(walk)), key=lambda at: (-power[walk[at]], at))
    return {walk[at]: number for number, at in enumerate(ranked)}


def _walk(roots: Sequence[str], below: Mapping[str, Sequence[str]]) -> list[str]:
    """Everybody after their boss, each boss's people together, the smaller groups first."""
    down: list[str] = []
    stack = list(roots)
    while stack:
        down.append(stack.pop())
        stack += below.get(down[-1], ())
    many = dict.fromkeys(down, 1)
    for id in reversed(down):
        many[id] += sum(many[report] for report in below.get(id, ()))
    walk: list[str] = []
    stack = list(reversed(roots))
    while stack:
        walk.append(stack.pop())
        stack += sorted(below.get(walk[-1], ()), key=lambda report: -many[report])
    return walk


def _effective(
    center: BuyingCenter,
    walk: Sequence[str],
    below: Mapping[str, Sequence[str]],
    boss: Mapping[str, str],
) -> dict[str, float]:
    """Power from 0 to 1; a boss has at least what a report has, and who is unknown what the boss has, or the cut."""
    scale = center.scale
    found: dict[str, float] = {}
    for person in center:
        power = power_score(person, scale)
        if power is not None:
            found[person.id] = scale.share(power)
    for id in walk:
        found.setdefault(
            id, found.get(boss.get(id, ""), scale.share(scale.middle) - 1e-9)
        )
    for id in reversed(walk):
        found[id] = max([found[id], *(found[report] for report in below.get(id, ()))])
    return found


def groups(ids: Sequence[str], ties: Sequence[tuple[int, Tie]]) -> list[list[str]]:
    """People who are connected, the largest group first; those without ties are groups of one."""
    near: defaultdict[str, list[str]] = defaultdict(list)
    for _, tie in ties:
        near[tie.source].append(tie.target)
        near[tie.target].append(tie.source)
    found: list[list[str]] = []
    unseen = dict.fromkeys(ids)
    while unseen:
        group = [next(iter(unseen))]
        del unseen[group[0]]
        for id in group:
            for other in near[id]:
                if other in unseen:
                    group.append(other)
                    del unseen[other]
        found.append(group)
    return sorted(found, key=lambda group: -len(group))
