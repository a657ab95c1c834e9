"""Columns that powermap computed, which are not read back as if somebody said them."""

from __future__ import annotations

from collections.abc import Sequence

from powermap.model.fields import Table, fold_header
from powermap.model.sheet_titles import result_columns

__all__ = ["computed_titles"]

_REASON = "because"
"""The column that only powermap's own list of roles has."""


def computed_titles(titles: Sequence[str], kind: Table) -> list[str]:
    """The titles of columns that powermap computed, if the table is its list of roles.

    Such a list calls "role" what was computed. Read as declared, it would look as if
    somebody had said so. A column "role" alone was typed by somebody.

    Examples
    --------
    >>> computed_titles(["name", "role", "because"], "people")
    ['role', 'because']
    >>> computed_titles(["name", "role"], "people")
    []
    """
    results = result_columns(kind)
    computed = [title for title in titles if fold_header(title) in results]
    if _REASON not in map(fold_header, computed):
        return []
    return computed
