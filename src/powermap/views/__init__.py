"""Where things go: a buying center and what is judged of it, composed into a scene."""

from .quadrant import PLACEMENTS, compose

__all__ = ["PLACEMENTS", "compose"]
