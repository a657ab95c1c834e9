"""Headers that are misspelled by a letter or two."""

from __future__ import annotations

from collections.abc import Iterable

from powermap.model.fields import fold_header

__all__ = ["nearly_same"]

_SHORTEST = 4
"""Letters below which another letter makes another word."""
_LONG = 9
"""Letters from which two slips may be in a word."""


def nearly_same(title: str, known: Iterable[str]) -> str | None:
    """The known header that a title is a slip of: letters swapped, missing or wrong.

    A letter more at the end is no slip: "Interests" is not "Interest".

    Examples
    --------
    >>> nearly_same("Stanse", ["Stance", "Name"]), nearly_same("Nmae", ["Name"])
    ('Stance', 'Name')
    >>> nearly_same("Region", ["Name"]), nearly_same("Names", ["Name"])
    (None, None)
    """
    word = fold_header(title[:80])
    if len(word) < _SHORTEST or not word.isalpha():
        return None
    allowed = 2 if len(word) >= _LONG else 1
    for header in known:
        other = fold_header(header)
        if len(other) < _SHORTEST or abs(len(other) - len(word)) > allowed:
            continue
        if word.startswith(other) or other.startswith(word):
            continue
        if _slips(word, other, allowed) <= allowed:
            return header
    return None


def _slips(word: str, other: str, most: int) -> int:
    """Letters swapped, added, left out or changed (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(word, start=1):
        current = [row]
        for column, own in enumerate(other, start=1):
            cost = min(
                last[column] + 1,
                current[column - 1] + 1,
                last[column - 1] + (letter != own),
            )
            is_swap = row > 1 and column > 1 and letter == other[column - 2]
            if is_swap and word[row - 2] == own:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before, last = last, current
    return last[-1]
