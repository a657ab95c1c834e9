"""A playbook as TOML text."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from powermap.errors import Note
from powermap.exchange.playbooks.sections import NEEDS_MET
from powermap.exchange.playbooks.toml_text import toml_text
from powermap.exchange.raw_file import warn
from powermap.files.reading import to_path
from powermap.files.writing import replace_file
from powermap.frozen import FrozenMapping
from powermap.language import Reason
from powermap.model.playbook import FindingKind, Playbook, Tactics
from powermap.model.playbook.defaults import HALF_LIVES, STEP_RULES
from powermap.model.record import check_type
from powermap.model.vocabulary import Involvement, Power, Strategy

__all__ = ["document_of", "playbook_text", "tables_text", "write_playbook"]

_ALWAYS = dict.fromkeys(HALF_LIVES, 0)


def write_playbook(playbook: Playbook, path: str | os.PathLike[str]) -> Path:
    """Write a playbook to a TOML file: what it changes, as `read_playbook` reads it.

    Parameters
    ----------
    playbook : Playbook
        What to write. Findings with rules in Python are left out, with a note.
    path : path
        As ``powermap.toml``.

    Returns
    -------
    Path
        The file written.
    """
    check_type(playbook, Playbook)
    return replace_file(to_path(path), playbook_text(playbook).encode())


def playbook_text(playbook: Playbook) -> str:
    """A playbook as TOML text.

    Examples
    --------
    >>> print(playbook_text(Playbook("Acme", wording={"en": {"Role.owner": "Buyer"}})))
    name = "Acme"
    <BLANKLINE>
    [wording]
    en = { "Role.owner" = "Buyer" }
    <BLANKLINE>
    """
    return toml_text({"name": playbook.name, **document_of(playbook.changes)})


def tables_text(playbook: Playbook) -> str:
    """All tables that are in force, a company's own and powermap's, as TOML text."""
    tables = {}
    for name in _WRITERS:
        table = getattr(playbook, name)
        # Powermap's own findings are pages of text that nobody edits in a file; only
        # changes are shown.
        if name != "finding_kinds" or name in playbook.changes:
            tables[name] = table
    return toml_text({"name": playbook.name, **document_of(tables)})


def document_of(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a playbook as the file has them."""
    document: dict[str, Any] = {}
    for name, table in changes.items():
        if name == "criterion_questions":
            _add_questions(document, table)
            continue
        section, value = _WRITERS[name](table)
        if isinstance(value, dict):
            # Two tables of the model share a section of the file, as wanted contact and
            # the veto.
            document.setdefault(section, {}).update(value)
        else:
            document[section] = value
    return document


def _add_questions(document: Mapping[str, Any], questions: Mapping[str, Any]) -> None:
    """Put the questions into the rows of their criteria."""
    for row in document.get("criteria", ()):
        if row["name"] in questions:
            row["ask"] = questions[row["name"]]


def _wanted_contact(table: Mapping[Any, Any]) -> dict[str, Any]:
    row = {}
    for role, contact in table.items():
        key = "no_role"
        if role is not None:
            key = role.value
        row[key] = contact
    return row


def _relationship_grid(table: Mapping[Any, Any]) -> dict[str, Any]:
    names = {needs: key for key, needs in NEEDS_MET.items()}
    row = {}
    for needs, relationship in table.items():
        row[names[needs]] = relationship
    return row


def _strategy_rules(rules: Sequence[Any]) -> dict[str, Any]:
    # A playbook made in Python holds its whole table; added to powermap's it would say
    # something else.
    return {"only_these_rules": True, "rules": _rows(rules)}


def _tactics(table: Mapping[Any, Any]) -> dict[str, Any]:
    tactics = {}
    for strategy in Strategy:
        row = table.get(strategy, Tactics({}, {}))
        # Empty parts too: whatever the file leaves out is read as powermap's.
        parts = {field.name: getattr(row, field.name) for field in fields(row)}
        tactics[strategy.value] = parts
    return {"tactics": tactics}


def _criteria(criteria: Sequence[Any]) -> list[dict[str, Any]]:
    rows = []
    for each in criteria:
        row = {"name": each.name, "question": each.question}
        rows.append(row)
    return rows


def _rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [_row(row) for row in rows]


def _role_grid(grid: Mapping[Any, Any]) -> dict[str, dict[str, Any]]:
    names = {Involvement.LOW: "low", None: "unknown", Involvement.HIGH: "high"}
    rows: dict[str, dict[str, Any]] = {}
    for power in Power:
        rows[power.value] = {}
    for (power, involvement), role in grid.items():
        row = rows[power.value]
        row[names[involvement]] = role
    return rows


def _row(row: Any) -> dict[str, Any]:
    """The fields of a row that say something."""
    values = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if value is not None and value not in ((), {}):
            values[field.name] = value
    return values


def _step(rule: Any) -> dict[str, Any]:
    # A step of powermap's is written by its key alone and follows later releases.
    if rule in STEP_RULES:
        return {"key": rule.key}
    return _row(rule)


def _findings(kinds: Mapping[str, FindingKind]) -> dict[str, Any]:
    """Only what is otherwise than powermap's."""
    own = Playbook().finding_kinds
    rows: dict[str, Any] = {code: {"off": True} for code in own if code not in kinds}
    for code, kind in kinds.items():
        if code not in own:
            warn(Note(Reason("message.playbook.python_rule", code=code)))
            continue
        changes = {}
        for field in fields(kind):
            value = getattr(kind, field.name)
            if field.name != "sources" and value != getattr(own[code], field.name):
                changes[field.name] = value
        if changes:
            rows[code] = changes
    return rows


_WRITERS: Mapping[str, Callable[[Any], tuple[str, Any]]] = FrozenMapping(
    {
        "wording": lambda table: ("wording", dict(table)),
        "role_grid": lambda table: ("role_grid", _role_grid(table)),
        "relationship_grid": lambda table: (
            "relationship_grid",
            _relationship_grid(table),
        ),
        "tie_weights": lambda table: ("tie_weights", dict(table)),
        "wanted_contact": lambda table: ("wanted_contact", _wanted_contact(table)),
        "wanted_contact_of_veto": lambda word: ("wanted_contact", {"veto": word}),
        "criteria": lambda table: ("criteria", _criteria(table)),
        "criterion_questions": lambda table: ("criteria", dict(table)),
        "strategy_rules": lambda table: ("strategy", _strategy_rules(table)),
        "tactics": lambda table: ("strategy", _tactics(table)),
        "finding_kinds": lambda table: ("findings", _findings(table)),
        "step_rules": lambda table: ("steps", [_step(rule) for rule in table]),
        "improvements": lambda table: ("improvements", _rows(table)),
        "appraisal_weights": lambda table: ("appraisal_weights", dict(table)),
        "half_lives": lambda table: ("half_lives", {**_ALWAYS, **table}),
        "thresholds": lambda table: ("thresholds", _row(table)),
        "custom_fields": lambda table: ("custom_fields", _rows(table)),
        "aliases": lambda table: ("aliases", dict(table)),
        "levels": lambda table: (
            "levels",
            {key: dict(row) for key, row in table.items()},
        ),
        "style": lambda table: ("style", dict(table)),
    }
)
"""For each table of a playbook, its section of the file and what stands there."""
