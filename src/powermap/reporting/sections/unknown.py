"""What nobody knows yet, so that somebody can ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from powermap.model import Answer
from powermap.reporting.section import Bullets, Section

if TYPE_CHECKING:
    from powermap.model import Stakeholder
    from powermap.reporting.context import Context

__all__ = ["build_unknown"]

FIELDS = ("power", "involvement", "stance", "contact")
"""Fields that the method asks about everybody."""


def build_unknown(context: Context) -> Section:
    """Whose power, involvement, stance, contact or needs are unknown; open criteria."""
    points = tuple(_points(context))
    title = context.title("unknown")
    if points:
        return Section("unknown", title, bullets=(Bullets(points),))
    key = "all_known" if len(context.center) else "nobody"
    return Section("unknown", title, (context.say(key),), is_empty=True)


def _points(context: Context) -> Iterator[str]:
    people = context.center
    headers = context.fields("people", *FIELDS)
    for field, title in headers.items():
        unknown = [person.id for person in people if getattr(person, field) is None]
        if unknown:
            yield _point(title, context.names(unknown), context)
    without_needs = [person.id for person in people if not _has_needs(person)]
    if without_needs:
        needs = context.language.say("field.needs")
        yield _point(needs, context.names(without_needs), context)
    if context.plan.assessments:
        yield from _open_criteria(context)


def _has_needs(person: Stakeholder) -> bool:
    return bool(person.organization_needs or person.personal_needs)


def _open_criteria(context: Context) -> Iterator[str]:
    criteria = []
    for verdict in context.judgment.verdicts[None].values():
        for answered in verdict.criteria:
            if answered.answer is Answer.UNKNOWN:
                criteria.append(answered.criterion)
    if criteria:
        listed = context.language.listed(criteria)
        yield _point(context.title("assessment"), listed, context)


def _point(what: str, subjects: str, context: Context) -> str:
    return context.say("unknown", what=what, people=subjects)
