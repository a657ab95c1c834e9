"""The parts of a workbook read as XML, within bounds, before anything is made of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from powermap.errors import FormatError, LibraryWords
from powermap.exchange.tables.sheets import Area
from powermap.language import Reason

__all__ = [
    "Tags",
    "XmlPart",
    "area_of",
    "damaged",
    "local_name",
    "place_of",
    "spells_tags",
    "whole_number",
]

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MOST_DIGITS = 18
"""Digits of a number that counts something."""
_LONGEST_REASON = 200
"""Characters of what a library says about a damaged file."""


class XmlPart:
    """A part read as XML, event by event; a document type, which may define bombs, is refused."""

    def __init__(self, xml: bytes, source: str) -> None:
        # expat directly: the standard library's tree would hold the whole sheet before
        # anything is measured.
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.XmlDeclHandler = self._check_encoding
        self.source = source
        if xml:
            try:
                parser.Parse(xml, True)
            except FormatError:
                raise
            except (expat.ExpatError, ValueError, LookupError) as error:
                raise damaged(source, str(error)) from error

    def _refuse_document_type(self, *_: Any) -> None:
        raise FormatError(Reason("message.sheets.document_type", source=self.source))

    def _check_encoding(
        self,
        version: str,  # noqa: ARG002 - expat's signature
        encoding: str | None,
        standalone: int,  # noqa: ARG002
    ) -> None:
        # The tags of a part are counted as bytes before it is read.
        if encoding and not spells_tags(encoding):
            raise damaged(self.source, f"unknown encoding: {encoding}")

    def _start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def _end(self, tag: str) -> None: ...

    def _characters(self, text: str) -> None: ...


class Tags(XmlPart):
    """What every tag of one name says, by the names of its attributes.

    Attributes
    ----------
    found : list of dict
        The attributes of each tag, without namespaces.
    """

    def __init__(self, xml: bytes, source: str, tag: str) -> None:
        self.found: list[dict[str, str]] = []
        self._tag = tag
        super().__init__(xml, source)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if local_name(tag) == self._tag:
            local = {local_name(name): value for name, value in attributes.items()}
            self.found.append(local)


def spells_tags(encoding: str) -> bool:
    """Whether an encoding exists and has the byte of ASCII for the sign of a tag.

    Examples
    --------
    >>> spells_tags("utf-8"), spells_tags("utf-9"), spells_tags("cp037")
    (True, False, False)
    """
    try:
        return b"<" in "<".encode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return False


def place_of(written: str) -> tuple[int, int] | None:
    """Row and column of a cell such as ``AB12``, both from 1.

    Examples
    --------
    >>> place_of("AB12"), place_of("12")
    ((12, 28), None)
    """
    match = _PLACE.fullmatch(written)
    if match is None:
        return None
    return int(match[2]), _column_number(match[1])


def area_of(written: str) -> Area | None:
    """The cells of a reference such as ``A1:B2``.

    Examples
    --------
    >>> area_of("A1:B2")
    Area(first_row=1, first_column=1, last_row=2, last_column=2)
    """
    start, _, end = written.partition(":")
    first = place_of(start)
    last = place_of(end)
    if first is None or last is None:
        return None
    return Area(*first, *last)


def damaged(source: str, reason: str, fault: str = "damaged") -> FormatError:
    """The error that a workbook cannot be read, for a reason that a library gives."""
    words = LibraryWords(reason[:_LONGEST_REASON])
    return FormatError(Reason(f"message.sheets.{fault}", source=source, reason=words))


@lru_cache(maxsize=256)
def local_name(tag: str) -> str:
    """A tag or an attribute without its namespace."""
    return tag.rpartition(":")[2]


def whole_number(text: str) -> int | None:
    """The number that plain digits spell."""
    # isdigit alone also accepts digits of other scripts and superscripts.
    if len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit():
        return int(text)
    return None


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
