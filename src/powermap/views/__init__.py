"""Where things go: a buying center and what is judged of it, composed into a scene."""

from .appraisal import compose as compose_appraisal
from .difference import compose as compose_difference
from .funnel import compose as compose_funnel
from .influence import compose as compose_influence
from .levers import compose as compose_tornado
from .matrix import compose_coverage, compose_needs
from .quadrant import PLACEMENTS
from .quadrant import compose as compose_quadrant
from .relationship import compose as compose_relationship
from .scorecard import compose as compose_scorecard

__all__ = [
    "PLACEMENTS",
    "compose_appraisal",
    "compose_coverage",
    "compose_difference",
    "compose_funnel",
    "compose_influence",
    "compose_needs",
    "compose_quadrant",
    "compose_relationship",
    "compose_scorecard",
    "compose_tornado",
]
