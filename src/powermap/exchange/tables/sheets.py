"""A sheet as its file has it, whatever kind of file that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title and rows of cells, from row 1."""

    title: str
    rows: Sequence[Row]
