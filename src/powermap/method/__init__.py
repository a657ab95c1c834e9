"""The selling method: pure rules over the model, each answer with its reason."""

from .roles import GRID, Assignment, Grid, classify

__all__ = ["GRID", "Assignment", "Grid", "classify"]
