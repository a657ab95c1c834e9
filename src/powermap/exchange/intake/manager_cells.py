"""Whom a cell of managers means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from powermap.exchange.intake.names import is_family_name_first, is_whole_name
from powermap.exchange.intake.values.unknown import is_unknown
from powermap.exchange.people_register import Register, fold_name

__all__ = [
    "ManagerColumn",
    "NamedManager",
    "cell_text",
    "managers_in",
    "number_column_of",
    "only_places",
]

_SURE = re.compile(r"[;；\n、|]+")
"""What separates names and is in no name."""
_LIKELY = re.compile(
    r"\s*[/&+,，]\s*|\s+(?:and|und|et|y|or|oder|和|及|与)\s+|(?<=[^\x00-\x7f])[和及与](?=[^\x00-\x7f])"
)
"""What separates names, but may also stand in one."""
_LONGEST_HAN = 6
"""Characters of a Chinese, Japanese or Korean name."""


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


def number_column_of(
    column: ManagerColumn, register: Register, number_titles: Sequence[str]
) -> int | None:
    """Which of the columns of numbers a column of managers refers to; None for ids.

    "Manager employee number" refers to "Employee number". Else it is the column in
    which more of the cells are found than among the ids: a file may number its rows
    beside the numbers of its employees.

    Examples
    --------
    >>> people = Register(["1", "2"], ["Ana Ruiz", "Ben Ode"], [["2"], ["7"]])
    >>> number_column_of(ManagerColumn("reports_to_id", "Boss", {3: "7"}), people, ["No"])
    0
    """
    title = fold_name(column.title)
    for place, number_title in enumerate(number_titles):
        if _has_words(title, fold_name(number_title)):
            return place
    texts = [cell_text(raw) for raw in column.cells.values()]
    texts = [text for text in texts if text]
    most = sum(register.has_id(text) for text in texts)
    best = None
    for place in range(len(number_titles)):
        count = sum(bool(register.numbered(text, place)) for text in texts)
        if count > most:
            most = count
            best = place
    return best


def _has_words(title: str, words: str) -> bool:
    """Whether a header has the words of another one: "manager no", not "north"."""
    if words.isascii():
        return bool(words) and f" {words} " in f" {title} "
    return words in title


def managers_in(
    text: str, register: Register, number_column: int | None = None
) -> list[NamedManager]:
    """The managers that a cell names.

    Parameters
    ----------
    text : str
        What stands in the cell.
    register : Register
        The people of the file.
    number_column : int, optional
        The column of numbers that the cell refers to before the ids.

    Examples
    --------
    >>> people = Register(["1", "2"], ["Ana Ruiz", "Ben Ode"])
    >>> [each.places for each in managers_in("Ruiz, Ana; 2.0", people)]
    [(0,), (1,)]
    """
    managers = []
    for line in _SURE.split(text):
        part = " ".join(line.split())
        if part and not is_unknown(part):
            managers += _managers_in_part(part, register, number_column)
    return managers


def _managers_in_part(
    text: str, register: Register, number_column: int | None
) -> list[NamedManager]:
    whole = _find(text, register, number_column)
    pieces = [piece for piece in _LIKELY.split(text) if piece]
    if whole.places or len(pieces) < 2:
        return [whole]
    parts = [_find(piece, register, number_column) for piece in pieces]
    # "Falk, Kim" is one person who is absent, even where somebody is called Kim.
    are_people = all(part.places or _is_somebody(part.written) for part in parts)
    if are_people and any(part.places for part in parts):
        return parts
    return [whole]


def _is_somebody(text: str) -> bool:
    """Whether a text looks like the whole name of one person."""
    is_short = len(text) <= _LONGEST_HAN
    return is_whole_name(text) or (is_short and is_family_name_first(text))


def _find(text: str, register: Register, number_column: int | None) -> NamedManager:
    places: Sequence[int] = ()
    if number_column is not None:
        places = register.numbered(text, number_column)
    return NamedManager(text, tuple(places or register.called(text)))


def only_places(managers: Sequence[NamedManager]) -> list[int]:
    """The places of those who are certain, each once."""
    places = [manager.place for manager in managers if manager.place is not None]
    return list(dict.fromkeys(places))
