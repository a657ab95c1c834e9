"""The one table of columns: which field a header fills, what it is called in each language, how it is explained."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from powermap.model import VOCABULARIES
from powermap.model.vocabulary import fold

Kind = Literal[
    "text",
    "texts",
    "level",
    "word",
    "words",
    "yes",
    "date",
    "number",
    "criterion",
    "ids",
]
Table = Literal[
    "people",
    "ties",
    "about",
    "plan",
    "team",
    "rivals",
    "criteria",
    "assessments",
    "goals",
    "actions",
    "pipeline",
    "appraisal",
]
TABLES: tuple[Table, ...] = ("people", "ties", "about")
"""What holds a buying center."""
PARTS: tuple[Table, ...] = (
    "team",
    "rivals",
    "criteria",
    "assessments",
    "goals",
    "actions",
    "pipeline",
    "appraisal",
)
"""The lists that a plan has beside its buying center."""
FACTS: tuple[Table, ...] = ("about", "plan")
"""The tables that hold a fact in each row."""
NEEDED: Mapping[Table, frozenset[str]] = MappingProxyType(
    {
        "people": frozenset({"name"}),
        "ties": frozenset({"source", "target"}),
        "team": frozenset({"name"}),
        "rivals": frozenset({"name"}),
        "criteria": frozenset({"name", "question"}),
        "assessments": frozenset({"criterion", "answer"}),
        "goals": frozenset({"name"}),
        "actions": frozenset({"name"}),
        "pipeline": frozenset({"name", "stage"}),
        "appraisal": frozenset({"source", "name"}),
    }
)
"""The fields that every row must fill."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: the field, what kind of value it takes, and its texts by language.

    ``offers`` is the table from whose first column a value is likely to come.
    """

    field: str
    kind: Kind
    vocabulary: type[StrEnum] | None
    title: Mapping[str, str]
    aliases: tuple[str, ...]
    help: Mapping[str, str]
    example: Mapping[str, str]
    width: int
    offers: Table | None = None

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that means this column."""
        return (self.field, *self.title.values(), *self.aliases)


@cache
def _book() -> dict[str, Any]:
    return tomllib.loads(
        files(__package__).joinpath("fields.toml").read_text(encoding="utf-8")
    )


@cache
def columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table, in the order in which they are written.

    Examples
    --------
    >>> [column.title["zh"] for column in columns("ties")]
    ['起点', '关系类型', '终点', '强度', '备注']
    """
    return tuple(_column(entry) for entry in _book()[table])


def _column(entry: Mapping[str, Any]) -> Column:
    known = {vocabulary.__name__: vocabulary for vocabulary in VOCABULARIES}
    return Column(
        field=entry["field"],
        kind=entry["kind"],
        vocabulary=known[entry["vocabulary"]] if "vocabulary" in entry else None,
        title={"en": entry["en"], "zh": entry["zh"]},
        aliases=tuple(entry["aliases"]),
        help=entry["help"],
        example=entry.get("example", {}),
        width=entry.get("width", 20),
        offers=entry.get("offers"),
    )


@cache
def _by_header(table: Table) -> dict[str, Column]:
    return {
        fold(header): column for column in columns(table) for header in column.headers
    }


def find(table: Table, header: str) -> Column | None:
    """The column that a header names: in English or Chinese or as the field, in any case.

    Examples
    --------
    >>> find("people", "declared ROLE").field, find("people", "姓名").field, find("people", "Shoe size")
    ('declared_role', 'name', None)
    """
    return _by_header(table).get(fold(header).rstrip("*:："))


def by_field(table: Table) -> dict[str, Column]:
    """The columns by the field they fill."""
    return {column.field: column for column in columns(table)}


def sheet_title(sheet: str, lang: str) -> str:
    """What a sheet is called in a language."""
    names: Sequence[str] = _book()["sheet"][sheet]
    return names[1 if lang == "zh" else 0]


def sheet_of(title: str) -> str | None:
    """Which sheet a title names: a table, example or lists."""
    found = (
        sheet
        for sheet, names in _book()["sheet"].items()
        if fold(title) in map(fold, names)
    )
    return next(found, None)


def text(key: str, lang: str) -> str:
    """A text that stands in a workbook."""
    words: Mapping[str, str] = _book()["cells"][key]
    return words[lang]


def unknown_words() -> tuple[str, ...]:
    """The words by which a fact is said not to be known, where an empty cell means something else."""
    return tuple(_book()["words"]["unknown"])


def yes_words(*, yes: bool) -> tuple[str, ...]:
    """The words for yes, or for no: English, Chinese, then what else is understood."""
    return tuple(_book()["words"]["yes" if yes else "no"])
