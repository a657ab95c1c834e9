"""The words of both languages as the tests read them, and which of them are used."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import powermap

LANGS = ("en", "zh")


def _read(lang: str) -> dict[str, Any]:
    words: dict[str, Any] = {}
    for name in (f"{lang}.toml", f"messages_{lang}.toml"):
        text = files("powermap.language").joinpath(name).read_text("utf-8")
        words.update(tomllib.loads(text))
    return words


def _entries(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Each entry by its dotted key, plural forms (one, many) under one key."""
    for key, value in table.items():
        if isinstance(value, dict) and value.keys() != {"one", "many"}:
            yield from _entries(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def forms(entry: Any) -> list[str]:
    """The texts of an entry."""
    if isinstance(entry, dict):
        return list(entry.values())
    if isinstance(entry, list):
        return entry
    return [entry]


def braces_of(text: str) -> set[str]:
    """The names in braces of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


WORDS = {lang: _read(lang) for lang in LANGS}
EN = dict(_entries(WORDS["en"]))
ZH = dict(_entries(WORDS["zh"]))
SENTENCES = [key for key in EN if not key.startswith("vocabulary.")]
FORMS = {
    "en": {key: forms(EN[key]) for key in EN},
    "zh": {key: forms(ZH[key]) for key in ZH},
}

# Which keys are used -------------------------------------------------------------

ANY = r"[\w+?.-]*"
"""What an f-string may put into a key."""
SOURCE = Path(powermap.__file__).parent
NO_KEYS = {"list.js", "page.css", "portfolio.css", "portfolio.js", "portfolio.xlsx"}
"""Other texts of the source that look like keys."""


@cache
def used_keys() -> set[str]:
    """Keys that the source names, whole or by an f-string with known parts.

    A key that an f-string makes counts only when its other part is itself a word of
    the source: the name of a key, a field, a method or an argument.
    """
    texts, patterns, names = _source()
    keys = {key for key in EN if not key.startswith("vocabulary.")}
    sections = {key.partition(".")[0] for key in keys}
    used = {key for key in keys if key in texts}
    for pattern in patterns:
        for key in keys - used:
            match = pattern.fullmatch(key)
            if match and all(_is_name(part, names) for part in match.groups()):
                used.add(key)
    dotted = re.compile(r"[a-z_]+(\.[a-z_]+)+")
    for text in texts:
        first = text.partition(".")[0]
        is_file = text.endswith(".toml")
        is_key = first in sections and dotted.fullmatch(text) and not is_file
        if is_key and text not in NO_KEYS and f"report.{text}" not in keys:
            used.add(text)
    return used


def _is_name(part: str, names: set[str]) -> bool:
    if part.isdigit():
        return True
    # Two helpers add an ending of their own to a name.
    stem = part.removesuffix("_count").removesuffix("_bare")
    return {part, stem} & names != set() or all(
        each in names for each in re.split(r"[._]", part)
    )


def _source() -> tuple[set[str], list[re.Pattern[str]], set[str]]:
    """Texts, keys with gaps, and names that the source holds."""
    texts: set[str] = set()
    names: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for path in SOURCE.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        keys = [node for node in nodes if isinstance(node, ast.JoinedStr)]
        parts = {id(part) for key in keys for part in key.values}
        patterns += [pattern for key in keys if (pattern := _pattern(key))]
        names.update(filter(None, map(_name_of, nodes)))
        for node in nodes:
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and id(node) not in parts:
                texts.add(node.value)
    for path in SOURCE.rglob("*"):
        if path.suffix in {".j2", ".js"} or path.name == "findings.toml":
            names.update(re.findall(r"\w+", path.read_text("utf-8")))
    return texts, patterns, names | texts


def _name_of(node: ast.AST) -> str | None:
    """The name of an argument, of a class, or of an attribute with a type."""
    if isinstance(node, ast.keyword | ast.arg):
        return node.arg
    if isinstance(node, ast.ClassDef):
        return node.name
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return None


def _pattern(node: ast.JoinedStr) -> re.Pattern[str] | None:
    """The keys that an f-string such as ``f"report.{name}"`` can make."""
    first = node.values[0]
    if not (isinstance(first, ast.Constant) and "." in str(first.value)):
        return None
    text = ""
    for part in node.values:
        text += re.escape(part.value) if isinstance(part, ast.Constant) else f"({ANY})"
    return re.compile(text)
