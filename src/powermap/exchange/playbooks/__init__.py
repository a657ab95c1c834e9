"""Playbooks as TOML: read with precise errors, written, and described by a JSON Schema."""

from powermap.exchange.playbooks.reader import parse_playbook, read_playbook
from powermap.exchange.playbooks.schema import playbook_schema
from powermap.exchange.playbooks.template import playbook_example, playbook_template
from powermap.exchange.playbooks.writer import (
    playbook_text,
    tables_text,
    write_playbook,
)

__all__ = [
    "parse_playbook",
    "playbook_example",
    "playbook_schema",
    "playbook_template",
    "playbook_text",
    "read_playbook",
    "tables_text",
    "write_playbook",
]
