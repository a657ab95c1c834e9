"""A workbook being written: pages with lists to choose from and help in every header."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from powermap.errors import FormatError, ModelError
from powermap.exchange.audience_view import AudienceView
from powermap.exchange.tables.allowance import CELL_TEXT, beginning_of_cell
from powermap.exchange.tables.archive import repack
from powermap.exchange.tables.cells import plain_text
from powermap.exchange.tables.choices import choice_rule, criteria_rows, guidance
from powermap.exchange.tables.header_questions import question_format, row_height
from powermap.exchange.tables.score_sheet import draw_scores, score_sheet
from powermap.exchange.tables.sheet_writer import Pages
from powermap.exchange.tables.sheets import Sheet
from powermap.exchange.tables.unknown_headers import simple_cell
from powermap.language import Language, Quoted, Reason
from powermap.model import AccountPlan, ExtraCriterion
from powermap.model.fields import FACTS, Field, Table
from powermap.model.playbook import Playbook
from powermap.model.sheet_titles import sheet_title, text

__all__ = ["ExcelBook"]

_STAMP = datetime(2000, 1, 1)
"""The day that every workbook says it was made, so that the same plan gives the same bytes."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel's calendar has a 29 February 1900; what is older stands as text."""
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FURTHER_ROWS = 500
"""Empty rows under the last one that have lists to choose from too."""
_LEAST_ROWS = 1_000
"""Rows with lists to choose from in a sheet that is nearly empty."""
_LEAST_WIDTH = 17
"""Characters of a column whose header shows a question."""
_FACT_WIDTHS = (18, 40, 60)
"""Of the columns fact, value and help, in characters."""
_LIST_WIDTHS = (36, 28, 16, 16, 64)
"""Of the columns criterion, its question, plus, minus and guiding question."""
_COMMENT_SCALE = 1.6
"""Width of a comment as a multiple of Excel's, in which help would be cut off."""
_COMMENT_HEIGHT = 1.3
"""Height of a comment as a multiple of Excel's: a question stands above the help."""
_EXAMPLE_WIDTH = 20
"""Characters of each column of the example."""
_A4 = 9
"""Excel's number for the size of paper."""
_PAGE_WIDTH = 180
"""Characters that are still read when a page shows them side by side."""
_HEADER = {
    "bold": True,
    "bg_color": "#E8ECF1",
    "bottom": 1,
    "right": 1,
    "right_color": "#FFFFFF",
    "valign": "top",
    "text_wrap": True,
}
_HELP = {"italic": True, "font_color": "#5A6572"}
_EXAMPLE = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D5DAE0"}


