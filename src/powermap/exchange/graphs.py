"""Buying centers written for programs that draw graphs; `formats` reads them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from powermap.errors import Note
from powermap.exchange.raw_file import warn
from powermap.language import LANGS, Language, Reason
from powermap.language.values import Listed, Texts, Value
from powermap.model import BuyingCenter, Stakeholder, Tie, TieKind
from powermap.model.fields import Table, fields_of
from powermap.model.sheet_titles import sheet_title
from powermap.model.stakeholder import known_values
from powermap.network.graph_claims import CLAIMS, claims_text
from powermap.network.graph_formats import (
    custom_scalars,
)
from powermap.network.networkx_graph import to_networkx

__all__ = ["GRAPH_SUFFIXES", "KUMU_OWN", "PERSON", "kumu", "note_not_held"]

PERSON = "person-"
"""Before the id of a person, which keeps it apart from those of ties."""
KUMU_OWN = frozenset(
    {"label", "type", "description", "tags", "image", "id", "from", "to", "direction"}
)
"""Headers of Kumu's workbook that it understands itself."""
_KUMU_LANGUAGE = Language()
"""Kumu styles connections by their type, so a type is the same in every language."""


def kumu(center: BuyingCenter) -> bytes:
    """The people and ties as a blueprint for Kumu.

    Its format: https://docs.kumu.io/guides/import/blueprints

    Examples
    --------
    >>> json.loads(kumu(BuyingCenter("ERP")))["name"]
    'ERP'
    """
    elements = [_element(person) for person in center]
    connections = []
    for number, tie in enumerate(center.ties):
        connections.append(_connection(number, tie))
    facts = to_networkx(center).graph
    # Kumu itself has no scale; powermap needs it to read the scores again.
    blueprint = {**facts, "elements": elements, "connections": connections}
    # NaN is no JSON, and Kumu would refuse the whole file.
    text = json.dumps(blueprint, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def _element(person: Stakeholder) -> dict[str, Any]:
    element: dict[str, Any] = {
        "id": f"{PERSON}{person.id}",
        "label": person.name,
        "type": "Person",
    }
    if person.note:
        element["description"] = person.note
    for name, value in known_values(person).items():
        if name not in {"id", "name", "note"}:
            element[name] = _json_value(value)
    if person.claims:
        element[CLAIMS] = claims_text(person.claims)
    element.update(custom_scalars(person.custom))
    return element


def _connection(number: int, tie: Tie) -> dict[str, Any]:
    start = tie.source
    end = tie.target
    label = _KUMU_LANGUAGE.label(tie.kind)
    if tie.kind is TieKind.LISTENS_TO:
        # In Kumu a connection runs from the person who influences the other.
        start = tie.target
        end = tie.source
        label = _KUMU_LANGUAGE.say("tie.turned")
    connection: dict[str, Any] = {
        "id": f"tie-{number + 1}",
        "from": f"{PERSON}{start}",
        "to": f"{PERSON}{end}",
        "type": label,
        "direction": "mutual" if tie.kind.mutual else "directed",
        # The kind of the tie as powermap has it, which the type does not say.
        "kind": tie.kind.value,
    }
    if tie.strength is not None:
        connection["strength"] = tie.strength
    if tie.said_by:
        connection["said_by"] = tie.said_by
    if tie.note:
        connection["description"] = tie.note
    connection.update(custom_scalars(tie.custom))
    return connection


def _json_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(part) for part in value]
    if isinstance(value, bool | int | float):
        return value
    return str(value)


_IN_FLOWCHART = frozenset({"name", "id", "title", "stance", "source", "target", "kind"})
"""Fields of people and ties that a flowchart holds; an id follows from the name."""
_MOST_NAMED = 8
"""Fields in a note; the rest is counted."""


GRAPH_SUFFIXES = (".graphml", ".gexf", ".cyjs", ".kumu.json", ".mmd")
"""Those that are written for other programs, as these name them."""


def note_not_held(center: BuyingCenter, path: Path) -> None:
    """A note of what is known and has no place in a flowchart."""
    records: tuple[tuple[Table, Sequence[Stakeholder | Tie]], ...] = (
        ("people", center.stakeholders),
        ("ties", center.ties),
    )
    titles: dict[Value, None] = {}
    for table, every in records:
        for field in fields_of(table):
            values = [field.value_in(record) for record in every]
            is_known = any(value not in (None, (), {}) for value in values)
            if is_known and field.name not in _IN_FLOWCHART:
                titles[Texts(field.title)] = None
        for record in every:
            titles.update(dict.fromkeys(record.custom))
    if any(person.claims for person in center):
        titles[Texts({lang: sheet_title("claims", lang) for lang in LANGS})] = None
    if titles:
        names = Listed(titles, most=_MOST_NAMED)
        reason = Reason("message.graphs.not_held", names=names)
        warn(Note(reason, str(path)))
