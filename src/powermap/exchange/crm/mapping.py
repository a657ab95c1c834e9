"""Mappings of a CRM's columns and words, read from TOML files and checked."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from powermap.errors import FormatError, Message, ModelError, Problem, TableError
from powermap.exchange.crm.columns import (
    FIELDS,
    NAMES,
    WORD_FIELDS,
    CrmColumn,
    CrmMapping,
    CrmWord,
)
from powermap.exchange.documents.parser_faults import parser_fault
from powermap.exchange.documents.text import decode_text
from powermap.exchange.glossary import PLAIN, Glossary
from powermap.exchange.tables.cells import value_of
from powermap.files.reading import MEGABYTE, read_file
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model.fields import fields_by_name
from powermap.model.vocabulary import fold

__all__ = ["SHIPPED", "mapping_of", "parse_mapping"]

SHIPPED = ("salesforce", "hubspot", "crm")
"""The mappings that come with the library."""
# What Excel writes as "CSV" in the regions of our users; a wrong guess garbles names
# without any error.
_ENCODINGS = ("gb18030", "cp1252", "cp1250", "cp1251", "big5", "shift_jis", "cp949")
"""How a CSV file may be encoded that is not in Unicode."""
# The label begins every line that keeps a value (extras.py), so it must not hold what
# ends it.
_LABEL = re.compile(r"[^\W_](?:[\w ]{0,18}[^\W_])?")
_ENTRIES: Mapping[str, Mapping[str, type]] = {
    "mapping": {"label": str, "encoding": str, "footer": bool, "columns": list},
    "columns": {
        "header": str,
        "zh": str,
        "aliases": list,
        "field": str,
        "written": bool,
        "separators": list,
        "values": list,
    },
    "values": {"is": str, "zh": str, "aliases": list, "says": dict},
}
"""The keys of each entry of a mapping, with their types."""
_REQUIRED = {
    "mapping": ("label", "columns"),
    "columns": ("header",),
    "values": ("is",),
}
_LISTS_OF_TEXTS = frozenset({"aliases", "separators"})
_TYPE_NAMES = {
    str: "text",
    bool: "truth",
    list: "list",
    dict: "table",
}


def mapping_of(
    mapping: str | os.PathLike[str], glossary: Glossary = PLAIN
) -> CrmMapping:
    """A mapping that comes with the library, by its name, or your own, by the path of its TOML file.

    Raises
    ------
    FormatError
        When there is none of this name, or the file is not TOML.
    TableError
        With every mistake in the file.

    Examples
    --------
    >>> mapping_of("hubspot").find("jobtitle").field
    'title'
    """
    path = Path(mapping)
    name = str(mapping)
    if path.suffix.lower() == ".toml":
        text = decode_text(read_file(path, MEGABYTE), str(path))
        return parse_mapping(text, str(path), glossary)
    if name not in SHIPPED:
        # Any other name is taken for a typo rather than for a file without a suffix.
        raise FormatError(
            Reason(
                "message.mapping.unknown",
                name=Quoted(name),
                allowed=Listed(SHIPPED),
                hint=Nearest(name, SHIPPED),
            )
        )
    return _shipped(name)


@cache
def _shipped(name: str) -> CrmMapping:
    source = files(__package__).joinpath("mappings", f"{name}.toml")
    return parse_mapping(source.read_text(encoding="utf-8"), f"{name}.toml")


def parse_mapping(text: str, source: str, glossary: Glossary = PLAIN) -> CrmMapping:
    r"""The mapping that a TOML text describes.

    Examples
    --------
    >>> text = 'label = "Ours"\ncolumns = [{ header = "Who", field = "name" }]'
    >>> parse_mapping(text, "ours.toml").find("WHO").field
    'name'
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FormatError(
            Reason(
                "message.documents.not_toml",
                source=source,
                fault=parser_fault(str(error)),
            )
        ) from error
    reader = _MappingReader(glossary)
    mapping = reader.read(document)
    if reader.problems:
        raise TableError(source, reader.problems)
    return mapping


@dataclass(frozen=True, slots=True)
class _Place:
    """The column of a mapping that a problem is about."""

    row: int | None = None
    header: str | None = None


_WHOLE = _Place()


