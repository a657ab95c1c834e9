"""Twelve steps: how far an account is along, read from what its plan holds; nobody ticks boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from powermap.judgment.assessment import ENOUGH, SLIP, assess
from powermap.language import label, say
from powermap.language.lists import names
from powermap.model import (
    AccountPlan,
    Answer,
    BuyingCenter,
    Contact,
    Criterion,
    Power,
    Prospect,
    Question,
    Stage,
    Stakeholder,
    Stance,
    State,
    TieKind,
)
from powermap.model.axes import power_of
from powermap.model.playbook import StepRule, choose_text
from powermap.model.playbook.defaults import STEP_RULES
from powermap.model.record import a_list
from powermap.model.subject import plan_of

__all__ = ["CHECKS", "STEPS", "Progress", "Step", "StepRule", "steps"]

MOST = 0.5
"""What has to be known of most people has to be known of this share of them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way.

    Parameters
    ----------
    number : int
        From 1.
    name : str
        In the chosen language.
    reached : bool
        Whether the plan holds all that the step asks for.
    lacks : tuple of str
        What it lacks, one sentence each.
    because : str
        The reason in words.
    """

    number: int
    name: str
    reached: bool
    lacks: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an account is along.

    Parameters
    ----------
    steps : tuple of Step
        All of them.
    along : int
        How many steps are reached without a gap, from the first one on.
    next : Step or None
        The first that is not reached.
    """

    steps: tuple[Step, ...]
    along: int
    next: Step | None

    @property
    def ahead(self) -> tuple[Step, ...]:
        """Steps that are reached although one before them is not."""
        return tuple(step for step in self.steps[self.along :] if step.reached)


def steps(
    plan: AccountPlan | BuyingCenter,
    *,
    rules: Sequence[StepRule] | None = None,
    lang: str = "en",
) -> Progress:
    """How far an account is along the twelve steps, and what the next one lacks.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        The plan.
    rules : sequence of StepRule, optional
        The steps in their order; `STEPS` when not given.
    lang : {"en", "zh"}
        Language of names and reasons.

    Returns
    -------
    Progress

    Raises
    ------
    ModelError
        When the language is unknown.

    Examples
    --------
    >>> from powermap.model import BuyingCenter
    >>> people = [Stakeholder("Ana", title="CFO", power="decider", contact="several")]
    >>> found = steps(AccountPlan("Northwind", center=BuyingCenter("ERP", people)))
    >>> found.along, found.next.name
    (2, 'Analyse the opportunity')
    >>> found.next.lacks[0]
    'less than half of “Is there an opportunity?” is known'

    Notes
    -----
    The whole way of a key-account sales course, from the customer's organisation (掌握大客户的组织结构) to the close
    (成交). The course does not say when a step is done; `STEPS` does, with the least that a reader of the plan would
    accept as done. A later step can be reached before an earlier one; `along` counts only those without a gap.
    """
    plan = plan_of(plan)
    wanted: Sequence[StepRule] = STEPS if rules is None else a_list(rules, StepRule)
    found = tuple(
        _step(number, rule, plan, lang) for number, rule in enumerate(wanted, 1)
    )
    pending = next((step for step in found if not step.reached), None)
    return Progress(
        found, len(found) if pending is None else pending.number - 1, pending
    )


def _step(number: int, rule: StepRule, plan: AccountPlan, lang: str) -> Step:
    lacks = tuple(lack for check in rule.checks for lack in CHECKS[check](plan, lang))
    name = _name(rule, lang)
    if lacks:
        because = say(
            lang, "steps.open", name=name, lacks=say(lang, "steps.and").join(lacks)
        )
    else:
        because = say(lang, "steps.reached", name=name)
    return Step(number, name, not lacks, lacks, because)


Check = Callable[[AccountPlan, str], tuple[str, ...]]
"""What a plan lacks, in sentences; empty when it lacks nothing."""


def _lack(lacking: bool, lang: str, key: str, **values: object) -> tuple[str, ...]:
    return (say(lang, f"steps.lack.{key}", **values),) if lacking else ()


def _of(people: Iterable[Stakeholder], lang: str, key: str) -> tuple[str, ...]:
    """What is lacking of some people, by name."""
    several = list(people)
    return _lack(bool(several), lang, key, people=names(several, lang))


def _deciders(plan: AccountPlan) -> list[Stakeholder]:
    return [
        person
        for person in plan.center
        if power_of(person, plan.center.scale) is Power.DECIDER
    ]


def _too_few(found: int, plan: AccountPlan) -> bool:
    return found < MOST * len(plan.center)


