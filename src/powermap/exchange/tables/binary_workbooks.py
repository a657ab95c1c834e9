"""What .xls and .xlsb say beside their values, read record by record, within bounds.

Both keep a sheet as a row of records: a number that says what it is, a length, and bytes.
Sources: [MS-XLS] 2.3 and 2.4, [MS-XLSB] 2.1.4 and 2.4.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import PurePosixPath

from powermap.errors import FormatError
from powermap.exchange.tables.archive import (
    SafeWorkbook,
    refuse_large,
    unpack_safely,
)
from powermap.exchange.tables.sheet_facts import (
    PERCENT_FORMATS,
    SheetFacts,
    is_percent,
)
from powermap.exchange.tables.unreadable import Unreadable
from powermap.exchange.tables.workbook_xml import Pairs, damaged
from powermap.language import Reason

__all__ = ["open_xls", "open_xlsb"]

_CELLS = 5_000_000
"""Cells of all sheets of a .xls, empty ones too, since they are held together."""

_SEVERAL_NUMBERS = 0x00BD
"""Record of .xls with numbers in cells beside each other."""
_NUMBERS_XLS = frozenset({0x0006, 0x0203, 0x027E})
"""Records of .xls with one number: a formula, a long and a short number."""
_CELLS_XLS = _NUMBERS_XLS | {0x00D6, 0x00FD, 0x0204, 0x0205, _SEVERAL_NUMBERS}
"""Records of .xls with a value: those and texts and errors."""
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

Record = tuple[int, bytes]


def open_xlsb(payload: bytes, source: str) -> SafeWorkbook:
    """A binary workbook of Excel 2007 and later."""
    parts = unpack_safely(payload, source)
    by_name = {name.lower(): part for name, part in parts.items()}
    percents = _percent_styles_xlsb(by_name.get("xl/styles.bin", b""))
    facts = {}
    for name, part in by_name.items():
        # Whatever is named as a sheet is measured.
        if name.startswith("xl/") and name.endswith(".bin"):
            found = _facts_xlsb(part, percents)
            refuse_large(found, source)
            facts[name] = found
    relations = by_name.get("xl/_rels/workbook.bin.rels", b"")
    targets = Pairs(relations, source, "Relationship", ("Id", "Target")).pairs
    sheets = {}
    for title, id in _sheets_xlsb(by_name.get("xl/workbook.bin", b"")):
        target = targets.get(id, "").lower()
        name = str(PurePosixPath("xl") / target.removeprefix("/xl/"))
        sheets[title] = facts.get(name, SheetFacts())
    return SafeWorkbook(payload, sheets)


def _records_xlsb(part: bytes) -> Iterator[Record]:
    place = 0
    while place < len(part):
        kind, place = _compact(part, place, 2)
        length, place = _compact(part, place, 4)
        yield kind, part[place : place + length]
        place += length


def _compact(part: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of one to four bytes, of which each but the last has its high bit set."""
    number = 0
    for count in range(most):
        if place >= len(part):
            break
        byte = part[place]
        place += 1
        # The kind of a record is written with its high bits, the length without.
        number |= (byte & 0x7F) << (7 * count)
        if byte < 0x80:
            break
    return number, place


def _percent_styles_xlsb(part: bytes) -> set[int]:
    formats = set(PERCENT_FORMATS)
    percents: set[int] = set()
    in_cells = False
    count = 0
    for kind, data in _records_xlsb(part):
        if kind == 44 and len(data) >= 6:  # BrtFmt
            number, length = struct.unpack_from("<HI", data)
            code = data[6 : 6 + 2 * length].decode("utf-16-le", errors="replace")
            if is_percent(code):
                formats.add(number)
        elif kind in {617, 618}:  # BrtBeginCellXFs, BrtEndCellXFs
            in_cells = kind == 617
        elif kind == 47 and in_cells and len(data) >= 4:  # BrtXF
            if struct.unpack_from("<H", data, 2)[0] in formats:
                percents.add(count)
            count += 1
    return percents


def _facts_xlsb(part: bytes, percents: set[int]) -> SheetFacts:
    facts = SheetFacts()
    row = 0
    for kind, data in _records_xlsb(part):
        if kind == 0 and len(data) >= 12:  # BrtRowHdr
            row = struct.unpack_from("<I", data)[0] + 1
            if data[11] & 0x10:
                facts.hide(row)
        elif 2 <= kind <= 11 and len(data) >= 8:  # cells with a value
            column, style = struct.unpack_from("<II", data)
            facts.reach(row, column + 1)
            if kind in {3, 11} and len(data) > 8:
                facts.set_fault(row, column + 1, _error(data[8]))
            elif kind in {2, 5, 9} and style & 0xFFFFFF in percents:
                facts.percents.add((row, column + 1))
        elif kind == 176 and len(data) >= 16:  # BrtMergeCell
            first_row, last_row, first, last = struct.unpack_from("<IIII", data)
            facts.merge_from_zero(first_row, first, last_row, last)
    return facts


