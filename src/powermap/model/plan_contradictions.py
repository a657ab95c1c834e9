"""What an account plan refuses: names that lead nowhere, and answers given twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from powermap.errors import nearest, shown
from powermap.model.vocabulary import Criterion

if TYPE_CHECKING:
    from powermap.model.plan import AccountPlan


def plan_contradictions(plan: AccountPlan) -> Iterator[str]:
    """Everything that cannot be true at once, each with what to do about it."""
    # Names before what refers to them, so that the cause is listed before its
    # consequences.
    yield from _repeated_names(plan)
    yield from _unknown_criteria(plan)
    yield from _unknown_rivals(plan)
    yield from _repeated_answers(plan)
    yield from _actions_with_unknown_people(plan)


def _repeated_names(plan: AccountPlan) -> Iterator[str]:
    team = [member.name for member in plan.team]
    criteria = [criterion.name for criterion in plan.extra_criteria]
    yield from _repeated("rival", plan.rivals)
    yield from _repeated("team member", team)
    yield from _repeated("extra criterion", criteria)


def _repeated(kind: str, names: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{kind} {shown(name)} is listed {count} times; list each once"


def _unknown_criteria(plan: AccountPlan) -> Iterator[str]:
    extra = {criterion.name for criterion in plan.extra_criteria}
    for name in dict.fromkeys(each.criterion for each in plan.assessments):
        if isinstance(name, Criterion) or name in extra:
            continue
        hint = nearest(name, [*Criterion, *extra])
        yield (
            f"{shown(name)} is not a criterion{hint}; allowed: {', '.join(Criterion)}; "
            "add a custom criterion to extra_criteria"
        )


def _unknown_rivals(plan: AccountPlan) -> Iterator[str]:
    assessed = [each.rival for each in plan.assessments if each.rival]
    for name in dict.fromkeys(assessed):
        if name not in plan.rivals:
            hint = nearest(name, plan.rivals)
            yield (
                f"an assessment is about {shown(name)}, "
                f"who is not among the rivals of the plan{hint}"
            )


def _repeated_answers(plan: AccountPlan) -> Iterator[str]:
    answers: Counter[tuple[object, ...]] = Counter()
    for each in plan.assessments:
        # The day belongs to the key: answers of different reviews are history, not
        # contradictions.
        answers[each.criterion, each.rival, each.as_of] += 1
    for (criterion, rival, day), count in answers.items():
        if count > 1:
            yield (
                f"{criterion} is answered {count} times for {rival or 'us'} "
                f"as of {day or 'no day'}; keep one answer"
            )


def _actions_with_unknown_people(plan: AccountPlan) -> Iterator[str]:
    ids = [person.id for person in plan.center]
    team = [member.name for member in plan.team]
    for action in plan.actions:
        for id in action.with_people:
            if id not in ids:
                yield (
                    f"action {shown(action.name)} is with {shown(id)}, "
                    f"an id that no one has{nearest(id, ids)}"
                )
        # Without a team list any owner is accepted: small plans do not keep one.
        if action.who and team and action.who not in team:
            yield (
                f"action {shown(action.name)} is for {shown(action.who)}, "
                f"who is not on the team{nearest(action.who, team)}"
            )
