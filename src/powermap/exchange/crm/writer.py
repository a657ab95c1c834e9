"""A buying center with the columns and the words of a CRM."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from powermap.errors import FormatError, Note, TableError
from powermap.exchange.crm.columns import (
    MANAGERS,
    NAME_PARTS,
    NAMES,
    CrmColumn,
    CrmMapping,
    field_or_part,
)
from powermap.exchange.crm.custom_cells import custom_cells
from powermap.exchange.crm.field_cells import field_cell
from powermap.exchange.crm.losses import describe_losses
from powermap.exchange.crm.manager_cells import manager_cells
from powermap.exchange.crm.names import crm_id, join_name, name_cells
from powermap.exchange.crm.words import word_cells
from powermap.exchange.glossary import PLAIN, Glossary
from powermap.exchange.intake.intake import read_sheets
from powermap.exchange.options import ReadOptions
from powermap.exchange.people_register import Register
from powermap.exchange.plan_reader import read_center
from powermap.exchange.raw_file import warn
from powermap.exchange.tables.csv_text import payload_of
from powermap.exchange.tables.sheets import Sheet
from powermap.exchange.tables.workbook_writer import write_sheet
from powermap.files.writing import replace_file
from powermap.language import Language, Reason
from powermap.model import BuyingCenter, Stakeholder, TieKind
from powermap.model.sheet_titles import sheet_title

__all__ = ["write_export"]


def write_export(
    center: BuyingCenter,
    path: Path,
    mapping: CrmMapping,
    language: Language,
    glossary: Glossary = PLAIN,
) -> Path:
    """Write the people as a CSV file or a workbook of contacts.

    Notes say which words had to change and what has no place there.

    Raises
    ------
    FormatError
        When no column of the mapping holds names.
    """
    if not any(_is_written_name(column) for column in mapping.columns):
        raise FormatError(Reason("message.mapping.no_name_column"))
    contacts = _ContactSheet(center, mapping, language)
    sheet = contacts.sheet()
    # Only reading the sheet again shows all that it cannot hold.
    intake = read_sheets(
        [sheet],
        str(path),
        ReadOptions(),
        glossary,
        mapping,
    )
    try:
        reread_center = read_center(intake.raw, path.stem)
        losses = describe_losses(center, reread_center, mapping)
    except TableError as error:
        problem = error.problems[0]
        losses = [Reason("message.mapping.not_read_back", problem=problem)]
    if path.suffix.lower() == ".xlsx":
        write_sheet(sheet, path)
    else:
        replace_file(path, payload_of(sheet))
    for message in [*contacts.notes, *losses]:
        warn(Note(message, str(path)))
    return path


def _is_written_name(column: CrmColumn) -> bool:
    return column.written and column.field in {"name", "last_name"}


@dataclass(frozen=True, slots=True)
class _Contact:
    """A person with the cells that powermap would write.

    `kept` holds what the CRM had, by the key of its column; `manager` is the place of
    the manager.
    """

    person: Stakeholder
    cells: Mapping[str, str]
    kept: Mapping[str, str]
    manager: int | None

    def kept_text(self, column: CrmColumn | None) -> str:
        if column is None:
            return ""
        return self.kept.get(column.key, "")


class _ContactSheet:
    """A buying center being laid out as contacts of a CRM."""

    def __init__(
        self, center: BuyingCenter, mapping: CrmMapping, language: Language
    ) -> None:
        self.center = center
        self.mapping = mapping
        self.language = language
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

    @property
    def lang(self) -> str:
        return self.language.code

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
            is_known = bool(column.words) or not column.is_kept
            # Columns of powermap's fields always, so that they can be filled in the
            # CRM; its own only where the export had them.
            if (column.written and is_known) or column.key in filled:
                header[column.key] = column.header.get(self.lang, column.key)
        for key in filled:
            header.setdefault(key, key)
        return header

    def _contact(self, person: Stakeholder) -> _Contact:
        manager = self.managers.get(person.id)
        cells = {
            **name_cells(person.name),
            **manager_cells(self.mapping, self.register, manager),
            "id": crm_id(person.id, person.name),
            "deal": self.center.name,
        }
        return _Contact(person, cells, custom_cells(person, self.mapping), manager)

    def _row(self, contact: _Contact) -> dict[str, str]:
        scale = self.center.scale
        row, notes = word_cells(
            contact.person, contact.kept, self.mapping, scale, self.lang
        )
        self.notes += notes
        known = set()
        for column in self.mapping.columns:
            known.add(column.key)
            if not column.says_several:
                row[column.key] = self._cell(column, contact)
        for key, text in contact.kept.items():
            if key not in known:
                row[key] = text
        return row

    def _cell(self, column: CrmColumn, contact: _Contact) -> str:
        """What is known now; for the CRM's own columns what it had."""
        field = column.field
        if field is None or column.is_kept:
            return contact.kept_text(column)
        if field in NAMES and not column.written:
            # Another column has the name; this one only goes back as it came.
            return contact.kept_text(column)
        if field in NAME_PARTS:
            return self._name_part(field, contact)
        if field in MANAGERS:
            return self._manager_cell(field, contact)
        if field in contact.cells:
            return contact.cells[field]
        value = field_or_part(field).value_in(contact.person)
        return field_cell(column, field, value, self.center.scale, self.language)

    def _name_part(self, field: str, contact: _Contact) -> str:
        # "Ana María | Ruiz" cannot be told from "Ana | María Ruiz" by the whole name.
        parts = {}
        for name in NAME_PARTS:
            column = self.mapping.column_of(name)
            parts[name] = contact.kept_text(column)
        if join_name(*parts.values()) == contact.cells["name"]:
            return parts[field]
        return contact.cells[field]

    def _manager_cell(self, field: str, contact: _Contact) -> str:
        column = self.mapping.column_of(field)
        # Without a manager here, the CRM may name somebody outside the export.
        if contact.manager is None:
            return contact.kept_text(column)
        return contact.cells.get(field, "")
