"""One change applied to a plan: a fact, a field of a record, a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from powermap.compare.changes import FieldTitle
from powermap.compare.contrast import Contrast
from powermap.errors import ModelError
from powermap.judgment.answers import signed_answer
from powermap.language import Listed, Quoted, Reason
from powermap.language.values import Value
from powermap.model import AccountPlan, Assessment, Stakeholder
from powermap.model.claim import claimable_fields
from powermap.model.field_names import FieldName
from powermap.model.fields import Field, fields_by_name, required_fields
from powermap.proposals.claims import claim_of, day_of, follow_claims, with_claim
from powermap.proposals.evidence import add_line, evidence_line, tie_evidence
from powermap.proposals.new_records import add_record
from powermap.proposals.paths import Place, find_record, place_of
from powermap.proposals.records import (
    label_of,
    records_in,
    with_person,
    with_records,
    without_record,
)
from powermap.proposals.values import (
    MEMBERS,
    PROSE,
    Words,
    changed_custom,
    is_empty_value,
)

if TYPE_CHECKING:
    from powermap.exchange.glossary import Glossary
    from powermap.proposals.proposal import Change

__all__ = ["Edited", "edit"]

Edited = tuple[AccountPlan, Reason]
"""The plan after a change, and what became of it in a sentence."""


def edit(plan: AccountPlan, change: Change, glossary: Glossary) -> Edited:
    """The plan after one change; with a quote its evidence is written too.

    Raises
    ------
    ModelError
        When the change cannot be made; the message says why and what is allowed.
    """
    place = place_of(change)
    words = Words(plan, glossary)
    adds_record = change.kind == "add" and change.field is None
    if place.table == "claims" and change.quote and not adds_record:
        raise ModelError(Reason("message.proposals.claim_stays"))
    if change.field is None:
        return _edit_record(plan, change, place, words)
    if place.table == "plan":
        return _edit_fact(plan, change, words)
    field = words.field(place.table, change.field, may_be_new=_adds_field(change))
    at = find_record(plan, place, glossary)
    site = _Site(plan, change, words, place, field, at)
    if place.table == "people":
        return _edit_person(site)
    if place.table == "assessments" and field.name == "answer" and change.quote:
        return _answer_again(site)
    if place.table == "rivals":
        raise ModelError(Reason("message.proposals.rival_is_name"))
    if (place.table, field.name) in _IDENTITY:
        name = FieldName(place.table, field.name)
        raise ModelError(Reason("message.proposals.identity", field=name))
    return _edit_field(site)


def _adds_field(change: Change) -> bool:
    """Whether a change adds a custom field; notes only fill those that there are."""
    return change.kind == "add" and not change.quote


_IDENTITY = frozenset(
    {
        ("ties", "source"),
        ("ties", "target"),
        ("claims", "person"),
        ("claims", "field"),
    }
)
"""Fields that say whom or what a record is about."""


@dataclass(frozen=True)
class _Site:
    """A field of a record that a change is about."""

    plan: AccountPlan
    change: Change
    words: Words
    place: Place
    field: Field
    at: int

    @property
    def record(self) -> Any:
        """The record as it stands in the plan."""
        return records_in(self.plan, self.place.table)[self.at]

    def with_record(self, new: Any) -> AccountPlan:
        """The plan with another record in its place."""
        records = list(records_in(self.plan, self.place.table))
        records[self.at] = new
        return with_records(self.plan, self.place.table, records)

    def moved(self, before: object, after: object) -> Reason:
        """What the field was and is, in a sentence."""
        label = label_of(self.plan, self.place.table, self.record)
        return describe(label, self.field, before, after)


def describe(label: Value, field: Field, before: object, after: object) -> Reason:
    """What a field was and is, in a sentence."""
    if before == after:
        return Reason("message.proposals.already", name=label, field=FieldTitle(field))
    return Reason(
        "difference.moved",
        name=label,
        field=FieldTitle(field),
        before=Contrast(_words_of(before), _words_of(after)),
        after=Contrast(_words_of(after), _words_of(before)),
    )


def _words_of(value: object) -> object:
    """What stands toward each rival as a list; everything else as it is."""
    if not isinstance(value, Mapping):
        return value
    pairs = [Listed([name, word], "colon") for name, word in value.items()]
    return Listed(pairs) if pairs else None


def _edit_record(
    plan: AccountPlan, change: Change, place: Place, words: Words
) -> Edited:
    if change.kind == "add" and place.table != "plan":
        return add_record(plan, change, place, words)
    if change.kind == "remove" and place.table != "plan":
        return _remove_record(plan, change, place, words)
    raise ModelError(Reason("message.proposals.no_field"))


def _remove_record(
    plan: AccountPlan, change: Change, place: Place, words: Words
) -> Edited:
    _refuse_value(change)
    at = find_record(plan, place, words.glossary)
    record = records_in(plan, place.table)[at]
    label = label_of(plan, place.table, record)
    because = Reason("difference.gone_bare", what=label)
    if place.table == "people":
        because = Reason("difference.left", people=label)
    return without_record(plan, place.table, at), because


def _refuse_value(change: Change) -> None:
    if not is_empty_value(change.value):
        raise ModelError(
            Reason("message.proposals.value_of_removal", value=Quoted(change.value))
        )


def _edit_fact(plan: AccountPlan, change: Change, words: Words) -> Edited:
    name = str(change.field)
    field = words.field("plan", name, may_be_new=_adds_field(change))
    owner: Any = plan.center if field.table == "about" else plan
    before = field.value_in(owner)
    after = changed_value(field, before, change, words)
    if field.custom:
        values: dict[str, Any] = {"custom": changed_custom(plan, field.name, after)}
    else:
        values = {field.attribute: after}
    new = owner.revised(**values)
    if field.table == "about":
        days = {}
        # A plan without a day of its own has that of its people, as in a file.
        if field.name == "as_of" and plan.as_of == plan.center.as_of:
            days["as_of"] = after
        new = plan.revised(center=new, **days)
    return new, describe(plan.account, field, before, after)


def _edit_field(site: _Site) -> Edited:
    """A field of any record but a person."""
    record = site.record
    is_claim = site.place.table == "claims"
    owner = record[1] if is_claim else record
    about = fields_by_name("people")[owner.field] if is_claim else None
    before = site.field.value_in(owner)
    after = changed_value(site.field, before, site.change, site.words, about=about)
    if site.field.custom:
        values: dict[str, Any] = {
            "custom": changed_custom(owner, site.field.name, after)
        }
    else:
        values = {site.field.attribute: after}
    if site.change.quote and site.place.table == "ties":
        values = {**tie_evidence(owner, site.change), **values}
    new = owner.revised(**values)
    because = site.moved(before, after)
    return site.with_record((record[0], new) if is_claim else new), because


def _answer_again(site: _Site) -> Edited:
    """An answer from notes is a new one of its day, beside those of earlier reviews."""
    old: Assessment = site.record
    day = day_of(site.change)
    answer = site.words.value(site.field, site.change.value)
    if old.as_of == day:
        new = old.revised(answer=answer, evidence=evidence_line(site.change))
        return site.with_record(new), site.moved(old.answer, new.answer)
    new = old.revised(answer=answer, evidence=evidence_line(site.change), as_of=day)
    records = (*site.plan.assessments, new)
    plan = with_records(site.plan, "assessments", records)
    because = Reason(
        "difference.appeared",
        what=label_of(plan, "assessments", new),
        after=signed_answer(new.criterion, new.answer),
    )
    return plan, because


def _edit_person(site: _Site) -> Edited:
    person = cast("Stakeholder", site.record)
    if site.change.quote and site.field.name in claimable_fields():
        before = site.field.value_in(person)
        value = changed_value(site.field, before, site.change, site.words)
        claim = claim_of(site.change, site.field, value)
        new, because = with_claim(site.plan, person, claim, site.field)
        return with_person(site.plan, person, new), because
    is_unset = site.change.kind == "remove" and is_empty_value(site.change.value)
    before = site.field.value_in(person)
    if is_unset and site.field.name in claimable_fields():
        new = follow_claims(person, site.field.name)
    else:
        new = _revise_person(site, person, before)
    after = site.field.value_in(new)
    return with_person(site.plan, person, new), site.moved(before, after)


def _revise_person(site: _Site, person: Stakeholder, before: Any) -> Stakeholder:
    field = site.field
    after = changed_value(field, before, site.change, site.words)
    values: dict[str, Any]
    if field.custom:
        values = {"custom": changed_custom(person, field.name, after)}
    elif field.rival is not None:
        values = {field.attribute: {**getattr(person, field.attribute)}}
        values[field.attribute][field.rival] = after
    else:
        values = {field.attribute: after}
    if site.change.quote and "with_notes" not in field.shown:
        values["evidence"] = add_line(person.evidence, evidence_line(site.change))
    return person.revised(**values)


def changed_value(
    field: Field,
    before: Any,
    change: Change,
    words: Words,
    *,
    about: Field | None = None,
) -> Any:
    """The value of a field after a change, as the model has it.

    Raises
    ------
    ModelError
        When the field does not take it, or holds a single value.
    """
    after = _CHANGED[change.kind](field, before, change, words, about)
    # Only a file may leave the account out: it is then called as its people are.
    needed = {*required_fields(field.table), "account"}
    if after is None and field.name in needed:
        name = FieldName(field.table, field.name)
        raise ModelError(Reason("message.proposals.missing", field=name))
    return after


def _set(
    field: Field, before: Any, change: Change, words: Words, about: Field | None
) -> Any:
    del before
    return words.value(field, change.value, about=about)


def _add(
    field: Field, before: Any, change: Change, words: Words, about: Field | None
) -> Any:
    del about
    value = words.value(field, change.value)
    if field.kind in MEMBERS:
        return tuple(dict.fromkeys([*before, *value]))
    if field.name in PROSE and not field.custom:
        return add_line(before, value) if value else before
    if field.custom and before is None:
        return value
    raise ModelError(
        Reason("message.proposals.one_value", field=FieldName(field.table, field.name))
    )


def _remove(
    field: Field, before: Any, change: Change, words: Words, about: Field | None
) -> Any:
    del about
    if is_empty_value(change.value):
        return () if field.kind in MEMBERS else None
    if field.kind not in MEMBERS:
        _refuse_value(change)
    gone = words.value(field, change.value)
    missing = [each for each in gone if each not in before]
    if missing and not before:
        name = FieldName(field.table, field.name)
        value = Listed([Quoted(str(each)) for each in missing])
        reason = Reason("message.proposals.no_members", field=name, value=value)
        raise ModelError(reason)
    if missing:
        raise ModelError(
            Reason(
                "message.proposals.no_member",
                field=FieldName(field.table, field.name),
                value=Listed([Quoted(str(each)) for each in missing]),
                allowed=Listed([Quoted(str(each)) for each in before]),
            )
        )
    return tuple(each for each in before if each not in gone)


_CHANGED: Mapping[str, Callable[..., Any]] = {
    "set": _set,
    "add": _add,
    "remove": _remove,
}
