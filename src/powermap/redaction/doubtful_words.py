"""What may be a name and stays, with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import Enum

from powermap.errors import Note
from powermap.language import Listed, Quoted, Reason
from powermap.model import AccountPlan, BuyingCenter, Stakeholder
from powermap.model.field_names import FieldName, table_of_record
from powermap.model.record import Record
from powermap.redaction.audience import FREE_TEXTS
from powermap.redaction.cleaning import Cleaner

__all__ = ["doubtful_words", "texts_of"]


def doubtful_words(
    hidden: BuyingCenter | AccountPlan,
    cleaner: Cleaner,
    level: str,
    *,
    in_free_texts: bool,
) -> Note | None:
    """A note of words that may be names and stay; None when there are none."""
    places: dict[str, list[Place]] = {}
    for place, text in texts_of(hidden, in_free_texts=in_free_texts):
        for word in cleaner.doubts(text):
            places.setdefault(word, []).append(place)
    if not places:
        return None
    parts = []
    for word, where in places.items():
        # The parts of a place are separated as sentences are: by a space in English,
        # by nothing in Chinese.
        listed = [Listed(place, "sentences") for place in dict.fromkeys(where)]
        parts.append(
            Reason(
                "message.redaction.word_at", word=Quoted(word), places=Listed(listed)
            )
        )
    reason = Reason(
        "message.redaction.names", level=level, words=Listed(parts, "semicolon")
    )
    return Note(reason)


_NOT_TEXT = frozenset(
    {"id", "source", "target", "with_people", "test_of", "select", "ignore"}
)
Place = tuple[str | int | FieldName, ...]
"""Where a text stands: a person or a list, its number, a field."""


def texts_of(
    value: object, place: Place = (), *, in_free_texts: bool = True
) -> Iterator[tuple[Place, str]]:
    """Every text that somebody wrote, and where it stands."""
    if isinstance(value, Record):
        for inner, text in _fields_of_record(value, place, in_free_texts=in_free_texts):
            yield from texts_of(text, inner, in_free_texts=in_free_texts)
    elif isinstance(value, Mapping):
        for name, text in value.items():
            yield from texts_of(text, (*place, name), in_free_texts=in_free_texts)
    elif isinstance(value, tuple):
        for number, part in enumerate(value, 1):
            yield from texts_of(part, (*place, number), in_free_texts=in_free_texts)
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield place, value


def _fields_of_record(
    record: Record, place: Place, *, in_free_texts: bool
) -> Iterator[tuple[Place, object]]:
    is_person = isinstance(record, Stakeholder)
    inside: Place = (record.name,) if isinstance(record, Stakeholder) else place
    table = table_of_record(type(record).__name__)
    skipped: Collection[str] = ()
    if table is not None and not in_free_texts:
        skipped = FREE_TEXTS.get(table, ())
    for name in type(record).model_fields:
        if name in _NOT_TEXT or name in skipped or (is_person and name == "name"):
            continue
        yield (*inside, FieldName(table, name)), getattr(record, name)
