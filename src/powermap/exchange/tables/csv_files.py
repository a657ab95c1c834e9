"""Buying centers as CSV: people in the file that is named, ties and facts beside it."""

from __future__ import annotations

import re
from pathlib import Path

from powermap.errors import Note
from powermap.exchange.plan_records import tables_with_claims
from powermap.exchange.raw_file import warn
from powermap.exchange.tables.carried_words import words_sheet
from powermap.exchange.tables.csv_text import payload_of
from powermap.exchange.tables.sheet_writer import lay_out
from powermap.files.presence import is_file
from powermap.files.writing import replace_files
from powermap.language import Language, Reason
from powermap.model import AccountPlan
from powermap.model.fields import PEOPLE, Table
from powermap.model.playbook import Playbook
from powermap.model.subject import plan_of_people


def path_beside(path: Path, table: Table) -> Path:
    """The file of a table: the people's own, or the one of ties or facts beside it."""
    if table == "people":
        return path
    # CSV cannot hold three tables (docs/decisions/0003-files.md).
    return path.with_name(f"{path.stem}-{table}{path.suffix}")


CLAIMS: Table = "claims"
"""The table that has a file of its own only where there are claims."""
_NODES = re.compile(r"(node|knoten|nœud|nodo|节点)(s?)", re.IGNORECASE)
_EDGES = re.compile(r"(edge|kante|arête|arista|边)(s?)", re.IGNORECASE)


def files_beside(path: Path) -> dict[Path, Table]:
    """The files that lie beside one and belong to it, with what they hold.

    powermap writes ties and facts beside the people; graph programs write nodes and
    edges.
    """
    beside: dict[Path, Table] = {}
    for table in (*PEOPLE[1:], CLAIMS):
        candidate = path_beside(path, table)
        if is_file(candidate):
            beside[candidate] = table
    other: Table = "ties"
    if _NODES.search(path.stem):
        stem = _NODES.sub(r"edge\2", path.stem)
    elif _EDGES.search(path.stem):
        stem = _EDGES.sub(r"node\2", path.stem)
        other = "people"
    else:
        return beside
    for suffix in (path.suffix, ".csv", ".tsv"):
        for name in (stem, stem.title(), stem.upper()):
            candidate = path.with_name(f"{name}{suffix}")
            if is_file(candidate) and other not in beside.values():
                beside[candidate] = other
    return beside


def paths_written(path: Path) -> list[Path]:
    """The files that belong together under the name of the people's."""
    paths = [path_beside(path, table) for table in PEOPLE]
    claims = path_beside(path, CLAIMS)
    return [*paths, claims] if is_file(claims) else paths


def write_csv(
    plan: AccountPlan, path: Path, language: Language, playbook: Playbook
) -> Path:
    """Write all files; none is touched before all of their texts are ready."""
    tables = tables_with_claims(plan, PEOPLE)
    # Claims of an earlier version must not be read beside the new people.
    if is_file(path_beside(path, CLAIMS)) and CLAIMS not in tables:
        tables = (*tables, CLAIMS)
    # Without the rivals of a plan whom none of the people name.
    people = plan_of_people(plan.center)
    pages = lay_out(people, language, playbook, tables)
    payloads = {}
    for table, sheet in pages.sheets.items():
        payloads[path_beside(path, table)] = payload_of(sheet)
    replace_files(payloads)
    if words_sheet(language, pages.columns) is not None:
        # A workbook carries the words on a hidden sheet; CSV has no place for them.
        warn(Note(Reason("message.sheets.words_of_playbook"), str(path)))
    return path
