"""Graph formats that networkx writes: GraphML, GEXF, Cytoscape JSON. Unknown values are left out, nothing is dated."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from powermap.model import BuyingCenter
from powermap.network.graph import to_networkx

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def graphml(center: BuyingCenter) -> bytes:
    """The people and ties as GraphML, for yEd, Gephi, igraph and others.

    Examples
    --------
    >>> graphml(BuyingCenter("ERP"))[:5]
    b'<?xml'
    """
    import networkx as nx

    target = io.BytesIO()
    graph = _labelled(center)
    numbered = nx.MultiDiGraph(**graph.graph)
    numbered.add_nodes_from(graph.nodes(data=True))
    numbered.add_edges_from(
        (a, b, at, facts) for at, (a, b, facts) in enumerate(graph.edges(data=True))
    )
    nx.write_graphml_xml(
        numbered, target, named_key_ids=False
    )  # a key becomes an edge's id
    return target.getvalue() + b"\n"


def gexf(center: BuyingCenter) -> bytes:
    """The people and ties as GEXF, for Gephi.

    Examples
    --------
    >>> b"lastmodifieddate" in gexf(BuyingCenter("ERP"))
    False
    """
    import networkx as nx

    target = io.BytesIO()
    nx.write_gexf(_one_type_each(_labelled(center)), target, version="1.2draft")
    root = ET.fromstring(target.getvalue())  # noqa: S314 - written a line above
    for meta in root.findall("{http://www.gexf.net/1.2draft}meta"):
        root.remove(meta)  # says when and by which version of which program
    ET.register_namespace("", "http://www.gexf.net/1.2draft")
    ET.register_namespace("viz", "http://www.gexf.net/1.2draft/viz")
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

    made = nx.cytoscape_data(_labelled(center))
    edges = [
        {"data": {"id": f"e{at}", **each["data"]}}
        for at, each in enumerate(made["elements"]["edges"])
    ]
    made |= {
        "data": dict(made["data"]),
        "elements": {"nodes": made["elements"]["nodes"], "edges": edges},
    }
    return (
        json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    ).encode()


def _labelled(center: BuyingCenter) -> MultiDiGraph[str]:
    """The graph with a label for each person, which is what these programs show."""
    graph = to_networkx(center)
    for _, facts in graph.nodes(data=True):
        facts["label"] = facts["name"]
    return graph


def _one_type_each(graph: MultiDiGraph[str]) -> MultiDiGraph[str]:
    """The graph with one type for each attribute, which GEXF wants: text where there is any, else decimals."""
    for facts in (list(graph.nodes.values()), list(graph.edges.values())):
        types: dict[str, set[type]] = {}
        for each in facts:
            for key, value in each.items():
                types.setdefault(key, set()).add(type(value))
        for key in (key for key, found in types.items() if len(found) > 1):
            kind = str if str in types[key] else float
            for each in facts:
                if key in each:
                    each[key] = kind(each[key])
    return graph
