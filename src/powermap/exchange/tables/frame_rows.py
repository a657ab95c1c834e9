"""The cells of a frame of any library; none of them is imported here."""

from __future__ import annotations

from collections import Counter
from typing import Any

from powermap.errors import FormatError, LibraryWords
from powermap.language import Reason
from powermap.model.fields import Table

__all__ = ["as_frame", "duplicate_columns", "plain_value"]

_SEPARATOR = "; "
"""Between the entries of a list in one cell."""


def as_frame(native: Any, table: Table, *, eager: bool = False) -> Any:
    """A frame as narwhals has it.

    Raises
    ------
    FormatError
        When it is none, or a lazy one where only an eager one will do.
    """
    import narwhals as nw

    try:
        return nw.from_native(native, eager_only=eager)
    except TypeError as error:
        kind = type(native).__name__
        raise FormatError(
            Reason("message.sheets.not_a_frame", table=table, type=kind)
        ) from error
    except ValueError as error:
        reason = LibraryWords(str(error).partition("\n")[0])
        raise FormatError(
            Reason("message.sheets.unreadable_frame", table=table, reason=reason)
        ) from error


def duplicate_columns(native: Any) -> dict[str, int]:
    """The names of several columns, which narwhals refuses, with their counts."""
    # PyArrow calls them column_names, pandas columns.
    names: Any = getattr(native, "column_names", None)
    if names is None:
        names = getattr(native, "columns", ())
    if callable(names) or isinstance(names, str):
        return {}
    counts = Counter(str(name) for name in names)
    return {name: count for name, count in counts.items() if count > 1}


def plain_value(value: Any) -> Any:
    """A value of a frame as Python's own; every library's mark of a missing one is None."""
    # By name, since pandas must not be imported here.
    if type(value).__name__ in {"NAType", "NaTType"}:
        return None
    # A scalar of numpy, which is neither int nor float nor bool, or an array of them.
    if hasattr(value, "tolist") and hasattr(value, "dtype"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return _SEPARATOR.join(str(plain_value(part)) for part in value) or None
    if isinstance(value, dict):
        return str(value)
    return value
