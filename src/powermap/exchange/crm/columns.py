"""The columns and words of a table, and what each means in powermap."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field as computed
from typing import Any

from powermap.model.fields import (
    Field,
    fields_by_name,
    fields_of,
    fold_header,
    parts_of,
)
from powermap.model.rival_fields import field_named, rival_of_column
from powermap.model.scale import Scale
from powermap.model.vocabulary import fold

__all__ = [
    "FIELDS",
    "KEPT_PARTS",
    "MANAGERS",
    "NAMES",
    "NAME_PARTS",
    "WORD_FIELDS",
    "CrmColumn",
    "CrmMapping",
    "CrmWord",
    "field_or_part",
    "is_of_rival",
]

# CRM exports split names; everywhere else a person has one name.
NAME_PARTS = ("first_name", "last_name")
NAMES = ("name", "first_name", "middle_name", "last_name")
MANAGERS = ("reports_to_id", "reports_to")
KEPT_PARTS = frozenset(
    {
        "email",
        "number",
        "deal_id",
        "quadrant",
        "buying_role",
        "desired_engagement",
        "middle_name",
        "dotted_to",
    }
)
"""Parts of which a person keeps the cell as a custom field."""
FIELDS = (
    *(field.name for field in fields_of("people") if not field.by_rival),
    *(part.name for part in parts_of("people")),
)
"""What a column may fill, beside the stance and contact of a rival."""
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


def field_or_part(name: str) -> Field:
    """What a column fills: a field of a person, or a part from which one follows.

    Examples
    --------
    >>> field_or_part("email").part, field_or_part("title").part
    (True, False)
    """
    if is_of_rival(name) or name in fields_by_name("people"):
        return field_named("people", name)
    return next(part for part in parts_of("people") if part.name == name)


def is_of_rival(name: object) -> bool:
    """Whether a column fills what is known toward one rival.

    Examples
    --------
    >>> is_of_rival("rival_stances: Contoso"), is_of_rival("rival_stances")
    (True, False)
    """
    return rival_of_column("people", str(name)) is not None


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
    """A column of a table: what it fills, and what its words say.

    One with neither is kept as a custom field. `goes_back` says that files with it are
    also written, so that a cell must not change on the way.
    """

    header: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    words: tuple[CrmWord, ...] = ()
    separators: tuple[str, ...] = ()
    written: bool = True
    ignore: bool = False
    scale: tuple[float, float] | None = None
    goes_back: bool = False
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
    def field(self) -> str | None:
        """The only field that it fills."""
        return self.fields[0] if len(self.fields) == 1 else None

    @property
    def key(self) -> str:
        """The header under which a value is known, whatever header its file has."""
        # Exports of one CRM in two languages must know a value by the same name.
        return self.header["en"]

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every header that means it."""
        every = [*self.header.values(), *self.aliases]
        return tuple(dict.fromkeys(every))

    @property
    def says_several(self) -> bool:
        """Whether its words say things that no single field of its own takes."""
        return bool(self.words) and not self.fields

    @property
    def is_kept(self) -> bool:
        """Whether a person keeps its cells as a custom field."""
        return not self.fields or self.field in KEPT_PARTS

    def word(self, text: str) -> CrmWord | None:
        """The word that a text is."""
        return self._by_spelling.get(fold(text))

    def split(self, text: str) -> list[str]:
        """The parts of a cell, as they are written."""
        if not self.separators:
            return [text]
        separator = "|".join(re.escape(each) for each in self.separators)
        parts = [part.strip() for part in re.split(separator, text)]
        return [part for part in parts if part]

    def parts(self, text: str) -> list[tuple[str, CrmWord | None]]:
        """The words in a cell, as they are written, each with its meaning if known."""
        if not text:
            return []
        whole = self.word(text)
        # A word may itself contain a separator, such as "Legal; Compliance".
        if whole:
            return [(text, whole)]
        return [(part, self.word(part)) for part in self.split(text)]


@dataclass(frozen=True, slots=True)
class CrmMapping:
    """What the columns of a table mean, and what is said about the file.

    Attributes
    ----------
    label : str
        What it is called in messages.
    columns : tuple of CrmColumn
        In the order in which they are written.
    is_shipped : bool
        Whether it comes with the library, so that files need not have its columns.
    encoding, sheet, dates, deal, scale
        Stand for the options of these names where the user gives none.
    header : tuple of int
        Rows of the header, as a spreadsheet counts them.
    unknown : tuple of str
        Further words that mean: not known.
    """

    label: str
    columns: tuple[CrmColumn, ...]
    is_shipped: bool = False
    encoding: str | None = None
    scale: Scale | None = None
    sheet: str | None = None
    header: tuple[int, ...] = ()
    dates: str | None = None
    deal: str | None = None
    unknown: tuple[str, ...] = ()
    _by_header: Mapping[str, CrmColumn] = computed(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        by_header = {}
        for column in self.columns:
            for spelling in column.spellings:
                by_header[fold_header(spelling)] = column
        object.__setattr__(self, "_by_header", by_header)

    def find(self, title: str) -> CrmColumn | None:
        """The column that a header names, in upper or lower case."""
        # Exports mark required columns with an asterisk or end headers with a colon.
        return self._by_header.get(fold_header(title))

    @property
    def stated_scale(self) -> Scale | None:
        """The scale of the file, or of the first column that has one."""
        if self.scale is not None:
            return self.scale
        for column in self.columns:
            if column.scale is not None:
                # The weak end stands first, and may be the higher number.
                return Scale(*sorted(column.scale))
        return None

    def column_of(self, field: str) -> CrmColumn | None:
        """The column that fills a field."""
        for column in self.columns:
            if column.field == field:
                return column
        return None

    def says_unknown(self, text: str) -> bool:
        """Whether a text is one of the further words for what is not known."""
        folded = fold(text)
        return any(fold(word) == folded for word in self.unknown)
