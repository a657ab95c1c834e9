"""Which people somebody means: by id or name, role, stance, organization, or a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from powermap.errors import ModelError
from powermap.judgment.judge import Judgment
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model import Power, Role, Stakeholder, Stance

__all__ = ["Who", "ids_or_names", "limit_to_people", "select_people"]

Rule = Callable[[Stakeholder], bool]
Who = str | Role | Stance | Rule | Iterable[str | Role | Stance | Rule]
"""One or several of: an id, a name, a role, a stance, an organization, a department, or
a function that says yes or no for a person."""

BROAD = {Role.DECIDER: Power.DECIDER, Role.INFLUENCER: Power.INFLUENCER}
"""Roles that mean everyone with that power, whatever their involvement."""


def select_people(judgment: Judgment, who: Who, option: str) -> frozenset[str]:
    """The ids of the people that somebody means.

    Parameters
    ----------
    judgment : Judgment
        The people and their roles.
    who : str, Role, Stance, function, or several of them
        Who is meant; several mean anybody of them.
    option : str
        Where it was passed, for errors.

    Raises
    ------
    ModelError
        When a text is none of what is allowed, or nobody is meant.
    """
    wanted = [who] if isinstance(who, str) or callable(who) else list(who)
    ids: set[str] = set()
    for each in wanted:
        ids |= _ids_for(judgment, each, option)
    if not ids:
        raise ModelError(Reason("message.charts.nobody_meant", option=option))
    return frozenset(ids)


def ids_or_names(judgment: Judgment, words: Iterable[str]) -> list[str]:
    """Words for people as ids, with those that mean nobody left as they are."""
    found: list[str] = []
    for word in words:
        ids: set[str] = set()
        if word not in judgment.center:
            ids = _people_with(judgment, word)
        found += sorted(ids) or [word]
    return found


def _people_with(judgment: Judgment, word: str) -> set[str]:
    """Who has this role or stance, or belongs there."""
    word = word.casefold().strip()
    found = set()
    for person in judgment.center:
        if word in (text.casefold() for text in _texts(person, judgment)):
            found.add(person.id)
    return found


def _ids_for(
    judgment: Judgment, one: str | Role | Stance | Rule, option: str
) -> set[str]:
    center = judgment.center
    if not isinstance(one, str):
        return {person.id for person in center if one(person)}
    if one in center:
        return {center[one].id}
    found = _people_with(judgment, one)
    # A role or a stance that nobody has is a fair question with an empty answer.
    allowed = [each.value for each in chain(Role, Stance)]
    if not found and one.casefold().strip() not in allowed:
        known = {text for person in center for text in _texts(person, judgment)}
        choices = (*allowed, *sorted(known - set(allowed)))
        raise ModelError(
            Reason(
                "message.charts.who",
                option=option,
                value=Quoted(one),
                allowed=Listed(choices, most=14),
                hint=Nearest(one, (*choices, *(person.name for person in center))),
            )
        )
    return found


def _texts(person: Stakeholder, judgment: Judgment) -> Iterable[str]:
    """What a person can be meant by, apart from the name."""
    role = judgment.roles[person.id].role
    if role is not None:
        yield role.value
        yield judgment.playbook.language("en").label(role)
        yield judgment.playbook.language("zh").label(role)
        for broad, power in BROAD.items():
            if role.power is power:
                yield broad.value
    if person.stance is not None:
        yield person.stance.value
        yield judgment.playbook.language("en").label(person.stance)
        yield judgment.playbook.language("zh").label(person.stance)
    for text in (person.organization, person.department):
        if text:
            yield text


def limit_to_people(judgment: Judgment, ids: frozenset[str]) -> Judgment:
    """The judgment of a plan as if only some of its people were known."""
    others = [person.id for person in judgment.center if person.id not in ids]
    center = judgment.center.without(*others)
    plan = judgment.plan.model_copy(update={"center": center})
    return Judgment(
        plan, judgment.playbook, judgment.today, only_people=judgment.only_people
    )
