"""How many people and ties a buying center may have, so that work on it ends."""

from __future__ import annotations

from powermap.errors import FormatError
from powermap.language import Reason

__all__ = ["check_people", "check_ties"]

_PEOPLE = 10_000
"""People up to which every answer is tested to come in time."""
_TIES = 50_000
"""Ties of these people."""


def check_people(count: int, source: str) -> None:
    """Refuse a file with more people than any buying center has."""
    if count > _PEOPLE:
        # As a float, since whole numbers are written without a comma.
        raise FormatError(
            Reason(
                "message.people.too_many",
                source=source,
                count=float(count),
                most=float(_PEOPLE),
            )
        )


def check_ties(count: int, source: str) -> None:
    """Refuse a file with more ties than its people can have."""
    if count > _TIES:
        raise FormatError(
            Reason(
                "message.people.too_many_ties",
                source=source,
                count=float(count),
                most=float(_TIES),
            )
        )
