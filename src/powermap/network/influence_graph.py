"""The buying center as a directed graph of influence, with people as numbered nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Quoted, Reason
from powermap.language.lists import names_of
from powermap.model import BuyingCenter, Contact, Power, Scale, Stakeholder, Stance
from powermap.model.axes import power_of, power_score
from powermap.model.subject import Subject, center_of, playbook_of
from powermap.network.links import Link, directed_links

if TYPE_CHECKING:
    from powermap.language import Listed
    from powermap.model.playbook import Playbook
    from powermap.model.playbook.defaults import TieWeights

__all__ = [
    "AGAINST_US",
    "Edges",
    "InfluenceGraph",
    "check_most",
    "graph_of",
    "graph_of_links",
    "influence_graph",
]

AGAINST_US = frozenset({Stance.OPPONENT, Stance.ENEMY})
"""Stances of people who pass nothing on for us and are not asked to."""

# People whom we may ask for a favor; one brief meeting is not enough.
KNOWN_WELL = frozenset({Contact.SEVERAL, Contact.DEEP})
Edges = tuple[tuple[tuple[int, Link], ...], ...]
"""For each node the nodes at the other end of its links, with the links."""


@dataclass(frozen=True, eq=False)
class InfluenceGraph:
    """People as nodes, numbered in the order of the buying center, and their links.

    Parameters
    ----------
    people : tuple of Stakeholder
        By node.
    scale : Scale
        Of their scores.
    nodes : mapping of id to int
        The node of each person.
    links : tuple of Link
        At most one for an ordered pair, sorted by nodes.
    outgoing, incoming : tuple of tuples of (node, Link)
        For each node whom the person influences, and who influences the person.
    """

    people: tuple[Stakeholder, ...]
    scale: Scale
    nodes: Mapping[str, int]
    links: tuple[Link, ...]
    outgoing: Edges
    incoming: Edges

    @cached_property
    def deciders(self) -> tuple[int, ...]:
        """Nodes of the decision makers."""

        def decides(person: Stakeholder) -> bool:
            power = power_of(person, self.scale)
            return power is Power.DECIDER

        return self._select(decides)

    @cached_property
    def against_us(self) -> frozenset[int]:
        """Nodes of opponents and enemies."""
        nodes = self._select(_is_against_us)
        return frozenset(nodes)

    @cached_property
    def on_our_side(self) -> tuple[int, ...]:
        """Nodes of the champions, else of the supporters, else of those we know well.

        Those we know well count only when they are not against us.
        """
        # One group only, the firmest there is: with a champion we do not ask
        # acquaintances, and a mixture would make chains look as reliable as their
        # weakest start.
        for belongs in (_is_champion, _is_supporter, _is_known_well):
            nodes = self._select(belongs)
            if nodes:
                return nodes
        return ()

    def _select(self, is_wanted: Callable[[Stakeholder], bool]) -> tuple[int, ...]:
        nodes = []
        for node, person in enumerate(self.people):
            if is_wanted(person):
                nodes.append(node)
        return tuple(nodes)

    def power(self, node: int) -> float | None:
        """Power from 0 at the low end of the scale to 1; None while it is unknown.

        A word counts as the center of its half.
        """
        score = power_score(self.people[node], self.scale)
        if score is None:
            return None
        return self.scale.share(score)

    def ids(self, nodes: Iterable[int]) -> tuple[str, ...]:
        """The ids of some nodes."""
        ids = []
        for node in nodes:
            ids.append(self.people[node].id)
        return tuple(ids)

    def people_of(self, ids: Iterable[str]) -> list[Stakeholder]:
        """The people with some ids."""
        people = []
        for id in ids:
            people.append(self.people[self.nodes[id]])
        return people

    def names(self, nodes: Iterable[int]) -> Listed:
        """The first names of some nodes, and how many follow."""
        people = [self.people[node] for node in nodes]
        return names_of(people)


def _is_champion(person: Stakeholder) -> bool:
    return person.stance is Stance.CHAMPION


def _is_supporter(person: Stakeholder) -> bool:
    return person.stance is Stance.SUPPORTER


def _is_against_us(person: Stakeholder) -> bool:
    return person.stance in AGAINST_US


def _is_known_well(person: Stakeholder) -> bool:
    if _is_against_us(person):
        return False
    return person.contact in KNOWN_WELL


def influence_graph(center: BuyingCenter, weights: TieWeights) -> InfluenceGraph:
    """The graph of a buying center under a table of tie weights."""
    return graph_of_links(center, directed_links(center, weights))


def graph_of_links(center: BuyingCenter, directed: Iterable[Link]) -> InfluenceGraph:
    """The graph of a buying center by its links.

    Several links of one pair say the same, so only the strongest counts.
    """
    people = center.stakeholders
    nodes = {person.id: node for node, person in enumerate(people)}
    strongest: dict[tuple[int, int], Link] = {}
    for link in directed:
        pair = nodes[link.source], nodes[link.target]
        other = strongest.get(pair)
        # Not their sum: "reports to" and "listens to" describe one relationship, and
        # adding them would count it twice.
        if other is None or link.share > other.share:
            strongest[pair] = link

    outgoing: list[list[tuple[int, Link]]] = [[] for _ in people]
    incoming: list[list[tuple[int, Link]]] = [[] for _ in people]
    links = []
    # Sorted by nodes, so that the order of ties in a file changes no result.
    for source, target in sorted(strongest):
        link = strongest[source, target]
        outgoing[source].append((target, link))
        incoming[target].append((source, link))
        links.append(link)

    return InfluenceGraph(
        people=people,
        scale=center.scale,
        nodes=FrozenMapping(nodes),
        links=tuple(links),
        outgoing=tuple(map(tuple, outgoing)),
        incoming=tuple(map(tuple, incoming)),
    )


def graph_of(subject: Subject, playbook: Playbook | None = None) -> InfluenceGraph:
    """The graph of a subject under the tie weights of its playbook."""
    weights = playbook_of(subject, playbook).tie_weights
    return influence_graph(center_of(subject), weights)


def check_most(most: int) -> None:
    """Refuse a number of answers that is not a whole number from 1.

    Raises
    ------
    ModelError
        With the value.
    """
    # A bool is an int to Python, but no number of answers.
    is_whole = isinstance(most, int) and not isinstance(most, bool)
    if is_whole and most >= 1:
        return
    raise ModelError(Reason("message.network.most", most=Quoted(most)))
