"""The rows below a header: data, sections, repeated headers, sums, what follows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from powermap.exchange.intake.layout.grid import Grid, GridRow, is_number_like
from powermap.exchange.intake.layout.header import REQUIRED, Header
from powermap.exchange.intake.layout.headers import is_new_header
from powermap.exchange.intake.layout.marks import is_name_like, mark_of
from powermap.exchange.intake.layout.shape import shape_of
from powermap.exchange.intake.layout.titles import Weight
from powermap.exchange.most_people import PEOPLE

__all__ = ["Body", "read_body"]

_MOST = 0.5
"""Share of rows that must fill several cells where those with one may be sections."""


@dataclass(slots=True)
class Body:
    """The rows below a header by what they are.

    Attributes
    ----------
    data : list of (GridRow, str or None)
        Rows of the table, each with the text of the section row above it.
    sections, repeated, totals, numbered, others
        Section rows, repeated headers, sums, rows with a number only, and rows that
        are none of the table.
    end : int
        Place of the first row after them, where the next table may begin.
    """

    data: list[tuple[GridRow, str | None]] = field(default_factory=list)
    sections: list[GridRow] = field(default_factory=list)
    repeated: list[GridRow] = field(default_factory=list)
    totals: list[GridRow] = field(default_factory=list)
    numbered: list[GridRow] = field(default_factory=list)
    others: list[GridRow] = field(default_factory=list)
    end: int = 0


def read_body(grid: Grid, header: Header, weight: Weight) -> Body:
    """The rows from a header to the next one or to the end of the sheet."""
    start = header.place + len(header.rows)
    reader = _BodyReader(grid, header, weight, start)
    reader.read()
    return reader.body


class _BodyReader:
    """One table being read, row by row."""

    def __init__(self, grid: Grid, header: Header, weight: Weight, start: int) -> None:
        self.rows = grid.rows
        self.wide = grid.wide
        self.weight = weight
        self.place = header.place
        self.start = start
        self.header_rows = _rows_of_header(grid, header)
        self.names = _required_places(header, weight)
        self.beside = _places_beside(header, weight, self.names)
        self.shape = shape_of(self._likely_rows(), self.names)
        self.body = Body(end=len(self.rows))
        self.is_over = False
        self.gaps = 0

    def read(self) -> None:
        """Sort every row; stop at the header of another table."""
        kept: list[int] = []
        for place in range(self.start, len(self.rows)):
            if self._is_other_table(place):
                self.body.end = place
                if kept and self._is_title(kept[-1], place):
                    self.body.end = kept.pop()
                break
            if self._is_row(place):
                kept.append(place)
        self._split_sections(kept)

    def _is_title(self, kept: int, place: int) -> bool:
        """Whether the last row is a lone text right above another header.

        Where it is all that a table without header has, it stays there: each table
        takes a row at least, or the next one would begin where this one did.
        """
        if kept != place - 1 or kept <= self.place:
            return False
        return self._is_lone(kept)

    def _likely_rows(self) -> list[GridRow]:
        """Rows of the table, by what they are on their own."""
        likely = []
        for row in self.rows[self.start :]:
            if row.filled and row.cells not in self.header_rows:
                likely.append(row)
            if len(likely) >= 200:
                break
        return likely

    def _is_row(self, place: int) -> bool:
        """Whether a row is one of the table or a section; else it is put aside."""
        row = self.rows[place]
        if row.cells in self.header_rows:
            self.body.repeated.append(row)
            self.is_over = False
            return False
        if not self._is_after_gap(place) and len(row.filled) > 2 and not self.is_over:
            return self._is_no_total(row)
        if not row.filled:
            return not self.is_over
        if self._is_only_numbered(row):
            self.body.numbered.append(row)
            return False
        return self._is_row_on_its_own(place)

    def _is_only_numbered(self, row: GridRow) -> bool:
        """Whether a row has its number and nothing else, as forms prepare them."""
        if len(row.filled) > 1 or self.shape.usual <= {row.filled[0]}:
            return False
        # Right of the names, a number is the score of somebody without a name.
        is_left = row.filled[0] < min(self.names or {self.shape.key})
        return is_left and is_number_like(row.first)

    def _is_no_total(self, row: GridRow) -> bool:
        # A sum has numbers beside it, which most rows have not, and is quickly seen.
        is_total = (
            isinstance(row.first, str)
            and is_number_like(row.cells[row.filled[1]])
            and mark_of(row) == "total"
        )
        if is_total:
            self.body.totals.append(row)
        return not is_total

    def _is_row_on_its_own(self, place: int) -> bool:
        """Of a row after a gap, with little in it, or after the end of the table."""
        row = self.rows[place]
        mark = mark_of(row)
        if mark == "total":
            self.body.totals.append(row)
            return False
        if mark is not None:
            self.is_over = True
        elif self.is_over:
            # People below a legend are rare, but must not be lost.
            self.is_over = not (len(row.filled) > 2 and self.shape.fits(row, 2 / 3))
        elif self._is_after_gap(place):
            self.is_over = not self._continues(place)
        if self.is_over:
            self.body.others.append(row)
        return not self.is_over

    def _is_after_gap(self, place: int) -> bool:
        if place == self.start:
            return False
        return self.rows[place].number > self.rows[place - 1].number + 1

    def _continues(self, place: int) -> bool:
        """Whether the table goes on below an empty row."""
        row = self.rows[place]
        if not self.shape.usual or self.shape.fits(row):
            return True
        if len(row.filled) > 1:
            return False
        # The title of a section: what counts is the row below it.
        for following in self.rows[place + 1 : place + 3]:
            if following.cells in self.header_rows or self.shape.fits(following):
                return True
            if len(following.filled) > 1:
                return False
        is_in_names = row.filled[0] in (self.names or {self.shape.key})
        return is_in_names and is_name_like(row.first)

    def _is_other_table(self, place: int) -> bool:
        """Whether the header of another table, or its title, stands at a place."""
        is_apart = self._is_after_gap(place) or self._is_lone(place - 1)
        row = self.rows[place]
        if not is_apart or row.cells in self.header_rows:
            return False
        # With a gap for more people than are read, the table is refused in any case.
        self.gaps += 1
        if self.gaps > PEOPLE:
            return False
        if self._is_lone(place) and self._is_after_gap(place):
            return self._is_header(place + 1)
        return self._is_header(place)

    def _is_lone(self, place: int) -> bool:
        if not self.start <= place < len(self.rows):
            return False
        return len(self.rows[place].filled) == 1

    def _is_header(self, place: int) -> bool:
        if place >= len(self.rows):
            return False
        row = self.rows[place]
        return row.cells not in self.header_rows and is_new_header(row, self.weight)

    def _split_sections(self, kept: Sequence[int]) -> None:
        """Tell the section rows from the data."""
        rows = [self.rows[place] for place in kept]
        names = self.names or {self.shape.key}
        sections = _find_sections(rows, names, self.wide, self.beside)
        current: list[str] = []
        was_section = False
        for at, row in enumerate(rows):
            if at in sections:
                current = [*current, *row.texts()] if was_section else row.texts()
                self.body.sections.append(row)
            else:
                self.body.data.append((row, ", ".join(current) or None))
            was_section = at in sections


def _rows_of_header(grid: Grid, header: Header) -> set[tuple[object, ...]]:
    """The cells of the rows of a header, to know it when it is repeated."""
    rows = grid.rows[header.place : header.place + len(header.rows)]
    return {row.cells for row in rows}


def _required_places(header: Header, weight: Weight) -> set[int]:
    """The places of the required columns of a table."""
    places = set()
    for place, title in enumerate(header.titles):
        if weight(title) >= REQUIRED:
            places.add(place)
    return places


def _places_beside(header: Header, weight: Weight, names: Collection[int]) -> set[int]:
    """The places of known headers right of the names."""
    places = set()
    for place, title in enumerate(header.titles):
        if weight(title) > 0:
            places.add(place)
    # Without a column of names the first known one says whom a row is about.
    last = max(names) if names else min(places, default=0)
    return {place for place in places if place > last}


def _find_sections(
    rows: Sequence[GridRow],
    names: Collection[int],
    wide: frozenset[int],
    beside: Collection[int],
) -> set[int]:
    """Places of the rows that name what the rows below them belong to.

    Such a row fills one cell where most rows fill several, and rows follow it. That
    alone could be a person of whom only the name is known. So it must also look like
    a section: merged over the width, in capitals, with a colon, outside the column
    of the names, or below an empty row. Where the first row is one of several, all
    are. Under
    another known header, right of the names, it is what is known of somebody whose
    name is missing.
    """
    # Whom another row names, as a manager, is a person and not a heading.
    elsewhere = {cell for row in rows if len(row.filled) > 1 for cell in row.cells}
    lone = []
    for at, row in enumerate(rows):
        is_lone = len(row.filled) == 1 and row.first not in elsewhere
        if not is_lone or is_number_like(row.first):
            continue
        if row.filled[0] not in beside or row.number in wide:
            lone.append(at)
    if not lone or len(rows) - len(lone) < len(rows) * _MOST:
        return set()
    are_capitals = _are_capitals(rows, min(names))
    chosen = set(lone)
    # One such row may be the first person, of whom only the name is known.
    if lone[0] != 0 or len(lone) == 1 or _are_people(rows, lone):
        chosen = {at for at in lone if _is_marked(rows, at, names, wide, are_capitals)}
    return {at for at in chosen if _heads_rows(rows, at, chosen)}


def _are_people(rows: Sequence[GridRow], lone: Sequence[int]) -> bool:
    """Whether rows with a single cell are too many in a row, or at the end, to head rows.

    A section may have one of its own below it, but not two.
    """
    places = set(lone)
    runs = any({at + 1, at + 2} <= places for at in lone)
    return runs or lone[-1] == len(rows) - 1


def _is_marked(
    rows: Sequence[GridRow],
    at: int,
    names: Collection[int],
    wide: frozenset[int],
    are_capitals: bool,
) -> bool:
    """Whether a row with a single cell looks like the name of a section."""
    row = rows[at]
    text = str(row.first).strip()
    if row.number in wide or row.filled[0] not in names:
        return True
    if text.endswith((":", "：")):
        return True
    if text.isupper() and len(text) > 1 and not are_capitals:
        return True
    return at > 0 and row.number > rows[at - 1].number + 1


def _are_capitals(rows: Sequence[GridRow], key: int) -> bool:
    """Whether most names are written in capitals, so that capitals tell nothing."""
    names = []
    for row in rows:
        if len(row.filled) > 1 and key in row.filled:
            names.append(str(row.cells[key]))
    return sum(map(str.isupper, names)) * 2 > len(names)


def _heads_rows(rows: Sequence[GridRow], at: int, chosen: set[int]) -> bool:
    """Whether rows with several cells follow."""
    following = at + 1
    while following in chosen:
        following += 1
    return following < len(rows) and len(rows[following].filled) > 1
