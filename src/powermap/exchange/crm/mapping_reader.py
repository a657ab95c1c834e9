"""The entries of a mapping, checked one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from powermap.errors import Message, ModelError, Problem
from powermap.exchange.crm.columns import (
    FIELDS,
    NAMES,
    WORD_FIELDS,
    CrmColumn,
    CrmMapping,
    CrmWord,
    is_of_rival,
)
from powermap.exchange.crm.mapping_types import FITS, is_any, is_encoding
from powermap.exchange.crm.mapping_words import column_words, value_of_word
from powermap.exchange.formats.encoding import allowed_encodings
from powermap.exchange.glossary import Glossary
from powermap.exchange.problem_list import ProblemList
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model import Scale
from powermap.model.fields import fold_header
from powermap.model.vocabulary import fold

__all__ = ["MappingReader"]

_LABEL = re.compile(r"[^\W_](?:[\w ]{0,38}[^\W_])?")
_NUMBER = (int, float)
_ENTRIES: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "mapping": {
        "label": str,
        "sheet": str,
        "header": (int, list),
        "scale": list,
        "cut": _NUMBER,
        "dates": str,
        "encoding": str,
        "deal": str,
        "unknown": list,
        "footer": bool,
        "columns": list,
    },
    "columns": {
        "header": str,
        "zh": str,
        "aliases": list,
        "field": (str, list),
        "words": dict,
        "values": list,
        "scale": list,
        "separators": list,
        "keep": bool,
        "ignore": bool,
        "written": bool,
    },
    "values": {"is": str, "zh": str, "aliases": list, "says": dict},
}
"""The keys of each entry of a mapping, with their types."""
_REQUIRED = {"mapping": (), "columns": ("header",), "values": ("is",)}
_TEXTS = frozenset({"aliases", "separators", "unknown"})
"""Keys that take a list of texts."""
_EXPECTED: Mapping[str, str] = {
    "header_rows": "header_rows",
    "scale": "scale_ends",
    "field": "text_or_texts",
    **dict.fromkeys(_TEXTS, "texts"),
}
_NAMES_OF_TYPES: Mapping[object, str] = {
    str: "text",
    bool: "true_or_false",
    list: "list",
    dict: "table",
    _NUMBER: "number",
}
_SAY_SEVERAL = frozenset({"quadrant", "buying_role"})
"""Parts whose words say several things."""
_DATES = ("dmy", "mdy")
_FORMER = {"reports_to_name": "reports_to"}
"""Names of fields in mappings of 0.1.0."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The column of a mapping that a problem is about."""

    row: int | None = None
    header: str | None = None


_WHOLE = _Place()


