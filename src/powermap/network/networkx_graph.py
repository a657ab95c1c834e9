"""Buying centers to and from networkx.

The direction of influence is made explicit, and attributes are scalars only, so that
every format of networkx can hold them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from powermap.errors import ModelError, Note
from powermap.language import Listed, Quoted, Reason
from powermap.model import BuyingCenter, Role, Scale, Stakeholder, Tie, TieKind, slug
from powermap.model.photo_file import PhotoFile
from powermap.model.rival_fields import rival_of_column
from powermap.model.stakeholder import fields_of, known_values
from powermap.model.subject import Subject, center_of
from powermap.network.graph_claims import CLAIMS, claims_of_text, claims_text
from powermap.notes import warn

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    Scalar = str | int | float | bool

__all__ = ["from_networkx", "to_networkx"]

TURNED = "turned"
"""Attribute of an edge that runs from the target of its tie to the source."""
SEPARATOR = ";"
"""Between the parts of a list, which a scalar attribute holds as text."""

# Formats of graphs have no lists (GraphML, GEXF) and no words beside numbers in one
# attribute: what comes back as text is parsed again for these fields.
LISTS = ("covered_by", "organization_needs", "personal_needs")
SCORES = ("power", "involvement")
# As long as the model allows an id to be.
LONGEST_ID = 200


def to_networkx(subject: Subject) -> MultiDiGraph[str]:
    """The people as nodes by id, the ties as edges in the direction of influence.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes carry what is known of a person, edges ``kind``, ``strength``,
        ``said_by`` and ``note``; unknown values are left out, lists are text separated by ``;``, dates
        are ISO text. A ``listens_to`` runs from who is listened to, with
        ``turned=True``. Ties that go both ways are two edges, the second with
        ``turned=True``.

    Examples
    --------
    >>> people = [Stakeholder("Ana"), Stakeholder("Ben", power=7)]
    >>> ties = [Tie("ana", "ben", "listens_to", 2)]
    >>> graph = to_networkx(BuyingCenter("ERP", people, ties))
    >>> list(graph.edges(data=True))
    [('ben', 'ana', {'kind': 'listens_to', 'strength': 2, 'turned': True})]
    >>> graph.nodes["ben"]
    {'name': 'Ben', 'power': 7}
    """
    import networkx as nx

    center = center_of(subject)
    graph: MultiDiGraph[str] = nx.MultiDiGraph(**_facts_of_center(center))
    for person in center:
        facts = _scalars(person)
        del facts["id"]
        if person.claims:
            facts[CLAIMS] = claims_text(person.claims)
        graph.add_node(person.id, **facts)

    for tie in center.ties:
        facts = _scalars(tie)
        del facts["source"], facts["target"]
        for start, end in directions_of(tie):
            if start != tie.source:
                facts[TURNED] = True
            graph.add_edge(start, end, **facts)
    return graph


def directions_of(tie: Tie) -> list[tuple[str, str]]:
    """The ends of each edge that a tie becomes.

    Examples
    --------
    >>> directions_of(Tie("ana", "ben", "listens_to"))
    [('ben', 'ana')]
    """
    along = (tie.source, tie.target)
    back = (tie.target, tie.source)
    if tie.kind.mutual:
        return [along, back]
    # "Ana listens to Ben" is influence from Ben to Ana. Programs such as Gephi rank by
    # the direction of edges, so edges run the way influence does.
    return [back] if tie.kind is TieKind.LISTENS_TO else [along]


def _facts_of_center(center: BuyingCenter) -> dict[str, Scalar]:
    facts: dict[str, Scalar] = {"name": center.name}
    for key, value in known_values(center.scale).items():
        facts[f"scale_{key}"] = value
    if center.as_of:
        facts["as_of"] = center.as_of.isoformat()
    if center.wanted_roles:
        facts["wanted_roles"] = SEPARATOR.join(center.wanted_roles)
    return facts


def _scalars(record: Stakeholder | Tie) -> dict[str, Scalar]:
    scalars = {}
    for key, value in known_values(record).items():
        scalars[key] = _scalar(value)
    return scalars


def _scalar(value: Any) -> Scalar:
    if isinstance(value, tuple):
        return SEPARATOR.join(str(part) for part in value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PhotoFile):
        return value.path
    scalar: Scalar = value
    return scalar


def from_networkx(graph: Any, *, name: str | None = None) -> BuyingCenter:
    """A buying center from any graph of networkx, which is left as it is.

    Parameters
    ----------
    graph : networkx.Graph, DiGraph, MultiGraph or MultiDiGraph
        Nodes are people: their attributes are fields of a `Stakeholder`, and ``name``
        (or ``label``) falls back on the node itself; a warning names attributes that
        are no fields. Edges are ties: attributes ``kind`` (when missing
        ``influences``, or ``talks_to`` in a graph without directions), ``strength`` or
        else ``weight``, ``said_by``, ``note``. Edges with ``turned`` are turned round; the second
        edge of a tie that goes both ways is left out, as `to_networkx` writes it.
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
    _check_graph(graph)
    _warn_of_other_attributes(graph)
    facts = dict(graph.graph)
    ids = _unique_ids(graph)

    people = []
    for node, attributes in graph.nodes(data=True):
        person = _person(node, ids[node], attributes)
        people.append(person)

    usual_kind = TieKind.INFLUENCES if graph.is_directed() else TieKind.TALKS_TO
    ties = []
    for source, target, attributes in graph.edges(data=True):
        # Without directions neither end can be said to influence the other; that they
        # talk is the least that a line between two people says.
        facts_of_tie = {"kind": usual_kind, **attributes}
        tie = _tie(ids[source], ids[target], facts_of_tie)
        if tie is not None:
            ties.append(tie)

    wanted = str(facts.get("wanted_roles", ""))
    return BuyingCenter(
        name=name or str(facts.get("name") or "Network"),
        stakeholders=people,
        ties=ties,
        scale=_scale(facts),
        as_of=facts.get("as_of"),
        wanted_roles=[Role(role) for role in wanted.split(SEPARATOR) if role],
    )


