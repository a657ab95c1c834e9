"""What a row of an export says of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from powermap.errors import ModelError, shown
from powermap.exchange.crm.columns import (
    MANAGERS,
    NAME_PARTS,
    NAMES,
    PROSE,
    TEXT_FIELDS,
    CrmColumn,
)
from powermap.exchange.crm.export_rows import ExportRow, ExportRows
from powermap.exchange.crm.extras import extra_lines, is_always_extra, split_extras
from powermap.exchange.crm.names import (
    crm_id,
    first_name_first,
    join_name,
    name_cells,
)
from powermap.exchange.raw_file import RawRecord
from powermap.exchange.tables.cells import cell_of, value_of
from powermap.language import Language
from powermap.model.fields import fields_by_name
from powermap.model.record import clean_text

__all__ = ["ContactReader", "text_as_read"]

_CELLS = Language()
"""The language in which texts of cells are compared, which both ways share."""


def text_as_read(field: str, text: str) -> str:
    """A text as it stands in a cell after it was read."""
    try:
        value = value_of(fields_by_name("people")[field], text)
    except ModelError:
        # Reported with its place when the person is read.
        return text
    # Read and written again, so that two spellings of one value compare as equal.
    return str(cell_of(value, _CELLS))


class ContactReader:
    """Reads the persons of an export, and remembers the words it does not know.

    Attributes
    ----------
    unknown_words : dict of str to dict of str to int
        By header, what the mapping does not know, with the first row that has it.
    """

    def __init__(self, rows: ExportRows) -> None:
        self.rows = rows
        self.unknown_words: dict[str, dict[str, int]] = {}
        self._headers = self._headers_by_field()
        self._missing = frozenset({"name"})
        if any(rows.title_of(field) for field in NAMES):
            self._missing = frozenset()

    def name(self, row: ExportRow) -> str:
        """The name, from the columns that would be written if there are two ways."""
        written = self.rows.text(row, "name")
        first = self.rows.text(row, "first_name")
        last = self.rows.text(row, "last_name")
        whole = first_name_first(written)
        parts = join_name(first, last)
        column = self.rows.mapping.column_of("name")
        # An export may hold both; the columns that powermap writes must give back the
        # same name, or a round trip would rename people.
        if column is not None and column.written:
            return whole or parts
        return parts or whole

    def record(
        self, row: ExportRow, name: str, manager: Mapping[str, str], sheet: str
    ) -> RawRecord:
        """The person of a row, whose manager's cells would be written as `manager`."""
        texts = {}
        for field in TEXT_FIELDS:
            text = self.rows.text(row, field)
            if field != "name" and text:
                texts[field] = text
        # What writing would put into these columns. A cell that differs from it is kept
        # as a line of the note.
        rewritten = {**name_cells(name), **manager}
        rewritten["id"] = crm_id(texts.get("id", ""), name)
        values: dict[str, object] = {"name": name, **texts}
        values.update(self._values_of_words(row, name))
        # Note and evidence are replaced by themselves with lines below.
        values.update(self._prose(row, texts, rewritten))
        return RawRecord(
            values, sheet, row.number, self._headers, missing=self._missing
        )

    def _headers_by_field(self) -> dict[str, str]:
        """Under which header a problem with a field is reported."""
        by_words: dict[str, str] = {}
        by_field: dict[str, str] = {}
        for title, column in self.rows.columns.items():
            if column is None:
                continue
            for word in column.words:
                by_words.update(dict.fromkeys(word.says, title))
            if column.field:
                by_field[column.field] = title
        # A column of the field itself is a better place for an error than one of words.
        headers = {**by_words, **by_field}
        named = [by_field[field] for field in NAMES if field in by_field]
        headers["name"] = named[0] if named else "name"
        return headers

    def _values_of_words(self, row: ExportRow, name: str) -> dict[str, object]:
        """What the words of a row say; a field for which they differ is left out."""
        values_by_field: dict[str, set[Any]] = {}
        for title, column in self.rows.columns.items():
            if column is None or not column.words:
                continue
            for part, word in column.parts(row.cells.get(title, "")):
                if word is None:
                    unknown = self.unknown_words.setdefault(title, {})
                    # The first row only: one note per word, not one per contact.
                    unknown.setdefault(part, row.number)
                    continue
                for field, value in word.says.items():
                    values_by_field.setdefault(field, set()).add(value)
        values: dict[str, object] = {}
        unclear = []
        for field, several in values_by_field.items():
            # Guessing which of two words holds would be worse than not knowing.
            if len(several) == 1:
                values[field] = next(iter(several))
            else:
                unclear.append(field)
        if unclear:
            self.rows.log.note(
                f"row {row.number}: {shown(name)} has more than one "
                f"{' and '.join(sorted(unclear))}; left unknown"
            )
        return values

    def _prose(
        self, row: ExportRow, texts: Mapping[str, str], rewritten: Mapping[str, str]
    ) -> dict[str, object]:
        """Note and evidence, with a line for each cell that writing would lose."""
        extras: dict[str, dict[str, str]] = {field: {} for field in PROSE}
        for title, text in row.cells.items():
            column = self.rows.columns[title]
            # What follows from words can only be checked with the words at hand, so
            # they are evidence; all else is a note.
            if is_always_extra(column):
                field = "evidence" if column and column.words else "note"
                extras[field][title] = text
            elif column and self._would_change(column, text, row, rewritten):
                extras["note"][title] = text
        prose: dict[str, object] = {}
        for field in PROSE:
            own = texts.get(field, "")
            whole = self._with_lines(field, own, extras[field])
            if whole:
                prose[field] = whole
        return prose

    def _would_change(
        self, column: CrmColumn, text: str, row: ExportRow, rewritten: Mapping[str, str]
    ) -> bool:
        """Whether a cell would be written otherwise than it was read."""
        field = column.field or ""
        for pair in (NAME_PARTS, MANAGERS):
            if field in pair:
                # Both are kept or neither, since they are read together.
                for each in pair:
                    if self.rows.text(row, each) != rewritten.get(each, ""):
                        return True
                return False
        # The deal names the buying center; note and evidence hold the lines themselves.
        if field in {"deal", *PROSE}:
            return False
        if field in rewritten:
            return text != rewritten[field]
        return text != text_as_read(field, text)

    def _with_lines(self, prose: str, own: str, extras: Mapping[str, str]) -> str:
        """A text with lines below it that keep values."""
        label = self.rows.mapping.label
        lines = extra_lines(label, extras)
        own = _as_in_model(own)
        whole = "\n".join(part for part in (own, lines) if part)
        read_back, _ = split_extras(self.rows.mapping, prose, whole)
        if own and read_back != own:
            # The text itself looks like such lines, so it becomes one of them.
            title = self.rows.title_of(prose) or prose
            return extra_lines(label, {title: own, **extras})
        return whole


def _as_in_model(text: str) -> str:
    try:
        return clean_text(text, lines=True)
    except ModelError:
        # Reported with its place when the person is read.
        return text
