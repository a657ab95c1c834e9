"""How the words of a column were read, in one note a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.column import Column
from powermap.exchange.intake.headers import Certainty
from powermap.exchange.intake.scale import ScaleDecision
from powermap.exchange.intake.values.cells import WordMeaning
from powermap.exchange.intake.words import MIDDLE, UNKNOWN
from powermap.language import Listed, Quoted, Reason
from powermap.language.values import Value
from powermap.model import Scale
from powermap.model.fields import fields_by_name

__all__ = ["meaning_of", "note_of_words"]

_JUDGED = frozenset(
    {"power", "involvement", "stance", "contact", "declared_role", "can_veto", "kind"}
)
"""Fields that decide how a person is shown: how they were read is always told."""
_MOST = 8
"""Words in a note."""


def note_of_words(
    column: Column,
    words: Sequence[WordMeaning],
    decision: ScaleDecision,
    glossary: Glossary,
) -> Reason | None:
    """How a column was read; None when it says what powermap itself would write."""
    if column.rule is not None and column.rule.says_several:
        # The mapping says it, so nothing was assumed.
        return None
    if column.is_ignored:
        return column.why_ignored
    if not column.fields and column.why_kept is not None:
        return column.why_kept
    if not column.fields:
        return None
    return _how_read(column, _by_meaning(column, words, decision, glossary))


def _how_read(column: Column, by_meaning: Sequence[Reason]) -> Reason | None:
    """What was taken for what; None when the header says it."""
    listed = Listed(by_meaning, "semicolon", most=_MOST)
    if _is_part(column):
        return Reason("message.columns.words_say", words=listed) if by_meaning else None
    is_judged = any(
        field.name in _JUDGED or field.rival is not None for field in column.fields
    )
    is_sure = column.certainty in {Certainty.TITLE, Certainty.ALIAS, Certainty.MAPPING}
    fields: Value = Listed(column.fields, "and")
    if is_judged and by_meaning:
        return Reason("message.columns.read_words", field=fields, words=listed)
    is_plain = all(field.part for field in column.fields)
    is_told = is_judged or (column.certainty is Certainty.PERHAPS and not is_plain)
    if is_sure or not is_told:
        return None
    return Reason("message.columns.read_as", field=fields)


def _is_part(column: Column) -> bool:
    return any(
        field.name in {"quadrant", "buying_role", "decides", "involved"}
        for field in column.fields
    )


def _by_meaning(
    column: Column,
    words: Sequence[WordMeaning],
    decision: ScaleDecision,
    glossary: Glossary,
) -> list[Reason]:
    """Each word that is not powermap's own or the playbook's, with what it was taken for."""
    parts = []
    for word in words:
        if word.how not in {"word", "middle"} or _is_own(column, word, glossary):
            continue
        if column.rule is not None and column.rule.word(word.written) is not None:
            continue
        parts.append(
            Reason(
                "message.columns.word_means",
                count=len(word.rows),
                word=Quoted(word.written, 40),
                meaning=meaning_of(word.value, decision.scale),
            )
        )
    return parts


def _is_own(column: Column, word: WordMeaning, glossary: Glossary) -> bool:
    """Whether powermap itself would write this word here, or the playbook calls it so."""
    field = column.field
    if field is None or field.vocabulary is None:
        return False
    return glossary.member(field.vocabulary, word.written) is not None


def meaning_of(value: Any, scale: Scale) -> Value:
    """What a word was taken for, as a message says it."""
    if value == MIDDLE:
        return Reason("message.columns.middle", middle=scale.middle, high=scale.high)
    if value == UNKNOWN:
        return Reason("message.inspect.word_unknown")
    if isinstance(value, Mapping):
        parts = []
        for name, each in value.items():
            title = fields_by_name("people")[name]
            parts.append(
                Reason(
                    "message.columns.says", field=title, value=meaning_of(each, scale)
                )
            )
        return Listed(parts, "comma") if parts else Reason("message.columns.nothing")
    if isinstance(value, list | tuple):
        return Listed([meaning_of(each, scale) for each in value], "plus")
    said: Value = value
    return said