def _check_graph(graph: Any) -> None:
    # Duck typing, so that networkx is not imported only to refuse something else.
    for attribute in ("graph", "nodes", "edges", "is_directed"):
        if not hasattr(graph, attribute):
            kind = type(graph).__name__
            raise ModelError(
                Reason("message.network.not_a_graph", graph=Quoted(graph), type=kind)
            )


def _scale(facts: Mapping[str, Any]) -> Scale:
    known = {}
    for key in fields_of(Scale):
        if f"scale_{key}" in facts:
            known[key] = facts[f"scale_{key}"]
    return Scale(**known)


def _unique_ids(graph: Any) -> dict[Any, str]:
    """An id for each node: the node itself where it can be one, else a slug."""
    ids: dict[Any, str] = {}
    taken: set[str] = set()
    for node in graph.nodes:
        base = _id_of(str(node))
        id = base
        count = 1
        while id in taken:
            count += 1
            id = f"{base}-{count}"
        taken.add(id)
        ids[node] = id
    return ids


def _id_of(text: str) -> str:
    # The only word of the text is the text itself when it has no space.
    is_one_word = text.split() == [text]
    if is_one_word and len(text) <= LONGEST_ID:
        return text
    return slug(text)


def _warn_of_other_attributes(graph: Any) -> None:
    known_of_people = {*fields_of(Stakeholder), "label", CLAIMS}
    known_of_ties = {*fields_of(Tie), "weight", TURNED}
    others: set[str] = set()
    for _, attributes in graph.nodes(data=True):
        for key in attributes:
            is_of_rival = rival_of_column("people", str(key)) is not None
            if key not in known_of_people and not is_of_rival:
                others.add(str(key))
    for _, _, attributes in graph.edges(data=True):
        others.update(str(key) for key in attributes if key not in known_of_ties)

    if others:
        reason = Reason("message.network.ignored", attributes=Listed(sorted(others)))
        # At the line of the caller of `from_networkx`, which is two calls up.
        warn(Note(reason), stacklevel=3)


def _person(node: Any, id: str, attributes: Mapping[str, Any]) -> Stakeholder:
    known = fields_of(Stakeholder)
    facts: dict[str, Any] = {"id": id, "name": attributes.get("label") or str(node)}
    for key, value in attributes.items():
        column = rival_of_column("people", str(key))
        if column is not None:
            base, rival = column
            facts.setdefault(base, {})[rival] = value
            continue
        if value is None or key not in known:
            continue
        facts[key] = value
        if isinstance(value, str) and key in LISTS:
            facts[key] = [part for part in value.split(SEPARATOR) if part]
        elif isinstance(value, str) and key in SCORES:
            facts[key] = _number_or_word(value)
    try:
        facts[CLAIMS] = claims_of_text(attributes.get(CLAIMS))
        return Stakeholder(**facts)
    except ModelError as error:
        place = Reason("message.network.node", node=Quoted(node))
        raise ModelError(_at(place, error)) from None


def _number_or_word(text: str) -> int | float | str:
    """A score, which formats with one type per attribute hold as text beside words."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _tie(source: str, target: str, attributes: Mapping[str, Any]) -> Tie | None:
    strength = attributes.get("strength", attributes.get("weight"))
    facts = {name: attributes.get(name) for name in ("said_by", "note")}
    try:
        tie = Tie(source, target, attributes["kind"], strength, **facts)
        if not attributes.get(TURNED):
            return tie
        # `to_networkx` wrote it a second time in the other direction; the first edge is
        # the tie.
        if tie.kind.mutual:
            return None
        return Tie(target, source, tie.kind, strength, **facts)
    except ModelError as error:
        place = Reason(
            "message.network.edge", source=Quoted(source), target=Quoted(target)
        )
        raise ModelError(_at(place, error)) from None


def _at(place: Reason, error: ModelError) -> Reason:
    return Reason("message.at_place", place=place, text=error.args[0])
