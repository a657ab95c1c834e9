"""The words of a CRM that say what is known of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from powermap.exchange.crm.columns import WORD_FIELDS, CrmColumn, CrmMapping, CrmWord
from powermap.language import Quoted, Reason
from powermap.model import Scale, Stakeholder
from powermap.model.axes import involvement_of, power_of

__all__ = ["word_cells"]

Part = tuple[str, CrmWord | None]
"""A word as a cell has it, with its meaning if that is known."""


def word_cells(
    person: Stakeholder,
    kept: Mapping[str, str],
    mapping: CrmMapping,
    scale: Scale,
    lang: str,
) -> tuple[dict[str, str], list[Reason]]:
    """The cells of the columns with words, and notes of what had to change.

    The words that the CRM had stay while they hold; for what they leave out the first
    word is added that says it.
    """
    facts = _facts(person, scale)
    columns = [column for column in mapping.columns if column.says_several]
    before: dict[str, list[Part]] = {}
    still_true: dict[str, list[Part]] = {}
    # What a column of its own says needs no word in another.
    covered = {column.field for column in mapping.columns if column.field}
    for column in columns:
        written = kept.get(column.key, "")
        parts = column.parts(written)
        # The user's own words stay as long as they are true, in their spelling and
        # order.
        true_parts = [part for part in parts if not _contradicts(part[1], facts)]
        before[column.key] = parts
        still_true[column.key] = true_parts
        # Over all columns first, so that no second column repeats what one already
        # says.
        covered |= _fields_of(true_parts)
    cells = {}
    notes = []
    for column in columns:
        key = column.key
        written = kept.get(key, "")
        parts = still_true[key]
        is_changed = parts != before[key]
        added: list[str] = []
        # A column for one word takes another only when its own no longer holds.
        if column.separators or not parts:
            added = _words_for(column, facts, covered, lang)
        cells[key] = written
        if added or is_changed:
            cells[key] = _join(column, [*(text for text, _ in parts), *added])
        if written and is_changed:
            notes.append(
                Reason(
                    "message.mapping.now_is",
                    column=column.header.get(lang, key),
                    person=Quoted(person.name),
                    value=Quoted(cells[key]),
                    before=Quoted(written),
                )
            )
    return cells, notes


def _facts(person: Stakeholder, scale: Scale) -> dict[str, Any]:
    """What is known, with scores as words, since the words of a CRM know no scores."""
    facts = {}
    for field in WORD_FIELDS:
        value = getattr(person, field)
        if field == "power":
            value = power_of(person, scale)
        elif field == "involvement":
            value = involvement_of(person, scale)
        if value is not None:
            facts[field] = value
    return facts


def _contradicts(word: CrmWord | None, facts: Mapping[str, Any]) -> bool:
    if word is None:
        return False
    for field, value in word.says.items():
        # What is unknown in powermap does not contradict a word of the CRM.
        if facts.get(field, value) != value:
            return True
    return False


def _fields_of(parts: Iterable[Part]) -> set[str]:
    """The fields of which words say something."""
    fields: set[str] = set()
    for _, word in parts:
        if word is not None:
            fields |= word.says.keys()
    return fields


def _words_for(
    column: CrmColumn, facts: Mapping[str, Any], covered: set[str], lang: str
) -> list[str]:
    """Words for what is not covered yet, which is covered then."""
    added: list[str] = []
    # Greedy: the word that says most comes first, which keeps cells short. Mappings
    # have too few words for a better search to matter.
    while True:
        best = _most_telling(column, facts, covered)
        if best is None or (added and not column.separators):
            return added
        covered |= best.says.keys()
        added.append(best.written.get(lang) or best.written["en"])


def _most_telling(
    column: CrmColumn, facts: Mapping[str, Any], covered: set[str]
) -> CrmWord | None:
    """The first of the words that say most that is true and not covered."""
    # Mappings list the usual word first: it wins where several say the same.
    best = None
    most = 0
    for word in column.words:
        count = len(word.says.keys() - covered)
        is_true = word.says.items() <= facts.items()
        if is_true and count > most:
            best = word
            most = count
    return best


def _join(column: CrmColumn, words: Sequence[str]) -> str:
    if not column.separators:
        return "".join(words)
    separator = column.separators[0].strip()
    # HubSpot separates values by a semicolon without a space.
    between = ";" if separator == ";" else f"{column.separators[0]} "
    return between.join(words)
