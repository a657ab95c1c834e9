"""The text of a header, alone or below that of its group."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["Weight", "clean_title", "join_titles", "title_of"]

Weight = Callable[[str], int]
"""How much a text is worth as a header: 0 unknown, 1 known, 3 a required column."""

_SPACE = re.compile(r"[\s\ufeff\u200b]+")
_MARKS_AROUND = " *:：†‡§¹²³⁴⁵▲▼△▽↑↓"
"""Marks of a required column, of a footnote, of a sorted or filtered column."""
_BRACKETS = ("(", "（", "[")
"""Begin a sub-header that says how the column is filled, such as (1-5)."""
_FOOTNOTE = re.compile(r"\s*\[\d{1,2}\]$")


def clean_title(cell: object) -> str:
    r"""The text of a header in one line, without marks of footnotes and the like.

    Examples
    --------
    >>> clean_title("Power\n(1-5)"), clean_title("Name *:"), clean_title(None)
    ('Power (1-5)', 'Name', '')
    """
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    line = _SPACE.sub(" ", cell)
    line = _FOOTNOTE.sub("", line.strip(_MARKS_AROUND))
    return line.strip(_MARKS_AROUND)


def title_of(cell: object, weight: Weight) -> str:
    r"""The text of a header, without an explanation below it.

    Forms put one in a line of its own: the first line is the header where it is known
    and the whole is not.

    Examples
    --------
    >>> known = {"Power", "Job title"}
    >>> cells = ["Power\nWho signs at the end?", "Job\ntitle", "Site\nvisit"]
    >>> [title_of(cell, lambda title: int(title in known)) for cell in cells]
    ['Power', 'Job title', 'Site visit']
    """
    title = clean_title(cell)
    if not isinstance(cell, str) or "\n" not in cell.strip() or weight(title):
        return title
    first, _, rest = cell.strip().partition("\n")
    # Brackets say how the column is filled, which the title must not lose.
    if rest.strip().startswith(_BRACKETS) or not weight(clean_title(first)):
        return title
    return clean_title(first)


def join_titles(groups: list[str], subs: list[str], weight: Weight) -> list[str]:
    """One header per column from two rows, each text as short as it is clear.

    A sub-header stands alone where it stands once and is known. A known group stands
    alone above no sub-header, or above a single unknown one. Everything else has both.

    Examples
    --------
    >>> known = {"Power", "Phone"}
    >>> groups = ["Name", "Assessment", "Engagement", "Engagement"]
    >>> subs = ["", "Power", "Current", "Desired"]
    >>> join_titles(groups, subs, lambda title: int(title in known))
    ['Name', 'Power', 'Engagement Current', 'Engagement Desired']
    """
    titles = []
    for group, sub in zip(groups, subs, strict=True):
        if not group or not sub or sub == group:
            titles.append(sub or group)
            continue
        is_alone = subs.count(sub) == 1
        has_sisters = groups.count(group) > 1
        titles.append(_join(group, sub, is_alone, has_sisters, weight))
    return titles


def _join(
    group: str, sub: str, is_alone: bool, has_sisters: bool, weight: Weight
) -> str:
    """The shortest clear title of one column."""
    if is_alone and weight(sub):
        return sub
    both = f"{group} {sub}"
    if sub.startswith(_BRACKETS):
        return both
    for title in (both, f"{sub} {group}"):
        if weight(title):
            return title
    if is_alone and weight(group) and not has_sisters:
        return group
    return both
