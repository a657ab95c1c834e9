"""Texts of cells: on one line, printable, as a spreadsheet shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from html import unescape

from powermap.exchange.tables.cells import plain_text
from powermap.exchange.tables.unreadable import Unreadable
from powermap.model.text import drop_unprintable

__all__ = ["CleanText", "clean_cell", "id_text", "shown_text"]

_BREAK = re.compile(r"\s*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|_x000D_)\s*")
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_TAB = re.compile(r"\t+")
_CODE = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{2,6}|#x[\da-f]{2,6});", re.IGNORECASE
)
"""How web pages write characters; exports of web programs keep them."""
_WEB_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_KEPT_AS_TEXT = re.compile(r'="(?P<text>[^"]*)"')
"""How CSV files keep a spreadsheet from turning an id into a number."""
_WHOLE = re.compile(r"(\d+)\.0+")
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
"""Spaces of typesetters; the wide one of Chinese texts stays."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text and what had to change in it.

    Attributes
    ----------
    text : str
        Trimmed and printable.
    broken : bool
        Whether line breaks became spaces.
    decoded : bool
        Whether codes of web pages became characters.
    invisible : bool
        Whether characters that show nothing were dropped or became spaces.
    """

    text: str
    broken: bool = False
    decoded: bool = False
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
    # Trimmed first: a break at the end of a cell is nothing to tell about.
    shown = shown_text(raw).strip()
    written = _decode(shown)
    # Names are compared, so they have one kind of space; prose is only read.
    text = written if lines else _SPACES.sub(" ", written)
    invisible = text != written
    broken = False
    if lines:
        text = _LINE_END.sub("\n", text)
    else:
        joined = _BREAK.sub(" ", text)
        broken = joined != text
        # A tab within a line is a wide space; in prose it may make columns.
        text = _TAB.sub(" ", joined)
    printable = drop_unprintable(text, lines=lines)
    return CleanText(
        printable.strip(), broken, written != shown, invisible or printable != text
    )


def _decode(text: str) -> str:
    """A text without the codes of web pages."""
    text = _WEB_BREAK.sub("\n", text)
    return _CODE.sub(lambda match: unescape(match[0]), text)


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
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, Unreadable):
        raise raw.refuse()
    if isinstance(raw, Decimal):
        return f"{raw.normalize():f}"
    if isinstance(raw, time):
        return raw.isoformat("minutes")
    text = plain_text(raw)
    kept_as_text = _KEPT_AS_TEXT.fullmatch(text)
    return kept_as_text["text"] if kept_as_text else text


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