def _sheets_xlsb(part: bytes) -> Iterator[tuple[str, str]]:
    """Title and id of each sheet."""
    for kind, data in _records_xlsb(part):
        if kind == 156 and len(data) >= 12:  # BrtBundleSh
            id, place = _text_xlsb(data, 8)
            title, _ = _text_xlsb(data, place)
            yield title, id


def _text_xlsb(data: bytes, place: int) -> tuple[str, int]:
    if place + 4 > len(data):
        return "", place
    length = struct.unpack_from("<I", data, place)[0]
    end = place + 4 + 2 * length
    return data[place + 4 : end].decode("utf-16-le", errors="replace"), end


def open_xls(payload: bytes, source: str) -> SafeWorkbook:
    """A workbook of Excel 97 to 2003."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(payload)) as container:
            if container.exists("EncryptedPackage"):
                raise FormatError(Reason("message.sheets.locked", source=source))
            name = "Workbook" if container.exists("Workbook") else "Book"
            if not container.exists(name):
                raise FormatError(
                    Reason("message.sheets.other_office_file", source=source)
                )
            stream = container.openstream(name).read()
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise damaged(source, str(error)) from error
    return SafeWorkbook(payload, _Xls(stream, source).found)


def _records_xls(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and bytes of each record."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


class _Xls:
    """The facts of every sheet of a stream of records.

    Attributes
    ----------
    found : dict of title to SheetFacts
        What was found.
    """

    def __init__(self, stream: bytes, source: str) -> None:
        self.found: dict[str, SheetFacts] = {}
        self._formats = set(PERCENT_FORMATS)
        self._styles: list[int] = []
        self._titles: dict[int, str] = {}
        self._current = SheetFacts()
        left = _CELLS
        for place, kind, data in _records_xls(stream):
            if kind == 0x0809:  # the beginning of a sheet
                left -= self._current.rows * self._current.width
                self._current = SheetFacts()
                if place in self._titles:
                    self.found[self._titles[place]] = self._current
            elif kind in _CELLS_XLS:
                self._read_cell(kind, data)
                refuse_large(self._current, source, left)
            else:
                self._read_other(kind, data)

    def _read_other(self, kind: int, data: bytes) -> None:
        """A record of the workbook, or of a row."""
        if len(data) < 4:
            return
        number = struct.unpack_from("<H", data)[0]
        if kind == 0x0085 and len(data) >= 8:  # a sheet and where it begins
            place = struct.unpack_from("<I", data)[0]
            self._titles[place] = _text_xls(data[6:], 1)
        elif kind == 0x041E and is_percent(_text_xls(data[2:], 2)):  # a number format
            self._formats.add(number)
        elif kind == 0x00E0:  # a style
            self._styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == 0x0208 and len(data) >= 16 and data[12] & 0x20:  # a hidden row
            self._current.hide(number + 1)

    def _read_cell(self, kind: int, data: bytes) -> None:
        if len(data) < 6:
            return
        row, column, style = struct.unpack_from("<HHH", data)
        if kind == _SEVERAL_NUMBERS:
            for number in range((len(data) - 6) // 6):
                style = struct.unpack_from("<H", data, 4 + 6 * number)[0]
                self._keep_number(row, column + number, style)
            return
        self._current.reach(row + 1, column + 1)
        error = _error_xls(kind, data)
        if error is not None:
            self._current.set_fault(row + 1, column + 1, error)
        elif kind in _NUMBERS_XLS:
            self._keep_number(row, column, style)

    def _keep_number(self, row: int, column: int, style: int) -> None:
        self._current.reach(row + 1, column + 1)
        is_known = style < len(self._styles)
        if is_known and self._styles[style] in self._formats:
            self._current.percents.add((row + 1, column + 1))


def _error_xls(kind: int, data: bytes) -> Unreadable | None:
    """The error that a cell shows in place of a value."""
    if kind == 0x0205 and len(data) >= 8 and data[7]:
        return _error(data[6])
    # A result that is no number has two bytes of ones at its end, and says its kind.
    if kind == 0x0006 and data[12:14] == b"\xff\xff" and data[6] == 2:
        return _error(data[8])
    return None


def _error(code: int) -> Unreadable:
    return Unreadable(_ERRORS.get(code, "#ERR"))


def _text_xls(data: bytes, length_size: int) -> str:
    """A text that begins with its length and a byte that says how wide it is."""
    if len(data) < length_size + 1:
        return ""
    length = int.from_bytes(data[:length_size], "little")
    is_wide = data[length_size] & 1
    start = length_size + 1
    if is_wide:
        return data[start : start + 2 * length].decode("utf-16-le", errors="replace")
    return data[start : start + length].decode("latin-1")