class ExcelBook:
    """A workbook being written, in one language."""

    def __init__(
        self,
        language: Language,
        path: Path,
        extra_criteria: Sequence[ExtraCriterion] = (),
        *,
        with_questions: bool = False,
        criterion_questions: Mapping[str, Mapping[str, str]] | None = None,
        view: AudienceView | None = None,
    ) -> None:
        import xlsxwriter

        self.view = view

        self.extra_criteria = extra_criteria
        self.criterion_questions = criterion_questions or {}
        self.with_questions = with_questions
        self.tables: Collection[Table] = ()
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
        self.set_category("")
        self.header = self.book.add_format(_HEADER)
        self.date = self.book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.help = self.book.add_format(_HELP)
        self.title = self.book.add_format({"bold": True, "font_size": 13})
        self.note = self.book.add_format({**_HELP, **_EXAMPLE})
        self.wrapped = self.book.add_format(_EXAMPLE)

    def set_category(self, category: str) -> None:
        """Say among the properties of the file what it is."""
        self.book.set_properties(
            {"created": _STAMP, "author": "", "title": "", "category": category}
        )

    def payload(self) -> bytes:
        """The bytes of the workbook."""
        self.book.close()
        # The marks of _guard become what they stand for, which xlsxwriter cannot write
        # itself.
        return repack(self.stream.getvalue(), {"xl/sharedStrings.xml": _settle})

    def add_page(self, pages: Pages, table: Table) -> None:
        """Add the sheet of a table."""
        # Lists offer only what stands in a sheet of the same workbook.
        self.tables = pages.sheets.keys()
        sheet = pages.sheets[table]
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
            page.set_column(place, place, self._width_of(field))
            rule = self._rule_of(field)
            page.data_validation(1, place, last, place, rule)
        self._write_header(page, 0, columns)
        widths = [self._width_of(field) for field in columns]
        _set_paper(page, sum(widths))
        page.repeat_rows(0)

    def _rule_of(self, field: Field) -> dict[str, Any]:
        return choice_rule(
            field, self.language, self.extra_criteria, self.tables, self.view
        )

    def _width_of(self, field: Field) -> int:
        if self.with_questions and field.question_in(self.language):
            return max(field.width, _LEAST_WIDTH)
        return field.width

    def _write_header(self, page: Any, at: int, columns: Sequence[Field]) -> None:
        # Without an author, which Excel would otherwise print above the help.
        options = {
            "author": "",
            "x_scale": _COMMENT_SCALE,
            "y_scale": _COMMENT_HEIGHT,
        }
        for place, field in enumerate(columns):
            title = field.title_in(self.language)
            self._write_cell(page, at, place, title, self._header_of(field))
            help_text = guidance(field, self.language)
            if help_text and self.view is None:
                page.write_comment(at, place, help_text, options)
        sizes = []
        for field in columns:
            title = field.title_in(self.language)
            question = field.question_in(self.language) if self.with_questions else ""
            sizes.append((f"{title}\n{question}", self._width_of(field)))
        page.set_row(at, row_height(sizes))

    def _header_of(self, field: Field) -> Any:
        """The format of a header, which shows the question of a field in a template."""
        question = field.question_in(self.language) if self.with_questions else ""
        shown_question = question_format(question)
        if not shown_question:
            return self.header
        options = {"num_format": shown_question, "bold": False}
        return self.book.add_format({**_HEADER, **options})

    def _finish_facts(self, page: Any, columns: Sequence[Field]) -> None:
        page.freeze_panes(1, 0)
        _set_paper(page, sum(_FACT_WIDTHS))
        keys = ("fact", "value", "help") if self.view is None else ("fact", "value")
        for place, key in enumerate(keys):
            page.set_column(place, place, _FACT_WIDTHS[place])
            page.write_string(0, place, text(key, self.lang), self.header)
        for row, field in enumerate(columns, start=1):
            help_text = field.help_in(self.language)
            if help_text and self.view is None:
                page.write_string(row, 2, help_text, self.help)
            page.data_validation(row, 1, row, 1, self._rule_of(field))

    def add_lists(self) -> None:
        """Add the sheet of the criteria, which are too many for a drop-down."""
        page = self.book.add_worksheet(sheet_title("lists", self.lang))
        rows = criteria_rows(
            self.language, self.extra_criteria, self.criterion_questions
        )
        self._write_rows(page, rows)
        page.freeze_panes(1, 0)
        _set_paper(page, sum(_LIST_WIDTHS))
        for place, title in enumerate(rows[0]):
            page.set_column(place, place, _LIST_WIDTHS[place])
            page.write_string(0, place, title or "", self.header)

    def add_example(self, sheets: Sequence[Sheet]) -> None:
        """Add one sheet with the example of each table, its questions in a row.

        The second row of each example holds the questions.
        """
        page = self.book.add_worksheet(sheet_title("example", self.lang))
        page.write_string(0, 0, text("example_note", self.lang), self.help)
        page.freeze_panes(0, 1)
        at = 2
        width = 0
        for sheet in sheets:
            self._add_example(page, at, sheet)
            at += len(sheet.rows) + 2
            width = max(width, len(sheet.rows[0]))
        page.set_column(0, width - 1, _EXAMPLE_WIDTH)
        _set_paper(page, width * _EXAMPLE_WIDTH)

    def _add_example(self, page: Any, at: int, sheet: Sheet) -> None:
        page.write_string(at, 0, sheet.title, self.title)
        header, questions, *rows = sheet.rows
        for place, title in enumerate(header):
            self._write_cell(page, at + 1, place, title, self.header)
        titles = [(str(title), _EXAMPLE_WIDTH) for title in header]
        page.set_row(at + 1, row_height(titles))
        sizes = []
        for place, question in enumerate(questions):
            self._write_cell(page, at + 2, place, question or "", self.note)
            sizes.append((str(question or ""), _EXAMPLE_WIDTH))
        page.set_row(at + 2, row_height(sizes))
        for row, cells in enumerate(rows, start=at + 3):
            sizes = []
            for place, value in enumerate(cells):
                if value is None:
                    page.write_blank(row, place, None, self.wrapped)
                    continue
                self._write_cell(page, row, place, value, self.wrapped)
                sizes.append((str(value), _EXAMPLE_WIDTH))
            page.set_row(row, row_height(sizes))

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

    def add_answers(
        self,
        sheet: Sheet,
        widths: Sequence[float],
        formats: Mapping[int, str] | None = None,
        *,
        wraps: bool = True,
    ) -> None:
        """Add a sheet of answers to filter, with formats of numbers by column.

        Where texts do not wrap, every row is one line tall.
        """
        page = self.book.add_worksheet(sheet.title)
        styles = {}
        for place, written in (formats or {}).items():
            style = {"num_format": written, "valign": "top"}
            styles[place] = self.book.add_format(style)
        text = self.book.add_format({"text_wrap": wraps, "valign": "top"})
        for at, row in enumerate(sheet.rows):
            for place, value in enumerate(row):
                if value is not None:
                    style = self.header if at == 0 else styles.get(place, text)
                    self._write_cell(page, at, place, value, style)
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(1, len(sheet.rows) - 1), len(widths) - 1)
        _set_paper(page, sum(widths))

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
            code = page.write_number(at, place, value, style)
        else:
            code = _write_text(page, at, place, value, style)
        if code:
            raise FormatError(
                Reason(
                    "message.sheets.long_cell",
                    file=str(self.path),
                    value=Quoted(value),
                    # As a float, since whole numbers are written without a comma.
                    limit=float(CELL_TEXT),
                )
            )


def _set_paper(page: Any, width: float) -> None:
    """Print in landscape, on one page as wide as the sheet where it stays readable."""
    page.set_landscape()
    page.set_paper(_A4)
    if width <= _PAGE_WIDTH:
        page.fit_to_pages(1, 0)
    else:
        page.repeat_columns(0)


def _is_exact_number(value: object) -> bool:
    """Whether Excel, which holds 16 digits, holds a number as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return float(f"{value:.16g}") == value


def _write_text(page: Any, at: int, place: int, value: object, style: Any) -> int:
    words = repr(value) if isinstance(value, int | float) else _plain(value)
    if beginning_of_cell(words) != words:
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
