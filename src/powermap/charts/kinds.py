"""The charts by name, and what an audience has to see for each to say anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from powermap.charts.chart import Chart
from powermap.charts.graph import influence, matrix
from powermap.charts.people import coverage, needs, quadrant, relationship
from powermap.charts.plans import appraisal, funnel, scorecard, tornado
from powermap.frozen import FrozenMapping
from powermap.model.fields import Table

__all__ = ["CHARTS", "ChartKind"]


@dataclass(frozen=True, slots=True)
class ChartKind:
    """A chart of one account.

    Parameters
    ----------
    draw : callable
        Makes it of a judgment.
    table, field : str
        Without them the chart would show only that nothing is known.
    """

    draw: Callable[..., Chart]
    table: Table
    field: str


CHARTS: Mapping[str, ChartKind] = FrozenMapping(
    {
        "quadrant": ChartKind(quadrant, "people", "power"),
        "influence": ChartKind(influence, "people", "stance"),
        "matrix": ChartKind(matrix, "people", "stance"),
        "scorecard": ChartKind(scorecard, "plan", "assessments"),
        "relationship": ChartKind(relationship, "people", "meets_personal_needs"),
        "needs": ChartKind(needs, "people", "personal_needs"),
        "coverage": ChartKind(coverage, "people", "contact"),
        "funnel": ChartKind(funnel, "plan", "pipeline"),
        "levers": ChartKind(tornado, "plan", "pipeline"),
        "appraisal": ChartKind(appraisal, "plan", "appraisal"),
    }
)
"""In the order in which they are offered."""
