"""What the columns and the words of a CRM mean here: a mapping, read from TOML and checked."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field as computed
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from powermap.errors import FormatError, ModelError, Problem, TableError, nearest, shown
from powermap.exchange.documents.text import decoded
from powermap.exchange.tables.cells import value_of
from powermap.files.reading import MEGABYTE, read_file
from powermap.model.fields import fields_by_name, fields_of
from powermap.model.vocabulary import fold

SHIPPED = ("salesforce", "hubspot", "crm")
"""The mappings that come with the library."""
PARTS = ("first_name", "last_name")
NAMES = ("name", *PARTS)
BOSSES = ("reports_to", "reports_to_name")
DEALS = ("deal", "deal_id")
TAKEN = tuple(
    column.name
    for column in fields_of("people")
    if column.kind in {"text", "texts", "date"}
)
"""The fields of a person that a column of a CRM fills as it is."""
FIELDS = tuple(dict.fromkeys((*NAMES, *TAKEN, *BOSSES, *DEALS)))
"""What a column may fill."""
SAID = ("power", "involvement", "stance", "contact", "can_veto", "declared_role")
"""The fields of a person about which the words of a CRM may say something."""
ENCODINGS = ("gb18030", "cp1252", "cp1250", "cp1251", "big5", "shift_jis", "cp949")
"""How a CSV may be encoded that is not in Unicode."""

_LABEL = re.compile(r"[^\W_](?:[\w ]{0,18}[^\W_])?")
_SHAPES: Mapping[str, Mapping[str, type]] = {
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
_NEEDED = {"mapping": ("label", "columns"), "columns": ("header",), "values": ("is",)}
_KINDS = {
    str: "a text in quotes",
    bool: "true or false",
    list: "a list in brackets",
    dict: "a table in braces",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A value of a CRM, and what it says of a person."""

    written: Mapping[str, str]
    aliases: tuple[str, ...]
    says: Mapping[str, Any]

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way in which it is written."""
        return (*dict.fromkeys((*self.written.values(), *self.aliases)),)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a CRM: what it fills, or what its words say; one with neither is kept as it is."""

    header: Mapping[str, str]
    aliases: tuple[str, ...]
    field: str | None
    words: tuple[Word, ...]
    separators: tuple[str, ...]
    written: bool
    _known: Mapping[str, Word] = computed(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = {
            fold(spelling): word for word in self.words for spelling in word.spellings
        }
        object.__setattr__(self, "_known", known)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every header that means it."""
        return (*dict.fromkeys((*self.header.values(), *self.aliases)),)

    def word(self, text: str) -> Word | None:
        """The word that a text is."""
        return self._known.get(fold(text))

    def parts(self, text: str) -> list[tuple[str, Word | None]]:
        """The words in a cell, each as it is written, with what it is if that is known."""
        whole = self.word(text)
        if whole or not self.separators:
            return [(text, whole)] if text else []
        split = re.split("|".join(map(re.escape, self.separators)), text)
        return [(part.strip(), self.word(part)) for part in split if part.strip()]


@dataclass(frozen=True, slots=True)
class CrmMapping:
    """The columns of a CRM's export. ``label`` begins the lines in which its own values are kept."""

    label: str
    headings: tuple[Heading, ...]
    encoding: str = "gb18030"
    footer: bool = False
    _known: Mapping[str, Heading] = computed(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = {
            fold(spelling): heading
            for heading in self.headings
            for spelling in heading.spellings
        }
        object.__setattr__(self, "_known", known)

    def find(self, title: str) -> Heading | None:
        """The column that a header names, in any case."""
        return self._known.get(fold(title).rstrip("*:："))

    def of(self, field: str) -> Heading | None:
        """The column that fills a field."""
        return next((each for each in self.headings if each.field == field), None)


def mapping_of(mapping: str | os.PathLike[str]) -> CrmMapping:
    """A mapping that comes with the library, by its name, or one's own, by the path of its TOML file.

    Raises
    ------
    FormatError
        When there is none of this name, or the file is not TOML.
    TableError
        With everything in the file that is not as a mapping is.

    Examples
    --------
    >>> mapping_of("hubspot").find("jobtitle").field
    'title'
    """
    path = Path(mapping)
    if path.suffix.lower() == ".toml":
        return parse_mapping(decoded(read_file(path, MEGABYTE), str(path)), str(path))
    if str(mapping) not in SHIPPED:
        hint = nearest(str(mapping), SHIPPED)
        allowed = f"allowed: {', '.join(SHIPPED)}, or the name of a .toml file"
        raise FormatError(f"mapping is {shown(str(mapping))}; {allowed}{hint}")
    return _shipped(str(mapping))


@cache
def _shipped(name: str) -> CrmMapping:
    text = (
        files(__package__)
        .joinpath("mappings", f"{name}.toml")
        .read_text(encoding="utf-8")
    )
    return parse_mapping(text, f"{name}.toml")


def parse_mapping(text: str, source: str) -> CrmMapping:
    r"""The mapping that a TOML text describes.

    Examples
    --------
    >>> text = 'label = "House"\ncolumns = [{ header = "Who", field = "name" }]'
    >>> parse_mapping(text, "house.toml").find("WHO").field
    'name'
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FormatError(f"{source}: this is not TOML ({error})") from error
    checked = _Checked([])
    found = checked.mapping(document)
    if checked.problems:
        raise TableError(source, checked.problems)
    return found


@dataclass(frozen=True, slots=True)
class _Checked:
    """A reading of a mapping that gathers all that is wrong with it."""

    problems: list[Problem]

    def mapping(self, document: Mapping[str, Any]) -> CrmMapping:
        top = self._shaped(document, "mapping", None, None)
        label, encoding = top.get("label", "-"), top.get("encoding", "gb18030")
        if "label" in top and not _LABEL.fullmatch(label):
            self._tell(
                f"{shown(label)} is not a label; write 1 to 20 letters, digits and spaces",
                None,
                None,
                "label",
            )
        self._among(encoding, ENCODINGS, None, None, "encoding")
        headings = [
            self._heading(entry, row)
            for row, entry in enumerate(top.get("columns", ()), start=1)
        ]
        self._distinct([each.spellings for each in headings], None, "header")
        self._whole(headings)
        return CrmMapping(label, tuple(headings), encoding, top.get("footer", False))

    def _heading(self, entry: object, row: int) -> Heading:
        given = self._shaped(entry, "columns", row, None)
        header, field = given.get("header", ""), given.get("field")
        if field is not None:
            self._among(field, FIELDS, row, header, "field")
        if field is not None and "values" in given:
            self._tell(
                "a column has a field or values; keep one of them",
                row,
                header,
                "values",
            )
        if "separators" in given and "values" not in given:
            self._tell(
                "separators are for a column with values", row, header, "separators"
            )
        if not given.get("written", True) and field not in NAMES:
            self._tell(
                f"only a column of {', '.join(NAMES)} can be left out of what is written",
                row,
                header,
                "written",
            )
        words = tuple(self._word(each, row, header) for each in given.get("values", ()))
        self._distinct([word.spellings for word in words], row, header)
        separators = tuple(each for each in given.get("separators", ()) if each)
        spelled = {"en": header, "zh": given.get("zh", header)}
        return Heading(
            spelled,
            tuple(given.get("aliases", ())),
            field,
            words,
            separators,
            given.get("written", True),
        )

    def _word(self, entry: object, row: int, header: str) -> Word:
        given = self._shaped(entry, "values", row, header)
        word, says = given.get("is", ""), {}
        for field, value in given.get("says", {}).items():
            if self._among(field, SAID, row, header, word):
                try:
                    says[field] = value_of(fields_by_name("people")[field], value)
                except ModelError as error:
                    self._tell(f"{field}: {error}", row, header, word)
        return Word(
            {"en": word, "zh": given.get("zh", word)},
            tuple(given.get("aliases", ())),
            says,
        )

    def _shaped(
        self, entry: object, what: str, row: int | None, header: str | None
    ) -> dict[str, Any]:
        """What an entry says under keys that it may have, of the kinds that they have."""
        shape = _SHAPES[what]
        if not isinstance(entry, dict):
            self._tell(
                f"{shown(entry)} is not an entry of {what}; write a table with {', '.join(shape)}",
                row,
                header,
            )
            return {}
        for key in entry:
            self._among(key, shape, row, header, str(key))
        for key in _NEEDED[what]:
            if key not in entry or (
                isinstance(entry[key], str) and not entry[key].strip()
            ):
                self._tell(f"{key} is missing", row, header, key)
        return {
            key: entry[key]
            for key in shape
            if key in entry and self._fits(entry[key], shape[key], key, row, header)
        }

    def _fits(
        self, value: object, kind: type, key: str, row: int | None, header: str | None
    ) -> bool:
        texts = key in {"aliases", "separators"}
        listed = isinstance(value, list) and all(
            isinstance(each, str) for each in value
        )
        if listed if texts else isinstance(value, kind):
            return True
        wanted = "a list of texts" if texts else _KINDS[kind]
        self._tell(f"{shown(value)} is not {wanted}", row, header, key)
        return False

    def _among(
        self,
        word: str,
        allowed: Iterable[str],
        row: int | None,
        header: str | None,
        key: str,
    ) -> bool:
        known = tuple(allowed)
        if word not in known:
            self._tell(
                f"{shown(word)} is not known here; allowed: {', '.join(known)}{nearest(word, known)}",
                row,
                header,
                key,
            )
        return word in known

    def _distinct(
        self, spellings: Sequence[tuple[str, ...]], row: int | None, header: str
    ) -> None:
        owner: dict[str, int] = {}
        for place, words in enumerate(spellings, start=1):
            for word in words:
                if owner.setdefault(fold(word), place) != place:
                    self._tell(
                        f"{shown(word)} is written for two of them; keep one",
                        row or place,
                        header,
                        word,
                    )

    def _whole(self, headings: Sequence[Heading]) -> None:
        fields = [each.field for each in headings if each.field]
        for row, heading in enumerate(headings, start=1):
            if heading.field and heading.field in [
                each.field for each in headings[: row - 1]
            ]:
                self._tell(
                    f"{heading.field} is filled by two columns; keep one, with aliases",
                    row,
                    heading.header["en"],
                    "field",
                )
        named = [each.field for each in headings if each.written]
        if not {"name", "last_name"} & set(named) or {"first_name", "last_name"} & set(
            fields
        ) == {"first_name"}:
            self._tell(
                "no column tells a whole name; give one the field name, or two first_name and last_name",
                None,
                None,
                "columns",
            )

    def _tell(
        self, message: str, row: int | None, header: str | None, key: str | None = None
    ) -> None:
        column = " ".join(dict.fromkeys(part for part in (header, key) if part)) or None
        self.problems.append(Problem(message, "columns" if row else None, row, column))
