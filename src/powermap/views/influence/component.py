"""People who are connected by ties, and what a layout of them is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from powermap.model import Tie, TieKind
from powermap.scene.marks import Point, Rectangle

if TYPE_CHECKING:
    from powermap.scene.layout.row_memory import RowMemory

HEADED = frozenset({TieKind.INFLUENCES, TieKind.LISTENS_TO})
"""Kinds of ties that go one way, so that their line has a head."""
PILL = 8.0
"""How far the pill of a role reaches below its card, and ends before its right edge."""
GROUND_NAME = 8.0
"""Height below the people of a department for its name."""

GROUND_MARGIN = 12.0
"""Between the ground of a department and its people."""

NumberedTie = tuple[int, Tie]
"""A tie with its number in the whole buying center."""


@dataclass(frozen=True, slots=True)
class Component:
    """People who are connected by ties, ready to be laid out.

    Attributes
    ----------
    ids : sequence of str
        In their order from the top.
    sizes : mapping of id to (width, height)
        Of the cards, in points.
    ties : sequence of (number, Tie)
        To be drawn.
    departments : mapping of name to ids
        Who stands together on a ground.
    place_in_file : mapping of id to int
        Everyone's place in the buying center.
    sideways : bool
        Whether the drawing will be turned, to run from left to right.
    shape : float or None
        Width to height of the room for the drawing; None on a page that grows.
    is_one_of_several : bool
        Whether other groups stand on the page too, so that its shape is not this one's.
    overhang : float
        How far the pill of a role reaches below its card.
    is_strict : bool
        Whether nobody stands above somebody before them in the order.
    earlier : mapping of id to (x, y)
        Where the middles of cards were in an earlier picture.
    row_memory : RowMemory, optional
        Orders of rows that other layouts of the same people found.
    """

    ids: Sequence[str]
    sizes: Mapping[str, tuple[float, float]]
    ties: Sequence[NumberedTie]
    departments: Mapping[str, Sequence[str]]
    place_in_file: Mapping[str, int]
    sideways: bool = False
    shape: float | None = None
    is_strict: bool = False
    earlier: Mapping[str, Point] = field(default_factory=dict)
    is_one_of_several: bool = False
    overhang: float = PILL
    row_memory: RowMemory | None = None

    @property
    def number(self) -> dict[str, int]:
        """Everyone's place in the order."""
        places = range(len(self.ids))
        return dict(zip(self.ids, places, strict=True))


@dataclass(frozen=True, slots=True)
class ComponentLayout:
    """Where the people of a component stand and how their ties run.

    Attributes
    ----------
    width, height : float
        In points.
    boxes : mapping of id to (left, top, right, bottom)
        The cards.
    ties : mapping of a tie's number to points
        Corners of right-angled lines from the tie's source to its target.
    reporting_lines : mapping of a tie's number to points
        Corners of right-angled lines, from boss to report.
    shared : mapping of a tie's number to that of a reporting line
        Ties between a boss and a report that run inside the reporting line.
    grounds : tuple of (name, (left, top, right, bottom))
        Of the departments.
    engine : str
        What laid it out.
    """

    width: float
    height: float
    boxes: Mapping[str, Rectangle]
    ties: Mapping[int, tuple[Point, ...]]
    reporting_lines: Mapping[int, tuple[Point, ...]]
    shared: Mapping[int, int]
    grounds: tuple[tuple[str, Rectangle], ...]
    engine: str


def is_reporting(tie: Tie) -> bool:
    """Whether a tie is a solid reporting line."""
    return tie.kind is TieKind.REPORTS_TO


def influence_direction(tie: Tie) -> tuple[str, str]:
    """Ids of the person who influences and of the one who is influenced."""
    # "Ana listens to Ben" is influence from Ben to Ana.
    if tie.kind is TieKind.LISTENS_TO:
        return tie.target, tie.source
    return tie.source, tie.target


def grounds_around(
    departments: Mapping[str, Sequence[str]],
    boxes: Mapping[str, Rectangle],
    overhang: float = PILL,
) -> tuple[tuple[str, Rectangle], ...]:
    """The ground of each department that has people here."""
    grounds = []
    for name, members in departments.items():
        here = [boxes[id] for id in members if id in boxes]
        if here:
            grounds.append((name, _around(here, overhang)))
    return tuple(grounds)


def _around(boxes: Sequence[Rectangle], overhang: float) -> Rectangle:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    # Lower and larger pills leave less room for the name.
    below = 2.4 * (overhang - PILL)
    return (
        min(lefts) - GROUND_MARGIN,
        min(tops) - GROUND_MARGIN,
        max(rights) + GROUND_MARGIN,
        max(bottoms) + GROUND_MARGIN + 2 + GROUND_NAME + below,
    )
