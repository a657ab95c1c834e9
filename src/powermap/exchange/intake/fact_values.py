"""What the facts of the sheets About and Plan say, read as the cells of a column are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from powermap.errors import Note, Problem
from powermap.exchange.intake.column_values import ColumnReader
from powermap.exchange.intake.values.cells import CellOf, ColumnPlace
from powermap.exchange.intake.values.unknown import is_unknown
from powermap.exchange.raw_file import RawRecord
from powermap.exchange.tables.cells import is_empty
from powermap.model.fields import Table, fields_by_name

__all__ = ["FactValues", "read_fact_values"]

_MAY_BE_UNKNOWN = "plan_as_of"
"""Left empty it means another day, so "unknown" is its value."""
_SCALE = frozenset({"scale_low", "scale_high", "scale_cut"})
"""What refuses them is told where the scale is put together."""


@dataclass(slots=True)
class FactValues:
    """The facts of a sheet with what was met in reading them."""

    record: RawRecord
    notes: Sequence[Note] = field(default_factory=list)
    problems: Sequence[Problem] = field(default_factory=list)


def read_fact_values(
    record: RawRecord, table: Table, reader: ColumnReader
) -> FactValues:
    """The values of facts: dates, numbers and words in all their spellings.

    Parameters
    ----------
    record : RawRecord
        The facts as they stand in the sheet.
    table : {"about", "plan"}
        Which facts they are.
    reader : ColumnReader
        Reads the columns of the same file.
    """
    values: dict[str, object] = {}
    notes: list[Note] = []
    problems: list[Problem] = []
    for name, raw in record.values.items():
        if is_empty(raw) or (name == _MAY_BE_UNKNOWN and is_unknown(raw)):
            values[name] = raw
            continue
        row = record.rows.get(name, 1)
        title = record.headers.get(name, name)
        place = ColumnPlace(
            reader.source,
            record.sheet or "",
            title,
            record.lang,
            reader.glossary.own_words,
        )
        read = reader.read_cells([CellOf(row, raw)], fields_by_name(table)[name], place)
        notes += read.notes
        if read.problems and name in _SCALE:
            values[name] = raw
            continue
        problems += read.problems
        if row in read.values:
            values[name] = read.values[row]
    return FactValues(replace(record, values=values), notes, problems)
