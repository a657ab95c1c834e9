"""Names of custom fields and headers of their columns, which may mean other things."""

from __future__ import annotations

import re
from collections.abc import Sequence

from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.headers import meanings_of
from powermap.exchange.intake.rival_titles import names_rival
from powermap.exchange.intake.spelling import nearly_same
from powermap.exchange.intake.statements import stance_of_header
from powermap.exchange.tables.fact_sheet import CUSTOM_FACT, name_behind_mark
from powermap.model.fields import Table, fields_of, find_own, parts_of

__all__ = ["header_of_custom", "header_of_kept", "kept_name"]

_HARMLESS = frozenset({"email", "number"})
"""Columns that are kept under their header, whatever else they are used for."""


_ORIGINAL = (" (original)", "（原文）")
"""What is added to a title of powermap's own, in English and Chinese."""
_CHINESE = re.compile("[\u4e00-\u9fff]")


def kept_name(title: str, table: Table = "people") -> str:
    """The name of the custom field that keeps the cells of a column.

    powermap's own titles are no names of custom fields: what a cell says beside its
    meaning is kept as the original.

    Examples
    --------
    >>> kept_name("Region"), kept_name("Stance"), kept_name("立场")
    ('Region', 'Stance (original)', '立场（原文）')
    """
    if find_own(table, title) is None:
        return title
    return title + _ORIGINAL[bool(_CHINESE.search(title))]


def header_of_kept(name: str) -> str:
    """The header of the column whose cells a custom field keeps.

    Examples
    --------
    >>> header_of_kept("Stance (original)"), header_of_kept("Region (old)")
    ('Stance', 'Region (old)')
    """
    for mark in _ORIGINAL:
        title = name.removesuffix(mark)
        if title != name and find_own("people", title) is not None:
            return title
    return name


def header_of_custom(
    name: str, table: Table, glossary: Glossary, rivals: Sequence[str] = ()
) -> str:
    """The header of a custom column, marked where a reader would not keep it.

    `rivals` are those that the file names.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> header_of_custom("Region", "people", PLAIN)
    'Region'
    >>> header_of_custom("Role", "people", PLAIN)
    'custom: Role'
    """
    is_marked = name_behind_mark(name) is not None or _is_nearly_known(name, table)
    if table == "people":
        is_marked = is_marked or names_rival(name, rivals, glossary)
        is_marked = is_marked or stance_of_header(name, glossary) is not None
    for meaning in meanings_of(name, table, glossary):
        names = {field.name for field in meaning.fields}
        if not names <= _HARMLESS:
            is_marked = True
    return f"{CUSTOM_FACT}{name}" if is_marked else name


def _is_nearly_known(name: str, table: Table) -> bool:
    """Whether a reader would take a header for a slip of a known one."""
    for field in (*fields_of(table), *parts_of(table)):
        headers = (*field.title.values(), *field.headers, *field.more_headers)
        if nearly_same(name, headers) is not None:
            return True
    return False
