"""What the words of a register mean for a field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, Literal

from powermap.exchange.aliases import NO_ALIASES, AliasIndex
from powermap.exchange.glossary import Glossary
from powermap.exchange.tables.long_text import LONG
from powermap.model import Contact, Involvement, Power, Stance
from powermap.model.field_words import (
    adverbs,
    level_words,
    quadrant_words,
    register_words,
)
from powermap.model.fields import Field, fields_by_name
from powermap.model.vocabulary import fold

__all__ = ["MIDDLE", "UNKNOWN", "WordReader", "buying_role_of", "quadrant_of"]

MIDDLE: Literal["middle"] = "middle"
"""What a level between high and low means: the middle of the scale."""
UNKNOWN: Literal["unknown"] = "unknown"
"""What a word means that leaves the member open, such as "unaware"."""
_BETWEEN_LEVELS = re.compile(
    r"\s*(?:[-–—/~]|\bto\b|\bbis\b|\bà\b|\ba\b|至|到)\s*", re.IGNORECASE
)
_BETWEEN_AXES = re.compile(r"[/,;&+]|\band\b", re.IGNORECASE)
_OF_LEVEL: Mapping[str, Mapping[str, StrEnum | str]] = {
    "Power": {
        "high": Power.DECIDER,
        "middle": MIDDLE,
        "low": Power.INFLUENCER,
    },
    "Involvement": {
        "high": Involvement.HIGH,
        "middle": MIDDLE,
        "low": Involvement.LOW,
    },
    # A register that asks "Support: high, medium or low" asks who is for the project.
    "Stance": {
        "high": Stance.SUPPORTER,
        "middle": Stance.NEUTRAL,
        "low": Stance.OPPONENT,
    },
    "Contact": {
        "high": Contact.DEEP,
        "middle": Contact.SEVERAL,
        "low": Contact.BRIEF,
    },
}
"""What the levels of registers mean for the vocabularies that have levels."""


class WordReader:
    """The words that one field understands.

    Parameters
    ----------
    field : Field
        With a vocabulary.
    glossary : Glossary
        With the words of a playbook.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> from powermap.model.fields import fields_by_name
    >>> power = WordReader(fields_by_name("people")["power"], PLAIN)
    >>> power.find("High"), power.find("moderate"), power.find("shoe")
    (<Power.DECIDER: 'decider'>, 'middle', None)
    """

    def __init__(self, field: Field, glossary: Glossary) -> None:
        if field.vocabulary is None:
            raise TypeError(f"the field {field.name} has no vocabulary")
        self.vocabulary: type[Any] = field.vocabulary
        self.glossary = glossary
        self._seen: dict[str, StrEnum | str | None] = {}

    def member_of(self, value: str) -> StrEnum:
        """The member of the vocabulary with a value."""
        member: StrEnum = self.vocabulary(value)
        return member

    def find(self, text: str) -> StrEnum | str | None:
        """A member, MIDDLE, UNKNOWN, or None when the word is not understood."""
        key = text.strip()
        if len(key) > LONG:
            return None
        if key not in self._seen:
            self._seen[key] = self._find(key)
        return self._seen[key]

    def _find(self, text: str) -> StrEnum | str | None:
        # powermap's own words and those of the playbook come first: files that it
        # wrote mean what they say.
        member: StrEnum | None = self.glossary.member(self.vocabulary, text)
        if member is not None:
            return member
        return (
            self._of_register(text)
            or self._without_adverb(text)
            or self._without_axis(text)
        )

    def _of_register(self, text: str) -> StrEnum | str | None:
        folded = fold(text).strip(".!")
        name = self.vocabulary.__name__
        of_level = _OF_LEVEL.get(name)
        level = self.glossary.aliases.level(text)
        if level is not None and of_level is not None:
            return of_level[level]
        word = register_words(name).get(folded)
        if word is not None:
            return word if word == UNKNOWN else self.member_of(word)
        if of_level is None:
            return None
        level = level_words().get(folded) or _of_two_levels(text)
        return None if level is None else of_level[level]

    def _without_adverb(self, text: str) -> StrEnum | str | None:
        """What "moderately supportive" says: how much does not change who is for us."""
        bare = text.casefold()
        if not bare.startswith(tuple(adverbs())):
            return None
        for adverb in adverbs():
            rest = bare.removeprefix(adverb)
            # Only Chinese and Japanese write no space behind it.
            is_apart = rest[:1].isspace() or not adverb.isascii()
            if rest != bare and rest.strip() and is_apart:
                member: StrEnum | None = self.glossary.member(
                    self.vocabulary, rest.strip()
                )
                return member or self._of_register(rest.strip())
        return None

    def _without_axis(self, text: str) -> StrEnum | str | None:
        """What "High power" says in a column of power."""
        bare = text.strip().casefold()
        if not bare.endswith(tuple(_axes())):
            return None
        for header, axis in _axes().items():
            rest = bare.removesuffix(header)
            is_own = axis == self.vocabulary.__name__.casefold()
            is_apart = rest[-1:].isspace() or not header.isascii()
            if is_own and rest != bare and rest.strip() and is_apart:
                return self._of_register(rest.strip()) or self._without_adverb(rest)
        return None


def _of_two_levels(text: str) -> str | None:
    """The half in which "medium to high" lies; None for "low to high"."""
    parts = [fold(part) for part in _BETWEEN_LEVELS.split(text) if part.strip()]
    levels = {level_words().get(part) for part in parts}
    if len(parts) != 2 or None in levels or levels == {"low", "high"}:
        return None
    levels.discard("middle")
    return levels.pop() if levels else "middle"


def quadrant_of(
    text: str, aliases: AliasIndex = NO_ALIASES
) -> dict[str, object] | None:
    """What the name of a quadrant says of power and involvement.

    Examples
    --------
    >>> quadrant_of("Keep satisfied")["involvement"]
    <Involvement.LOW: 'low'>
    >>> quadrant_of("Low interest / High influence") == quadrant_of("Keep satisfied")
    True
    """
    word = fold(text).strip(".")
    quadrant = aliases.quadrant(text) or quadrant_words().get(word)
    quadrant = quadrant or _levels_of_axes(text)
    if quadrant is None:
        return None
    power, involvement = quadrant
    return {
        "power": _OF_LEVEL["Power"][power],
        "involvement": _OF_LEVEL["Involvement"][involvement],
    }


def _levels_of_axes(text: str) -> tuple[str, str] | None:
    """The levels of "High power / low interest", whichever stands first."""
    levels: dict[str, str] = {}
    for part in _BETWEEN_AXES.split(text):
        level, _, axis = part.strip().partition(" ")
        name = _axes().get(fold(axis))
        if name is not None:
            levels[name] = level_words().get(fold(level), "")
    if len(levels) < 2 or not all(levels.values()):
        return None
    return levels["power"], levels["involvement"]


@cache
def _axes() -> Mapping[str, str]:
    """The headers of the two axes, folded."""
    axes: dict[str, str] = {}
    for name in ("power", "involvement"):
        field = fields_by_name("people")[name]
        for header in (*field.headers, *field.more_headers):
            axes.setdefault(fold(header), name)
    return axes


def buying_role_of(
    word: str, aliases: AliasIndex = NO_ALIASES
) -> Mapping[str, Any] | None:
    """What the role of a buyer in a CRM, or a word of a playbook, says of a person.

    Examples
    --------
    >>> buying_role_of("Economic buyer")["power"]
    <Power.DECIDER: 'decider'>
    """
    return aliases.says(word) or _buying_words().get(fold(word))


@cache
def _buying_words() -> Mapping[str, Mapping[str, Any]]:
    """What the roles of buyers in a CRM say, by folded word."""
    # Imported here, because mappings need the fields, and fields come first.
    from powermap.exchange.crm.mapping import mapping_of

    column = mapping_of("crm").find("Role")
    words: dict[str, Mapping[str, Any]] = {}
    if column is not None:
        for word in column.words:
            for spelling in word.spellings:
                words[fold(spelling)] = word.says
    return words
