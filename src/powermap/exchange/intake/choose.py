"""Which tables of a file hold people, ties and the other parts of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from powermap.errors import FormatError, Note
from powermap.exchange.crm.columns import CrmMapping
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.alike_sheets import alike_sheets
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
from powermap.exchange.most_people import check_people
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Listed, Quoted, Reason
from powermap.model.fields import FACTS, Table
from powermap.model.sheet_titles import sheet_of
from powermap.model.vocabulary import fold

__all__ = ["Chosen", "choose_tables"]

_AUXILIARY = frozenset({"example", "lists", "chart", "words"})
"""Sheets of powermap's own workbooks that hold nothing of a plan."""

_DEALS = frozenset({"deal", "deal_id"})

_NAME = 3
"""Weight of the header of a required column."""


@dataclass(slots=True)
class Chosen:
    """The tables of a file by what they hold.

    Attributes
    ----------
    people : list of SheetTable
        Usually one; several when a sheet lists them in blocks of one form.
    tables : dict of table to SheetTable
        Ties and the lists of a plan.
    facts : dict of table to Sheet
        About and Plan.
    words : Sheet or None
        The words that a workbook carries.
    notes : list of Note
        What was left out.
    """

    people: list[SheetTable] = field(default_factory=list)
    tables: dict[Table, SheetTable] = field(default_factory=dict)
    facts: dict[Table, Sheet] = field(default_factory=dict)
    words: Sheet | None = None
    notes: list[Note] = field(default_factory=list)


_Ranked = tuple[tuple[int, int, int], Sheet, list[SheetTable]]
"""A sheet with how much speaks for it, and its tables."""


class _Chooser:
    """One file whose sheets are sorted."""

    def __init__(
        self,
        sheets: Sequence[Sheet],
        source: str,
        glossary: Glossary,
        mapping: CrmMapping | None,
    ) -> None:
        self.sheets = [sheet for sheet in sheets if sheet.rows]
        self.source = source
        self.glossary = glossary
        self.mapping = mapping
        self.chosen = Chosen()
        self._tables: dict[tuple[int, Table], list[SheetTable]] = {}

    def weight(self, title: str, kind: Table) -> int:
        if kind == "people" and self.mapping is not None:
            column = self.mapping.find(title)
            if column is not None and not (column.is_kept or column.ignore):
                is_name = column.field in {"name", "last_name"}
                return 3 if is_name else 1
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
        return (
            of_people if len(title) < 2 else max(of_people, self.weight(title, "ties"))
        )

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
        return max((self.weight(each, "people") for each in table.titles), default=0)


def choose_tables(
    sheets: Sequence[Sheet],
    source: str,
    glossary: Glossary,
    mapping: CrmMapping | None = None,
    *,
    wanted_sheet: str | None = None,
    known: Mapping[str, Table] | None = None,
) -> Chosen:
    """The tables of a file.

    powermap's own sheets are known by their titles; else the sheet whose header says
    most of people holds them, whatever it is called.

    Parameters
    ----------
    sheets : sequence of Sheet
        Of the file.
    source : str
        The file, for messages.
    glossary : Glossary
        The words of the playbook.
    mapping : CrmMapping, optional
        What its columns mean.
    wanted_sheet : str, optional
        The sheet of the people.
    known : mapping of title to table, optional
        What sheets hold whose titles do not say it, such as the files of a CSV.

    Raises
    ------
    FormatError
        When there are no cells, or no such sheet.
    """
    chooser = _Chooser(sheets, source, glossary, mapping)
    if not chooser.sheets:
        raise FormatError(Reason("message.sheets.nothing", source=source))
    rest = _take_own(chooser, dict(known or {}), wanted_sheet)
    if not chooser.chosen.people:
        _take_strangers(chooser, rest, wanted_sheet)
    else:
        _note_unread(chooser, rest)
    return chooser.chosen


