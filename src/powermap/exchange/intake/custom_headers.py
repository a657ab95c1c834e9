"""Headers of custom fields whose names would be understood as something else."""

from __future__ import annotations

from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.headers import meanings_of
from powermap.exchange.tables.fact_sheet import CUSTOM_FACT, name_behind_mark
from powermap.model.fields import Table

__all__ = ["header_of_custom"]

_HARMLESS = frozenset({"email", "number"})
"""Columns that are kept under their header, whatever else they are used for."""


def header_of_custom(name: str, table: Table, glossary: Glossary) -> str:
    """The header of a custom column, marked where a reader would not keep it.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> header_of_custom("Region", "people", PLAIN)
    'Region'
    >>> header_of_custom("Role", "people", PLAIN)
    'custom: Role'
    """
    is_marked = name_behind_mark(name) is not None
    for meaning in meanings_of(name, table, glossary):
        names = {field.name for field in meaning.fields}
        if not names <= _HARMLESS:
            is_marked = True
    return f"{CUSTOM_FACT}{name}" if is_marked else name
