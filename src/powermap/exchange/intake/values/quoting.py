"""Texts in quotation marks, so that they are read as they stand.

A title may be called "TBD", and a name "Ruiz, Ana". What powermap writes is quoted
where it would be read as something else; quotation marks of users stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from powermap.exchange.intake.names import first_name_first
from powermap.exchange.intake.values.cells import CELL_ERRORS
from powermap.exchange.intake.values.lists import (
    cut_brackets,
    has_closed_brackets,
    split_list,
)
from powermap.exchange.intake.values.texts import id_text
from powermap.exchange.intake.values.unknown import is_unknown, is_vacant
from powermap.model.fields import Field

__all__ = [
    "quote_texts",
    "split_quoted",
    "unquote_id",
    "unquote_name",
    "unquote_text",
]

_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_ENTRY = re.compile(r'(?:"(?:[^"]|"")*"|[^;；"]|")+')
Ambiguous = Callable[[str], bool]


def quote_texts(field: Field, value: Any) -> Any:
    """The texts of a field, quoted where they would be read as something else.

    Examples
    --------
    >>> from powermap.model.fields import fields_by_name
    >>> fields = fields_by_name("people")
    >>> quote_texts(fields["title"], "TBD"), quote_texts(fields["title"], "CFO")
    ('"TBD"', 'CFO')
    >>> quote_texts(fields["covered_by"], ("Kim", "Ruiz, Ana"))
    ('Kim', '"Ruiz, Ana"')
    """
    if field.custom or field.part:
        return value
    if field.name == "id" and isinstance(value, str):
        return _quote(value, _is_ambiguous_id)
    if field.kind == "texts" and isinstance(value, tuple):
        return tuple(_quote(each, _is_ambiguous_entry) for each in value)
    # A member of a vocabulary is a str too, and is written as its label.
    if field.kind not in {"text", "criterion"} or type(value) is not str:
        return value
    is_person = field.table == "people" and field.name == "name"
    return _quote(value, _is_ambiguous_name if is_person else _is_ambiguous)


def unquote_text(text: str) -> str | None:
    """The text that was quoted; None when it was not quoted by powermap."""
    return _unquote(text, _is_ambiguous)


def unquote_id(text: str) -> str | None:
    """The id that was quoted; None when it was not."""
    return _unquote(text, _is_ambiguous_id)


def unquote_name(text: str) -> str | None:
    """The name of a person that was quoted; None when it was not."""
    return _unquote(text, _is_ambiguous_name)


def split_quoted(text: str) -> list[tuple[str, bool]]:
    """The entries between semicolons, each with whether it was quoted.

    Examples
    --------
    >>> split_quoted('Kim; "Ruiz, Ana"')
    [('Kim', False), ('Ruiz, Ana', True)]
    """
    if '"' not in text:
        return [(text, False)]
    entries = []
    for written in _ENTRY.findall(text):
        entry = written.strip()
        literal = _unquote(entry, _is_ambiguous_entry)
        if literal is not None:
            entries.append((literal, True))
        elif entry:
            entries.append((entry, False))
    return entries


def _quote(text: str, is_ambiguous: Ambiguous) -> str:
    if not is_ambiguous(text) and _QUOTED.fullmatch(text) is None:
        return text
    inner = text.replace('"', '""')
    return f'"{inner}"'


def _unquote(text: str, is_ambiguous: Ambiguous) -> str | None:
    if _QUOTED.fullmatch(text) is None:
        return None
    inner = text[1:-1].replace('""', '"')
    # Quotation marks that powermap would not have put are the user's own.
    return inner if inner and _quote(inner, is_ambiguous) == text else None


def _is_ambiguous(text: str) -> bool:
    return is_unknown(text, in_text=True) or text.upper() in CELL_ERRORS


def _is_ambiguous_id(text: str) -> bool:
    return _is_ambiguous(text) or id_text(text) != text


def _is_ambiguous_name(text: str) -> bool:
    is_turned = first_name_first(text) != text
    return _is_ambiguous(text) or is_vacant(text) or is_turned


def _is_ambiguous_entry(text: str) -> bool:
    # A quotation mark within an entry would begin a quoted one.
    if '"' in text or _is_ambiguous(text) or cut_brackets(text)[1]:
        return True
    # A bracket of one entry would be closed by that of a later one.
    if not has_closed_brackets(text):
        return True
    return split_list(text, lambda _: True, commas=True) != [text] or _splits(text)


def _splits(text: str) -> bool:
    """Whether a text is several entries when its parts are known."""
    parts = split_list(text, lambda part: part != text, commas=True)
    return parts != [text]
