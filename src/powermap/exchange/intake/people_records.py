"""From tables of people to records: names, deals, rows of one person, managers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from powermap.errors import Note, Problem
from powermap.exchange.glossary import PLAIN, Glossary
from powermap.exchange.intake.custom_headers import kept_name
from powermap.exchange.intake.deals import Deal, choose_deal, split_by_deal
from powermap.exchange.intake.manager_pairs import managers_of_pairs, say_added
from powermap.exchange.intake.named_ties import read_named_ties
from powermap.exchange.intake.names import join_name, split_name, turn_names
from powermap.exchange.intake.people_table import PeopleTable
from powermap.exchange.intake.reporting_lines import (
    ManagerColumn,
    read_reporting_lines,
)
from powermap.exchange.intake.same_person import join_namesakes, join_same_ids
from powermap.exchange.intake.several_names import tell_several
from powermap.exchange.intake.unnamed import name_rows
from powermap.exchange.intake.values.quoting import unquote_name
from powermap.exchange.intake.values.unknown import is_unknown, is_vacant
from powermap.exchange.most_people import check_people
from powermap.exchange.options import ReadOptions
from powermap.exchange.people_register import Register, number_ids
from powermap.exchange.raw_file import RawRecord
from powermap.model import slug

__all__ = ["PeopleRecords"]

_NAME_PARTS = ("first_name", "last_name")
_MANAGERS = ("reports_to", "reports_to_id", "dotted_to")
_NAME_COLUMNS = ("name", "last_name", "first_name", "email")
_BESIDE_NAMES = ("title", "department", "organization")
"""Fields whose text behind a comma is no part of a person's name."""
Place = tuple[PeopleTable, int]
"""A row of a table."""


