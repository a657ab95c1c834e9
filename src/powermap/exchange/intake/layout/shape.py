"""What the rows of a table have in common, to know its rows from what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from powermap.exchange.intake.layout.grid import GridRow, is_number_like
from powermap.exchange.intake.layout.word_kinds import word_kinds
from powermap.exchange.intake.values.unknown import is_unknown

__all__ = ["Shape", "shape_of"]

_SAMPLE = 200
"""Rows from which the shape of a table is taken."""
_NUMBERS = "number"
_LEVELS = "level"
_TEXTS = "text"


@dataclass(frozen=True, slots=True)
class Shape:
    """What most rows of a table fill, and with what.

    Attributes
    ----------
    usual : frozenset of int
        Places that at least half of the rows fill.
    key : int
        The place of the names: the first required column, else the first with texts.
    kinds : dict of int to (str or frozenset)
        For each such place ``number``, ``level`` for words such as "high", ``text``,
        or the few words that it holds.
    """

    usual: frozenset[int]
    key: int
    kinds: dict[int, str | frozenset[str]]

    def fits(self, row: GridRow, share: float = 0.5) -> bool:
        """Whether a row fills this share of the usual places with the same kind."""
        shared = self.usual.intersection(row.filled)
        if self.key not in shared or len(shared) < share * len(self.usual):
            return False
        if len(shared) < 2 <= len(self.usual):
            return False
        return self._has_kinds(row, shared)

    def _has_kinds(self, row: GridRow, shared: frozenset[int]) -> bool:
        if not self._is_kind(row.cells[self.key], self.key, loose=True):
            return False
        telling = [place for place in shared if self.kinds[place] != _TEXTS]
        agreed = sum(self._is_kind(row.cells[place], place) for place in telling)
        return agreed * 2 >= len(telling)

    def _is_kind(self, cell: object, place: int, *, loose: bool = False) -> bool:
        kind = self.kinds[place]
        if kind == _NUMBERS:
            return is_number_like(cell)
        if kind == _LEVELS and not loose:
            return _is_level(cell)
        if kind == _TEXTS or loose:
            # A lone letter or digit is the mark that a legend explains.
            return not is_number_like(cell) and len(str(cell).strip()) > 1
        return str(cell).strip().casefold() in kind


def shape_of(rows: Sequence[GridRow], required: Collection[int] = ()) -> Shape:
    """The shape of the rows up to the first gap.

    Rows with a single cell count only where there are no others; `required` are the
    places of required columns.
    """
    sample = _before_gap(rows)
    wide = [row for row in sample if len(row.filled) > 1]
    sample = wide or sample
    counts = Counter(place for row in sample for place in row.filled)
    usual = [place for place, count in counts.items() if count * 2 >= len(sample)]
    cells: dict[int, list[object]] = {place: [] for place in usual}
    for row in sample:
        for place in row.filled:
            if place in cells:
                cells[place].append(row.cells[place])
    kinds = {place: _kind_of(cells[place]) for place in usual}
    # Many tables begin with a column that counts the rows.
    texts = [place for place in usual if kinds[place] != _NUMBERS]
    names = [place for place in usual if place in required]
    key = min(names or texts or usual, default=0)
    return Shape(frozenset(usual), key, kinds)


def _before_gap(rows: Sequence[GridRow]) -> list[GridRow]:
    """The first rows that follow each other, if one of them fills several cells."""
    sample: list[GridRow] = []
    for row in rows[:_SAMPLE]:
        is_gap = bool(sample) and row.number > sample[-1].number + 1
        if is_gap and any(len(each.filled) > 1 for each in sample):
            break
        sample.append(row)
    return sample


def _kind_of(cells: Sequence[object]) -> str | frozenset[str]:
    numbers = sum(map(is_number_like, cells))
    if numbers * 2 > len(cells):
        return _NUMBERS
    # Each text once: a column of levels has few.
    levels = 0
    for text, count in Counter(map(str, cells)).items():
        levels += count * _is_level(text)
    if levels * 2 > len(cells):
        return _LEVELS
    words = frozenset(str(cell).strip().casefold() for cell in cells)
    return words if len(words) * 2 <= len(cells) else _TEXTS


def _is_level(cell: object) -> bool:
    """Whether a cell is a word of a register, such as "high" or "neutral"."""
    text = str(cell)
    return bool(word_kinds(text) - {"yes", "no"}) or is_unknown(text)
