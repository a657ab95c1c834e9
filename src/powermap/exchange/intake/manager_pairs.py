"""Lists of pairs of a person and a manager, whose managers have no row of their own."""

from __future__ import annotations

from collections.abc import Sequence

from powermap.exchange.intake.manager_cells import managers_in
from powermap.exchange.intake.people_table import PeopleTable
from powermap.exchange.people_register import Register, fold_name
from powermap.exchange.raw_file import RawRecord
from powermap.language import Listed, Quoted, Reason

__all__ = ["managers_of_pairs", "say_added"]

_MANAGERS = ("reports_to", "reports_to_id", "dotted_to")
_OF_PAIRS = frozenset({"name", "first_name", "last_name", *_MANAGERS})
"""Columns of a list of pairs; any other one makes it a table of people."""
_MOST = 10
"""Names in a note."""


def managers_of_pairs(table: PeopleTable, register: Register) -> list[RawRecord]:
    """A person for each manager of a list of pairs who is in no row."""
    if not table.titles.keys() <= _OF_PAIRS or table.custom:
        return []
    added: dict[str, RawRecord] = {}
    for part in _MANAGERS:
        for row, text in table.texts.get(part, {}).items():
            for manager in managers_in(text, register):
                if not manager.places:
                    name = manager.written
                    record = RawRecord({"name": name}, table.table.sheet, row)
                    added.setdefault(fold_name(name), record)
    return list(added.values())


def say_added(people: Sequence[RawRecord]) -> Reason:
    """Who was added, for a note."""
    names = [Quoted(str(record.values["name"])) for record in people]
    return Reason(
        "message.columns.managers_added",
        count=len(names),
        names=Listed(names, most=_MOST),
    )
