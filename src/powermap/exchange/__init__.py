"""Buying centers in and out: YAML, JSON, CSV, Excel and data frames, cleaned at the border."""

from .doors import read, template, write
from .frames import from_frame, ties_to_frame, to_frame

__all__ = ["from_frame", "read", "template", "ties_to_frame", "to_frame", "write"]
