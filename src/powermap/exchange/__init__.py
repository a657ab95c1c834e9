"""Buying centers and account plans in and out, cleaned at the border: YAML, JSON, CSV, Excel, frames, graph formats."""

from powermap.exchange.graphs import to_mermaid
from powermap.exchange.read_write import read, read_plan, template, write
from powermap.exchange.tables.frames import from_frame, ties_to_frame, to_frame

__all__ = [
    "from_frame",
    "read",
    "read_plan",
    "template",
    "ties_to_frame",
    "to_frame",
    "to_mermaid",
    "write",
]
