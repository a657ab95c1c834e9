"""A portfolio as one HTML page that works offline, sorts, filters and prints.

Without a script it is a page of tables; the script adds sorting, search and filters.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from powermap import style
from powermap.accounts.coverage_map import CoverageMap, coverage_map
from powermap.accounts.sparkline import sparkline
from powermap.accounts.summary import summary_texts
from powermap.accounts.table import (
    VERDICTS,
    Column,
    reason_of,
    shown_columns,
    support_ranks,
)
from powermap.model import Question
from powermap.render.dark_colors import light_or_dark
from powermap.render.font_embedding import font_face_rules, markup_characters
from powermap.render.offline_page import (
    asset,
    compact_style,
    load_template,
    script_of,
    security_policy,
)

if TYPE_CHECKING:
    from jinja2 import Template

    from powermap.accounts.portfolio import Portfolio
    from powermap.accounts.rows import AccountRow
    from powermap.accounts.table import Kind
    from powermap.language import Language
    from powermap.language.results import Tabular
    from powermap.scene.marks import Weight

__all__ = ["render_portfolio"]

_WORDS = (
    "contents",
    "search",
    "found",
    "more",
    "reset",
    "dark",
    "sort",
    "reasons",
    "all",
)
"""Keys of the texts of the page beside its tables."""
_FILTERS = ("seller", "stage", "win", "strategy", "serious")
"""Columns that a reader may filter by."""
_LONGEST_LIST = 60
"""Values of a filter beyond which the search is the better way."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the table of accounts."""

    text: str
    sort: str
    kind: str
    style: str = ""
    svg: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table of accounts."""

    number: int
    page: str
    latin: str
    cells: tuple[_Cell, ...]
    filters: tuple[list[str], ...]


@dataclass(frozen=True, slots=True)
class _Filter:
    """A list of values to choose from."""

    title: str
    values: tuple[tuple[str, str], ...]


def render_portfolio(portfolio: Portfolio, language: Language, folder: Path) -> str:
    """The page, whose links lead from a folder."""
    columns = shown_columns(portfolio)
    theme = style.deck_theme(portfolio.playbook.style)
    values = _Values(portfolio, language, folder, columns)
    reasons = _as_data(values.reasons)
    body = _template().render(page=values)
    sheet = _style_sheet(body + reasons, values.bold_texts(), theme)
    script = _script()
    return _document().render(
        lang=language.code,
        title=values.title,
        style=sheet,
        script=script,
        policy=security_policy(script, sheet),
        body=body,
        reasons=reasons,
    )


class _Values:
    """What the template is filled with."""

    def __init__(
        self,
        portfolio: Portfolio,
        language: Language,
        folder: Path,
        columns: Sequence[Column],
    ) -> None:
        self.portfolio = portfolio
        self.language = language
        self.folder = folder
        self.columns = columns
        self.ranks = support_ranks(portfolio)
        self.title = language.say("portfolio.heading", count=len(portfolio))
        # The script fills the braces of the count.
        braces = {"count": "{count}", "total": "{total}"}
        self.words = {}
        for key in _WORDS:
            self.words[key] = language.say(f"portfolio.page.{key}", **braces)
        self.summary = summary_texts(portfolio, language)
        self.filters = tuple(self._filters())
        self.lines = tuple(self._lines())
        self.coverage: CoverageMap = coverage_map(portfolio, language)

    @property
    def subtitle(self) -> str:
        """The day, where there is one."""
        today = self.portfolio.today
        if today is None:
            return ""
        return self.language.say("portfolio.checked", date=today)

    @property
    def sections(self) -> tuple[str, ...]:
        """The keys of what is shown; for people outside nothing that judges our work."""
        shown = ["hours", "accounts", "coverage", "findings", "shared"]
        if self.portfolio.is_redacted:
            shown = ["accounts", "coverage"]
        if len(self.coverage.headers) < 2:
            shown.remove("coverage")
        if self.portfolio.errors:
            shown.append("errors")
        return tuple(shown)

    def section(self, key: str) -> str:
        """The title of a section."""
        return self.language.say(f"portfolio.title.{key}")

    def say(self, key: str) -> str:
        """A sentence without values."""
        return self.language.say(f"portfolio.{key}")

    @cached_property
    def headers(self) -> list[tuple[str, str, Kind]]:
        """Key, title and kind of each column."""
        shown = []
        for column in self.columns:
            shown.append((column.key, column.title(self.language), column.kind))
        return shown

    @property
    def hours(self) -> list[tuple[str, str, str, str]]:
        """Name, page, worth and reason of the accounts where an hour is worth most."""
        texts = []
        for row in self.portfolio.best_hours:
            if row.hour is not None:
                worth = self.language.text(row.hour.row()["hour"])
                because = self.language.text(row.hour.because)
                texts.append((row.name, self._link(row), worth, because))
        return texts

    @cached_property
    def findings(self) -> tuple[list[str], list[list[str]]]:
        """Headers and rows of the findings by kind."""
        return self._table(self.portfolio.findings)

    @cached_property
    def shared(self) -> tuple[list[str], list[list[str]]]:
        """Headers and rows of people in several accounts."""
        return self._table(self.portfolio.shared_people)

    def _table(self, answers: Tabular) -> tuple[list[str], list[list[str]]]:
        rows = answers.rows(self.language)
        if not rows:
            return [], []
        headers = [self.language.say(f"column.{key}") for key in rows[0]]
        return headers, [list(row.values()) for row in rows]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Source and reason of what could not be read."""
        texts = []
        for error in self.portfolio.errors:
            texts.append((error.source, self.language.text(error.reason)))
        return texts

    def _filters(self) -> Iterator[_Filter]:
        for column in self._filtering():
            values: dict[str, str] = {}
            for row in sorted(self.portfolio, key=_order_by(column)):
                text = column.text(row, self.language)
                values[text] = text
            values.pop("", None)
            # One value says nothing, and among many the search is the better way.
            is_useful = 1 < len(values) <= _LONGEST_LIST
            chosen = tuple(values.items()) if is_useful else ()
            yield _Filter(column.title(self.language), chosen)
        kinds = []
        for kind in self.portfolio.findings:
            title = self.language.text(kind.title)
            kinds.append((kind.code, f"{kind.code} {title}"))
        yield _Filter(self.language.say("column.finding"), tuple(kinds))

    def _filtering(self) -> list[Column]:
        return [column for column in self.columns if column.key in _FILTERS]

    def _lines(self) -> Iterator[_Line]:
        filtering = self._filtering()
        for number, row in enumerate(self.portfolio):
            filters = [[column.text(row, self.language)] for column in filtering]
            filters.append(sorted({finding.code for finding in row.findings}))
            yield _Line(
                number,
                self._link(row),
                _latin(row.name),
                tuple(self._cell(row, column) for column in self.columns),
                tuple(filters),
            )

    def _cell(self, row: AccountRow, column: Column) -> _Cell:
        sort = column.sort(row)
        drawn = ""
        if column.key == "support":
            drawn = sparkline([support for _, support in row.history])
        return _Cell(
            column.text(row, self.language),
            "" if sort is None else str(sort),
            column.kind,
            _cell_style(row, column),
            drawn,
        )

    def _link(self, row: AccountRow) -> str:
        """Where the account's own page lies, as seen from this page."""
        if row.page is None:
            return ""
        try:
            path = os.path.relpath(row.page, self.folder)
        except ValueError:
            # On another drive of Windows there is no way from here.
            return Path(row.page).resolve().as_uri()
        return quote(Path(path).as_posix())

    @cached_property
    def reasons(self) -> list[list[list[str]]]:
        """By account the titles and texts of its reasons."""
        by_account = []
        for row in self.portfolio:
            pairs = []
            for column in self.columns:
                text = self.language.text(reason_of(row, column, self.ranks))
                if text:
                    pairs.append([column.title(self.language), text])
            if row.notes:
                title = self.language.say("portfolio.page.notes")
                told = [note.say(self.language) for note in row.notes]
                pairs.append([title, "\n".join(told)])
            pairs.append([self.language.say("portfolio.page.file"), row.source])
            by_account.append(pairs)
        return by_account

    def bold_texts(self) -> Iterator[str]:
        """Texts that are set in semibold."""
        yield self.title
        for key in ("hours", "accounts", "coverage", "findings", "shared", "errors"):
            yield self.section(key)
        for _, title, _ in self.headers:
            yield title
        for row in self.portfolio:
            yield row.name
        for _, _, worth, _ in self.hours:
            yield worth
        for headers, rows in (self.findings, self.shared):
            yield from headers
            for cells in rows:
                yield cells[0]
        yield from self.coverage.headers
        yield "0123456789+−?"


