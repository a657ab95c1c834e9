"""One lazy value that holds every answer about an account.

Each part is computed when it is first read, and once; check, diff, report, charts,
board and command line share it. Nothing here depends on a language or on the clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from threading import RLock
from typing import TYPE_CHECKING, Any, Self

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.judgment.part import part
from powermap.language import Reason
from powermap.model import AccountPlan, BuyingCenter, Power
from powermap.model.playbook import Playbook, as_playbook
from powermap.model.record import parse_date
from powermap.model.subject import plan_of

if TYPE_CHECKING:
    from powermap.judgment.appraisal import Appraisal
    from powermap.judgment.assessment import Verdicts
    from powermap.judgment.coverage import Coverage
    from powermap.judgment.findings import Findings
    from powermap.judgment.levers import Lever
    from powermap.judgment.needs import Needs
    from powermap.judgment.no_decision import NoDecision
    from powermap.judgment.overview import OverviewLine
    from powermap.judgment.pipeline import Funnel
    from powermap.judgment.relationship import AccountRelationship, PersonRelationship
    from powermap.judgment.review import Reassessment
    from powermap.judgment.roles import Assignment, RoleMemory
    from powermap.judgment.steps import Progress
    from powermap.judgment.strategy.evidence import Evidence
    from powermap.judgment.strategy.facts import Fact
    from powermap.judgment.strategy.recommendation import Advice
    from powermap.judgment.strategy.what_if import WhatIf
    from powermap.judgment.worlds.ask import OpenQuestion
    from powermap.judgment.worlds.conclusions import Conclusions
    from powermap.judgment.worlds.robust import Robustness
    from powermap.language.results import ResultList, ResultMap
    from powermap.network.overview import Network
    from powermap.network.power import Estimate

__all__ = ["Judgment", "Subject", "judge", "judge_edited"]


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

    plan: AccountPlan
    center: BuyingCenter
    playbook: Playbook
    today: date | None
    only_people: bool

    def __init__(
        self,
        plan: AccountPlan,
        playbook: Playbook,
        today: date | None = None,
        *,
        only_people: bool = False,
    ) -> None:
        values = {
            "plan": plan,
            "center": plan.center,
            "playbook": playbook,
            # No other date is taken for today, since one typo would move it.
            "today": today or plan.as_of or plan.center.as_of,
            "only_people": only_people,
            # Parts read each other, so a thread has to be able to take it twice.
            "_lock": RLock(),
        }
        # Past __setattr__, which refuses every change.
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Judgment cannot be changed: {name}")

    # Nothing can be changed, and the lock can be neither copied nor pickled.
    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        # Parts are computed again, since they may be larger than the plan.
        parts = (self.plan, self.playbook, self.today, self.only_people)
        return _restore, parts

    def __repr__(self) -> str:
        account = self.plan.account
        people = len(self.center)
        return f"<Judgment of {account!r}, {people} people, {self.today}>"

    # Each rule is imported when its part is first read: the rules import this module,
    # and whoever reads roles only does not wait for numpy to load.

    def _repr_html_(self) -> str:
        return self.overview._repr_html_()

    @part
    def overview(self) -> ResultList[OverviewLine]:
        """The main answers, a line each."""
        from powermap.judgment.overview import summarize

        return summarize(self)

    @part
    def roles(self) -> ResultMap[str, Assignment]:
        """The role of each person, with the reason."""
        from powermap.judgment.roles import assign_roles

        near = self.playbook.thresholds.near_cut
        return assign_roles(self.center, self.playbook.role_grid, near)

    @part
    def deciding(self) -> tuple[str, ...]:
        """Ids of everybody who decides, in the order of the file; twenty rules ask."""
        from powermap.model.axes import power_of

        scale = self.center.scale
        ids = []
        for person in self.center:
            if power_of(person, scale) is Power.DECIDER:
                ids.append(person.id)
        return tuple(ids)

    @part
    def places(self) -> Mapping[str, int]:
        """By id the place of each person in the file; rules ask for thousands."""
        people = enumerate(self.center)
        return FrozenMapping({person.id: place for place, person in people})

    @part
    def relationships(self) -> ResultMap[str, PersonRelationship]:
        """Where we stand with each person."""
        from powermap.judgment.relationship import relationships_by_person

        return relationships_by_person(self.center, self.playbook.relationship_grid)

    @part
    def account_relationship(self) -> AccountRelationship:
        """Where we stand with the account."""
        from powermap.judgment.relationship import account_relationship_of

        return account_relationship_of(self.center, self.playbook)

    @part
    def needs(self) -> Needs:
        """What the people need, and whether we meet it."""
        from powermap.judgment.needs import judge_needs

        return judge_needs(self.center)

    @part
    def coverage(self) -> Coverage:
        """Who on our team covers whom, and what is missing."""
        from powermap.judgment.coverage import judge_coverage

        return judge_coverage(self)

    @part
    def verdicts(self) -> ResultMap[str | None, Verdicts]:
        """Our verdicts on the four questions (under None), then those on each rival."""
        from powermap.judgment.assessment import verdicts_of_all

        return verdicts_of_all(self.plan, self.playbook)

    @part
    def no_decision(self) -> NoDecision:
        """Whether the customer decides at all."""
        from powermap.judgment.no_decision import judge_no_decision

        return judge_no_decision(self)

    @part
    def reassessed(self) -> ResultList[Reassessment]:
        """What changed at the last review."""
        from powermap.judgment.review import review_changes

        return review_changes(self.verdicts)

    @part
    def facts(self) -> ResultMap[str, Fact]:
        """What the choice of a strategy depends on."""
        from powermap.judgment.strategy.facts import facts_of

        return facts_of(self._evidence)

    @part
    def strategy(self) -> Advice:
        """The recommended strategy, with its reasons."""
        from powermap.judgment.strategy.recommendation import advise

        return advise(self.facts, self.playbook)

    @part
    def what_if(self) -> WhatIf:
        """Which single changes to the plan would lead to another strategy.

        The time grows with the people, and with the square of the rivals: 3 s of the
        processor for 300.
        """
        from powermap.judgment.strategy.what_if import what_if

        return what_if(self._evidence)

    @part
    def robust(self) -> Robustness:
        """How sure each conclusion is: its share of plausible worlds."""
        from powermap.judgment.worlds.robust import robustness_of

        return robustness_of(self.worlds)

    @part
    def ask(self) -> ResultList[OpenQuestion]:
        """The questions whose answers would change the most, and whom to ask."""
        from powermap.judgment.worlds.ask import open_questions

        return open_questions(self.worlds)

    @part
    def worlds(self) -> Conclusions:
        """What is concluded in each of 500 plausible worlds."""
        from powermap.judgment.worlds.robust import conclusions_of

        return conclusions_of(self)

    @part
    def _evidence(self) -> Evidence:
        from powermap.judgment.strategy.evidence import Evidence

        return Evidence(self.plan, self.verdicts, self.playbook)

    @part
    def findings(self) -> Findings:
        """What is missing or risky, by what the plan selects and ignores."""
        from powermap.judgment.findings import find_all

        return find_all(self)

    @part
    def steps(self) -> Progress:
        """How far the account is along the steps of the method."""
        from powermap.judgment.steps import judge_steps

        return judge_steps(self)

    @part
    def pipeline(self) -> Funnel:
        """The funnel of prospects."""
        from powermap.judgment.pipeline import judge_pipeline

        return judge_pipeline(self.plan, self.today)

    @part
    def levers(self) -> Sequence[Lever]:
        """What each improvement would bring."""
        from powermap.judgment.levers import judge_levers

        return judge_levers(self.plan, self.pipeline, self.playbook.improvements)

    @part
    def appraisal(self) -> Appraisal:
        """How the seller is appraised."""
        from powermap.judgment.appraisal import judge_appraisal

        return judge_appraisal(self.plan, self.playbook.appraisal_weights)

    @part
    def power(self) -> ResultMap[str, Estimate]:
        """Everybody's power as the ties show it."""
        return self.network.power

    @part
    def network(self) -> Network:
        """What the ties say: power, brokers, visits, reach, losses, outlook."""
        from powermap.network.overview import Network

        return Network(self.center, self.playbook, self.plan)


