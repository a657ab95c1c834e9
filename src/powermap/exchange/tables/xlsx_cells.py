"""The parts of an .xlsx file that make a sheet: shared texts, formats, and cells."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time

from powermap.errors import FormatError
from powermap.exchange.tables.allowance import Allowance
from powermap.exchange.tables.number_looks import Look, look_of, show_number
from powermap.exchange.tables.sheet_facts import SheetFacts
from powermap.exchange.tables.unreadable import Unreadable
from powermap.exchange.tables.workbook_xml import (
    XmlPart,
    area_of,
    damaged,
    local_name,
    place_of,
    whole_number,
)
from powermap.language import Quoted, Reason

__all__ = ["BookParts", "SharedTexts", "SheetCells", "Styles"]

_NUMBER = re.compile(r"[+-]?[0-9]{1,400}(?:\.[0-9]{0,400})?(?:[eE][+-]?[0-9]{1,4})?")
"""A number as a spreadsheet program writes it, short enough to be one."""
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold."""
_FIRST_SURROGATE = 0xD800
"""From here on a code may be half a character."""
_SPACE = " \t\r\n"
"""What is not part of a text unless the file says so."""
_PRESERVE = ("xml:space", "preserve")
_NO_NUMBER = Unreadable("#NUM!")
"""What a spreadsheet shows for a number that is too large."""
_SHOWN = 80
"""Characters of a formula or an error that a message shows."""


class BookParts:
    """What the cells of every sheet of a workbook refer to.

    Attributes
    ----------
    texts : sequence of str
        Shared texts.
    looks : sequence of Look
        What the number of each style shows.
    from_1904 : bool
        Whether days are counted from 1904 on.
    """

    def __init__(
        self, texts: Sequence[str], looks: Sequence[Look], *, from_1904: bool
    ) -> None:
        self.texts = texts
        self.looks = looks
        self.from_1904 = from_1904

    def number(self, value: float, style: int | None) -> object:
        """A number as a cell of a style shows it."""
        if not math.isfinite(value):
            return _NO_NUMBER
        return show_number(value, style, self.looks, from_1904=self.from_1904)


class _Texts(XmlPart):
    """Reads texts that may be of several pieces with looks of their own."""

    def __init__(self, xml: bytes, allowance: Allowance) -> None:
        self._allowance = allowance
        self._written: list[str] | None = None
        self._pieces: list[str] = []
        self._is_phonetic = False
        self._keeps_space = False
        super().__init__(xml, allowance.source)

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rPh":
            # How a text is pronounced.
            self._is_phonetic = True
        elif name == "t" and not self._is_phonetic:
            self._written = []
            self._keeps_space = attributes.get(_PRESERVE[0]) == _PRESERVE[1]

    def _characters(self, text: str) -> None:
        if self._written is not None:
            self._written.append(text)

    def _end_text(self, name: str) -> None:
        if name == "rPh":
            self._is_phonetic = False
        elif name == "t" and self._written is not None:
            text = "".join(self._written)
            self._written = None
            if not self._keeps_space:
                text = text.strip(_SPACE)
            self._pieces.append(_unescaped(text))

    def _whole_text(self) -> str:
        text = "".join(self._pieces)
        self._pieces = []
        self._allowance.check_text(text)
        return text


class SharedTexts(_Texts):
    """The texts that cells share.

    Attributes
    ----------
    texts : list of str
        In the order of their numbers.
    """

    def __init__(self, xml: bytes, allowance: Allowance) -> None:
        self.texts: list[str] = []
        super().__init__(xml, allowance)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._start_text(local_name(tag), attributes)

    def _end(self, tag: str) -> None:
        name = local_name(tag)
        if name == "si":
            self.texts.append(self._whole_text())
        else:
            self._end_text(name)


class Styles(XmlPart):
    """What the number of each style shows.

    Attributes
    ----------
    looks : list of Look
        In the order of the numbers of styles, as cells have them.
    """

    def __init__(self, xml: bytes, source: str) -> None:
        self.looks: list[Look] = []
        self._codes: dict[int | None, str] = {}
        self._in_cells = False
        super().__init__(xml, source)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        number = whole_number(attributes.get("numFmtId", ""))
        if name == "numFmt":
            self._codes[number] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.looks.append(look_of(number, self._codes))

    def _end(self, tag: str) -> None:
        if local_name(tag) == "cellXfs":
            self._in_cells = False


