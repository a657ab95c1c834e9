"""Buying centers to and from networkx: direction of influence made explicit, only scalar attributes."""

from __future__ import annotations

import warnings
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from powermap.errors import ModelError, PowermapWarning, shown
from powermap.model import BuyingCenter, Role, Scale, Stakeholder, Tie, TieKind, slug
from powermap.model.stakeholder import as_given, fields_of
from powermap.model.subject import center_of

if TYPE_CHECKING:
    from networkx import MultiDiGraph

TURNED = "turned"
"""Attribute of an edge whose tie runs the other way: the source of a ``listens_to`` is who is swayed."""
SEPARATOR = ";"


def to_networkx(center: BuyingCenter) -> MultiDiGraph[str]:
    """The people as nodes by id, the ties as edges from who sways to who is swayed.

    Parameters
    ----------
    center : BuyingCenter
        The people and their ties.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes carry what is known of a person, edges ``kind``, ``strength`` and ``note``; unknown values are left out,
        lists are text separated by ``;``, dates are ISO text, so that every format of networkx can hold them. A
        ``listens_to`` runs from who is listened to, with ``turned=True``. Ties that go both ways are two edges, the
        second with ``turned=True``.

    Examples
    --------
    >>> people = [Stakeholder("Ana"), Stakeholder("Ben", power=7)]
    >>> graph = to_networkx(BuyingCenter("ERP", people, [Tie("ana", "ben", "listens_to", 2)]))
    >>> list(graph.edges(data=True))
    [('ben', 'ana', {'kind': 'listens_to', 'strength': 2, 'turned': True})]
    >>> graph.nodes["ben"]
    {'name': 'Ben', 'power': 7}
    """
    center = center_of(center)
    import networkx as nx

    graph: MultiDiGraph[str] = nx.MultiDiGraph(name=center.name)
    scale = {f"scale_{key}": value for key, value in as_given(center.scale).items()}
    graph.graph.update(scale)
    if center.as_of:
        graph.graph["as_of"] = center.as_of.isoformat()
    if center.wanted_roles:
        graph.graph["wanted_roles"] = SEPARATOR.join(center.wanted_roles)
    for person in center:
        graph.add_node(person.id, **_scalars(person, without={"id"}))
    for tie in center.ties:
        facts = _scalars(tie, without={"source", "target"})
        if tie.kind is not TieKind.LISTENS_TO:
            graph.add_edge(tie.source, tie.target, **facts)
        if tie.kind is TieKind.LISTENS_TO or tie.kind.mutual:
            graph.add_edge(tie.target, tie.source, **facts, **{TURNED: True})
    return graph


def _scalars(
    record: Stakeholder | Tie, *, without: set[str]
) -> dict[str, str | int | float | bool]:
    return {
        key: _scalar(value)
        for key, value in as_given(record).items()
        if key not in without
    }


def _scalar(value: Any) -> str | int | float | bool:
    if isinstance(value, tuple):
        return SEPARATOR.join(map(str, value))
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    scalar: str | int | float | bool = value
    return scalar


