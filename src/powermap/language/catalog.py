"""The words of each language as data: one TOML file per language, read once."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from string import Formatter
from typing import Any, Literal, get_args
from unicodedata import category

from powermap.errors import ModelError
from powermap.language.reason import Reason
from powermap.language.refusals import not_allowed
from powermap.language.values import Listed, Nearest, Quoted
from powermap.packaged import load_table

Lang = Literal["en", "zh"]
"""The code of a language."""
# From the type, so that a new language is added in one place.
LANGS: tuple[Lang, ...] = get_args(Lang)
"""The languages of powermap, the first of which is the default."""


def check_language(code: object) -> None:
    """Refuse a language that powermap does not speak.

    Raises
    ------
    ModelError
        When there is no such language.
    """
    if not isinstance(code, str) or code not in LANGS:
        raise ModelError(not_allowed("language", code, LANGS))


def check_wording(code: str, wording: Mapping[str, str]) -> None:
    """Refuse wording under keys that do not exist, or with other braces.

    Raises
    ------
    ModelError
        With the key and what is allowed.
    """
    # Without own wording, which is the usual case, the whole catalog need not be
    # walked.
    known = _braces_by_key(code) if wording else {}
    for key, text in wording.items():
        if key not in known:
            raise ModelError(
                Reason(
                    "message.model.no_such_word",
                    key=Quoted(key),
                    hint=Nearest(key, tuple(known)),
                )
            )
        if not _is_one_line(text, key):
            raise ModelError(
                Reason("message.model.wording_line", key=key, text=Quoted(text))
            )
        # A missing brace would drop a name from a sentence, a new one would fail when
        # the sentence is made, perhaps weeks later.
        if braces_of(text) != known[key]:
            braces = [f"{{{name}}}" for name in sorted(known[key])]
            allowed = Listed(braces) if braces else Reason("message.model.no_braces")
            raise ModelError(
                Reason(
                    "message.model.wording_braces",
                    key=key,
                    text=Quoted(text),
                    allowed=allowed,
                )
            )


def _is_one_line(text: object, key: str) -> bool:
    """Whether a wording can stand in a label; what joins lists may be a space."""
    if not isinstance(text, str):
        return False
    if not text.strip() and not key.startswith("list."):
        return False
    return all(category(char) != "Cc" for char in text)


@cache
def _catalog(code: str) -> dict[str, Any]:
    return {**_words(code), **_messages(code)}


@cache
def _words(code: str) -> dict[str, Any]:
    check_language(code)
    return _toml(f"{code}.toml")


@cache
def _messages(code: str) -> dict[str, Any]:
    """Errors and notes, in a file of their own: most runs need none of them."""
    return _toml(f"messages_{code}.toml")


@cache
def _toml(name: str) -> dict[str, Any]:
    return load_table(__file__, name)


@cache
def _braces_by_key(code: str) -> dict[str, set[str]]:
    """Every key that wording may replace, with the braces of its text."""
    braces: dict[str, set[str]] = {}
    for name, section in _catalog(code).items():
        # Words of a vocabulary are replaced by member, as "Role.owner"; the catalog
        # lists them with their synonyms.
        if name == "vocabulary":
            for vocabulary, members in section.items():
                for value in members:
                    braces[f"{vocabulary}.{value}"] = set()
        else:
            _collect_braces(name, section, braces)
    return braces


def _collect_braces(key: str, entry: Any, braces: dict[str, set[str]]) -> None:
    if isinstance(entry, str):
        braces[key] = braces_of(entry)
    elif "many" in entry:
        # The form for many has every brace; that for one may spell the number out.
        braces[key] = braces_of(entry["many"])
    else:
        for name, inner in entry.items():
            _collect_braces(f"{key}.{name}", inner, braces)


def braces_of(text: str) -> set[str]:
    """The names in braces of a text."""
    try:
        # Python's own parser, since str.format fills the sentence in the end.
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise ModelError(
            Reason(
                "message.model.unmatched_brace", text=Quoted(text), reason=str(error)
            )
        ) from None
    names = set()
    for _, name, _, _ in parts:
        if name is not None:
            names.add(name)
    return names


@lru_cache(maxsize=4096)
def entry(code: str, key: str) -> Any:
    """What the words have under a dotted key: a text, or texts for one and for many."""
    sections = key.split(".")
    found: Any = _messages(code) if sections[0] == "message" else _words(code)
    for part in sections:
        found = found[part]
    return found


def choose_form(entry: Any, values: Mapping[str, object]) -> str:
    """The text itself, or that for one when ``count`` is 1 and else for many."""
    if isinstance(entry, str):
        return entry
    # Chinese has no plural, so its entries may have the form for many only.
    form = "one" if values.get("count") == 1 and "one" in entry else "many"
    text: str = entry[form]
    return text


def label(member: StrEnum, code: str) -> str:
    """The name of a vocabulary's member in a language."""
    vocabulary = type(member).__name__
    words = synonyms(vocabulary, member.value, code)
    return words[0]


def meaning(criterion: str, answer: str, code: str) -> str:
    """What + or - means for one of the nineteen criteria.

    Empty for ? and for a criterion of a playbook.

    Examples
    --------
    >>> meaning("risk", "+", "en"), meaning("risk", "-", "zh")
    ('low', '高')
    """
    criteria: dict[str, dict[str, str]] = _words(code)["meaning"]
    meanings = criteria.get(criterion)
    if meanings is None:
        return ""
    return meanings.get(answer, "")


def synonyms(vocabulary: str, value: str, code: str) -> list[str]:
    """Every accepted word for a member in one language, the preferred one first."""
    vocabularies = _words(code)["vocabulary"]
    words: list[str] = vocabularies[vocabulary][value]
    return words
