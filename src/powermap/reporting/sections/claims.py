"""Who says what about whom, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.judgment.claims import describe_value, latest_first, title_of
from powermap.model.fields import fields_of
from powermap.reporting.context import table_day, table_of
from powermap.reporting.section import Section

if TYPE_CHECKING:
    from powermap.model import Claim
    from powermap.reporting.context import Context

__all__ = ["build_claims", "has_claims"]


def has_claims(context: Context) -> bool:
    """Whether anybody says anything about a person."""
    return any(person.claims for person in context.center)


def build_claims(context: Context) -> Section:
    """The claims, person by person, the latest first."""
    rows = []
    for person in context.center:
        for claim in latest_first(person.claims):
            rows.append({"person": person.name, **_claim_row(claim, context)})
    names = [field.name for field in fields_of("claims")]
    headers = context.fields("claims", *names)
    return Section("claims", context.title("claims"), table=table_of(headers, rows))


def _claim_row(claim: Claim, context: Context) -> dict[str, str]:
    say = context.language.text
    return {
        "field": title_of(claim).title_in(context.language),
        "value": say(describe_value(claim)),
        "said_by": claim.said_by or "",
        "evidence": claim.evidence or "",
        "day": table_day(claim.day),
        "confidence": say(claim.confidence),
    }
