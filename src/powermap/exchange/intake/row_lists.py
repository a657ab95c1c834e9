"""Rows and names in messages: "rows 2, 5 and 3 more"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from powermap.language import Reason
from powermap.language.values import Listed, Quoted, Value

__all__ = ["list_names", "list_rows"]

_MOST = 10
"""Rows or names in a message; the rest is counted."""


def list_rows(rows: Iterable[int]) -> Reason:
    """Row numbers, in their order.

    Examples
    --------
    >>> print(list_rows([5, 2]), list_rows([3]))
    rows 2, 5 row 3
    """
    numbers = sorted(set(rows))
    listed = Listed([str(row) for row in numbers], "comma", most=_MOST)
    return Reason("message.people.rows", count=len(numbers), rows=listed)


def list_names(
    rows_by_name: Mapping[str, Sequence[int]], near: Mapping[str, str] | None = None
) -> Listed:
    """Names with their rows, each with the name it may be meant for.

    Examples
    --------
    >>> print(Reason("list.plain", text=list_names({"Bob": [2, 3]}, {"Bob": "Rob"})))
    'Bob' (rows 2, 3; did you mean 'Rob'?)
    """
    parts = []
    for name, rows in rows_by_name.items():
        meant = (near or {}).get(name)
        values: dict[str, Value] = {"name": Quoted(name), "rows": list_rows(rows)}
        if meant is None:
            parts.append(Reason("message.people.named", values))
        else:
            near_name = Quoted(meant)
            parts.append(Reason("message.people.named_near", values, near=near_name))
    return Listed(parts, "comma", most=_MOST)
