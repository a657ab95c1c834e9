"""Plans in and out, cleaned at the border: YAML, JSON, CSV, Excel, frames, graphs."""

from powermap.exchange.mermaid import to_mermaid
from powermap.exchange.playbooks import read_playbook, write_playbook
from powermap.exchange.read_write import template, write
from powermap.exchange.reading import inspect, read
from powermap.exchange.tables.frames import from_frame, ties_to_frame, to_frame

__all__ = [
    "from_frame",
    "inspect",
    "read",
    "read_playbook",
    "template",
    "ties_to_frame",
    "to_frame",
    "to_mermaid",
    "write",
    "write_playbook",
]
