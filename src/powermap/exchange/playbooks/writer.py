"""A playbook as TOML text, and a template with everything that may be changed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any

from powermap.errors import FormatError, Note
from powermap.exchange.playbooks.sections import NEEDS_MET
from powermap.exchange.raw_file import warn
from powermap.files.reading import to_path
from powermap.files.writing import replace_file
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model.playbook import FindingKind, Playbook, Tactics
from powermap.model.playbook.defaults import HALF_LIVES, STEP_RULES
from powermap.model.record import check_type
from powermap.model.vocabulary import Involvement, Power, Strategy

__all__ = [
    "playbook_example",
    "playbook_template",
    "playbook_text",
    "tables_text",
    "write_playbook",
]

EXAMPLES = ("meddpicc", "relationship-layers")
"""Playbooks that ship with powermap."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_INLINE = 88
"""Characters up to which a table stands in one line."""
_TEMPLATE_HEAD = """\
# A playbook: what your company calls, weighs and asks otherwise than powermap.
# Put it beside your plans as powermap.toml. Every line below that begins with # is
# powermap's own value: remove the # from what you change, leave the rest as it is.

name = "Our company"
"""
_ALWAYS = dict.fromkeys(HALF_LIVES, 0)
_EXAMPLES = """\
# Words that you use instead of powermap's. They are read under their new name too.
# [wording.en]
# "Stance.champion" = "Coach"
# "Role.owner" = "Economic buyer"
# "question.people.power" = "Whose signature is on the last contract?"

# Criteria beside the nineteen. question: opportunity, compete, win or worth.
# [[criteria]]
# name = "Champion tested"
# question = "win"
# ask = { en = "What has this person done for us?", zh = "此人为我方做过什么？" }

# Fields of your own. table: people, ties or plan; kind: text, number, date, yes or
# choice; audience: partner, customer (nobody outside unless listed).
# [[custom_fields]]
# table = "people"
# name = "region"
# titles = { en = "Region", zh = "区域" }
# kind = "choice"
# choices = ["North", "South"]
# audience = []
# ask = { en = "Where do they work?", zh = "此人在哪里工作？" }

# Headers and words that your files use, beside those that powermap knows: read, never
# written. Keys: field.NAME, a word of a vocabulary such as Power.decider, level.high,
# level.middle, level.low, quadrant.high_low, unknown, vacant, yes, no.
# [aliases]
# "field.power" = ["Clout", "话语权重"]
# "Power.decider" = ["Kingmaker"]
# "level.high" = { en = ["Tier 1"], de = ["Stufe 1"] }
# unknown = ["tbc by KAM"]

# Findings: switch off, weigh otherwise, or write your own texts.
# [findings.PM105]
# off = true
# [findings.PM401]
# severity = "warning"
# days = 60

# Rules of strategy are added to powermap's, unless only_these_rules = true.
# [[strategy.rules]]
# strategy = "defend"
# when = { inside = true, rival_inside = false }
# points = 2
# says = { en = "we are in and no rival is", zh = "我方已在内部，竞争对手不在" }
"""


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
    return _dump({"name": playbook.name, **_document(playbook.changes)})


def playbook_template() -> str:
    """A playbook to fill in: every table with powermap's own values, commented out."""
    own = Playbook()
    tables = ("role_grid", "relationship_grid", "tie_weights", "wanted_contact")
    more = ("wanted_contact_of_veto", "appraisal_weights", "half_lives", "thresholds")
    changes = {name: getattr(own, name) for name in (*tables, *more, "improvements")}
    lines = _dump(_document(changes)).splitlines()
    # As comments, so that the values follow the next release of powermap until somebody
    # changes them.
    commented = [f"# {line}" if line else "" for line in lines]
    return _TEMPLATE_HEAD + "\n" + _EXAMPLES + "\n" + "\n".join(commented) + "\n"


def playbook_example(name: str) -> str:
    """A playbook that ships with powermap, as TOML text.

    Parameters
    ----------
    name : {"meddpicc", "relationship-layers"}
        Which.

    Raises
    ------
    FormatError
        When there is no such example.

    Examples
    --------
    >>> "Paper process" in playbook_example("meddpicc")
    True
    """
    if name not in EXAMPLES:
        raise FormatError(
            Reason(
                "message.playbook.no_example",
                name=Quoted(name),
                allowed=Listed(EXAMPLES),
                hint=Nearest(name, tuple(EXAMPLES)),
            )
        )
    folder = files("powermap.exchange.playbooks").joinpath("examples")
    return folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")


def tables_text(playbook: Playbook) -> str:
    """All tables that are in force, a company's own and powermap's, as TOML text."""
    tables = {}
    for name in _WRITERS:
        table = getattr(playbook, name)
        # Powermap's own findings are pages of text that nobody edits in a file; only
        # changes are shown.
        if name != "finding_kinds" or name in playbook.changes:
            tables[name] = table
    return _dump({"name": playbook.name, **_document(tables)})


def _document(changes: Mapping[str, Any]) -> dict[str, Any]:
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


def _dump(document: Mapping[str, Any]) -> str:
    lines: list[str] = []
    _dump_table(document, "", lines)
    return "\n".join(lines).strip("\n") + "\n"


def _dump_table(table: Mapping[str, Any], path: str, lines: list[str]) -> None:
    """The values of a table, then its tables under their own headers."""
    # TOML counts every key after a header to its table, so plain values have to come
    # first.
    later: list[tuple[str, Any]] = []
    for key, value in table.items():
        if _stands_alone(value, path):
            later.append((f"{path}{_key(key)}", value))
        else:
            lines.append(f"{_key(key)} = {_inline(value)}")
    for name, value in later:
        if isinstance(value, Mapping):
            if _has_values(value, name):
                lines += ["", f"[{name}]"]
            _dump_table(value, f"{name}.", lines)
            continue
        for row in value:
            lines += ["", f"[[{name}]]"]
            lines += [f"{_key(key)} = {_inline(part)}" for key, part in row.items()]


def _stands_alone(value: Any, path: str) -> bool:
    """Whether a value gets a header of its own: tables, and lists of them."""
    if isinstance(value, Mapping):
        is_at_top = path == ""
        return is_at_top or len(_inline(value)) > _INLINE
    # An empty list has no rows that could show that it is one of tables.
    if not isinstance(value, list | tuple) or not value:
        return False
    return all(isinstance(row, Mapping) for row in value)


def _has_values(table: Mapping[str, Any], path: str) -> bool:
    inside = f"{path}."
    for value in table.values():
        if not _stands_alone(value, inside):
            return True
    return False


def _key(key: str) -> str:
    if _BARE.fullmatch(key):
        return key
    return _inline(str(key))


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = [f"{_key(str(key))} = {_inline(part)}" for key, part in value.items()]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_inline(part) for part in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, StrEnum):
        return json.dumps(value.value)
    if isinstance(value, str):
        # TOML escapes the delete character, JSON does not.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    return repr(value)


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