class SheetCells(_Texts):
    """The cells of a sheet, its merged cells and hidden rows, in one pass.

    Attributes
    ----------
    facts : SheetFacts
        What was found.
    """

    def __init__(self, xml: bytes, allowance: Allowance, parts: BookParts) -> None:
        self.facts = SheetFacts(allowance)
        self._parts = parts
        self._row = 0
        self._column = 0
        self._type = ""
        self._style = ""
        self._formula: str | None = None
        self._value: str | None = None
        super().__init__(xml, allowance)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "f"}:
            self._written = []
        elif name == "row":
            self._start_row(attributes)
        elif name == "mergeCell":
            self.facts.merge(area_of(attributes.get("ref", "")))
        else:
            self._start_text(name, attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        # The number of a row may be left out; it then follows the one before.
        self._row += 1
        self._column = 0
        written = attributes.get("r")
        if written is not None:
            place = place_of(f"A{written}")
            if place is None:
                raise self._misplaced(written)
            self._row = place[0]
        if attributes.get("hidden") in {"1", "true"}:
            self.facts.hide(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("t", "")
        self._style = attributes.get("s", "")
        self._formula = self._value = None
        self._pieces = []
        self._column += 1
        written = attributes.get("r")
        if written is not None:
            place = place_of(written)
            # Guessing where a cell belongs would put a value beside another person.
            if place is None:
                raise self._misplaced(written)
            self._row, self._column = place

    def _misplaced(self, written: str) -> FormatError:
        place = Quoted(written, _SHOWN)
        return FormatError(
            Reason("message.sheets.misplaced", source=self.source, place=place)
        )

    def _end(self, tag: str) -> None:
        name = local_name(tag)
        if name == "c":
            self._end_cell()
        elif name == "v" and self._written is not None:
            self._value = "".join(self._written)
            self._written = None
        elif name == "f" and self._written is not None:
            written = "".join(self._written).strip()
            self._formula = f"={written[:_SHOWN]}"
            self._written = None
        else:
            self._end_text(name)

    def _end_cell(self) -> None:
        value = self._value
        shown: object = None
        if self._type == "inlineStr" and self._pieces:
            shown = self._whole_text()
        elif value:
            shown = self._shown(value)
        elif self._formula is not None and not self._is_empty_text():
            shown = Unreadable(self._formula, formula=True)
        self.facts.put(self._row, self._column, shown)

    def _is_empty_text(self) -> bool:
        """Whether a formula gave an empty text, which is a value too."""
        is_text = self._type in {"str", "inlineStr"}
        return is_text and (self._value is not None or bool(self._pieces))

    def _shown(self, written: str) -> object:
        """The value of a cell as the user sees it."""
        if self._type == "s":
            return self._shared(written)
        if self._type in {"str", "inlineStr"}:
            return _unescaped(written)
        written = written.strip(_SPACE)
        if self._type == "d":
            return _day(written)
        return self._of_one_word(written)

    def _of_one_word(self, written: str) -> object:
        if self._type == "b":
            # In a text column TRUE is a word that somebody typed and Excel changed.
            return "FALSE" if written in {"0", "false"} else "TRUE"
        if self._type == "e":
            return Unreadable(written[:_SHOWN])
        if not _NUMBER.fullmatch(written):
            return written
        return self._parts.number(float(written), whole_number(self._style))

    def _shared(self, written: str) -> str:
        place = whole_number(written)
        if place is None or place >= len(self._parts.texts):
            number = Quoted(written, _SHOWN)
            raise damaged(self.source, f"no shared text {number}")
        return self._parts.texts[place]


def _day(written: str) -> object:
    """A day or a time of the calendar, as few programs write it, or the text itself."""
    with suppress(ValueError):
        return date.fromisoformat(written)
    with suppress(ValueError):
        return time.fromisoformat(written)
    with suppress(ValueError):
        return datetime.fromisoformat(written).replace(tzinfo=None)
    return written


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    return chr(code) if code < _FIRST_SURROGATE else escape[0]
