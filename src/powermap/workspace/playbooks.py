"""The playbook that lies beside plans."""

from __future__ import annotations

import os
from pathlib import Path

from powermap.exchange.documents.text import decode_text
from powermap.exchange.playbooks import parse_playbook
from powermap.model.playbook import Playbook, as_playbook
from powermap.workspace.names import read_bytes

__all__ = ["PLAYBOOK", "playbook_beside"]

PLAYBOOK = "powermap.toml"
"""What it is called."""


def playbook_beside(root: Path, parts: tuple[str, ...]) -> Playbook:
    """The playbook in the folder of a file; powermap's own where there is none.

    Raises
    ------
    FormatError, TableError
        When it cannot be read.
    """
    beside = (*parts[:-1], PLAYBOOK)
    if not os.path.lexists(root.joinpath(*beside)):
        return as_playbook(None)
    source = "/".join(beside)
    content = read_bytes(root, beside, megabytes=1)
    return parse_playbook(decode_text(content, source), source)
