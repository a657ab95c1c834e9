"""Excel workbooks out: sheets with lists to choose from and help in every header."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from powermap.errors import FormatError, ModelError, shown
from powermap.exchange.raw_file import list_some, note_lost_plan, warn
from powermap.exchange.tables.archive import repack
from powermap.exchange.tables.carried_words import words_sheet
from powermap.exchange.tables.cells import plain_text
from powermap.exchange.tables.choices import choice_rule, criteria_rows
from powermap.exchange.tables.score_sheet import draw_scores, score_sheet
from powermap.exchange.tables.sheet_reader import simple_cell
from powermap.exchange.tables.sheet_writer import Pages, lay_out
from powermap.exchange.tables.sheets import Sheet
from powermap.exchange.tables.workbook_reader import existing_sheets
from powermap.files.writing import replace_file
from powermap.language import Language
from powermap.model import AccountPlan, BuyingCenter, ExtraCriterion
from powermap.model.fields import (
    FACTS,
    LISTS,
    Field,
    Table,
    fields_of,
    sheet_title,
    text,
)
from powermap.model.playbook import Playbook
from powermap.model.subject import plan_of_people

__all__ = ["write_sheet", "write_template", "write_workbook"]

_CELL = 32_767
"""Characters that a cell of Excel holds."""
_STAMP = datetime(2000, 1, 1)
"""The day that every workbook says it was made, so that the same plan gives the same bytes."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel's calendar has a 29 February 1900; what is older stands as text."""
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MOST_KEPT = 200_000
"""Cells of sheets that powermap does not know, which a write keeps."""
_FURTHER_ROWS = 500
"""Empty rows under the last one that have lists to choose from too."""
_LEAST_ROWS = 1_000
"""Rows with lists to choose from in a sheet that is nearly empty."""
_FACT_WIDTHS = (18, 40, 60)
"""Of the columns fact, value and help, in characters."""
_LIST_WIDTHS = (36, 36, 20, 20)
"""Of the columns criterion, question, plus and minus, in characters."""
_COMMENT_SCALE = 1.6
"""Width of a comment as a multiple of Excel's, in which help would be cut off."""
"""Empty rows under the last one that have lists to choose from too."""


def write_workbook(
    plan: AccountPlan,
    path: Path,
    language: Language,
    playbook: Playbook,
    *,
    people_only: bool,
    chart: bool = False,
) -> Path:
    """Write a workbook, with a sheet of roles and scores if asked.

    Sheets of the replaced workbook are kept when powermap does not know them.
    """
    filled, unknown = existing_sheets(path)
    others = _kept_sheets(unknown, path)
    if people_only:
        note_lost_plan(filled, path)
    pages = lay_out(plan, language, playbook, people_only=people_only)
    book = _Book(language, path, _criteria(plan, playbook))
    book.add_pages(pages)
    if not people_only:
        book.add_lists()
    if chart:
        book.add_scores(plan, playbook)
    for sheet in others:
        book.add_kept(sheet)
    words = words_sheet(language, pages.columns)
    if words is not None:
        book.add_hidden(words)
    return replace_file(path, book.payload())


def _criteria(plan: AccountPlan, playbook: Playbook) -> list[ExtraCriterion]:
    """The criteria to choose from beside the nineteen."""
    own = {each.name for each in plan.extra_criteria}
    others = [each for each in playbook.criteria if each.name not in own]
    return [*plan.extra_criteria, *others]


def _kept_sheets(sheets: Sequence[Sheet], path: Path) -> list[Sheet]:
    """The sheets that a write keeps, as far as they are not too large."""
    cells = 0
    kept = []
    for sheet in sheets:
        cells += sum(len(row) for row in sheet.rows)
        if cells <= _MOST_KEPT:
            kept.append(sheet)
    lost = [shown(sheet.title) for sheet in sheets[len(kept) :]]
    if kept:
        titles = list_some(shown(sheet.title) for sheet in kept)
        warn(f"{path}: other sheets keep their values but lose their formats: {titles}")
    if lost:
        warn(f"{path}: other sheets are too large to keep: {list_some(lost)}")
    return kept


def write_sheet(sheet: Sheet, path: Path) -> Path:
    """Write a workbook of one plain sheet, whose first row is its header."""
    book = _Book(Language(), path)
    book.add_plain(sheet)
    return replace_file(path, book.payload())


