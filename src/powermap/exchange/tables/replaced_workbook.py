"""The sheets of a workbook that is to be written over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from powermap.errors import FormatError
from powermap.exchange.formats import workbook
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.cells import is_empty
from powermap.exchange.tables.sheets import Sheet
from powermap.files.presence import is_file
from powermap.files.reading import read_file
from powermap.model.fields import LISTS, PEOPLE
from powermap.model.sheet_titles import sheet_of

__all__ = ["existing_sheets"]

_OF_PEOPLE = (*PEOPLE, "claims", "example", "words")
_OF_PLAN = ("plan", *LISTS, "lists", "chart")


def _read_sheets(path: Path) -> list[Sheet]:
    """The cells of every sheet of a workbook."""
    payload = read_file(path, workbook.FORMAT.limit)
    return workbook.read_workbook_file(payload, str(path), ReadOptions()).sheets


def _choose(sheets: Sequence[Sheet]) -> tuple[dict[str, Sheet], list[Sheet]]:
    """The sheets by what they hold, and those that are not known."""
    chosen, others = _split(sheets, _OF_PEOPLE)
    # A workbook of one sheet is a list of people, whatever the sheet is called.
    if "people" not in chosen and len(others) == 1:
        chosen["people"] = others.pop()
    # After the people's sheets: titles such as "Plan" are common, and a lone sheet of
    # this name holds people.
    of_plan, unknown = _split(others, _OF_PLAN)
    return {**chosen, **of_plan}, [sheet for sheet in unknown if sheet.rows]


def _split(
    sheets: Sequence[Sheet], kinds: Sequence[str]
) -> tuple[dict[str, Sheet], list[Sheet]]:
    """The first sheet of each kind, and all others."""
    chosen: dict[str, Sheet] = {}
    others = []
    for sheet in sheets:
        kind = sheet_of(sheet.title)
        if kind is None or kind not in kinds or kind in chosen:
            others.append(sheet)
        else:
            chosen[kind] = sheet
    return chosen, others


def existing_sheets(path: Path) -> tuple[list[str], list[Sheet]]:
    """Of a workbook that is to be replaced: the filled sheets of a plan, those unknown.

    Nothing of a file that is not a readable workbook.
    """
    if not is_file(path):
        return [], []
    try:
        known, unknown = _choose(_read_sheets(path))
    except FormatError:
        return [], []
    filled = []
    for table in ("plan", *LISTS):
        rows = known[table].rows[1:] if table in known else ()
        # In the sheet Plan, the first column has the names of the facts.
        cells = [row[1:2] if table == "plan" else row for row in rows]
        if any(not is_empty(cell) for row in cells for cell in row):
            filled.append(known[table].title)
    return filled, unknown
