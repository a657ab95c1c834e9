"""Whom a cell of managers means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from powermap.exchange.people_register import Register

__all__ = ["ManagerColumn", "NamedManager", "cell_text", "managers_in"]

_SURE = re.compile(r"[;；\n、|]+")
"""What separates names and is in no name."""
_LIKELY = re.compile(
    r"\s*[/&+,，]\s*|\s+(?:and|und|et|y|or|oder|和|及|与)\s+|(?<=[^\x00-\x7f])[和及与](?=[^\x00-\x7f])"
)
"""What separates names, but may also stand in one."""
_SAYS_NOTHING = frozenset({"", "-", "--", "—", "–", "/", "?", "none", "n/a", "#n/a"})


@dataclass(frozen=True, slots=True)
class ManagerColumn:
    """A column that names managers.

    Attributes
    ----------
    field : str
        ``reports_to``, ``reports_to_id``, ``reports_to_name`` or ``dotted_to``.
    title : str
        Header, as the file writes it.
    cells : mapping of row to object
        As they stand in the file.
    """

    field: str
    title: str
    cells: Mapping[int, object]


@dataclass(frozen=True, slots=True)
class NamedManager:
    """What a cell calls a manager, and the places of all who may be meant."""

    written: str
    places: tuple[int, ...]

    @property
    def place(self) -> int | None:
        """The place of the only person who can be meant."""
        return self.places[0] if len(self.places) == 1 else None


def cell_text(raw: object) -> str:
    """The text of a cell; whole numbers are written without a point.

    Examples
    --------
    >>> cell_text(1.0), cell_text("  Ana "), cell_text(None), cell_text(float("nan"))
    ('1', 'Ana', '', '')
    """
    if raw is None or raw != raw:  # noqa: PLR0124
        # A frame has NaN where a cell is empty; it is the only value unlike itself.
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw).strip()


def managers_in(text: str, register: Register) -> list[NamedManager]:
    """The managers that a cell names.

    Examples
    --------
    >>> people = Register(["1", "2"], ["Ana Ruiz", "Ben Ode"])
    >>> [each.places for each in managers_in("Ruiz, Ana; 2.0", people)]
    [(0,), (1,)]
    """
    managers = []
    for line in _SURE.split(text):
        part = " ".join(line.split())
        if part.casefold() not in _SAYS_NOTHING:
            managers += _managers_in_part(part, register)
    return managers


def _managers_in_part(text: str, register: Register) -> list[NamedManager]:
    whole = NamedManager(text, tuple(register.called(text)))
    pieces = [piece for piece in _LIKELY.split(text) if piece]
    if whole.places or len(pieces) < 2:
        return [whole]
    parts = [NamedManager(piece, tuple(register.called(piece))) for piece in pieces]
    # "Falk, Kim" is one person who is absent, even where somebody is called Kim.
    if all(part.places for part in parts):
        return parts
    return [whole]


def only_places(managers: Sequence[NamedManager]) -> list[int]:
    """The places of those who are certain, each once."""
    places = [manager.place for manager in managers if manager.place is not None]
    return list(dict.fromkeys(places))
