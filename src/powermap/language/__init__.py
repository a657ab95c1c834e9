"""What powermap says: words per language, reasons as data, one way to write values."""

from __future__ import annotations

from enum import StrEnum

from powermap.language.catalog import LANGS, Lang, meaning, synonyms
from powermap.language.reason import Reason, sentences
from powermap.language.speaker import Language, as_language
from powermap.language.values import (
    Capitalized,
    Days,
    Listed,
    Money,
    Nearest,
    Percent,
    Phrase,
    Quoted,
    Signed,
    Texts,
    Value,
)

__all__ = [
    "LANGS",
    "Capitalized",
    "Days",
    "Lang",
    "Language",
    "Listed",
    "Money",
    "Nearest",
    "Percent",
    "Phrase",
    "Quoted",
    "Reason",
    "Signed",
    "Texts",
    "Value",
    "as_language",
    "label",
    "meaning",
    "say",
    "sentences",
    "synonyms",
    "text",
]


def say(language: str | Language, key: str, **values: object) -> str:
    """The sentence or word under a dotted key, filled with values.

    Examples
    --------
    >>> say("en", "common.people", count=3)
    '3 people'
    """
    return as_language(language).say(key, **values)  # type: ignore[arg-type]


def text(value: Value, language: str | Language) -> str:
    """Any value in words.

    Examples
    --------
    >>> text(Percent(0.5), "en")
    '50%'
    """
    return as_language(language).text(value)


def label(member: StrEnum, language: str | Language) -> str:
    """The name of a vocabulary's member, as it stands in a picture.

    Examples
    --------
    >>> from powermap.model import Role
    >>> label(Role.OWNER, "en"), label(Role.OWNER, "zh")
    ('Owner', '拥有者')
    """
    return as_language(language).label(member)