class _MappingReader:
    """One pass over a mapping, gathering problems."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self.problems: list[Problem] = []

    def read(self, document: Mapping[str, Any]) -> CrmMapping:
        entry = self._entry(document, "mapping", _WHOLE)
        label = entry.get("label", "-")
        if "label" in entry and not _LABEL.fullmatch(label):
            message = Reason("message.mapping.label", label=Quoted(label))
            self._add(message, _WHOLE, "label")
        encoding = entry.get("encoding", "gb18030")
        self._is_allowed(encoding, _ENCODINGS, _WHOLE, "encoding")
        columns = []
        for row, written in enumerate(entry.get("columns", ()), start=1):
            columns.append(self._column(written, row))
        self._check_headers(columns)
        self._check_fields(columns)
        return CrmMapping(label, tuple(columns), encoding, entry.get("footer", False))

    def _column(self, written: object, row: int) -> CrmColumn:
        entry = self._entry(written, "columns", _Place(row))
        header = entry.get("header", "")
        place = _Place(row, header)
        self._check_column(entry, place)
        words = [self._word(each, place) for each in entry.get("values", ())]
        self._check_words(words, place)
        separators = [each for each in entry.get("separators", ()) if each]
        return CrmColumn(
            header={"en": header, "zh": entry.get("zh", header)},
            aliases=tuple(entry.get("aliases", ())),
            field=entry.get("field"),
            words=tuple(words),
            separators=tuple(separators),
            written=entry.get("written", True),
        )

    def _check_column(self, entry: Mapping[str, Any], place: _Place) -> None:
        field = entry.get("field")
        if field is not None:
            self._is_allowed(field, FIELDS, place, "field")
        # A column that is taken as it is cannot be translated word by word too.
        if field is not None and "values" in entry:
            message = Reason("message.mapping.field_and_values")
            self._add(message, place, "values")
        if "separators" in entry and "values" not in entry:
            message = Reason("message.mapping.separators")
            self._add(message, place, "separators")
        # Only names have two ways to be written, of which one must be chosen.
        if not entry.get("written", True) and field not in NAMES:
            message = Reason("message.mapping.written", fields=Listed(NAMES))
            self._add(message, place, "written")

    def _word(self, written: object, place: _Place) -> CrmWord:
        entry = self._entry(written, "values", place)
        word = entry.get("is", "")
        says = {}
        for name, value in entry.get("says", {}).items():
            if not self._is_allowed(name, WORD_FIELDS, place, word):
                continue
            field = fields_by_name("people")[name]
            try:
                says[name] = value_of(field, value, self.glossary)
            except ModelError as error:
                fault = error.args[0]
                message = Reason("message.at_place", place=name, text=fault)
                self._add(message, place, word)
        return CrmWord(
            written={"en": word, "zh": entry.get("zh", word)},
            aliases=tuple(entry.get("aliases", ())),
            says=says,
        )

    def _entry(self, written: object, kind: str, place: _Place) -> dict[str, Any]:
        """The values of an entry that have an allowed key and the type of that key."""
        types = _ENTRIES[kind]
        if not isinstance(written, dict):
            message = Reason(
                "message.mapping.not_an_entry",
                value=Quoted(written),
                kind=kind,
                keys=Listed(types),
            )
            self._add(message, place)
            return {}
        for key in written:
            self._is_allowed(key, types, place, str(key))
        for key in _REQUIRED[kind]:
            if _is_blank(written.get(key)):
                message = Reason("message.mapping.key_missing", key=key)
                self._add(message, place, key)
        values = {}
        for key in types:
            if key in written and self._has_type(written[key], types[key], key, place):
                values[key] = written[key]
        return values

    def _has_type(self, value: object, type: type, key: str, place: _Place) -> bool:
        if key in _LISTS_OF_TEXTS:
            expected = "texts"
            fits = _is_list_of_texts(value)
        else:
            expected = _TYPE_NAMES[type]
            fits = isinstance(value, type)
        if not fits:
            message = Reason(
                "message.mapping.wrong_type",
                value=Quoted(value),
                type=Reason(f"message.mapping.{expected}"),
            )
            self._add(message, place, key)
        return fits

    def _is_allowed(
        self, word: str, allowed: Iterable[str], place: _Place, key: str
    ) -> bool:
        known = tuple(allowed)
        if word in known:
            return True
        message = Reason(
            "message.mapping.not_allowed",
            word=Quoted(word),
            allowed=Listed(known),
            hint=Nearest(word, known),
        )
        self._add(message, place, key)
        return False

    def _check_headers(self, columns: Sequence[CrmColumn]) -> None:
        """Each header may mean one column only."""
        owners: dict[str, int] = {}
        for row, column in enumerate(columns, start=1):
            for spelling in column.spellings:
                owner = owners.setdefault(fold(spelling), row)
                if owner != row:
                    header = Quoted(spelling)
                    message = Reason("message.mapping.header_twice", header=header)
                    self._add(message, _Place(row, "header"), spelling)

    def _check_words(self, words: Sequence[CrmWord], place: _Place) -> None:
        """Each spelling may mean one value only."""
        owners: dict[str, int] = {}
        for number, word in enumerate(words):
            for spelling in word.spellings:
                owner = owners.setdefault(fold(spelling), number)
                if owner != number:
                    message = Reason(
                        "message.mapping.word_twice", word=Quoted(spelling)
                    )
                    self._add(message, place, spelling)

    def _check_fields(self, columns: Sequence[CrmColumn]) -> None:
        """Each field has one column at most, and there is a whole name."""
        fields = set()
        written = set()
        for row, column in enumerate(columns, start=1):
            if column.field and column.field in fields:
                message = Reason("message.mapping.field_twice", field=column.field)
                self._add(message, _Place(row, column.key), "field")
            fields.add(column.field)
            if column.written:
                written.add(column.field)
        # A last name alone is enough: some contacts have only one.
        is_named = bool(written & {"name", "last_name"})
        is_half = "first_name" in fields and "last_name" not in fields
        if not is_named or is_half:
            self._add(Reason("message.mapping.no_name"), _WHOLE, "columns")

    def _add(self, message: Message, place: _Place, key: str | None = None) -> None:
        sheet = "columns" if place.row else None
        parts = [place.header or "", key or ""]
        # The header and the key may be the same word, which is written once.
        column = " ".join(dict.fromkeys(parts)).strip()
        problem = Problem(message, sheet, place.row, column or None)
        self.problems.append(problem)


def _is_blank(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None


def _is_list_of_texts(value: object) -> bool:
    if not isinstance(value, list):
        return False
    return all(isinstance(each, str) for each in value)
