"""Names of fields and records in messages.

English messages show them as Python and YAML spell them; a reader of another language
gets the titles of a sheet in this language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from powermap.frozen import FrozenMapping
from powermap.language import Language
from powermap.model.fields import Table, fields_by_name
from powermap.model.sheet_titles import sheet_title, table_of_key

__all__ = ["FieldName", "RecordName", "table_of_record"]

_TABLES: Mapping[str, Table] = FrozenMapping(
    {
        "Stakeholder": "people",
        "Tie": "ties",
        "Claim": "claims",
        "BuyingCenter": "about",
        "AccountPlan": "plan",
        "Member": "team",
        "ExtraCriterion": "criteria",
        "Assessment": "assessments",
        "Goal": "goals",
        "Action": "actions",
        "Prospect": "pipeline",
        "Rating": "appraisal",
    }
)
"""Where the fields of each record stand."""


def table_of_record(kind: str) -> Table | None:
    """The table of a class of the model."""
    return _TABLES.get(kind)


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field as a message calls it.

    Examples
    --------
    >>> name = FieldName("people", "power")
    >>> name.in_words(Language("en")), name.in_words(Language("zh"))
    ('power', '权力')
    """

    table: Table | None
    name: str

    def in_words(self, language: Language) -> str:
        """The name in a language."""
        if language.code == "en" or self.table is None:
            return self.name
        field = fields_by_name(self.table).get(self.name)
        if field is not None:
            return field.title_in(language)
        table = table_of_key(self.name)
        # Claims have no key at the top of a file.
        if table is None and self.name == "claims":
            table = "claims"
        if table is not None:
            return sheet_title(table, language.code)
        return self.name


@dataclass(frozen=True, slots=True)
class RecordName:
    """A class of the model as a message calls it.

    Examples
    --------
    >>> name = RecordName("Stakeholder")
    >>> name.in_words(Language("en")), name.in_words(Language("zh"))
    ('Stakeholder', '人员')
    """

    kind: str

    def in_words(self, language: Language) -> str:
        """The name in a language."""
        table = table_of_record(self.kind)
        if language.code == "en" or table is None:
            return self.kind
        return sheet_title(table, language.code)
