"""What several rules ask of a judgment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from powermap.judgment.answers import latest_answers
from powermap.model import (
    Action,
    Answer,
    Assessment,
    Goal,
    Role,
    Stakeholder,
    Stance,
    State,
)

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment

FOR = frozenset({Stance.CHAMPION, Stance.SUPPORTER})
AGAINST = frozenset({Stance.OPPONENT, Stance.ENEMY})
LIVE = frozenset({State.OPEN, State.UNDER_WAY})
"""States of an action or goal that is neither done nor dropped."""


def deciders(judgment: Judgment) -> tuple[Stakeholder, ...]:
    """Everybody who decides."""
    people = judgment.center.stakeholders
    places = judgment.places
    return tuple(people[places[id]] for id in judgment.deciding)


def key_people(judgment: Judgment) -> tuple[Stakeholder, ...]:
    """Everybody who decides or can veto the purchase."""
    ids = frozenset(judgment.deciding)
    key = []
    for person in judgment.center:
        # Whoever can stop the purchase is as decisive as whoever can grant it.
        if person.can_veto or person.id in ids:
            key.append(person)
    return tuple(key)


def people_with_role(judgment: Judgment, role: Role) -> tuple[Stakeholder, ...]:
    """Everybody with a role; a narrower role counts as the broader one."""
    holders = []
    for person in judgment.center:
        if judgment.roles[person.id].fills(role):
            holders.append(person)
    return tuple(holders)


def people_by_id(judgment: Judgment, ids: Iterable[str]) -> tuple[Stakeholder, ...]:
    """The people with some ids, in the order of the buying center."""
    places = judgment.places
    found = sorted(places[id] for id in frozenset(ids) if id in places)
    return tuple(judgment.center.stakeholders[place] for place in found)


def known_stances(judgment: Judgment) -> set[Stance]:
    """The stances that people have."""
    return {person.stance for person in judgment.center if person.stance}


def known_answers(judgment: Judgment) -> tuple[Assessment, ...]:
    """The latest answer to each criterion, for us and each rival, if it is known."""
    known = []
    for each in latest_answers(judgment.plan.assessments).values():
        if each.answer is not Answer.UNKNOWN:
            known.append(each)
    return tuple(known)


def live_actions(judgment: Judgment) -> list[Action]:
    """The actions that are neither done nor dropped."""
    return [action for action in judgment.plan.actions if action.is_live]


def own_day(judgment: Judgment) -> date | None:
    """The day of the plan, else of its buying center."""
    plan = judgment.plan
    return plan.as_of or plan.center.as_of


def is_overdue(judgment: Judgment, planned: Action | Goal) -> bool:
    """Whether it should have been done before today and was not."""
    today = judgment.today
    if today is None or planned.due is None:
        return False
    is_live = planned.state in LIVE
    if isinstance(planned, Action):
        is_live = planned.is_live
    # On its due day a task is not overdue yet.
    return planned.due < today and is_live
