"""Who stands between others: on shortest paths, and on every path to a decider."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.language import Percent, Reason, sentences
from powermap.language.results import ResultList, Row
from powermap.model import Involvement, Power
from powermap.model.axes import involvement_of, power_of
from powermap.model.playbook import Playbook
from powermap.model.subject import Subject
from powermap.network.betweenness import betweenness
from powermap.network.dominators import START, last_passed
from powermap.network.influence_graph import Edges, InfluenceGraph, graph_of

if TYPE_CHECKING:
    from powermap.language.values import Value

__all__ = ["Broker", "brokers"]


@dataclass(frozen=True, slots=True, repr=False)
class Broker:
    """Somebody through whom influence has to pass.

    Parameters
    ----------
    person : str
        Id.
    name : str
        What the person is called.
    score : float
        Betweenness, 0 to 1: the share of all ordered pairs of others whose shortest
        path runs through this person. Where there are several shortest paths, the
        part of them that does.
    rank : int
        By score; people with equal scores share a rank.
    cuts_off : tuple of str
        Ids of those who reach another decider only through this person.
    gatekeeper_for : tuple of str
        Ids of the deciders to whom every path from people on our side leads through
        this person.
    is_gatekeeper : bool
        Whether there are such deciders and the person also is an influencer of low
        involvement, who can say no.
    because : Reason
        The reason.
    """

    person: str
    name: str
    score: float
    rank: int
    cuts_off: tuple[str, ...]
    gatekeeper_for: tuple[str, ...]
    is_gatekeeper: bool
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {
            "rank": self.rank,
            "name": self.name,
            "share": Percent(self.score),
            "because": self.because,
        }

    def __repr__(self) -> str:
        return f"<Broker {self.person}: {self.score:.0%}, rank {self.rank}>"


def brokers(
    subject: Subject, *, playbook: Playbook | None = None
) -> ResultList[Broker]:
    """Who stands between others, the most by betweenness first.

    Whoever stands between nobody is left out.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    playbook : Playbook, optional
        A company's own tables; its `tie_weights` say which ties carry influence.

    Returns
    -------
    ResultList of Broker

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder, Tie
    >>> ana = Stakeholder("Ana", stance="champion")
    >>> cleo = Stakeholder("Cleo", power="decider")
    >>> ties = [Tie("ana", "ben"), Tie("ben", "cleo")]
    >>> [ben] = brokers(BuyingCenter("ERP", [ana, Stakeholder("Ben"), cleo], ties))
    >>> ben.person, ben.score, ben.cuts_off, ben.gatekeeper_for
    ('ben', 0.5, ('ana',), ('cleo',))

    Notes
    -----
    Betweenness (Freeman 1977, A set of measures of centrality based on betweenness)
    counts steps along the direction of influence, whatever the shares. It takes time
    that grows with people times links, up to 5,000 people with 20,000 links in a few
    seconds. In larger networks it is estimated from a sample of starts, and the reason
    says so; see `powermap.network.betweenness`.

    Who cuts off whom follows from dominators; see `powermap.network.dominators`:
    toward the deciders for ``cuts_off``, starting from people on our side (champions;
    else supporters; else those whom we know well and who are not against us) for
    ``gatekeeper_for``. People on our side are no gatekeepers to us.
    """
    graph = graph_of(subject, playbook)
    return ResultList(find_brokers(graph))


def find_brokers(graph: InfluenceGraph) -> Iterator[Broker]:
    """The brokers of a graph, in their order."""
    answers = _Brokers(graph)
    for node in answers.in_order():
        yield answers.broker(node)


class _Brokers:
    """What is known of all people, from which single brokers are made."""

    def __init__(self, graph: InfluenceGraph) -> None:
        self.graph = graph
        scores, starts = betweenness(graph)
        self.scores = scores
        self.starts = starts
        self.ranks = _rank(scores)
        self.cut_off = _find_cut_off(graph)
        self.gates = _find_gates(graph)

    def in_order(self) -> list[int]:
        """Nodes of those who stand between others, the most important first."""
        # Betweenness alone would miss some: a person may cut others off from a decider
        # over a path that is nobody's shortest.
        nodes = set(self.cut_off)
        nodes.update(self.gates)
        for node, score in enumerate(self.scores):
            if score > 0:
                nodes.add(node)
        return sorted(nodes, key=self._precedence)

    def _precedence(self, node: int) -> tuple[float, int, int, int]:
        cut_off = self.cut_off.get(node, ())
        gates = self.gates.get(node, ())
        return (
            -self.scores[node],
            -len(cut_off),
            -len(gates),
            node,
        )

    def broker(self, node: int) -> Broker:
        person = self.graph.people[node]
        cut_off = self.cut_off.get(node, ())
        gates = self.gates.get(node, ())
        score = self.scores[node]
        return Broker(
            person=person.id,
            name=person.name,
            score=score,
            rank=self.ranks[score],
            cuts_off=self.graph.ids(cut_off),
            gatekeeper_for=self.graph.ids(gates),
            is_gatekeeper=bool(gates) and self._can_say_no(node),
            because=self._reason(node, cut_off, gates),
        )

    def _can_say_no(self, node: int) -> bool:
        """Whether somebody is an influencer of low involvement: the gatekeeper's role."""
        person = self.graph.people[node]
        scale = self.graph.scale
        power = power_of(person, scale)
        involvement = involvement_of(person, scale)
        if power is not Power.INFLUENCER:
            return False
        return involvement is Involvement.LOW

    def _reason(
        self, node: int, cut_off: Collection[int], gates: Collection[int]
    ) -> Reason:
        name = self.graph.people[node].name
        parts = [self._share_reason(node)]

        if cut_off:
            people = self.graph.names(cut_off)
            count = len(cut_off)
            parts.append(
                Reason("broker.cuts_off", name=name, people=people, count=count)
            )
        if gates:
            key = "broker.gatekeeper" if self._can_say_no(node) else "broker.gate"
            parts.append(Reason(key, name=name, people=self.graph.names(gates)))
        return sentences(parts)

    def _share_reason(self, node: int) -> Reason:
        score = self.scores[node]
        values: dict[str, Value] = {
            "name": self.graph.people[node].name,
            "share": Percent(score),
            "rank": self.ranks[score],
            "count": len(self.scores),
        }
        if self.starts < len(self.scores):
            return Reason("broker.between_sampled", values, starts=self.starts)
        return Reason("broker.between", values)


