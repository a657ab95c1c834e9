"""Claims about people: rules PM411 and PM412, and how claims count as evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from powermap.judgment.claims import (
    contradicting_claims,
    describe_value,
    title_of,
)
from powermap.judgment.findings.hits import Hit, list_things
from powermap.judgment.findings.queries import own_day
from powermap.language import Days, Listed, Reason
from powermap.model import Stakeholder
from powermap.model.claim import Claim, differing_claims, latest_claims
from powermap.model.playbook import FindingKind, Severity

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language.values import Value

OPINIONS = ("power", "involvement", "stance", "can_veto")
"""Fields that somebody has judged; titles and departments anybody can look up."""
_LONG_STALE = 2
"""Half-lives after which a stale claim is a warning and no note."""


def find_stale_claims(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """The latest claims that are older than their field keeps.

    A note after one half-life of the field, a warning after two.
    """
    old: dict[Severity, list[tuple[Stakeholder, Value]]] = {}
    for person in judgment.center:
        for claim in latest_claims(person.claims).values():
            age = age_of(judgment, person, claim)
            keeps = judgment.playbook.half_lives.get(claim.field)
            if age is None or keeps is None or age <= keeps:
                continue
            is_long = age > _LONG_STALE * keeps
            severity = Severity.WARNING if is_long else Severity.INFO
            described = Reason(
                "finding.stale_claim",
                person=person.name,
                field=title_of(claim),
                age=Days(age),
                keeps=Days(keeps),
            )
            old.setdefault(severity, []).append((person, described))
    for severity, stale in old.items():
        people = tuple(dict.fromkeys(person for person, _ in stale))
        claims = list_things(described for _, described in stale)
        yield Hit(people, {"claims": claims}, severity=severity)


def age_of(judgment: Judgment, person: Stakeholder, claim: Claim) -> int | None:
    """Days since a claim was made; without a day of its own it has the person's."""
    since = claim.day or person.as_of or own_day(judgment)
    if judgment.today is None or since is None:
        return None
    return (judgment.today - since).days


def find_contradictions(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """People about whom two claims of one time differ, or a field and its claim."""
    half_lives = judgment.playbook.half_lives
    scale = judgment.center.scale
    for person in judgment.center:
        found: list[Value] = []
        for claim, other in contradicting_claims(person, scale, half_lives):
            found.append(_describe_pair(claim, other))
        for claim in differing_claims(person):
            found.append(_describe_difference(person, claim))
        if found:
            yield Hit((person,), {"claims": list_things(found)})


def _describe_pair(claim: Claim, other: Claim) -> Reason:
    return Reason(
        "finding.claims_differ",
        field=title_of(claim),
        claim=_with_speaker(claim),
        other=_with_speaker(other),
    )


def _describe_difference(person: Stakeholder, claim: Claim) -> Reason:
    value = getattr(person, claim.field)
    unknown = Reason("common.unknown")
    given: Value = Listed(value) if isinstance(value, tuple) else value
    return Reason(
        "finding.field_differs",
        field=title_of(claim),
        value=unknown if value in (None, ()) else given,
        claim=_with_speaker(claim),
    )


def _with_speaker(claim: Claim) -> Value:
    """What a claim says, with who says it and when, as far as that is known."""
    facts: list[Value] = []
    if claim.said_by:
        facts.append(claim.said_by)
    if claim.day:
        facts.append(claim.day)
    value = describe_value(claim)
    if not facts:
        return value
    return Reason("claims.described", what=value, facts=Listed(facts))


def has_evidence(person: Stakeholder) -> bool:
    """Whether a judgment of a person rests on something: a text or a claim with one."""
    if person.evidence:
        return True
    return any(claim.evidence and claim.field in OPINIONS for claim in person.claims)


def is_dated_by_claims(person: Stakeholder) -> bool:
    """Whether every judgment of a person has a claim with a day, which dates it."""
    judged = [name for name in OPINIONS if getattr(person, name) is not None]
    latest = latest_claims(person.claims)
    dated = {field for field, claim in latest.items() if claim.day is not None}
    return bool(judged) and dated.issuperset(judged)


def is_claimed_after(person: Stakeholder, today: date | None) -> bool:
    """Whether a claim about a person has a day after today."""
    if today is None:
        return False
    return any(claim.day is not None and claim.day > today for claim in person.claims)