def write_template(path: Path, language: Language, playbook: Playbook) -> Path:
    """Write an empty workbook of a plan with an example sheet."""
    # With the playbook's criteria, the filled template is read without the playbook.
    empty_plan = plan_of_people(BuyingCenter("-")).revised(
        extra_criteria=playbook.criteria
    )
    pages = lay_out(empty_plan, language, playbook, people_only=False)
    for table in FACTS:
        # The sheet of facts has a name, which an empty plan has not.
        sheet = pages.sheets[table]
        top, name, *others = sheet.rows
        unnamed = [name[0], None, name[2]]
        pages.sheets[table] = Sheet(sheet.title, [top, unnamed, *others])
    book = _Book(language, path, playbook.criteria)
    book.add_pages(pages)
    book.add_example(pages)
    book.add_lists()
    words = words_sheet(language, pages.columns)
    if words is not None:
        book.add_hidden(words)
    return replace_file(path, book.payload())


class _Book:
    """A workbook being written, in one language."""

    def __init__(
        self,
        language: Language,
        path: Path,
        extra_criteria: Sequence[ExtraCriterion] = (),
    ) -> None:
        import xlsxwriter

        self.extra_criteria = extra_criteria

        self.language = language
        self.lang = language.code
        self.path = path
        self.stream = io.BytesIO()
        options = {
            # No temporary files: they would hold a customer's people.
            "in_memory": True,
            # A name such as =HYPERLINK(…) must stay text.
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(self.stream, options)
        self.book.set_properties({"created": _STAMP, "author": "", "title": ""})
        self.header = self.book.add_format(
            {"bold": True, "bg_color": "#E8ECF1", "bottom": 1, "valign": "top"}
        )
        self.date = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.help = self.book.add_format({"italic": True, "font_color": "#5A6572"})

    def payload(self) -> bytes:
        """The bytes of the workbook."""
        self.book.close()
        # The marks of _guard become what they stand for, which xlsxwriter cannot write
        # itself.
        return repack(self.stream.getvalue(), {"xl/sharedStrings.xml": _settle})

    def add_pages(self, pages: Pages) -> None:
        """Add the sheets of a plan."""
        for table, sheet in pages.sheets.items():
            page = self.book.add_worksheet(sheet.title)
            self._write_rows(page, sheet.rows)
            if table in FACTS:
                self._finish_facts(page, pages.columns[table])
            else:
                self._finish_table(page, table, pages.columns[table], len(sheet.rows))

    def _finish_table(
        self, page: Any, table: Table, columns: Sequence[Field], rows: int
    ) -> None:
        page.freeze_panes(1, 1 if table == "people" else 0)
        last = max(rows + _FURTHER_ROWS, _LEAST_ROWS)
        for place, field in enumerate(columns):
            page.set_column(place, place, field.width)
            rule = choice_rule(field, self.language, self.extra_criteria)
            page.data_validation(1, place, last, place, rule)
        self._write_header(page, columns)

    def _write_header(self, page: Any, columns: Sequence[Field]) -> None:
        # Without an author, which Excel would otherwise print above the help.
        options = {"author": "", "x_scale": _COMMENT_SCALE}
        for place, field in enumerate(columns):
            title = field.title_in(self.language)
            self._write_cell(page, 0, place, title, self.header)
            help_text = field.help_in(self.language)
            if help_text:
                page.write_comment(0, place, help_text, options)

    def _finish_facts(self, page: Any, columns: Sequence[Field]) -> None:
        page.freeze_panes(1, 0)
        for place, width in enumerate(_FACT_WIDTHS):
            page.set_column(place, place, width)
        for place, key in enumerate(("fact", "value", "help")):
            page.write_string(0, place, text(key, self.lang), self.header)
        for row, field in enumerate(columns, start=1):
            help_text = field.help_in(self.language)
            if help_text:
                page.write_string(row, 2, help_text, self.help)
            rule = choice_rule(field, self.language)
            page.data_validation(row, 1, row, 1, rule)

    def add_lists(self) -> None:
        """Add the sheet of the criteria, which are too many for a drop-down."""
        page = self.book.add_worksheet(sheet_title("lists", self.lang))
        rows = criteria_rows(self.language, self.extra_criteria)
        self._write_rows(page, rows)
        page.freeze_panes(1, 0)
        for place, title in enumerate(rows[0]):
            page.set_column(place, place, _LIST_WIDTHS[place])
            page.write_string(0, place, title or "", self.header)

    def add_example(self, pages: Pages) -> None:
        """Add a sheet with one filled row of every table."""
        page = self.book.add_worksheet(sheet_title("example", self.lang))
        people = pages.columns["people"]
        for place, field in enumerate(people):
            page.set_column(place, place, field.width)
            self._write_example(page, 1, place, field)
            help_text = field.help_in(self.language)
            if help_text:
                page.write_string(2, place, help_text, self.help)
        page.freeze_panes(1, 1)
        self._write_header(page, people)
        at = 4
        for table in LISTS:
            title = sheet_title(table, self.lang)
            page.write_string(at, 0, title, self.header)
            for place, field in enumerate(fields_of(table)):
                header = field.title_in(self.language)
                self._write_cell(page, at + 1, place, header, self.header)
                self._write_example(page, at + 2, place, field)
            at += 4

    def _write_example(self, page: Any, row: int, place: int, field: Field) -> None:
        example = field.example.get(self.lang)
        if example:
            page.write_string(row, place, example)

    def add_scores(self, plan: AccountPlan, playbook: Playbook) -> None:
        """Add the sheet of roles and scores with its chart."""
        sheet = score_sheet(plan, self.language, playbook)
        page = self.book.add_worksheet(sheet.title)
        self._write_rows(page, sheet.rows)
        for place, words in enumerate(sheet.rows[0]):
            page.write_string(0, place, words or "", self.header)
        draw_scores(self.book, page, sheet, plan.center.scale, self.language)

    def add_kept(self, sheet: Sheet) -> None:
        """Add a sheet that powermap does not know, with its values."""
        page = self.book.add_worksheet(sheet.title)
        rows = []
        for row in sheet.rows:
            rows.append([simple_cell(cell) for cell in row])
        self._write_rows(page, rows)

    def add_hidden(self, sheet: Sheet) -> None:
        """Add a sheet that only powermap reads."""
        page = self.book.add_worksheet(sheet.title)
        self._write_rows(page, sheet.rows)
        page.hide()

    def add_plain(self, sheet: Sheet) -> None:
        """Add a sheet whose first row is its header."""
        page = self.book.add_worksheet(sheet.title)
        self._write_rows(page, sheet.rows)
        page.freeze_panes(1, 0)
        page.set_row(0, None, self.header)
        page.set_column(0, len(sheet.rows[0]) - 1, 20)

    def _write_rows(self, page: Any, rows: Iterable[Sequence[object]]) -> None:
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                if value is not None:
                    self._write_cell(page, at, place, value)

    def _write_cell(
        self, page: Any, at: int, place: int, value: object, style: Any = None
    ) -> None:
        if isinstance(value, date) and value >= _FIRST_DAY:
            code = page.write_datetime(at, place, value, self.date)
        elif _is_exact_number(value):
            code = page.write_number(at, place, value)
        else:
            code = _write_text(page, at, place, value, style)
        if code:
            raise FormatError(
                f"{self.path}: {shown(value)} does not fit into a cell of Excel; "
                f"allowed: {_CELL:,} characters"
            )


def _is_exact_number(value: object) -> bool:
    """Whether Excel, which holds 16 digits, holds a number as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return float(f"{value:.16g}") == value


def _write_text(page: Any, at: int, place: int, value: object, style: Any) -> int:
    words = repr(value) if isinstance(value, int | float) else _plain(value)
    # Excel counts UTF-16 units, by which an emoji is two characters.
    if len(words.encode("utf-16-le")) // 2 > _CELL:
        return -2
    code: int = page.write_string(at, place, _guard(words), style)
    return code


def _plain(value: object) -> str:
    try:
        return plain_text(value)
    except ModelError:
        return str(value)


def _guard(words: str) -> str:
    """Mark what the library would take for its own notation.

    `_settle` turns the marks into what Excel reads. Control characters never stand
    in the model, and the library writes them as ``_x0001_``.
    """
    # Excel reads _x0041_ in a text as the letter A; control characters cannot stand in
    # any text, so they can mark it until the file is done.
    marked = _ESCAPE.sub("\1", words)
    return "\2" + marked if marked.startswith("<r>") else marked


def _settle(xml: bytes) -> bytes:
    return xml.replace(b"_x0002_", b"").replace(b"_x0001_", b"_x005F_")
