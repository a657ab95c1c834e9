"""Workbooks of Excel 97 to 2003 and before (.xls), read record by record.

A workbook is a row of records: two bytes that say what it is, two with its length, and
bytes. A sheet begins where the list of sheets says. Source: [MS-XLS] 2.3 and 2.4.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

from powermap.errors import FormatError
from powermap.exchange.tables.allowance import Allowance
from powermap.exchange.tables.archive import refuse_many_sheets
from powermap.exchange.tables.binary_values import error_of, number_of_rk, whole_float
from powermap.exchange.tables.number_looks import look_of
from powermap.exchange.tables.sheet_facts import SheetFacts
from powermap.exchange.tables.sheets import Sheet
from powermap.exchange.tables.workbook_xml import damaged
from powermap.exchange.tables.xls_texts import TextReader, codec_of, read_shared_texts
from powermap.exchange.tables.xlsx_cells import BookParts
from powermap.language import Reason

__all__ = ["read_xls"]

_BEGIN = 0x0809
"""The beginning of the workbook, of a sheet, and of a chart within a sheet."""
_END = 0x000A
_CONTINUE = 0x003C
_LOCKED = 0x002F
_CODE_PAGE = 0x0042
_FROM_1904 = 0x0022
_SHARED_TEXTS = 0x00FC
_BUNDLED_SHEET = 0x0085
_FORMAT = 0x041E
_STYLE = 0x00E0
_ROW = 0x0208
_MERGED = 0x00E5
_TEXT_OF_FORMULA = 0x0207
_FORMULA = 0x0006
_SEVERAL_NUMBERS = 0x00BD
_SHORT_NUMBER = 0x027E
_NUMBER = 0x0203
_SHARED_TEXT = 0x00FD
_TEXTS = frozenset({0x0204, 0x00D6})
_TRUTH_OR_ERROR = 0x0205
_OLD_VERSION = 0x0500
"""Version of Excel 5 and 95, whose texts are not in Unicode."""


class _Record(NamedTuple):
    kind: int
    data: bytes


class _BundledSheet(NamedTuple):
    title: str
    place: int
    hidden: bool
    has_cells: bool


def read_xls(payload: bytes, source: str) -> list[Sheet]:
    """The sheets of a workbook of Excel 97 to 2003."""
    stream = _stream_of(payload, source)
    allowance = Allowance.for_bytes(len(payload), source)
    try:
        return _Book(stream, allowance).sheets()
    except (struct.error, IndexError) as error:
        raise damaged(source, str(error)) from error


def _stream_of(payload: bytes, source: str) -> bytes:
    """The records of a workbook, which stand in a container with other streams."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(payload)) as container:
            return _stream_in(container, len(payload), source)
    except FormatError:
        raise
    except Exception as error:
        # The library raises errors of many classes where a container is damaged.
        raise damaged(source, str(error)) from error


def _stream_in(container: Any, size: int, source: str) -> bytes:
    if container.exists("EncryptedPackage"):
        raise FormatError(Reason("message.sheets.locked", source=source))
    name = "Workbook" if container.exists("Workbook") else "Book"
    if not container.exists(name):
        raise FormatError(Reason("message.sheets.other_office_file", source=source))
    # A circle of sectors would be read as often as its size says.
    if container.get_size(name) > size:
        raise damaged(source, "stream larger than the file")
    stream: bytes = container.openstream(name).read()
    return stream


