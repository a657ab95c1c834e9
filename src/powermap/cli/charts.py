"""Which charts can be drawn, and what each of them draws."""

from __future__ import annotations

from collections.abc import Callable

from powermap.charts import (
    Chart,
    appraisal,
    coverage,
    funnel,
    influence,
    needs,
    quadrant,
    relationship,
    scorecard,
    tornado,
)
from powermap.model import AccountPlan

OF_PEOPLE: dict[str, Callable[..., Chart]] = {
    "quadrant": quadrant,
    "influence": influence,
}
OF_PLANS: dict[str, Callable[..., Chart]] = {
    "scorecard": scorecard,
    "relationship": relationship,
    "needs": needs,
    "coverage": coverage,
    "funnel": funnel,
    "levers": tornado,
    "appraisal": appraisal,
}
ABOUT: dict[str, str] = {
    "quadrant": "power",
    "influence": "stance",
    "scorecard": "assessments",
    "relationship": "meets_personal_needs",
    "needs": "personal_needs",
    "coverage": "contact",
    "funnel": "pipeline",
    "levers": "pipeline",
    "appraisal": "appraisal",
}
"""The field without which a chart shows only that nothing is known."""


def drawn(
    plan: AccountPlan, chart: str, *, lang: str, title: str | None, **options: object
) -> Chart:
    """A chart of a plan, or of its people."""
    if chart in OF_PEOPLE:
        return OF_PEOPLE[chart](plan.center, lang=lang, title=title, **options)
    return OF_PLANS[chart](plan, lang=lang, title=title)
