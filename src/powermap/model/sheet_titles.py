"""What the sheets, keys and fixed texts of a file are called, from ``fields.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from powermap.model.fields import TABLES, Table, field_book, fields_of
from powermap.model.vocabulary import fold

__all__ = [
    "audience_of",
    "help_texts",
    "keys_of",
    "result_columns",
    "sheet_of",
    "sheet_title",
    "table_of_key",
    "text",
]


def keys_of(table: Table) -> tuple[str, ...]:
    """The keys of a table in YAML and JSON; the first is written.

    Examples
    --------
    >>> keys_of("people"), keys_of("goals")
    (('stakeholders', 'people'), ('goals',))
    """
    return tuple(field_book()["tables"][table]["keys"])


def table_of_key(key: str) -> Table | None:
    """The table that a key of YAML or JSON names."""
    word = key.strip().lower()
    for table in TABLES:
        if word in keys_of(table):
            return table
    return None


def audience_of(table: Table) -> frozenset[str]:
    """Who outside the company may see a table at all."""
    return frozenset(field_book()["tables"][table]["audience"])


def result_columns(table: Table) -> tuple[str, ...]:
    """The headers of columns that powermap computes and does not read back."""
    return tuple(field_book()["results"].get(table, ()))


@cache
def _titles() -> Mapping[str, Sequence[str]]:
    book = field_book()
    titles = {table: row["titles"] for table, row in book["tables"].items()}
    return {**titles, **book["sheets"]}


def sheet_title(sheet: str, lang: str) -> str:
    """What a sheet is called in a language."""
    english, chinese = _titles()[sheet][:2]
    return chinese if lang == "zh" else english


def sheet_of(title: str) -> str | None:
    """What the sheet of a title holds: a table, an example, lists, contacts or a chart."""
    for sheet, titles in _titles().items():
        # Excel cuts and users retype sheet names, so case and spaces do not count.
        if fold(title) in map(fold, titles):
            return sheet
    return None


def text(key: str, lang: str) -> str:
    """A text that stands in a workbook."""
    words: Mapping[str, str] = field_book()["cells"][key]
    return words[lang]


def help_texts(table: Table) -> frozenset[str]:
    """The help that stands beside the facts of a table, in every language and release."""
    # Help of earlier releases still stands in users' workbooks and must not be read as
    # a value.
    texts = set(field_book()["former"]["help"])
    for each in fields_of(table):
        texts.update(each.help.values())
    return frozenset(texts)
