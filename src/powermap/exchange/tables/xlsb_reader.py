"""Binary workbooks of Excel (.xlsb), read record by record, within bounds.

A sheet is a row of records: a number that says what it is, a length, and bytes.
Source: [MS-XLSB] 2.1.4 and 2.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from powermap.exchange.tables.allowance import Allowance
from powermap.exchange.tables.archive import refuse_many_sheets, unpack_safely
from powermap.exchange.tables.binary_values import error_of, number_of_rk, whole_float
from powermap.exchange.tables.number_looks import Look, look_of
from powermap.exchange.tables.sheet_facts import SheetFacts
from powermap.exchange.tables.sheets import Sheet
from powermap.exchange.tables.workbook_xml import Tags, damaged
from powermap.exchange.tables.xlsx_cells import BookParts

__all__ = ["read_xlsb"]

_WORKSHEET = "/worksheet"
"""How the type of a part with cells ends."""
_ROW = 0
_NUMBERS = frozenset({5, 9})
"""Cells with a number, and formulas that gave one."""
_TEXTS = frozenset({6, 8})
_TRUTHS = frozenset({4, 10})
_ERRORS = frozenset({3, 11})
_SHORT_NUMBER = 2
_SHARED_TEXT = 7
_RICH_TEXT = 62
_MERGED = 176


class _Record(NamedTuple):
    kind: int
    data: bytes


class _BundledSheet(NamedTuple):
    title: str
    relation: str
    hidden: bool


def read_xlsb(payload: bytes, source: str) -> list[Sheet]:
    """The sheets of a binary workbook of Excel 2007 and later."""
    parts = unpack_safely(payload, source, (".bin", ".rels"))
    allowance = Allowance.for_bytes(len(payload), source)
    try:
        return _read_sheets(parts, allowance)
    except (struct.error, IndexError) as error:
        raise damaged(source, str(error)) from error


def _read_sheets(parts: Mapping[str, bytes], allowance: Allowance) -> list[Sheet]:
    book_parts = _book_parts(parts, allowance)
    targets = _worksheets(parts, allowance.source)
    read: dict[str, SheetFacts] = {}
    sheets = []
    for bundled in _bundled_sheets(parts.get("xl/workbook.bin", b"")):
        part_name = targets.get(bundled.relation)
        if part_name is None:
            continue
        if part_name not in read:
            part = parts.get(part_name, b"")
            read[part_name] = _read_cells(part, allowance, book_parts)
        sheets.append(read[part_name].sheet(bundled.title, hidden=bundled.hidden))
        refuse_many_sheets(len(sheets), allowance.source)
    return sheets


def _worksheets(parts: Mapping[str, bytes], source: str) -> dict[str, str]:
    """The name of the part of each sheet of cells, by its id."""
    relations = parts.get("xl/_rels/workbook.bin.rels", b"")
    names = {}
    for relation in Tags(relations, source, "Relationship").found:
        if relation.get("Type", "").endswith(_WORKSHEET):
            target = relation.get("Target", "").lower()
            name = f"xl/{target.removeprefix('/xl/')}"
            names[relation.get("Id", "")] = name
    return names


def _book_parts(parts: Mapping[str, bytes], allowance: Allowance) -> BookParts:
    texts = []
    for kind, data in _records(parts.get("xl/sharedstrings.bin", b"")):
        if kind == 19:  # BrtSSTItem
            text, _ = _text(data, 1)
            allowance.check_text(text)
            texts.append(text)
    from_1904 = False
    for kind, data in _records(parts.get("xl/workbook.bin", b"")):
        if kind == 153 and data:  # BrtWbProp
            from_1904 = bool(data[0] & 1)
    looks = _looks(parts.get("xl/styles.bin", b""))
    return BookParts(texts, looks, from_1904=from_1904)


def _records(part: bytes) -> Iterator[_Record]:
    place = 0
    while place < len(part):
        kind, place = _compact(part, place, 2)
        length, place = _compact(part, place, 4)
        yield _Record(kind, part[place : place + length])
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


def _looks(part: bytes) -> list[Look]:
    """What the number of each style shows."""
    codes: dict[int | None, str] = {}
    looks: list[Look] = []
    in_cells = False
    for kind, data in _records(part):
        if kind == 44 and len(data) >= 6:  # BrtFmt
            codes[struct.unpack_from("<H", data)[0]] = _text(data, 2)[0]
        elif kind in {617, 618}:  # BrtBeginCellXFs, BrtEndCellXFs
            in_cells = kind == 617
        elif kind == 47 and in_cells:  # BrtXF
            looks.append(look_of(struct.unpack_from("<H", data, 2)[0], codes))
    return looks


def _read_cells(part: bytes, allowance: Allowance, book_parts: BookParts) -> SheetFacts:
    facts = SheetFacts(allowance)
    row = 0
    for kind, data in _records(part):
        if kind == _ROW and len(data) >= 12:
            row = struct.unpack_from("<I", data)[0] + 1
            if data[11] & 0x10:
                facts.hide(row)
        elif kind == _MERGED and len(data) >= 16:
            first_row, last_row, first, last = struct.unpack_from("<IIII", data)
            facts.merge_from_zero(first_row, first, last_row, last)
        elif (2 <= kind <= 11 or kind == _RICH_TEXT) and len(data) > 8:
            column, style = struct.unpack_from("<II", data)
            value = _value(kind, data, style & 0xFFFFFF, book_parts)
            facts.put(row, column + 1, value)
    return facts


def _value(kind: int, data: bytes, style: int, book_parts: BookParts) -> object:
    """The value of a cell as the user sees it."""
    if kind in _ERRORS:
        return error_of(data[8])
    if kind in _TRUTHS:
        return "TRUE" if data[8] else "FALSE"
    if kind in _NUMBERS:
        return book_parts.number(whole_float(data, 8), style)
    if kind == _SHORT_NUMBER:
        return book_parts.number(number_of_rk(data, 8), style)
    if kind == _SHARED_TEXT:
        return book_parts.texts[struct.unpack_from("<I", data, 8)[0]]
    # A byte says which looks and readings follow a text with looks of its own.
    text, _ = _text(data, 9 if kind == _RICH_TEXT else 8)
    return text


def _bundled_sheets(part: bytes) -> Iterator[_BundledSheet]:
    for kind, data in _records(part):
        if kind == 156 and len(data) >= 12:  # BrtBundleSh
            hidden = struct.unpack_from("<I", data)[0] != 0
            id, place = _text(data, 8)
            title, _ = _text(data, place)
            yield _BundledSheet(title, id, hidden)


def _text(data: bytes, place: int) -> tuple[str, int]:
    """A text that begins with its length, and where it ends."""
    if place + 4 > len(data):
        return "", place
    length = struct.unpack_from("<I", data, place)[0]
    end = place + 4 + 2 * length
    return data[place + 4 : end].decode("utf-16-le", errors="replace"), end
