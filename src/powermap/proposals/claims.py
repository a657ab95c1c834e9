"""What notes say about a person, written as claims beside those that are there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from powermap.compare.changes import FieldTitle, make_moved
from powermap.compare.contrast import Short
from powermap.errors import ModelError
from powermap.language import Reason
from powermap.model import AccountPlan, Claim, Stakeholder
from powermap.model.record import Record
from powermap.proposals.verbatim import tidy

if TYPE_CHECKING:
    from powermap.model.fields import Field
    from powermap.proposals.proposal import Change

__all__ = ["claim_of", "day_of", "follow_claims", "with_claim"]


def claim_of(
    change: Change, field: Field, value: Any, *, day: date | None = None
) -> Claim:
    """A change about a person as a claim, of another day if there is one.

    Raises
    ------
    ModelError
        When it has no day, or claims nothing.
    """
    return Claim(
        field.name,
        value,
        said_by=change.source,
        evidence=tidy(change.quote or "") or None,
        day=day or day_of(change),
        confidence=change.confidence,
    )


def day_of(change: Change) -> date:
    """The day of a change, without which nobody knows which of two is later."""
    if change.day is None:
        raise ModelError(Reason("message.proposals.no_day", example="2026-11-28"))
    return change.day


def with_claim(
    plan: AccountPlan, person: Stakeholder, claim: Claim, field: Field
) -> tuple[Stakeholder, Reason]:
    """The person with a further claim, and what follows from it.

    A field that was given, and for a later day than the claim, stands.
    """
    before = getattr(person, field.name)
    if _is_known(person, claim):
        already = Reason("message.proposals.claimed_already", name=person.name)
        return person, already
    new = person.revised(claims=(*person.claims, claim))
    standing = person.as_of or plan.center.as_of or plan.as_of
    is_given = field.name not in person.following and before not in (None, ())
    is_later = standing is not None and claim.day is not None and standing > claim.day
    if not (is_given and is_later):
        new = follow_claims(new, field.name)
    after = getattr(new, field.name)
    if after == before and claim.value != before:
        return new, _beside(person, field, before, standing if is_given else None)
    moved = make_moved(person, field.name, FieldTitle(field), before, after)
    if after == before:
        return new, Reason("message.proposals.confirmed", name=person.name, field=field)
    return new, moved.because


def _is_known(person: Stakeholder, claim: Claim) -> bool:
    """Whether somebody said the same of this field on that day already."""
    said = (claim.field, claim.value, claim.said_by, claim.day)
    return any(
        (each.field, each.value, each.said_by, each.day) == said
        for each in person.claims
    )


def _beside(
    person: Stakeholder, field: Field, value: Any, standing: date | None
) -> Reason:
    key = "beside_later" if standing is None else "beside_given"
    return Reason(
        f"message.proposals.{key}",
        name=person.name,
        field=FieldTitle(field),
        value=Short(value),
        day=standing,
    )


def follow_claims(person: Stakeholder, field: str) -> Stakeholder:
    """The person whose field follows from the latest claim; unknown without one.

    Examples
    --------
    >>> claim = Claim("stance", "supporter", said_by="Kim")
    >>> ana = Stakeholder("Ana", stance="neutral", claims=[claim])
    >>> follow_claims(ana, "stance").stance.value
    'supporter'
    """
    followed = dict.fromkeys(person.following | {field})
    # Not the person's own way, which would keep what is set to None unknown.
    new = Record.revised(person, **followed)
    claimed = {claim.field for claim in person.claims}
    fixed = claimed - person.following - {field}
    unknown = {}
    for name in new.following & fixed:
        unknown[name] = Stakeholder.model_fields[name].get_default()
    return new.model_copy(update=unknown) if unknown else new