def _take_own(
    chooser: _Chooser, known: dict[str, Table], wanted_sheet: str | None
) -> list[Sheet]:
    """Take the sheets with powermap's own titles; the others come back."""
    kinds: dict[int, str] = {}
    for number, sheet in enumerate(chooser.sheets):
        kind = known.get(sheet.title) or sheet_of(sheet.title)
        if kind is not None and kind not in kinds.values():
            kinds[number] = kind
    has_people = "people" in kinds.values()
    is_wanted_other = wanted_sheet is not None and all(
        fold(chooser.sheets[number].title) != fold(wanted_sheet)
        for number, kind in kinds.items()
        if kind == "people"
    )
    # A stranger's sheet may be called Plan, Actions or Contacts: only beside a sheet of
    # people do these titles mean what they mean to powermap.
    if not has_people or is_wanted_other:
        kinds = {number: kind for number, kind in kinds.items() if kind in _AUXILIARY}
        kinds = kinds if is_wanted_other else {}
    rest = []
    for number, sheet in enumerate(chooser.sheets):
        if number in kinds:
            _take_sheet(chooser, sheet, kinds[number])
        else:
            rest.append(sheet)
    return rest


def _take_sheet(chooser: _Chooser, sheet: Sheet, kind: str) -> None:
    chosen = chooser.chosen
    if kind == "words":
        chosen.words = sheet
    elif kind in FACTS:
        table: Table = "about" if kind == "about" else "plan"
        chosen.facts[table] = sheet
    elif kind == "people":
        tables = chooser.own_tables(sheet, "people")
        _take_people(chooser, tables)
    elif kind not in _AUXILIARY and kind != "contacts":
        name: Table = kind  # type: ignore[assignment]
        tables = chooser.own_tables(sheet, name)
        if tables:
            chosen.tables[name] = max(tables, key=lambda table: table.score)


def _take_people(chooser: _Chooser, tables: Sequence[SheetTable]) -> None:
    """The table of people of a sheet, with others of the same form."""
    if not tables:
        return
    best = max(tables, key=lambda table: (table.score, len(table.rows)))
    titles = {fold(title) for title in best.titles if title}
    left = []
    for table in tables:
        own = {fold(title) for title in table.titles if title}
        if table is best or _is_block(chooser, own, titles, table):
            chooser.chosen.people.append(table)
        elif _is_ties(chooser, table) and "ties" not in chooser.chosen.tables:
            chooser.chosen.tables["ties"] = table
        elif table.rows:
            left.append(table)
    for table in left:
        row = table.header_rows[0] if table.header_rows else table.rows[0].number
        message = Reason("message.sheets.other_table", count=len(table.rows))
        chooser.chosen.notes.append(Note(message, chooser.source, table.sheet, row))


def _is_block(
    chooser: _Chooser, own: set[str], titles: set[str], table: SheetTable
) -> bool:
    """Whether a table lists more people, with mostly the same columns.

    Registers list people of the company and others apart, with a column of their own.
    """
    shared = own & titles
    if not own or own == titles:
        return bool(own)
    is_alike = len(shared) >= 2 and len(shared) * 2 >= min(len(own), len(titles))
    return is_alike and chooser.name_score(table) >= REQUIRED


def _is_only_ties(chooser: _Chooser, table: SheetTable) -> bool:
    """Whether a table lists ties, and no people of its own.

    Graph programs have a column "Label" beside both ends; a "Name" would say who the
    row is about.
    """
    if not _is_ties(chooser, table):
        return False
    for title in table.titles:
        meanings = meanings_of(title, "people", chooser.glossary)
        for meaning in meanings[:1]:
            is_name = meaning.field.name in {"name", "first_name", "last_name"}
            if is_name and meaning.certainty >= Certainty.ALIAS:
                return False
    return True


def _is_ties(chooser: _Chooser, table: SheetTable) -> bool:
    """Whether a table has both ends of ties."""
    weights = [chooser.weight(title, "ties") for title in table.titles]
    return weights.count(3) >= 2


