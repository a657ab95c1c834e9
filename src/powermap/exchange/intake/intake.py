"""The one reading of all tables: from the sheets of a file to what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from powermap.errors import Note, Problem
from powermap.exchange.crm.columns import CrmMapping
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.about_facts import scale_stated_in, with_scale_and_deal
from powermap.exchange.intake.choose import Chosen, choose_tables
from powermap.exchange.intake.column import Column
from powermap.exchange.intake.column_understanding import understand_column
from powermap.exchange.intake.column_values import ColumnReader
from powermap.exchange.intake.columns import assign_columns
from powermap.exchange.intake.deals import Deal
from powermap.exchange.intake.edge_people import people_of_edges
from powermap.exchange.intake.fact_values import read_fact_values
from powermap.exchange.intake.fill_down import fill_down
from powermap.exchange.intake.hint_rows import add_hints, without_hints
from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.intake.people_records import PeopleRecords
from powermap.exchange.intake.people_table import PeopleTable
from powermap.exchange.intake.plain_table import PlainTable
from powermap.exchange.intake.scale import ScaleDecision, decide_scale
from powermap.exchange.intake.sheet_width import check_width
from powermap.exchange.intake.understanding import (
    TableUnderstanding,
)
from powermap.exchange.intake.values.numbers import DecimalMark
from powermap.exchange.most_people import check_length, check_people
from powermap.exchange.options import ReadOptions
from powermap.exchange.raw_file import RawFile, RawRecord
from powermap.exchange.tables.archive import refuse_many_sheets
from powermap.exchange.tables.carried_words import read_words
from powermap.exchange.tables.fact_sheet import read_facts
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Listed, Quoted, Reason
from powermap.model import Scale
from powermap.model.fields import LISTS, Table, fields_by_name

__all__ = ["Intake", "read_sheets"]


_NAMES = frozenset({"name", "first_name", "last_name", "email"})
_LISTS: tuple[Table, ...] = ("ties", "claims", *LISTS)


@dataclass(slots=True)
class Intake:
    """What the sheets of a file say, and how they were understood.

    Attributes
    ----------
    raw : RawFile
        Records, facts and problems.
    tables : list of TableUnderstanding
        How each table was read.
    decision : ScaleDecision
        The scale, and who says so.
    notes : list of Note
        What was assumed, converted, skipped or left out.
    deals : list of Deal
        The deals that the file names.
    rows_without_deal : int
        Rows that name none, where others do.
    """

    raw: RawFile
    tables: list[TableUnderstanding] = field(default_factory=list)
    decision: ScaleDecision = field(
        default_factory=lambda: ScaleDecision(Scale(), "default")
    )
    notes: list[Note] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)
    rows_without_deal: int = 0


def read_sheets(
    sheets: Sequence[Sheet],
    source: str,
    options: ReadOptions,
    glossary: Glossary,
    mapping: CrmMapping | None = None,
    *,
    known: Mapping[str, Table] | None = None,
    facts: Mapping[str, object] | None = None,
) -> Intake:
    """Read the sheets of one file.

    Parameters
    ----------
    sheets : sequence of Sheet
        Of the file.
    source : str
        What it is called in messages.
    options : ReadOptions
        What the user says about it.
    glossary : Glossary
        The words of the playbook.
    mapping : CrmMapping, optional
        What the columns of a table of people mean.
    known : mapping of title to table, optional
        What sheets hold whose titles do not say it.
    facts : mapping of fact to object, optional
        What is said of the buying center beside the sheets.
    """
    reader = _IntakeReader(source, options, glossary, mapping, facts or {})
    refuse_many_sheets(len(sheets), source)
    for sheet in sheets:
        check_width(sheet, source)
    chosen = choose_tables(
        sheets,
        source,
        glossary,
        mapping,
        wanted_sheet=options.sheet,
        known=known,
    )
    reader.decimals = {sheet.title: sheet.decimal for sheet in sheets}
    return reader.read(chosen)


class _IntakeReader:
    """One file on its way from tables to records."""

    def __init__(
        self,
        source: str,
        options: ReadOptions,
        glossary: Glossary,
        mapping: CrmMapping | None,
        facts: Mapping[str, object],
    ) -> None:
        self.source = source
        self.facts = facts
        self.options = options
        self.glossary = glossary
        self.mapping = mapping
        self.notes: list[Note] = []
        self.problems: list[Problem] = []
        self.tables: list[TableUnderstanding] = []
        self.plain: dict[Table, PlainTable] = {}
        self.has_people = False
        self.decimals: Mapping[str, DecimalMark | None] = {}

    def _column_reader(self, sheet: str, team: Sequence[str] = ()) -> ColumnReader:
        """The reader of the columns of a sheet."""
        decimal = self.decimals.get(sheet)
        return ColumnReader(self.source, self.options, self.glossary, team, decimal)

    def read(self, chosen: Chosen) -> Intake:
        """Facts first: the scale and the team are needed to read the people."""
        self.notes += chosen.notes
        if chosen.words is not None:
            self.glossary = read_words(chosen.words, self.glossary)
        problems_of_plan: list[Problem] = []
        about = self._facts(chosen, "about", self.problems)
        plan = self._facts(chosen, "plan", problems_of_plan)
        self._read_lists(chosen, problems_of_plan)
        people = [self._people_table(table) for table in chosen.people]
        self.has_people = bool(people)
        decision = self._decide_scale(people, about)
        for table in people:
            table.place(decision)
        records = PeopleRecords(people, self.source, self.options, self.glossary)
        for table in people:
            self._add(table.notes, table.problems)
            self.tables.append(self._understanding("people", table))
        self._add(records.notes, records.problems)
        for kind, plain in self.plain.items():
            self.tables.append(self._understanding(kind, plain))
        raw = RawFile(
            self.source,
            self._people(records),
            [*records.ties, *self._plain_records("ties")],
            with_scale_and_deal(about, decision, records.deal),
            [*self.problems, *problems_of_plan],
            plan,
            {table: self._plain_records(table) for table in LISTS},
            self.glossary,
            self._plain_records("claims"),
        )
        return Intake(
            raw,
            self.tables,
            decision,
            self.notes,
            records.deals,
            records.rows_without_deal,
        )

    def _plain_records(self, table: Table) -> list[RawRecord]:
        plain = self.plain.get(table)
        return plain.records if plain else []

    def _people(self, records: PeopleRecords) -> list[RawRecord]:
        """The people; of a list of ties alone, everybody whom it names."""
        ties = self._plain_records("ties")
        if records.people or self.has_people or not ties:
            if not records.people and not self.problems:
                self.notes.append(Note(Reason("message.intake.no_people"), self.source))
            return records.people
        people, notes = people_of_edges(ties, source=self.source)
        self.notes += notes
        return people

    def _add(self, notes: Sequence[Note], problems: Sequence[Problem]) -> None:
        self.notes += notes
        self.problems += problems

    def _facts(
        self, chosen: Chosen, table: Table, problems: list[Problem]
    ) -> RawRecord:
        sheet = chosen.facts.get(table)
        if sheet is None:
            return RawRecord(dict(self.facts) if table == "about" else {})
        record = read_facts(
            sheet, self.source, problems, table, self.glossary, self.notes
        )
        reader = self._column_reader(sheet.title)
        facts = read_fact_values(record, table, reader)
        self.notes += facts.notes
        problems += facts.problems
        return facts.record

    def _read_lists(self, chosen: Chosen, problems_of_plan: list[Problem]) -> None:
        """The ties, and the lists of a plan in their usual order."""
        for kind in _LISTS:
            table = chosen.tables.get(kind)
            if table is None:
                continue
            check_length(len(table.rows), kind, self.source)
            columns, problems = assign_columns(table, kind, self.glossary)
            reader = self._column_reader(table.sheet)
            plain = PlainTable(table, kind, columns, reader)
            self.plain[kind] = plain
            of_people = kind in {"ties", "claims"}
            target = self.problems if of_people else problems_of_plan
            target += [*problems, *plain.problems]
            self.notes += [*table.notes, *plain.notes]

    def _people_table(self, table: SheetTable) -> PeopleTable:
        rivals = self._names_in("rivals")
        columns, problems = assign_columns(
            table, "people", self.glossary, self.mapping, rivals
        )
        self._check_people(table, columns)
        table, hints = without_hints(table, columns, self.glossary)
        if hints:
            # Once more without the explanations, which are no values of any column.
            columns, problems = assign_columns(
                table, "people", self.glossary, self.mapping, rivals
            )
            add_hints(columns, hints)
        for title, message in fill_down(table, columns):
            self.notes.append(Note(message, self.source, table.sheet, None, title))
        team = self._names_in("team")
        reader = self._column_reader(table.sheet, team)
        people = PeopleTable(table, columns, reader)
        self._note_missing(table, columns)
        self._add(table.notes, problems)
        if not _NAMES.intersection(people.texts):
            self._refuse_without_names(table)
        return people

    def _check_people(self, table: SheetTable, columns: Sequence[Column]) -> None:
        """Refuse too many rows before their cells are read."""
        named = {field.name for column in columns for field in column.fields}
        # Of several deals one is chosen, which may have few rows.
        if not named & {"deal", "deal_id"}:
            check_people(len(table.rows), self.source)

    def _note_missing(self, table: SheetTable, columns: Sequence[Column]) -> None:
        """A note of columns of the user's mapping that the table does not have."""
        if self.mapping is None or self.mapping.is_shipped:
            return
        used = {id(column.rule) for column in columns}
        missing = []
        for rule in self.mapping.columns:
            if id(rule) not in used:
                missing.append(Quoted(rule.key, 40))
        if missing:
            message = Reason(
                "message.mapping.not_in_table",
                count=len(missing),
                titles=Listed(missing, most=10),
            )
            self.notes.append(Note(message, self.source, table.sheet))

    def _names_in(self, table: Table) -> list[str]:
        listed = self.plain.get(table)
        names = []
        if listed is not None:
            for record in listed.records:
                names.append(str(record.values.get("name", "")))
        return names

    def _refuse_without_names(self, table: SheetTable) -> None:
        """No column of names is one problem, and no row is read without one."""
        row = table.header_rows[-1] if table.header_rows else None
        titles = [Quoted(title, 30) for title in table.titles if title]
        message = Reason(
            "message.columns.missing",
            field=fields_by_name("people")["name"],
            titles=Listed(titles, most=10),
        )
        self.problems.append(Problem(message, table.sheet, row))

    def _decide_scale(
        self, people: Sequence[PeopleTable], about: RawRecord
    ) -> ScaleDecision:
        """The scale of all scores; a question about it is one problem of the file."""
        scores = []
        legends: list[str] = []
        for table in people:
            scores += table.scores()
            legends += [*table.table.above, *table.table.legend]
        decision = decide_scale(
            scores,
            option=self.options.scale,
            about=scale_stated_in(about),
            mapping=self.mapping.stated_scale if self.mapping else None,
            legends=legends,
        )
        sheet = people[0].table.sheet if people else None
        for table in people:
            self._add(table.turn_scores(decision.turned), [])
        if decision.question is not None:
            self.problems.append(Problem(decision.question, sheet))
        if decision.suspicion is not None:
            self.notes.append(Note(decision.suspicion, self.source, sheet))
        if decision.stated_by in {"header", "legend", "cells"}:
            message = Reason(
                f"message.scale.from_{decision.stated_by}",
                low=decision.scale.low,
                high=decision.scale.high,
            )
            self.notes.append(Note(message, self.source, sheet))
        return decision

    def _understanding(
        self, kind: Table, table: PeopleTable | PlainTable
    ) -> TableUnderstanding:
        columns = []
        for column in table.columns:
            words = tuple(table.words.get(column.place, ()))
            columns.append(understand_column(column, words))
        return TableUnderstanding(
            kind,
            table.table.sheet,
            table.table.header_rows,
            len(table.table.rows),
            tuple(columns),
        )
