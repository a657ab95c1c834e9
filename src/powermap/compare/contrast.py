"""Two values beside each other in words, so that what differs can be seen.

The words are made when they are read, since a long text is cut where the two part,
which depends on the language.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from powermap.errors import shown
from powermap.language import Language, Reason
from powermap.model import Scale

# About a line of a table beside the other value.
LONGEST = 60
"""Characters of a long text that are shown."""
LEAD = 20
"""How many of them come before the first that differs."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """One of two values that differ, in words that differ from the other's.

    Examples
    --------
    >>> text = "She likes us. " * 9
    >>> Contrast(text + "Not sure.", text + "Sure.").in_words(Language("en"))
    '“…s us. She likes us. Not sure.”'
    """

    value: Any
    other: Any

    def in_words(self, language: Language) -> str:
        """The value in words."""
        text = describe(self.value, language)
        other = describe(self.other, language)
        if text == other:
            # Words hide the difference, as between 1 and 1.0.
            return shown(self.value)
        part, other_part = _cut_where_they_part(text, other)
        line = _on_one_line(part)
        if line == _on_one_line(other_part):
            # Only line breaks or spaces differ, which repr shows.
            return repr(part)
        return _quote(self.value, line, language)


@dataclass(frozen=True, slots=True)
class Short:
    """One value in words, on one line, cut when it is long."""

    value: Any

    def in_words(self, language: Language) -> str:
        """The value in words."""
        text = describe(self.value, language)
        line = _on_one_line(_cut(text, 0))
        return _quote(self.value, line, language)


def describe(value: Any, language: Language) -> str:
    """A value as it stands in a sentence; unknown is said.

    Examples
    --------
    >>> english = Language("en")
    >>> describe(None, english), describe(True, english), describe(1234567.5, english)
    ('unknown', 'yes', '1,234,567.5')
    >>> describe(("Ana", "Ben"), Language("zh"))
    'Ana、Ben'
    """
    if value is None or value == ():
        return language.say("difference.unknown")
    if isinstance(value, tuple):
        return language.listed([describe(part, language) for part in value])
    if isinstance(value, Scale):
        return _describe_scale(value, language)
    if isinstance(value, int | float) and not isinstance(value, bool):
        # Below 10,000 a comma would turn a year into an amount.
        text = f"{value:,}" if abs(value) >= 10_000 else f"{value}"
        # Whole floats come from Excel; "3.0" would look like a change from 3.
        return text.removesuffix(".0")
    return language.text(value)


def _describe_scale(scale: Scale, language: Language) -> str:
    key = "scale" if scale.cut is None else "scale_cut"
    return language.say(
        f"difference.{key}",
        low=describe(scale.low, language),
        high=describe(scale.high, language),
        cut=describe(scale.cut, language),
    )


def _cut_where_they_part(text: str, other: str) -> tuple[str, str]:
    if max(len(text), len(other)) <= LONGEST:
        return text, other
    alike = 0
    for one, two in zip(text, other, strict=False):
        if one != two:
            break
        alike += 1
    start = max(alike - LEAD, 0)
    return _cut(text, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    end = start + LONGEST
    part = text[start:end]
    if start > 0:
        part = f"…{part}"
    if end < len(text):
        part = f"{part}…"
    return part


def _on_one_line(text: str) -> str:
    return text.replace("\n", " / ")


def _quote(value: object, text: str, language: Language) -> str:
    """What somebody wrote is quoted; the Chinese sentences bring their own marks."""
    is_users_text = isinstance(value, str) and not isinstance(value, StrEnum | Reason)
    if language.code == "en" and is_users_text:
        return f"“{text}”"
    return text
