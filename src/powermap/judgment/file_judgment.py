"""Judging what a file holds: a plan, or people only."""

from __future__ import annotations

from datetime import date

from powermap.judgment.judge import Judgment, judge
from powermap.model import AccountPlan
from powermap.model.playbook import Playbook
from powermap.model.subject import plan_of_people

__all__ = ["judge_file"]


def judge_file(plan: AccountPlan, playbook: Playbook, today: date | None) -> Judgment:
    """Judge the plan of a file; of one that holds only people, its people.

    Examples
    --------
    >>> import powermap as pm
    >>> people = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")])
    >>> judge_file(plan_of_people(people), pm.Playbook(), None).only_people
    True
    """
    # A file of people only has no answers and actions, and must not be blamed for them.
    if plan == plan_of_people(plan.center):
        return judge(plan.center, playbook=playbook, today=today)
    return judge(plan, playbook=playbook, today=today)
