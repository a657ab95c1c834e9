"""A buying center with the columns and the words of a CRM."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from powermap.errors import Note
from powermap.exchange.crm.columns import (
    MANAGERS,
    NAME_PARTS,
    NAMES,
    PROSE,
    TEXT_FIELDS,
    CrmColumn,
    CrmMapping,
)
from powermap.exchange.crm.contacts import text_as_read
from powermap.exchange.crm.extras import split_extras
from powermap.exchange.crm.losses import describe_losses
from powermap.exchange.crm.managers import manager_cells, people_meant
from powermap.exchange.crm.names import (
    crm_id,
    first_name_first,
    join_name,
    name_cells,
)
from powermap.exchange.crm.reader import ExportReader
from powermap.exchange.crm.words import word_cells
from powermap.exchange.people_register import Register
from powermap.exchange.plan_reader import read_center
from powermap.exchange.raw_file import warn
from powermap.exchange.tables.cells import cell_of
from powermap.exchange.tables.csv_text import payload_of
from powermap.exchange.tables.sheets import Sheet
from powermap.exchange.tables.workbook_writer import write_sheet
from powermap.files.writing import replace_file
from powermap.language import Language, Reason
from powermap.model import BuyingCenter, Stakeholder, TieKind
from powermap.model.fields import sheet_title

__all__ = ["write_export"]

_CELLS = Language()
"""Texts and dates of a CRM do not depend on the language of its headers."""


def write_export(
    center: BuyingCenter, path: Path, mapping: CrmMapping, language: Language
) -> Path:
    """Write the people as a CSV file or a workbook of contacts.

    Notes say which words had to change and what has no place there.
    """
    contacts = _ContactSheet(center, mapping, language.code)
    sheet = contacts.sheet()
    # Only reading the sheet again shows all that it cannot hold.
    raw = ExportReader(mapping, sheet, str(path)).records()
    reread_center = read_center(raw, path.stem)
    losses = describe_losses(center, reread_center, mapping)
    if path.suffix.lower() == ".xlsx":
        write_sheet(sheet, path)
    else:
        replace_file(path, payload_of(sheet))
    for message in [*contacts.notes, *losses]:
        warn(Note(message, str(path)))
    return path


@dataclass(frozen=True, slots=True)
class _Contact:
    """A person with the cells that powermap would write.

    `extras` holds what the CRM had, `manager` the place of the manager.
    """

    person: Stakeholder
    cells: Mapping[str, str]
    extras: Mapping[str, str]
    manager: int | None

    def crm_text(self, column: CrmColumn | None) -> str:
        if column is None:
            return ""
        return self.extras.get(column.key, "")


class _ContactSheet:
    """A buying center being laid out as contacts of a CRM."""

    def __init__(self, center: BuyingCenter, mapping: CrmMapping, lang: str) -> None:
        self.center = center
        self.mapping = mapping
        self.lang = lang
        self.notes: list[Reason] = []
        ids = [person.id for person in center]
        names = [person.name for person in center]
        self.register = Register(ids, names)
        places = {id: place for place, id in enumerate(ids)}
        self.managers: dict[str, int] = {}
        for tie in center.ties:
            if tie.kind is TieKind.REPORTS_TO:
                # A person has one solid boss at most, which the model checks.
                self.managers[tie.source] = places[tie.target]

    def sheet(self) -> Sheet:
        rows = []
        for person in self.center:
            contact = self._contact(person)
            rows.append(self._row(contact))
        header = self._header(rows)
        table: list[list[object]] = [list(header.values())]
        for row in rows:
            cells: list[object] = [row.get(key) or None for key in header]
            table.append(cells)
        title = sheet_title("contacts", self.lang)
        return Sheet(title, table)

    def _header(self, rows: Sequence[Mapping[str, str]]) -> dict[str, object]:
        """The title of each column by its key.

        First those that are always written or hold something, then what the mapping
        does not know.
        """
        filled: dict[str, None] = {}
        for row in rows:
            for key, text in row.items():
                if text:
                    filled[key] = None
        header: dict[str, object] = {}
        for column in self.mapping.columns:
            is_known = bool(column.words) or column.field not in {None, "deal_id"}
            # Columns of powermap's fields always, so that they can be filled in the
            # CRM; its own only where the export had them.
            if (column.written and is_known) or column.key in filled:
                header[column.key] = column.header[self.lang]
        for key in filled:
            header.setdefault(key, key)
        return header

    def _contact(self, person: Stakeholder) -> _Contact:
        manager = self.managers.get(person.id)
        cells = {}
        for name in TEXT_FIELDS:
            value = getattr(person, name)
            cells[name] = _text(value)
        cells.update(name_cells(person.name))
        cells.update(manager_cells(self.mapping, self.register, manager))
        extras: dict[str, str] = {}
        for prose in PROSE:
            text = getattr(person, prose)
            own, values = split_extras(self.mapping, prose, text)
            cells[prose] = own
            extras.update(values)
        cells["id"] = crm_id(person.id, person.name)
        cells["deal"] = self.center.name
        return _Contact(person, cells, extras, manager)

    def _row(self, contact: _Contact) -> dict[str, str]:
        scale = self.center.scale
        row, notes = word_cells(
            contact.person, contact.extras, self.mapping, scale, self.lang
        )
        self.notes += notes
        for column in self.mapping.columns:
            if not column.words:
                row[column.key] = self._cell(column, contact)
        for key in self.mapping.keys_outside(contact.extras):
            row[key] = contact.extras[key]
        return row

    def _cell(self, column: CrmColumn, contact: _Contact) -> str:
        """What is known now, in the spelling of the CRM where that means the same."""
        field = column.field
        crm_text = contact.crm_text(column)
        if field is None or field == "deal_id":
            return crm_text
        if field in NAMES and not column.written:
            # Another column has the name; this one only goes back as it came.
            return crm_text
        if field in NAME_PARTS:
            return self._name_part(field, contact)
        if field in MANAGERS:
            return self._manager_cell(field, contact)
        if crm_text and _means_the_same(field, crm_text, contact.cells):
            return crm_text
        return contact.cells[field]

    def _name_part(self, field: str, contact: _Contact) -> str:
        # "Ana María | Ruiz" cannot be told from "Ana | María Ruiz" by the whole name.
        parts = self._extras_of(NAME_PARTS, contact)
        if join_name(*parts.values()) == contact.cells["name"]:
            return parts[field]
        return contact.cells[field]

    def _manager_cell(self, field: str, contact: _Contact) -> str:
        written = self._extras_of(MANAGERS, contact)
        texts = [text for text in written.values() if text]
        # Without a manager here, the CRM may name somebody outside the export.
        still_holds = contact.manager is None
        for text in texts:
            if people_meant(self.register, text) == [contact.manager]:
                still_holds = True
        if texts and still_holds:
            return written[field]
        return contact.cells.get(field, "")

    def _extras_of(self, fields: Sequence[str], contact: _Contact) -> dict[str, str]:
        texts = {}
        for field in fields:
            column = self.mapping.column_of(field)
            texts[field] = contact.crm_text(column)
        return texts


def _means_the_same(field: str, crm_text: str, cells: Mapping[str, str]) -> bool:
    """Whether a text of the CRM says what is known now."""
    known = cells[field]
    if field == "id":
        return crm_id(crm_text, cells["name"]) == known
    if field == "name":
        return first_name_first(crm_text) == known
    if field in PROSE:
        # A note that looks like kept lines is one of them, and leaves no other.
        return not known
    return text_as_read(field, crm_text) == known


def _text(value: object) -> str:
    cell = cell_of(value, _CELLS)
    if cell is None:
        return ""
    return str(cell)