def _rank(scores: Iterable[float]) -> dict[float, int]:
    """The rank of each score; equal scores share the best one."""
    ranks: dict[float, int] = {}
    descending = sorted(scores, reverse=True)
    for rank, score in enumerate(descending, start=1):
        # Scores are rounded by `betweenness`, so equal positions do share a rank.
        ranks.setdefault(score, rank)
    return ranks


def _neighbors(edges: Edges) -> list[list[int]]:
    nodes = []
    for neighbors in edges:
        nodes.append([node for node, _ in neighbors])
    return nodes


def _find_cut_off(graph: InfluenceGraph) -> Mapping[int, list[int]]:
    """For each person who reaches another decider only through them."""
    # Backward from the deciders, because one search then answers for everybody who
    # reaches them.
    last = last_passed(graph.deciders, _neighbors(graph.incoming))
    final = _final_deciders(graph)
    cut_off: dict[int, list[int]] = {}
    for person in last:
        for broker in _all_passed(last, person):
            # Beyond a decider who reaches no other, nobody loses access to another.
            if broker not in final:
                cut_off.setdefault(broker, []).append(person)
    return cut_off


def _all_passed(last: Mapping[int, int], node: int) -> Iterator[int]:
    """Whom every path to somebody passes, the nearest first."""
    node = last[node]
    while node != START:
        yield node
        node = last[node]


def _final_deciders(graph: InfluenceGraph) -> set[int]:
    """Deciders who influence, over however many steps, no other decider.

    Each person keeps up to two deciders whom they reach: two are enough for one to be
    another than whoever asks next.
    """
    sources = _neighbors(graph.incoming)
    others: list[set[int]] = [set() for _ in graph.people]
    ahead = []
    for decider in graph.deciders:
        ahead += [(source, decider) for source in sources[decider]]

    while ahead:
        node, decider = ahead.pop()
        reached = others[node]
        if node == decider or decider in reached:
            continue
        if len(reached) == 2:
            continue
        reached.add(decider)
        ahead += [(source, decider) for source in sources[node]]

    return {node for node in graph.deciders if not others[node]}


def _find_gates(graph: InfluenceGraph) -> Mapping[int, list[int]]:
    """For each person the deciders to whom every path from our side leads through them."""
    ours = set(graph.on_our_side)
    # From all of ours together: a gatekeeper is who stands before every one of them,
    # not before a single one.
    last = last_passed(sorted(ours), _neighbors(graph.outgoing))
    gates: dict[int, list[int]] = {}
    for decider in graph.deciders:
        # A decider of ours needs no gate, and one whom no one on our side reaches has
        # none.
        if decider in ours or decider not in last:
            continue
        for node in _all_passed(last, decider):
            if node in ours:
                continue
            behind = gates.setdefault(node, [])
            behind.append(decider)
    return gates
