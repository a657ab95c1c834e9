"""A company's own words for what a cell may answer in any column."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NO_EXTRA_WORDS", "ExtraWords"]


@dataclass(frozen=True, slots=True)
class ExtraWords:
    """Words of a playbook beside powermap's own, folded.

    Attributes
    ----------
    unknown, vacant, yes, no : frozenset of str
        By what they say.
    """

    unknown: frozenset[str] = frozenset()
    vacant: frozenset[str] = frozenset()
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()


NO_EXTRA_WORDS = ExtraWords()
"""What a file without a playbook has."""
