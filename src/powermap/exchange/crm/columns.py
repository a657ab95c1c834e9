"""The columns and words of a CRM, and what each means in powermap."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field as computed
from typing import Any

from powermap.model.fields import fields_of
from powermap.model.scale import Scale
from powermap.model.vocabulary import fold

__all__ = [
    "DEALS",
    "FIELDS",
    "MANAGERS",
    "NAMES",
    "NAME_PARTS",
    "PROSE",
    "TEXT_FIELDS",
    "WORD_FIELDS",
    "CrmColumn",
    "CrmMapping",
    "CrmWord",
]

# CRM exports split names; everywhere else a person has one name.
NAME_PARTS = ("first_name", "last_name")
NAMES = ("name", *NAME_PARTS)
MANAGERS = ("reports_to", "reports_to_name")
DEALS = ("deal", "deal_id")
PROSE = ("note", "evidence")
"""The fields of a person whose texts also hold what no field takes."""
TEXT_FIELDS = tuple(
    field.name
    for field in fields_of("people")
    if field.kind in {"text", "texts", "date"}
)
"""The fields of a person that a column fills as it is."""
FIELDS = tuple(dict.fromkeys((*NAMES, *TEXT_FIELDS, *MANAGERS, *DEALS)))
"""What a column may fill."""
# The judgments of powermap. Facts such as a title come from columns of their own.
WORD_FIELDS = (
    "power",
    "involvement",
    "stance",
    "contact",
    "can_veto",
    "declared_role",
)
"""The fields of a person that the words of a CRM may set."""


@dataclass(frozen=True, slots=True)
class CrmWord:
    """A value of a CRM, and what it says of a person."""

    written: Mapping[str, str]
    aliases: tuple[str, ...]
    says: Mapping[str, Any]

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way in which it is written."""
        every = [*self.written.values(), *self.aliases]
        return tuple(dict.fromkeys(every))


@dataclass(frozen=True, slots=True)
class CrmColumn:
    """A column of a CRM: what it fills, or what its words say.

    One with neither is kept as it is.
    """

    header: Mapping[str, str]
    aliases: tuple[str, ...]
    field: str | None
    words: tuple[CrmWord, ...]
    separators: tuple[str, ...]
    written: bool
    ignore: bool = False
    scale: tuple[float, float] | None = None
    _by_spelling: Mapping[str, CrmWord] = computed(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        by_spelling = {}
        for word in self.words:
            for spelling in word.spellings:
                by_spelling[fold(spelling)] = word
        # An index made once: every cell of an export looks up its words.
        object.__setattr__(self, "_by_spelling", by_spelling)

    @property
    def key(self) -> str:
        """The header under which a value is kept, whatever header its file has."""
        # Exports of one CRM in two languages must keep a value under the same name.
        return self.header["en"]

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every header that means it."""
        every = [*self.header.values(), *self.aliases]
        return tuple(dict.fromkeys(every))

    def word(self, text: str) -> CrmWord | None:
        """The word that a text is."""
        return self._by_spelling.get(fold(text))

    def parts(self, text: str) -> list[tuple[str, CrmWord | None]]:
        """The words in a cell, as they are written, each with its meaning if known."""
        if not text:
            return []
        whole = self.word(text)
        # A word may itself contain a separator, such as "Legal; Compliance".
        if whole or not self.separators:
            return [(text, whole)]
        separator = "|".join(re.escape(each) for each in self.separators)
        parts = []
        for part in re.split(separator, text):
            if part.strip():
                parts.append((part.strip(), self.word(part)))
        return parts


@dataclass(frozen=True, slots=True)
class CrmMapping:
    """The columns of a CRM's export.

    Attributes
    ----------
    label : str
        Begins the lines in which values are kept that no field takes.
    columns : tuple of CrmColumn
        In the order in which they are written.
    encoding : str
        Of a CSV file that is not in Unicode.
    footer : bool
        Whether lines about the report follow the contacts.
    """

    label: str
    columns: tuple[CrmColumn, ...]
    encoding: str = "gb18030"
    footer: bool = False
    scale: Scale | None = None
    _by_header: Mapping[str, CrmColumn] = computed(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        by_header = {}
        for column in self.columns:
            for spelling in column.spellings:
                by_header[fold(spelling)] = column
        object.__setattr__(self, "_by_header", by_header)

    def find(self, title: str) -> CrmColumn | None:
        """The column that a header names, in upper or lower case."""
        # Exports mark required columns with an asterisk or end headers with a colon.
        plain_title = fold(title).rstrip("*:：")
        return self._by_header.get(plain_title)

    def column_of(self, field: str) -> CrmColumn | None:
        """The column that fills a field."""
        for column in self.columns:
            if column.field == field:
                return column
        return None

    def keys_outside(self, values: Mapping[str, str]) -> list[str]:
        """The keys of kept values that are no column of the mapping."""
        known = {column.key for column in self.columns}
        outside = []
        for key in values:
            if key not in known:
                outside.append(key)
        return outside
