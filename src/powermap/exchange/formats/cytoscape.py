"""Cytoscape JSON, as Cytoscape, Cytoscape.js, networkx and powermap write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.formats.graph import Edge, Graph, Node
from powermap.exchange.formats.graph_content import content_of
from powermap.exchange.formats.json_object import parse_json
from powermap.exchange.options import ReadOptions
from powermap.language import Language
from powermap.model import BuyingCenter
from powermap.network.graph_formats import cytoscape

__all__ = ["FORMAT", "is_cytoscape", "read_cytoscape"]

_OF_PROGRAM = ("position", "renderedPosition", "scratch", "style", "classes")
"""What stands beside the data of an element."""
_ENDS = frozenset({"id", "source", "target", "parent"})
_BEGINNING = re.compile(
    r'"elements"\s*:\s*(?:\{\s*"(?:nodes|edges)"|\[\s*\{\s*"(?:group|data)"\s*:)'
    r'|\A\s*\[\s*\{\s*"(?:data"\s*:\s*\{|group"\s*:\s*"(?:nodes|edges)")'
)


def read_cytoscape(payload: bytes, source: str, _: ReadOptions) -> Content:
    """The nodes and edges of Cytoscape JSON as sheets.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> payload = cytoscape(BuyingCenter("ERP", [Stakeholder("Ana Ruiz")]))
    >>> read_cytoscape(payload, "x.cyjs", ReadOptions()).sheets[0].rows[1]
    ['Ana Ruiz', 'ana-ruiz']
    """
    document = parse_json(payload, source)
    if not is_cytoscape(document):
        raise refuse(source, "message.graphs.not_this", format="Cytoscape JSON")
    return content_of(_Reader(document, source).read, "cytoscape")


def is_cytoscape(document: object) -> bool:
    """Whether a JSON document is a graph of Cytoscape.

    Examples
    --------
    >>> is_cytoscape([{"data": {"id": "a"}}]), is_cytoscape({"stakeholders": []})
    (True, False)
    """
    elements = document
    if isinstance(document, Mapping):
        elements = document.get("elements")
    if isinstance(elements, Mapping):
        return "nodes" in elements or "edges" in elements
    if not isinstance(elements, list) or not elements:
        return False
    return all(_data(each) is not None for each in elements)


def _data(element: object) -> Mapping[str, object] | None:
    """The data of an element; None when it is no element of Cytoscape."""
    if not isinstance(element, Mapping):
        return None
    data = element.get("data")
    return data if isinstance(data, Mapping) else None


class _Reader:
    def __init__(self, document: object, source: str) -> None:
        self.read = Graph(source)
        elements: object = document
        directed = True
        if isinstance(document, Mapping):
            elements = document.get("elements")
            facts = document.get("data")
            if isinstance(facts, Mapping):
                self.read.facts.update(facts)
            directed = document.get("directed") is not False
        nodes, edges = _split(elements)
        self._take_nodes(nodes)
        for data in edges:
            self._take_edge(data, directed)

    def _take_nodes(self, elements: Iterable[Mapping[str, object]]) -> None:
        every = [self._values(element) for element in elements]
        labels = {str(data.get("id")): _label(data) for data in every}
        parents = {str(data["parent"]) for data in every if data.get("parent")}
        for data in every:
            key = str(data.get("id", ""))
            # A node around others is a group and no person.
            if key in parents:
                continue
            parent = data.get("parent")
            group = labels.get(str(parent)) or str(parent) if parent else None
            values = {name: value for name, value in data.items() if name not in _ENDS}
            self.read.add_node(Node(key, None, values, group))

    def _take_edge(self, element: Mapping[str, object], directed: bool) -> None:
        data = self._values(element)
        values = {name: value for name, value in data.items() if name not in _ENDS}
        # The program names an edge after its ends; networkx numbers edges.
        values.pop("key", None)
        if "interaction" in values:
            values.pop("name", None)
        ends = str(data.get("source", "")), str(data.get("target", ""))
        self.read.edges.append(Edge(*ends, values, directed))

    def _values(self, element: Mapping[str, object]) -> dict[str, object]:
        for name in _OF_PROGRAM:
            if element.get(name):
                self.read.skipped[name] = None
        values = dict(_data(element) or {})
        if not self.read.is_ours:
            self.read.drop_looks(values)
        return values


def _label(data: Mapping[str, object]) -> str | None:
    label = data.get("label") or data.get("name")
    return str(label) if label else None


def _split(
    elements: object,
) -> tuple[list[Mapping[str, object]], list[Mapping[str, object]]]:
    """The nodes and the edges, which may stand in one list."""
    if isinstance(elements, Mapping):
        return _elements(elements.get("nodes")), _elements(elements.get("edges"))
    nodes: list[Mapping[str, object]] = []
    edges: list[Mapping[str, object]] = []
    for element in _elements(elements):
        data = _data(element) or {}
        is_edge = {"source", "target"} <= data.keys()
        (edges if is_edge else nodes).append(element)
    return nodes, edges


def _elements(value: object) -> list[Mapping[str, object]]:
    every = value if isinstance(value, list) else []
    return [each for each in every if _data(each) is not None]


def _recognizes(text: str) -> bool:
    return _BEGINNING.search(text) is not None


def _write(center: BuyingCenter, _: Language) -> bytes:
    return cytoscape(center)


FORMAT = Format(
    "cytoscape",
    (".cyjs",),
    {
        "en": "Cytoscape JSON (Cytoscape, Cytoscape.js)",
        "zh": "Cytoscape JSON（Cytoscape、Cytoscape.js）",
    },
    {
        "en": "People and ties with all of their fields, the scale and the date.",
        "zh": "人员和关系的全部字段、评分范围和日期。",
    },
    read=read_cytoscape,
    write=_write,
    recognizes=_recognizes,
)
