"""What people are called whose name is missing, and positions that nobody holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from powermap.errors import Note, Problem
from powermap.exchange.intake.names import is_family_name_first
from powermap.exchange.intake.row_lists import list_names, list_rows
from powermap.language import Reason

__all__ = ["NamedRows", "name_rows"]


@dataclass(slots=True)
class NamedRows:
    """A name for each row that is about somebody.

    Attributes
    ----------
    names : dict of row to str
        What the person is called.
    left_out : set of int
        Rows that are about nobody, or that were to be skipped.
    notes, problems
        What was assumed, and which rows have no name.
    """

    names: dict[int, str] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    source: str | None
    sheet: str | None
    title: str | None

    def note(self, message: Reason) -> Note:
        return Note(message, self.source, self.sheet, None, self.title)


def _is_no_placeholder(_name: str) -> bool:
    return False


def name_rows(
    rows: Sequence[int],
    names: Mapping[int, str],
    *,
    emails: Mapping[int, str] | None = None,
    titles: Mapping[int, str] | None = None,
    filled: Collection[int] = (),
    is_vacant: Callable[[str], bool] = _is_no_placeholder,
    source: str | None = None,
    sheet: str | None = None,
    title: str | None = None,
    skip_bad_rows: bool = False,
) -> NamedRows:
    """What the person of each row is called.

    A position that nobody holds is called by its title, a contact without a name by
    the e-mail. A row with neither is a problem, or left out when it says nothing else.

    Parameters
    ----------
    rows : sequence of int
        The rows of the table.
    names, emails, titles : mapping of row to str
        Cells by row; empty ones may be absent.
    filled : collection of int
        Rows that say something beside name, e-mail and number.
    is_vacant : callable, optional
        Whether a name is a word such as "vacant".
    source, sheet, title : str, optional
        Where the column of names stands.
    skip_bad_rows : bool
        Whether rows without a name are left out with a note.

    Examples
    --------
    >>> named = name_rows(
    ...     [2, 3, 4],
    ...     {2: "Ana Ruiz", 3: "Vacant"},
    ...     emails={4: "info@northwind.example"},
    ...     titles={3: "CFO"},
    ...     is_vacant=lambda name: name == "Vacant",
    ... )
    >>> list(named.names.values())
    ['Ana Ruiz', 'CFO (Vacant)', 'info@northwind.example']
    """
    emails = emails or {}
    titles = titles or {}
    place = _Place(source, sheet, title)
    result = NamedRows()
    found: dict[str, dict[str, list[int]]] = {"vacant": {}, "by_email": {}}
    without: dict[bool, list[int]] = {True: [], False: []}
    for row in rows:
        cause, name = _called(
            names.get(row, "").strip(),
            emails.get(row, "").strip(),
            titles.get(row, "").strip(),
            is_vacant,
        )
        if not name:
            without[row in filled].append(row)
            continue
        result.names[row] = name
        if cause:
            found[cause].setdefault(name, []).append(row)
    for cause, rows_by_name in found.items():
        if rows_by_name:
            result.notes.append(place.note(_say_called(cause, rows_by_name)))
    _leave_out_empty(without[False], result, place)
    _refuse_nameless(without[True], result, place, skip_bad_rows=skip_bad_rows)
    return result


def _called(
    name: str, email: str, title: str, is_vacant: Callable[[str], bool]
) -> tuple[str, str]:
    """What somebody is called, and why if it is not the name; "" when nothing is."""
    if name and is_vacant(name):
        return "vacant", _vacant_position(title, name)
    if name:
        return "", name
    return "by_email", email


def _say_called(cause: str, rows_by_name: Mapping[str, Sequence[int]]) -> Reason:
    count = sum(len(rows) for rows in rows_by_name.values())
    listed = list_names(rows_by_name)
    return Reason(f"message.people.{cause}", count=count, names=listed)


def _vacant_position(title: str, word: str) -> str:
    """A position by its title; the word alone where the title is not known."""
    word = word.strip("()（）[] ")
    title = title.strip()
    if not title:
        return word
    # Chinese texts have brackets of their own.
    if is_family_name_first(word):
        return f"{title}（{word}）"
    return f"{title} ({word})"


def _leave_out_empty(rows: Sequence[int], result: NamedRows, place: _Place) -> None:
    if rows:
        result.left_out.update(rows)
        message = Reason("message.people.empty", count=len(rows), rows=list_rows(rows))
        result.notes.append(place.note(message))


def _refuse_nameless(
    rows: Sequence[int], result: NamedRows, place: _Place, *, skip_bad_rows: bool
) -> None:
    if not rows:
        return
    message = Reason("message.people.nameless", count=len(rows), rows=list_rows(rows))
    if skip_bad_rows:
        result.left_out.update(rows)
        left_out = Reason("message.people.left_out", problem=message)
        result.notes.append(place.note(left_out))
    else:
        problem = Problem(message, place.sheet, None, place.title, None, tuple(rows))
        result.problems.append(problem)
