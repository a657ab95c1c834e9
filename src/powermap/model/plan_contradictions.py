"""What an account plan refuses: names that lead nowhere, and answers given twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from powermap.language import Nearest, Quoted, Reason
from powermap.language.values import Value
from powermap.model.by_rival import rivals_named
from powermap.model.choices import Choices, MemberKey
from powermap.model.vocabulary import Criterion

if TYPE_CHECKING:
    from powermap.model.plan import AccountPlan


def plan_contradictions(plan: AccountPlan) -> Iterator[Reason]:
    """Everything that cannot be true at once, each with what to do about it."""
    # Names before what refers to them, so that the cause is listed before its
    # consequences.
    yield from _repeated_names(plan)
    yield from _unknown_criteria(plan)
    yield from _unknown_rivals(plan)
    yield from _unknown_rivals_of_people(plan)
    yield from _repeated_answers(plan)
    yield from _actions_with_unknown_people(plan)


def _repeated_names(plan: AccountPlan) -> Iterator[Reason]:
    team = [member.name for member in plan.team]
    criteria = [criterion.name for criterion in plan.extra_criteria]
    yield from _repeated("message.model.rival", plan.rivals)
    yield from _repeated("message.model.team_member", team)
    yield from _repeated("message.model.extra_criterion", criteria)


def _repeated(kind: str, names: Iterable[str]) -> Iterator[Reason]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Reason(
                "message.model.listed_twice",
                kind=Reason(kind),
                name=Quoted(name),
                count=count,
            )


def _unknown_criteria(plan: AccountPlan) -> Iterator[Reason]:
    extra = {criterion.name for criterion in plan.extra_criteria}
    for name in dict.fromkeys(each.criterion for each in plan.assessments):
        if isinstance(name, Criterion) or name in extra:
            continue
        known = [criterion.value for criterion in Criterion]
        yield Reason(
            "message.model.unknown_criterion",
            name=Quoted(name),
            hint=Nearest(name, (*known, *extra)),
            allowed=Choices(Criterion),
        )


def _unknown_rivals(plan: AccountPlan) -> Iterator[Reason]:
    assessed = [each.rival for each in plan.assessments if each.rival]
    for name in dict.fromkeys(assessed):
        if name not in plan.rivals:
            yield Reason(
                "message.model.unknown_rival",
                name=Quoted(name),
                hint=Nearest(name, plan.rivals),
            )


def _unknown_rivals_of_people(plan: AccountPlan) -> Iterator[Reason]:
    for name in rivals_named(plan.center):
        if name not in plan.rivals:
            yield Reason(
                "message.model.rival_of_people",
                name=Quoted(name),
                hint=Nearest(name, plan.rivals),
            )


def _repeated_answers(plan: AccountPlan) -> Iterator[Reason]:
    answers: Counter[tuple[Criterion | str, str | None, date | None]] = Counter()
    for each in plan.assessments:
        # The day belongs to the key: answers of different reviews are history, not
        # contradictions.
        answers[each.criterion, each.rival, each.as_of] += 1
    for (criterion, rival, day), count in answers.items():
        if count > 1:
            yield Reason(
                "message.model.answered_twice",
                criterion=_criterion_key(criterion),
                count=count,
                party=rival or Reason("message.model.us"),
                day=day.isoformat() if day else Reason("message.model.no_day"),
            )


def _criterion_key(criterion: Criterion | str) -> Value:
    if isinstance(criterion, Criterion):
        return MemberKey(criterion)
    return criterion


def _actions_with_unknown_people(plan: AccountPlan) -> Iterator[Reason]:
    ids = [person.id for person in plan.center]
    team = [member.name for member in plan.team]
    for action in plan.actions:
        named = [*action.with_people, action.test_of]
        for id in dict.fromkeys(id for id in named if id):
            if id not in ids:
                yield Reason(
                    "message.model.action_with_nobody",
                    action=Quoted(action.name),
                    id=Quoted(id),
                    hint=Nearest(id, tuple(ids)),
                )
        # Without a team list any owner is accepted: small plans do not keep one.
        if action.who and team and action.who not in team:
            yield Reason(
                "message.model.action_for_nobody",
                action=Quoted(action.name),
                person=Quoted(action.who),
                hint=Nearest(action.who, tuple(team)),
            )
