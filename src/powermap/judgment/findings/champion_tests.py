"""Tests of champions: rule PM507, and the log of tests that pictures and reports show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from powermap.judgment.findings.hits import Hit, list_things
from powermap.judgment.tests_of_people import describe_test, tests_by_person
from powermap.language import Reason
from powermap.model import Action, Stance
from powermap.model.playbook import FindingKind

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment


def find_untested_champion(judgment: Judgment, kind: FindingKind) -> Iterator[Hit]:
    """Champions who passed no test in the last days."""
    # Without a plan there are no actions, and without a day nothing is recent.
    if judgment.only_people or judgment.today is None:
        return
    untested = []
    tests: list[Action] = []
    logs = tests_by_person(judgment.plan)
    for person in judgment.center:
        if person.stance is not Stance.CHAMPION:
            continue
        log = logs.get(person.id, ())
        if not any(_is_recent(judgment, kind, test) for test in log):
            untested.append(person)
            tests += log
    if not untested:
        return
    facts = None
    if tests:
        names = judgment.center
        described = []
        for test in tests:
            person = names[test.test_of or ""]
            what = describe_test(test)
            described.append(Reason("finding.test_of", person=person.name, test=what))
        facts = Reason("finding.tests_so_far", tests=list_things(described))
    yield Hit(tuple(untested), facts=facts)


def _is_recent(judgment: Judgment, kind: FindingKind, test: Action) -> bool:
    """Whether a test was passed lately; without a day it is not known to be."""
    today = judgment.today
    if not test.passed or test.done_on is None or today is None:
        return False
    # What is dated after today has not happened yet.
    age = (today - test.done_on).days
    return age >= 0 and (kind.days is None or age <= kind.days)