def from_networkx(graph: Any, *, name: str | None = None) -> BuyingCenter:
    """A buying center from any graph of networkx, which is left as it is.

    Parameters
    ----------
    graph : networkx.Graph, DiGraph, MultiGraph or MultiDiGraph
        Nodes are people: their attributes are fields of a `Stakeholder`, ``name`` (or ``label``) falling back on the
        node itself; a warning names attributes that are none. Edges are ties: attributes ``kind`` (when missing
        ``influences``, or ``talks_to`` in a graph without directions), ``strength`` or else ``weight``, ``note``.
        Edges with ``turned`` are turned round; the second edge of a tie that goes both ways is passed over, as
        `to_networkx` writes it.
    name : str, optional
        Of the buying center; the graph's name when not given.

    Returns
    -------
    BuyingCenter

    Raises
    ------
    ModelError
        When a value is not allowed, naming the node or edge.

    Examples
    --------
    >>> import networkx as nx
    >>> center = from_networkx(nx.DiGraph([("Ana Ruiz", "Ben Ode")]), name="ERP")
    >>> [(tie.source, tie.kind.value, tie.target) for tie in center.ties]
    [('ana-ruiz', 'influences', 'ben-ode')]
    """
    if not all(
        hasattr(graph, each) for each in ("graph", "nodes", "edges", "is_directed")
    ):
        raise ModelError(
            f"{shown(graph)} is of type {type(graph).__name__}; allowed: a graph of networkx"
        )
    facts = dict(graph.graph)
    ids = _ids(graph)
    kind = TieKind.INFLUENCES if graph.is_directed() else TieKind.TALKS_TO
    _warn_of_extra(graph)
    people = [
        _person(node, ids[node], dict(found)) for node, found in graph.nodes(data=True)
    ]
    ties = [
        tie
        for source, target, found in graph.edges(data=True)
        if (tie := _tie(ids[source], ids[target], {"kind": kind, **found})) is not None
    ]
    scale = Scale(
        **{
            key: facts[f"scale_{key}"]
            for key in fields_of(Scale)
            if f"scale_{key}" in facts
        }
    )
    wanted = [
        Role(role)
        for role in str(facts.get("wanted_roles", "")).split(SEPARATOR)
        if role
    ]
    return BuyingCenter(
        name or str(facts.get("name") or "Network"),
        people,
        ties,
        scale,
        facts.get("as_of"),
        wanted,
    )


def _ids(graph: Any) -> dict[Any, str]:
    """An id for each node: the node itself where it can be one, else a slug, made unique."""
    ids: dict[Any, str] = {}
    taken: set[str] = set()
    for node in graph.nodes:
        text = str(node)
        base = (
            text
            if text and not any(map(str.isspace, text)) and len(text) <= 200
            else slug(text)
        )
        ids[node], count = base, 1
        while ids[node] in taken:
            count += 1
            ids[node] = f"{base}-{count}"
        taken.add(ids[node])
    return ids


def _warn_of_extra(graph: Any) -> None:
    on_nodes = {key for _, found in graph.nodes(data=True) for key in found} - {
        *fields_of(Stakeholder),
        "label",
    }
    on_edges = {key for *_, found in graph.edges(data=True) for key in found} - {
        *fields_of(Tie),
        "weight",
        TURNED,
    }
    if on_nodes or on_edges:
        listed = ", ".join(sorted(map(str, on_nodes | on_edges)))
        warnings.warn(
            f"attributes that are no fields were left out: {listed}",
            PowermapWarning,
            stacklevel=3,
        )


LISTS = ("covered_by", "organization_needs", "personal_needs")


def _person(node: Any, id: str, found: dict[str, Any]) -> Stakeholder:
    found.setdefault("name", found.pop("label", None) or str(node))
    found.pop("label", None)
    found = {key: value for key, value in found.items() if value is not None}
    for key in LISTS:
        if isinstance(found.get(key), str):
            found[key] = [part for part in found[key].split(SEPARATOR) if part]
    known = {
        key: value for key, value in found.items() if key in fields_of(Stakeholder)
    }
    try:
        return Stakeholder(**{"id": id, **known})
    except ModelError as error:
        raise ModelError(f"node {shown(node)}: {error}") from None


def _tie(source: str, target: str, found: dict[str, Any]) -> Tie | None:
    kind, turned = found["kind"], bool(found.get(TURNED))
    strength = found.get("strength", found.get("weight"))
    try:
        made = Tie(source, target, kind, strength, found.get("note"))
        if not turned:
            return made
        return (
            None
            if made.kind.mutual
            else Tie(target, source, kind, strength, found.get("note"))
        )
    except ModelError as error:
        raise ModelError(f"edge {shown(source)} → {shown(target)}: {error}") from None