Subject = BuyingCenter | AccountPlan | Judgment
"""What every function of the public face takes first."""


def judge(
    subject: Subject,
    *,
    playbook: Playbook | None = None,
    today: date | str | None = None,
) -> Judgment:
    """Judge an account: everything that the method says, computed when read.

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
        return _same_judgment(subject, playbook, parse_date(today))
    return Judgment(
        plan_of(subject),
        as_playbook(playbook),
        parse_date(today),
        # Remembered, since findings about a missing plan make no sense for people only.
        only_people=isinstance(subject, BuyingCenter),
    )


def judge_edited(
    center: BuyingCenter, playbook: Playbook, roles: RoleMemory
) -> Judgment:
    """Judge a center after an edit; who is as before keeps their role."""
    from powermap.judgment.roles import assign_roles

    judgment = judge(center, playbook=playbook)
    near = playbook.thresholds.near_cut
    assigned = assign_roles(center, playbook.role_grid, near, roles)
    # Where the part would be kept that is computed when it is first read.
    judgment.__dict__["roles"] = assigned
    return judgment


def _restore(
    plan: AccountPlan, playbook: Playbook, today: date | None, only_people: bool
) -> Judgment:
    return Judgment(plan, playbook, today, only_people=only_people)


def _same_judgment(
    judgment: Judgment, playbook: Playbook | None, today: date | None
) -> Judgment:
    """The judgment itself; another playbook or day asks for another judgment."""
    # Refused rather than judged again: silently, a report would pay twice and mix the
    # answers of two days.
    other_playbook = playbook is not None and playbook != judgment.playbook
    other_day = today is not None and today != judgment.today
    if other_playbook or other_day:
        raise ModelError(Reason("message.plan.judged_otherwise"))
    return judgment
