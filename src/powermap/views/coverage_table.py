"""Where rows and columns of the coverage matrix stand, in bands of our team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from powermap.views import person_rows as table
from powermap.views.coverage_text import CoverageMatrix

__all__ = [
    "APART",
    "BAND_GAP",
    "BELOW_HEADS",
    "CONTACT_WIDTH",
    "GAP_WIDTH",
    "MOST",
    "NARROWEST",
    "TOTALS",
    "Band",
    "Table",
    "bands_of",
]

# Ten columns of the standard page would leave less than 60 points for a name.
MOST = 9  # members of our team beside one another
NARROWEST = 58.0  # least width of the column of a member
APART = 16.0  # between the team and the contact
CONTACT_WIDTH = 78.0  # of the column of contact
GAP_WIDTH = 134.0  # of the column of what is missing
BAND_GAP = 34.0  # between two bands of the team
BELOW_HEADS = 16.0  # from the names of our team to the rows
TOTALS = 40.0  # height of the line of totals


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of the matrix, and where its columns stand."""

    rows: table.Rows

    @property
    def edge(self) -> float:
        """Where the team ends."""
        return self.rows.right - CONTACT_WIDTH - GAP_WIDTH - APART

    @property
    def contact(self) -> float:
        """The middle of the contact."""
        return self.edge + APART + CONTACT_WIDTH / 2

    @property
    def gap(self) -> float:
        """Where the text of what is missing begins."""
        return self.edge + APART + CONTACT_WIDTH + 8

    @property
    def most(self) -> int:
        """Members of our team beside one another."""
        room = self.edge - self.rows.first
        return max(min(int(room / NARROWEST), MOST), 1)


@dataclass(frozen=True, slots=True)
class Band:
    """Some members of our team beside one another."""

    number: int
    team: Sequence[str]
    table: Table

    @property
    def first(self) -> float:
        """Where the columns begin."""
        return self.table.rows.first

    @property
    def width(self) -> float:
        """The width of a column."""
        columns = max(len(self.team), 1)
        return (self.table.edge - self.first) / columns

    def middle(self, place: int) -> float:
        """The middle of a column."""
        left = self.first + self.width * place
        return left + self.width / 2

    def key(self, name: str) -> str:
        """A key that stays unique, since all people are in every band."""
        if self.number == 0:
            return name
        return f"{name} {self.number}"


def bands_of(matrix: CoverageMatrix, board: Table) -> Iterator[Band]:
    """All bands of our team."""
    for number, team in enumerate(table.bands(matrix.coverage.team, board.most)):
        yield Band(number, team, board)
