"""Texts of cells: on one line, printable, as a spreadsheet shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from powermap.exchange.tables.cells import plain_text
from powermap.exchange.tables.unreadable import Unreadable
from powermap.model.text import drop_unprintable

__all__ = ["CleanText", "clean_cell", "id_text", "shown_text"]

_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_TAB = re.compile(r"\t+")
_WHOLE = re.compile(r"(\d+)\.0+")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text and what had to change in it.

    Attributes
    ----------
    text : str
        Trimmed and printable.
    broken : bool
        Whether line breaks became spaces.
    invisible : bool
        Whether characters that show nothing were dropped.
    """

    text: str
    broken: bool = False
    invisible: bool = False


def clean_cell(raw: object, *, lines: bool = False) -> CleanText:
    r"""The text of a cell; only `lines` keep their line breaks.

    Raises
    ------
    ModelError
        When the cell holds an error, or is no simple value.

    Examples
    --------
    >>> clean_cell("Chief\nFinancial Officer").text, clean_cell(12.0).text
    ('Chief Financial Officer', '12')
    """
    # Most cells are plain, and a large table has a million of them.
    if isinstance(raw, str) and raw.isascii() and raw.isprintable():
        return CleanText(raw.strip())
    # Trimmed first: a break at the end of a cell is nothing to tell about.
    text = shown_text(raw).strip()
    broken = False
    if lines:
        text = _LINE_END.sub("\n", text)
    else:
        joined = _on_one_line(text)
        broken = joined != text
        # A tab within a line is a wide space; in prose it may make columns.
        text = _TAB.sub(" ", joined)
    printable = drop_unprintable(text, lines=lines)
    return CleanText(printable.strip(), broken, printable != text)


def _on_one_line(text: str) -> str:
    """A text whose lines stand after one another."""
    if not _BREAK.search(text):
        return text
    # By parts: a pattern of spaces around a break would look at each run of spaces from
    # each of its places.
    lines = [line.strip() for line in _BREAK.split(text)]
    return " ".join(line for line in lines if line)


def shown_text(raw: object) -> str:
    """A cell as a spreadsheet shows it.

    Raises
    ------
    ModelError
        When the cell holds an error, or is no simple value.

    Examples
    --------
    >>> shown_text(True), shown_text(7.0), shown_text(None)
    ('TRUE', '7', '')
    """
    if raw is None:
        return ""
    if isinstance(raw, str):
        return plain_text(raw)
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, Unreadable):
        raise raw.refuse()
    if isinstance(raw, Decimal):
        return f"{raw.normalize():f}"
    if isinstance(raw, time):
        return raw.isoformat("minutes")
    return plain_text(raw)


def id_text(raw: object) -> str:
    """An id on one line, as all columns of a file have to write it.

    Programs that take ids for numbers write 1.0 where a column has a gap.

    Examples
    --------
    >>> id_text("1.0"), id_text(1.0), id_text("007")
    ('1', '1', '007')
    """
    text = clean_cell(raw).text
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text
