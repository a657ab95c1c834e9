"""Graph formats that networkx writes: GraphML, GEXF, Cytoscape JSON.

Unknown values are left out, and nothing is dated, so that the same people give the
same bytes.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from powermap.model import BuyingCenter
from powermap.model.custom import Custom
from powermap.network.networkx_graph import directions_of, to_networkx

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["CUSTOM", "custom_scalars", "cytoscape", "gexf", "gexf_facts", "graphml"]

CUSTOM = "custom: "
"""Before the name of a custom field that a format uses for something of its own."""
_RESERVED = frozenset(
    {
        # Of every format here, and of the programs that read them.
        *("id", "_id", "label", "name", "type", "kind", "direction", "tags", "group"),
        *("source", "target", "from", "to", "strength", "weight", "turned", "key"),
        *("value", "parent", "parents", "pid", "viz", "start", "end", "slices"),
        *("spells", "description", "attributes", "image", "interaction", "title"),
        *("node_default", "edge_default", "shared name", "shared interaction"),
        *("element type", "connection type", "delayed", "reversed"),
    }
)
_OF_RIVAL = re.compile("stance|attitude|立场|态度", re.IGNORECASE)
"""In a header that may be read as a stance toward a rival."""
GEXF = "http://www.gexf.net/1.2draft"


def graphml(center: BuyingCenter) -> bytes:
    """The people and ties as GraphML, for yEd, Gephi, igraph and others.

    Examples
    --------
    >>> graphml(BuyingCenter("ERP"))[:5]
    b'<?xml'
    """
    import networkx as nx

    labeled = _labeled_graph(center)
    # networkx writes a key for each type of an attribute; igraph and others refuse
    # two keys of one name.
    _unify_types(labeled)

    # The key of an edge becomes its id, which has to be unique in the file.
    numbered = nx.MultiDiGraph(**labeled.graph)
    numbered.add_nodes_from(labeled.nodes(data=True))
    for number, (source, target, facts) in enumerate(labeled.edges(data=True)):
        numbered.add_edge(source, target, number, **facts)

    file = io.BytesIO()
    nx.write_graphml_xml(numbered, file, named_key_ids=False)
    return file.getvalue() + b"\n"


def gexf(center: BuyingCenter) -> bytes:
    """The people and ties as GEXF, for Gephi.

    Examples
    --------
    >>> b"lastmodifieddate" in gexf(BuyingCenter("ERP"))
    False
    """
    import networkx as nx

    # GEXF declares one type per attribute too.
    graph = _labeled_graph(center)
    _unify_types(graph)
    facts = dict(graph.graph)
    file = io.BytesIO()
    nx.write_gexf(graph, file, version="1.2draft")

    root = ET.fromstring(file.getvalue())  # noqa: S314 - written a line above
    # The meta element of networkx has the day and the version of that program.
    for meta in root.findall(f"{{{GEXF}}}meta"):
        root.remove(meta)
    root.insert(0, _gexf_meta(facts))
    _remove_keys_of_networkx(root)
    # The schema of GEXF allows no name of a graph.
    for element in root.findall(f"{{{GEXF}}}graph"):
        element.attrib.pop("name", None)
    ET.register_namespace("", GEXF)
    ET.register_namespace("viz", f"{GEXF}/viz")
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _remove_keys_of_networkx(root: ET.Element) -> None:
    """Remove the attribute by which networkx numbers edges, which says nothing."""
    titled = f"{{{GEXF}}}attribute[@title='networkx_key']"
    ids = set()
    for block in root.iter(f"{{{GEXF}}}attributes"):
        for attribute in block.findall(titled):
            ids.add(attribute.get("id"))
            block.remove(attribute)
    for edge in root.iter(f"{{{GEXF}}}edge"):
        for values in edge.findall(f"{{{GEXF}}}attvalues"):
            for value in list(values):
                if value.get("for") in ids:
                    values.remove(value)


def _gexf_meta(facts: dict[str, Any]) -> ET.Element:
    """What is known of the whole: the name as description, all else as keywords."""
    meta = ET.Element(f"{{{GEXF}}}meta")
    ET.SubElement(meta, f"{{{GEXF}}}creator").text = "powermap"
    keywords = []
    for name, value in facts.items():
        if name != "name":
            keywords.append(f"{name}={value}")
    ET.SubElement(meta, f"{{{GEXF}}}keywords").text = ", ".join(keywords)
    ET.SubElement(meta, f"{{{GEXF}}}description").text = facts["name"]
    return meta


def gexf_facts(keywords: str | None, description: str | None) -> dict[str, str]:
    """What the meta element of a GEXF file says of the whole.

    Examples
    --------
    >>> gexf_facts("scale_low=0, scale_high=10", "Northwind")
    {'scale_low': '0', 'scale_high': '10', 'name': 'Northwind'}
    >>> gexf_facts("trees, birds", "A graph of birds")
    {}
    """
    facts = {}
    for keyword in (keywords or "").split(","):
        name, _, value = keyword.strip().partition("=")
        if value:
            facts[name] = value
    # The description of other programs is a sentence and no name.
    if "scale_low" not in facts:
        return {}
    if description:
        facts["name"] = description
    return facts


def cytoscape(center: BuyingCenter) -> bytes:
    """The people and ties as Cytoscape JSON, for Cytoscape and Cytoscape.js.

    Examples
    --------
    >>> json.loads(cytoscape(BuyingCenter("ERP")))["data"]["name"]
    'ERP'
    """
    import networkx as nx

    written = nx.cytoscape_data(_labeled_graph(center))
    # Cytoscape wants an id for each edge, which networkx leaves out.
    edges = []
    for number, edge in enumerate(written["elements"]["edges"]):
        edges.append({"data": {"id": f"e{number}", **edge["data"]}})
    written["data"] = dict(written["data"])
    written["elements"] = {"nodes": written["elements"]["nodes"], "edges": edges}
    # NaN is no JSON: a reader would refuse the whole file.
    text = json.dumps(written, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def _labeled_graph(center: BuyingCenter) -> MultiDiGraph[str]:
    """The graph with a label for each person, which is what these programs show."""
    graph = to_networkx(center)
    for person in center:
        facts = graph.nodes[person.id]
        facts["label"] = facts["name"]
        facts.update(custom_scalars(person.custom))
    _add_custom_of_ties(graph, center)
    return graph


def _add_custom_of_ties(graph: MultiDiGraph[str], center: BuyingCenter) -> None:
    """Custom fields of ties, on the edges that `to_networkx` has made of each."""
    if not any(tie.custom for tie in center.ties):
        return
    edges: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for source, target, facts in graph.edges(data=True):
        edges.setdefault((source, target), []).append(facts)
    places: Counter[tuple[str, str]] = Counter()
    for tie in center.ties:
        for ends in directions_of(tie):
            facts = edges[ends][places[ends]]
            facts.update(custom_scalars(tie.custom))
            places[ends] += 1


def custom_scalars(custom: Custom) -> dict[str, Any]:
    """Custom fields as attributes; a name that a format uses itself is marked.

    Examples
    --------
    >>> custom_scalars(Custom({"Region": "South", "Label": "x"}))
    {'Region': 'South', 'custom: Label': 'x'}
    """
    scalars: dict[str, Any] = {}
    for name, value in custom.items():
        is_marked = name.casefold() in _RESERVED or name.startswith(CUSTOM)
        is_marked = is_marked or _OF_RIVAL.search(name) is not None
        key = CUSTOM + name if is_marked else name
        scalars[key] = value.isoformat() if isinstance(value, date) else value
    return scalars


def _unify_types(graph: MultiDiGraph[str]) -> None:
    """Give each attribute one type: text where there is any, else decimals."""
    for facts in (graph.nodes, graph.edges):
        records = list(facts.values())
        _unify_types_of(records)


def _unify_types_of(records: Collection[dict[str, Any]]) -> None:
    types: dict[str, set[type]] = {}
    for facts in records:
        for key, value in facts.items():
            types.setdefault(key, set()).add(type(value))

    mixed = {key: kinds for key, kinds in types.items() if len(kinds) > 1}
    for facts in records:
        for key in mixed.keys() & facts.keys():
            # Text can hold anything; a whole number beside a decimal one needs no text.
            # As a number, true would come back as 1.
            is_text = str in mixed[key] or bool in mixed[key]
            common = str if is_text else float
            facts[key] = common(facts[key])
