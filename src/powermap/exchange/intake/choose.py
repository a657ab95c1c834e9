"""Which tables of a file hold people, ties and the other parts of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from powermap.errors import FormatError, Note
from powermap.exchange.crm.columns import CrmMapping
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.alike_sheets import alike_sheets
from powermap.exchange.intake.layout.header import REQUIRED
from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.intake.table_finder import TableFinder
from powermap.exchange.most_people import check_people
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Listed, Quoted, Reason
from powermap.model.fields import FACTS, Table
from powermap.model.sheet_titles import sheet_of
from powermap.model.vocabulary import fold

__all__ = ["Chosen", "choose_tables"]

_AUXILIARY = frozenset({"example", "lists", "chart", "words"})
"""Sheets of powermap's own workbooks that hold nothing of a plan."""


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


class _Chooser(TableFinder):
    """One file whose sheets are sorted, with what was chosen so far."""

    def __init__(
        self,
        sheets: Sequence[Sheet],
        source: str,
        glossary: Glossary,
        mapping: CrmMapping | None,
    ) -> None:
        super().__init__(glossary, mapping)
        self.sheets = [sheet for sheet in sheets if sheet.rows]
        self.source = source
        self.chosen = Chosen()


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
        elif chooser.lists_ties(table) and "ties" not in chooser.chosen.tables:
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
        others = [table for table in each[2] if not chooser.lists_only_ties(table)]
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
    if not chooser.lists_ties(best) and not any(map(chooser.is_deal, best.titles)):
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
            if chooser.lists_only_ties(table):
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
