"""The parts of a workbook read as XML, within bounds, before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Any
from xml.parsers import expat

from powermap.errors import FormatError, LibraryWords
from powermap.exchange.tables.sheet_facts import (
    PERCENT_FORMATS,
    SheetFacts,
    is_percent,
)
from powermap.exchange.tables.sheets import Area
from powermap.exchange.tables.unreadable import Unreadable
from powermap.language import Reason

__all__ = [
    "Pairs",
    "SharedTexts",
    "SheetCells",
    "Styles",
    "XmlPart",
    "column_number",
    "damaged",
    "local_name",
    "place_of",
    "whole_number",
]

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SHOWN = 80
"""Characters of a formula or an error that a message shows."""
_LONGEST_REASON = 200
"""Characters of what a library says about a damaged file."""
_MOST_PIECES = 20
"""Pieces of a text that are kept; the parser may hand it over in many."""


class XmlPart:
    """A part read as XML, event by event; a document type, which may define bombs, is refused."""

    def __init__(self, xml: bytes, source: str) -> None:
        # expat directly: the standard library's tree would hold the whole sheet before
        # anything is measured.
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        self.source = source
        if xml:
            try:
                parser.Parse(xml, True)
            except FormatError:
                raise
            except (expat.ExpatError, ValueError) as error:
                raise damaged(source, str(error)) from error

    def _refuse(self, *_: Any) -> None:
        raise FormatError(Reason("message.sheets.document_type", source=self.source))

    def _start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def _end(self, tag: str) -> None: ...

    def _characters(self, text: str) -> None: ...


class SharedTexts(XmlPart):
    """How long each shared text is."""

    def __init__(self, xml: bytes, source: str) -> None:
        self.lengths: list[int] = []
        super().__init__(xml, source)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - expat's signature
        if local_name(tag) == "si":
            self.lengths.append(0)

    def _characters(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class Pairs(XmlPart):
    """What every tag of one name says in two of its attributes."""

    def __init__(
        self, xml: bytes, source: str, tag: str, names: tuple[str, str]
    ) -> None:
        self.pairs: dict[str, str] = {}
        self._tag = tag
        self._names = names
        super().__init__(xml, source)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if local_name(tag) != self._tag:
            return
        local = {local_name(name): value for name, value in attributes.items()}
        key, value = self._names
        self.pairs[local.get(key, "")] = local.get(value, "")


class Styles(XmlPart):
    """Which of the styles of a workbook show a number as a percentage.

    Attributes
    ----------
    percents : set of int
        Numbers of the styles, as cells have them.
    """

    def __init__(self, xml: bytes, source: str) -> None:
        self.percents: set[int] = set()
        self._formats: set[int | None] = set(PERCENT_FORMATS)
        self._in_cells = False
        self._count = 0
        super().__init__(xml, source)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "numFmt" and is_percent(attributes.get("formatCode", "")):
            self._formats.add(whole_number(attributes.get("numFmtId", "")))
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            if whole_number(attributes.get("numFmtId", "")) in self._formats:
                self.percents.add(self._count)
            self._count += 1

    def _end(self, tag: str) -> None:
        if local_name(tag) == "cellXfs":
            self._in_cells = False


class SheetCells(XmlPart):
    """What a sheet says beside its values, and how far its cells reach.

    Attributes
    ----------
    facts : SheetFacts
        What was found.
    """

    def __init__(
        self,
        xml: bytes,
        source: str,
        lengths: Sequence[int],
        percents: Container[int],
    ) -> None:
        self.facts = SheetFacts()
        self._lengths = lengths
        self._percents = percents
        self._row = 0
        self._column = 0
        self._type = ""
        self._style = ""
        self._formula: str | None = None
        self._valued = False
        self._written: list[str] | None = None
        super().__init__(xml, source)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "row":
            self._start_row(attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name in {"v", "is", "f"}:
            self._filled(name)
        elif name == "mergeCell":
            self.facts.merge(area_of(attributes.get("ref", "")))

    def _start_row(self, attributes: dict[str, str]) -> None:
        # The number of a row may be left out; it then follows the one before.
        number = whole_number(attributes.get("r", ""))
        self._row = self._row + 1 if number is None else number
        self._column = 0
        if attributes.get("hidden") in {"1", "true"}:
            self.facts.hide(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("t", "")
        self._style = attributes.get("s", "")
        self._formula = None
        self._valued = False
        place = place_of(attributes.get("r", ""))
        if place is None:
            self._column += 1
        else:
            self._row, self._column = place

    def _filled(self, name: str) -> None:
        """A cell with a value or a formula; one that has only a look does not count."""
        self.facts.reach(self._row, self._column)
        # A formula may give an empty text, which is a value too.
        if name == "is" or (name == "v" and self._type == "str"):
            self._valued = True
        self._written = None if name == "is" else []

    def _characters(self, text: str) -> None:
        if self._written is not None and len(self._written) < _MOST_PIECES:
            self._written.append(text)

    def _end(self, tag: str) -> None:
        name = local_name(tag)
        if self._written is not None and name in {"v", "f"}:
            written = "".join(self._written).strip()[:_SHOWN]
            self._written = None
            if name == "f":
                self._formula = f"={written}"
            elif written:
                self._value(written)
        elif name == "c" and self._formula is not None and not self._valued:
            self._fault(Unreadable(self._formula, formula=True))

    def _value(self, written: str) -> None:
        self._valued = True
        if self._type == "e":
            self._fault(Unreadable(written))
        elif self._type == "s":
            # A number of more than nine digits is no place in any list of texts.
            place = whole_number(written[:9])
            if place is not None and place < len(self._lengths):
                self.facts.text += self._lengths[place]
        elif self._type in {"", "n"} and whole_number(self._style) in self._percents:
            self.facts.percents.add((self._row, self._column))

    def _fault(self, fault: Unreadable) -> None:
        self.facts.set_fault(self._row, self._column, fault)


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
    return int(match[2]), column_number(match[1])


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


def local_name(tag: str) -> str:
    """A tag or an attribute without its namespace."""
    return tag.rpartition(":")[2]


def whole_number(text: str) -> int | None:
    """The number that plain digits spell."""
    # isdigit alone also accepts digits of other scripts and superscripts.
    if text.isascii() and text.isdigit():
        return int(text)
    return None


def column_number(letters: str) -> int:
    """The number of a column, from 1, as its letters say it.

    Examples
    --------
    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