class PeopleRecords:
    """The people of all tables, with the ties that their rows state.

    Parameters
    ----------
    tables : sequence of PeopleTable
        Whose levels are on the scale of the file.
    source : str
        The file, for messages.
    options : ReadOptions
        Which deal, and whether rows that cannot be read are left out.
    glossary : Glossary
        The words of the playbook.

    Attributes
    ----------
    people, ties : list of RawRecord
        The records.
    deal : Deal or None
        The deal that was read.
    deals : list of Deal
        All deals that the file names.
    rows_without_deal : int
        Rows that name none, where others do.
    notes, problems
        What was met.
    """

    def __init__(
        self,
        tables: Sequence[PeopleTable],
        source: str,
        options: ReadOptions,
        glossary: Glossary = PLAIN,
    ) -> None:
        self.source = source
        self.glossary = glossary
        self.extra = glossary.aliases.extra
        self.options = options
        self.people: list[RawRecord] = []
        self.ties: list[RawRecord] = []
        self.deal: Deal | None = None
        self.deals: list[Deal] = []
        self.rows_without_deal = 0
        self.notes: list[Note] = []
        self.problems: list[Problem] = []
        self._places: list[tuple[Place, ...]] = []
        self._ids: list[str] = []
        for table in tables:
            self._collect(table)
        self._read_managers(tables)

    def _collect(self, table: PeopleTable) -> None:
        """The records of a table, each person once."""
        rows = self._rows_of_deal(table)
        check_people(len(self._ids) + len(rows), self.source)
        names = self._names(table, rows)
        records = [self._record(table, row, name) for row, name in names.items()]
        by_id = join_same_ids(records, source=self.source)
        self.notes += by_id.notes
        joined = join_namesakes(by_id.records, source=self.source)
        self.notes += joined.notes
        rows_of = {}
        for record, own in zip(by_id.records, by_id.rows, strict=True):
            rows_of[record.row] = own
        for record, first_rows in zip(joined.records, joined.rows, strict=True):
            own_rows: list[int] = []
            for first in first_rows:
                own_rows += rows_of[first]
            self.people.append(record)
            self._places.append(tuple((table, row) for row in own_rows))

    def _rows_of_deal(self, table: PeopleTable) -> list[int]:
        """The rows of the deal that is read, or all."""
        rows = list(table.values)
        names = table.texts.get("deal", {})
        ids = table.texts.get("deal_id", {})
        wanted = self.options.deal
        if not names and not ids and wanted is None:
            return rows
        deals = split_by_deal(rows, names, ids)
        named = [deal for deal in deals if deal.key]
        self.deals += named
        if named:
            without = [deal for deal in deals if not deal.key]
            self.rows_without_deal += sum(len(deal.rows) for deal in without)
        chosen = choose_deal(
            deals,
            wanted,
            source=self.source,
            sheet=table.table.sheet,
            title=table.titles.get("deal") or table.titles.get("deal_id"),
        )
        self.deal = self.deal or chosen.deal
        self.notes += chosen.notes
        self.problems += chosen.problems
        if chosen.problems and named:
            # The rows of several deals together would raise questions of their own.
            return list(named[0].rows)
        return chosen.rows

    def _names(self, table: PeopleTable, rows: Sequence[int]) -> dict[int, str]:
        """What everybody is called; rows of nobody are left out."""
        if self._title_of_names(table) is None:
            # The missing column is a problem already.
            return {}
        titles = {}
        filled = []
        for row in rows:
            title = table.values[row].get("title")
            if title:
                titles[row] = title
            if table.values[row] or table.has_custom(row):
                filled.append(row)
        rows = [row for row in rows if row not in table.unreadable]
        named = name_rows(
            rows,
            self._written_names(table),
            emails=table.texts.get("email"),
            titles=titles,
            filled=filled,
            is_vacant=self._is_vacant,
            source=self.source,
            sheet=table.table.sheet,
            title=self._title_of_names(table),
            skip_bad_rows=self.options.skip_bad_rows,
        )
        self.notes += named.notes
        self.problems += named.problems
        return named.names

    def _title_of_names(self, table: PeopleTable) -> str | None:
        for part in _NAME_COLUMNS:
            if part in table.titles:
                return table.titles[part]
        return None

    def _written_names(self, table: PeopleTable) -> dict[int, str]:
        """Names by row: whole, or joined from their parts."""
        beside: dict[int, list[str]] = {}
        for row, values in table.values.items():
            beside[row] = [str(values[key]) for key in _BESIDE_NAMES if key in values]
        names, notes = turn_names(
            self._loose_names(table),
            beside,
            source=self.source,
            sheet=table.table.sheet,
            title=table.titles.get("name"),
        )
        self.notes += notes
        several = tell_several(table.texts.get("name", {}))
        if several is not None:
            sheet, title = table.table.sheet, table.titles.get("name")
            self.notes.append(Note(several, self.source, sheet, None, title))
        names = {**table.texts.get("name", {}), **names}
        first = table.texts.get("first_name", {})
        middle = table.texts.get("middle_name", {})
        last = table.texts.get("last_name", {})
        for row in table.values:
            own_last = last.get(row, "")
            if row in first and is_unknown(own_last):
                own_last = ""
            joined = join_name(first.get(row, ""), own_last, middle=middle.get(row, ""))
            # The parts say which is which; a whole name has to be guessed at.
            # A first name alone says less than a whole one.
            if joined and (own_last or row not in names):
                names[row] = joined
                self._keep_parts(table, row, joined)
        return names

    def _loose_names(self, table: PeopleTable) -> dict[int, str]:
        """The names that may be written last name first.

        An id that was made from a name as it stands says that it is meant so.
        """
        loose = {}
        for row, name in table.texts.get("name", {}).items():
            id = table.values.get(row, {}).get("id")
            is_meant = unquote_name(name) is not None
            if id is not None and not is_meant:
                is_meant = id == slug(name)
            if not is_meant:
                loose[row] = name
        return loose

    def _keep_parts(self, table: PeopleTable, row: int, name: str) -> None:
        """Keep the parts of a name in an export that goes back with the same ones."""
        parts = split_name(name)
        for part, own in zip(_NAME_PARTS, parts, strict=True):
            column = table.column_of(part)
            text = table.texts.get(part, {}).get(row, "")
            rule = column.rule if column else None
            goes_back = rule is not None and rule.goes_back
            if goes_back and text and text != own:
                table.custom.setdefault(row, {})[kept_name(table.titles[part])] = text

    def _record(self, table: PeopleTable, row: int, name: str) -> RawRecord:
        values: dict[str, Any] = {**table.values[row]}
        values["name"] = unquote_name(name) or name
        headers = dict(table.titles)
        headers["name"] = self._title_of_names(table) or "name"
        return RawRecord(
            values,
            table.table.sheet,
            row,
            headers,
            custom=dict(table.custom.get(row, {})),
            lang="en",
        )

    def _read_managers(self, tables: Sequence[PeopleTable]) -> None:
        """Reporting lines, when everybody is known."""
        key_titles = self._key_titles(tables)
        register = self._register(key_titles)
        if self._add_managers_of_pairs(tables, register):
            register = self._register(key_titles)
        titles = [
            table.titles["number"] for table in tables if "number" in table.titles
        ]
        number_titles = [_first(titles) or "", *key_titles]
        for table in tables:
            places = {}
            for number, own in enumerate(self._places):
                for each, row in own:
                    if each is table:
                        places[row] = number
            own_places = dict(sorted(places.items()))
            self._read_lines(table, own_places, register, number_titles)
        self.people, ties, notes = read_named_ties(
            self.people, register, self.source, self.glossary
        )
        self.ties += ties
        self.notes += notes

    def _register(self, key_titles: Sequence[str]) -> Register:
        """Everybody, to be found by whatever a cell calls them."""
        written = [record.values.get("id") for record in self.people]
        names = [record.values.get("name") for record in self.people]
        return Register(
            number_ids(_texts(written), _texts(names)),
            _texts(names),
            self._numbers(key_titles),
            [_first(self._keys(places, "email")) for places in self._places],
            _texts([record.values.get("title") for record in self.people]),
        )

    def _add_managers_of_pairs(
        self, tables: Sequence[PeopleTable], register: Register
    ) -> bool:
        """Add the managers of a list of pairs, which has no row of its own for them."""
        added: list[RawRecord] = []
        for table in tables:
            added += managers_of_pairs(table, register)
        if not added:
            return False
        self.people += added
        self._places += [()] * len(added)
        message = say_added(added)
        self.notes.append(Note(message, self.source, self.people[0].sheet))
        return True

    def _key_titles(self, tables: Sequence[PeopleTable]) -> list[str]:
        """The custom fields by which managers are named."""
        managers: set[str] = set()
        for table in tables:
            for part in _MANAGERS:
                managers.update(table.texts.get(part, {}).values())
        return _keys_among(self.people, managers)

    def _numbers(self, key_titles: Sequence[str]) -> list[list[str]]:
        """Everybody's further ids, column by column: the number, then other keys."""
        numbers = []
        for places, record in zip(self._places, self.people, strict=True):
            first, *more = self._keys(places, "number") or [""]
            keys = [str(record.custom.get(title) or "") for title in key_titles]
            # A person of several rows may have a number in each.
            numbers.append([first, *keys, *more])
        return numbers

    def _keys(self, places: Sequence[Place], part: str) -> list[str]:
        keys = []
        for table, row in places:
            text = table.texts.get(part, {}).get(row)
            if text:
                keys.append(text)
        return keys

    def _read_lines(
        self,
        table: PeopleTable,
        places: Mapping[int, int],
        register: Register,
        number_titles: Sequence[str],
    ) -> None:
        columns = []
        for part in _MANAGERS:
            cells = table.texts.get(part)
            if cells:
                columns.append(ManagerColumn(part, table.titles[part], cells))
        if not columns:
            return
        lines = read_reporting_lines(
            columns,
            register,
            places,
            number_titles=number_titles,
            source=self.source,
            sheet=table.table.sheet,
            says_nothing=self._says_nothing,
            skip_bad_rows=self.options.skip_bad_rows,
        )
        self.ties += lines.ties
        self.notes += lines.notes
        self.problems += lines.problems
        for title, cells in lines.kept.items():
            for row, text in cells.items():
                self._keep(places[row], title, text)

    def _is_vacant(self, name: str) -> bool:
        return is_vacant(name, self.extra.vacant) and unquote_name(name) is None

    def _says_nothing(self, raw: object) -> bool:
        return is_unknown(raw, more=self.extra.unknown)

    def _keep(self, place: int, title: str, text: str) -> None:
        """Keep what names nobody of the file as a custom field."""
        record = self.people[place]
        custom = {**record.custom, kept_name(title): text}
        self.people[place] = replace(record, custom=custom)


def _keys_among(people: Sequence[RawRecord], managers: set[str]) -> list[str]:
    """The custom fields that tell people apart and name a manager."""
    values: dict[str, list[str]] = {}
    for record in people:
        for title, value in record.custom.items():
            values.setdefault(title, []).append(str(value))
    titles = []
    for title, texts in values.items():
        are_keys = len(set(texts)) == len(texts) and len(texts) > 1
        if are_keys and not managers.isdisjoint(texts):
            titles.append(title)
    return titles


def _texts(values: Sequence[object]) -> list[str | None]:
    return [str(value) if value else None for value in values]


def _first(texts: Sequence[str]) -> str | None:
    return texts[0] if texts else None
