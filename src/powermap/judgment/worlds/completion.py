"""One world as a plan and a playbook, and the values of all worlds as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from powermap.judgment.answers import latest_answers
from powermap.judgment.worlds.drawing import Worlds
from powermap.judgment.worlds.unknowns import Unknown, Value
from powermap.model import AccountPlan, Answer, Assessment, Criterion, Stance
from powermap.network.many_graphs import WorldValues, stance_codes

if TYPE_CHECKING:
    from numpy import float64, intp
    from numpy.typing import NDArray

    from powermap.model.playbook import Playbook

    Codes = NDArray[intp]
    Floats = NDArray[float64]

__all__ = [
    "Answers",
    "World",
    "completed_answers",
    "world_values",
]

Answers = Mapping[tuple[Criterion | str, str | None], Answer]
"""Answers by criterion and party (None for us)."""


def world_values(worlds: Worlds) -> WorldValues:
    """Stances, power, vetoes and tie weights of all worlds."""
    import numpy as np

    center = worlds.judgment.center
    nodes = {person.id: node for node, person in enumerate(center)}
    stance = np.tile(stance_codes(center), (worlds.count, 1))
    can_veto = [bool(person.can_veto) for person in center]
    veto = np.tile(np.array(can_veto, dtype=np.bool_), (worlds.count, 1))
    places = list(Stance)
    for unknown, drawn in zip(worlds.unknowns, worlds.drawn, strict=True):
        values = unknown.values
        if unknown.kind == "stance":
            codes = np.array([places.index(Stance(str(value))) for value in values])
            stance[:, nodes[unknown.about]] = codes[drawn]
        elif unknown.kind == "veto":
            veto[:, nodes[unknown.about]] = np.array(values, dtype=np.bool_)[drawn]
    return WorldValues(stance, worlds.power, veto, worlds.weights)


class World:
    """One world: what each unknown turned out to be.

    Parameters
    ----------
    worlds : Worlds
        All of them.
    number : int
        Which one, from 0.
    """

    def __init__(self, worlds: Worlds, number: int) -> None:
        self._worlds = worlds
        self._number = number
        self.answers: dict[tuple[Criterion | str, str | None], Answer] = {}
        self.supplier_in_place = worlds.judgment.plan.supplier_in_place
        for unknown, drawn in zip(worlds.unknowns, worlds.drawn, strict=True):
            if unknown.kind in {"answer", "supplier_in_place"}:
                self._settle(unknown, unknown.values[drawn[number]])

    def _settle(self, unknown: Unknown, value: Value) -> None:
        if unknown.kind == "answer":
            self.answers[unknown.about, unknown.rival] = Answer(str(value))
        else:
            self.supplier_in_place = bool(value)

    def _changes(self) -> dict[str, dict[str, object]]:
        """What is known of each person here."""
        worlds = self._worlds
        changes: dict[str, dict[str, object]] = {}
        powers = worlds.power[self._number].tolist()
        for person, power in zip(worlds.judgment.center, powers, strict=True):
            changes[person.id] = {"power": power}
        fields = {"stance": "stance", "veto": "can_veto"}
        for unknown, drawn in zip(worlds.unknowns, worlds.drawn, strict=True):
            if unknown.kind in fields:
                value = unknown.values[drawn[self._number]]
                changes[unknown.about][fields[unknown.kind]] = value
        return changes

    def plan_of_people(self) -> AccountPlan:
        """The plan with everybody as they are here, and with the answers as they were."""
        changes_of_people = self._changes()
        plan = self._worlds.judgment.plan
        people = []
        for person in plan.center:
            # Not checked again: all values are valid, and there are thousands.
            people.append(person.model_copy(update=changes_of_people[person.id]))
        center = plan.center.model_copy(update={"stakeholders": tuple(people)})
        changes = {"center": center, "supplier_in_place": self.supplier_in_place}
        return plan.model_copy(update=changes)

    def plan(self) -> AccountPlan:
        """The whole plan as it is here."""
        plan = self.plan_of_people()
        answers = completed_answers(plan, self.answers)
        return plan.model_copy(update={"assessments": answers})

    def playbook(self) -> Playbook:
        """The playbook with the tie weights of this world."""
        weights = {}
        for kind, pairs in self._worlds.weights.items():
            forward, backward = pairs[self._number].tolist()
            weights[kind] = (forward, backward)
        return self._worlds.judgment.playbook.replace(tie_weights=weights)


def completed_answers(plan: AccountPlan, answers: Answers) -> tuple[Assessment, ...]:
    """The answers of a plan with others in force."""
    in_force = latest_answers(plan.assessments)
    completed = list(plan.assessments)
    for (criterion, party), answer in answers.items():
        old = in_force.get((criterion, party))
        if old is None:
            new = Assessment(criterion, answer, rival=party, as_of=plan.as_of)
            completed.append(new)
        else:
            place = next(i for i, each in enumerate(completed) if each is old)
            completed[place] = old.model_copy(update={"answer": answer})
    return tuple(completed)
