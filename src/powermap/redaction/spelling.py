"""A spelling of a name: words in a row, and when they are this name.

"Price agrees" names somebody, "the price is too high" does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from powermap.redaction.word_forms import (
    latin_chunks,
    lookup_keys,
    plain,
    split_text,
)

__all__ = ["Certainty", "Condition", "Spelling", "whole_name"]


class Condition(IntEnum):
    """What has to be so for a spelling to be a name, the weakest first."""

    ALWAYS = 0
    CAPITAL = 1
    UPPER_CASE = 2
    INNER_CAPITAL = 3
    """A capital behind a small letter: vdB, while VDB may be anything."""
    INITIALS = 4
    """A dot after each single letter."""
    ADDRESS = 5
    """A form of address before it, or a title after it."""
    NEVER = 6
    """Only pointed out to the user, and never replaced."""


class Certainty(IntEnum):
    """How surely a spelling is somebody's; of two people the surer one gets it."""

    DERIVED = 1
    PART = 2
    WHOLE = 3


@dataclass(frozen=True, slots=True)
class Spelling:
    """Words in the form of `plain`, when they are a name, and how surely."""

    words: tuple[str, ...]
    condition: Condition = Condition.ALWAYS
    certainty: Certainty = Certainty.PART


def whole_name(
    name: str,
    certainty: Certainty = Certainty.WHOLE,
    condition: Condition = Condition.ALWAYS,
) -> Iterator[Spelling]:
    """A name as it is written, and without what joins its words."""
    keys = []
    for start, end, kind in split_text(name):
        piece = name[start:end]
        keys.append(lookup_keys(piece, kind))
    as_written = tuple(forms[0] for forms in keys)
    spelled_out = tuple(forms[-1] for forms in keys)
    yield Spelling(as_written, condition, certainty)
    if spelled_out != as_written:
        yield Spelling(spelled_out, condition, certainty)
    # O'Neil and Anne-Marie are also written ONeil and AnneMarie.
    joined = ["".join(chunk) for chunk in latin_chunks(name)]
    if any(len(word) > 2 for word in joined):
        words = tuple(map(plain, joined))
        yield Spelling(words, condition, certainty)
