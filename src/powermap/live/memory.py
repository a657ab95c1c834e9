"""What was drawn for the last picture of a board, so that an edit draws what changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from powermap.judgment.roles import RoleMemory
from powermap.model import Scale, Stakeholder, Tie
from powermap.render.svg import WrittenGroups
from powermap.scene.marks import Group, Rectangle
from powermap.views.cell_cards import HeightMemory
from powermap.views.people import PeopleMemory
from powermap.views.score_keeping import LayoutMemory

__all__ = ["DescribedPerson", "DrawnTie", "Memory", "TieSentence"]


class TieSentence(NamedTuple):
    """A tie, the names at its ends, and what the page is told of it."""

    tie: Tie
    ends: tuple[str, str]
    text: dict[str, str]


class DrawnTie(NamedTuple):
    """A tie, the boxes of the people at its ends, and what it looks like."""

    tie: Tie
    source: Rectangle
    target: Rectangle
    group: Group

    def is_of(self, tie: Tie, source: Rectangle, target: Rectangle) -> bool:
        """Whether it is this tie between these boxes."""
        are_ends_same = self.source == source and self.target == target
        return are_ends_same and self.tie is tie


class DescribedPerson(NamedTuple):
    """A person, how they are drawn, their scale, and what the page is told of them."""

    person: Stakeholder
    group: Group
    scale: Scale
    described: dict[str, Any]


@dataclass(slots=True)
class Memory:
    """Parts of the last picture; one memory serves one board.

    Attributes
    ----------
    people : PeopleMemory
        Everybody with the texts behind their marks.
    layouts : LayoutMemory
        Where many people stood by their scores.
    heights : HeightMemory
        How high the cards of each cell were.
    roles : RoleMemory
        The role of everybody.
    groups, tie_groups : WrittenGroups
        The SVG of the picture and of its ties.
    ties : dict
        What a tie looks like, by its identity.
    described : dict
        What the page is told of a person, by id.
    sentences : dict
        What the page is told of a tie, by its identity.
    """

    people: PeopleMemory = field(default_factory=PeopleMemory)
    layouts: LayoutMemory = field(default_factory=LayoutMemory)
    heights: HeightMemory = field(default_factory=HeightMemory)
    roles: RoleMemory = field(default_factory=RoleMemory)
    groups: WrittenGroups = field(default_factory=WrittenGroups)
    tie_groups: WrittenGroups = field(default_factory=WrittenGroups)
    ties: dict[int, DrawnTie] = field(default_factory=dict)
    described: dict[str, DescribedPerson] = field(default_factory=dict)
    sentences: dict[int, TieSentence] = field(default_factory=dict)
