"""How sure answers are, what to ask next, and what must hold to reach a goal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from powermap.cli.account import Account
from powermap.cli.options import (
    File,
    Format,
    Out,
    TableFormat,
)
from powermap.cli.output import Output
from powermap.cli.plan_options import PlanOptions, reads_plan
from powermap.cli.printing import format_rows, output_of_rows
from powermap.cli.takes_files import takes_files
from powermap.language import Reason
from powermap.language.results import Tabular

Most = Annotated[int, typer.Option(help="Number of answers to show.", min=1)]


@takes_files()
@reads_plan
def robust(
    file: File,
    *,
    worlds: Annotated[
        int | None,
        typer.Option(
            help="Number of plausible worlds to draw. "
            "Default: 500, fewer with more than 100 people.",
            min=1,
            max=100_000,
        ),
    ] = None,
    seed: Annotated[
        int,
        typer.Option(help="Seed of the draw; another one draws other worlds.", min=0),
    ] = 0,
    format: Format = TableFormat.table,
    plan: PlanOptions,
    out: Out = None,
) -> Output:
    """Print how sure each conclusion is: its share of plausible worlds."""
    from powermap.judgment.worlds.robust import robust as ask_robust

    account = plan.open(file, requires=("people", "stance", "robust"))
    answer = ask_robust(account.judgment, n=worlds, seed=seed)
    sentences = [*answer.because, answer.drawn]
    if not answer.shares:
        sentences = [Reason("robust.nothing")]
    columns = ("topic", "answer", "share", "margin")
    return _print(answer, sentences, columns, account, format, out)


@takes_files()
@reads_plan
def ask(
    file: File,
    *,
    most: Most = 5,
    format: Format = TableFormat.table,
    plan: PlanOptions,
    out: Out = None,
) -> Output:
    """Print which questions would change the most, and whom to ask."""
    from powermap.judgment.worlds.ask import ask as ask_questions

    account = plan.open(file, requires=("people", "stance", "ask"))
    questions = ask_questions(account.judgment, most=most)
    sentences = [] if questions else [Reason("ask.nothing")]
    columns = ("question", "probability", "affects", "whom")
    return _print(questions, sentences, columns, account, format, out)


@takes_files()
@reads_plan
def must_hold(
    file: File,
    *,
    goal: Annotated[
        str,
        typer.Option(help="win, opportunity, compete, worth, or a strategy."),
    ] = "win",
    most: Most = 5,
    format: Format = TableFormat.table,
    plan: PlanOptions,
    out: Out = None,
) -> Output:
    """Print the smallest sets of changes that reach a goal."""
    from powermap.judgment.worlds.must_hold import must_hold as ask_must_hold

    account = plan.open(file, requires=("people", "stance", "must-hold"))
    answer = ask_must_hold(account.judgment, goal, most=most)
    columns = ("required", "effort")
    sentences = [answer.because]
    if answer.sets:
        sentences.append(Reason("must_hold.effort"))
    return _print(answer, sentences, columns, account, format, out)


def _print(
    answer: Tabular,
    sentences: Sequence[Reason],
    columns: Sequence[str],
    account: Account,
    format: TableFormat,
    out: Path | None,
) -> Output:
    rows = answer._rows()  # noqa: SLF001, with values that each format writes its way
    # Sentences would break JSON and CSV for programs.
    if format is not TableFormat.table:
        return output_of_rows(rows, account.language, columns, format.value, out=out)
    lines = [account.language.text(each) for each in sentences]
    # Without rows the sentence says why.
    if rows:
        lines = [format_rows(rows, account.language, columns), "", *lines]
    return Output("\n".join(lines), out=out)
