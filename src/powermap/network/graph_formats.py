"""Graph formats that networkx writes: GraphML, GEXF, Cytoscape JSON.

Unknown values are left out, and nothing is dated, so that the same people give the
same bytes.
"""

from __future__ import annotations

import io
import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from powermap.model import BuyingCenter
from powermap.network.networkx_graph import to_networkx

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["cytoscape", "gexf", "graphml"]

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
    file = io.BytesIO()
    nx.write_gexf(graph, file, version="1.2draft")

    # The meta element has the day and the version of the program that wrote it.
    root = ET.fromstring(file.getvalue())  # noqa: S314 - written a line above
    for meta in root.findall(f"{{{GEXF}}}meta"):
        root.remove(meta)
    ET.register_namespace("", GEXF)
    ET.register_namespace("viz", f"{GEXF}/viz")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


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
    for facts in graph.nodes.values():
        facts["label"] = facts["name"]
    return graph


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
            common = str if str in mixed[key] else float
            facts[key] = common(facts[key])
