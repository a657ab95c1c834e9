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

_DOCUMENT = "/officeDocument"
_USUAL_WORKBOOK = "xl/workbook.xml"
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
    workbook = _workbook_part(parts, source)
    if workbook not in parts:
        raise FormatError(Reason("message.sheets.zip_only", source=source))
    allowance = Allowance.for_bytes(len(payload), source)
    return _Book(parts, workbook, allowance).sheets


def _workbook_part(parts: Mapping[str, bytes], source: str) -> str:
    """The part that the package names as its document, wherever it lies."""
    relations = Tags(parts.get("_rels/.rels", b""), source, "Relationship").found
    for relation in relations:
        if relation.get("Type", "").endswith(_DOCUMENT):
            target = _part_name(relation.get("Target", ""), "", parts)
            if target in parts:
                return target
    return _USUAL_WORKBOOK


class _Book:
    """The sheets of a workbook; a part that several of them show is read once.

    Attributes
    ----------
    sheets : list of Sheet
        In the order of their tabs.
    """

    def __init__(
        self, parts: Mapping[str, bytes], workbook: str, allowance: Allowance
    ) -> None:
        self._parts = parts
        self._workbook = workbook
        self._folder = posixpath.dirname(workbook)
        self._allowance = allowance
        self._source = allowance.source
        self._read: dict[str, SheetFacts] = {}
        self._comments = CellComments(parts, allowance.source)
        self._relations = self._relations_of_workbook()
        self._targets = self._worksheets()
        self._book_parts = self._shared_parts()
        sheets = self._tags(workbook, "sheet")
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

    def _relations_of_workbook(self) -> list[dict[str, str]]:
        folder, name = posixpath.split(self._workbook)
        return self._tags(
            posixpath.join(folder, "_rels", f"{name}.rels"), "Relationship"
        )

    def _target(self, relation: Mapping[str, str]) -> str:
        return _part_name(relation.get("Target", ""), self._folder, self._parts)

    def _worksheets(self) -> dict[str, str]:
        """The name of the part of each sheet of cells, by its id."""
        names = {}
        for relation in self._relations:
            if relation.get("Type", "").endswith(_WORKSHEET):
                names[relation.get("Id", "")] = self._target(relation)
        return names

    def _part_of_type(self, ending: str, usual: str) -> bytes:
        """The part that the workbook names for a purpose, else the one of the usual name."""
        for relation in self._relations:
            if relation.get("Type", "").endswith(ending):
                target = self._target(relation)
                if target in self._parts:
                    return self._parts[target]
        return self._parts.get(posixpath.join(self._folder, usual), b"")

    def _shared_parts(self) -> BookParts:
        texts = self._part_of_type("/sharedStrings", "sharedstrings.xml")
        styles = self._part_of_type("/styles", "styles.xml")
        settings = self._tags(self._workbook, "workbookPr")
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


def _part_name(target: str, folder: str, parts: Mapping[str, bytes]) -> str:
    """The part that a relationship of a part in a folder leads to."""
    path = target.lower()
    if path.startswith("/"):
        return posixpath.normpath(path.removeprefix("/"))
    name = posixpath.normpath(posixpath.join(folder, path))
    # Some programs write the whole path without the slash before it.
    return name if name in parts else posixpath.normpath(path)
