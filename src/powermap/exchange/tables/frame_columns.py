"""The type and the values of a column of a data frame."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from powermap.exchange.tables.cells import cell_of
from powermap.model.fields import Field

__all__ = ["typed_column"]

_EXACT = 2**53
"""Beyond it, a column of floats would change a whole number."""


def typed_column(field: Field, values: list[Any]) -> tuple[str, list[Any]]:
    """The type of a column, as the library calls it, and its values."""
    kind = _kind_of_custom(values) if field.custom else field.kind
    if kind == "yes":
        return "Boolean", values
    if kind == "date":
        return "Date", values
    # A column of scores and words has to be text: frames have one type per column.
    if kind in {"number", "level"} and all(_is_score(value) for value in values):
        return "Float64", [_as_float(value) for value in values]
    return "String", [_words(value) for value in values]


def _as_float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _kind_of_custom(values: list[Any]) -> str:
    """What all values of a custom field are; text when they are not alike."""
    types = {type(value) for value in values if value is not None}
    if types == {bool}:
        return "yes"
    if types == {date}:
        return "date"
    return "number" if types and types <= {int, float} else "text"


def _is_score(value: object) -> bool:
    """Whether a value is no word, and a float holds it as it is."""
    if value is None:
        return True
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= _EXACT


def _words(value: Any) -> str | None:
    if value is None or value == ():
        return None
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return "; ".join(str(_words(part)) for part in value)
    if isinstance(value, bool):
        # As a spreadsheet writes it, so that reading gives a truth value again.
        return str(value).upper()
    return str(cell_of(value, "en"))
