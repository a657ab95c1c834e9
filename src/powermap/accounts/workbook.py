"""A portfolio as a workbook: accounts, findings, people in several accounts, errors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from powermap.accounts.coverage_map import coverage_map
from powermap.accounts.table import (
    Column,
    reason_of,
    shown_columns,
    support_ranks,
)
from powermap.exchange.source_parts import ANSWER
from powermap.exchange.tables.allowance import beginning_of_cell
from powermap.exchange.tables.excel_book import ExcelBook
from powermap.exchange.tables.sheets import Sheet

if TYPE_CHECKING:
    from powermap.accounts.portfolio import Portfolio
    from powermap.accounts.rows import AccountRow
    from powermap.language import Language

__all__ = ["portfolio_workbook"]

_FORMATS = {"money": "#,##0", "signed": "+0.00;−0.00;0.00", "part": "0%"}
"""How Excel writes numbers of a kind; a share as percent."""
_WIDTHS = {"text": 28.0, "word": 18.0, "reason": 60.0}
"""Characters of a column by kind; 13 where it holds numbers."""
_NUMBER_WIDTH = 13.0


def portfolio_workbook(portfolio: Portfolio, language: Language) -> bytes:
    """The bytes; the same portfolio gives the same."""
    book = ExcelBook(language, Path("portfolio.xlsx"))
    book.set_category(ANSWER)
    _Sheets(portfolio, language, book).add_all()
    return book.payload()


class _Sheets:
    """The sheets of a workbook."""

    def __init__(
        self, portfolio: Portfolio, language: Language, book: ExcelBook
    ) -> None:
        self.portfolio = portfolio
        self.language = language
        self.book = book

    def add_all(self) -> None:
        """Add every sheet, empty ones but for their headers."""
        self._add_accounts()
        is_own = not self.portfolio.is_redacted
        if is_own:
            self._add_findings()
        self._add_coverage()
        if is_own:
            self._add_shared()
        if self.portfolio.errors:
            self._add_errors()

    def _title(self, key: str) -> str:
        return self.language.say(f"portfolio.sheet.{key}")

    def _headers(self, *keys: str) -> list[str]:
        return [self.language.say(f"column.{key}") for key in keys]

    def _add_accounts(self) -> None:
        columns = shown_columns(self.portfolio)
        ranks = support_ranks(self.portfolio)
        # Reasons stand in columns of their own, after the values, for who filters.
        reasoned = [
            column
            for column in columns
            if any(reason_of(row, column, ranks) for row in self.portfolio)
        ]
        reason = self.language.say("column.because")
        headers = [column.title(self.language) for column in columns]
        headers += self._headers("source")
        headers += [f"{reason}: {each.title(self.language)}" for each in reasoned]
        rows: list[list[object]] = [[*headers]]
        for row in self.portfolio:
            cells: list[object] = [self._cell(row, column) for column in columns]
            cells.append(row.source)
            for column in reasoned:
                cells.append(self._text(reason_of(row, column, ranks)))
            rows.append(cells)
        widths = [_WIDTHS.get(each.kind, _NUMBER_WIDTH) for each in columns]
        widths += [_WIDTHS["text"], *[_WIDTHS["reason"]] * len(reasoned)]
        formats = {}
        for place, column in enumerate(columns):
            number_format = _number_format(column)
            if number_format:
                formats[place] = number_format
        sheet = Sheet(self._title("accounts"), rows)
        self.book.add_answers(sheet, widths, formats, wraps=False)

    def _cell(self, row: AccountRow, column: Column) -> object:
        """Numbers and days as such, everything else in words."""
        if column.kind == "date":
            return row.close_on
        if column.kind in ("text", "word", "verdict"):
            return column.text(row, self.language) or None
        # A share is what orders the decision makers, too.
        return column.sort(row)

    def _text(self, value: object) -> str | None:
        text = self.language.text(value)  # type: ignore[arg-type]
        return beginning_of_cell(text) or None

    def _add_findings(self) -> None:
        keys = ("account", "code", "severity", "finding", "because", "next_step")
        rows: list[list[object]] = [[*self._headers(*keys, "source")]]
        for row in self.portfolio:
            for finding in row.findings:
                cells: list[object] = [row.name]
                cells += [self._text(value) for value in finding.row().values()]
                rows.append([*cells, row.source])
        widths = [28.0, 9.0, 11.0, 60.0, 60.0, 60.0, 28.0]
        self.book.add_answers(Sheet(self._title("findings"), rows), widths)

    def _add_coverage(self) -> None:
        coverage = coverage_map(self.portfolio, self.language)
        rows: list[list[object]] = [[*coverage.headers]]
        for line in (*coverage.rows, coverage.total):
            rows.append([line.name, *(cell.text or None for cell in line.cells)])
        widths = [28.0, *[_NUMBER_WIDTH] * (len(coverage.headers) - 1)]
        self.book.add_answers(Sheet(self._title("coverage"), rows), widths)

    def _add_shared(self) -> None:
        people = self.portfolio.shared_people
        keys = ("name", "accounts", "stance", "covered_by", "because")
        rows: list[list[object]] = [[*self._headers(*keys)]]
        for shared in people:
            rows.append([self._text(value) for value in shared.row().values()])
        widths = [24.0, 60.0, 24.0, 28.0, 60.0]
        self.book.add_answers(Sheet(self._title("shared"), rows), widths)

    def _add_errors(self) -> None:
        rows: list[list[object]] = [[*self._headers("source", "because")]]
        for error in self.portfolio.errors:
            rows.append([error.source, self._text(error.reason)])
        self.book.add_answers(Sheet(self._title("errors"), rows), [40.0, 90.0])


def _number_format(column: Column) -> str | None:
    if column.key == "robust":
        return _FORMATS["part"]
    return _FORMATS.get(column.kind)
