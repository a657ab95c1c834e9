"""How far the account is along the steps of the method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.reporting.context import table_of
from powermap.reporting.section import Section

if TYPE_CHECKING:
    from powermap.reporting.context import Context

__all__ = ["build_steps"]


def build_steps(context: Context) -> Section:
    """Each step, whether it is reached, and what is missing."""
    rows = context.judgment.steps.rows(context.language)
    headers = {
        **context.columns("number", "step"),
        "reached": context.say("column.done"),
        **context.columns("lacks"),
    }
    return Section("steps", context.title("steps"), table=table_of(headers, rows))
