"""CSV whose quotation marks do not follow the rules, read so that nothing is swallowed."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

__all__ = ["LooseRows", "looks_like_rows"]

_LINES = 200
"""Lines that one cell may have; reading would take quadratic time without a limit."""
_TRIES = 500_000
"""Cells that are tried in all readings of all lines; others are read plainly."""
_LONGEST_LINE = 10_000
"""Characters of a line whose readings are compared."""
_COMMON = 1_000
"""Lines by which the usual number of columns is found."""


def looks_like_rows(row: Sequence[str], delimiter: str) -> bool:
    r"""Whether a cell with line breaks may hold rows, since its quote did not end.

    Examples
    --------
    >>> looks_like_rows(["Jim,CFO\nAna,CEO\n"], ",")
    True
    >>> looks_like_rows(["Jim\nSmith", "CFO"], ",")
    False
    """
    for cell in row:
        if "\n" in cell and cell.count(delimiter) >= cell.count("\n"):
            return True
    return False


class LooseRows:
    r"""The rows of a text.

    A row that follows the rules is read by them. In another one every line is a row of
    its own. A cell in it that breaks the rules ends at the first quotation mark before
    a separator, or else at the first separator: whichever gives the usual number of
    cells, and the separator where neither does, since that swallows nothing.

    Attributes
    ----------
    rows : list of int
        Numbers of the rows that do not follow the rules.

    Examples
    --------
    >>> text = 'Name,Title\n"Big" Jim,CFO\n"Ann ""A"" Lee",CEO'
    >>> list(LooseRows(text, ","))[1:]
    [['"Big" Jim', 'CFO'], ['Ann "A" Lee', 'CEO']]
    """

    def __init__(self, text: str, delimiter: str, width: int | None = None) -> None:
        # Not splitlines, which also breaks at characters that are no line break in CSV.
        self._lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", text)
        self._delimiter = delimiter
        self._width = width or self._usual_width()
        end = rf"(?={re.escape(delimiter)}|$)"
        self._strict_cell = re.compile(rf'"((?:[^"]|"")*)"{end}')
        self._ended_cell = re.compile(rf'"(.*?)"{end}')
        self._tries = _TRIES
        self.rows: list[int] = []

    def __iter__(self) -> Iterator[list[str]]:
        place = 0
        number = 0
        while place < len(self._lines):
            number += 1
            row, used = self._strict(place)
            if row is None:
                row = self._loose(self._lines[place].rstrip("\r\n"))
                used = 1
                self.rows.append(number)
            place += used
            yield row

    def _strict(self, place: int) -> tuple[list[str] | None, int]:
        """The row that begins in a line, and its lines; None when it breaks the rules."""
        lines = self._lines[place : place + _LINES]
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        try:
            row = next(reader, [])
        except csv.Error:
            return None, 1
        swallows = len(row) != self._width and looks_like_rows(row, self._delimiter)
        if swallows and self._are_rows(lines[: reader.line_num]):
            return None, 1
        return row, max(1, reader.line_num)

    def _are_rows(self, lines: Sequence[str]) -> bool:
        """Whether every line of a cell would be a row of the usual width."""
        widths = {len(self._loose(line.rstrip("\r\n"))) for line in lines}
        return widths == {self._width}

    def _loose(self, line: str) -> list[str]:
        """The first reading of a line with the usual number of cells."""
        # Each entry: the cells before a place, and the place. The last is tried first.
        waiting: list[tuple[list[str], int]] = [([], 0)]
        while waiting and self._tries > 0 and len(line) <= _LONGEST_LINE:
            cells, place = waiting.pop()
            self._tries -= len(cells) + 1
            if place > len(line):
                if len(cells) == self._width:
                    return cells
                continue
            if len(cells) == self._width:
                continue
            for cell, end in reversed(self._choices(line, place)):
                waiting.append(([*cells, cell], end + 1))
        return self._plain(line)

    def _choices(self, line: str, place: int) -> list[tuple[str, int]]:
        """The cells that may begin at a place, each with its end, the best first."""
        strict = self._strict_at(line, place)
        if strict:
            return [strict]
        found = [self._plain_at(line, place)]
        ended = self._ended_cell.match(line, place)
        if ended:
            found.insert(0, (ended[1].replace('""', '"'), ended.end()))
        return found

    def _strict_at(self, line: str, place: int) -> tuple[str, int] | None:
        strict = self._strict_cell.match(line, place)
        if strict is None:
            return None
        return strict[1].replace('""', '"'), strict.end()

    def _plain_at(self, line: str, place: int) -> tuple[str, int]:
        end = line.find(self._delimiter, place)
        if end < 0:
            end = len(line)
        return line[place:end], end

    def _plain(self, line: str) -> list[str]:
        """The cells of a line where an irregular quotation mark is only a character."""
        cells = []
        place = 0
        while place <= len(line):
            cell, end = self._strict_at(line, place) or self._plain_at(line, place)
            cells.append(cell)
            place = end + 1
        return cells

    def _usual_width(self) -> int:
        """The most common number of cells in the lines that follow the rules."""
        widths: Counter[int] = Counter()
        for line in islice(self._lines, _COMMON):
            try:
                row = next(csv.reader([line], delimiter=self._delimiter, strict=True))
            except csv.Error:
                continue
            if len(row) > 1:
                widths[len(row)] += 1
        if not widths:
            return 1
        return widths.most_common(1)[0][0]
