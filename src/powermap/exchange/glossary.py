"""What a file calls things: powermap's words, and those that a playbook renames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache

from powermap.errors import ModelError
from powermap.exchange.aliases import NO_ALIASES, AliasIndex
from powermap.language import Quoted, Reason
from powermap.model import ExtraCriterion
from powermap.model.by_rival import NO_DECISION
from powermap.model.choices import MemberKey, OwnWord
from powermap.model.declared_fields import field_of_custom
from powermap.model.field_names import FieldName
from powermap.model.fields import (
    TABLES,
    Field,
    Table,
    fields_by_name,
    find,
    fold_header,
)
from powermap.model.playbook import CustomField, Playbook
from powermap.model.vocabulary import (
    VOCABULARIES,
    Word,
    find_member,
    fold,
    parse,
    unknown_word,
)

__all__ = ["PLAIN", "Glossary", "glossary_of"]

NO_DECISION_KEY = "common.no_decision"
"""What a playbook calls the rival that every plan has."""
_VOCABULARIES = {vocabulary.__name__: vocabulary for vocabulary in VOCABULARIES}


class Glossary:
    """The words and headers of a file.

    Parameters
    ----------
    wording : mapping of language to mapping of key to str
        What a playbook renames: ``Role.owner`` a word, ``field.power`` a header.
    custom_fields : iterable of CustomField
        What a playbook declares beside powermap's fields.
    criteria : iterable of ExtraCriterion
        What a playbook asks beside the nineteen criteria.
    aliases : mapping of key to sequence of str
        Headers and words of a playbook that are read beside the others.

    Raises
    ------
    ModelError
        When one word would mean two members of a vocabulary.

    Examples
    --------
    >>> from powermap.model import Stance
    >>> ours = Glossary({"en": {"Stance.champion": "Coach"}})
    >>> ours.parse(Stance, "coach"), ours.parse(Stance, "内应")
    (<Stance.CHAMPION: 'champion'>, <Stance.CHAMPION: 'champion'>)
    """

    def __init__(
        self,
        wording: Mapping[str, Mapping[str, str]] | None = None,
        custom_fields: Iterable[CustomField] = (),
        criteria: Iterable[ExtraCriterion] = (),
        aliases: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.wording = wording or {}
        self.criteria = tuple(criteria)
        self._members: dict[tuple[str, str], StrEnum] = {}
        self._fields: dict[tuple[str, str], Field] = {}
        self._no_decision: set[str] = set()
        self._custom: dict[str, list[Field]] = {}
        for texts in self.wording.values():
            for key, text in texts.items():
                self._add_word(key, text)
        for declared in custom_fields:
            self._add_custom(field_of_custom(declared))
        self.aliases = NO_ALIASES
        if aliases:
            every = [field for fields in self._custom.values() for field in fields]
            self.aliases = AliasIndex(aliases, every)

    def _add_word(self, key: str, text: str) -> None:
        section, _, rest = key.partition(".")
        if section == "field":
            for table in TABLES:
                if rest in fields_by_name(table):
                    self._rename_field(fields_by_name(table)[rest], text)
        elif key == NO_DECISION_KEY:
            self._no_decision.add(fold(text))
        elif section in _VOCABULARIES:
            member = _VOCABULARIES[section](rest)
            # One word for two members could be written and never be read back.
            other = self._members.setdefault((section, fold(text)), member)
            if other is not member:
                raise ModelError(
                    Reason(
                        "message.playbook.one_word_twice",
                        first=MemberKey(other),
                        second=MemberKey(member),
                        word=Quoted(text),
                    )
                )

    def _rename_field(self, field: Field, title: str) -> None:
        header = (field.table, fold_header(title))
        other = self._fields.setdefault(header, field)
        if other is field:
            # A new title may be powermap's own word for another field; both would then
            # claim one column.
            other = find(field.table, title) or field
        if other.name != field.name:
            raise ModelError(
                Reason(
                    "message.playbook.title_of_other_field",
                    field=FieldName(field.table, field.name),
                    title=Quoted(title),
                    other=FieldName(other.table, other.name),
                )
            )

    def _add_custom(self, declared: Field) -> None:
        self._custom.setdefault(declared.table, []).append(declared)
        for header in declared.headers:
            self._fields[declared.table, fold_header(header)] = declared

    def with_words(
        self,
        wording: Mapping[str, Mapping[str, str]],
        custom_fields: Iterable[CustomField],
    ) -> Glossary:
        """A glossary with words that a file carries, before those of a playbook."""
        carried = Glossary(wording, custom_fields, self.criteria)
        carried.aliases = self.aliases
        # The file's words win: it was written with them, maybe by another release of
        # the playbook.
        carried._members = {**self._members, **carried._members}
        carried._fields = {**self._fields, **carried._fields}
        carried._no_decision |= self._no_decision
        for table, fields in self._custom.items():
            known = carried._custom.setdefault(table, [])
            # What a playbook declares says more than what a file carries.
            names = {field.name for field in fields}
            others = [field for field in known if field.name not in names]
            carried._custom[table] = [*fields, *others]
        return carried

    def find(self, table: Table, header: str) -> Field | None:
        """The field that a header names, a custom one too when it is declared."""
        # A renamed header first; powermap's own words stay readable, so that older
        # files do not break.
        own = self._fields.get((table, fold_header(header)))
        return own or self._field_of_alias(table, header) or find(table, header)

    def _field_of_alias(self, table: Table, header: str) -> Field | None:
        field = self.aliases.field(table, header)
        # Only tables have columns from which fields follow.
        return None if field is None or field.part else field

    def own_field(self, table: Table, header: str) -> Field | None:
        """The field that a playbook gives a header, by a new title or a custom field."""
        return self._fields.get((table, fold_header(header)))

    def member(self, vocabulary: type[Word], word: str) -> Word | None:
        """The member of a vocabulary that a word names; None when there is none."""
        own = self.own_member(vocabulary, word)
        return own if own is not None else find_member(vocabulary, word)

    def own_member(self, vocabulary: type[Word], word: str) -> Word | None:
        """What a playbook says that a word means."""
        name = vocabulary.__name__
        own = self._members.get((name, fold(word))) or self.aliases.member(name, word)
        return own if isinstance(own, vocabulary) else None

    def rival(self, written: str) -> str:
        """The name of a rival; "no decision" where a playbook calls it otherwise.

        Examples
        --------
        >>> Glossary({"en": {"common.no_decision": "Status quo"}}).rival("status quo")
        'No decision'
        """
        return NO_DECISION if fold(written) in self._no_decision else written

    def custom_fields(self, table: Table) -> tuple[Field, ...]:
        """The custom fields that are declared for a table."""
        return tuple(self._custom.get(table, ()))

    def parse(
        self, vocabulary: type[Word], word: object, lang: str | None = None
    ) -> Word:
        """The member of a vocabulary that a word names.

        Raises
        ------
        ModelError
            When there is none; the message lists the words of a sheet in `lang`
            to choose from, or the keys where a file has these.
        """
        if isinstance(word, str):
            own = self.own_member(vocabulary, word)
            if own is not None:
                return own
        try:
            return parse(vocabulary, word)
        except ModelError as error:
            if lang is None:
                raise
            # The user has a drop-down before them, so the error speaks its words and
            # not keys.
            raise unknown_word(vocabulary, word, lang, self.own_words) from error

    @property
    def own_words(self) -> tuple[OwnWord, ...]:
        """What a playbook calls the members of vocabularies, for `Choices`."""
        words = []
        for language, texts in self.wording.items():
            for key, text in texts.items():
                if key.partition(".")[0] in _VOCABULARIES:
                    words.append((language, key, text))
        return tuple(words)


PLAIN = Glossary()
"""The words of a file without a playbook."""


def glossary_of(playbook: Playbook | None) -> Glossary:
    """The glossary of a playbook."""
    if playbook is None:
        return PLAIN
    return _glossary(playbook)


# Reading a folder of files asks for the same glossary again and again.
@cache
def _glossary(playbook: Playbook) -> Glossary:
    return Glossary(
        playbook.wording, playbook.custom_fields, playbook.criteria, playbook.aliases
    )
