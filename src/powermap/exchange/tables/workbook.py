"""Excel workbooks: the sheets of people and those of a plan, with lists to choose from and help in every header."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from powermap.errors import FormatError, Problem, shown
from powermap.exchange.center_reader import Record, Records, listed, warn
from powermap.exchange.plan_reader import PlanRecords
from powermap.exchange.tables.archive import Faults, repacked, safe_copy
from powermap.exchange.tables.cells import cell_of, plain
from powermap.exchange.tables.score_sheet import draw_scores, score_sheet
from powermap.exchange.tables.sheets import (
    Sheet,
    facts_in,
    facts_of,
    header_of,
    plan_sheets_of,
    records_in,
    sheets_of,
)
from powermap.files.reading import read_file
from powermap.files.writing import replace_file
from powermap.language import label, meaning
from powermap.model import QUESTIONS, AccountPlan, BuyingCenter
from powermap.model.fields import (
    FACTS,
    LISTS,
    PEOPLE,
    Field,
    Table,
    fields_of,
    sheet_of,
    sheet_title,
    text,
    yes_words,
)
from powermap.model.subject import plan_of_people

_FILE = 50_000_000
_CELL = 32_767
_OFFERED = 500  # rows of another sheet that a list looks at
_STAMP = datetime(2000, 1, 1)
_FIRST_DAY = date(
    1900, 3, 1
)  # Excel's calendar has a 29 February 1900; what is older stands as text
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def read_workbook(path: Path) -> BuyingCenter:
    """The buying center of a workbook. Sheets that it does not know are reported, not read."""
    sheets = _chosen(read_sheets(path), str(path))
    facts = facts_of(sheets["plan"], [], "plan") if "plan" in sheets else Record({})
    return PlanRecords(_people(sheets, path), facts).center(path.stem)


def read_plan_workbook(path: Path) -> AccountPlan:
    """The account plan of a workbook; one with people only is a plan too."""
    sheets, source = _chosen(read_sheets(path), str(path)), str(path)
    people = _people(sheets, path)
    problems: list[Problem] = []
    facts = (
        facts_in(sheets["plan"], source, problems, "plan")
        if "plan" in sheets
        else Record({})
    )
    parts = {
        table: records_in(sheets[table], table, source, problems)
        for table in LISTS
        if table in sheets
    }
    return PlanRecords(people, facts, parts, problems).plan(path.stem)


def _people(sheets: Mapping[str, Sheet], path: Path) -> Records:
    source = str(path)
    problems: list[Problem] = []
    people = records_in(sheets["people"], "people", source, problems)
    ties = (
        records_in(sheets["ties"], "ties", source, problems) if "ties" in sheets else []
    )
    about = (
        facts_in(sheets["about"], source, problems) if "about" in sheets else Record({})
    )
    if not people and not problems:
        warn(
            f"{path}: no people in the sheet {sheets['people'].title} yet; write one in each row under the header"
        )
    return Records(source, people, ties, about, problems)


def write_workbook(
    center: BuyingCenter, path: Path, lang: str, *, chart: bool = False
) -> Path:
    """Write a workbook, with a sheet of roles and scores if asked; the same buying center gives the same bytes."""
    shown = center if chart else None
    return replace_file(
        path,
        _Book(lang, path).payload(sheets_of(center, lang), example=False, shown=shown),
    )


def write_plan_workbook(
    plan: AccountPlan, path: Path, lang: str, *, chart: bool = False
) -> Path:
    """Write a workbook of a whole plan, with a sheet of roles and scores if asked."""
    shown = plan.center if chart else None
    return replace_file(
        path,
        _Book(lang, path).payload(
            plan_sheets_of(plan, lang), example=False, shown=shown
        ),
    )


def write_sheet(sheet: Sheet, path: Path) -> Path:
    """Write a workbook of one plain sheet, whose first row is its header."""
    return replace_file(path, _Book("en", path).plain(sheet))


def write_template(path: Path, lang: str) -> Path:
    """Write an empty workbook of a plan with an example sheet."""
    return replace_file(path, _Book(lang, path).payload(_blank(lang), example=True))


def _blank(lang: str) -> dict[Table, Sheet]:
    sheets = plan_sheets_of(plan_of_people(BuyingCenter("-")), lang)
    return {**sheets, **{table: _unnamed(sheets[table]) for table in FACTS}}


def _unnamed(sheet: Sheet) -> Sheet:
    top, name, *others = sheet.rows
    return Sheet(sheet.title, [top, [name[0], None, name[2]], *others])


# Reading ----------------------------------------------------------------------------------------------------------


def read_sheets(path: Path) -> list[Sheet]:
    """The cells of every sheet of a workbook."""
    import python_calamine

    payload, faults = safe_copy(read_file(path, _FILE), str(path))
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(payload))
        return [
            _sheet(book.get_sheet_by_name(name), faults.get(name, {}))
            for name in book.sheet_names
        ]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise FormatError(
            f"{path}: this workbook cannot be read ({str(error)[:200]})"
        ) from error


def _sheet(sheet: Any, faults: Faults) -> Sheet:
    """The cells of a sheet, with what is no value in its place: the reader takes it for an empty cell."""
    found = sheet.to_python(skip_empty_area=False) if sheet.end is not None else []
    rows: list[list[object]] = [[_shown_as(cell) for cell in row] for row in found]
    for (row, column), fault in faults.items():
        rows += [[] for _ in range(row - len(rows))]
        cells = rows[row - 1]
        cells += [None] * (column - len(cells))
        cells[column - 1] = fault
    return Sheet(sheet.name, rows)


def _shown_as(cell: object) -> object:
    """A cell as Excel shows it where it matters: a truth value is the word TRUE, an empty text nothing."""
    if isinstance(cell, bool):
        return str(cell).upper()
    return None if cell == "" else cell


def _chosen(sheets: Sequence[Sheet], source: str) -> dict[str, Sheet]:
    """The sheets by what they hold; a workbook of one sheet has its people there, whatever it is called."""
    found, other = _told_apart(sheets, (*PEOPLE, "example"))
    if "people" not in found and len(other) == 1:
        found["people"] = other.pop()
    if "people" not in found:
        titles = listed(shown(sheet.title) for sheet in sheets)
        raise FormatError(
            f"{source}: there is no sheet People (人员); the workbook has {titles}; rename the right one"
        )
    of_plan, unknown = _told_apart(other, ("plan", *LISTS, "lists", "chart"))
    unread = [shown(sheet.title) for sheet in unknown if sheet.rows]
    if unread:
        warn(f"{source}: sheets that were not read: {listed(unread)}")
    return found | of_plan


def _told_apart(
    sheets: Sequence[Sheet], kinds: Sequence[str]
) -> tuple[dict[str, Sheet], list[Sheet]]:
    """The first sheet of each kind, and all others."""
    found: dict[str, Sheet] = {}
    other = []
    for sheet in sheets:
        kind = sheet_of(sheet.title)
        if kind is None or kind not in kinds or kind in found:
            other.append(sheet)
        else:
            found[kind] = sheet
    return found, other


# Writing ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Book:
    """A workbook being written, in one language."""

    lang: str
    path: Path
    formats: Mapping[str, Any] | None = None

    def payload(
        self,
        sheets: Mapping[Table, Sheet],
        *,
        example: bool,
        shown: BuyingCenter | None = None,
    ) -> bytes:
        def fill(book: Any) -> None:
            for table, sheet in sheets.items():
                self._table(book.add_worksheet(sheet.title), table, sheet)
            if example:
                self._example(book.add_worksheet(sheet_title("example", self.lang)))
            if "plan" in sheets:
                self._lists(book.add_worksheet(sheet_title("lists", self.lang)))
            if shown is not None:
                self._scores(book, shown)

        return self._filled(fill)

    def plain(self, sheet: Sheet) -> bytes:
        def fill(book: Any) -> None:
            page = book.add_worksheet(sheet.title)
            self._rows(page, sheet.rows)
            page.freeze_panes(1, 0)
            page.set_row(0, None, self._format("header"))
            page.set_column(0, len(sheet.rows[0]) - 1, 20)

        return self._filled(fill)

    def _filled(self, fill: Callable[[Any], None]) -> bytes:
        import xlsxwriter

        stream = io.BytesIO()
        never = dict.fromkeys(
            ("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False
        )
        book = xlsxwriter.Workbook(stream, {"in_memory": True, **never})
        book.set_properties({"created": _STAMP, "author": "", "title": ""})
        self.formats = {
            "header": book.add_format(
                {"bold": True, "bg_color": "#E8ECF1", "bottom": 1, "valign": "top"}
            ),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "help": book.add_format({"italic": True, "font_color": "#5A6572"}),
        }
        fill(book)
        book.close()
        return repacked(stream.getvalue(), {"xl/sharedStrings.xml": _settle})

    def _scores(self, book: Any, center: BuyingCenter) -> None:
        sheet = score_sheet(center, self.lang)
        page = book.add_worksheet(sheet.title)
        self._rows(page, sheet.rows)
        for place, words in enumerate(sheet.rows[0]):
            page.write_string(0, place, words or "", self._format("header"))
        draw_scores(book, page, sheet, center.scale, self.lang)

    def _table(self, page: Any, table: Table, sheet: Sheet) -> None:
        self._rows(page, sheet.rows)
        if table in FACTS:
            self._facts(page, table)
            return
        page.freeze_panes(1, 1 if table == "people" else 0)
        last = max(len(sheet.rows) + 500, 1_000)
        for place, column in enumerate(fields_of(table)):
            page.set_column(place, place, column.width)
            self._choices(page, place, column, last)
        self._header(page, table)

    def _header(self, page: Any, table: Table) -> None:
        for place, column in enumerate(fields_of(table)):
            page.write_string(0, place, column.title[self.lang], self._format("header"))
            page.write_comment(
                0, place, column.help[self.lang], {"author": "", "x_scale": 1.6}
            )

    def _choices(self, page: Any, place: int, column: Field, last: int) -> None:
        page.data_validation(1, place, last, place, self._rule(column))

    def _rule(self, column: Field) -> dict[str, Any]:
        """A list to choose from; where something else or several may stand too, the list only proposes."""
        words = self._source(column)
        title, explained = column.title[self.lang][:32], column.help[self.lang]
        rule: dict[str, Any] = {"validate": "any"}
        if words:
            rule = {
                "validate": "list",
                "source": words,
                "error_title": text("wrong_title", self.lang)[:32],
            }
            rule |= {"error_message": text("wrong", self.lang), "error_type": "stop"}
        if column.kind in {"level", "words", "criterion"} or column.offers:
            rule |= {"error_type": "information", "show_error": False}
        if column.kind == "level":
            explained += " " + text("guess", self.lang)
        return {**rule, "input_title": title, "input_message": explained[:255]}

    def _source(self, column: Field) -> list[str] | str:
        """What a list offers: words, or the cells where they stand, if they are too many or still to be written."""
        if column.offers:
            return f"='{sheet_title(column.offers, self.lang)}'!$A$2:$A${_OFFERED + 1}"
        if column.kind == "criterion":
            return f"='{sheet_title('lists', self.lang)}'!$A$2:$A${sum(map(len, QUESTIONS.values())) + 1}"
        if column.kind == "yes":
            return [
                yes_words(yes=answer)[1 if self.lang == "zh" else 0]
                for answer in (True, False)
            ]
        return [str(cell_of(member, self.lang)) for member in column.vocabulary or ()]

    def _lists(self, page: Any) -> None:
        """The nineteen criteria, which are too many for a list within a cell, with what + and - mean for each."""
        top = [
            text(f"listed_{what}", self.lang)
            for what in ("criteria", "questions", "plus", "minus")
        ]
        listed = [
            [
                label(each, self.lang),
                label(question, self.lang),
                *(meaning(each, sign, self.lang) for sign in "+-"),
            ]
            for question, of in QUESTIONS.items()
            for each in of
        ]
        self._rows(page, [top, *listed])
        page.freeze_panes(1, 0)
        for place, words in enumerate(top):
            page.set_column(place, place, 36 if place < 2 else 20)
            page.write_string(0, place, words, self._format("header"))

    def _facts(self, page: Any, table: Table) -> None:
        page.freeze_panes(1, 0)
        for place, width in enumerate((18, 40, 60)):
            page.set_column(place, place, width)
        for place, key in enumerate(("fact", "value", "help")):
            page.write_string(0, place, text(key, self.lang), self._format("header"))
        for row, column in enumerate(fields_of(table), start=1):
            page.write_string(row, 2, column.help[self.lang], self._format("help"))
            page.data_validation(row, 1, row, 1, self._rule(column))

    def _example(self, page: Any) -> None:
        people = fields_of("people")
        helped = [column.help[self.lang] for column in people]
        self._rows(
            page,
            [
                header_of("people", self.lang),
                [c.example.get(self.lang) or None for c in people],
                helped,
            ],
        )
        page.freeze_panes(1, 1)
        for place, column in enumerate(people):
            page.set_column(place, place, column.width)
            page.write_string(2, place, column.help[self.lang], self._format("help"))
        self._header(page, "people")
        self._further_examples(page, 4)

    def _further_examples(self, page: Any, at: int) -> None:
        """One row of each list of a plan, each under the title and the header of its sheet."""
        for table in LISTS:
            page.write_string(
                at, 0, sheet_title(table, self.lang), self._format("header")
            )
            for place, column in enumerate(fields_of(table)):
                page.write_string(
                    at + 1, place, column.title[self.lang], self._format("header")
                )
                page.write_string(at + 2, place, column.example.get(self.lang, ""))
            at += 4

    def _rows(self, page: Any, rows: Iterable[Sequence[object]]) -> None:
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                if value is not None:
                    self._cell(page, at, place, value)

    def _cell(self, page: Any, at: int, place: int, value: object) -> None:
        if isinstance(value, date) and value >= _FIRST_DAY:
            code = page.write_datetime(at, place, value, self._format("date"))
        elif (
            isinstance(value, int | float) and float(f"{value:.16g}") == value
        ):  # as precisely as Excel holds it
            code = page.write_number(at, place, value)
        else:
            words = repr(value) if isinstance(value, int | float) else plain(value)
            too_long = len(words.encode("utf-16-le")) // 2 > _CELL
            code = -2 if too_long else page.write_string(at, place, _guarded(words))
        if code:
            raise FormatError(
                f"{self.path}: {shown(value)} does not fit into a cell of Excel; allowed: {_CELL:,} characters"
            )

    def _format(self, name: str) -> Any:
        return (self.formats or {})[name]


def _guarded(words: str) -> str:
    """Marks what xlsxwriter would take for its own notation; `_settle` turns the marks into what Excel reads.

    Control characters never stand in the model, and xlsxwriter writes them as ``_x0001_``.
    """
    marked = _ESCAPE.sub("\1", words)
    return "\2" + marked if marked.startswith("<r>") else marked


def _settle(xml: bytes) -> bytes:
    return xml.replace(b"_x0002_", b"").replace(b"_x0001_", b"_x005F_")
