"""The aliases of a playbook, ready to be looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from powermap.exchange.intake.values.extra_words import ExtraWords
from powermap.frozen import FrozenMapping
from powermap.model.fields import TABLES, Field, Table, fields_of, fold_header, parts_of
from powermap.model.vocabulary import VOCABULARIES, fold

__all__ = ["NO_ALIASES", "AliasIndex"]

_VOCABULARIES = {vocabulary.__name__: vocabulary for vocabulary in VOCABULARIES}
_OF_PEOPLE = {
    "Power": "power",
    "Involvement": "involvement",
    "Stance": "stance",
    "Contact": "contact",
    "Role": "declared_role",
}
"""Vocabularies that describe a person, with their fields."""


class AliasIndex:
    """Headers and words that a company's files use, beside powermap's.

    Parameters
    ----------
    aliases : mapping of key to sequence of str
        As `Playbook.aliases`.
    custom_fields : iterable of Field
        What the playbook declares.

    Attributes
    ----------
    extra : ExtraWords
        Its words for unknown, vacant, yes and no.

    Examples
    --------
    >>> index = AliasIndex({"field.power": ["Clout"], "level.high": ["Tier 1"]})
    >>> index.field("people", "CLOUT").name, index.level("tier 1")
    ('power', 'high')
    """

    def __init__(
        self,
        aliases: Mapping[str, Sequence[str]] = FrozenMapping({}),
        custom_fields: Iterable[Field] = (),
    ) -> None:
        self._fields: dict[tuple[str, str], Field] = {}
        self._headers: dict[tuple[str, str], tuple[str, ...]] = {}
        self._words: dict[tuple[str, str], str] = {}
        every = [*custom_fields]
        for table in TABLES:
            every += [*fields_of(table), *parts_of(table)]
        for key, words in aliases.items():
            section, _, name = key.partition(".")
            if section == "field":
                self._add_headers([each for each in every if each.name == name], words)
                continue
            for word in words:
                self._words[section if name else "answer", fold(word)] = name or key
        self.extra = ExtraWords(
            unknown=self._answers("unknown"),
            vacant=self._answers("vacant"),
            yes=self._answers("yes"),
            no=self._answers("no"),
        )

    def _add_headers(self, fields: Iterable[Field], words: Sequence[str]) -> None:
        for field in fields:
            self._headers[field.table, field.name] = tuple(words)
            for word in words:
                self._fields[field.table, fold_header(word)] = field

    def _answers(self, answer: str) -> frozenset[str]:
        words = set()
        for (section, word), meaning in self._words.items():
            if section == "answer" and meaning == answer:
                words.add(word)
        return frozenset(words)

    def field(self, table: Table, header: str) -> Field | None:
        """The field or column that a header means."""
        return self._fields.get((table, fold_header(header)))

    def headers_of(self, field: Field) -> tuple[str, ...]:
        """The headers that mean a field."""
        return self._headers.get((field.table, field.name), ())

    def member(self, vocabulary: str, word: str) -> StrEnum | None:
        """The member of a vocabulary that a word means."""
        value = self._words.get((vocabulary, fold(word)))
        return None if value is None else _VOCABULARIES[vocabulary](value)

    def says(self, word: str) -> Mapping[str, StrEnum]:
        """What a word says of a person, by field, in a column of buying roles.

        Examples
        --------
        >>> AliasIndex({"Stance.champion": ["Coach"]}).says("coach")
        {'stance': <Stance.CHAMPION: 'champion'>}
        """
        says = {}
        for vocabulary, name in _OF_PEOPLE.items():
            member = self.member(vocabulary, word)
            if member is not None:
                says[name] = member
        return says

    def level(self, word: str) -> str | None:
        """The level of a register that a word means: high, middle or low."""
        return self._words.get(("level", fold(word)))

    def quadrant(self, word: str) -> tuple[str, str] | None:
        """The levels of power and involvement that the word for a quadrant means."""
        name = self._words.get(("quadrant", fold(word)))
        if name is None:
            return None
        power, _, involvement = name.partition("_")
        return power, involvement


NO_ALIASES = AliasIndex()
"""What a file without a playbook has."""
