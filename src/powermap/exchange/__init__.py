"""Buying centers and account plans in and out, cleaned at the border: YAML, JSON, CSV, Excel, frames, graph formats."""

from .doors import read, read_plan, template, write
from .frames import from_frame, ties_to_frame, to_frame
from .graphs import to_mermaid

__all__ = ["from_frame", "read", "read_plan", "template", "ties_to_frame", "to_frame", "to_mermaid", "write"]
