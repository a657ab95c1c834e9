"""The records of a plan by table: what they are called, and one put for another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any

from powermap.language import Listed, Reason
from powermap.language.values import Value
from powermap.model import AccountPlan, BuyingCenter, Claim, Stakeholder
from powermap.model.by_rival import rivals_named
from powermap.model.center_edits import put_person, without_tie
from powermap.model.fields import LISTS, Table, fields_by_name
from powermap.model.sheet_titles import keys_of

__all__ = [
    "KEPT",
    "NOTHING",
    "Claimed",
    "RecordKey",
    "key_of",
    "keys_in",
    "label_of",
    "name_in_path",
    "numbers_in",
    "path_of",
    "records_in",
    "with_added",
    "with_person",
    "with_records",
    "without_record",
]

KEPT: tuple[Table, ...] = ("people", "ties", "claims", *LISTS)
"""The tables of records."""
NOTHING = "-"
"""What stands in a path for a part that is not known."""
Claimed = tuple[str, Claim]
"""A claim, and the id of the person whom it is about."""
RecordKey = tuple[Hashable, int]
"""What a record is known by, and the how many-th of this key it is."""


def records_in(plan: AccountPlan, table: Table) -> tuple[Any, ...]:
    """The records of a table in their order; claims with whom they are about."""
    if table == "people":
        return plan.center.stakeholders
    if table == "ties":
        return plan.center.ties
    if table == "claims":
        return tuple(
            (person.id, claim) for person in plan.center for claim in person.claims
        )
    records: tuple[Any, ...] = getattr(plan, keys_of(table)[0])
    return records


def with_records(
    plan: AccountPlan, table: Table, records: Sequence[Any]
) -> AccountPlan:
    """The plan with other records in a table.

    Raises
    ------
    ModelError
        When the result would contradict itself.
    """
    if table == "people":
        center = plan.center.revised(stakeholders=records)
        return plan.revised(center=center)
    if table == "ties":
        return plan.revised(center=plan.center.revised(ties=records))
    if table == "claims":
        return _with_claims(plan, records)
    return plan.revised(**{keys_of(table)[0]: records})


def without_record(plan: AccountPlan, table: Table, place: int) -> AccountPlan:
    """The plan without the record at a place of a table.

    Raises
    ------
    ModelError
        When the result would contradict itself.
    """
    records = records_in(plan, table)
    if table == "people":
        id = records[place].id
        center = plan.center.without(id)
        acts = any(id in {*each.with_people, each.test_of} for each in plan.actions)
        return plan.with_center(center) if acts else _with_people(plan, center)
    if table == "ties":
        return _with_people(plan, without_tie(plan.center, place))
    return with_records(plan, table, (*records[:place], *records[place + 1 :]))


def with_added(
    plan: AccountPlan, table: Table, record: Any, place: int | None = None
) -> AccountPlan:
    """The plan with one more record, at the end or at a place counted from 1.

    Raises
    ------
    ModelError
        When the result would contradict itself.
    """
    records = records_in(plan, table)
    at = len(records) if place is None else place - 1
    if table == "ties" and at >= len(records):
        return _with_people(plan, plan.center.add(ties=[record]))
    if table == "people" and at >= len(records) and not rivals_named([record]):
        return _with_people(plan, plan.center.add(record))
    return with_records(plan, table, (*records[:at], record, *records[at:]))


def _with_people(plan: AccountPlan, center: BuyingCenter) -> AccountPlan:
    """The plan with people who were checked already and stand nowhere else in it.

    Checking the plan again looks at everybody, for each of a thousand changes.
    """
    return plan.model_copy(update={"center": center})


def _with_claims(plan: AccountPlan, records: Sequence[Claimed]) -> AccountPlan:
    claims: dict[str, list[Claim]] = {}
    for id, claim in records:
        claims.setdefault(id, []).append(claim)
    for person in plan.center:
        new = tuple(claims.get(person.id, ()))
        if new != person.claims:
            plan = with_person(plan, person, person.revised(claims=new))
    return plan


def with_person(plan: AccountPlan, old: Stakeholder, new: Stakeholder) -> AccountPlan:
    """The plan with another version of a person."""
    if new is old:
        return plan
    center = put_person(plan.center, old, new)
    if _names_same(old, new):
        return _with_people(plan, center)
    return plan.revised(center=center)


def _names_same(old: Stakeholder, new: Stakeholder) -> bool:
    """Whether two versions of a person name the same id and rivals."""
    return old.id == new.id and rivals_named([old]) == rivals_named([new])


def key_of(table: Table, record: Any) -> Hashable:
    """By what a record is told apart from the others of its table."""
    if table == "people":
        return str(record.id)
    if table == "ties":
        ends = (record.source, record.target)
        # A friendship written from the other end is the same friendship.
        if record.kind.mutual:
            ends = (min(ends), max(ends))
        return (*ends, record.kind.value)
    if table == "claims":
        id, claim = record
        return (id, claim.field, claim.said_by, claim.day)
    if table == "assessments":
        return (str(record.criterion), record.rival, record.as_of)
    if table == "appraisal":
        return (record.source.value, record.name)
    return str(record) if table == "rivals" else str(record.name)


def keys_in(table: Table, records: Sequence[Any]) -> list[RecordKey]:
    """The keys of records, of which the second of a kind is another than the first."""
    counts: Counter[Hashable] = Counter()
    keys = []
    for record in records:
        key = key_of(table, record)
        counts[key] += 1
        keys.append((key, counts[key]))
    return keys


def label_of(plan: AccountPlan, table: Table, record: Any) -> Value:
    """What a record is called in a sentence."""
    if table == "people":
        return str(record.name)
    if table == "ties":
        text: Value = Reason(
            f"tie.{record.kind.value}",
            source=_name(plan, record.source),
            target=_name(plan, record.target),
        )
        return text
    if table == "claims":
        id, claim = record
        parts: list[Value] = [_name(plan, id), fields_by_name("people")[claim.field]]
        parts += [each for each in (claim.said_by, claim.day) if each]
        return Reason("list.plain", text=Listed(parts))
    if table == "assessments":
        parts = [record.criterion]
        parts += [each for each in (record.rival, record.as_of) if each]
        return Reason("list.plain", text=Listed(parts))
    if table == "appraisal":
        return Reason("list.plain", text=Listed([record.source, record.name], "colon"))
    return str(record) if table == "rivals" else str(record.name)


def _name(plan: AccountPlan, id: str) -> str:
    return plan.center[id].name if id in plan.center else id


def numbers_in(table: Table, records: Sequence[Any]) -> list[int | None]:
    """The how many-th of its key each record is; None for one that is alone."""
    keys = keys_in(table, records)
    several = {key for key, number in keys if number > 1}
    return [number if key in several else None for key, number in keys]


def path_of(table: Table, record: Any, number: int | None = None) -> str:
    """The path of a record, as `Change` takes it.

    Examples
    --------
    >>> from powermap.model import Tie
    >>> path_of("ties", Tie("ben-ode", "ana-ruiz", "reports_to"))
    'ties: ben-ode → ana-ruiz, reports_to'
    """
    text = name_in_path(table, record, number)
    return f"{keys_of(table)[0] if keys_of(table) else table}: {text}"


def name_in_path(table: Table, record: Any, number: int | None = None) -> str:
    """What a path calls a record behind its table."""
    text = ", ".join(_parts_of(table, record))
    return f"{text} #{number}" if number else text


def _parts_of(table: Table, record: Any) -> list[str]:
    if table == "people":
        return [record.id]
    if table == "ties":
        return [f"{record.source} → {record.target}", record.kind.value]
    if table == "claims":
        id, claim = record
        return [id, claim.field, claim.said_by or NOTHING, _day(claim.day)]
    if table == "assessments":
        rival = [record.rival] if record.rival else []
        return [str(record.criterion), *rival, _day(record.as_of)]
    if table == "appraisal":
        return [record.source.value, record.name]
    return [str(record) if table == "rivals" else record.name]


def _day(day: date | None) -> str:
    return day.isoformat() if day else NOTHING
