"""The product's languages: every word and sentence that a user sees, as data in one file per language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from string import Formatter
from types import MappingProxyType
from typing import Any, Literal, Self, get_args

from powermap.errors import ModelError, nearest, shown

Lang = Literal["en", "zh"]
LANGS: tuple[Lang, ...] = get_args(Lang)


@cache
def _book(lang: str) -> dict[str, Any]:
    if lang not in LANGS:
        raise ModelError(
            f"language is {shown(lang)}; allowed: {', '.join(LANGS)}{nearest(str(lang), LANGS)}"
        )
    return tomllib.loads(
        files(__package__).joinpath(f"{lang}.toml").read_text(encoding="utf-8")
    )


class HouseWords(str):
    """A language as a house speaks it, for every ``lang=``: powermap's own words, but for some of the house's.

    Parameters
    ----------
    lang : {"en", "zh"}
        The language that it is otherwise.
    words : mapping of str to str
        What stands under a dotted key of ``words/en.toml`` or ``words/zh.toml``. A member of a vocabulary is
        ``Role.owner``; a sentence is ``board.tray``, and has the {braces} of powermap's own.

    Raises
    ------
    ModelError
        When the language or a key does not exist, or a sentence has other {braces}.

    Examples
    --------
    >>> from powermap.model import Role
    >>> ours = HouseWords("en", {"Role.owner": "Economic buyer"})
    >>> label(Role.OWNER, ours), label(Role.ADVOCATE, ours), label(Role.OWNER, "en")
    ('Economic buyer', 'Advocate', 'Owner')
    """

    words: Mapping[str, str]

    def __new__(cls, lang: str, words: Mapping[str, str]) -> Self:  # noqa: D102, the class says it
        known = _keys(lang)
        for key, text in words.items():
            if key not in known:
                raise ModelError(
                    f"there are no words under {shown(key)}; allowed: the keys of words/{lang}.toml"
                    f"{nearest(key, known)}"
                )
            if _braces(text) != known[key]:
                allowed = (
                    ", ".join(f"{{{each}}}" for each in sorted(known[key])) or "none"
                )
                raise ModelError(
                    f"the words under {key} are {shown(text)}; allowed braces, each needed: {allowed}"
                )
        made = super().__new__(cls, lang)
        made.words = MappingProxyType(dict(words))
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, dict[str, str]]]:
        return type(self), (str(self), dict(self.words))


@cache
def _keys(lang: str) -> dict[str, set[str]]:
    """Every key that a house may fill, with the {braces} of its words; of words that count, those of many."""
    book = _book(lang)
    keys: dict[str, set[str]] = {
        f"{name}.{value}": set()
        for name, each in book["vocabulary"].items()
        for value in each
    }
    return keys | {
        f"{part}.{key}": _braces(entry["many"] if isinstance(entry, dict) else entry)
        for part, entries in book.items()
        if part != "vocabulary"
        for key, entry in entries.items()
        if isinstance(entry, str) or "many" in entry
    }


def _braces(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise ModelError(
            f"{shown(text)} has a brace without its other half: {error}"
        ) from None


def _own(lang: str, key: str) -> str | None:
    return lang.words.get(key) if isinstance(lang, HouseWords) else None


def say(lang: str, key: str, **values: object) -> str:
    """The sentence or word that stands under a dotted key, filled with values.

    Examples
    --------
    >>> say("en", "board.people", count=3)
    '3 people'
    >>> say("zh", "board.people", count=3)
    '3 人'
    """
    entry = _own(lang, key) or _entry(lang, key)
    if isinstance(entry, dict):
        entry = entry["one" if values.get("count") == 1 and "one" in entry else "many"]
    text: str = entry
    return text.format(**values)


@lru_cache(maxsize=4096)
def _entry(lang: str, key: str) -> Any:
    entry: Any = _book(lang)
    for part in key.split("."):
        entry = entry[part]
    return entry


def label(member: StrEnum, lang: str) -> str:
    """The name of a vocabulary's member, as it stands in a picture.

    Examples
    --------
    >>> from powermap.model import Role
    >>> label(Role.OWNER, "en"), label(Role.OWNER, "zh")
    ('Owner', '拥有者')
    """
    kind = type(member).__name__
    return _own(lang, f"{kind}.{member.value}") or synonyms(kind, member.value, lang)[0]


def meaning(criterion: str, answer: str, lang: str) -> str:
    """What + or - means for one of the nineteen criteria; empty for ? and for a criterion of a house.

    Examples
    --------
    >>> meaning("risk", "+", "en"), meaning("risk", "-", "zh"), meaning("risk", "?", "en")
    ('low', '高', '')
    """
    found: str = _book(lang)["meaning"].get(criterion, {}).get(answer, "")
    return found


def synonyms(vocabulary: str, value: str, lang: str) -> list[str]:
    """Every accepted word for a member in one language, the preferred one first."""
    found: list[str] = _book(lang)["vocabulary"][vocabulary][value]
    return found
