"""What is read: formats from the registry, headers and words from the table of fields."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from quotes import table

from powermap.exchange.formats.registry import formats_table

LANGUAGES = {
    "en": "English",
    "zh": "Chinese",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "ja": "Japanese",
    "ko": "Korean",
    "signs": "signs",
}
Words = Mapping[str, list[str]]
"""Words by language."""


def format_table() -> str:
    """Every format: its suffixes, whether it is read and written, what it holds."""
    rows = []
    for row in formats_table():
        suffixes = " ".join(f"`{suffix}`" for suffix in row.suffixes)
        reads, writes = ("yes" if does else "" for does in (row.reads, row.writes))
        rows.append([row.title, suffixes, reads, writes, row.holds])
    return table(["format", "suffixes", "read", "written", "holds"], rows)


def header_tables() -> str:
    """The headers of a table of people and of one of ties, by field and language."""
    book = _book()
    people = [*book["fields"]["people"], *book["parts"]["people"]]
    parts = ["### People", _tables_of(people), "### Ties"]
    return "\n\n".join([*parts, _tables_of(book["fields"]["ties"])])


def register_tables() -> str:
    """The words of registers: levels, stances, contacts, quadrants, signs."""
    book = _book()
    sections: dict[str, Mapping[str, Words]] = {
        "Levels of power, involvement, stance and contact": book["levels"],
        **book["registers"],
        "Quadrants (power, involvement)": book["quadrants"],
        "Unknown, vacant, yes and no": {
            name: book["words"][name] for name in ("unknown", "vacant", "yes", "no")
        },
    }
    parts = []
    for title, meanings in sections.items():
        parts.append(f"### {title}")
        rows = []
        for meaning, words in meanings.items():
            rows += _rows(meaning.replace("_", ", "), words)
        parts.append(table(["meaning", "language", "words"], rows))
    return "\n\n".join(parts)


@cache
def _book() -> dict[str, Any]:
    path = files("powermap.model").joinpath("fields.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _tables_of(fields: list[dict[str, Any]]) -> str:
    rows = []
    for field in fields:
        sure: dict[str, list[str]] = {"en": [field["en"]], "zh": [field["zh"]]}
        for source in (field.get("aliases", {}), field.get("headers", {})):
            for language, words in source.items():
                sure.setdefault(language, []).extend(words)
        rows += _rows(f"**{field['en']}**", sure)
        rows += _rows("if its values fit", field.get("perhaps", {}))
    return table(["meaning", "language", "headers"], rows)


def _rows(meaning: str, by_language: Words) -> Iterator[list[str]]:
    for language, words in by_language.items():
        if words:
            unique = dict.fromkeys(words)
            yield [meaning, LANGUAGES[language], " · ".join(map(_as_text, unique))]
            meaning = ""


def _as_text(word: str) -> str:
    """A word in code, so that no sign in it is taken for markup."""
    return f"`{word}`".replace("|", "\\|")
