"""Plan and actions: rules PM501 to PM599."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from powermap.judgment.findings.hits import Hit, hit_together, list_things
from powermap.judgment.findings.queries import (
    is_overdue,
    key_people,
    live_actions,
    people_by_id,
)
from powermap.judgment.strategy.scoring import stronger
from powermap.language import Reason
from powermap.model import Action, State
from powermap.model.playbook import FindingKind

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment


def find_action_overdue(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Actions that should be done and are not."""
    for action in judgment.plan.actions:
        if is_overdue(judgment, action):
            people = people_by_id(judgment, action.with_people)
            yield Hit(people, {"what": action.name, "day": action.due})


def find_no_action(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Key people for whom nothing is planned."""
    # A buying center without a plan has no actions; a finding about each person would
    # be noise.
    if judgment.only_people:
        return
    planned: set[str] = set()
    for action in judgment.plan.actions:
        # Done counts: this finding is about people who were forgotten, not about pace.
        if action.state is not State.DROPPED:
            planned.update(action.with_people)
            planned.add(action.test_of or "")
    people = key_people(judgment)
    missing = [person for person in people if person.id not in planned]
    yield from hit_together(missing)


def find_action_without_owner(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Actions that no one on our team owns."""
    live = live_actions(judgment)
    without = [action for action in live if not action.who]
    return _hit_actions(judgment, without)


def find_action_without_date(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Actions without a due date."""
    live = live_actions(judgment)
    without = [action for action in live if not action.due]
    return _hit_actions(judgment, without)


def find_goal_overdue(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Goals that should be reached and are not."""
    for goal in judgment.plan.goals:
        if is_overdue(judgment, goal):
            yield Hit(values={"what": goal.name, "day": goal.due})


def find_other_strategy(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """A chosen strategy that has fewer points than another."""
    chosen = judgment.plan.strategy
    if chosen is None:
        return
    scores = judgment.strategy.scores
    best = stronger(scores, chosen)
    if best is None:
        return
    facts = Reason(
        "finding.points",
        chosen=chosen,
        best=best,
        count=scores[best],
        points=scores[best],
        fewer=scores[chosen],
    )
    yield Hit(values={"chosen": chosen, "best": best}, facts=facts)


def _hit_actions(judgment: Judgment, actions: Sequence[Action]) -> Iterator[Hit]:
    if not actions:
        return
    ids: list[str] = []
    for action in actions:
        ids += action.with_people
    names = list_things(action.name for action in actions)
    yield Hit(people_by_id(judgment, ids), {"what": names})
