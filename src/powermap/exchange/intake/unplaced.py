"""Who cannot be placed on the map, and what the file says in place of their power."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from powermap.exchange.intake.understanding import (
    ColumnUnderstanding,
    TableUnderstanding,
)
from powermap.exchange.raw_file import RawRecord
from powermap.language import Listed, Quoted, Reason
from powermap.model import BuyingCenter

if TYPE_CHECKING:
    from powermap.exchange.intake.values.cells import WordMeaning

__all__ = ["NOT_GIVEN", "NO_COLUMN", "says_power", "why_unplaced"]

NO_COLUMN = Reason("message.inspect.why_no_column")
NOT_GIVEN = Reason("message.inspect.why_not_given")
_SAY_POWER = frozenset({"power", "quadrant", "buying_role"})


def says_power(column: ColumnUnderstanding) -> bool:
    """Whether a column may place people on the map."""
    if _SAY_POWER.intersection(column.fields):
        return True
    for word in column.words:
        if isinstance(word.value, Mapping) and "power" in word.value:
            return True
    return False


def why_unplaced(
    center: BuyingCenter,
    records: Sequence[RawRecord],
    tables: Sequence[TableUnderstanding],
) -> dict[str, Reason]:
    """Why each person without power has none, by id; records are in their order."""
    columns: dict[str, list[_PowerColumn]] = {}
    for table in tables:
        if table.kind == "people":
            found = [_PowerColumn(each) for each in table.columns if says_power(each)]
            columns.setdefault(table.sheet, []).extend(found)
    why = {}
    for person, record in zip(center, records, strict=False):
        if person.power is None:
            own = columns.get(record.sheet or "", [])
            why[person.id] = _why(own, record.row)
    return why


class _PowerColumn:
    """A column that may place people, and what was written in each of its rows."""

    def __init__(self, column: ColumnUnderstanding) -> None:
        self.title = column.title
        self.words: dict[int | None, WordMeaning] = {}
        for word in column.words:
            for row in word.rows:
                self.words.setdefault(row, word)


def _why(columns: Sequence[_PowerColumn], row: int | None) -> Reason:
    if not columns:
        return NO_COLUMN
    for column in columns:
        word = column.words.get(row)
        if word is not None:
            return Reason(
                "message.inspect.why_word",
                column=column.title,
                word=Quoted(word.written, 30),
            )
    titles = Listed([column.title for column in columns], "or")
    return Reason("message.inspect.why_empty", columns=titles)
