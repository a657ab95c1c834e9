"""Where things go: a buying center and what is judged of it, composed into a scene."""

from .influence import compose as compose_influence
from .quadrant import PLACEMENTS
from .quadrant import compose as compose_quadrant

__all__ = ["PLACEMENTS", "compose_influence", "compose_quadrant"]
