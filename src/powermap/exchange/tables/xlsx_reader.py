"""Workbooks of Excel (.xlsx, .xlsm), read in one pass that counts as it reads."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from powermap.errors import FormatError
from powermap.exchange.tables.allowance import Allowance
from powermap.exchange.tables.archive import refuse_many_sheets, unpack_safely
from powermap.exchange.tables.cell_comments import CellComments
from powermap.exchange.tables.sheet_facts import SheetFacts
from powermap.exchange.tables.sheets import Sheet
from powermap.exchange.tables.workbook_xml import Tags
from powermap.exchange.tables.xlsx_cells import (
    BookParts,
    SharedTexts,
    SheetCells,
    Styles,
)
from powermap.language import Reason

__all__ = ["read_xlsx"]

_WORKSHEET = "/worksheet"
"""How the type of a part with cells ends; charts and macros have sheets too."""


def read_xlsx(payload: bytes, source: str) -> list[Sheet]:
    """The sheets of a workbook of Excel.

    A zip may say one size and hold another, and two cells at far corners span a sheet
    of billions: every part is unpacked and every cell is made within bounds.

    Raises
    ------
    FormatError
        When it is not a workbook, or larger than any buying center.
    """
    # The signature of zip files; an old .xls or an HTML table named .xlsx is refused at
    # once.
    if not payload.startswith(b"PK"):
        raise FormatError(Reason("message.sheets.not_excel", source=source))
    # Some programs write the names of parts in other cases than they refer to them.
    parts = unpack_safely(payload, source, (".xml", ".rels"))
    if "xl/workbook.xml" not in parts:
        raise FormatError(Reason("message.sheets.zip_only", source=source))
    return _Book(parts, Allowance.for_bytes(len(payload), source)).sheets


class _Book:
    """The sheets of a workbook; a part that several of them show is read once.

    Attributes
    ----------
    sheets : list of Sheet
        In the order of their tabs.
    """

    def __init__(self, parts: Mapping[str, bytes], allowance: Allowance) -> None:
        self._parts = parts
        self._allowance = allowance
        self._source = allowance.source
        self._read: dict[str, SheetFacts] = {}
        self._comments = CellComments(parts, allowance.source)
        self._targets = self._worksheets()
        self._book_parts = self._shared_parts()
        sheets = self._tags("xl/workbook.xml", "sheet")
        refuse_many_sheets(len(sheets), self._source)
        self.sheets: list[Sheet] = []
        for sheet in sheets:
            part_name = self._targets.get(sheet.get("id", ""))
            if part_name is not None:
                facts = self._facts(part_name)
                hidden = sheet.get("state", "visible") != "visible"
                self.sheets.append(facts.sheet(sheet.get("name", ""), hidden=hidden))

    def _tags(self, part_name: str, tag: str) -> list[dict[str, str]]:
        return Tags(self._parts.get(part_name, b""), self._source, tag).found

    def _worksheets(self) -> dict[str, str]:
        """The name of the part of each sheet of cells, by its id."""
        names = {}
        for relation in self._tags("xl/_rels/workbook.xml.rels", "Relationship"):
            if relation.get("Type", "").endswith(_WORKSHEET):
                target = _part_name(relation.get("Target", ""))
                names[relation.get("Id", "")] = target
        return names

    def _shared_parts(self) -> BookParts:
        texts = self._parts.get("xl/sharedstrings.xml", b"")
        styles = self._parts.get("xl/styles.xml", b"")
        settings = self._tags("xl/workbook.xml", "workbookPr")
        from_1904 = any(each.get("date1904") in {"1", "true"} for each in settings)
        return BookParts(
            SharedTexts(texts, self._allowance).texts,
            Styles(styles, self._source).looks,
            from_1904=from_1904,
        )

    def _facts(self, part_name: str) -> SheetFacts:
        if part_name not in self._read:
            part = self._parts.get(part_name, b"")
            facts = SheetCells(part, self._allowance, self._book_parts).facts
            self._comments.add_to(facts, part_name)
            self._read[part_name] = facts
        return self._read[part_name]


def _part_name(target: str) -> str:
    path = target.lower()
    if path.startswith("/"):
        return posixpath.normpath(path.removeprefix("/"))
    if path.startswith("xl/"):
        return path
    return posixpath.normpath(f"xl/{path}")
