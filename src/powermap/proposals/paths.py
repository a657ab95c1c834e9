"""Paths: how a change names a record of a plan, as merging and comparing call it.

``TABLE: RECORD`` is what a merge prints: ``actions: Visit Ana``, ``ties: Ben Ode → Ana
Ruiz, influences``, ``assessments: funding, Contoso, 2026-11-10``, ``claims: Ana Ruiz,
stance, Kim, 2026-11-09``. What follows the first comma may be left out where one
record is meant all the same, ``-`` stands for what is not known, and ``#2`` names the
second of two that are called alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from powermap.errors import ModelError
from powermap.exchange.people_register import Names
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model import AccountPlan, Criterion, Source, TieKind
from powermap.model.center_edits import place_of_person
from powermap.model.fields import TABLES, Table
from powermap.model.sheet_titles import keys_of, sheet_of, table_of_key
from powermap.model.text import parse_date
from powermap.model.vocabulary import find_member
from powermap.proposals.records import (
    KEPT,
    NOTHING,
    key_of,
    name_in_path,
    numbers_in,
    path_of,
    records_in,
)

if TYPE_CHECKING:
    from powermap.exchange.glossary import Glossary
    from powermap.proposals.proposal import Change

__all__ = [
    "ANY",
    "Place",
    "Wanted",
    "find_record",
    "name_of",
    "place_of",
    "split_ends",
    "split_number",
    "wanted_record",
]

T = TypeVar("T")
_ARROW = re.compile(r"\s*(?:→|->|=>)\s*")
_COLON = re.compile(r"\s*[:：]\s*")
_COMMA = re.compile(r"[,，、]")
_NUMBER = re.compile(r"\s+#(\d{1,4})$")
_FACTS: tuple[Table, ...] = ("plan", "about")
_LISTED = 10
"""Records that a message names."""


class _Anything(Enum):
    """Whatever a part of a key is."""

    ANY = "any"


ANY = _Anything.ANY


@dataclass(frozen=True, slots=True)
class Place:
    """A table, and what a change calls the record; "" for the plan itself."""

    table: Table
    text: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The parts of a key that a path gives, and which one of those that have them."""

    parts: tuple[Any, ...]
    number: int | None = None


def place_of(change: Change) -> Place:
    """The place that a change names.

    Raises
    ------
    ModelError
        When the path begins with no table.
    """
    if change.person is not None:
        return Place("people", change.person)
    if change.path is None:
        return Place("plan")
    head, *rest = _COLON.split(change.path.strip(), maxsplit=1)
    table = _table_called(head)
    if table is None:
        names = [_name_of(each) for each in KEPT]
        raise ModelError(
            Reason(
                "message.proposals.no_table",
                path=Quoted(change.path),
                allowed=Listed(names),
                hint=Nearest(head, (*names, "people", "plan")),
            )
        )
    text = rest[0].strip() if rest else ""
    return Place("plan") if table in _FACTS else Place(table, text)


def _table_called(word: str) -> Table | None:
    key = table_of_key(word)
    if key is not None:
        return key
    sheet = sheet_of(word) or word.strip().lower()
    return next((table for table in TABLES if table == sheet), None)


def _name_of(table: Table) -> str:
    keys = keys_of(table)
    return keys[0] if keys else table


