"""Ties that a column of a table of people names: "Influences: Ben Ode"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from powermap.errors import Note
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.edges import EdgeKind, edge_kind, kind_of_column
from powermap.exchange.intake.manager_cells import NamedManager, managers_in
from powermap.exchange.people_register import Register
from powermap.exchange.raw_file import RawRecord
from powermap.language import Reason

__all__ = ["read_named_ties"]

_MOST_ABSENT = 0.5
"""The share of names that may be of nobody in the file."""


def read_named_ties(
    people: Sequence[RawRecord], register: Register, source: str, glossary: Glossary
) -> tuple[list[RawRecord], list[RawRecord], list[Note]]:
    """The people, the ties that their columns name, and a note for each column.

    A header such as "Influences" or "Listens to" is a tie where most cells name people
    of the file. What names nobody stays a custom field.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> people = [RawRecord({"name": "Amy"}, custom={"Influences": "Ben"}),
    ...     RawRecord({"name": "Ben"})]
    >>> register = Register(["amy", "ben"], ["Amy", "Ben"])
    >>> people, ties, notes = read_named_ties(people, register, "x.csv", PLAIN)
    >>> ties[0].values["source"], ties[0].values["target"], dict(people[0].custom)
    ('amy', 'ben', {})
    """
    titles: dict[str, None] = {}
    for record in people:
        titles.update(dict.fromkeys(record.custom))
    records = list(people)
    ties: list[RawRecord] = []
    notes: list[Note] = []
    for title in titles:
        kind = kind_of_column(title) or edge_kind(title, glossary)
        if kind is None:
            continue
        named = {}
        for place, record in enumerate(records):
            text = record.custom.get(title)
            if isinstance(text, str):
                named[place] = managers_in(text, register)
        if not _are_people(list(named.values())):
            continue
        count = 0
        for place, several in named.items():
            own = _ties_of(place, several, kind, title, records, register)
            count += len(own)
            ties += own
            if all(each.place is not None for each in several):
                custom = {**records[place].custom}
                del custom[title]
                records[place] = replace(records[place], custom=custom)
        message = Reason("message.columns.named_ties", count=count, kind=kind.kind)
        notes.append(Note(message, source, records[0].sheet, None, title))
    return records, ties, notes


def _are_people(cells: Sequence[Sequence[NamedManager]]) -> bool:
    names = [name for cell in cells for name in cell]
    found = [name for name in names if name.place is not None]
    return bool(found) and len(found) >= len(names) * _MOST_ABSENT


def _ties_of(
    place: int,
    several: Sequence[NamedManager],
    kind: EdgeKind,
    title: str,
    records: Sequence[RawRecord],
    register: Register,
) -> list[RawRecord]:
    ties = []
    for name in several:
        if name.place is None or name.place == place:
            continue
        ends = [register.ids[place], register.ids[name.place]]
        if kind.turned:
            ends.reverse()
        values = {"source": ends[0], "kind": kind.kind, "target": ends[1]}
        record = records[place]
        headers = dict.fromkeys(values, title)
        ties.append(RawRecord(values, record.sheet, record.row, headers))
    return ties
