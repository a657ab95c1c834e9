"""The edges of a graph as a sheet of ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from powermap.errors import ModelError
from powermap.exchange.formats.graph import CUSTOM, Edge, Graph, cell_value
from powermap.exchange.glossary import PLAIN
from powermap.exchange.intake.custom_headers import header_of_custom
from powermap.exchange.intake.edges import (
    EdgeKind,
    edge_kind,
    is_kind_header,
    says_direction,
)
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Language
from powermap.language.values import Listed, Quoted
from powermap.model import TieKind
from powermap.model.entry import number
from powermap.model.fields import fields_by_name, find
from powermap.model.sheet_titles import sheet_title

__all__ = ["ties_of"]

_TURNED = "turned"
"""Attribute of an edge that powermap wrote from the end of its tie to the start."""
_FIELDS = ("source", "kind", "target", "strength", "said_by", "note")
_MOST_NAMED = 5
"""Words in a note; the rest is counted."""


@dataclass(slots=True)
class _Row:
    """A tie as the cells of its row."""

    source: str
    target: str
    kind: TieKind
    strength: object = None
    said_by: object = None
    notes: list[str] = field(default_factory=list)
    custom: dict[str, object] = field(default_factory=dict)


def ties_of(graph: Graph, ids: dict[str, str], left_out: set[str]) -> Sheet:
    """The ties between the people of a graph, who are given by node."""
    return _TieReader(graph, ids, left_out).sheet()


class _TieReader:
    """One pass over the edges, counting what has to be told."""

    def __init__(self, graph: Graph, ids: dict[str, str], left_out: set[str]) -> None:
        self.graph = graph
        self.ids = ids
        self.left_out = left_out
        self.counts: Counter[str] = Counter()
        self.unknown: dict[str, None] = {}
        self.weights: dict[str, None] = {}
        self.only_ones = _attributes_of_ones(graph.edges)

    def sheet(self) -> Sheet:
        rows = []
        for edge in self.graph.edges:
            row = self._row(edge)
            if row is not None:
                rows.append(row)
        self._tell()
        return _lay_out(rows)

    def _row(self, edge: Edge) -> _Row | None:
        if edge.source in self.left_out or edge.target in self.left_out:
            self.counts["to_others"] += 1
            return None
        if edge.source == edge.target:
            self.counts["to_themselves"] += 1
            return None
        values = dict(edge.values)
        was_turned = _is_true(values.pop(_TURNED, None))
        notes: list[str] = []
        kind = self._kind(edge, values, notes)
        # powermap writes ties that go both ways as two edges.
        if was_turned and kind.kind.mutual:
            return None
        start, end = self.ids[edge.source], self.ids[edge.target]
        if kind.turned != was_turned:
            start, end = end, start
        row = _Row(start, end, kind.kind, notes=notes)
        self._take_values(row, values)
        return row

    def _kind(
        self, edge: Edge, values: dict[str, object], notes: list[str]
    ) -> EdgeKind:
        """What an edge says; its words that are not known are kept in the note."""
        found: EdgeKind | None = None
        directed = edge.directed
        unknown = []
        for name in self._kind_attributes(values):
            word = cell_value(values.pop(name))
            direction = says_direction(word)
            kind = edge_kind(word)
            if direction is not None:
                directed = direction
            elif found is None and kind is not None:
                found = kind
            elif word is not None and (
                kind is None or found is None or kind.kind is not found.kind
            ):
                notes.append(f"{name}: {word}")
                unknown.append(str(word))
        if found is not None:
            is_open = found.kind.mutual or found.kind is TieKind.TALKS_TO
            self.counts["order_of_file"] += not directed and not is_open
            return found
        self.unknown.update(dict.fromkeys(unknown))
        if not directed:
            # That they talk is the least that a line without a direction says.
            self.counts["undirected"] += 1
            return EdgeKind(TieKind.TALKS_TO)
        self.counts["unknown_kind" if unknown else "no_kind"] += 1
        return EdgeKind(TieKind.INFLUENCES)

    def _kind_attributes(self, values: dict[str, object]) -> list[str]:
        # In our own files every other attribute is a custom field.
        if self.graph.is_ours:
            return [name for name in ("type", "kind") if name in values]
        return [name for name in values if is_kind_header(name)]

    def _take_values(self, row: _Row, values: dict[str, object]) -> None:
        for name, raw in values.items():
            value = cell_value(raw)
            meaning = _meaning(name)
            if value is None or name in self.only_ones:
                continue
            if meaning == "strength":
                self._take_strength(row, name, value)
            elif meaning == "said_by" and row.said_by is None:
                row.said_by = value
            elif meaning == "note":
                row.notes.insert(0, str(value))
            elif meaning is not None:
                row.custom[f"edge {name}"] = value
            else:
                row.custom[name] = value

    def _take_strength(self, row: _Row, name: str, value: object) -> None:
        strength = _positive(value)
        if strength is None:
            self.weights[str(value)] = None
            row.notes.append(f"{name}: {value}")
        elif row.strength is None:
            row.strength = strength
        else:
            row.custom[f"edge {name}"] = value

    def _tell(self) -> None:
        graph = self.graph
        words = Listed([Quoted(word) for word in self.unknown], most=_MOST_NAMED)
        for name, count in self.counts.items():
            if count and name == "unknown_kind":
                graph.note(name, count=count, words=words)
            elif count:
                graph.note(name, count=count)
        if self.weights:
            weights = Listed([Quoted(each) for each in self.weights], most=_MOST_NAMED)
            graph.note("no_strength", values=weights)
        if self.only_ones:
            names = Listed([Quoted(name) for name in self.only_ones])
            graph.note("all_ones", names=names)


def _attributes_of_ones(edges: Iterable[Edge]) -> list[str]:
    """Attributes called weight that are 1 everywhere, as programs write it by default."""
    seen: dict[str, set[object]] = {}
    for edge in edges:
        for name, value in edge.values.items():
            # powermap itself writes a strength only where there is one.
            if _meaning(name) == "strength" and name != "strength":
                seen.setdefault(name, set()).add(_positive(value))
    return [name for name, values in seen.items() if values == {1}]


def _meaning(attribute: str) -> str | None:
    """The field of a tie that an attribute means."""
    field = find("ties", attribute)
    return field.name if field is not None else None


def _positive(value: object) -> int | float | None:
    """The number above 0 that a value is; None when it is none."""
    try:
        plain = number(value)
    except ModelError:
        return None
    return plain if plain > 0 else None


def _is_true(value: object) -> bool:
    return value is True or str(value).casefold() == "true"


def _custom_header(name: str) -> str:
    if name.startswith(CUSTOM):
        return name
    return header_of_custom(name, "ties", PLAIN)


def _lay_out(rows: Iterable[_Row]) -> Sheet:
    rows = list(rows)
    fields = fields_by_name("ties")
    custom: dict[str, None] = {}
    for row in rows:
        custom.update(dict.fromkeys(row.custom))
    header: list[object] = [fields[name].title["en"] for name in _FIELDS]
    # Marked, or the reader of tables would take some for fields of a tie.
    header += [_custom_header(name) for name in custom]
    table: list[list[object]] = [header]
    language = Language()
    for row in rows:
        note = "; ".join(row.notes) or None
        kind = language.label(row.kind)
        cells = [row.source, kind, row.target, row.strength, row.said_by, note]
        table.append([*cells, *(row.custom.get(name) for name in custom)])
    return Sheet(sheet_title("ties", "en"), table)
