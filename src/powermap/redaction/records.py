"""Records as an audience may see them: visible fields only, and no names in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from powermap.model import (
    AccountPlan,
    Action,
    BuyingCenter,
    Claim,
    Member,
    Stakeholder,
    Tie,
)
from powermap.model.fields import Field, Table, fields_by_name
from powermap.model.record import Record
from powermap.model.subject import people_or_plan
from powermap.model.text import NAME_LIMIT, TEXT_LIMIT
from powermap.redaction.audience import FREE_TEXTS, AllowList, visible_fields
from powermap.redaction.cleaning import Cleaner
from powermap.redaction.pseudonym import Pseudonym

__all__ = ["Redaction", "redact_record"]

_PROSE = frozenset(
    {"note", "evidence", "objective", "solution", "comment", "cost_of_waiting"}
)
"""Fields whose texts may have many lines."""
_LISTS: Mapping[str, Table] = {
    "team": "team",
    "assessments": "assessments",
    "extra_criteria": "criteria",
    "goals": "goals",
    "actions": "actions",
    "pipeline": "pipeline",
    "appraisal": "appraisal",
}
"""The lists of records of a plan, with their tables."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """Who is called what, how texts are cleaned, and what stays visible."""

    pseudonyms: Mapping[str, Pseudonym]
    cleaner: Cleaner
    allowed: AllowList
    keeps_texts: bool = False

    def clean(self, field: Field, value: Any) -> Any:
        """A value without names; a free text as it is where texts are kept."""
        if self.keeps_texts and field.name in FREE_TEXTS.get(field.table, ()):
            return value
        if isinstance(value, tuple):
            return tuple(self.clean(field, part) for part in value)
        if not isinstance(value, str) or isinstance(value, Enum):
            return value
        clean = self.cleaner(value)
        limit = TEXT_LIMIT if field.name in _PROSE else NAME_LIMIT
        if len(clean) <= limit:
            return clean
        return f"{clean[: limit - 1]}…"

    def values(self, table: Table, record: Any) -> dict[str, Any]:
        """The visible fields of a record, cleaned, by attribute of the model."""
        values: dict[str, Any] = {}
        for field in visible_fields(self.allowed, table):
            # Whom a claim is about stands nowhere in the claim itself.
            is_owner = field.table == "claims" and field.name == "person"
            if field.kind == "ids" or "." in field.attribute or is_owner:
                continue  # set by who knows what they mean
            # Whoever has a pseudonym must not be seen.
            if field.name == "photo":
                continue
            values[field.attribute] = self.clean(field, field.value_in(record))
        if hasattr(record, "custom"):
            values["custom"] = self._custom(table, record)
        return values

    def _custom(self, table: Table, record: Any) -> dict[str, Any]:
        custom = {}
        for name, value in record.custom.items():
            if self.allowed.level == "everything" or self.allowed.shows(table, name):
                custom[name] = self.cleaner(value) if isinstance(value, str) else value
        return custom


def redact_record(
    subject: BuyingCenter | AccountPlan, redaction: Redaction
) -> BuyingCenter | AccountPlan:
    """The buying center or plan as the audience may see it."""
    whole = people_or_plan(subject)
    if isinstance(whole, BuyingCenter):
        return _redact_center(whole, redaction)
    return _redact_plan(whole, redaction)


def _redact_center(center: BuyingCenter, redaction: Redaction) -> BuyingCenter:
    values = redaction.values("about", center)
    if "name" not in values:
        values["name"] = redaction.cleaner(center.name)
    # Scores mean nothing without their scale.
    allowed = redaction.allowed
    has_scores = allowed.shows("people", "power")
    if has_scores or allowed.shows("about", "scale_low"):
        values["scale"] = center.scale
    people = [_redact_person(person, redaction) for person in center]
    ties = []
    for tie in center.ties:
        if allowed.shows_member("ties", "kind", tie.kind.value):
            ties.append(_redact_tie(tie, redaction))
    # The order of the file would tell who is who.
    people.sort(key=lambda person: person.id)
    ties.sort(key=lambda tie: (tie.source, tie.target, tie.kind))
    if not allowed.shows_table("ties"):
        ties = []
    values["audience"] = allowed.audience or center.audience
    return BuyingCenter(**values, stakeholders=people, ties=ties)


def _redact_person(person: Stakeholder, redaction: Redaction) -> Stakeholder:
    pseudonym = redaction.pseudonyms[person.id]
    values = redaction.values("people", person)
    values["id"] = pseudonym.id
    values["name"] = pseudonym.name
    values["claims"] = _redact_claims(person, redaction)
    return Stakeholder(**values)


def _redact_claims(person: Stakeholder, redaction: Redaction) -> list[Claim]:
    """The claims whose field and value are visible, without names."""
    allowed = redaction.allowed
    if not allowed.shows("claims", "field") or not allowed.shows("claims", "value"):
        return []
    fields = fields_by_name("people")
    claims = []
    for claim in person.claims:
        if allowed.shows("people", claim.field):
            values = redaction.values("claims", claim)
            values["value"] = redaction.clean(fields[claim.field], claim.value)
            claims.append(Claim(**values))
    return claims


def _redact_tie(tie: Tie, redaction: Redaction) -> Tie:
    values = redaction.values("ties", tie)
    values["source"] = redaction.pseudonyms[tie.source].id
    values["target"] = redaction.pseudonyms[tie.target].id
    return Tie(**values)


def _redact_plan(plan: AccountPlan, redaction: Redaction) -> AccountPlan:
    values = redaction.values("plan", plan)
    if "account" not in values:
        values["account"] = redaction.cleaner(plan.account)
    values["center"] = _redact_center(plan.center, redaction)
    if redaction.allowed.shows_table("rivals"):
        values["rivals"] = plan.rivals
    for attribute, table in _LISTS.items():
        if redaction.allowed.shows_table(table):
            records = getattr(plan, attribute)
            values[attribute] = _redact_list(table, records, redaction)
    if "assessments" in values:
        values["assessments"] = _drop_unknown_parties(values)
    return AccountPlan(**values)


def _redact_list(
    table: Table, records: Iterable[Record], redaction: Redaction
) -> list[Record]:
    """The visible records of a list; of two with one clean name, the first."""
    redacted: dict[object, Record] = {}
    for number, record in enumerate(records):
        values = redaction.values(table, record)
        if isinstance(record, Action):
            values["with_people"] = sorted(
                redaction.pseudonyms[id].id for id in record.with_people
            )
            tested = record.test_of
            if "test_of" in values and tested is not None:
                values["test_of"] = redaction.pseudonyms[tested].id
            if values.get("test_of") is None:
                values.pop("passed", None)
                # The day would tell that an action still open was a test.
                if tested is not None:
                    values.pop("done_on", None)
        clean = type(record)(**values)
        # Team members are told apart by name alone; other records may repeat.
        key: object = clean.name if isinstance(clean, Member) else number
        redacted.setdefault(key, clean)
    return list(redacted.values())


def _drop_unknown_parties(values: Mapping[str, Any]) -> list[Any]:
    """Answers about us and about rivals and criteria that stay visible."""
    rivals = values.get("rivals", ())
    criteria = {each.name for each in values.get("extra_criteria", ())}
    kept = []
    for answer in values["assessments"]:
        is_known_criterion = isinstance(answer.criterion, Enum)
        if answer.rival is not None and answer.rival not in rivals:
            continue
        if is_known_criterion or answer.criterion in criteria:
            kept.append(answer)
    return kept
