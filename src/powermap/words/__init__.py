"""The product's languages: every word and sentence that a user sees, as data in one file per language."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

from powermap.errors import ModelError, nearest, shown

Lang = Literal["en", "zh"]
LANGS: tuple[Lang, ...] = get_args(Lang)


@cache
def _book(lang: str) -> dict[str, Any]:
    if lang not in LANGS:
        raise ModelError(f"language is {shown(lang)}; allowed: {', '.join(LANGS)}{nearest(str(lang), LANGS)}")
    return tomllib.loads(files(__package__).joinpath(f"{lang}.toml").read_text(encoding="utf-8"))


def say(lang: str, key: str, **values: object) -> str:
    """The sentence or word that stands under a dotted key, filled with values.

    Examples
    --------
    >>> say("en", "board.people", count=3)
    '3 people'
    >>> say("zh", "board.people", count=3)
    '3 人'
    """
    entry = _entry(lang, key)
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


@lru_cache(maxsize=512)
def label(member: StrEnum, lang: str) -> str:
    """The name of a vocabulary's member, as it stands in a picture.

    Examples
    --------
    >>> from powermap.model import Role
    >>> label(Role.OWNER, "en"), label(Role.OWNER, "zh")
    ('Owner', '拥有者')
    """
    return synonyms(type(member).__name__, member.value, lang)[0]


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
