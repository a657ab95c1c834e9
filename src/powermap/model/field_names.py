"""Names of fields in messages: the key in English, the title in other languages."""

from __future__ import annotations

from dataclasses import dataclass

from powermap.language import Language
from powermap.model.fields import TABLES, Table, fields_by_name, sheet_title

__all__ = ["FieldName"]


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field as a message calls it.

    English messages show the key, as files and Python spell it; a reader of another
    language gets the title that a sheet in this language has.

    Examples
    --------
    >>> name = FieldName("people", "power")
    >>> name.in_words(Language("en")), name.in_words(Language("zh"))
    ('power', '权力')
    """

    table: Table
    name: str

    def in_words(self, language: Language) -> str:
        """The name in a language."""
        if language.code == "en":
            return self.name
        field = fields_by_name(self.table).get(self.name)
        if field is not None:
            return field.title_in(language)
        if self.name in TABLES:
            return sheet_title(self.name, language.code)
        return self.name