class MappingReader:
    """One pass over a mapping, gathering problems.

    Parameters
    ----------
    glossary : Glossary
        The words of a playbook.
    name : str
        What the mapping is called when it has no label.
    is_shipped : bool
        Whether it comes with the library.
    """

    def __init__(self, glossary: Glossary, name: str, *, is_shipped: bool) -> None:
        self.glossary = glossary
        self.name = name
        self.is_shipped = is_shipped
        self.problems = ProblemList(name)
        # A mapping with a label stands for a CRM, to which files go back.
        self.goes_back = False

    def read(self, document: Mapping[str, Any]) -> CrmMapping:
        """The mapping that a document describes."""
        entry = self._entry(document, "mapping", _WHOLE)
        label = entry.get("label", self.name)
        if "label" in entry and not _LABEL.fullmatch(label):
            self._refuse("not_a_label", _WHOLE, "label", label)
        encoding = entry.get("encoding")
        if encoding is not None and not is_encoding(encoding):
            self._check_one_of(encoding, allowed_encodings(), _WHOLE, "encoding")
        dates = entry.get("dates")
        if dates is not None:
            self._check_one_of(dates, _DATES, _WHOLE, "dates")
        written = _with_former_names(entry.get("columns", ()))
        self.goes_back = "label" in entry
        columns = [self._column(each, row) for row, each in enumerate(written, 1)]
        self._check_headers(columns)
        self._check_fields(columns)
        return CrmMapping(
            label,
            tuple(columns),
            self.is_shipped,
            encoding,
            self._scale(entry),
            entry.get("sheet"),
            self._header_rows(entry),
            dates,
            entry.get("deal"),
            tuple(entry.get("unknown", ())),
        )

    def _scale(self, entry: Mapping[str, Any]) -> Scale | None:
        ends = entry.get("scale")
        if ends is None:
            if "cut" in entry:
                self._refuse("cut_without_scale", _WHOLE, "cut", entry["cut"])
            return None
        try:
            low, high = ends
            return Scale(low, high, entry.get("cut"))
        except ModelError as error:
            self._add(error.args[0], _WHOLE, "scale")
            return None

    def _header_rows(self, entry: Mapping[str, Any]) -> tuple[int, ...]:
        written = entry.get("header", ())
        return (written,) if isinstance(written, int) else tuple(written)

    def _column(self, written: object, row: int) -> CrmColumn:
        entry = self._entry(written, "columns", _Place(row))
        header = entry.get("header", "")
        place = _Place(row, header)
        fields = self._fields(entry, place)
        self._check_column(entry, fields, place)
        words = [self._word(each, place) for each in entry.get("values", ())]
        words += self._words_of_field(entry.get("words", {}), fields, place)
        self._check_words(words, place)
        ends = entry.get("scale")
        return CrmColumn(
            header={"en": header, "zh": entry.get("zh", header)},
            aliases=tuple(entry.get("aliases", ())),
            fields=fields,
            words=tuple(words),
            separators=tuple(each for each in entry.get("separators", ()) if each),
            written=entry.get("written", True),
            ignore=entry.get("ignore", False),
            scale=(ends[0], ends[1]) if ends else None,
            goes_back=self.goes_back,
        )

    def _fields(self, entry: Mapping[str, Any], place: _Place) -> tuple[str, ...]:
        written = entry.get("field", ())
        names = [written] if isinstance(written, str) else written
        fields = []
        for name in names:
            is_known = is_of_rival(name)
            if is_known or self._check_one_of(name, FIELDS, place, "field"):
                fields.append(name)
        return tuple(fields)

    def _check_column(
        self, entry: Mapping[str, Any], fields: Sequence[str], place: _Place
    ) -> None:
        # A column that fills one field cannot say several things by its words too.
        says_more = set(fields) <= _SAY_SEVERAL
        if "field" in entry and "values" in entry and not says_more:
            self._refuse("field_and_values", place, "values")
        if "words" in entry and len(fields) != 1:
            self._refuse("words_without_field", place, "words")
        uses = [key for key in ("keep", "ignore") if entry.get(key)]
        if "field" in entry or "values" in entry or len(uses) > 1:
            for key in uses:
                self._refuse("one_use", place, key)
        # Only names have several ways to be written, of which one must be chosen.
        is_name = bool(set(fields) & set(NAMES))
        if not entry.get("written", True) and not is_name:
            self._refuse(
                "written_of_names", place, "written", fields=Listed(NAMES, "comma")
            )

    def _word(self, written: object, place: _Place) -> CrmWord:
        entry = self._entry(written, "values", place)
        word = entry.get("is", "")
        says = {}
        for name, value in entry.get("says", {}).items():
            if self._check_one_of(name, WORD_FIELDS, place, word):
                said = self._value(name, value, place, word)
                if said is not None:
                    says[name] = said
        return CrmWord(
            {"en": word, "zh": entry.get("zh", word)},
            tuple(entry.get("aliases", ())),
            says,
        )

    def _words_of_field(
        self, words: Mapping[str, object], fields: Sequence[str], place: _Place
    ) -> list[CrmWord]:
        if len(fields) != 1 or not words:
            return []
        if not column_words(fields[0]):
            self._refuse("no_words_for", place, "words", fields[0])
            return []
        known = []
        for word, written in words.items():
            value = self._value(fields[0], written, place, word)
            if value is not None:
                known.append(CrmWord({"en": word, "zh": word}, (), {fields[0]: value}))
        return known

    def _value(self, name: str, written: object, place: _Place, word: str) -> object:
        try:
            return value_of_word(name, written, self.glossary)
        except ModelError as error:
            message = Reason(
                "message.mapping.value_of", field=name, problem=error.args[0]
            )
            self._add(message, place, word)
            return None

    def _entry(self, written: object, kind: str, place: _Place) -> dict[str, Any]:
        """The values of an entry that have an allowed key and the type of that key."""
        types = _ENTRIES[kind]
        if not isinstance(written, dict):
            self._refuse(
                "not_an_entry", place, None, written, kind=kind, keys=Listed([*types])
            )
            return {}
        for key in written:
            self._check_one_of(key, types, place, str(key))
        for key in _REQUIRED[kind]:
            if not str(written.get(key) or "").strip():
                self._refuse("missing", place, key, name=key)
        values = {}
        for key in types:
            if key in written and self._has_type(written[key], kind, key, place):
                values[key] = written[key]
        return values

    def _has_type(self, value: object, kind: str, key: str, place: _Place) -> bool:
        type_of_key = _ENTRIES[kind][key]
        name = "header_rows" if (kind, key) == ("mapping", "header") else key
        expected = _EXPECTED.get(name) or _NAMES_OF_TYPES[type_of_key]
        fits = isinstance(value, type_of_key) and FITS.get(expected, is_any)(value)
        # True is a number in Python, and none in a mapping.
        if isinstance(value, bool) and type_of_key is not bool:
            fits = False
        if not fits:
            wanted = Reason(f"message.mapping.expected.{expected}")
            self._refuse("wrong_type", place, key, value, expected=wanted)
        return fits

    def _check_one_of(
        self, word: object, allowed: Iterable[str], place: _Place, key: str
    ) -> bool:
        known = tuple(allowed)
        if word in known:
            return True
        self._refuse(
            "not_allowed",
            place,
            key,
            word,
            allowed=Listed(known, "comma"),
            hint=Nearest(word, known),
        )
        return False

    def _check_headers(self, columns: Sequence[CrmColumn]) -> None:
        """Each header may mean one column only."""
        owners: dict[str, int] = {}
        for row, column in enumerate(columns, start=1):
            for spelling in column.spellings:
                owner = owners.setdefault(fold_header(spelling), row)
                if owner != row:
                    place = _Place(row, "header")
                    self._refuse("header_twice", place, spelling, spelling)

    def _check_words(self, words: Sequence[CrmWord], place: _Place) -> None:
        """Each spelling may mean one value only."""
        owners: dict[str, int] = {}
        for number, word in enumerate(words):
            for spelling in word.spellings:
                owner = owners.setdefault(fold(spelling), number)
                if owner != number:
                    self._refuse("word_twice", place, spelling, spelling)

    def _check_fields(self, columns: Sequence[CrmColumn]) -> None:
        """Each field has one column at most."""
        filled: set[str] = set()
        for row, column in enumerate(columns, start=1):
            for name in column.fields:
                if name in filled and not column.is_kept:
                    place = _Place(row, column.key)
                    self._refuse("field_twice", place, "field", name=name)
                filled.add(name)

    def _refuse(
        self,
        cause: str,
        place: _Place,
        key: str | None,
        value: object = None,
        **values: Any,
    ) -> None:
        if value is not None:
            values["value"] = Quoted(value)
        self._add(Reason(f"message.mapping.{cause}", **values), place, key)

    def _add(self, message: Message, place: _Place, key: str | None = None) -> None:
        sheet = "columns" if place.row else None
        parts = [place.header or "", key or ""]
        # The header and the key may be the same word, which is written once.
        column = " ".join(dict.fromkeys(parts)).strip()
        self.problems.append(Problem(message, sheet, place.row, column or None))


def _with_former_names(columns: Sequence[Any]) -> list[Any]:
    """The columns with the names of fields that this release uses."""
    written = [each.get("field") for each in columns if isinstance(each, dict)]
    former = dict(_FORMER)
    if "reports_to_name" in written:
        # In 0.1.0 reports_to was the manager by id, beside one by name.
        former["reports_to"] = "reports_to_id"
    renamed = []
    for entry in columns:
        name = entry.get("field") if isinstance(entry, dict) else None
        if isinstance(name, str) and name in former:
            renamed.append({**entry, "field": former[name]})
        else:
            renamed.append(entry)
    return renamed
