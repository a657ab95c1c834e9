"""What the cells of a column say, by the kind of its field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import cast

from powermap.exchange.crm.columns import CrmColumn
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.column import Column
from powermap.exchange.intake.coverage import check_coverage, known_names
from powermap.exchange.intake.mapped_words import finder_of, translate_cells
from powermap.exchange.intake.tie_kinds import TieKindReader
from powermap.exchange.intake.values.cells import CellOf, ColumnPlace, ColumnValues
from powermap.exchange.intake.values.date_columns import read_date_column
from powermap.exchange.intake.values.dates import (
    WrittenDay,
    proven_orders,
    understand_day,
)
from powermap.exchange.intake.values.extra_words import ExtraWords
from powermap.exchange.intake.values.lists import Knows, comma_separates
from powermap.exchange.intake.values.number_columns import (
    read_level_column,
    read_number_column,
)
from powermap.exchange.intake.values.numbers import DecimalMark, Number
from powermap.exchange.intake.values.strength import strength_of
from powermap.exchange.intake.values.text_columns import (
    read_id_column,
    read_prose_column,
    read_text_column,
    read_texts_column,
)
from powermap.exchange.intake.values.word_columns import (
    Find,
    read_choice_column,
    read_word_column,
    read_words_column,
)
from powermap.exchange.intake.values.yes_columns import read_yes_column
from powermap.exchange.intake.words import UNKNOWN, WordReader
from powermap.exchange.options import DayOrder, ReadOptions
from powermap.model import TieKind
from powermap.model.answer_words import is_answer_word
from powermap.model.fields import Field, fold_header

__all__ = ["PROSE", "ColumnReader"]

_RANKED = re.compile(r"\(?\d{1,3}\)?\s*[-–—:：=.)]\s*(?P<word>\D.*)")
"""A level behind its number."""
_BEFORE_RIVAL = re.compile("[:：]")
"""What ends the title of a column in front of the name of a rival."""
PROSE = frozenset(
    {"note", "evidence", "comment", "objective", "solution", "cost_of_waiting"}
)
"""Fields whose texts may have several lines."""


class ColumnReader:
    """Reads columns of one file, by the kinds of their fields.

    Parameters
    ----------
    source : str
        The file, for messages.
    options : ReadOptions
        What the user says about dates.
    glossary : Glossary
        The words of the playbook.
    known_names : sequence of str
        The team, whose names a comma may separate.
    decimal : {",", "."}, optional
        The decimal mark that the form of the file suggests.
    """

    def __init__(
        self,
        source: str,
        options: ReadOptions,
        glossary: Glossary,
        known_names: Sequence[str] = (),
        decimal: DecimalMark | None = None,
    ) -> None:
        self.source = source
        self.options = options
        self.glossary = glossary
        self.known_names = known_names
        self.decimal = decimal
        self.day_order: DayOrder | None = None

    def learn_day_order(self, columns: Sequence[Column]) -> None:
        """Learn the order of day and month that the dates of a table prove."""
        days = []
        for column in columns:
            if column.field is not None and column.field.kind == "date":
                days += [understand_day(cell.raw) for cell in column.cells]
            elif not column.fields:
                # Days that are kept as they stand are written by the same hand.
                days += _days_alone(column.cells)
        orders = proven_orders(days)
        self.day_order = next(iter(orders)) if len(orders) == 1 else None

    def place(self, column: Column, sheet: str) -> ColumnPlace:
        """Where a column stands, for messages."""
        own = self.glossary.own_words
        return ColumnPlace(
            self.source, sheet, column.title, self._language(column), own
        )

    def _language(self, column: Column) -> str | None:
        """The language of the title in the header; None where it is no title."""
        field = column.field
        if field is None:
            return None
        title_part = column.title
        if field.rival is not None:
            title_part = _BEFORE_RIVAL.split(column.title)[0]
        header = fold_header(title_part)
        for lang, title in field.title.items():
            key = field.name if field.rival is None else field.attribute
            own = self.glossary.wording.get(lang, {}).get(f"field.{key}", title)
            if header in {fold_header(title), fold_header(own)}:
                return lang
        return None

    def read(self, column: Column, field: Field, sheet: str) -> ColumnValues:
        """The values of a column for one field."""
        return self.read_cells(column.cells, field, self.place(column, sheet))

    def read_cells(
        self,
        cells: Sequence[CellOf],
        field: Field,
        place: ColumnPlace,
        rule: CrmColumn | None = None,
    ) -> ColumnValues:
        """The values of cells for one field; levels are not yet on a scale.

        The words of a mapping's `rule` come before those of powermap.
        """
        if rule is not None:
            cells = translate_cells(cells, field, rule)
        if field.vocabulary is not None:
            return self._read_words(cells, field, place, rule)
        extra = self.glossary.aliases.extra
        match field.kind:
            case "date":
                order = self.options.dates
                values = read_date_column(
                    cells, place, order, beside=self.day_order, extra=extra
                )
            case "choice":
                values = read_choice_column(cells, place, field.choices, extra=extra)
            case "texts":
                values = self._read_texts(cells, field, place)
            case "number":
                values = _plain_numbers(
                    read_number_column(
                        cells,
                        place,
                        decimal=self.decimal,
                        find=_number_words(field),
                        extra=extra,
                    )
                )
            case "yes":
                values = read_yes_column(cells, place, extra=extra)
            case "ids" | "claim":
                # Separators may be parts of ids, and a claim is read as its field:
                # only the reader of the plan knows.
                values = ColumnValues({cell.row: cell.raw for cell in cells})
            case _:
                values = _read_text(cells, field, place, extra)
        return values

    def _read_texts(
        self, cells: Sequence[CellOf], field: Field, place: ColumnPlace
    ) -> ColumnValues:
        extra = self.glossary.aliases.extra
        if field.name != "covered_by":
            return read_texts_column(cells, place, extra=extra)
        texts = [cell.raw for cell in cells if isinstance(cell.raw, str)]
        known: Knows | tuple[()] = known_names(texts, self.known_names)
        if not self.known_names and comma_separates(texts):
            known = ()
        values = read_texts_column(cells, place, known, extra=extra)
        covered = {
            row: cast("tuple[str, ...]", each) for row, each in values.values.items()
        }
        checked, notes = check_coverage(covered, self.known_names, place)
        values.values.update(checked)
        values.notes += notes
        return values

    def _read_words(
        self,
        cells: Sequence[CellOf],
        field: Field,
        place: ColumnPlace,
        rule: CrmColumn | None,
    ) -> ColumnValues:
        words = WordReader(field, self.glossary)
        find = finder_of(words, field, rule)
        extra = self.glossary.aliases.extra
        allowed: tuple[StrEnum, ...] = tuple(field.vocabulary or ())
        if field.kind == "level":
            bare = _without_ranks(cells, find)
            values = read_level_column(bare, place, find, allowed, extra=extra)
        elif field.kind == "words":
            values = read_words_column(cells, place, find, allowed, extra=extra)
        elif field.kind == "criterion":
            # Perhaps a criterion of the plan, known once all sheets are read.
            values = read_text_column(cells, place, extra=extra)
        elif field.kind == "answer":
            values = read_word_column(
                cells, place, _answers(find), allowed, extra=extra
            )
        elif field.vocabulary is TieKind:
            kinds = TieKindReader(self.glossary)
            values = read_word_column(cells, place, kinds.find, allowed, extra=extra)
        else:
            values = read_word_column(cells, place, find, allowed, extra=extra)
        _leave_open(values)
        return values


def _answers(find: Find) -> Find:
    """The finder of a column of answers, whose words depend on the criterion."""

    def find_answer(text: str) -> object | None:
        # Its row says which criterion it answers; that is read with the plan.
        return text if is_answer_word(text) else find(text)

    return find_answer


def _read_text(
    cells: Sequence[CellOf], field: Field, place: ColumnPlace, extra: ExtraWords
) -> ColumnValues:
    if field.name in PROSE:
        return read_prose_column(cells, place, extra=extra)
    if field.name == "id":
        return read_id_column(cells, place, extra=extra)
    return read_text_column(cells, place, extra=extra)


def _days_alone(cells: Sequence[CellOf]) -> list[WrittenDay | None]:
    """The days of a column that has nothing else, of any other none."""
    days: list[WrittenDay | None] = []
    for cell in cells:
        day = understand_day(cell.raw)
        if day is None:
            return []
        days.append(day)
    return days


def _number_words(field: Field) -> Find | None:
    """What words mean in a column of numbers: only strengths have some."""
    return strength_of if field.name == "strength" else None


def _without_ranks(cells: Sequence[CellOf], find: Find) -> Sequence[CellOf]:
    """The levels of cells such as "4 - High", whose scale no one has to ask for."""
    bare = []
    for cell in cells:
        match = _RANKED.fullmatch(str(cell.raw).strip())
        if match is None or find(match["word"]) is None:
            return cells
        bare.append(CellOf(cell.row, match["word"]))
    return bare


def _leave_open(values: ColumnValues) -> None:
    """Take out the words that leave the member open, such as "unaware"."""
    for row, value in list(values.values.items()):
        if value == UNKNOWN:
            del values.values[row]
            values.unknown.add(row)


def _plain_numbers(values: ColumnValues) -> ColumnValues:
    """Numbers without the form in which they were written."""
    for row, value in values.values.items():
        if isinstance(value, Number):
            values.values[row] = value.value
    for place, word in enumerate(values.words):
        if isinstance(word.value, Number):
            values.words[place] = replace(word, value=word.value.value)
    return values
