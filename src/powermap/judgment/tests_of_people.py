"""The log of tests: what people were asked for, and whether they did it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from powermap.language import Listed, Reason

if TYPE_CHECKING:
    from powermap.language.values import Value
    from powermap.model import AccountPlan, Action

__all__ = ["describe_test", "result_of", "tests_by_person"]


def tests_by_person(plan: AccountPlan) -> dict[str, tuple[Action, ...]]:
    """By id the tests of each person, the latest first, those without a day last.

    Examples
    --------
    >>> from powermap.model import AccountPlan, Action, BuyingCenter, Stakeholder
    >>> ask = Action("Introduce us to the CFO", test_of="ben", passed=True)
    >>> center = BuyingCenter("ERP", [Stakeholder("Ben")])
    >>> plan = AccountPlan("Northwind", center=center, actions=[ask])
    >>> [test.name for test in tests_by_person(plan)["ben"]]
    ['Introduce us to the CFO']
    """
    tests: dict[str, list[Action]] = {}
    for action in plan.actions:
        if action.test_of:
            tests.setdefault(action.test_of, []).append(action)
    # The sort is stable: tests of one day keep the order of the plan.
    return {
        id: tuple(sorted(several, key=_day, reverse=True))
        for id, several in tests.items()
    }


def _day(test: Action) -> date:
    return test.done_on or date.min


def describe_test(test: Action) -> Reason:
    """A test with its result and day.

    Examples
    --------
    >>> from powermap.model import Action
    >>> ask = Action("Get us the evaluation plan", test_of="ben", passed=False, done_on="2026-11-02")
    >>> str(describe_test(ask))
    'Get us the evaluation plan (failed, 2 Nov 2026)'
    """
    facts: list[Value] = [result_of(test)]
    if test.done_on is not None:
        facts.append(test.done_on)
    listed = Listed(facts)
    return Reason("tests.described", what=test.name, facts=listed)


def result_of(test: Action) -> Reason:
    """Whether a test was passed, in words."""
    if test.passed:
        return Reason("tests.passed")
    if test.passed is False:
        return Reason("tests.failed")
    return Reason("tests.open" if test.is_live else "tests.unknown")
