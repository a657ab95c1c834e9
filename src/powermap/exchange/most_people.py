"""How many people and ties a buying center may have, so that work on it ends."""

from __future__ import annotations

from powermap.errors import FormatError
from powermap.language import Quoted, Reason
from powermap.model.fields import Table
from powermap.model.sheet_titles import keys_of

__all__ = ["PEOPLE", "TIES", "check_length", "check_people", "check_ties"]

PEOPLE = 10_000
"""People up to which every answer is tested to come in time."""
TIES = 50_000
"""Ties of these people, and claims about them."""
_ENTRIES = 10_000
"""Entries of any other list of a plan."""


def check_people(count: int, source: str) -> None:
    """Refuse a file with more people than any buying center has."""
    if count > PEOPLE:
        # As a float, since whole numbers are written without a comma.
        raise FormatError(
            Reason(
                "message.people.too_many",
                source=source,
                count=float(count),
                most=float(PEOPLE),
            )
        )


def check_ties(count: int, source: str) -> None:
    """Refuse a file with more ties than its people can have."""
    if count > TIES:
        raise FormatError(
            Reason(
                "message.people.too_many_ties",
                source=source,
                count=float(count),
                most=float(TIES),
            )
        )


def check_length(count: int, table: Table, source: str) -> None:
    """Refuse a list that is too long, whatever stands in it."""
    if table == "people":
        check_people(count, source)
    elif table == "ties":
        check_ties(count, source)
    else:
        most = TIES if table == "claims" else _ENTRIES
        _check_entries(count, most, table, source)


def _check_entries(count: int, most: int, table: Table, source: str) -> None:
    if count > most:
        raise FormatError(
            Reason(
                "message.people.too_many_entries",
                source=source,
                list=Quoted((*keys_of(table), table)[0]),
                count=float(count),
                most=float(most),
            )
        )
