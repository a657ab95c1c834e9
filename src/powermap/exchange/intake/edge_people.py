"""People of whom a file says only how they are tied."""

from __future__ import annotations

from collections.abc import Sequence

from powermap.errors import Note
from powermap.exchange.people_register import fold_name
from powermap.exchange.raw_file import RawRecord
from powermap.exchange.tables.cells import is_empty
from powermap.language import Reason

__all__ = ["people_of_edges"]


def people_of_edges(
    ties: Sequence[RawRecord], *, source: str | None = None
) -> tuple[list[RawRecord], list[Note]]:
    """A person for everybody whom a list of ties names, with a note.

    Parameters
    ----------
    ties : sequence of RawRecord
        With ``source`` and ``target`` as they stand in the file.
    source : str, optional
        The file, for the note.

    Examples
    --------
    >>> tie = RawRecord({"source": "Ana Ruiz", "target": "Ben Ode"}, "ties.csv", 2)
    >>> people, notes = people_of_edges([tie, tie])
    >>> [person.values["name"] for person in people]
    ['Ana Ruiz', 'Ben Ode']
    """
    people: dict[str, RawRecord] = {}
    for tie in ties:
        for end in ("source", "target"):
            written = tie.values.get(end)
            if is_empty(written):
                continue
            name = " ".join(str(written).split())
            headers = {"name": tie.headers.get(end, end)}
            person = RawRecord({"name": name}, tie.sheet, tie.row, headers)
            people.setdefault(fold_name(name), person)
    if not people:
        return [], []
    message = Reason("message.people.of_edges", count=len(people))
    return list(people.values()), [Note(message, source, ties[0].sheet)]
