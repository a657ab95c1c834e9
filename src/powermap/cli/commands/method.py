"""The selling method, a command for each question that it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from powermap.cli.account import Account
from powermap.cli.options import (
    File,
    Format,
    Out,
    TableFormat,
    Today,
)
from powermap.cli.output import Output
from powermap.cli.plan_options import PlanOptions, reads_plan
from powermap.cli.printing import format_rows, output_of_rows
from powermap.cli.takes_files import takes_files
from powermap.judgment.levers import WAYS
from powermap.language import (
    Listed,
    Money,
    Percent,
    Reason,
    Texts,
    sentences as join_reasons,
)
from powermap.model import Answer as Sign, Strategy
from powermap.model.fields import Table

Row = dict[str, Any]
Answer = tuple[list[Row], list[Reason]]
"""Rows of a table, and the sentences that sum them up."""


def _assess(account: Account) -> Answer:
    """The answers to the four questions, for us and for each rival."""
    rows = []
    for rival, verdicts in account.judgment.verdicts.items():
        for verdict in verdicts.values():
            rows.append(
                {
                    "party": rival or Reason("column.us"),
                    "question": verdict.question,
                    "answer": verdict.answer,
                    "plus": Percent(verdict.plus),
                    "minus": Percent(verdict.minus),
                    "unknown": Percent(verdict.unknown),
                    "because": verdict.because,
                }
            )
    if not account.judgment.only_people:
        rows.append(_no_decision(account))
    return rows, []


def _no_decision(account: Account) -> Row:
    """Whether the customer decides at all, which is asked beside the rivals."""
    judged = account.judgment.no_decision
    shares = {}
    for name, answer in (
        ("plus", Sign.PLUS),
        ("minus", Sign.MINUS),
        ("unknown", Sign.UNKNOWN),
    ):
        count = sum(each.answer is answer for each in judged)
        shares[name] = Percent(count / len(judged))
    return {
        "party": Reason("no_decision.title"),
        "question": Reason("no_decision.question"),
        "answer": judged.answer,
        **shares,
        "because": judged.because,
    }


def _strategy(account: Account) -> Answer:
    """The points of each strategy, the recommendation, and what would change it."""
    advice = account.judgment.strategy
    rows = []
    for strategy, points in advice.scores.items():
        rows.append(
            {
                "strategy": strategy,
                "points": points,
                "recommended": strategy is advice.strategy,
                "definition": _definition(strategy, account),
                "because": None,
            }
        )
        if strategy is advice.strategy:
            rows[-1]["because"] = join_reasons(advice.because)
    open_choice = [] if advice.strategy else [*advice.because]
    sure = account.judgment.robust.of_strategy
    tactics = [*_tactics(account)]
    changes = account.judgment.what_if.because
    return rows, [*open_choice, *sure, *changes, *tactics]


def _tactics(account: Account) -> Iterator[Reason]:
    """What each strategy is and how it is carried out, the chosen one among them."""
    for strategy, tactics in account.judgment.playbook.tactics.items():
        described = tactics.describe(strategy)
        if described is not None:
            yield described


def _definition(strategy: Strategy, account: Account) -> Texts | None:
    tactics = account.judgment.playbook.tactics.get(strategy)
    return Texts(tactics.definition) if tactics and tactics.definition else None


def _steps(account: Account) -> Answer:
    """The steps of the method, and what is missing for the next one."""
    rows = []
    for step in account.judgment.steps.steps:
        rows.append(
            {
                "number": step.number,
                "step": step.name,
                "reached": step.reached,
                "because": step.because,
            }
        )
    return rows, []


def _relationships(account: Account) -> Answer:
    """Our relationship with each person and with the account."""
    rows = []
    for person in account.judgment.center:
        standing = account.judgment.relationships[person.id]
        rows.append(
            {
                "id": person.id,
                "name": person.name,
                "relationship": standing.relationship,
                "because": standing.because,
            }
        )
    return rows, [account.judgment.account_relationship.because]


def _needs(account: Account) -> Answer:
    """The needs of each person, and whether we meet them."""
    rows = []
    for person in account.judgment.center:
        organization = Listed(list(person.organization_needs))
        personal = Listed(list(person.personal_needs))
        rows.append(
            {
                "id": person.id,
                "name": person.name,
                "organization_needs": organization,
                "meets_organization_needs": person.meets_organization_needs,
                "personal_needs": personal,
                "meets_personal_needs": person.meets_personal_needs,
            }
        )
    return rows, [account.judgment.needs.because]


def _coverage(account: Account) -> Answer:
    """Who on our team covers whom, and who needs more contact."""
    coverage = account.judgment.coverage
    gaps = {gap.person: gap for gap in coverage.gaps}
    rows = []
    for person in account.judgment.center:
        gap = gaps.get(person.id)
        rows.append(
            {
                "id": person.id,
                "name": person.name,
                "covered_by": Listed(list(person.covered_by)),
                "contact": coverage.present[person.id],
                "wanted": coverage.wanted[person.id],
                "because": gap.because if gap else None,
            }
        )
    return rows, []


def _pipeline(account: Account) -> Answer:
    """The funnel: prospects in each stage, and conversion rates."""
    funnel = account.judgment.pipeline
    rows = []
    for step in funnel.steps.values():
        rows.append(
            {
                "stage": step.stage,
                "prospects": len(step.prospects),
                "reached": step.reached,
                "amount": None if step.amount is None else Money(step.amount),
                "chance": None if step.chance is None else Percent(step.chance),
                "expected": None if step.expected is None else Money(step.expected),
            }
        )
    gates = [gate.because for gate in funnel.gates.values()]
    return rows, [funnel.because, *gates]


def _levers(account: Account) -> Answer:
    """The value that each improvement of the pipeline would add."""
    rows = []
    for lever in account.judgment.levers:
        rows.append(
            {
                "lever": lever.name,
                "gain": None if lever.gain is None else Money(lever.gain),
                "because": lever.because,
            }
        )
    return rows, list(WAYS)


def _appraise(account: Account) -> Answer:
    """The results of the seller against the targets, by source."""
    appraisal = account.judgment.appraisal
    rows = []
    for source in appraisal.sources.values():
        for rating in source.ratings:
            share = rating.attainment
            rows.append(
                {
                    "source": source.source,
                    "rating": rating.rating.name,
                    "target": rating.rating.target,
                    "actual": rating.rating.actual,
                    "attainment": None if share is None else Percent(share),
                    "because": rating.because,
                }
            )
    return rows, [appraisal.because, *appraisal.readiness]


# One function for nine commands, so that all take the same options.
def _command(
    name: str,
    table: Table,
    field: str,
    answer: Callable[[Account], Answer],
    columns: str,
    *,
    is_dated: bool = False,
) -> Callable[..., None]:
    """Make a command that prints one part of the judgment.

    The columns are those of its rows, named for a table that has no rows. Where the
    answer depends on the day, its rows have it.
    """

    @takes_files()
    @reads_plan
    def command(
        file: File,
        *,
        format: Format = TableFormat.table,
        plan: PlanOptions,
        today: Today = None,
        out: Out = None,
    ) -> Output:
        account = plan.open(file, requires=(table, field, name), today=today)
        rows, sentences = answer(account)
        names = columns.split()
        # A table has the day below it.
        if is_dated and format is not TableFormat.table:
            rows = [{**row, "day": account.today.isoformat()} for row in rows]
            names.append("day")
        if format is TableFormat.table:
            return Output(_print((rows, sentences), names, account), out=out)
        return output_of_rows(rows, account.language, names, format.value, out=out)

    # typer takes name and help of a command from the function.
    command.__name__ = name
    command.__doc__ = f"Print {_sentence(answer.__doc__)}"
    return command


def _sentence(text: str | None) -> str:
    words = (text or "").strip()
    return words[:1].lower() + words[1:]


def _print(answer: Answer, columns: Sequence[str], account: Account) -> str:
    """The table; JSON and CSV for programs would be broken by sentences."""
    rows, sentences = answer
    text = format_rows(rows, account.language, columns)
    lines = [account.language.text(each) for each in sentences]
    # Printed, because "overdue" and "stale" depend on it.
    day = account.language.say("finding.day", day=account.today)
    return "\n".join([text, "", *lines, day])


assess = _command(
    "assess",
    "plan",
    "assessments",
    _assess,
    "party question answer plus minus unknown because",
)
strategy = _command(
    "strategy",
    "plan",
    "assessments",
    _strategy,
    "strategy points recommended definition because",
)
steps = _command("steps", "people", "power", _steps, "number step reached because")
relationships = _command(
    "relationships",
    "people",
    "meets_personal_needs",
    _relationships,
    "id name relationship because",
)
needs = _command(
    "needs",
    "people",
    "personal_needs",
    _needs,
    "id name organization_needs meets_organization_needs "
    "personal_needs meets_personal_needs",
)
coverage = _command(
    "coverage",
    "people",
    "contact",
    _coverage,
    "id name covered_by contact wanted because",
)
pipeline = _command(
    "pipeline",
    "plan",
    "pipeline",
    _pipeline,
    "stage prospects reached amount chance expected",
    is_dated=True,
)
levers = _command(
    "levers", "plan", "pipeline", _levers, "lever gain because", is_dated=True
)
appraise = _command(
    "appraise",
    "plan",
    "appraisal",
    _appraise,
    "source rating target actual attainment because",
)
