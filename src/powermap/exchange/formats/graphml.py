"""GraphML, as yEd, Gephi, igraph, networkx and powermap write it."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.formats.graph import Edge, Graph, Node
from powermap.exchange.formats.graph_content import content_of
from powermap.exchange.formats.xml_tree import parse_xml
from powermap.exchange.formats.xml_values import typed_value
from powermap.exchange.options import ReadOptions
from powermap.language import Language
from powermap.model import BuyingCenter
from powermap.network.graph_formats import graphml

__all__ = ["FORMAT", "read_graphml"]

_GRAPHICS = frozenset({"nodegraphics", "edgegraphics", "portgraphics", "resources"})
"""What yEd keeps of the look, in keys of their own."""


@dataclass(frozen=True, slots=True)
class _Key:
    """What the data with a key mean."""

    name: str
    kind: str
    owner: str = "all"
    default: str | None = None
    of_looks: bool = False


def read_graphml(payload: bytes, source: str, _: ReadOptions) -> Content:
    """The nodes and edges of a GraphML file as sheets.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> payload = graphml(BuyingCenter("ERP", [Stakeholder("Ana Ruiz")]))
    >>> read_graphml(payload, "x.graphml", ReadOptions()).sheets[0].rows[1]
    ['Ana Ruiz', 'ana-ruiz']
    """
    root = parse_xml(payload, source)
    if root.tag != "graphml":
        raise refuse(source, "message.graphs.not_this", format="GraphML")
    return content_of(_Reader(root, source).graph(), "graphml")


class _Reader:
    def __init__(self, root: ET.Element, source: str) -> None:
        self.root = root
        self.read = Graph(source)
        self.keys = {key.get("id", ""): _key(key) for key in root.iter("key")}

    def graph(self) -> Graph:
        for graph in self.root.findall("graph"):
            self.read.facts.update(self._values(graph, "graph"))
            self._take(graph, None, graph.get("edgedefault") != "undirected")
        return self.read

    def _take(self, graph: ET.Element, group: str | None, directed: bool) -> None:
        for element in graph:
            if element.tag == "node":
                self._take_node(element, group, directed)
            elif element.tag == "edge":
                self.read.edges.append(self._edge(element, directed))

    def _take_node(
        self, element: ET.Element, group: str | None, directed: bool
    ) -> None:
        values = self._values(element, "node")
        label = self._label(element, "NodeLabel")
        inner = element.findall("graph")
        # In yEd a box around people is a node too, with a graph of its own.
        if not inner:
            node = Node(element.get("id", ""), label, values, group)
            self.read.add_node(node)
        for graph in inner:
            self._take(graph, label or element.get("id"), directed)

    def _edge(self, element: ET.Element, directed: bool) -> Edge:
        values = self._values(element, "edge")
        label = self._label(element, "EdgeLabel")
        if label:
            values.setdefault("label", label)
        source, target = element.get("source", ""), element.get("target", "")
        if element.get("directed"):
            directed = element.get("directed") == "true"
        arrows = next(element.iter("Arrows"), None)
        if arrows is not None:
            # In yEd the arrows are what the user sees, and every edge is directed.
            at_start = arrows.get("source", "none") != "none"
            at_end = arrows.get("target", "none") != "none"
            directed = at_start != at_end
            if at_start and not at_end:
                source, target = target, source
        return Edge(source, target, values, directed)

    def _values(self, element: ET.Element, owner: str) -> dict[str, object]:
        """The attributes of an element; those of its look are left out."""
        values: dict[str, object] = {}
        for key in self.keys.values():
            if key.default is not None and key.owner in {owner, "all"}:
                values[key.name] = typed_value(key.default, key.kind)
        for data in element.findall("data"):
            id = data.get("key", "")
            meant = self.keys.get(id) or _Key(id, "string")
            if not meant.of_looks:
                values[meant.name] = typed_value(data.text, meant.kind)
        if owner != "graph" and not self.read.is_ours:
            self.read.drop_looks(values)
        return values

    def _label(self, element: ET.Element, tag: str) -> str | None:
        for data in element.findall("data"):
            for label in data.iter(tag):
                if label.text and label.text.strip():
                    return label.text.strip()
        return None


def _key(element: ET.Element) -> _Key:
    default = element.find("default")
    return _Key(
        str(element.get("attr.name") or element.get("id", "")),
        element.get("attr.type", "string"),
        element.get("for", "all"),
        None if default is None else default.text,
        element.get("yfiles.type", "") in _GRAPHICS,
    )


def _recognizes(head: str) -> bool:
    return "<graphml" in head


def _write(center: BuyingCenter, _: Language) -> bytes:
    return graphml(center)


FORMAT = Format(
    "graphml",
    (".graphml",),
    {"en": "GraphML (yEd, Gephi, igraph)", "zh": "GraphML（yEd、Gephi、igraph）"},
    {
        "en": "People and ties with all of their fields, the scale and the date.",
        "zh": "人员和关系的全部字段、评分范围和日期。",
    },
    read=read_graphml,
    write=_write,
    recognizes=_recognizes,
)
