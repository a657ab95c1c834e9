"""What a graph says, as the sheets of people, ties and facts that powermap reads."""

from __future__ import annotations

from powermap.exchange.formats.content import Content
from powermap.exchange.formats.graph import Graph, Node, cell_value
from powermap.exchange.formats.graph_people import people_of
from powermap.exchange.formats.graph_ties import ties_of
from powermap.exchange.most_people import check_people, check_ties
from powermap.exchange.tables.sheets import Sheet
from powermap.language.values import Listed, Quoted
from powermap.model.fields import fields_by_name, fields_of, find
from powermap.model.sheet_titles import sheet_title, text
from powermap.network.graph_claims import CLAIMS, read_claims_text

__all__ = ["content_of"]

_MOST_NAMED = 8
"""Attributes in a note; the rest is counted."""


def content_of(graph: Graph, kind: str) -> Content:
    """The sheets of a graph, with the notes of its reading.

    Examples
    --------
    >>> graph = Graph("x.gexf", [Node("ana", "Ana Ruiz")])
    >>> content_of(graph, "gexf").sheets[0].rows
    [['Name', 'Id'], ['Ana Ruiz', 'ana']]
    """
    _join_twins(graph)
    _add_missing_nodes(graph)
    # Before each of them is looked at.
    check_people(len(graph.nodes), graph.source)
    check_ties(len(graph.edges), graph.source)
    _add_groups(graph)
    claims = _take_claims(graph)
    people = people_of(graph)
    sheets = [people.sheet]
    if len(claims.rows) > 1:
        sheets.append(claims)
    ties = ties_of(graph, people.ids, people.left_out)
    if len(ties.rows) > 1:
        sheets.append(ties)
    about = _about(graph)
    if len(about.rows) > 1:
        sheets.append(about)
    if graph.skipped:
        names = Listed([Quoted(name) for name in graph.skipped], most=_MOST_NAMED)
        graph.note("skipped", names=names)
    return Content(sheets=sheets, kind=kind, notes=graph.notes)


def _join_twins(graph: Graph) -> None:
    """Join nodes that have one key; the first that says something is right."""
    nodes: dict[str, Node] = {}
    twins = 0
    for node in graph.nodes:
        first = nodes.setdefault(node.key, node)
        if first is not node:
            twins += 1
            first.label = first.label or node.label
            first.values = {**node.values, **first.values}
    graph.nodes = list(nodes.values())
    if twins:
        graph.note("same_key", count=twins)


def _add_missing_nodes(graph: Graph) -> None:
    """Make a node of what edges name and the file does not have."""
    keys = {node.key for node in graph.nodes}
    missing: dict[str, None] = {}
    for edge in graph.edges:
        for key in (edge.source, edge.target):
            if key not in keys:
                missing[key] = None
    for key in missing:
        graph.nodes.append(Node(key, key))
    if missing:
        names = Listed([Quoted(key) for key in missing], most=_MOST_NAMED)
        graph.note("missing_nodes", count=len(missing), names=names)


def _add_groups(graph: Graph) -> None:
    """The group that a node stands in, as its department."""
    grouped = [node for node in graph.nodes if node.group]
    department = fields_by_name("people")["department"]
    for node in grouped:
        has_one = any(find("people", name) is department for name in node.values)
        header = "group" if has_one else department.title["en"]
        node.values[header] = node.group
    if grouped:
        graph.note("groups", count=len(grouped))


def _take_claims(graph: Graph) -> Sheet:
    """The claims about the people, which powermap writes as one text for each."""
    fields = fields_of("claims")
    rows: list[list[object]] = [[field.title["en"] for field in fields]]
    for node in graph.nodes if graph.is_ours else ():
        claims = read_claims_text(node.values.get(CLAIMS))
        if claims is None:
            continue
        del node.values[CLAIMS]
        for claim in claims:
            values = {**claim, "person": node.key}
            rows.append([cell_value(values.get(field.name)) for field in fields])
    return Sheet(sheet_title("claims", "en"), rows)


def _about(graph: Graph) -> Sheet:
    """The facts of the whole, as powermap's own workbook has them."""
    rows: list[list[object]] = [[text("fact", "en"), text("value", "en")]]
    for field in fields_of("about"):
        value = cell_value(graph.facts.get(field.name))
        if value is not None:
            rows.append([field.title["en"], value])
    return Sheet(sheet_title("about", "en"), rows)
