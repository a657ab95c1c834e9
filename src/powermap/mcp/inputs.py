"""What tools take: typed, bounded, and nothing beside it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints

from powermap.language import Lang

__all__ = [
    "AppliedChanges",
    "AskedPlan",
    "Chart",
    "Checked",
    "Compared",
    "Input",
    "JudgedPlan",
    "Many",
    "Paths",
    "ProposedChanges",
    "RankedPlan",
    "ReadPlan",
    "ReportedPlan",
    "Restored",
    "Stances",
    "Writing",
]

LONGEST_NOTES = 200_000
"""Characters of notes: a meeting of two hours, word for word, has half of them."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
Version = Annotated[int, Field(ge=1)]
ChartName = Literal[
    "quadrant",
    "influence",
    "matrix",
    "scorecard",
    "relationship",
    "needs",
    "coverage",
    "funnel",
    "levers",
    "appraisal",
]


class Input(BaseModel):
    """The arguments of a tool."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: Lang | None = None


class AskedPlan(Input):
    """A plan."""

    plan: Name


class JudgedPlan(AskedPlan):
    """A plan, judged for a day."""

    today: date | None = None


class ReadPlan(JudgedPlan):
    """A plan, whole or in short for a task."""

    purpose: Literal["propose", "brief", "ask"] | None = None


class Checked(JudgedPlan):
    """A plan, and which findings are wanted."""

    select: Annotated[list[Code], Field(max_length=50)] = []


class RankedPlan(JudgedPlan):
    """A plan, and how many answers are wanted."""

    most: Annotated[int, Field(ge=1, le=50)] = 5


class Paths(RankedPlan):
    """A person to reach."""

    person: Word
    start: Annotated[list[Word], Field(max_length=50)] = []


class Stances(JudgedPlan):
    """Stances to assume."""

    stances: Annotated[dict[Word, Word], Field(max_length=100)] = {}


class Chart(JudgedPlan):
    """A chart to draw."""

    chart: ChartName = "quadrant"
    around: Word | None = None


class ReportedPlan(JudgedPlan):
    """A report to write."""

    sections: Annotated[list[Word], Field(max_length=50)] | None = None


class Compared(Input):
    """Two versions."""

    old: Name
    new: Name | None = None
    old_version: Version | None = None
    picture: bool = False
    today: date | None = None


class Many(Input):
    """Plans side by side."""

    plans: Annotated[list[Name], Field(max_length=200)] | None = None
    today: date | None = None


class ProposedChanges(JudgedPlan):
    """Changes to try."""

    proposal: dict[str, Any] | list[dict[str, Any]]
    picture: bool = False
    notes: Annotated[str, StringConstraints(max_length=LONGEST_NOTES)]


class Writing(Input):
    """A change of a file, and the program that asks for it."""

    # Filled in by the server, which knows its client.
    _client: str = PrivateAttr("")

    def sign(self, client: str) -> None:
        """Say who asks for it."""
        self._client = client

    @property
    def client(self) -> str:
        """What the client calls itself."""
        return self._client


class AppliedChanges(ProposedChanges, Writing):
    """Changes to write."""

    digest: Digest
    what: Annotated[str, StringConstraints(max_length=200)] = ""


class Restored(AskedPlan, Writing):
    """A version to restore."""

    version: Version
    digest: Digest
