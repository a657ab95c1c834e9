"""A graph as a program of graphs has it: nodes, edges, and what is said of the whole."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from powermap.errors import Note
from powermap.exchange.formats.content import note_on
from powermap.language.values import Value
from powermap.network.graph_formats import CUSTOM

__all__ = ["CUSTOM", "Edge", "Graph", "Node", "cell_value"]

_LOOKS = frozenset({"x", "y", "z", "r", "g", "b", "size", "width", "height"})
"""Attributes of the look where they are numbers."""
_PROGRAM = frozenset(
    {
        "color",
        "colour",
        "shape",
        "suid",
        "selected",
        "shared name",
        "shared_name",
        "shared interaction",
        "shared_interaction",
        "edge id",
        "networkx_key",
        "timestamp",
        "timeset",
    }
)
"""Attributes that only the program needs, or that repeat another one."""


@dataclass(slots=True)
class Node:
    """A person, or what else a graph connects.

    Attributes
    ----------
    key : str
        By which edges name it.
    label : str or None
        What the program shows.
    values : dict
        Its attributes by name.
    group : str or None
        Label of the node that holds it.
    """

    key: str
    label: str | None = None
    values: dict[str, object] = field(default_factory=dict)
    group: str | None = None


@dataclass(slots=True)
class Edge:
    """A line between two nodes, named by their keys."""

    source: str
    target: str
    values: dict[str, object] = field(default_factory=dict)
    directed: bool = True


@dataclass(slots=True)
class Graph:
    """What a file of a graph program holds.

    Attributes
    ----------
    source : str
        What the file is called in messages.
    facts : dict
        What it says of the whole: ``name``, ``scale_low`` …
    skipped : dict
        Attributes that are of use to the program only, in the order of the file.
    notes : list of Note
        What was assumed or left out.
    """

    source: str
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)
    skipped: dict[str, None] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    @property
    def is_ours(self) -> bool:
        """Whether powermap wrote the file: only powermap states the scale in it."""
        return "scale_low" in self.facts

    def note(self, name: str, **values: Value) -> None:
        """Add a note, named as under ``message.graphs`` in the words."""
        self.notes.append(note_on(self.source, f"message.graphs.{name}", **values))

    def drop_looks(self, values: dict[str, object]) -> None:
        """Leave out attributes by which programs keep places, sizes and colors."""
        for name in list(values):
            word = name.casefold()
            is_number = isinstance(values[name], int | float)
            is_look = word in _PROGRAM or (word in _LOOKS and is_number)
            if is_look and cell_value(values.pop(name)) is not None:
                self.skipped[name] = None

    def add_node(self, node: Node) -> None:
        """Add a node; one without a key gets its place as key."""
        if not node.key:
            node.key = f"node-{len(self.nodes) + 1}"
        self.nodes.append(node)


def cell_value(value: object) -> object:
    """A value of an attribute as a cell holds it: lists as text, nothing as None.

    Examples
    --------
    >>> cell_value(["a", "b"]), cell_value(" "), cell_value(2.5)
    ('a; b', None, 2.5)
    """
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, list | tuple):
        parts = [cell_value(part) for part in value]
        return "; ".join(str(part) for part in parts if part is not None) or None
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False) if value else None
    # How programs write a number that is missing.
    if isinstance(value, float) and math.isnan(value):
        return None
    return value
