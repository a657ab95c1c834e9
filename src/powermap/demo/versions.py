"""The demo account in its earlier reviews: what was known, and who stood where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping

if TYPE_CHECKING:
    from powermap.model import AccountPlan

__all__ = ["northwind_versions"]

# By place in the file, since ids differ between languages: what was known before the
# review after this one. Each review keeps what the later ones do not change.
_BEFORE: Mapping[str, Mapping[int, Mapping[str, object]]] = FrozenMapping(
    {
        "2026-10-19": {
            5: {"stance": "supporter", "contact": "several", "claims": ()},
            6: {"stance": None, "contact": "none"},
        },
        "2026-09-14": {
            4: {"stance": "opponent", "power": 4, "contact": "brief"},
            10: {"stance": "supporter", "contact": "several"},
            11: {"stance": None, "contact": "brief"},
        },
        "2026-08-31": {
            1: {"stance": None, "contact": "none", "evidence": None},
            3: {"stance": None, "contact": "brief"},
        },
        "2026-08-03": {
            5: {"stance": "neutral", "contact": "brief"},
            10: {"stance": "neutral", "contact": "brief"},
        },
    }
)


def northwind_versions(lang: str = "en") -> Mapping[str, AccountPlan]:
    """The demo plan in five reviews, the oldest first.

    Parameters
    ----------
    lang : {"en", "zh"}
        Language of its names and texts.

    Returns
    -------
    mapping of ISO day to AccountPlan
        As `powermap.plan.history` takes it; the last one is `northwind_plan`.

    Raises
    ------
    ModelError
        When there is no demo in this language.

    Examples
    --------
    >>> list(northwind_versions())
    ['2026-08-03', '2026-08-31', '2026-09-14', '2026-10-19', '2026-11-20']
    """
    # Not at the top, as the package offers this function too.
    from powermap.demo import northwind_plan

    plan = northwind_plan(lang)
    versions = {str(plan.as_of): plan}
    for day, known in _BEFORE.items():
        plan = _earlier(plan, day, known)
        versions[day] = plan
    return FrozenMapping(dict(sorted(versions.items())))


def _earlier(
    plan: AccountPlan, day: str, known: Mapping[int, Mapping[str, object]]
) -> AccountPlan:
    people = list(plan.center)
    for place, facts in known.items():
        people[place] = people[place].revised(**facts)
    then = date.fromisoformat(day)
    answers = [each for each in plan.assessments if _is_known(each.as_of, then)]
    actions = [each for each in plan.actions if _is_known(each.done_on, then)]
    return plan.revised(
        center=plan.center.revised(stakeholders=people, as_of=day),
        assessments=answers,
        actions=actions,
        as_of=day,
    )


def _is_known(day: date | None, then: date) -> bool:
    return day is None or day <= then
