"""The columns of the matrix of needs, for pages of any width."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping
from powermap.judgment.needs import Need
from powermap.model import OrganizationNeed, PersonalNeed
from powermap.scene.text import measure
from powermap.views.person_rows import COLUMN, Rows

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.views.page import Page
    from powermap.views.people import ShownPerson

APART = 16.0
"""Between the two kinds of columns."""
BESIDE_WORD = 4.0
STATES: Mapping[bool | None, str] = FrozenMapping(
    {True: "met", False: "not_met", None: "not_known"}
)
"""How keys and classes call what we know about a need."""
NEEDS: tuple[Need, ...] = (*OrganizationNeed, *PersonalNeed)


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the two kinds of needs, with its columns of one width."""

    name: str
    needs: tuple[Need, ...]
    left: float
    width: float

    @property
    def right(self) -> float:
        """Where the columns end."""
        return self.left + self.width * len(self.needs)

    def middle(self, need: Need) -> float:
        """The middle of the column of a need."""
        place = self.needs.index(need)
        return self.left + self.width * (place + 0.5)

    def all_met(self, subject: ShownPerson) -> bool | None:
        """Whether we meet the needs of this kind of a person, named or not."""
        if self.name == "organization":
            return subject.person.meets_organization_needs
        return subject.person.meets_personal_needs


@dataclass(frozen=True, slots=True)
class Columns:
    """The rows and the two kinds of columns of a page, and where totals begin."""

    rows: Rows
    kinds: tuple[Kind, Kind]
    total: float
    head: float
    """Width of the longest word of a heading."""

    @property
    def right(self) -> float:
        """Where the page ends."""
        return self.rows.right

    @property
    def width(self) -> float:
        """The width of a column."""
        return self.kinds[0].width

    @property
    def is_upright(self) -> bool:
        """Whether headings are read from below, since words are wider than columns."""
        return self.head > self.width

    def spread(self, spare: float, count: int) -> Columns:
        """The same with higher rows, as many as leave that height on the page."""
        return replace(self, rows=self.rows.spread(spare, count))

    @classmethod
    def of(cls, page: Page, language: Language, *, is_low: bool = False) -> Columns:
        """The columns of a page; low rows where the usual ones do not fit."""
        rows = Rows.of(page, is_low=is_low)
        totals = page.between(80, 104)
        head = _widest_word(language)
        # Titles of people give way to headings in one piece.
        room = page.right - totals - APART - head * len(NEEDS)
        rows = rows.with_first_at(room)
        width = (page.right - totals - APART - rows.first) / len(NEEDS)
        first = Kind("organization", tuple(OrganizationNeed), rows.first, width)
        second = Kind("personal", tuple(PersonalNeed), first.right + APART, width)
        return cls(rows, (first, second), page.right - totals + 16, head)


def _widest_word(language: Language) -> float:
    """What the longest word of a heading takes, with what stands free beside it."""
    words = [word for need in NEEDS for word in language.label(need).split()]
    widths = [measure(word, COLUMN, "semibold") for word in words]
    return max(widths) + BESIDE_WORD
