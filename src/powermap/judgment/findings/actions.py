"""Plan and actions: the rules of the fifth hundred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from powermap.judgment.findings.case import LIVE, Case, Hit, listed, together
from powermap.judgment.strategy.facts import facts
from powermap.judgment.strategy.recommendation import plain, stronger, weigh
from powermap.language import label, say
from powermap.model import Action, Goal, State
from powermap.model.playbook import FindingKind


def action_overdue(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Actions that should be done and are not."""
    for action in case.actions:
        if _overdue(case, action):
            yield Hit(
                case.named(action.with_people), {"what": action.name, "day": action.due}
            )


def no_action(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Key people with whom nothing is planned."""
    if case.plan:
        met = {
            id
            for action in case.actions
            if action.state is not State.DROPPED
            for id in action.with_people
        }
        yield from together(one for one in case.key if one.id not in met)


def action_of_nobody(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Actions that nobody does."""
    return _of_actions(
        case,
        [action for action in case.actions if action.state in LIVE and not action.who],
    )


def action_without_day(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Actions without a day."""
    return _of_actions(
        case,
        [action for action in case.actions if action.state in LIVE and not action.due],
    )


def goal_overdue(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Goals that should be reached and are not."""
    for goal in case.plan.goals if case.plan else ():
        if _overdue(case, goal):
            yield Hit(said={"what": goal.name, "day": goal.due})


def other_strategy(case: Case, _: FindingKind) -> Iterator[Hit]:
    """A chosen strategy that has fewer points than another."""
    chosen = case.plan.strategy if case.plan else None
    if case.plan and chosen:
        known = facts(case.plan, lang=case.lang)
        scores = weigh(
            {name: fact.value for name, fact in known.items()}, rules=case.strategies
        )
        best = stronger(scores, chosen)
        if best:
            names = {"chosen": label(chosen, case.lang), "best": label(best, case.lang)}
            points = {
                "points": plain(scores[best]),
                "count": scores[best],
                "fewer": plain(scores[chosen]),
            }
            yield Hit(
                said=names, facts=say(case.lang, "finding.points", **names, **points)
            )


def _of_actions(case: Case, actions: Sequence[Action]) -> Iterator[Hit]:
    if actions:
        people = case.named(id for action in actions for id in action.with_people)
        what = listed(
            [action.name for action in actions], case.lang, more="finding.more"
        )
        yield Hit(people, {"what": what})


def _overdue(case: Case, planned: Action | Goal) -> bool:
    return bool(
        case.today
        and planned.due
        and planned.due < case.today
        and planned.state in LIVE
    )
