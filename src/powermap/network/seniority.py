"""What titles say of power: a table of words of seniority, in English and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from powermap.packaged import load_table

__all__ = ["share_by_title"]

# "Head of Finance", "Manager, Office of the CEO": the person's own rank comes first.
OWN_PART = re.compile(r",|;|/|\(| of | to | for | at | - ")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Seniority:
    shares: tuple[float, ...]
    deputies: tuple[str, ...]
    not_counted: tuple[str, ...]
    steps: tuple[tuple[str, int], ...]


@cache
def _seniority() -> _Seniority:
    table = load_table(__file__, "seniority.toml")
    # Longer phrases first: a managing director is more than a director.
    steps = sorted(table["steps"].items(), key=lambda item: -len(item[0]))
    return _Seniority(
        shares=tuple(table["shares"]),
        deputies=tuple(table["deputies"]),
        not_counted=tuple(table["not_counted"]),
        steps=tuple(steps),
    )


def share_by_title(title: str | None) -> float | None:
    """Power by title as a share of the scale; None when the title says nothing.

    Examples
    --------
    >>> share_by_title("Vice President"), share_by_title("财务总监")
    (0.8, 0.65)
    >>> share_by_title("Assistant to the CEO") is None
    True
    """
    if not title:
        return None
    seniority = _seniority()
    text = title.casefold()
    if any(_place(word, text) >= 0 for word in seniority.not_counted):
        return None
    for part in OWN_PART.split(text):
        step = _step(part, seniority)
        if step is not None:
            lowest = len(seniority.shares) - 1
            return seniority.shares[min(step, lowest)]
    return None


def _step(part: str, seniority: _Seniority) -> int | None:
    found: list[tuple[int, int]] = []
    taken = part
    for word, step in seniority.steps:
        place = _place(word, taken)
        if place >= 0:
            found.append((place, step))
            # A word within a longer phrase does not count again.
            blank = " " * len(word)
            taken = taken[:place] + blank + taken[place + len(word) :]
    if not found:
        return None
    # Chinese titles end with the rank; in English "Chief Engineer" is a chief.
    step = min(step for _, step in found)
    if CHINESE.search(part):
        _, step = max(found)
    is_deputy = any(_place(word, part) >= 0 for word in seniority.deputies)
    return step + is_deputy


def _place(word: str, text: str) -> int:
    """Where a word begins, −1 when it is missing; Chinese has no spaces."""
    # A look for the letters first is cheaper than any pattern.
    if word not in text:
        return -1
    if CHINESE.search(word):
        return text.rfind(word)
    match = re.search(rf"\b{re.escape(word)}\b", text, re.ASCII)
    return match.start() if match else -1