def _people(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    return _lack(not len(plan.center), lang, "people")


def _places(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    placed = sum(bool(person.title or person.department) for person in plan.center)
    return _lack(
        _too_few(placed, plan), lang, "places", count=len(plan.center) - placed
    )


def _lines(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    lines = [
        tie
        for tie in plan.center.ties
        if tie.kind in {TieKind.REPORTS_TO, TieKind.DOTTED_TO}
    ]
    tied = {id for tie in lines for id in (tie.source, tie.target)}
    return _lack(len(plan.center) > 1 and _too_few(len(tied), plan), lang, "lines")


def _a_decider(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    return _lack(not _deciders(plan), lang, "decider")


def _top_contact(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    deciders = _deciders(plan)
    known = any(
        person.contact in {Contact.SEVERAL, Contact.DEEP} for person in deciders
    )
    return () if known else _of(deciders, lang, "top_contact")


def _question(question: Question) -> Check:
    def check(plan: AccountPlan, lang: str) -> tuple[str, ...]:
        verdict = assess(plan, lang=lang)[question]
        return _lack(
            verdict.unknown > 1 - ENOUGH + SLIP,
            lang,
            "question",
            question=label(question, lang),
        )

    return check


def _objective(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    return _lack(not plan.objective, lang, "objective")


def _powers(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    return _of(
        (person for person in plan.center if person.power is None), lang, "powers"
    )


def _stances(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    return _of(
        (person for person in _deciders(plan) if person.stance is None), lang, "stances"
    )


def _sways(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    swayed = any(
        tie.kind in {TieKind.INFLUENCES, TieKind.LISTENS_TO} for tie in plan.center.ties
    )
    return _lack(len(plan.center) != 1 and not swayed, lang, "sways")


def _team(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    return _lack(not plan.team, lang, "team")


def _covered(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    return _of(
        (person for person in _deciders(plan) if not person.covered_by), lang, "covered"
    )


def _criterion(criterion: Criterion) -> Check:
    def check(plan: AccountPlan, lang: str) -> tuple[str, ...]:
        judged = (
            one
            for verdict in assess(plan, lang=lang).values()
            for one in verdict.criteria
        )
        known = any(
            one.criterion == criterion and one.answer is not Answer.UNKNOWN
            for one in judged
        )
        return _lack(not known, lang, "criterion", criterion=label(criterion, lang))

    return check


def _needs(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    bare = (
        person
        for person in _deciders(plan)
        if not person.organization_needs and not person.personal_needs
    )
    return _of(bare, lang, "needs")


def _rivals(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    return _lack(not plan.rivals, lang, "rivals")


def _rivals_assessed(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    blank = [
        rival
        for rival in plan.rivals
        if all(one.unknown == 1 for one in assess(plan, rival=rival).values())
    ]
    return _lack(
        bool(blank),
        lang,
        "rivals_assessed",
        rivals=say(lang, "list.comma").join(blank),
    )


def _enemy(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    found = any(
        person.stance in {Stance.OPPONENT, Stance.ENEMY} for person in plan.center
    )
    return _lack(not found, lang, "enemy")


def _strategy(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    return _lack(plan.strategy is None, lang, "strategy")


def _solution(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    return _lack(not plan.solution, lang, "solution")


def _goals(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    return _lack(all(goal.state is State.DROPPED for goal in plan.goals), lang, "goals")


def _actions(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    live = [action for action in plan.actions if action.state is not State.DROPPED]
    vague = [action.name for action in live if not action.who or not action.due]
    told = say(lang, "list.comma").join(vague[:3])
    return _lack(not live, lang, "actions") + _lack(
        bool(vague), lang, "vague", actions=told, count=len(vague)
    )


def _won(plan: AccountPlan, lang: str) -> tuple[str, ...]:
    return _lack(
        not any(each.stage is Stage.WON for each in _prospects(plan)), lang, "won"
    )


def _prospects(plan: AccountPlan) -> list[Prospect]:
    """Those of this opportunity by their names: with account and opportunity, else with the account, else the same."""
    account = [each for each in plan.pipeline if _named(plan.account, each)]
    both = [
        each for each in account if plan.opportunity and _named(plan.opportunity, each)
    ]
    same = [
        each
        for each in plan.pipeline
        if plan.opportunity and each.name.casefold() == plan.opportunity.casefold()
    ]
    return both or account or same


def _named(name: str, prospect: Prospect) -> bool:
    """Whether a prospect's name holds another whole, not as part of a word."""
    return (
        re.search(
            f"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])",
            prospect.name,
            re.IGNORECASE,
        )
        is not None
    )


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "people": _people,
        "places": _places,
        "lines": _lines,
        "decider": _a_decider,
        "top_contact": _top_contact,
        **{f"question_{question.value}": _question(question) for question in Question},
        "objective": _objective,
        "powers": _powers,
        "stances": _stances,
        "sways": _sways,
        "team": _team,
        "covered": _covered,
        "formal_criteria": _criterion(Criterion.FORMAL_CRITERIA),
        "informal_criteria": _criterion(Criterion.INFORMAL_CRITERIA),
        "needs": _needs,
        "rivals": _rivals,
        "rivals_assessed": _rivals_assessed,
        "enemy": _enemy,
        "strategy": _strategy,
        "solution": _solution,
        "goals": _goals,
        "actions": _actions,
        "won": _won,
    }
)
"""What can be asked of a plan:

- ``people``: somebody in the buying center; ``places``: title or department of at least half of them; ``lines``:
  at least half of them, if there are several, have a place in the reporting lines;
- ``decider``: somebody who decides; ``top_contact``: one of those met several times or known well;
- ``question_…``: at least half of the weight of this question known, for us;
- ``objective``, ``strategy``, ``solution``, ``team``: given;
- ``powers``: power of everybody known; ``stances``: of everybody who decides; ``sways``: who influences or listens to
  whom, at least once, if there are several people;
- ``covered``: somebody of ours for everybody who decides; ``needs``: a need of everybody who decides;
- ``formal_criteria``, ``informal_criteria``: answered + or −, since even "unknown to us" is an answer;
- ``rivals``: named; ``rivals_assessed``: each of them on something; ``enemy``: an opponent or enemy found;
- ``goals``: one that is not dropped; ``actions``: one that is not dropped, and each of them with who and by when;
- ``won``: a prospect of this opportunity (or else of this account), by its name, is won.
"""
STEPS: tuple[StepRule, ...] = STEP_RULES
"""The twelve steps and what each asks of the plan."""


def _name(rule: StepRule, lang: str) -> str:
    if rule.names:
        return str(choose_text(rule.names, lang))
    return say(lang, f"steps.name.{rule.key}")
