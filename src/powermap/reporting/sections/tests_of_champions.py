"""What people were asked for to test whether they work for us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.judgment.tests_of_people import result_of, tests_by_person
from powermap.reporting.context import table_day, table_of
from powermap.reporting.section import Section

if TYPE_CHECKING:
    from powermap.reporting.context import Context

__all__ = ["build_tests", "has_tests"]


def has_tests(context: Context) -> bool:
    """Whether an action of the plan tests somebody."""
    return any(action.test_of for action in context.plan.actions)


def build_tests(context: Context) -> Section:
    """The log of tests, person by person, the latest test first."""
    rows = []
    logs = tests_by_person(context.plan)
    for person in context.center:
        for test in logs.get(person.id, ()):
            row = {
                "person": person.name,
                "name": test.name,
                "result": context.language.text(result_of(test)),
                "done_on": table_day(test.done_on),
            }
            rows.append(row)
    headers = {
        "person": context.columns("name")["name"],
        **context.fields("actions", "name"),
        "result": context.say("column.result"),
        **context.fields("actions", "done_on"),
    }
    return Section("tests", context.title("tests"), table=table_of(headers, rows))
