"""The tables of a sheet, read for each kind of thing that it may hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from powermap.exchange.crm.columns import CrmMapping
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.headers import (
    Certainty,
    header_weight,
    meanings_of,
)
from powermap.exchange.intake.layout.drawn_grid import read_drawn_grid
from powermap.exchange.intake.layout.finder import find_tables
from powermap.exchange.intake.layout.header import REQUIRED, score_titles
from powermap.exchange.intake.layout.matrices import read_matrix
from powermap.exchange.intake.layout.name_lists import name_lone_column
from powermap.exchange.intake.layout.stated_header import tables_below
from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.intake.layout.whole import whole_table
from powermap.exchange.tables.sheets import Sheet
from powermap.model.fields import Table

__all__ = ["TableFinder"]

_DEALS = frozenset({"deal", "deal_id"})


class TableFinder:
    """Finds the tables of sheets by the headers that a glossary and a mapping know."""

    def __init__(self, glossary: Glossary, mapping: CrmMapping | None) -> None:
        self.glossary = glossary
        self.mapping = mapping
        self._tables: dict[tuple[int, Table], list[SheetTable]] = {}

    def weight(self, title: str, kind: Table) -> int:
        """How much a header speaks for a kind of table."""
        if kind == "people" and self.mapping is not None:
            column = self.mapping.find(title)
            if column is not None and not (column.is_kept or column.ignore):
                is_name = column.field in {"name", "last_name"}
                return REQUIRED if is_name else 1
        return header_weight(title, kind, self.glossary)

    def tables_of(self, sheet: Sheet, kind: Table) -> list[SheetTable]:
        """The tables of a sheet, read for what it may hold; each kind once."""
        # Sheets stay in the list meanwhile, so that each number is that of one.
        key = (id(sheet), kind)
        if key not in self._tables:
            self._tables[key] = self._read_tables(sheet, kind)
        return self._tables[key]

    def _read_tables(self, sheet: Sheet, kind: Table) -> list[SheetTable]:
        if kind == "people":
            return self._tables_of_people(sheet)
        tables = find_tables(sheet, lambda title: self.weight(title, kind))
        return [table for table in tables if table.rows or table.score]

    def _tables_of_people(self, sheet: Sheet) -> list[SheetTable]:
        """The tables of a sheet, matrices and grids as tables of people."""
        tables = []
        for found in self._found(sheet):
            table = name_lone_column(read_matrix(found))
            score = score_titles(table.titles, self._weight_of_person)
            if table.rows or score:
                tables.append(replace(table, score=score))
        if any(self.name_score(table) >= REQUIRED for table in tables):
            return tables
        grid = read_drawn_grid(sheet)
        if grid is None:
            return tables
        return [replace(grid, score=score_titles(grid.titles, self._weight_of_person))]

    def _found(self, sheet: Sheet) -> list[SheetTable]:
        """The tables of a sheet, below the header rows that a mapping names."""
        found = find_tables(sheet, self._weight_of_any)
        if not self.mapping or not self.mapping.header:
            return found
        rows = self.mapping.header
        below = tables_below(sheet, rows, self._weight_of_any)
        if not any(table.header_rows == rows for table in found):
            return below or found
        # Rows and columns are numbered alike: a table that was turned may have its
        # header in the column of that number.
        return max(found, below, key=self._count_mapped)

    def _count_mapped(self, tables: Sequence[SheetTable]) -> int:
        """How many headers of tables the mapping names."""
        if self.mapping is None:
            return 0
        titles = {title for table in tables for title in table.titles}
        return sum(self.mapping.find(title) is not None for title in titles)

    def is_name(self, title: str) -> bool:
        """Whether a column names people."""
        return self.weight(title, "people") >= REQUIRED

    def is_deal(self, title: str) -> bool:
        """Whether a column may say which deal a row is of."""
        column = self.mapping.find(title) if self.mapping else None
        if column is not None and column.field in _DEALS:
            return True
        meanings = meanings_of(title, "people", self.glossary)
        return any(meaning.field.name in _DEALS for meaning in meanings)

    def _weight_of_person(self, title: str) -> int:
        return self.weight(title, "people")

    def _weight_of_any(self, title: str) -> int:
        """Of people or of ties, so that a table of ties below people is one."""
        of_people = self.weight(title, "people")
        # "A" and "B" are ends of ties in a table of ties only.
        if len(title) < 2:
            return of_people
        return max(of_people, self.weight(title, "ties"))

    def own_tables(self, sheet: Sheet, kind: Table) -> list[SheetTable]:
        """The table of a sheet whose title says what it holds: every row counts."""
        found = self.tables_of(sheet, kind)
        table = whole_table(sheet, lambda title: self.weight(title, kind))
        best = max(found, key=lambda each: each.score, default=None)
        # Somebody may have put a title above it, or a second row into its header.
        if table is None or best is None or best.header_rows != table.header_rows:
            return found
        return [table]

    def name_score(self, table: SheetTable) -> int:
        """How surely a table names people."""
        return max((self.weight(each, "people") for each in table.titles), default=0)

    def lists_only_ties(self, table: SheetTable) -> bool:
        """Whether a table lists ties, and no people of its own.

        Graph programs have a column "Label" beside both ends; a "Name" would say who the
        row is about.
        """
        if not self.lists_ties(table):
            return False
        for title in table.titles:
            meanings = meanings_of(title, "people", self.glossary)
            for meaning in meanings[:1]:
                is_name = meaning.field.name in {"name", "first_name", "last_name"}
                if is_name and meaning.certainty >= Certainty.ALIAS:
                    return False
        return True

    def lists_ties(self, table: SheetTable) -> bool:
        """Whether a table has both ends of ties."""
        weights = [self.weight(title, "ties") for title in table.titles]
        return weights.count(REQUIRED) >= 2