def find_record(plan: AccountPlan, place: Place, glossary: Glossary) -> int:
    """Where the record of a place stands in its table.

    Raises
    ------
    ModelError
        When there is none, or several may be meant.
    """
    records = records_in(plan, place.table)
    wanted = wanted_record(plan, place, glossary)
    if place.table == "people" and wanted.number is None:
        # An id is of one person; a change of each person must not look at all of them.
        return place_of_person(plan.center, wanted.parts[0])
    found = [at for at, each in enumerate(records) if _matches(place, each, wanted)]
    if wanted.number is not None:
        found = found[wanted.number - 1 : wanted.number]
    if len(found) > 1 and place.table == "assessments":
        # Of several reviews the latest holds.
        found = [max(found, key=lambda at: records[at].as_of or date.min)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise _unknown(place, records)
    numbers = numbers_in(place.table, records)
    labels = [Quoted(path_of(place.table, records[at], numbers[at])) for at in found]
    raise ModelError(
        Reason(
            "message.proposals.several",
            name=Quoted(place.text),
            count=len(found),
            records=Listed(labels, most=_LISTED),
        )
    )


def _matches(place: Place, record: Any, wanted: Wanted) -> bool:
    # Most ties are of others, which is told at once.
    if place.table == "ties" and record.source not in wanted.parts[:2]:
        return False
    key = key_of(place.table, record)
    parts = key if isinstance(key, tuple) else (key,)
    if place.table == "ties" and wanted.parts[2] is ANY:
        ends = {(record.source, record.target)}
        if record.kind.mutual:
            ends.add((record.target, record.source))
        return wanted.parts[:2] in ends
    pairs = zip(parts, wanted.parts, strict=True)
    return all(part is ANY or part == own for own, part in pairs)


def _unknown(place: Place, records: Sequence[Any]) -> ModelError:
    table = place.table
    numbers = numbers_in(table, records)
    called = [
        name_in_path(table, each, number)
        for each, number in zip(records, numbers, strict=True)
    ]
    if not called:
        return ModelError(
            Reason(
                "message.proposals.empty_table",
                table=_name_of(table),
                name=Quoted(place.text),
            )
        )
    return ModelError(
        Reason(
            "message.proposals.unknown_record",
            table=_name_of(table),
            name=Quoted(place.text),
            allowed=Listed([Quoted(each) for each in called], most=_LISTED),
            hint=Nearest(place.text, tuple(called)),
        )
    )


def wanted_record(plan: AccountPlan, place: Place, glossary: Glossary) -> Wanted:
    """What a path says of the key of a record, whether the record is there or not.

    Raises
    ------
    ModelError
        When it names a person who is not there, or lacks a part.
    """
    text, number = split_number(place.text)
    # A name may end so itself.
    if number is not None and _is_called(plan, place.table, place.text):
        text, number = place.text, None
    parts = _PARSERS.get(place.table, _parse_name)(plan, place.table, text, glossary)
    return Wanted(parts, number)


def split_number(text: str) -> tuple[str, int | None]:
    """A path, and the how many-th of this name it means, if it says so."""
    match = _NUMBER.search(text)
    if match is None:
        return text, None
    return text[: match.start()], int(match[1])


def _is_called(plan: AccountPlan, table: Table, text: str) -> bool:
    return any(getattr(each, "name", each) == text for each in records_in(plan, table))


def _parse_name(
    plan: AccountPlan, table: Table, text: str, glossary: Glossary
) -> tuple[Hashable, ...]:
    del glossary
    return (name_of(plan, table, text),)


def name_of(plan: AccountPlan, table: Table, text: str) -> str:
    """A name as the plan spells it; as it is written where nothing has it."""
    names = [getattr(each, "name", each) for each in records_in(plan, table)]
    return Names(names).find(text) or text


def _parse_person(
    plan: AccountPlan, table: Table, text: str, glossary: Glossary
) -> tuple[Hashable, ...]:
    del table, glossary
    return (plan.center.find(text).id,)


def _parse_tie(
    plan: AccountPlan, table: Table, text: str, glossary: Glossary
) -> tuple[Hashable, ...]:
    del table
    source, target, rest = split_ends(plan, text)
    if not rest:
        return (source, target, ANY)
    kind = glossary.parse(TieKind, rest)
    if kind.mutual:
        source, target = min(source, target), max(source, target)
    return (source, target, kind.value)


def split_ends(plan: AccountPlan, text: str) -> tuple[str, str, str]:
    """The ids of the two people of a tie, and what follows behind a comma."""
    arrows = [*_ARROW.finditer(text)]
    if not arrows:
        raise ModelError(Reason("message.proposals.tie_path", path=Quoted(text)))
    find = _person_in(plan)
    for arrow in arrows:
        # An id may have an arrow in it.
        source = find(text[: arrow.start()])
        target, rest = _split_prefix(text[arrow.end() :], find)
        if source is not None and target is not None:
            return source, target, rest
    first = arrows[0]
    source = plan.center.find(text[: first.start()]).id
    # Without the kind, which would make the name an unknown one.
    name = _COMMA.split(text[first.end() :])[0]
    return source, plan.center.find(name).id, ""


def _parse_claim(
    plan: AccountPlan, table: Table, text: str, glossary: Glossary
) -> tuple[Hashable, ...]:
    del table
    person, rest = _split_prefix(text, _person_in(plan))
    if person is None:
        person = plan.center.find(text).id
    word, _, more = rest.partition(",")
    field = glossary.find("people", word)
    if field is None:
        return (person, ANY, ANY, ANY)
    said_by, day = _split_day(more)
    speaker = {"": ANY, NOTHING: None}.get(said_by, said_by)
    return (person, field.name, speaker, day)


def _parse_assessment(
    plan: AccountPlan, table: Table, text: str, glossary: Glossary
) -> tuple[Hashable, ...]:
    del table
    own = Names(each.name for each in plan.extra_criteria)

    def criterion_in(word: str) -> str | None:
        member = glossary.member(Criterion, word)
        return member.value if member is not None else own.find(word)

    criterion, rest = _split_prefix(text, criterion_in)
    if criterion is None:
        criterion, _, rest = text.partition(",")
    rival, day = _split_day(rest)
    if rival:
        rival = Names(plan.rivals).find(rival) or rival
    return (criterion.strip(), rival or None, day)


def _parse_rating(
    plan: AccountPlan, table: Table, text: str, glossary: Glossary
) -> tuple[Hashable, ...]:
    del plan, table, glossary
    source, rest = _split_prefix(text, lambda word: find_member(Source, word))
    if source is None or not rest:
        return (ANY, text)
    return (source.value, rest)


_PARSERS: dict[Table, Callable[..., tuple[Hashable, ...]]] = {
    "people": _parse_person,
    "ties": _parse_tie,
    "claims": _parse_claim,
    "assessments": _parse_assessment,
    "appraisal": _parse_rating,
}


def _person_in(plan: AccountPlan) -> Callable[[str], str | None]:
    def find(word: str) -> str | None:
        return plan.center[word].id if word in plan.center else None

    return find


def _split_prefix(text: str, known: Callable[[str], T | None]) -> tuple[T | None, str]:
    """The longest part before a comma that is known, and what follows the comma."""
    ends = [len(text), *reversed([each.start() for each in _COMMA.finditer(text)])]
    for end in ends:
        value = known(text[:end].strip())
        if value is not None:
            return value, text[end + 1 :].strip()
    return None, text


def _split_day(text: str) -> tuple[str, Any]:
    """A text and the day behind its last comma; any day where there is none."""
    before, _, last = text.strip().rpartition(",")
    if last.strip() == NOTHING and (before or last == text.strip()):
        return before.strip(), None
    try:
        day = parse_date(last.strip())
    except ModelError:
        return text.strip(), ANY
    return before.strip(), day
