"""Lists of people in YAML or JSON as a sheet; documents of powermap stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TypeGuard

from powermap.exchange.formats.content import Content, note_on, refuse
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.language.values import Listed, Quoted
from powermap.model.fields import TABLES, Field, Table, fields_by_name, find
from powermap.model.sheet_titles import keys_of, sheet_title, text

__all__ = ["content_of", "sheet_of_records"]

_OF_A_PLAN = frozenset(key for table in TABLES for key in keys_of(table))
"""Keys of lists at the top of a document of powermap."""
_REPORTS = ("children", "reports", "direct_reports", "directReports", "subordinates")
"""Keys of those who report to a person, in the org charts of other programs."""
_MANAGER = "Reports to"
_CELLS = 2_000_000
"""Cells of a table, empty ones too: every person may have keys of their own."""
_DEPTH = 4
"""Levels of blocks in which lists are looked for, and that become columns."""


def content_of(value: object, name: str, kind: str) -> Content:
    """What a YAML or JSON value holds: a plan, or people as a table.

    Examples
    --------
    >>> people = [{"name": "Ana", "skills": ["ERP", "SQL"]}]
    >>> content_of(people, "people.json", "json").sheets[0].rows
    [['name', 'skills'], ['Ana', 'ERP; SQL']]
    """
    if _is_records(value):
        return Content([sheet_of_records(value, PurePath(name).name)], kind=kind)
    if not isinstance(value, dict):
        raise refuse(name, "message.formats.no_plan")
    if _is_tree(value):
        return Content([sheet_of_records([value], PurePath(name).name)], kind=kind)
    lists = dict(_lists_in(value))
    if not lists or not _is_foreign(lists):
        return Content(document=value, kind=kind)
    content = Content(kind=kind)
    for key, records in lists.items():
        content.sheets.append(sheet_of_records(records, str(key)))
    _add_facts(value, name, content)
    return content


def _is_records(value: object) -> TypeGuard[list[Mapping[str, object]]]:
    if not isinstance(value, list):
        return False
    return bool(value) and all(isinstance(each, dict) for each in value)


def _is_tree(value: Mapping[str, object]) -> bool:
    """Whether a block is a person with those who report to them: an org chart."""
    has_reports = any(_is_records(value.get(key)) for key in _REPORTS)
    return has_reports and _name_in(value) is not None


def _name_in(record: Mapping[str, object]) -> str | None:
    """The name that a block gives its person."""
    for key, value in record.items():
        field = _field_of("people", key)
        if field is not None and field.name == "name" and isinstance(value, str):
            return value
    return None


def _field_of(table: Table, key: object) -> Field | None:
    """The field that a key names; in YAML a key may be a number, a day or nothing."""
    return find(table, key) if isinstance(key, str) else None


def _with_reports(
    records: Sequence[Mapping[str, object]],
) -> Iterator[Mapping[str, object]]:
    """Each person, followed by those who report to them."""
    waiting: list[tuple[Mapping[str, object], str | None]] = []
    for record in reversed(records):
        waiting.append((record, None))
    while waiting:
        record, manager = waiting.pop()
        below = {key for key in _REPORTS if not record.get(key)}
        below |= {key for key in _REPORTS if _is_records(record.get(key))}
        own = {key: value for key, value in record.items() if key not in below}
        if manager is not None:
            own.setdefault(_MANAGER, manager)
        yield own
        name = _name_in(record)
        for key in _REPORTS:
            people = record.get(key)
            if _is_records(people):
                waiting += [(each, name) for each in reversed(people)]


def _lists_in(
    value: Mapping[str, object], depth: int = 1
) -> Iterator[tuple[str, list[Mapping[str, object]]]]:
    """The lists of blocks in a block, and in the blocks of it."""
    for key, part in value.items():
        if _is_records(part):
            yield key, part
        elif isinstance(part, dict) and depth < _DEPTH:
            yield from _lists_in(part, depth + 1)


def _is_foreign(lists: Mapping[str, Sequence[Mapping[str, object]]]) -> bool:
    """Whether another program wrote the lists of a document.

    A list that powermap knows, ``people``, may be another program's too: there the
    keys of a person are headers such as ``Job title``, and no keys of powermap.
    """
    if not lists.keys() & _OF_A_PLAN:
        return True
    ours = fields_by_name("people")
    for key in keys_of("people"):
        for record in lists.get(key, ()):
            if any(word not in ours and _field_of("people", word) for word in record):
                return True
    return False


def _add_facts(value: Mapping[str, object], name: str, content: Content) -> None:
    """The facts beside the lists: those that are known become a sheet of their own."""
    rows: list[Row] = []
    left_out = []
    for key, part in value.items():
        if isinstance(part, list | dict):
            continue
        if _field_of("about", key) is None:
            left_out.append(Quoted(key))
        else:
            rows.append([key, _cell(part)])
    if rows:
        title = sheet_title("about", "en")
        header = [text("fact", "en"), text("value", "en")]
        content.sheets.append(Sheet(title, [header, *rows]))
    if left_out:
        keys = Listed(left_out, "comma", most=10)
        count = len(left_out)
        content.notes.append(
            note_on(name, "message.formats.keys_left_out", keys=keys, count=count)
        )


def sheet_of_records(records: Sequence[Mapping[str, object]], title: str) -> Sheet:
    """Blocks as a table, whose headers are their keys.

    A block within a block becomes columns such as ``address.city``, and a list one cell;
    people in ``children`` report to the one who has them.
    """
    flat = [dict(_flatten(record)) for record in _with_reports(records)]
    headers: dict[str, None] = {}
    for record in flat:
        headers.update(dict.fromkeys(record))
    if len(headers) * len(flat) > _CELLS:
        raise refuse(title, "message.formats.too_many_cells", limit=_CELLS)
    rows: list[Row] = [list(headers)]
    for record in flat:
        rows.append([record.get(header) for header in headers])
    return Sheet(title, rows)


def _flatten(
    record: Mapping[str, object], prefix: str = "", depth: int = 1
) -> Iterator[tuple[str, object]]:
    for key, value in record.items():
        if isinstance(value, dict) and depth < _DEPTH:
            yield from _flatten(value, f"{prefix}{key}.", depth + 1)
        else:
            yield f"{prefix}{key}", _cell(value)


def _cell(value: object) -> object:
    """A value as a cell: lists joined, and yes or no as a spreadsheet shows them."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, list):
        parts = [str(_cell(part)) for part in value if part is not None]
        return "; ".join(parts) or None
    if isinstance(value, dict):
        pairs = [f"{key}: {_cell(part)}" for key, part in value.items()]
        return "; ".join(pairs) or None
    return value
