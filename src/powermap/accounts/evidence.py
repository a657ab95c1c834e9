"""When something about an account was last learned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from powermap.judgment.findings.claims import OPINIONS
from powermap.judgment.findings.queries import known_answers, own_day
from powermap.language import Reason
from powermap.language.values import Value

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.model import Stakeholder

__all__ = ["LastEvidence", "last_evidence"]


@dataclass(frozen=True, slots=True)
class LastEvidence:
    """The latest day on which something was learned, and what."""

    day: date
    because: Reason


def last_evidence(judgment: Judgment) -> LastEvidence | None:
    """The latest judgment, answer, claim or finished action that has a day.

    What has no day of its own has that of its plan. A day after today is a mistake,
    which a finding tells (PM409), and no evidence.

    Examples
    --------
    >>> import powermap as pm
    >>> ana = pm.Stakeholder("Ana Ruiz", power=8, as_of="2026-10-28")
    >>> ben = pm.Stakeholder("Ben Ode", power=3, as_of="2027-01-01")
    >>> center = pm.BuyingCenter("ERP", [ana, ben])
    >>> print(last_evidence(pm.judge(center, today="2026-11-20")).because)
    The latest is of 28 Oct 2026: Ana Ruiz.
    """
    latest: tuple[date, Value] | None = None
    for day, what in _dated(judgment):
        is_future = judgment.today is not None and day > judgment.today
        # The first one of a day is named, so that the order of the plan decides.
        if not is_future and (latest is None or day > latest[0]):
            latest = day, what
    if latest is None:
        return None
    day, what = latest
    return LastEvidence(day, Reason("portfolio.evidence", day=day, what=what))


def _dated(judgment: Judgment) -> Iterator[tuple[date, Value]]:
    whole = own_day(judgment)
    for person in judgment.center:
        for claim in person.claims:
            if claim.day is not None:
                yield claim.day, person.name
        day = person.as_of or whole
        if day is not None and _is_judged(person):
            yield day, person.name
    for answer in known_answers(judgment):
        day = answer.as_of or whole
        if day is not None:
            yield day, Reason("list.plain", text=answer.criterion)
    for action in judgment.plan.actions:
        if action.done_on is not None:
            yield action.done_on, action.name


def _is_judged(person: Stakeholder) -> bool:
    return any(getattr(person, name) is not None for name in OPINIONS)
