"""A playbook out of a TOML file, with the key of everything that is wrong."""

from __future__ import annotations

import os
from typing import Any

from powermap.errors import ModelError, Problem, TableError
from powermap.exchange.documents.text import decode_text
from powermap.exchange.documents.toml_text import load_toml
from powermap.exchange.playbooks.nodes import KeyPathError, Node
from powermap.exchange.playbooks.plugged import plugged_playbook
from powermap.exchange.playbooks.sections import SECTIONS
from powermap.files.presence import exists
from powermap.files.reading import MEGABYTE, read_file, to_path
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model.playbook import Playbook

__all__ = ["parse_playbook", "read_playbook"]

# powermap's own tables take less than 30 kB; a file of 1 MB is something else.
_LIMIT = MEGABYTE
"""Bytes of a playbook."""


def read_playbook(path: str | os.PathLike[str]) -> Playbook:
    """Read a playbook from a TOML file, or take that of a plug-in by its name.

    Parameters
    ----------
    path : path
        As ``powermap.toml`` beside a plan; or the name of a playbook that an installed
        package brings.

    Returns
    -------
    Playbook
        Whatever the file leaves out is powermap's.

    Raises
    ------
    TableError
        With every key that is wrong, and what is allowed there.
    FormatError
        When the file is missing, too large or not TOML.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> path = Path(tempfile.mkdtemp()) / "powermap.toml"
    >>> _ = path.write_text("thresholds = { clear_lead = 2 }")
    >>> read_playbook(path).thresholds.clear_lead
    2
    """
    file = to_path(path)
    if not exists(file) and (plugged := plugged_playbook(str(path))) is not None:
        return plugged
    # An empty file changes nothing. It must not stop every command beside it.
    payload = read_file(file, _LIMIT, may_be_empty=True)
    return parse_playbook(decode_text(payload, str(file)), str(file))


def parse_playbook(text: str, source: str = "powermap.toml") -> Playbook:
    """The playbook in a TOML text.

    Raises
    ------
    TableError
        With every key that is wrong.
    FormatError
        When it is not TOML.
    """
    document = load_toml(text, source)
    problems = []
    tables: dict[str, Any] = {}
    name = "powermap"
    for key, value in document.items():
        node = Node(value, key)
        try:
            if key == "name":
                name = node.text()
            elif key in SECTIONS:
                tables.update(SECTIONS[key](node))
            elif key != "$schema":
                allowed = ("name", *SECTIONS)
                raise node.refuse(
                    Reason(
                        "message.playbook.unknown_top_key",
                        key=Quoted(key),
                        hint=Nearest(key, allowed),
                        allowed=Listed(allowed),
                    )
                )
        # One error for each table of the file: a company can fix all of them at once.
        except KeyPathError as error:
            problems.append(Problem(error.message, None, None, error.path, error.value))
    if problems:
        raise TableError(source, problems)
    try:
        return Playbook(name, **tables)
    except ModelError as error:
        raise TableError(source, [Problem(error.args[0])]) from error
