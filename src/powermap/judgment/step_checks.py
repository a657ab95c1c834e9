"""What a step can ask of an account; each check lists what is missing as clauses.

- ``people``: somebody in the buying center; ``places``: title or department of at
  least half of them; ``lines``: at least half of several people have a place in the
  reporting lines;
- ``decider``: a decision maker; ``top_contact``: one of them met several times or
  known well;
- ``question_…``: enough of the weight of this question known, for us;
- ``objective``, ``strategy``, ``solution``, ``team``: filled in;
- ``powers``: power of everybody; ``stances``: stance of every decision maker;
  ``sways``: at least one tie of influence, if there are several people;
- ``covered``: somebody on our team for every decision maker; ``needs``: a need of
  every decision maker;
- ``formal_criteria``, ``informal_criteria``: answered + or −, since even "unknown to
  us" is an answer;
- ``rivals``: named; ``rivals_assessed``: each on something; ``enemy``: an opponent or
  enemy found;
- ``goals``: one that is not dropped; ``actions``: one that is not dropped, each with
  an owner and a due date;
- ``won``: a prospect of this opportunity (or else of this account) is won.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping
from powermap.judgment.opportunity import prospects_of
from powermap.language import Listed, Reason
from powermap.language.lists import NAMED, names_of
from powermap.model import (
    Answer,
    Contact,
    Criterion,
    Power,
    Question,
    Stage,
    Stakeholder,
    Stance,
    State,
    TieKind,
)
from powermap.model.axes import power_of

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language.values import Value

__all__ = ["CHECKS"]

Lacks = list[Reason]
"""What is missing; empty when nothing is."""
ROUNDING = 1e-9
"""Sums of shares may miss a limit by so much."""
# Dotted lines count: the step asks for a place in the organization, not for a boss.
REPORTING = frozenset({TieKind.REPORTS_TO, TieKind.DOTTED_TO})
INFLUENCE = frozenset({TieKind.INFLUENCES, TieKind.LISTENS_TO})
# Step 2 asks to be able to call at the top; one brief contact is an introduction, not
# access.
KNOWN_WELL = frozenset({Contact.SEVERAL, Contact.DEEP})
AGAINST = frozenset({Stance.OPPONENT, Stance.ENEMY})


def _require(present: bool, key: str, **values: Value) -> Lacks:
    if present:
        return []
    return [Reason(f"steps.lack.{key}", **values)]


def _require_none(people: Iterable[Stakeholder], key: str) -> Lacks:
    """Nothing is missing if there are no such people, else name them."""
    several = list(people)
    names = names_of(several)
    return _require(not several, key, people=names, count=len(several))


def _deciders(judgment: Judgment) -> list[Stakeholder]:
    center = judgment.center
    deciders = []
    for person in center:
        if power_of(person, center.scale) is Power.DECIDER:
            deciders.append(person)
    return deciders


def _are_most(count: int, judgment: Judgment) -> bool:
    thresholds = judgment.playbook.thresholds
    people = len(judgment.center)
    # Not of all: the course wants a picture of the organization, and one newcomer
    # without a title would undo the step.
    return count >= thresholds.most_people * people


def _check_people(judgment: Judgment) -> Lacks:
    count = len(judgment.center)
    return _require(count > 0, "people")


def _check_places(judgment: Judgment) -> Lacks:
    placed = 0
    for person in judgment.center:
        if person.title or person.department:
            placed += 1
    missing = len(judgment.center) - placed
    return _require(_are_most(placed, judgment), "places", count=missing)


def _check_lines(judgment: Judgment) -> Lacks:
    center = judgment.center
    connected: set[str] = set()
    for tie in center.ties:
        if tie.kind in REPORTING:
            connected |= {tie.source, tie.target}
    # One person cannot report to anybody in the center.
    known = len(center) <= 1 or _are_most(len(connected), judgment)
    return _require(known, "lines")


def _check_decider(judgment: Judgment) -> Lacks:
    deciders = _deciders(judgment)
    return _require(bool(deciders), "decider")


def _check_top_contact(judgment: Judgment) -> Lacks:
    deciders = _deciders(judgment)
    # One is enough: access to the top is what the step asks, coverage of everybody is
    # step 6.
    if any(person.contact in KNOWN_WELL for person in deciders):
        return []
    # Without any decider this lacks nothing; the check `decider` says what does.
    return _require_none(deciders, "top_contact")


def _check_question(question: Question, judgment: Judgment) -> Lacks:
    verdict = judgment.verdicts[None][question]
    thresholds = judgment.playbook.thresholds
    known = 1 - verdict.unknown
    # The share that a verdict needs, so that the step is reached when a verdict is
    # possible, whatever it says.
    enough = known >= thresholds.enough_known - ROUNDING
    return _require(enough, "question", question=question)


def _check_field(field: str, judgment: Judgment) -> Lacks:
    """Whether a field of the plan is filled in."""
    value = getattr(judgment.plan, field)
    return _require(bool(value), field)


def _check_powers(judgment: Judgment) -> Lacks:
    people = judgment.center.stakeholders
    unknown = [person for person in people if person.power is None]
    return _require_none(unknown, "powers")


def _check_stances(judgment: Judgment) -> Lacks:
    deciders = _deciders(judgment)
    unknown = [person for person in deciders if person.stance is None]
    return _require_none(unknown, "stances")


def _check_sways(judgment: Judgment) -> Lacks:
    center = judgment.center
    known = any(tie.kind in INFLUENCE for tie in center.ties)
    return _require(known or len(center) == 1, "sways")


def _check_covered(judgment: Judgment) -> Lacks:
    deciders = _deciders(judgment)
    uncovered = [person for person in deciders if not person.covered_by]
    return _require_none(uncovered, "covered")


def _check_criterion(criterion: Criterion, judgment: Judgment) -> Lacks:
    answered = False
    for verdict in judgment.verdicts[None].values():
        for judged in verdict.criteria:
            # A minus counts: knowing that the customer has no criteria is knowing them.
            if judged.criterion == criterion and judged.answer is not Answer.UNKNOWN:
                answered = True
    return _require(answered, "criterion", criterion=criterion)


def _check_needs(judgment: Judgment) -> Lacks:
    unknown = []
    for person in _deciders(judgment):
        if not person.organization_needs and not person.personal_needs:
            unknown.append(person)
    return _require_none(unknown, "needs")


def _check_rivals_assessed(judgment: Judgment) -> Lacks:
    blank = []
    for rival in judgment.plan.rivals:
        verdicts = judgment.verdicts[rival].values()
        if all(verdict.unknown == 1 for verdict in verdicts):
            blank.append(rival)
    return _require(
        not blank, "rivals_assessed", rivals=Listed(blank), count=len(blank)
    )


def _check_enemy(judgment: Judgment) -> Lacks:
    people = judgment.center.stakeholders
    known = any(person.stance in AGAINST for person in people)
    return _require(known, "enemy")


def _check_goals(judgment: Judgment) -> Lacks:
    goals = judgment.plan.goals
    # A dropped goal is no plan; a reached one was.
    planned = [goal for goal in goals if goal.state is not State.DROPPED]
    return _require(bool(planned), "goals")


def _check_actions(judgment: Judgment) -> Lacks:
    planned = []
    vague = []
    for action in judgment.plan.actions:
        if action.state is State.DROPPED:
            continue
        planned.append(action)
        # The course's action plan says who and by when; without them nothing can be
        # followed up. What is done needs no due date.
        has_day = action.due or action.done_on
        if not action.who or not has_day:
            vague.append(action.name)
    names = Listed(vague, most=NAMED, more="finding.more")
    lacks = _require(bool(planned), "actions")
    return lacks + _require(not vague, "vague", actions=names, count=len(vague))


def _check_won(judgment: Judgment) -> Lacks:
    # The pipeline is the seller's and holds other customers too; a win elsewhere does
    # not close this deal.
    prospects = prospects_of(judgment.plan)
    won = any(each.stage is Stage.WON for each in prospects)
    return _require(won, "won")


CHECKS: Mapping[str, Callable[[Judgment], Lacks]] = FrozenMapping(
    {
        "people": _check_people,
        "places": _check_places,
        "lines": _check_lines,
        "decider": _check_decider,
        "top_contact": _check_top_contact,
        "question_opportunity": partial(_check_question, Question.OPPORTUNITY),
        "question_compete": partial(_check_question, Question.COMPETE),
        "question_win": partial(_check_question, Question.WIN),
        "question_worth": partial(_check_question, Question.WORTH),
        "objective": partial(_check_field, "objective"),
        "powers": _check_powers,
        "stances": _check_stances,
        "sways": _check_sways,
        "team": partial(_check_field, "team"),
        "covered": _check_covered,
        "formal_criteria": partial(_check_criterion, Criterion.FORMAL_CRITERIA),
        "informal_criteria": partial(_check_criterion, Criterion.INFORMAL_CRITERIA),
        "needs": _check_needs,
        "rivals": partial(_check_field, "rivals"),
        "rivals_assessed": _check_rivals_assessed,
        "enemy": _check_enemy,
        "strategy": partial(_check_field, "strategy"),
        "solution": partial(_check_field, "solution"),
        "goals": _check_goals,
        "actions": _check_actions,
        "won": _check_won,
    }
)
"""The checks by the names that a rule of a step may use."""
