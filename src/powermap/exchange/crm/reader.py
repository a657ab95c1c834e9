"""An export of a CRM as a buying center.

A mapping says what its columns and words mean; what the mapping does not know is
kept with the person, and a note says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from powermap.errors import FormatError, nearest, shown
from powermap.exchange.crm.columns import CrmMapping
from powermap.exchange.crm.contacts import ContactReader
from powermap.exchange.crm.deals import contacts_of_deal
from powermap.exchange.crm.export_rows import (
    ROWS_ABOVE,
    ExportLog,
    ExportRow,
    ExportRows,
    known_headers,
)
from powermap.exchange.crm.managers import ManagerFinder, manager_cells
from powermap.exchange.crm.names import first_name_first
from powermap.exchange.glossary import PLAIN, Glossary
from powermap.exchange.people_register import HINTED, HINTS, Register, number_ids
from powermap.exchange.plan_reader import read_center
from powermap.exchange.raw_file import RawFile, RawRecord, list_some, warn
from powermap.exchange.tables.csv_text import read_sheet
from powermap.exchange.tables.sheets import Sheet
from powermap.exchange.tables.workbook_reader import read_sheets
from powermap.model import BuyingCenter, TieKind
from powermap.model.vocabulary import fold

__all__ = ["ExportReader", "read_export", "read_records"]


def read_export(
    path: Path,
    mapping: CrmMapping,
    deal: str | None = None,
    glossary: Glossary = PLAIN,
) -> BuyingCenter:
    """The buying center of an export, a CSV file or a workbook."""
    if path.suffix.lower() == ".xlsx":
        sheet = _sheet_of_contacts(path, mapping)
    else:
        sheet = read_sheet(path, lambda title: mapping.find(title) is not None)
    raw = read_records(mapping, sheet, str(path), deal=deal, glossary=glossary)
    return read_center(raw, path.stem)


def read_records(
    mapping: CrmMapping,
    sheet: Sheet,
    source: str,
    *,
    deal: str | None = None,
    glossary: Glossary = PLAIN,
) -> RawFile:
    """What the rows of an export say, with notes of what the mapping does not know."""
    reader = ExportReader(mapping, sheet, source, deal, glossary)
    records = reader.records()
    for note in reader.log.notes:
        warn(note)
    return records


def _sheet_of_contacts(path: Path, mapping: CrmMapping) -> Sheet:
    """The sheet of a workbook that has most columns of the mapping."""
    sheets = [sheet for sheet in read_sheets(path) if sheet.rows]
    if not sheets:
        raise FormatError(f"{path}: the workbook is empty")
    # A workbook may begin with a cover or end with a pivot table.
    best = sheets[0]
    most = -1
    for sheet in sheets:
        count = max(known_headers(mapping, row) for row in sheet.rows[:ROWS_ABOVE])
        if count > most:
            best = sheet
            most = count
    ignored = [shown(sheet.title) for sheet in sheets if sheet is not best]
    if ignored:
        warn(f"{path}: ignored sheets: {list_some(ignored)}")
    return best


class ExportReader:
    """One pass over an export, gathering problems and notes."""

    def __init__(
        self,
        mapping: CrmMapping,
        sheet: Sheet,
        source: str,
        deal: str | None = None,
        glossary: Glossary = PLAIN,
    ) -> None:
        self.mapping = mapping
        self.source = source
        self.deal = deal
        self.glossary = glossary
        self.log = ExportLog(source, sheet.title)
        self.rows = ExportRows(mapping, sheet, self.log)

    def records(self) -> RawFile:
        """People, a tie from each to the manager, and the deal as the name of all."""
        contacts = contacts_of_deal(self.rows, self.deal)
        reader = ContactReader(self.rows)
        # All names and ids before any manager, who may come later in the export.
        names = [reader.name(row) for row in contacts]
        register = self._register(contacts, names)
        managers = ManagerFinder(self.rows, register)
        people = []
        ties = []
        for place, row in enumerate(contacts):
            title, manager = managers.find(row)
            # Also without a tie: the record compares the row with what writing would
            # make of it.
            cells = manager_cells(self.mapping, register, manager)
            people.append(reader.record(row, names[place], cells, self.log.sheet))
            if manager is not None:
                ids = (register.ids[place], register.ids[manager])
                ties.append(self._tie(row, ids, title))
        # Notes come last, since each sums up all rows.
        self._note_findings(contacts, names, reader, managers)
        return RawFile(
            self.source,
            people,
            ties,
            RawRecord({"name": self._deal_name(contacts)}),
            self.log.problems,
            glossary=self.glossary,
        )

    def _register(
        self, contacts: Sequence[ExportRow], names: Sequence[str]
    ) -> Register:
        written = []
        for row in contacts:
            id = self.rows.text(row, "id")
            written.append(id or None)
        ids = number_ids(written, names)
        return Register(ids, names)

    def _tie(self, row: ExportRow, ids: tuple[str, str], title: str) -> RawRecord:
        source, target = ids
        tie = {"source": source, "kind": TieKind.REPORTS_TO, "target": target}
        headers = dict.fromkeys(tie, title)
        return RawRecord(tie, self.log.sheet, row.number, headers)

    def _deal_name(self, contacts: Sequence[ExportRow]) -> str | None:
        for row in contacts:
            name = self.rows.text(row, "deal")
            if name:
                return name
        return None

    def _note_findings(
        self,
        contacts: Sequence[ExportRow],
        names: Sequence[str],
        reader: ContactReader,
        managers: ManagerFinder,
    ) -> None:
        if not contacts and not self.log.problems:
            self.log.note("no contacts in this export")
        self._note_unknown_columns(contacts)
        for title, words in reader.unknown_words.items():
            spelled = self._describe_words(title, words)
            self.log.note(
                f"{title}: words that are not in the mapping, "
                f"kept in the evidence only: {list_some(spelled)}"
            )
        if managers.absent:
            self._note_absent(managers.absent, names)
        self._note_reordered(contacts)

    def _note_unknown_columns(self, contacts: Sequence[ExportRow]) -> None:
        unknown = []
        for title, column in self.rows.columns.items():
            # Reports have many columns that nobody filled; naming them would hide those
            # that matter.
            is_filled = any(title in row.cells for row in contacts)
            if column is None and is_filled:
                unknown.append(shown(title))
        if unknown:
            self.log.note(
                f"columns that are not in the mapping {self.mapping.label}, "
                f"kept in the notes: {list_some(unknown)}"
            )

    def _describe_words(self, title: str, words: dict[str, int]) -> list[str]:
        known: list[str] = []
        column = self.rows.columns[title]
        if column is not None:
            for word in column.words:
                known += word.spellings
        described = []
        for text, row in words.items():
            hint = nearest(text, known, fold=fold)
            described.append(f"{shown(text)} in row {row}{hint}")
        return described

    def _note_absent(self, absent: dict[str, int], names: Sequence[str]) -> None:
        # Each hint costs a comparison with everybody.
        is_small = len(names) <= HINTED and len(absent) <= HINTS
        known = names if is_small else ()
        described = []
        for text, row in absent.items():
            described.append(f"{shown(text)} in row {row}{nearest(text, known)}")
        self.log.note(
            "managers who are not in this export, kept in the notes "
            f"without a reporting line: {list_some(described)}"
        )

    def _note_reordered(self, contacts: Sequence[ExportRow]) -> None:
        reordered = []
        for row in contacts:
            name = self.rows.text(row, "name")
            if first_name_first(name) != name:
                reordered.append(shown(name))
        if reordered:
            self.log.note(
                "names with the last name first, read as first name and last name: "
                f"{list_some(reordered)}"
            )
