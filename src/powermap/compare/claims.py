"""Claims about people that were added, removed or changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from powermap.compare.changes import Changed, FieldTitle, in_both
from powermap.compare.contrast import Short
from powermap.compare.plans import compare_record
from powermap.compare.values import compare_order, compared_fields, index_by_key
from powermap.language import Listed, Reason
from powermap.language.values import Value
from powermap.model import BuyingCenter, Claim, Stakeholder
from powermap.model.fields import fields_by_name

_NAMING = ("field", "said_by", "day")
"""Fields by which a claim is known: one person says one thing about a field on a day."""


def compare_claims(before: BuyingCenter, after: BuyingCenter) -> Iterator[Changed]:
    """What was claimed differently about people who are in both versions."""
    for old, person in in_both(before, after):
        if old.claims != person.claims:
            yield from _compare_person(old, person)


def _compare_person(old: Stakeholder, person: Stakeholder) -> Iterator[Changed]:
    fields = compared_fields("claims", but=_NAMING)
    was = index_by_key(old.claims, _key)
    now = index_by_key(person.claims, _key)
    for key in dict.fromkeys([*was, *now]):
        if was.get(key) == now.get(key):
            continue
        claim = now.get(key) or was[key]
        what = _name(person, claim)
        yield compare_record("claims", what, was.get(key), now.get(key), fields)
    # Of claims of one day and confidence the one that is listed later counts.
    yield from compare_order(list(was), list(now), "claims")


def _key(claim: Claim) -> tuple[str, str | None, date | None]:
    return claim.field, claim.said_by, claim.day


def _name(person: Stakeholder, claim: Claim) -> Reason:
    """Whom and what a claim is about, who says it, and when."""
    about: Value = FieldTitle(fields_by_name("people")[claim.field])
    parts: list[Value] = [person.name, about]
    if claim.said_by:
        parts.append(claim.said_by)
    if claim.day:
        parts.append(Short(claim.day))
    return Reason("list.plain", text=Listed(parts))
