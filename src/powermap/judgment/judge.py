"""One lazy value that holds every answer about an account.

Each part is computed when it is first read, and once; check, diff, report, charts,
board and command line share it. Nothing here depends on a language or on the clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from powermap.errors import ModelError
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.playbook import Playbook, as_playbook
from powermap.model.record import a_date
from powermap.model.subject import plan_of

if TYPE_CHECKING:
    from powermap.judgment.appraisal import Appraisal
    from powermap.judgment.assessment import Reassessed
    from powermap.judgment.coverage import Coverage, Needs
    from powermap.judgment.findings import Findings
    from powermap.judgment.levers import Lever
    from powermap.judgment.pipeline import Funnel
    from powermap.judgment.relationship import AccountStanding, Standing
    from powermap.judgment.roles import Assignment
    from powermap.judgment.steps import Progress
    from powermap.judgment.strategy.facts import Fact
    from powermap.judgment.strategy.recommendation import Advice

__all__ = ["Judgment", "Subject", "judge"]


class Judgment:
    """Everything that the method says about an account, computed when first read.

    Made by `judge`. Parts that are read twice are computed once.

    Attributes
    ----------
    plan : AccountPlan
        What is judged; a buying center is a plan of people only.
    center : BuyingCenter
        Its people.
    playbook : Playbook
        The tables that it is judged by.
    today : date or None
        The day for what is overdue, stale or in the future.
    only_people : bool
        Whether a buying center is judged, so that no actions are expected.

    Examples
    --------
    >>> import powermap as pm
    >>> j = judge(pm.northwind_plan())
    >>> j is judge(j), len(j.roles) == len(j.center)
    (True, True)
    """

    def __init__(
        self,
        plan: AccountPlan,
        playbook: Playbook,
        today: date | None,
        *,
        only_people: bool = False,
    ) -> None:
        self.plan = plan
        self.only_people = only_people
        self.center: BuyingCenter = plan.center
        self.playbook = playbook
        # No other date is taken for today, since one typo would move it.
        self.today = today or plan.as_of or plan.center.as_of

    def __repr__(self) -> str:
        people = len(self.center)
        return f"<Judgment of {self.plan.account!r}, {people} people, {self.today}>"

    @cached_property
    def roles(self) -> Mapping[str, Assignment]:
        """The role of each person, with the reason."""
        from powermap.judgment.roles import classify

        return classify(self.center, grid=self.playbook.role_grid)

    @cached_property
    def relationships(self) -> Mapping[str, Standing]:
        """Where we stand with each person."""
        from powermap.judgment.relationship import relationships

        return relationships(self.center, table=self.playbook.relationship_grid)

    @cached_property
    def account_relationship(self) -> AccountStanding:
        """Where we stand with the account."""
        from powermap.judgment.relationship import account_relationship

        return account_relationship(self.center, table=self.playbook.relationship_grid)

    @cached_property
    def needs(self) -> Needs:
        """What the people need, and whether we meet it."""
        from powermap.judgment.coverage import judge_needs

        return judge_needs(self.center)

    @cached_property
    def coverage(self) -> Coverage:
        """Who on our team covers whom, and what is missing."""
        from powermap.judgment.coverage import judge_coverage

        return judge_coverage(self)

    @cached_property
    def verdicts(self) -> Mapping[str | None, Mapping[Any, Any]]:
        """Our verdicts on the four questions (under None), then each rival's."""
        from powermap.judgment.assessment import standing

        return standing(self.plan)

    @cached_property
    def reassessed(self) -> tuple[Reassessed, ...]:
        """What changed at the last review."""
        from powermap.judgment.assessment import changes

        return changes(self.plan)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """What the choice of a strategy depends on."""
        from powermap.judgment.strategy.facts import facts

        return facts(self.plan)

    @cached_property
    def strategy(self) -> Advice:
        """The recommended strategy, with its reasons."""
        from powermap.judgment.strategy.recommendation import recommend

        return recommend(
            self.plan,
            rules=self.playbook.strategy_rules,
            tactics=self.playbook.tactics,
        )

    @cached_property
    def findings(self) -> Findings:
        """What is missing or risky, by what the plan selects and ignores."""
        from powermap.judgment.findings import find_all

        return find_all(self)

    @cached_property
    def steps(self) -> Progress:
        """How far the account is along the steps of the method."""
        from powermap.judgment.steps import judge_steps

        return judge_steps(self)

    @cached_property
    def pipeline(self) -> Funnel:
        """The funnel of prospects."""
        from powermap.judgment.pipeline import judge_pipeline

        return judge_pipeline(self.plan)

    @cached_property
    def levers(self) -> Sequence[Lever]:
        """What each improvement would bring."""
        from powermap.judgment.levers import judge_levers

        return judge_levers(self.plan, self.pipeline, self.playbook.improvements)

    @cached_property
    def appraisal(self) -> Appraisal:
        """How the seller is appraised."""
        from powermap.judgment.appraisal import judge_appraisal

        return judge_appraisal(self.plan.appraisal, self.playbook.appraisal_weights)


Subject = BuyingCenter | AccountPlan | Judgment
"""What every function of the public face takes first."""


def judge(
    subject: Subject,
    *,
    playbook: Playbook | None = None,
    today: date | str | None = None,
) -> Judgment:
    """Judge an account: lazily everything that the method says of it.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        What to judge. A judgment is returned as it is.
    playbook : Playbook, optional
        A company's own tables; powermap's when not given.
    today : date or ISO str, optional
        The day for what is overdue, stale or in the future; the day of the
        plan, else of the buying center, when not given. Without any, rules
        about days are silent.

    Returns
    -------
    Judgment

    Raises
    ------
    ModelError
        When the subject is something else, or a judgment with another playbook
        or day.

    Examples
    --------
    >>> import powermap as pm
    >>> ana = pm.Stakeholder("Ana Ruiz", power="decider", involvement="low")
    >>> print(judge(pm.BuyingCenter("ERP", [ana])).roles["ana-ruiz"].role)
    approver
    """
    if isinstance(subject, Judgment):
        return _same_judgment(subject, playbook, a_date(today))
    return Judgment(
        plan_of(subject),
        as_playbook(playbook),
        a_date(today),
        only_people=isinstance(subject, BuyingCenter),
    )


def _same_judgment(
    judgment: Judgment, playbook: Playbook | None, today: date | None
) -> Judgment:
    """The judgment itself; another playbook or day asks for another judgment."""
    other_playbook = playbook is not None and playbook != judgment.playbook
    other_day = today is not None and today != judgment.today
    if other_playbook or other_day:
        raise ModelError(
            f"{judgment!r} is already judged by another playbook or day; "
            "pass judgment.plan instead"
        )
    return judgment
