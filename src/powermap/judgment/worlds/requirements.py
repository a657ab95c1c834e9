"""Single things that may be otherwise in a plan, and what follows from several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from powermap.judgment.assessment import Verdicts, verdict_on
from powermap.judgment.strategy.advantage import COMPARED
from powermap.judgment.strategy.evidence import Evidence
from powermap.judgment.strategy.facts import (
    FACTS,
    NOT_OF_ANSWERS,
    OF_ANSWERS,
)
from powermap.judgment.strategy.tally import Tally
from powermap.language.results import Row
from powermap.model import Answer, Criterion, Power, Question, Stance
from powermap.model.axes import power_of
from powermap.network.influence_graph import AGAINST_US

if TYPE_CHECKING:
    from powermap.judgment.answers import CriterionAnswer
    from powermap.judgment.judge import Judgment
    from powermap.language.values import Value
    from powermap.model import Stakeholder

__all__ = [
    "BLOCKED",
    "OF_PERSON",
    "Requirement",
    "Situation",
    "is_decisive",
    "is_of_question",
    "requirements_of",
]

T = TypeVar("T")
Kind = Literal["answer", "supplier_in_place", "stance", "veto"]
State = Answer | Stance | bool | None
Facts = dict[str, bool | None]
Selection = frozenset["Requirement"]
BLOCKED = "blocked"
"""Beside the facts of a strategy: whether somebody against us can stop the purchase."""
OF_PERSON = frozenset({"stance", "veto"})
STANCES = tuple(Stance)
FOUND_OUT = 1
"""Effort where something unknown turns out to be so."""
TURNED = 2
"""Effort where something known becomes its opposite."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that has to hold, and does not hold yet.

    Parameters
    ----------
    kind : {"answer", "supplier_in_place", "stance", "veto"}
        What it is.
    about : Criterion or str
        The criterion, the person's id, or the kind itself.
    before, value : Answer, Stance, bool or None
        What it is now, and what it has to be.
    rival : str or None
        Whose answer it is; None for ours.
    """

    kind: Kind
    about: Criterion | str
    before: State
    value: State
    rival: str | None = None

    @property
    def effort(self) -> int:
        """1 to find out, 2 to turn; of a known stance the steps to the other one."""
        if self.before is None or self.before is Answer.UNKNOWN:
            return FOUND_OUT
        if isinstance(self.before, Stance) and isinstance(self.value, Stance):
            steps = STANCES.index(self.before) - STANCES.index(self.value)
            return abs(steps)
        return TURNED

    @property
    def steps_from_neutral(self) -> int:
        """How far from neutral the stance has to be; 0 of anything else."""
        if not isinstance(self.value, Stance):
            return 0
        return abs(STANCES.index(self.value) - STANCES.index(Stance.NEUTRAL))

    @property
    def thing(self) -> tuple[str, str, str | None]:
        """What it is about, whatever the value."""
        return self.kind, str(self.about), self.rival

    def row(self) -> Row:
        """Its values by column."""
        before: Value = self.before
        after: Value = self.value
        return {"what": self.about, "before": before, "after": after}

    def __repr__(self) -> str:
        values = f"{self.before} → {self.value}"
        return f"<Requirement {self.kind} {self.about}: {values}>"


def requirements_of(judgment: Judgment) -> Iterator[Requirement]:
    """Everything that may be otherwise: answers, the place, stances and vetoes.

    Rivals' answers only where the rules read them. Nobody new appears and nobody
    leaves: that is what `what_if` tells.
    """
    yield from _answers(judgment)
    place = judgment.plan.supplier_in_place
    for is_place in (True, False):
        if is_place is not place:
            kind: Kind = "supplier_in_place"
            yield Requirement(kind, kind, place, is_place)
    for person in judgment.center:
        yield from _of_person(person)


def _answers(judgment: Judgment) -> Iterator[Requirement]:
    for party, verdicts in judgment.verdicts.items():
        for question, verdict in verdicts.items():
            if party is None or question in COMPARED:
                for one in verdict.criteria:
                    yield from _answers_to(one, party)


def _answers_to(one: CriterionAnswer, party: str | None) -> Iterator[Requirement]:
    for answer in (Answer.PLUS, Answer.MINUS):
        if answer is not one.answer:
            yield Requirement("answer", one.criterion, one.answer, answer, party)


def _of_person(person: Stakeholder) -> Iterator[Requirement]:
    for stance in STANCES:
        if stance is not person.stance:
            yield Requirement("stance", person.id, person.stance, stance)
    for can_veto in (True, False):
        # That somebody of unknown veto has none is what is assumed anyway.
        if can_veto is not bool(person.can_veto):
            yield Requirement("veto", person.id, person.can_veto, can_veto)


def is_of_question(judgment: Judgment, question: Question, one: Requirement) -> bool:
    """Whether it is one of our answers to a question."""
    criteria = [each.criterion for each in judgment.verdicts[None][question].criteria]
    return one.kind == "answer" and one.rival is None and one.about in criteria


def is_decisive(judgment: Judgment, one: Requirement) -> bool:
    """Whether it is about a decider, or about somebody who can stop the purchase.

    That one more can stop it never helps.
    """
    if one.kind not in OF_PERSON or one.value is True:
        return False
    person = judgment.center[str(one.about)]
    if one.kind == "veto":
        return bool(person.can_veto)
    decides = power_of(person, judgment.center.scale) is Power.DECIDER
    return decides or bool(person.can_veto)


class Situation:
    """The facts about a plan of which several things are otherwise.

    Facts of answers and facts of people are read apart and kept, since the same
    answers come up with many people.
    """

    def __init__(self, judgment: Judgment) -> None:
        self._judgment = judgment
        self._base = Evidence(judgment.plan, judgment.verdicts, judgment.playbook)
        blockers = [_blocks(each.stance, each.can_veto) for each in judgment.center]
        self._blockers = sum(blockers)
        self._of_answers: dict[Selection, tuple[Evidence, Facts]] = {}
        self._of_people: dict[Selection, tuple[Tally, Facts]] = {}

    def facts(self, changes: Sequence[Requirement]) -> Facts:
        """The facts, and whether somebody against us can stop the purchase."""
        about_people = [one for one in changes if one.kind in OF_PERSON]
        others = [one for one in changes if one.kind not in OF_PERSON]
        evidence, of_answers = _kept(self._of_answers, others, self._read_answers)
        tally, of_people = _kept(self._of_people, about_people, self._read_people)
        facts = {**of_answers, **of_people}
        both = evidence.with_tally(tally)
        for name, read in FACTS.items():
            if name not in facts:
                facts[name] = read(both).value
        return facts

    def _read_answers(self, changes: Sequence[Requirement]) -> tuple[Evidence, Facts]:
        evidence = self._base
        for one in changes:
            if one.kind == "supplier_in_place":
                evidence = evidence.with_place(bool(one.value))
            else:
                verdicts = self._answer(evidence.verdicts[one.rival], one)
                evidence = evidence.with_verdicts(one.rival, verdicts)
        facts = {}
        for name in OF_ANSWERS:
            facts[name] = FACTS[name](evidence).value
        return evidence, facts

    def _answer(self, before: Verdicts, one: Requirement) -> Verdicts:
        thresholds = self._judgment.playbook.thresholds
        verdicts = dict(before)
        for question, verdict in before.items():
            criteria = list(verdict.criteria)
            for place, each in enumerate(criteria):
                if each.criterion == one.about:
                    answer = Answer(str(one.value))
                    criteria[place] = replace(each, answer=answer)
                    verdicts[question] = verdict_on(question, criteria, thresholds)
        return Verdicts(verdicts)

    def _read_people(self, changes: Sequence[Requirement]) -> tuple[Tally, Facts]:
        center = self._judgment.center
        updates: dict[str, dict[str, State]] = {}
        for one in changes:
            updates.setdefault(str(one.about), {})[one.kind] = one.value
        # Only what the changes touch is counted again, since thousands of sets of
        # changes are tried and a plan may have thousands of people.
        tally = self._base.tally
        blockers = self._blockers
        for id, update in updates.items():
            person = center[id]
            stance = person.stance
            if "stance" in update:
                stance = Stance(str(update["stance"]))
                tally = tally.with_stance(center.scale, person, stance)
            can_veto = bool(update.get("veto", person.can_veto))
            blockers -= _blocks(person.stance, person.can_veto)
            blockers += _blocks(stance, can_veto)
        evidence = self._base.with_tally(tally)
        facts: Facts = {}
        for name in NOT_OF_ANSWERS:
            facts[name] = FACTS[name](evidence).value
        facts[BLOCKED] = blockers > 0
        return tally, facts


def _blocks(stance: Stance | None, can_veto: bool | None) -> bool:
    """Whether somebody against us can stop the purchase."""
    return bool(can_veto) and stance in AGAINST_US


def _kept(
    kept: dict[Selection, T],
    changes: Sequence[Requirement],
    read: Callable[[Sequence[Requirement]], T],
) -> T:
    key = frozenset(changes)
    if key not in kept:
        kept[key] = read(changes)
    return kept[key]
