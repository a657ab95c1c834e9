"""Buying centers as CSV: people in the file that is named, ties and facts beside it."""

from __future__ import annotations

from pathlib import Path

from powermap.errors import Note
from powermap.exchange.raw_file import warn
from powermap.exchange.tables.carried_words import words_sheet
from powermap.exchange.tables.csv_text import payload_of
from powermap.exchange.tables.sheet_writer import lay_out
from powermap.files.writing import replace_files
from powermap.language import Language, Reason
from powermap.model import AccountPlan
from powermap.model.fields import PEOPLE, Table
from powermap.model.playbook import Playbook


def path_beside(path: Path, table: Table) -> Path:
    """The file of a table: the people's own, or the one of ties or facts beside it."""
    if table == "people":
        return path
    # CSV cannot hold three tables (docs/decisions/0003-files.md).
    return path.with_name(f"{path.stem}-{table}{path.suffix}")


def files_beside(path: Path) -> dict[Table, Path]:
    """The files of ties and facts that lie beside a file of people."""
    beside: dict[Table, Path] = {}
    for table in PEOPLE[1:]:
        candidate = path_beside(path, table)
        if candidate.is_file():
            beside[table] = candidate
    return beside


def paths_written(path: Path) -> list[Path]:
    """The files that belong together under the name of the people's."""
    return [path_beside(path, table) for table in PEOPLE]


def write_csv(
    plan: AccountPlan, path: Path, language: Language, playbook: Playbook
) -> Path:
    """Write all three files; none is touched before all of their texts are ready."""
    pages = lay_out(plan, language, playbook, PEOPLE)
    payloads = {}
    for table, sheet in pages.sheets.items():
        payloads[path_beside(path, table)] = payload_of(sheet)
    replace_files(payloads)
    if words_sheet(language, pages.columns) is not None:
        # A workbook carries the words on a hidden sheet; CSV has no place for them.
        warn(Note(Reason("message.sheets.words_of_playbook"), str(path)))
    return path
