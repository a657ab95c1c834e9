"""What a person's details say over time: tests and claims, the latest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping
from powermap.judgment.claims import describe_claim, latest_first
from powermap.judgment.tests_of_people import describe_test, tests_by_person
from powermap.language import Listed

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.page import Page

__all__ = ["NO_LOGS", "PersonLogs", "person_logs"]

PersonLogs = Mapping[str, Mapping[str, str]]
"""Texts of people by id, under the title that they have in details."""
NO_LOGS: PersonLogs = FrozenMapping({})


def person_logs(judgment: Judgment, language: Language, page: Page) -> PersonLogs:
    """The logs that at least one person has, since everyone shows the same titles.

    Who said what, and who passed which test, are notes.
    """
    if not page.with_notes:
        return NO_LOGS
    logs: dict[str, dict[str, str]] = {}
    tests = _test_logs(judgment, language)
    if tests:
        logs[language.say("tests.title")] = tests
    claims = _claim_logs(judgment, language)
    if claims:
        logs[language.say("claims.title")] = claims
    return logs


def _claim_logs(judgment: Judgment, language: Language) -> dict[str, str]:
    texts = {}
    for person in judgment.center:
        if person.claims:
            described = [describe_claim(claim) for claim in latest_first(person.claims)]
            texts[person.id] = language.text(Listed(described, "semicolon"))
    return texts


def _test_logs(judgment: Judgment, language: Language) -> dict[str, str]:
    texts = {}
    logs = tests_by_person(judgment.plan)
    for person in judgment.center:
        log = logs.get(person.id)
        if log:
            described = [describe_test(test) for test in log]
            texts[person.id] = language.text(Listed(described, "semicolon"))
    return texts
