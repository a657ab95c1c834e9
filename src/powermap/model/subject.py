"""What a function was given where it asks for people or a plan: one rule for the whole public face."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike

from powermap.errors import ModelError, shown
from powermap.model.center import BuyingCenter
from powermap.model.plan import AccountPlan
from powermap.model.stakeholder import Stakeholder

Subject = BuyingCenter | AccountPlan


def only_people(center: BuyingCenter) -> AccountPlan:
    """The plan that holds nothing beside a buying center.

    Examples
    --------
    >>> only_people(BuyingCenter("Northwind ERP")).account
    'Northwind ERP'
    """
    return AccountPlan(center.name, center=center, as_of=center.as_of)


def a_center(given: object) -> BuyingCenter:
    """What was given, when it is a buying center: of a plan the caller says that its people are meant.

    Raises
    ------
    ModelError
        When it is something else.

    Examples
    --------
    >>> a_center("deal.yaml")
    Traceback (most recent call last):
    powermap.errors.ModelError: 'deal.yaml' is of type str; allowed: a BuyingCenter; read a file with read(path)
    """
    if isinstance(given, BuyingCenter):
        return given
    if isinstance(given, AccountPlan):
        raise ModelError(
            f"the plan of {shown(given.account)} is given; allowed: a BuyingCenter; pass plan.center"
        )
    raise _wrong(given, "a BuyingCenter", "read(path)")


def center_of(given: object) -> BuyingCenter:
    """The buying center of either.

    Raises
    ------
    ModelError
        When it is something else.
    """
    subject = a_subject(given)
    return subject.center if isinstance(subject, AccountPlan) else subject


def a_plan(given: object) -> AccountPlan:
    """What was given as a plan: a buying center is a plan of people only.

    Raises
    ------
    ModelError
        When it is something else.

    Examples
    --------
    >>> a_plan(BuyingCenter("Northwind ERP")).center.name
    'Northwind ERP'
    """
    subject = a_subject(given)
    return subject if isinstance(subject, AccountPlan) else only_people(subject)


def a_subject(given: object) -> Subject:
    """What was given, when it is a buying center or a plan.

    Raises
    ------
    ModelError
        When it is something else.
    """
    if isinstance(given, BuyingCenter | AccountPlan):
        return given
    raise _wrong(given, "an AccountPlan or a BuyingCenter", "read_plan(path)")


def _wrong(given: object, allowed: str, reader: str) -> ModelError:
    what_to_do = ""
    if isinstance(given, str | PathLike):
        what_to_do = f"; read a file with {reader}"
    elif isinstance(given, Stakeholder) or (
        isinstance(given, Iterable) and not isinstance(given, type)
    ):
        what_to_do = "; put people into one with BuyingCenter(name, people)"
    return ModelError(
        f"{shown(given)} is of type {type(given).__name__}; allowed: {allowed}{what_to_do}"
    )
