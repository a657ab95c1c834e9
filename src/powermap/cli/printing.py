"""Answers printed as a table, as JSON or as CSV; never any color codes."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import typer

from powermap.exchange.tables.csv_files import guarded
from powermap.files.writing import replace_file
from powermap.language import Language
from powermap.language.results import to_plain

NARROWEST = 60
"""Columns below which a table of reasons cannot be read."""
_LONG_TEXT = 30
"""Characters beyond which a column wraps instead of keeping its width."""

Rows = Sequence[Mapping[str, object]]


def format_table(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    widths: Sequence[int | None],
) -> str:
    """Rows under headers, as wide as the terminal or 80 columns when there is none.

    Parameters
    ----------
    headers : sequence of str
        Titles of the columns.
    rows : iterable of sequence of str
        Cells.
    widths : sequence of int or None
        For each column the part of the terminal that it takes at most, 4 for a
        quarter; None for the rest.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = max(shutil.get_terminal_size((80, 24)).columns, NARROWEST)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for header, part in zip(headers, widths, strict=True):
        limit = width // part if part else None
        table.add_column(header, max_width=limit, overflow="fold")
    for row in rows:
        table.add_row(*[Text(cell) for cell in row])
    page = io.StringIO()
    console = Console(file=page, width=width, color_system=None, legacy_windows=False)
    console.print(table)
    lines = [line.rstrip() for line in page.getvalue().splitlines()]
    return "\n".join(lines).strip("\n")


def format_rows(rows: Rows, language: Language) -> str:
    """Rows of answers as a table, whose headers are the titles of the columns."""
    if not rows:
        return language.say("network.nobody")
    keys = list(rows[0])
    headers = [language.say(f"column.{key}") for key in keys]
    cells = []
    for row in rows:
        cells.append([language.text(row.get(key)) for key in keys])  # type: ignore[arg-type]
    return format_table(headers, cells, widths=_widths(headers, cells))


def _widths(headers: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int | None]:
    """Short columns as they are; the last of the long ones takes the rest."""
    widths: list[int | None] = []
    for place in range(len(headers)):
        longest = max(len(row[place]) for row in cells)
        widths.append(None if longest > _LONG_TEXT else 4)
    long = [place for place, width in enumerate(widths) if width is None]
    for place in long[:-1]:
        widths[place] = 4
    return widths


def format_json(rows: Rows, language: Language) -> str:
    """Rows of answers for a program."""
    records = []
    for row in rows:
        record = {}
        for key, value in row.items():
            record[key] = to_plain(value, language)  # type: ignore[arg-type]
        records.append(record)
    return dump_json(records)


def format_csv(rows: Rows, language: Language) -> str:
    """Rows of answers for a spreadsheet; a cell that looks like a formula is guarded."""
    page = io.StringIO()
    sheet = csv.writer(page, lineterminator="\n")
    keys = list(rows[0]) if rows else []
    sheet.writerow(keys)
    for row in rows:
        cells = []
        for key in keys:
            cells.append(guarded(_csv_cell(row.get(key), language)))
        sheet.writerow(cells)
    return page.getvalue().rstrip("\n")


def _csv_cell(value: object, language: Language) -> object:
    plain = to_plain(value, language)  # type: ignore[arg-type]
    if isinstance(plain, list):
        return "; ".join(str(part) for part in plain)
    return plain


FORMATS: Mapping[str, Callable[[Rows, Language], str]] = {
    "table": format_rows,
    "json": format_json,
    "csv": format_csv,
}


def dump_json(value: object) -> str:
    """JSON as people read it."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


def deliver(text: str, out: Path | None) -> None:
    """Print a text, or write it to a file and say so."""
    if out is None:
        typer.echo(text)
    else:
        path = replace_file(out, (text + "\n").encode())
        typer.echo(f"wrote {path}")
