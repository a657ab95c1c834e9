"""What the plan is after: objective, solution, goals and actions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from powermap.language import Listed
from powermap.reporting import custom
from powermap.reporting.context import table_day, table_of
from powermap.reporting.section import Bullets, Section

if TYPE_CHECKING:
    from powermap.language.values import Value
    from powermap.model import Action, Goal
    from powermap.reporting.context import Context

__all__ = ["build_actions"]


def build_actions(context: Context) -> Section:
    """Objective, solution and custom fields of the plan; goals; actions."""
    sentences = tuple(_sentences(context))
    goals = tuple(_goal_point(goal, context) for goal in context.plan.goals)
    rows = [_action_row(action, context) for action in context.plan.actions]
    is_empty = not (sentences or goals or rows)
    if is_empty:
        sentences = (context.say("no_goals"),)
    bullets = (Bullets(goals, context.say("goals")),) if goals else ()
    headers = context.fields("actions", "name", "who", "with_people", "due", "state")
    return Section(
        "goals",
        context.title("goals"),
        sentences,
        bullets,
        table=table_of(headers, rows),
        is_empty=is_empty,
    )


def _sentences(context: Context) -> Iterator[str]:
    plan = context.plan
    if plan.objective:
        yield context.say("objective", text=plan.objective)
    if plan.solution:
        yield context.say("solution", text=plan.solution)
    fields = custom.fields_in_use("plan", [plan], context)
    yield from custom.sentences(fields, plan, context)


def _goal_point(goal: Goal, context: Context) -> str:
    facts: list[Value] = [goal.state]
    if goal.due is not None:
        facts.insert(0, goal.due)
    return context.say("dated", text=goal.name, facts=Listed(facts, "clause"))


def _action_row(action: Action, context: Context) -> dict[str, str]:
    return {
        "name": action.name,
        "who": action.who or "",
        "with_people": context.names(action.with_people),
        "due": table_day(action.due),
        "state": context.language.label(action.state),
    }
