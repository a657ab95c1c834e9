"""GEXF, as Gephi, networkx and powermap write it."""

from __future__ import annotations

from collections.abc import Mapping
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
from powermap.network.graph_formats import gexf, gexf_facts

__all__ = ["FORMAT", "read_gexf"]

_LOOKS = frozenset({"color", "position", "size", "shape", "thickness"})
"""Elements by which Gephi keeps the look."""


@dataclass(frozen=True, slots=True)
class _Attribute:
    """A column of nodes or edges."""

    title: str
    kind: str
    default: str | None


def read_gexf(payload: bytes, source: str, _: ReadOptions) -> Content:
    """The nodes and edges of a GEXF file as sheets.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> payload = gexf(BuyingCenter("ERP", [Stakeholder("Ana Ruiz")]))
    >>> read_gexf(payload, "x.gexf", ReadOptions()).sheets[0].rows[1]
    ['Ana Ruiz', 'ana-ruiz']
    """
    root = parse_xml(payload, source)
    graph = root.find("graph")
    if root.tag != "gexf" or graph is None:
        raise refuse(source, "message.graphs.not_this", format="GEXF")
    return content_of(_Reader(root, graph, source).graph(), "gexf")


class _Reader:
    def __init__(self, root: ET.Element, graph: ET.Element, source: str) -> None:
        self.root = root
        self.element = graph
        self.read = Graph(source)
        self.attributes = {
            owner: _attributes(graph, owner) for owner in ("node", "edge")
        }
        self.over_time: dict[str, None] = {}

    def graph(self) -> Graph:
        description = self.root.findtext("meta/description")
        keywords = self.root.findtext("meta/keywords")
        self.read.facts.update(gexf_facts(keywords, description))
        for nodes in self.element.findall("nodes"):
            self._take(nodes, None)
        usual = self.element.get("defaultedgetype", "undirected")
        for edges in self.element.findall("edges"):
            self.read.edges += [self._edge(each, usual) for each in edges]
        if self.over_time:
            self.read.note("over_time", count=len(self.over_time))
        return self.read

    def _take(self, nodes: ET.Element, group: str | None) -> None:
        for element in nodes.findall("node"):
            label = element.get("label")
            inner = element.find("nodes")
            if inner is None:
                values = self._values(element, "node")
                node = Node(element.get("id", ""), label, values, group)
                self.read.add_node(node)
            else:
                self._take(inner, label or element.get("id"))

    def _edge(self, element: ET.Element, usual: str) -> Edge:
        values: dict[str, object] = {}
        for name in ("kind", "label"):
            if element.get(name):
                values[name] = element.get(name)
        values.update(self._values(element, "edge"))
        if element.get("weight"):
            values.setdefault("weight", typed_value(element.get("weight"), "double"))
        directed = element.get("type", usual) == "directed"
        ends = element.get("source", ""), element.get("target", "")
        return Edge(*ends, values, directed)

    def _values(self, element: ET.Element, owner: str) -> dict[str, object]:
        known = self.attributes[owner]
        values: dict[str, object] = {}
        for attribute in known.values():
            if attribute.default is not None:
                values[attribute.title] = typed_value(attribute.default, attribute.kind)
        seen = set()
        for each in element.iter("attvalue"):
            id = each.get("for", each.get("id", ""))
            attribute = known.get(id, _Attribute(id, "string", None))
            if id in seen:
                # Of values over time the last one holds.
                self.over_time[attribute.title] = None
            seen.add(id)
            value = typed_value(each.get("value"), attribute.kind)
            values[attribute.title] = value
        for child in element:
            if child.tag in _LOOKS:
                self.read.skipped[child.tag] = None
        if not self.read.is_ours:
            self.read.drop_looks(values)
        return values


def _attributes(graph: ET.Element, owner: str) -> Mapping[str, _Attribute]:
    attributes = {}
    for block in graph.findall("attributes"):
        if block.get("class") != owner:
            continue
        for each in block.findall("attribute"):
            id = each.get("id", "")
            title = each.get("title") or id
            kind = each.get("type", "string")
            attributes[id] = _Attribute(title, kind, each.findtext("default"))
    return attributes


def _recognizes(head: str) -> bool:
    return "<gexf" in head


def _write(center: BuyingCenter, _: Language) -> bytes:
    return gexf(center)


FORMAT = Format(
    "gexf",
    (".gexf",),
    {"en": "GEXF (Gephi)", "zh": "GEXF（Gephi）"},
    {
        "en": "People and ties with all of their fields, the scale and the date.",
        "zh": "人员和关系的全部字段、评分范围和日期。",
    },
    read=read_gexf,
    write=_write,
    recognizes=_recognizes,
)
