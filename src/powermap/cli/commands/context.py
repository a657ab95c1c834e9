"""``powermap context``: what an assistant needs to know of a plan."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from powermap.cli.options import (
    File,
    Out,
    Today,
)
from powermap.cli.plan_options import PlanOptions, reads_plan
from powermap.cli.printing import deliver


class Task(StrEnum):
    """What the text is for."""

    propose = "propose"
    brief = "brief"
    ask = "ask"


@reads_plan
def context(
    file: File,
    *,
    purpose: Annotated[
        Task, typer.Option("--for", help="What the assistant is to do.")
    ] = Task.propose,
    today: Today = None,
    plan: PlanOptions,
    out: Out = None,
) -> None:
    """Print what an assistant needs to propose changes, to brief, or to ask."""
    from powermap.proposals import context as context_of

    account = plan.open(file, requires=("people", "stance", "context"), today=today)
    text = context_of(account.judgment, purpose.value, lang=plan.lang)
    deliver(text.rstrip("\n"), out, plan.lang)
