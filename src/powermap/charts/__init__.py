"""What people hold: charts that show themselves, and the functions that make one."""

from powermap.charts.chart import Chart, new_deck, sealed
from powermap.charts.people import (
    coverage,
    influence,
    needs,
    quadrant,
    relationship,
    to_graphviz,
)
from powermap.charts.plans import appraisal, difference, funnel, scorecard, tornado
from powermap.scene import Scene, faults

__all__ = [
    "Chart",
    "Scene",
    "appraisal",
    "coverage",
    "difference",
    "faults",
    "funnel",
    "influence",
    "needs",
    "new_deck",
    "quadrant",
    "relationship",
    "scorecard",
    "sealed",
    "to_graphviz",
    "tornado",
]


def __dir__() -> list[str]:
    return __all__
