"""The proposal that makes one plan of another: how a change set is taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from powermap.exchange.documents.plan_document import to_document_value
from powermap.exchange.plan_records import claim_values
from powermap.model import AccountPlan, Stakeholder
from powermap.model.claim import claimable_fields
from powermap.model.fields import LISTS, Field, Table, fields_of
from powermap.model.subject import Subject, plan_of
from powermap.proposals.proposal import Change, Kind, Proposal
from powermap.proposals.records import RecordKey, keys_in, path_of, records_in

__all__ = ["changes_between"]


def changes_between(old: Subject, new: Subject) -> Proposal:
    """The proposal that makes the new plan of the old one.

    Records are found again by what names them. What is in both plans must stand in the
    same order, as it does before and after a proposal was applied. The scale, the file
    of shared people and ids stay: no proposal changes them.

    Parameters
    ----------
    old, new : AccountPlan, BuyingCenter or Judgment
        Two versions.

    Returns
    -------
    Proposal
        Without quotes, so it is applied without a source.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> before = AccountPlan("ERP", center=BuyingCenter("ERP", [Stakeholder("Ana")]))
    >>> after = before.with_center(before.center.replace("ana", stance="supporter"))
    >>> [(each.field, each.value) for each in changes_between(before, after).changes]
    [('stance', 'supporter')]
    """
    before = plan_of(old)
    after = plan_of(new)
    changes = [*_facts(before, after)]
    tables: tuple[Table, ...] = ("people", "ties", *LISTS)
    for table in tables:
        changes += _records(table, before, after)
    return Proposal(changes)


def _facts(old: AccountPlan, new: AccountPlan) -> Iterator[Change]:
    for table, before, after in (
        ("about", old.center, new.center),
        ("plan", old, new),
    ):
        for field in fields_of(table):
            is_other = field.value_in(before) != field.value_in(after)
            # The day of the people is that of the plan too, unless it has its own.
            if field.name == "plan_as_of" and old.center.as_of != new.center.as_of:
                is_other = True
            if is_other:
                value = to_document_value(field.value_in(after))
                yield Change(field=field.name, value=value)
    yield from _custom_changes(old, new)


def _custom_changes(
    old: Any, new: Any, *, person: str | None = None, path: str | None = None
) -> Iterator[Change]:
    before = getattr(old, "custom", {})
    after = getattr(new, "custom", {})
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) == after.get(name):
            continue
        # Only a field that is added may have a name that nobody knows.
        kind: Kind = "set" if name in before else "add"
        value = to_document_value(after.get(name))
        yield Change(person, name, value, path=path, kind=kind)


def _records(table: Table, old: AccountPlan, new: AccountPlan) -> Iterator[Change]:
    pairs = _Pairs(table, records_in(old, table), records_in(new, table))
    for path in pairs.gone:
        yield Change(path=path, kind="remove")
    for place, path, before, record in pairs.stay:
        if before is None:
            value = _block(table, record)
            yield Change(path=path, value=value, kind="add", place=place)
        elif table == "people":
            yield from _person(before, record)
        elif before != record:
            yield from _fields(table, path, before, record)


class _Pairs:
    """The records of a table before and after, found again by their keys."""

    def __init__(self, table: Table, old: Sequence[Any], new: Sequence[Any]) -> None:
        self._table = table
        self._was = dict(zip(keys_in(table, old), old, strict=True))
        self._now = dict(zip(keys_in(table, new), new, strict=True))
        several = {key for key, number in (*self._was, *self._now) if number > 1}
        self._several = several
        before = [key for key in self._was if key in self._now]
        after = [key for key in self._now if key in self._was]
        # Of records that are called alike, one that goes gives its number to the next,
        # which stands elsewhere; then all of that name go and come again.
        self._anew = several if before != after else set()

    @property
    def gone(self) -> Iterator[str]:
        """The paths of records that are removed."""
        for key, record in self._was.items():
            if key not in self._now or key[0] in self._anew:
                yield self._path(key, record)

    @property
    def stay(self) -> Iterator[tuple[int, str, Any, Any]]:
        """Of each record after the change its place, path, what it was, what it is."""
        for place, (key, record) in enumerate(self._now.items(), start=1):
            before = None if key[0] in self._anew else self._was.get(key)
            yield place, self._path(key, record), before, record

    def _path(self, key: RecordKey, record: Any) -> str:
        number = key[1] if key[0] in self._several else None
        return path_of(self._table, record, number)


def _block(table: Table, record: Any) -> Mapping[str, Any] | None:
    """A record as the fields that a change gives a new one."""
    if table == "rivals":
        return None
    block = {}
    # What follows from claims is said by them.
    following = record.following if table == "people" else frozenset()
    for field in fields_of(table):
        if field.name in following:
            continue
        value = field.value_in(record)
        if value is not None and value not in ((), {}):
            block[field.name] = to_document_value(value)
    if table == "people":
        block.update(_claims_of(record))
    if getattr(record, "custom", None):
        custom = record.custom.items()
        block["custom"] = {name: to_document_value(each) for name, each in custom}
    return block


def _claims_of(person: Stakeholder) -> dict[str, Any]:
    """The claims about a person, and the fields that are unknown in spite of them."""
    if not person.claims:
        return {}
    block: dict[str, Any] = {}
    for claim in person.claims:
        name = claim.field
        if name not in person.following and getattr(person, name) in (None, ()):
            block[name] = None
    block["claims"] = [to_document_value(claim_values(each)) for each in person.claims]
    return block


def _person(old: Stakeholder, new: Stakeholder) -> Iterator[Change]:
    for field in fields_of("people"):
        follows = field.name in new.following
        if follows and field.name in claimable_fields():
            # A field that follows is said by the claims; one that did not is unset.
            if field.name not in old.following:
                yield Change(new.id, field.name, kind="remove")
            continue
        was_following = field.name in old.following
        before = field.value_in(old)
        after = field.value_in(new)
        if before != after or was_following:
            yield from _field(field, new.id, before, after)
    yield from _custom_changes(old, new, person=new.id)
    yield from _claims(old, new)


def _field(field: Field, id: str, before: Any, after: Any) -> Iterator[Change]:
    if not field.by_rival:
        yield Change(id, field.name, to_document_value(after))
        return
    for rival in dict.fromkeys([*before, *after]):
        if before.get(rival) != after.get(rival):
            name = f"{field.name}: {rival}"
            yield Change(id, name, to_document_value(after.get(rival)))


def _claims(old: Stakeholder, new: Stakeholder) -> Iterator[Change]:
    was = [(old.id, claim) for claim in old.claims]
    now = [(new.id, claim) for claim in new.claims]
    pairs = _Pairs("claims", was, now)
    for path in pairs.gone:
        yield Change(path=path, kind="remove")
    for place, path, before, record in pairs.stay:
        if before is None:
            value = to_document_value(claim_values(record[1]))
            yield Change(path=path, value=value, kind="add", place=place)
        elif before != record:
            yield from _fields("claims", path, before[1], record[1])


def _fields(table: Table, path: str, old: Any, new: Any) -> Iterator[Change]:
    for field in fields_of(table):
        # Whom a claim is about is no part of it.
        if field.name == "person":
            continue
        before = field.value_in(old)
        after = field.value_in(new)
        if before != after:
            yield Change(path=path, field=field.name, value=to_document_value(after))
    yield from _custom_changes(old, new, path=path)