class _Book:
    """The records of a workbook, and what its sheets refer to."""

    def __init__(self, stream: bytes, allowance: Allowance) -> None:
        self._stream = stream
        self._allowance = allowance
        self._texts = TextReader()
        self._bundled: list[_BundledSheet] = []
        self._styles: list[int] = []
        self._codes: dict[int | None, str] = {}
        self._shared: list[str] = []
        self._from_1904 = False
        # Places of sheets may lie, so that each sheet would end at the end of the last.
        self._left = len(stream) // 2 + 1_000
        self._read_book()
        looks = [look_of(number, self._codes) for number in self._styles]
        self._parts = BookParts(self._shared, looks, from_1904=self._from_1904)

    def sheets(self) -> list[Sheet]:
        """The sheets in the order of their tabs; those at one place are read once."""
        refuse_many_sheets(len(self._bundled), self._allowance.source)
        read: dict[int, SheetFacts] = {}
        sheets = []
        for bundled in self._bundled:
            if not bundled.has_cells:
                continue
            if bundled.place not in read:
                read[bundled.place] = self._read_sheet(bundled.place)
            facts = read[bundled.place]
            sheets.append(facts.sheet(bundled.title, hidden=bundled.hidden))
        return sheets

    def _records(self, place: int) -> Iterator[_Record]:
        stream = self._stream
        while place + 4 <= len(stream):
            self._left -= 1
            if self._left < 0:
                raise damaged(self._allowance.source, "sheets within sheets")
            kind, length = struct.unpack_from("<HH", stream, place)
            place += 4
            yield _Record(kind, stream[place : place + length])
            place += length

    def _read_book(self) -> None:
        chunks: list[bytes] = []
        is_shared = False
        for kind, data in self._records(0):
            if kind == _CONTINUE:
                if is_shared:
                    chunks.append(data)
                continue
            is_shared = kind == _SHARED_TEXTS
            if is_shared:
                chunks = [data]
            elif kind == _END:
                break
            elif len(data) >= 2:
                self._read_setting(kind, data)
        if chunks:
            self._shared = read_shared_texts(chunks)

    def _read_setting(self, kind: int, data: bytes) -> None:
        number = struct.unpack_from("<H", data)[0]
        if kind == _BEGIN:
            self._texts.is_old = number <= _OLD_VERSION
        elif kind == _LOCKED and number:
            source = self._allowance.source
            raise FormatError(Reason("message.sheets.locked", source=source))
        elif kind == _CODE_PAGE:
            self._texts.codec = codec_of(number)
        elif kind == _FROM_1904:
            self._from_1904 = number == 1
        elif kind == _STYLE:
            self._styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _FORMAT:
            read = self._texts.short if self._texts.is_old else self._texts.long
            self._codes[number] = read(data, 2)
        elif kind == _BUNDLED_SHEET:
            self._bundle(data)

    def _bundle(self, data: bytes) -> None:
        place, state, kind = struct.unpack_from("<IBB", data)
        title = self._texts.short(data, 6).replace("\0", "")
        sheet = _BundledSheet(title, place, bool(state & 3), has_cells=kind == 0)
        self._bundled.append(sheet)

    def _read_sheet(self, place: int) -> SheetFacts:
        cells = _Cells(self._allowance, self._texts, self._parts)
        depth = 0
        for kind, data in self._records(place):
            # Charts within a sheet have records like those of its cells.
            if kind == _BEGIN:
                depth += 1
            elif kind == _END:
                depth -= 1
                if depth <= 0:
                    break
            elif depth == 1:
                cells.read(kind, data)
        return cells.facts


class _Cells:
    """The cells of a sheet, record by record.

    Attributes
    ----------
    facts : SheetFacts
        What was found.
    """

    def __init__(
        self, allowance: Allowance, texts: TextReader, parts: BookParts
    ) -> None:
        self.facts = SheetFacts(allowance)
        self._texts = texts
        self._parts = parts
        self._formula: tuple[int, int] | None = None

    def read(self, kind: int, data: bytes) -> None:
        """Take a record into account."""
        if kind == _TEXT_OF_FORMULA:
            self._read_text_of_formula(data)
        elif kind == _ROW:
            if len(data) >= 16 and data[12] & 0x20:
                self.facts.hide(struct.unpack_from("<H", data)[0] + 1)
        elif kind == _MERGED:
            self._read_merged(data)
        elif kind == _SEVERAL_NUMBERS:
            self._read_numbers(data)
        elif len(data) >= 8:
            self._read_cell(kind, data)

    def _read_cell(self, kind: int, data: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", data)
        value: object = None
        if kind == _FORMULA:
            self._formula = (row + 1, column + 1)
            value = self._result(data, style)
        elif kind == _NUMBER:
            value = self._parts.number(whole_float(data, 6), style)
        elif kind == _SHORT_NUMBER:
            value = self._parts.number(number_of_rk(data, 6), style)
        elif kind == _SHARED_TEXT:
            value = self._parts.texts[struct.unpack_from("<I", data, 6)[0]]
        elif kind in _TEXTS:
            value = self._texts.long(data, 6)
        elif kind == _TRUTH_OR_ERROR:
            value = error_of(data[6]) if data[7] else _truth(data[6])
        self.facts.put(row + 1, column + 1, value)

    def _result(self, data: bytes, style: int) -> object:
        """The value that a formula gave when the file was saved."""
        # A result that is no number has two bytes of ones at its end.
        if data[12:14] != b"\xff\xff":
            return self._parts.number(whole_float(data, 6), style)
        if data[6] == 1:
            return _truth(data[8])
        return error_of(data[8]) if data[6] == 2 else None

    def _read_text_of_formula(self, data: bytes) -> None:
        if self._formula is not None:
            self.facts.put(*self._formula, self._texts.long(data, 0))
            self._formula = None

    def _read_numbers(self, data: bytes) -> None:
        row, column = struct.unpack_from("<HH", data)
        for number in range((len(data) - 6) // 6):
            style = struct.unpack_from("<H", data, 4 + 6 * number)[0]
            value = number_of_rk(data, 6 + 6 * number)
            shown = self._parts.number(value, style)
            self.facts.put(row + 1, column + 1 + number, shown)

    def _read_merged(self, data: bytes) -> None:
        count = struct.unpack_from("<H", data)[0]
        for number in range(min(count, (len(data) - 2) // 8)):
            area = struct.unpack_from("<HHHH", data, 2 + 8 * number)
            first_row, last_row, first, last = area
            self.facts.merge_from_zero(first_row, first, last_row, last)


def _truth(byte: int) -> str:
    # In a text column TRUE is a word that somebody typed and Excel changed.
    return "TRUE" if byte else "FALSE"
