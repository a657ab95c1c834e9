"""Words that say that a row is a legend, a note or a sum, and no row of the table."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from powermap.exchange.intake.layout.grid import GridRow, is_number_like

__all__ = ["Mark", "mark_of"]

Mark = Literal["legend", "note", "total"]

_END = re.compile(r"\s*[:：.]\s*")
_COUNT = re.compile(r"\s*\(.*\)$|\s+\d+$")
_EXPLAINS = re.compile(r"^\S{1,20}(\s+\S{1,20})?\s*[=＝]\s*\S")
"""``H = High``: what a mark means."""
_SENTENCE = 90
"""Characters of a lone text that is no name of anybody."""


def mark_of(row: GridRow) -> Mark | None:
    """What a row below a table is, if its first text says so.

    A word that could be a name, such as Key, counts in a row with little else, or
    with a colon.
    """
    first = row.first
    if not isinstance(first, str):
        return None
    text = first.strip()
    if len(row.filled) == 1:
        if _EXPLAINS.match(text):
            return "legend"
        if len(text) > _SENTENCE:
            return "note"
    head = _END.split(text, maxsplit=1)[0].casefold()
    has_colon = len(head) < len(text)
    mark = _marks().get(head) or _marks().get(_COUNT.sub("", head))
    if mark is None:
        return None
    others = [row.cells[place] for place in row.filled[1:]]
    if mark == "total":
        # Total is also a company; a sum has numbers and nothing else beside it.
        return mark if all(map(is_number_like, others)) else None
    return mark if has_colon or len(others) < 2 else None


@cache
def _marks() -> dict[str, Mark]:
    path = files(__package__) / "marks.toml"
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    marks: dict[str, Mark] = {}
    for mark in get_args(Mark):
        for word in words[mark]:
            marks[word] = mark
    return marks
