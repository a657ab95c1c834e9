"""What is wrong with the lists of a plan, as messages."""

from __future__ import annotations

from datetime import date

from powermap.exchange.raw_file import RawRecord
from powermap.language import Listed, Quoted, Reason
from powermap.language.values import Value
from powermap.model import Assessment, Criterion
from powermap.model.choices import Choices
from powermap.model.field_names import FieldName
from powermap.model.fields import Field
from powermap.model.sheet_titles import keys_of, sheet_title


def missing(field: Field, lang: str | None) -> Reason:
    """A row lacks what it must say."""
    name = FieldName(field.table, field.name)
    if field.vocabulary is None:
        return Reason("message.plan.field_missing", field=name)
    allowed = Choices(field.vocabulary, lang)
    return Reason("message.plan.word_missing", field=name, allowed=allowed)


def unknown_criterion(written: str, hint: Value, lang: str | None) -> Reason:
    """An answer is about no criterion that is known."""
    place = Reason("message.plan.key", key=keys_of("criteria")[0])
    if lang is not None:
        title = sheet_title("criteria", lang)
        place = Reason("message.plan.sheet", title=title)
    return Reason(
        "message.plan.unknown_criterion",
        name=Quoted(written),
        hint=hint,
        allowed=Choices(Criterion, lang),
        place=place,
    )


def answered_twice(entry: Assessment, record: RawRecord, first: RawRecord) -> Reason:
    """One criterion has two answers of one day."""
    no_date = Reason("message.plan.no_date")
    return Reason(
        "message.plan.answered_twice",
        row=Reason("message.row", row=first.row),
        criterion=Quoted(record.values.get("criterion")),
        party=entry.rival or Reason("message.plan.us"),
        day=entry.as_of.isoformat() if entry.as_of else no_date,
    )


def day_in_row(day: date, record: RawRecord) -> Reason:
    """A day and where it stands."""
    row = Reason("message.row", row=record.row)
    place = Listed([record.sheet, row], "places")
    return Reason("message.plan.day_in_row", day=day.isoformat(), place=place)