def _take_strangers(
    chooser: _Chooser, rest: Sequence[Sheet], wanted_sheet: str | None
) -> None:
    """Find the people in a workbook that powermap did not write."""
    visible = [sheet for sheet in rest if not sheet.hidden] or list(rest)
    if wanted_sheet is not None:
        visible = _wanted(chooser, rest, wanted_sheet)
    ranked: list[_Ranked] = []
    for sheet in visible:
        tables = chooser.tables_of(sheet, "people")
        if not tables:
            continue
        best = max(tables, key=lambda table: table.score)
        # A sheet that names people first, then the one with most known columns.
        is_named = chooser.name_score(best) >= 3
        rank = (int(is_named), best.score, len(best.rows))
        ranked.append((rank, sheet, tables))
    if not ranked:
        raise FormatError(Reason("message.sheets.nothing", source=chooser.source))
    _check_people(chooser, max(ranked, key=lambda each: each[0])[2])
    ties = _ties_sheet(chooser, visible)
    candidates = []
    for each in ranked:
        # Ties may stand below the people.
        others = [table for table in each[2] if not _is_only_ties(chooser, table)]
        if others and (each[1] is not ties or each[0][0]):
            candidates.append(each)
    used = []
    if candidates:
        # max keeps the first of equals.
        _, sheet, tables = max(candidates, key=lambda each: each[0])
        _take_people(chooser, tables)
        used += [sheet.title, *_take_alike(chooser, sheet, candidates)]
    if ties is not None and "ties" not in chooser.chosen.tables:
        tables = chooser.tables_of(ties, "ties")
        chooser.chosen.tables["ties"] = max(tables, key=lambda table: table.score)
        used.append(ties.title)
    _note_unread(chooser, [sheet for sheet in rest if sheet.title not in used])


def _check_people(chooser: _Chooser, tables: Sequence[SheetTable]) -> None:
    """Refuse too many people before anything else is looked for."""
    best = max(tables, key=lambda table: (table.score, len(table.rows)))
    # Of several deals one is chosen, which may have few rows; ties may be more.
    if not _is_ties(chooser, best) and not any(map(chooser.is_deal, best.titles)):
        check_people(len(best.rows), chooser.source)


def _take_alike(
    chooser: _Chooser, taken: Sheet, candidates: Sequence[_Ranked]
) -> list[str]:
    """Take the people of further sheets with the same columns, one for each group."""
    others = [(sheet, tables) for _, sheet, tables in candidates if sheet is not taken]
    people = chooser.chosen.people
    titles = []
    for sheet, alike in alike_sheets(taken, people, others, chooser.is_name):
        people += alike
        titles.append(sheet.title)
    if titles:
        quoted = Listed([Quoted(title) for title in titles], most=10)
        message = Reason("message.sheets.alike", count=len(titles), titles=quoted)
        chooser.chosen.notes.append(Note(message, chooser.source))
    return titles


def _ties_sheet(chooser: _Chooser, sheets: Sequence[Sheet]) -> Sheet | None:
    for sheet in sheets:
        for table in chooser.tables_of(sheet, "ties"):
            if _is_only_ties(chooser, table):
                return sheet
    return None


def _wanted(
    chooser: _Chooser, sheets: Sequence[Sheet], wanted_sheet: str
) -> list[Sheet]:
    matching = [sheet for sheet in sheets if fold(sheet.title) == fold(wanted_sheet)]
    if not matching:
        titles = [Quoted(sheet.title) for sheet in chooser.sheets]
        raise FormatError(
            Reason(
                "message.sheets.no_such_sheet",
                source=chooser.source,
                sheet=Quoted(wanted_sheet),
                titles=Listed(titles, most=10),
            )
        )
    return matching[:1]


def _note_unread(chooser: _Chooser, sheets: Sequence[Sheet]) -> None:
    titles = [Quoted(sheet.title) for sheet in sheets]
    if titles:
        message = Reason(
            "message.sheets.unread", count=len(titles), titles=Listed(titles, most=10)
        )
        chooser.chosen.notes.append(Note(message, chooser.source))
