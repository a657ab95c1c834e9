"""What was drawn for the last picture of a board, so that an edit draws what changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from powermap.model import Tie, TieKind
from powermap.render.svg import WrittenGroups
from powermap.scene.marks import Group, Rectangle
from powermap.views.people import PeopleMemory
from powermap.views.score_keeping import LayoutMemory

__all__ = ["Memory", "TieLine", "TieSentence"]

TieLine = tuple[str, str, TieKind, Rectangle, Rectangle]
"""Two people, how they are joined, and where they are."""


class TieSentence(NamedTuple):
    """A tie, the names at its ends, and what the page is told of it."""

    tie: Tie
    ends: tuple[str, str]
    text: dict[str, str]


@dataclass(slots=True)
class Memory:
    """Parts of the last picture; one memory serves one board.

    Attributes
    ----------
    people : PeopleMemory
        Everybody with the texts behind their marks.
    layouts : LayoutMemory
        Where many people stood by their scores.
    groups, tie_groups : WrittenGroups
        The SVG of the picture and of its ties.
    ties : dict
        What a tie looks like between two places.
    sentences : dict
        What the page is told of a tie, by its identity.
    """

    people: PeopleMemory = field(default_factory=PeopleMemory)
    layouts: LayoutMemory = field(default_factory=LayoutMemory)
    groups: WrittenGroups = field(default_factory=WrittenGroups)
    tie_groups: WrittenGroups = field(default_factory=WrittenGroups)
    ties: dict[TieLine, Group] = field(default_factory=dict)
    sentences: dict[int, TieSentence] = field(default_factory=dict)
