"""Claims in their order of time, how old they are, and which contradict another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from powermap.language import Listed, Reason
from powermap.model.axes import involvement_of, power_of
from powermap.model.claim import Claim, claimable_fields, is_same_value, latest_claims
from powermap.model.fields import Field

if TYPE_CHECKING:
    from powermap.language.values import Value
    from powermap.model import Scale, Stakeholder

__all__ = [
    "contradicting_claims",
    "describe_claim",
    "describe_value",
    "latest_first",
    "title_of",
]


def latest_first(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims by their day, the latest first, those without a day last.

    Examples
    --------
    >>> early = Claim("stance", "neutral", day="2026-10-01")
    >>> late = Claim("title", "CFO", day="2026-10-28")
    >>> [claim.field for claim in latest_first([early, late])]
    ['title', 'stance']
    """
    return tuple(sorted(claims, key=_day, reverse=True))


def _day(claim: Claim) -> date:
    return claim.day or date.min


def title_of(claim: Claim) -> Field:
    """The field that a claim is about, which says its own title."""
    return claimable_fields()[claim.field]


def describe_value(claim: Claim) -> Value:
    """What a claim says the field is."""
    value: Value = claim.value
    return Listed(claim.value) if isinstance(claim.value, tuple) else value


def describe_claim(claim: Claim) -> Reason:
    """A claim on one line: what is said, by whom, on which evidence, when, how surely.

    Examples
    --------
    >>> claim = Claim("stance", "supporter", said_by="Kim", day="2026-10-28")
    >>> str(describe_claim(claim))
    'Stance: Supporter (Kim, 28 Oct 2026)'
    """
    what = Reason("claims.what", field=title_of(claim), value=describe_value(claim))
    facts: list[Value] = []
    if claim.said_by:
        facts.append(claim.said_by)
    if claim.evidence:
        facts.append(claim.evidence)
    if claim.day:
        facts.append(claim.day)
    if claim.confidence:
        facts.append(Reason("claims.confidence", confidence=claim.confidence))
    if not facts:
        return what
    return Reason("claims.described", what=what, facts=Listed(facts))


def contradicting_claims(
    person: Stakeholder, scale: Scale, half_lives: Mapping[str, float]
) -> Iterator[tuple[Claim, Claim]]:
    """The latest claim about each field, and another that says otherwise at that time.

    Of each speaker the latest claim about a field counts: who says something else
    later has changed their mind. Claims are of one time within the half-life of the
    field. Where a field holds several values, one claim may add to another.
    """
    latest = latest_claims(person.claims)
    for field, claim in latest.items():
        if isinstance(claim.value, tuple):
            continue
        for other in _by_speaker(person.claims, field):
            if other is claim or _agree(claim, other, scale):
                continue
            if _is_of_one_time(claim, other, half_lives.get(field)):
                yield claim, other
                break


def _by_speaker(claims: Iterable[Claim], field: str) -> list[Claim]:
    """The latest claim of each speaker about a field; every claim without a speaker."""
    named: dict[str, list[Claim]] = {}
    unnamed = []
    for claim in claims:
        if claim.field == field and claim.said_by:
            named.setdefault(claim.said_by.casefold(), []).append(claim)
        elif claim.field == field:
            unnamed.append(claim)
    latest = [latest_claims(several)[field] for several in named.values()]
    return [*latest, *unnamed]


def _agree(claim: Claim, other: Claim, scale: Scale) -> bool:
    """Whether two claims say the same; of scores, whether they lie on one side."""
    if claim.field in {"power", "involvement"}:
        return _side(claim, scale) is _side(other, scale)
    if isinstance(claim.value, str) and isinstance(other.value, str):
        return claim.value.casefold() == other.value.casefold()
    return is_same_value(claim.value, other.value)


def _side(claim: Claim, scale: Scale) -> object:
    # A person as the map places them, so that a claim lies where they would.
    from powermap.model import Stakeholder

    person = Stakeholder("x", claims=[claim])
    if claim.field == "power":
        return power_of(person, scale)
    return involvement_of(person, scale)


def _is_of_one_time(claim: Claim, other: Claim, half_life: float | None) -> bool:
    # What has no day, or a field that always keeps, may be of any time.
    if half_life is None or claim.day is None or other.day is None:
        return True
    return abs((claim.day - other.day).days) <= half_life
