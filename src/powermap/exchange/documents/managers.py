"""Managers that stand in the block of a person: ``reports_to: ana-ruiz``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from powermap.errors import Note, Problem
from powermap.exchange.people_register import Register, number_ids
from powermap.exchange.raw_file import RawRecord
from powermap.exchange.tables.cells import plain_text
from powermap.model.fields import Field, parts_of
from powermap.model.text import TEXT_LIMIT
from powermap.model.vocabulary import fold

__all__ = ["ManagerKeys", "manager_words"]

_MANAGERS = ("reports_to", "reports_to_id", "dotted_to")


def manager_words() -> list[str]:
    """Every key of a block of a person that names a manager."""
    words: list[str] = []
    for part in _managers():
        words += [*part.headers, *part.more_headers]
    return words


def _managers() -> list[Field]:
    return [part for part in parts_of("people") if part.name in _MANAGERS]


@cache
def _by_key() -> Mapping[str, str]:
    keys: dict[str, str] = {}
    for part in _managers():
        for word in (*part.headers, *part.more_headers):
            keys.setdefault(fold(word), part.name)
    return keys


@dataclass(slots=True)
class ManagerKeys:
    """The managers of a document, until everybody in it is known.

    Attributes
    ----------
    cells : dict of (part, key) to dict of row to value
        As they stand in the file.
    """

    cells: dict[tuple[str, str], dict[int, object]] = field(default_factory=dict)

    def take(self, key: object, value: object, row: int) -> bool:
        """Take a key that names a manager; False for any other key."""
        part = _by_key().get(fold(key)) if isinstance(key, str) else None
        if part is None or not isinstance(value, str | int | float | list | None):
            return False
        if isinstance(value, list):
            value = "; ".join(map(str, value))
        if isinstance(value, str) and len(value) > TEXT_LIMIT:
            return False
        if value is not None:
            self.cells.setdefault((part, str(key)), {})[row] = value
        return True

    def read(
        self, people: Sequence[RawRecord], source: str
    ) -> tuple[list[RawRecord], list[RawRecord], list[Note], list[Problem]]:
        """The people, their reporting lines, and what has to be told."""
        if not self.cells:
            return list(people), [], [], []
        # Few documents name managers in this way.
        from powermap.exchange.intake.manager_cells import ManagerColumn
        from powermap.exchange.intake.reporting_lines import read_reporting_lines

        written = [_text(record, "id") for record in people]
        names = [_text(record, "name") for record in people]
        places = {}
        for place, record in enumerate(people):
            if record.row is not None:
                places[record.row] = place
        columns = []
        for (part, key), cells in self.cells.items():
            columns.append(ManagerColumn(part, key, cells))
        lines = read_reporting_lines(
            columns,
            Register(number_ids(written, names), names),
            places,
            source=source,
            sheet=people[0].sheet if people else None,
        )
        records = list(people)
        for key, texts in lines.kept.items():
            for row, text in texts.items():
                record = records[places[row]]
                custom = {**record.custom, key: text}
                records[places[row]] = replace(record, custom=custom)
        return records, lines.ties, lines.notes, lines.problems


def _text(record: RawRecord, name: str) -> str | None:
    value = record.values.get(name)
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    return plain_text(value).strip() or None
