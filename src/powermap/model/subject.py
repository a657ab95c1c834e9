"""What a public function takes first: a buying center, a plan, or a judgment of either.

A judgment is made in a layer above this one, so it is recognized by what it has:
a plan and a playbook.
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import Any, Protocol, TypeGuard, runtime_checkable

from powermap.errors import ModelError
from powermap.language import Quoted, Reason
from powermap.model.center import BuyingCenter
from powermap.model.plan import AccountPlan
from powermap.model.playbook import Playbook, as_playbook
from powermap.model.stakeholder import Stakeholder

__all__ = [
    "Judged",
    "Subject",
    "center_of",
    "people_or_plan",
    "plan_of",
    "plan_of_people",
    "playbook_of",
]


# A protocol, because this layer must not import Judgment, which is above it.
@runtime_checkable
class Judged(Protocol):
    """A judgment, as far as the layers below need to know it."""

    plan: AccountPlan
    playbook: Playbook


Subject = BuyingCenter | AccountPlan | Judged


def plan_of_people(center: BuyingCenter) -> AccountPlan:
    """The plan that holds nothing beside a buying center.

    Examples
    --------
    >>> plan_of_people(BuyingCenter("Northwind ERP")).account
    'Northwind ERP'
    """
    return AccountPlan(center.name, center=center, as_of=center.as_of)


def plan_of(subject: object) -> AccountPlan:
    """The plan of a subject; a buying center is a plan of people only.

    Raises
    ------
    ModelError
        When it is something else.

    Examples
    --------
    >>> plan_of(BuyingCenter("Northwind ERP")).center.name
    'Northwind ERP'
    """
    if isinstance(subject, AccountPlan):
        return subject
    if isinstance(subject, BuyingCenter):
        return plan_of_people(subject)
    if _is_judgment(subject):
        return subject.plan
    raise _wrong_subject(subject)


def center_of(subject: object) -> BuyingCenter:
    """The buying center of a subject.

    Raises
    ------
    ModelError
        When it is something else.
    """
    if isinstance(subject, BuyingCenter):
        return subject
    return plan_of(subject).center


def people_or_plan(subject: object) -> BuyingCenter | AccountPlan:
    """The subject itself, or the plan of a judgment.

    Raises
    ------
    ModelError
        When it is something else.
    """
    if isinstance(subject, BuyingCenter):
        return subject
    return plan_of(subject)


def playbook_of(subject: object, playbook: Playbook | None = None) -> Playbook:
    """The playbook that is passed, else that of a judgment, else powermap's own.

    Raises
    ------
    ModelError
        When what is passed is not a playbook.
    """
    # An explicit playbook wins, as for every other option.
    if playbook is None and _is_judgment(subject):
        return subject.playbook
    return as_playbook(playbook)


def _is_judgment(subject: object) -> TypeGuard[Judged]:
    # A class would pass the structural check too, since it has the attributes.
    return isinstance(subject, Judged) and not isinstance(subject, type)


def _wrong_subject(subject: Any) -> ModelError:
    key = "message.model.wrong_subject"
    if isinstance(subject, str | PathLike):
        key = "message.model.subject_is_path"
    elif _holds_people(subject):
        key = "message.model.subject_is_people"
    kind = type(subject).__name__
    return ModelError(Reason(key, value=Quoted(subject), type=kind))


def _holds_people(subject: object) -> bool:
    if isinstance(subject, Stakeholder):
        return True
    return isinstance(subject, Iterable) and not isinstance(subject, type)
