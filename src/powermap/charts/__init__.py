"""What people hold: charts that show themselves, and the functions that make one."""

from powermap.charts.chart import Chart
from powermap.charts.deck import deck_bytes, new_deck
from powermap.charts.graph import GraphOptions, influence, matrix, to_graphviz
from powermap.charts.grids import grid
from powermap.charts.options import ChartOptions, PageOptions
from powermap.charts.people import coverage, needs, quadrant, relationship
from powermap.charts.plans import appraisal, difference, funnel, scorecard, tornado
from powermap.charts.timeline import timeline
from powermap.scene import Scene, faults
from powermap.style import Style

__all__ = [
    "Chart",
    "ChartOptions",
    "GraphOptions",
    "PageOptions",
    "Scene",
    "Style",
    "appraisal",
    "coverage",
    "deck_bytes",
    "difference",
    "faults",
    "funnel",
    "grid",
    "influence",
    "matrix",
    "needs",
    "new_deck",
    "quadrant",
    "relationship",
    "scorecard",
    "timeline",
    "to_graphviz",
    "tornado",
]


def __dir__() -> list[str]:
    return __all__
