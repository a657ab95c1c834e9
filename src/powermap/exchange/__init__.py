"""Buying centers in and out: YAML, JSON, CSV, Excel and data frames, cleaned at the border; graph formats out."""

from .doors import read, template, write
from .frames import from_frame, ties_to_frame, to_frame
from .graphs import to_mermaid

__all__ = ["from_frame", "read", "template", "ties_to_frame", "to_frame", "to_mermaid", "write"]