def _order_by(column: Column) -> Callable[[AccountRow], tuple[bool, str, float]]:
    def order(row: AccountRow) -> tuple[bool, str, float]:
        sort = column.sort(row)
        if isinstance(sort, str):
            return False, sort, 0.0
        return sort is None, "", sort or 0.0

    return order


def _cell_style(row: AccountRow, column: Column) -> str:
    """The class of a cell, where its look says something."""
    if column.kind == "verdict":
        verdict = row.verdicts.get(Question(column.key))
        return VERDICTS[verdict.answer] if verdict else ""
    if column.kind == "part" and column.sort(row) is not None:
        number = getattr(row, column.key)
        if number == row.deciders:
            return "whole"
        return "none" if number == 0 else "some"
    if column.key in ("serious", "single_threads") and column.sort(row):
        return "alarm"
    return ""


def _latin(name: str) -> str:
    """A name in ASCII letters, pinyin for Chinese; empty when it is in them already."""
    if name.isascii():
        return ""
    from anyascii import anyascii

    return anyascii(name)


def _as_data(value: object) -> str:
    """JSON that can stand in a page: no text of a user ends its element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _style_sheet(markup: str, bold: Iterator[str], theme: Mapping[str, str]) -> str:
    used: dict[Weight, set[str]] = {
        "regular": markup_characters(markup),
        "semibold": set().union(*map(set, bold)),
    }
    colors = (
        f":root{{--ink:{light_or_dark(theme['dk1'])};--muted:{light_or_dark(theme['dk2'])};"
        f"--rule:{light_or_dark(theme['lt2'])};--paper:{light_or_dark(theme['lt1'])};"
        f"--mark:{light_or_dark(theme['hlink'])}}}"
    )
    rules = compact_style(_own_asset("portfolio.css"))
    return "\n".join([font_face_rules(used), colors, rules, ""])


@cache
def _script() -> str:
    shared = [asset(name) for name in ("elements.js", "search.js")]
    return script_of([*shared, _own_asset("portfolio.js")])


@cache
def _own_asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _template() -> Template:
    return load_template("powermap.accounts", ".", "portfolio.html.j2")


def _document() -> Template:
    return load_template("powermap.accounts", ".", "document.html.j2")
