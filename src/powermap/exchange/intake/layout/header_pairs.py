"""Two rows that are a header together: groups above, their columns below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from powermap.exchange.intake.layout.grid import Grid, GridRow, is_number_like
from powermap.exchange.intake.layout.header import REQUIRED, Header, score_titles
from powermap.exchange.intake.layout.titles import Weight, clean_title, join_titles

__all__ = ["find_pair"]

_FACT = re.compile(r"[:：]\s*\S")
"""A fact about the report, such as "Customer: Norvik"."""


def find_pair(grid: Grid, places: range, weight: Weight, single: int) -> Header | None:
    """The two rows that are a header together, where they say more than a single row.

    Parameters
    ----------
    grid : Grid
        The rows.
    places : range
        Places of the upper row.
    weight : callable
        How much a text is worth as a header.
    single : int
        Weight of the best single row.
    """
    found: Header | None = None
    for place in places:
        pair = _pair(grid, place, weight, single)
        if pair is not None and (found is None or pair.score > found.score):
            found = pair
    return found


def _has_merged_groups(grid: Grid, number: int) -> bool:
    areas = grid.merged.get(number, ())
    return any(area.last_column > area.first_column for area in areas)


def _pair(grid: Grid, place: int, weight: Weight, single: int) -> Header | None:
    """Two rows as one header: groups above, what is in them below."""
    upper, lower = grid.rows[place], grid.rows[place + 1]
    if lower.number != upper.number + 1 or not upper.filled or not lower.filled:
        return None
    if any(_is_no_group(upper.cells[at]) for at in upper.filled):
        return None
    width = max(upper.filled[-1], lower.filled[-1]) + 1
    subs = [""] * width
    for at in lower.filled:
        subs[at] = clean_title(lower.cells[at])
        if is_number_like(lower.cells[at]) and not subs[at].startswith(("(", "（")):
            return None
    groups = _spread(grid, upper, subs)
    if not _are_groups(groups, subs, upper) or _below_known(upper, subs, weight):
        return None
    titles = join_titles(groups, subs, weight)
    score = score_titles(titles, weight)
    if score < _least_score(grid, upper, groups, subs, weight, single):
        return None
    return Header(place, (upper.number, lower.number), tuple(titles), score)


def _least_score(
    grid: Grid,
    upper: GridRow,
    groups: Sequence[str],
    subs: Sequence[str],
    weight: Weight,
    single: int,
) -> int:
    """The weight that two rows must have to be one header, by how much speaks for it.

    Where nothing else does, a row above that adds nothing is about the report.
    """
    if _fill_gaps(groups, subs, upper, weight):
        return REQUIRED
    filled = [sub for sub in subs if sub]
    has_sisters = len(set(filled)) < len(filled)
    if has_sisters or _has_merged_groups(grid, upper.number):
        return max(single, 2)
    return max(single, 1) + 1


def _is_no_group(cell: object) -> bool:
    """Whether a cell holds a number, or a fact such as "Customer: Norvik"."""
    return is_number_like(cell) or bool(_FACT.search(str(cell)))


def _spread(grid: Grid, upper: GridRow, subs: Sequence[str]) -> list[str]:
    """The group of each column: a merged cell over all of its columns.

    Where nothing is merged, a group with something below it goes on over the empty
    cells to its right.
    """
    width = len(subs)
    ends = {}
    for area in grid.merged.get(upper.number, ()):
        ends[area.first_column - 1] = area.last_column
    groups = [""] * width
    starts = [*upper.filled, width]
    for start, following in pairwise(starts):
        end = start + 1
        if start in ends:
            end = min(ends[start], following)
        elif not ends and subs[start]:
            end = following
        text = clean_title(upper.cells[start])
        for at in range(start, end):
            if subs[at] or at == start:
                groups[at] = text
    return groups


def _are_groups(groups: list[str], subs: list[str], upper: GridRow) -> bool:
    """Whether a group has several columns, but no group has all of them."""
    columns = [at for at, sub in enumerate(subs) if sub]
    counts = Counter(groups[at] for at in columns if groups[at])
    if not counts or max(counts.values()) < 2:
        return False
    # One text over the whole width is the title of the table.
    return len(upper.filled) > 1 or len(columns) > max(counts.values())


def _below_known(upper: GridRow, subs: list[str], weight: Weight) -> bool:
    """Whether something unknown stands below a required header, as data does."""
    for at in upper.filled:
        sub = subs[at] if at < len(subs) else ""
        is_required = weight(clean_title(upper.cells[at])) >= REQUIRED
        if is_required and sub and not weight(sub):
            return True
    return False


def _fill_gaps(
    groups: Sequence[str], subs: Sequence[str], upper: GridRow, weight: Weight
) -> bool:
    """Whether the lower row fills groups of several columns only, and no name."""
    counts = Counter(group for group, sub in zip(groups, subs, strict=True) if sub)
    for group, sub in zip(groups, subs, strict=True):
        if sub and counts[group] < 2:
            return False
    return any(weight(clean_title(upper.cells[at])) >= REQUIRED for at in upper.filled)
