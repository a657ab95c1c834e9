"""What is told of the layout of a sheet: one note per cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from powermap.errors import Note
from powermap.exchange.intake.layout.body import Body
from powermap.exchange.intake.layout.grid import GridRow
from powermap.exchange.intake.layout.header import Header
from powermap.exchange.intake.layout.merged import Merging
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Listed, Quoted, Reason, Value

__all__ = ["LayoutNotes", "list_rows", "list_texts"]

_MOST = 10
"""Rows that a note lists; the rest is counted."""
_FEW = 3
"""Texts that a note shows."""
_LENGTH = 40
"""Characters of a text that a note shows."""
_MORE = "message.layout.more"


class LayoutNotes:
    """The notes of one table."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._notes: list[Note] = []

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes, in the order of the sheet."""
        return tuple(self._notes)

    def add(
        self,
        name: str,
        row: int | None = None,
        column: str | None = None,
        **values: Value,
    ) -> None:
        """A note of the layout."""
        reason = Reason(f"message.layout.{name}", **values)
        self._notes.append(Note(reason, None, self._sheet.title, row, column))

    def add_header(
        self, header: Header, above: Sequence[GridRow], rows: Sequence[GridRow]
    ) -> None:
        """Where the header is, if that is not plain to see."""
        if not header.rows:
            first = rows[header.place].texts()
            self.add("no_header", rows[header.place].number, texts=list_texts(first))
        elif len(header.rows) > 1:
            titles = list_texts(title for title in header.titles if title)
            self.add("two_header_rows", rows=list_rows(header.rows), titles=titles)
        if above:
            texts = list_texts(row.texts()[0] for row in above)
            count = len(above)
            row = rows[header.place].number
            self.add("rows_above", count=count, header=row, texts=texts)

    def add_body(self, body: Body) -> None:
        """Which rows were not read as rows of the table."""
        if body.sections:
            # Whoever knows the people sees here whether one of them was taken for it.
            texts = list_texts(
                (", ".join(row.texts()) for row in body.sections), most=_MOST
            )
            self.add("sections", count=len(body.sections), texts=texts)
        for name, rows in (
            ("repeated_headers", body.repeated),
            ("totals", body.totals),
            ("numbered_rows", body.numbered),
            ("rows_below", body.others),
        ):
            if rows:
                texts = list_texts(row.texts()[0] for row in rows if row.filled)
                numbers = list_rows(row.number for row in rows)
                self.add(name, count=len(rows), rows=numbers, texts=texts)

    def add_merged(
        self,
        merging: Merging,
        titles: Sequence[str],
        rows: Sequence[tuple[GridRow, str | None]],
    ) -> None:
        """Which columns were filled from merged cells."""
        numbers = {row.number for row, _ in rows}
        for place, spans in sorted(merging.rows_of.items()):
            held = 0
            cells = 0
            for first, last in spans:
                here = sum(number in numbers for number in range(first, last + 1))
                if here > 1:
                    cells += 1
                    held += here
            if cells:
                title = titles[place] if place < len(titles) else ""
                self.add("merged", column=title or None, count=cells, rows=held)

    def add_joined(
        self, joined: Mapping[int, GridRow], spans: Sequence[tuple[int, int]], name: int
    ) -> None:
        """Which people stood over several rows."""
        names = list_texts(str(joined[first].cells[name]) for first, _ in spans)
        self.add("joined_rows", count=len(spans), names=names)

    def add_unseen(
        self, numbers: set[int], comments: Sequence[tuple[int, int, str]]
    ) -> None:
        """What a user who looks at the sheet may not see: hidden rows, comments."""
        hidden = sorted(numbers & self._sheet.hidden_rows)
        if hidden:
            self.add("hidden_rows", count=len(hidden), rows=list_rows(hidden))
        if comments:
            texts = list_texts(text for _, _, text in comments)
            numbers_of = list_rows(sorted({row for row, _, _ in comments}))
            self.add("comments", count=len(comments), rows=numbers_of, texts=texts)


def list_rows(numbers: Iterable[int]) -> Listed:
    """Row numbers for a message, those that follow each other as one range.

    Examples
    --------
    >>> list_rows([2, 5, 6, 7]).parts
    ('2', '5–7')
    """
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    parts = ["–".join(map(str, each)) for each in ranges]
    return Listed(parts, "comma", most=_MOST, more=_MORE)


def list_texts(texts: Iterable[str], *, most: int = _FEW) -> Listed:
    """A few texts of the file for a message."""
    quoted = [Quoted(text, _LENGTH) for text in texts]
    return Listed(quoted, "comma", most=most, more=_MORE)
