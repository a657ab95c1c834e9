"""What tools give: typed rows, with sentences in the language of the answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, JsonValue

__all__ = [
    "AppliedAnswer",
    "ChartAnswer",
    "CheckAnswer",
    "DiffAnswer",
    "FindingRow",
    "HistoryAnswer",
    "OutcomeRow",
    "Output",
    "PathsAnswer",
    "PlanAnswer",
    "PlansAnswer",
    "PortfolioAnswer",
    "ProposalAnswer",
    "QuestionsAnswer",
    "ReportAnswer",
    "RestoredAnswer",
    "RolesAnswer",
    "VisitsAnswer",
    "WhatIfAnswer",
]


class Output(BaseModel):
    """The answer of a tool."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Row(BaseModel):
    """One row; a playbook of a company may add columns."""

    model_config = ConfigDict(extra="allow", frozen=True)


class PlanRow(Output):
    """A file."""

    name: str
    size: int
    changed: date
    is_writable: bool


class PlansAnswer(Output):
    """The plans of the folder."""

    plans: list[PlanRow]
    is_read_only: bool
    redacted_for: str | None
    notes: list[str]


class PlanAnswer(Output):
    """What a plan says."""

    plan: str
    digest: str
    is_writable: bool
    notes: list[str]
    content: dict[str, JsonValue] | None
    text: str | None


class RoleRow(Row):
    """The role of a person."""

    id: str
    name: str
    role: str | None
    because: str
    declared: str | None
    agrees: bool | None


class RolesAnswer(Output):
    """The role of each person."""

    people: list[RoleRow]


class FindingRow(Row):
    """Something missing or risky."""

    code: str
    severity: str
    finding: str
    because: str
    next_step: str
    people: list[str]


class CheckAnswer(Output):
    """What is missing or risky."""

    day: date | None
    counts: dict[str, int]
    findings: list[FindingRow]


class VisitRow(Row):
    """Whom to see."""

    id: str
    name: str
    score: float
    because: str


class VisitsAnswer(Output):
    """Whom to see next."""

    visits: list[VisitRow]


class QuestionRow(Row):
    """What to ask."""

    question: str
    probability: float | None
    affects: list[str] | str
    whom: str | None


class QuestionsAnswer(Output):
    """What to ask next."""

    questions: list[QuestionRow]


class PathRow(Row):
    """A chain of influence."""

    strength: float
    because: str


class PathsAnswer(Output):
    """Paths to a person."""

    person: str
    paths: list[PathRow]


class MoveRow(Row):
    """Somebody whose stance changes."""

    name: str
    change: float
    because: str


class StrategyRow(Row):
    """A change that leads to another strategy."""

    strategy: str | None
    because: str


class WhatIfAnswer(Output):
    """What would change."""

    because: list[str]
    support_before: float | None
    support: float | None
    moved: list[MoveRow]
    strategies: list[StrategyRow]


class ChartAnswer(Output):
    """A chart in words."""

    plan: str
    chart: str
    title: str
    description: str
    uri: str
    notes: list[str]


class ReportAnswer(Output):
    """A report."""

    title: str
    markdown: str
    uri: str
    notes: list[str]


class ChangeRow(Output):
    """What changed."""

    section: str
    is_better: bool | None
    because: str


class DiffAnswer(Output):
    """What changed between two versions."""

    because: str
    changes: list[ChangeRow]


class OutcomeRow(Output):
    """A change, and what became of it."""

    change: dict[str, JsonValue]
    because: str


class ProposalAnswer(Output):
    """What changes would do."""

    accepted: list[OutcomeRow]
    refused: list[OutcomeRow]
    difference: DiffAnswer


class AppliedAnswer(ProposalAnswer):
    """What changes did."""

    plan: str
    digest: str
    version: int | None
    previous_version: int | None
    notes: list[str]


class RestoredAnswer(Output):
    """The file after a version was restored."""

    plan: str
    digest: str
    version: int | None
    previous_version: int | None


class WriteRow(Output):
    """A write to the file."""

    number: int
    day: date
    by: str
    what: str
    is_done: bool


class HistoryAnswer(Output):
    """How a plan developed."""

    versions: list[dict[str, Any]]
    writes: list[WriteRow]
    notes: list[str]


class PortfolioRow(Row):
    """A plan beside others."""

    source: str
    account: str | None


class UnreadRow(Output):
    """A plan that could not be read."""

    plan: str
    because: str


class PortfolioAnswer(Output):
    """Plans side by side."""

    accounts: list[PortfolioRow]
    unread: list[UnreadRow]
    left_out: int
