"""Values of a sentence that every language writes in its own way.

A rule puts the plain value into a `Reason`; only `Language.text` turns it into
words. Texts of users, whole numbers, dates and members of a vocabulary need no
class of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, Union, runtime_checkable

from powermap.errors import nearest_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from powermap.language.reason import Reason
    from powermap.language.speaker import Language

__all__ = [
    "Capitalized",
    "Days",
    "Listed",
    "Money",
    "Nearest",
    "Percent",
    "Phrase",
    "Quoted",
    "Signed",
    "Texts",
    "Value",
    "sendable",
]


@runtime_checkable
class Phrase(Protocol):
    """Anything else that knows its words in each language."""

    def in_words(self, language: Language) -> str:
        """Its words in a language."""


@dataclass(frozen=True, slots=True)
class Percent:
    """A share from 0 to 1, written as ``40%``."""

    share: float


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, written to three significant digits, with its currency if known."""

    amount: float
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days, written whole: ``1 day``, ``12 days``."""

    count: float


@dataclass(frozen=True, slots=True)
class Signed:
    """A number from -1 to 1 between two opposites, written as ``+0.70`` or ``−0.18``."""

    number: float


@dataclass(frozen=True, slots=True)
class Quoted:
    """Something that a user wrote, in quotation marks, cut to `limit` characters.

    Whatever it is: hostile input cannot flood a message, and control characters are
    written as their codes.

    Examples
    --------
    >>> from powermap.language import Language
    >>> Language("en").text(Quoted("Stanse")), Language("zh").text(Quoted("立厂"))
    ("'Stanse'", '“立厂”')
    """

    value: object
    limit: int = 80


@dataclass(frozen=True, slots=True)
class Nearest:
    """The suggestion that follows the allowed words; empty when none is close.

    Parameters
    ----------
    word : object
        What the user wrote; only a text is compared.
    allowed : tuple of str
        What may be meant.
    fold : callable
        How both are made alike before they are compared.

    Examples
    --------
    >>> from powermap.language import Language
    >>> hint = Nearest("suporter", ("champion", "supporter"))
    >>> Language("en").text(hint), Language("zh").text(hint)
    (" (did you mean 'supporter'?)", '（是不是“supporter”？）')
    """

    word: object
    allowed: tuple[str, ...]
    fold: Callable[[str], str] = str.casefold

    def in_words(self, language: Language) -> str:
        """The suggestion in a language."""
        if not isinstance(self.word, str):
            return ""
        match = nearest_word(self.word, self.allowed, fold=self.fold)
        if match is None:
            return ""
        return language.say("message.nearest", word=Quoted(match))


@dataclass(frozen=True, slots=True)
class Capitalized:
    """A value that begins a sentence."""

    value: Value


@dataclass(frozen=True, slots=True, init=False)
class Listed:
    """Several values in a row.

    Parameters
    ----------
    parts : iterable of Value
        The values.
    joiner : str
        Key under ``list`` in the words: ``comma``, ``or``, ``and``, ``arrow``,
        ``colon``, ``semicolon`` or ``sentences``.
    most : int, optional
        As many as are named before the rest is counted; all when not given.
    more : str
        Key of the sentence that names some and counts the rest, with the
        braces ``names`` and ``count``.
    """

    parts: tuple[Value, ...]
    joiner: str
    most: int | None
    more: str

    def __init__(
        self,
        parts: Iterable[Value],
        joiner: str = "comma",
        *,
        most: int | None = None,
        more: str = "list.rest",
    ) -> None:
        object.__setattr__(self, "parts", tuple(parts))
        object.__setattr__(self, "joiner", joiner)
        object.__setattr__(self, "most", most)
        object.__setattr__(self, "more", more)


@dataclass(frozen=True, slots=True, init=False)
class Texts:
    """One text in each language that its writer knows, as a playbook brings it.

    Parameters
    ----------
    by_language : mapping of language to str
        The text by language.

    Examples
    --------
    >>> text = Texts({"en": "move fast", "zh": "行动迅速"})
    >>> print(text, text.choose("zh"))
    move fast 行动迅速
    """

    by_language: tuple[tuple[str, str], ...]

    def __init__(self, by_language: Mapping[str, str]) -> None:
        # A tuple and not a mapping, so that the value can be hashed with its reason.
        object.__setattr__(self, "by_language", tuple(by_language.items()))

    def __str__(self) -> str:
        return self.choose("en")

    def __repr__(self) -> str:
        return f"<Texts {self.choose('en')!r}>"

    def choose(self, code: str) -> str:
        """The text in a language, else the first one that there is."""
        for language, text in self.by_language:
            if language == code:
                return text
        # A company writes its own texts in one language; that one is better than none.
        return self.by_language[0][1] if self.by_language else ""


Value = Union[
    str,
    int,
    float,
    None,
    "date",
    StrEnum,
    "Reason",
    Percent,
    Money,
    Days,
    Signed,
    Capitalized,
    Quoted,
    Listed,
    Texts,
    Phrase,
]
"""Anything that a sentence can be filled with."""


def sendable(text: str) -> str:
    r"""A text that can be sent and saved: half a character becomes its code.

    Names of files and keys of JSON may hold one, and messages repeat them.

    Examples
    --------
    >>> sendable("Ana \ud800")
    'Ana \\ud800'
    """
    if text.isascii():
        return text
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8")
