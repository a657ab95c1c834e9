"""Single changes to a plan that somebody could see happen, each as a plan of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, TypeVar

from powermap.judgment.answers import criteria_by_question, latest_answers
from powermap.model import (
    AccountPlan,
    Answer,
    Assessment,
    BuyingCenter,
    Criterion,
    ExtraCriterion,
    Power,
    Stakeholder,
    Stance,
    Tie,
)
from powermap.model.axes import power_of
from powermap.model.record import Record

__all__ = ["NEEDS", "Kind", "SingleChange", "single_changes"]

Kind = Literal[
    "answer",
    "supplier_in_place",
    "rival",
    "stance",
    "organization_needs",
    "personal_needs",
    "power",
    "person",
]
State = Answer | Stance | Power | bool | None
Valid = TypeVar("Valid", bound=Record)
NEEDS: Mapping[Kind, str] = {
    "organization_needs": "meets_organization_needs",
    "personal_needs": "meets_personal_needs",
}
"""The attribute of a stakeholder behind each kind of change to needs."""
# Placeholder names that never show: the sentences say "another rival" and "someone new"
# in their language.
FURTHER_RIVAL = "Another rival"
NEWCOMER = "Someone new"
STANCES = tuple(Stance)


@dataclass(frozen=True, slots=True)
class SingleChange:
    """One thing that differs from a plan, with everything else as it was.

    Parameters
    ----------
    kind : str
        What changes: ``answer`` to a criterion; ``supplier_in_place``; ``rival`` appears or drops out;
        somebody's ``stance``, ``organization_needs`` or ``personal_needs`` that we
        meet, or ``power``; ``person`` appears or leaves.
    about : Criterion or str
        The criterion, the kind itself, the rival, or the person's id.
    before, value : Answer, Stance, Power, bool or None
        What it was and what it is then. A rival who is there is True; a person who
        appears has a stance, one who leaves None.
    rival : str or None
        Whose answer it is; None for ours.
    old, new : Stakeholder or None
        Whom a change to people is about, before and after it.
    """

    kind: Kind
    about: Criterion | str
    before: State
    value: State
    make_plan: Callable[[], AccountPlan] = field(repr=False, compare=False)
    rival: str | None = None
    old: Stakeholder | None = field(default=None, repr=False, compare=False)
    new: Stakeholder | None = field(default=None, repr=False, compare=False)

    @property
    def plan(self) -> AccountPlan:
        """The plan with the change, made anew at each look."""
        # Most of a thousand changes lead nowhere, and nobody looks at their plans.
        return self.make_plan()

    @property
    def size(self) -> int:
        """How much has to happen.

        1 where something unknown becomes known, 2 where something known becomes the
        opposite. Of a known stance it is the number of steps between champion and
        enemy.
        """
        before = self.before
        value = self.value
        if before is None or before is Answer.UNKNOWN:
            return 1
        if isinstance(before, Stance) and isinstance(value, Stance):
            # The stances are ordered from champion to enemy, so the distance is the
            # number of steps between them.
            steps = STANCES.index(before) - STANCES.index(value)
            return abs(steps)
        # Turning a known fact into its opposite is harder than finding something out
        # (docs/decisions/0008-strategy-rules.md).
        return 2

    def __repr__(self) -> str:
        values = f"{self.before} → {self.value}"
        return f"<SingleChange {self.kind} {self.about}: {values}>"


def single_changes(
    plan: AccountPlan, added: Sequence[ExtraCriterion] = ()
) -> Iterator[SingleChange]:
    """Everything that could differ in a plan, of what facts depend on, one at a time.

    Parameters
    ----------
    plan : AccountPlan
        The plan.
    added : sequence of ExtraCriterion
        Criteria of a playbook.

    Yields
    ------
    SingleChange
        Each answer as + and as −, ours and each rival's; us in place and not; one
        more rival and each
        rival less; each stance of each person, needs met and not met, deciding and
        not; each person less, and one more champion or enemy.

    Examples
    --------
    >>> changes = list(single_changes(AccountPlan("Northwind")))
    >>> len(changes), changes[0].about.value, changes[0].value
    (43, 'requirements', <Answer.PLUS: '+'>)
    """
    yield from _answers(plan, added)
    yield from _places(plan)
    yield from _rivals(plan)
    for person in plan.center:
        yield from _stances(plan, person)
        yield from _needs(plan, person)
        yield from _powers(plan, person)
        without = partial(_without, plan, person)
        yield SingleChange("person", person.id, True, None, without, old=person)
    yield from _newcomers(plan)


def _answers(
    plan: AccountPlan, added: Sequence[ExtraCriterion]
) -> Iterator[SingleChange]:
    in_force = latest_answers(plan.assessments)
    asked: list[Criterion | str] = []
    for criteria in criteria_by_question(plan, added).values():
        asked.extend(criteria)
    for rival in (None, *plan.rivals):
        for criterion in asked:
            old = in_force.get((criterion, rival))
            before = old.answer if old else Answer.UNKNOWN
            for value in (Answer.PLUS, Answer.MINUS):
                if value is not before:
                    new = partial(_with_answer, plan, old, criterion, value, rival)
                    yield SingleChange("answer", criterion, before, value, new, rival)


def _with_answer(
    plan: AccountPlan,
    old: Assessment | None,
    criterion: str,
    value: Answer,
    rival: str | None,
) -> AccountPlan:
    """The plan with another answer in force."""
    if old is None:
        new = Assessment(criterion, value, rival=rival, as_of=plan.as_of)
        return _revise(plan, assessments=(*plan.assessments, new))
    # What the old answer rested on does not support the new one.
    new = _revise(old, answer=value, evidence=None)
    return _revise(plan, assessments=_replace_in(plan.assessments, old, new))


def _places(plan: AccountPlan) -> Iterator[SingleChange]:
    before = plan.supplier_in_place
    for value in (True, False):
        if value is not before:
            new = partial(_revise, plan, supplier_in_place=value)
            kind: Kind = "supplier_in_place"
            yield SingleChange(kind, kind, before, value, new)


def _rivals(plan: AccountPlan) -> Iterator[SingleChange]:
    rivals = plan.rivals
    further = _unused(FURTHER_RIVAL, rivals)
    with_further = partial(_revise, plan, rivals=(*rivals, further))
    yield SingleChange("rival", further, None, True, with_further)
    for rival in rivals:
        without = partial(_without_rival, plan, rival)
        yield SingleChange("rival", rival, True, False, without)


def _without_rival(plan: AccountPlan, rival: str) -> AccountPlan:
    others = tuple(each for each in plan.rivals if each != rival)
    # Answers about a rival who left would name nobody.
    answers = tuple(each for each in plan.assessments if each.rival != rival)
    return _revise(plan, rivals=others, assessments=answers)


def _stances(plan: AccountPlan, person: Stakeholder) -> Iterator[SingleChange]:
    for stance in STANCES:
        if stance is not person.stance:
            new = _revise(person, stance=stance)
            yield _change(plan, "stance", person.stance, stance, person, new)


def _needs(plan: AccountPlan, person: Stakeholder) -> Iterator[SingleChange]:
    for kind, attribute in NEEDS.items():
        before = getattr(person, attribute)
        for met in (True, False):
            if met is not before:
                new = _revise(person, **{attribute: met})
                yield _change(plan, kind, before, met, person, new)


def _powers(plan: AccountPlan, person: Stakeholder) -> Iterator[SingleChange]:
    # By half of the scale: from 8 to 9 no fact changes, so only the other half is
    # tried.
    before = power_of(person, plan.center.scale)
    for power in Power:
        if power is not before:
            new = _revise(person, power=power)
            yield _change(plan, "power", before, power, person, new)


def _newcomers(plan: AccountPlan) -> Iterator[SingleChange]:
    people_now = plan.center.stakeholders
    taken = [person.id for person in people_now]
    id = _unused(Stakeholder(NEWCOMER).id, taken)
    # Someone neutral changes no fact.
    for stance in (Stance.CHAMPION, Stance.ENEMY):
        newcomer = Stakeholder(NEWCOMER, id=id, stance=stance)
        people = (*people_now, newcomer)
        with_newcomer = partial(_with_center, plan, stakeholders=people)
        yield SingleChange("person", id, None, stance, with_newcomer, new=newcomer)


def _without(plan: AccountPlan, person: Stakeholder) -> AccountPlan:
    center = plan.center
    people = tuple(each for each in center if each is not person)
    ties = tuple(tie for tie in center.ties if not _joins(tie, person.id))
    actions = []
    for action in plan.actions:
        others = tuple(id for id in action.with_people if id != person.id)
        changes: dict[str, object] = {"with_people": others}
        if action.test_of == person.id:
            changes |= {"test_of": None, "passed": None}
        actions.append(_revise(action, **changes))
    new = _with_center(plan, stakeholders=people, ties=ties)
    return _revise(new, actions=tuple(actions))


def _joins(tie: Tie, id: str) -> bool:
    return id in {tie.source, tie.target}


def _change(
    plan: AccountPlan,
    kind: Kind,
    before: State,
    value: State,
    old: Stakeholder,
    new: Stakeholder,
) -> SingleChange:
    """Something about a person who stays."""
    with_person = partial(_with_person, plan, old, new)
    return SingleChange(kind, old.id, before, value, with_person, old=old, new=new)


def _with_person(plan: AccountPlan, old: Stakeholder, new: Stakeholder) -> AccountPlan:
    people = _replace_in(plan.center.stakeholders, old, new)
    return _with_center(plan, stakeholders=people)


def _with_center(plan: AccountPlan, **changes: object) -> AccountPlan:
    center: BuyingCenter = _revise(plan.center, **changes)
    return _revise(plan, center=center)


def _revise(record: Valid, /, **changes: object) -> Valid:
    """A record with other values, all of which are known to be valid."""
    # Checking a thousand plans again would take most of the time.
    return record.model_copy(update=changes)


def _replace_in(values: Iterable[Valid], old: Valid, new: Valid) -> tuple[Valid, ...]:
    replaced = []
    for each in values:
        replaced.append(new if each is old else each)
    return tuple(replaced)


def _unused(name: str, taken: Sequence[str]) -> str:
    """The name, or with the first number from 2 on that makes it new."""
    candidate = name
    number = 1
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    return candidate
