"""Which free texts stay in a redacted plan: only a reader can tell what else they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from powermap.errors import Note
from powermap.language import LANGS, Listed, Reason
from powermap.language.values import Texts as Words, Value
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.field_names import FieldName
from powermap.model.fields import Table, fields_by_name
from powermap.model.record import Record
from powermap.model.sheet_titles import keys_of, sheet_title
from powermap.redaction.audience import FREE_TEXTS, Texts

__all__ = ["kinds_of_texts", "texts_that_stay"]


def texts_that_stay(
    hidden: BuyingCenter | AccountPlan,
    level: str,
    texts: Texts,
    drop: str = "texts='drop'",
) -> Note | None:
    """A note of the free texts that an audience gets; None when there are none.

    `drop` is how they are left out, as the user writes it.
    """
    kinds = kinds_of_texts(hidden)
    if not kinds:
        return None
    key = "kept" if texts == "keep" else "masked"
    return Note(
        Reason(
            f"message.redaction.{key}",
            level=level,
            parts=Listed([_title(*kind) for kind in kinds]),
            drop=drop,
        )
    )


def kinds_of_texts(hidden: BuyingCenter | AccountPlan) -> list[tuple[Table, str]]:
    """The fields with free texts in which something stands."""
    kinds: list[tuple[Table, str]] = []
    for table, names in FREE_TEXTS.items():
        records = list(_records(hidden, table))
        for name, field in fields_by_name(table).items():
            if name in names and any(map(field.value_in, records)):
                kinds.append((table, name))
    return kinds


def _records(hidden: BuyingCenter | AccountPlan, table: Table) -> Iterable[Record]:
    center = hidden if isinstance(hidden, BuyingCenter) else hidden.center
    if table == "people":
        return center.stakeholders
    if table == "ties":
        return center.ties
    if table == "claims":
        return _claims(center)
    if isinstance(hidden, BuyingCenter):
        return ()
    if table == "plan":
        return (hidden,)
    records: Iterable[Record] = getattr(hidden, keys_of(table)[0])
    return records


def _claims(center: BuyingCenter) -> Iterator[Record]:
    for person in center:
        yield from person.claims


def _title(table: Table, name: str) -> Value:
    """What workbooks call a field, or the list that is nothing but its texts."""
    if name != "name":
        return FieldName(table, name)
    return Words({lang: sheet_title(table, lang) for lang in LANGS})
