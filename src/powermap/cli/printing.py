"""Answers printed as a table, as JSON or as CSV; never any color codes."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from powermap.cli.output import Output
from powermap.cli.reader import print_written
from powermap.files.writing import replace_file
from powermap.language import Language
from powermap.language.results import to_plain

NARROWEST = 60
"""Columns below which a table of reasons cannot be read."""
_LONG_TEXT = 30
"""Characters beyond which a column may take the rest of the width."""
_MOST_COLUMNS_BESIDE_REASONS = 4
"""With more columns there is no room for reasons in the table."""

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
    from powermap.cli.text_table import lay_out

    width = _terminal_width()
    limits = [width // part if part else None for part in widths]
    # Without colors the output is the same on a terminal, in a pipe and in a log.
    return lay_out(headers, [list(row) for row in rows], limits, width)


def format_list(texts: Iterable[str]) -> str:
    """Texts below one another, each wrapped beside its dash."""
    from powermap.cli.text_table import wrap_beside

    width = _terminal_width()
    return "\n".join(wrap_beside(" -", text, width) for text in texts)


def _terminal_width() -> int:
    return max(shutil.get_terminal_size((80, 24)).columns, NARROWEST)


def format_rows(rows: Rows, language: Language, columns: Sequence[str]) -> str:
    """Rows of answers as a table, whose headers are the titles of the columns.

    Without rows it says that there are none, people or else. An id stands below its
    name. Reasons follow the table where they would be squeezed into a narrow column.
    """
    if not rows:
        nothing = "nobody" if "id" in columns else "nothing"
        return language.say(f"network.{nothing}")
    texts = [_to_texts(row, language) for row in rows]
    widths = _natural_widths(texts)
    reasons: list[str] = []
    if "because" in widths and len(widths) > _MOST_COLUMNS_BESIDE_REASONS:
        reasons = _reasons(texts, language)
        widths.pop("because")
    headers = [language.say(f"column.{key}") for key in widths]
    cells = [[row[key] for key in widths] for row in texts]
    table = format_table(headers, cells, widths=_limit_widths(widths))
    return "\n".join([table, "", *reasons]) if reasons else table


def _to_texts(row: Mapping[str, object], language: Language) -> dict[str, str]:
    texts = {}
    for key, value in row.items():
        texts[key] = language.text(value)  # type: ignore[arg-type]
    # Ids are what other commands ask for; under the name they cost no column.
    if "id" in texts and "name" in texts:
        texts["name"] = f"{texts['name']}\n({texts.pop('id')})"
    return texts


def _reasons(texts: Sequence[Mapping[str, str]], language: Language) -> list[str]:
    """The reason of each row, after what it is about."""
    first, second = list(texts[0])[:2]
    subjects = [row[first] for row in texts]
    is_unique = len(set(subjects)) == len(subjects)
    colon = language.say("list.colon")
    reasons = []
    for row in texts:
        subject = row[first].partition("\n")[0]
        if not is_unique:
            subject = f"{subject} · {row[second]}"
        if not row["because"]:
            continue
        # Many reasons already begin with the name.
        if row["because"].startswith(subject):
            reasons.append(row["because"])
        elif not is_unique and row["because"].startswith(row[second]):
            first_part = row[first].partition("\n")[0]
            reasons.append(f"{first_part} · {row['because']}")
        else:
            reasons.append(f"{subject}{colon}{row['because']}")
    return reasons


def _natural_widths(texts: Sequence[Mapping[str, str]]) -> dict[str, int]:
    widths = {}
    for key in texts[0]:
        widths[key] = max(len(row[key]) for row in texts)
    return widths


def _limit_widths(widths: Mapping[str, int]) -> list[int | None]:
    """Short columns as they are; of the long ones the last takes the rest."""
    long = [key for key, width in widths.items() if width > _LONG_TEXT]
    limits: list[int | None] = []
    for key in widths:
        is_rest = bool(long) and key == long[-1]
        # A quarter of the width at most: the last long column takes what is left.
        limits.append(None if is_rest else 4)
    return limits


def format_json(rows: Rows, language: Language, columns: Sequence[str]) -> str:
    """Rows of answers for a program; every row names its columns itself."""
    del columns
    return dump_json(plain_records(rows, language))


def plain_records(rows: Rows, language: Language) -> list[dict[str, Any]]:
    """Rows of answers as values that JSON has."""
    records = []
    for row in rows:
        record = {}
        for key, value in row.items():
            record[key] = to_plain(value, language)  # type: ignore[arg-type]
        records.append(record)
    return records


def format_csv(rows: Rows, language: Language, columns: Sequence[str]) -> str:
    """Rows of answers for a spreadsheet; a cell that looks like a formula is guarded.

    The header stands there without rows too, so that a program finds its columns.
    """
    from powermap.exchange.tables.csv_text import guard_formula

    page = io.StringIO()
    # Printed text ends its lines as the terminal does; a file for Excel is written by
    # `convert`.
    sheet = csv.writer(page, lineterminator="\n")
    sheet.writerow(columns)
    for row in rows:
        cells = []
        for key in columns:
            cells.append(guard_formula(_csv_cell(row.get(key), language)))
        sheet.writerow(cells)
    return page.getvalue().rstrip("\n")


def _csv_cell(value: object, language: Language) -> object:
    plain = to_plain(value, language)  # type: ignore[arg-type]
    if isinstance(plain, list):
        return "; ".join(str(part) for part in plain)
    return plain


FORMATS: Mapping[str, Callable[[Rows, Language, Sequence[str]], str]] = {
    "table": format_rows,
    "json": format_json,
    "csv": format_csv,
}


def dump_json(value: object) -> str:
    """JSON as people read it."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


def dump_sarif(
    records: Iterable[Any], language: str, faults: Sequence[tuple[str, str]] = ()
) -> str:
    """Findings of one file or many as the log of a run in SARIF."""
    from powermap import __version__
    from powermap.reporting.sarif import sarif_log

    log = sarif_log(records, language, version=__version__, faults=faults)
    return dump_json(log)


def deliver(text: str, out: Path | None, language: str = "en") -> None:
    """Print a text, or write it to a file and say so."""
    if out is None:
        typer.echo(text)
    else:
        # Excel takes a table without the mark for one in the code page of Windows.
        encoding = "utf-8-sig" if out.suffix.lower() == ".csv" else "utf-8"
        path = replace_file(out, (text + "\n").encode(encoding))
        print_written(path, language)


def output_of_rows(
    rows: Rows,
    language: Language,
    columns: Sequence[str],
    format: str,
    *,
    out: Path | None,
    table: str = "",
) -> Output:
    """Rows of answers in a format; the table is made by whoever knows its layout."""
    if format == "table":
        return Output(table, out=out)
    records = plain_records(rows, language)
    text = FORMATS[format](rows, language, columns)
    return Output(text, records=records, columns=columns, out=out)
