"""Chains of influence from people on our side to somebody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from powermap.language import Listed, Percent, Reason, sentences
from powermap.language.lists import names_of
from powermap.language.results import ResultList, Row
from powermap.model import BuyingCenter, Stakeholder
from powermap.model.playbook import Playbook
from powermap.model.subject import Subject, center_of
from powermap.network.influence_graph import (
    AGAINST_US,
    InfluenceGraph,
    check_most,
    graph_of,
)
from powermap.network.links import Link
from powermap.network.strongest_paths import strength_of, strongest_paths

__all__ = ["Chain", "arrow_of", "paths_to"]

# Whom to call first and who talks to the target matter; the middle of nine or more
# people is not read in a sentence.
ENDS_SHOWN = 3
"""Of a long chain so many people are named at either end."""
LONGEST_SHOWN = 8
"""Chains of up to so many people are named in full."""


@dataclass(frozen=True, slots=True, repr=False)
class Chain:
    """Who passes something on to whom.

    Parameters
    ----------
    people : tuple of str
        Ids, from one of ours to the target.
    strength : float
        The product of the shares of its links: how much gets through.
    weakest : Link
        The link that carries least.
    because : Reason
        The chain in words.
    """

    people: tuple[str, ...]
    strength: float
    weakest: Link
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {
            "strength": Percent(self.strength),
            "because": self.because,
        }

    def __repr__(self) -> str:
        people = " → ".join(self.people)
        strength = f"{self.strength:.0%}"
        return f"<Chain {people}: {strength}>"


def paths_to(
    subject: Subject,
    target: str,
    from_: Iterable[str] | str | None = None,
    *,
    most: int = 5,
    playbook: Playbook | None = None,
) -> ResultList[Chain]:
    """The strongest chains of influence from people on our side, the strongest first.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    target : str
        Id or unique name of who is to be reached.
    from_ : iterable of str, optional
        Ids or unique names where chains start. When not given people on our side: the
        champions; without champions the supporters; without those the people of
        several or deep contact who are not against us.
    most : int, default 5
        How many chains at most.
    playbook : Playbook, optional
        A company's own tables; its `tie_weights` say what each kind of tie carries.

    Returns
    -------
    ResultList of Chain
        For each start its strongest chain. Empty when no one on our side reaches the
        target.

    Raises
    ------
    UnknownPersonError
        When nobody has one of these ids or names.
    ModelError
        When `most` is not a whole number from 1.

    Examples
    --------
    >>> from powermap.model import Tie
    >>> ana = Stakeholder("Ana", stance="champion")
    >>> people = [ana, Stakeholder("Ben"), Stakeholder("Cleo", power="decider")]
    >>> ties = [Tie("ana", "ben"), Tie("cleo", "ben", "reports_to")]
    >>> [chain] = paths_to(BuyingCenter("ERP", people, ties), "Cleo")
    >>> chain.people, chain.strength
    (('ana', 'ben', 'cleo'), 0.4)

    Notes
    -----
    The strongest chain is the shortest path by −log of the shares; see
    `powermap.network.strongest_paths`. One search from the target serves all starts.
    There is one chain per start, because what a seller chooses is whom to ask first.
    Opponents and enemies pass nothing on for us: chains run through them only where
    no other chain leads to the target at all, and then say so.
    """
    center = center_of(subject)
    check_most(most)
    graph = graph_of(subject, playbook)
    goal = graph.nodes[center.find(target).id]
    starts = _start_nodes(center, graph, from_)

    chains = _chains(graph, starts, goal, most, graph.against_us)
    if not chains:
        chains = _chains(graph, starts, goal, most, ())
    return ResultList(chains)


def _chains(
    graph: InfluenceGraph,
    starts: Iterable[int],
    goal: int,
    most: int,
    blocked: Collection[int],
) -> list[Chain]:
    """The strongest chains that run through nobody who is blocked."""
    paths = strongest_paths(graph.incoming, {goal: 0.0}, blocked)
    reached = []
    for node in starts:
        if node != goal and node in paths:
            reached.append(node)
    # Costs hold the number of links too: of equally strong chains the shorter one comes
    # first.
    reached.sort(key=lambda node: (paths.costs[node], node))

    chains = []
    for node in reached[:most]:
        links = paths.chain_from(node, graph.nodes)
        chains.append(_chain(graph, links))
    return chains


def _start_nodes(
    center: BuyingCenter, graph: InfluenceGraph, from_: Iterable[str] | str | None
) -> Sequence[int]:
    if from_ is None:
        return graph.on_our_side
    names = [from_] if isinstance(from_, str) else from_
    nodes: dict[int, None] = {}
    for name in names:
        # By id first, since a search by name looks at everybody.
        node = graph.nodes.get(name)
        if node is None:
            node = graph.nodes[center.find(name).id]
        nodes[node] = None
    return list(nodes)


def _chain(graph: InfluenceGraph, links: Sequence[Link]) -> Chain:
    ids = [links[0].source]
    ids += [link.target for link in links]
    people = graph.people_of(ids)
    weakest = min(links, key=lambda link: link.share)
    strength = strength_of(links)
    return Chain(
        people=tuple(ids),
        strength=strength,
        weakest=weakest,
        because=_reason(graph, people, weakest, strength),
    )


def _reason(
    graph: InfluenceGraph,
    people: Sequence[Stakeholder],
    weakest: Link,
    strength: float,
) -> Reason:
    through = Percent(strength)
    tie = _tie_reason(graph, weakest)
    if len(people) == 2:
        summary = Reason(
            "chain.direct", people=arrow_of(people), strength=through, tie=tie
        )
    else:
        ends = graph.people_of((weakest.source, weakest.target))
        summary = Reason(
            "chain.because",
            people=arrow_of(people),
            strength=through,
            weakest=arrow_of(ends),
            tie=tie,
            share=Percent(weakest.share),
        )
    # Not the ends: the start was chosen, and the target is why we ask.
    against = [person for person in people[1:-1] if person.stance in AGAINST_US]
    if not against:
        return summary
    warning = Reason("chain.against", people=names_of(against), count=len(against))
    return sentences([summary, warning])


def _tie_reason(graph: InfluenceGraph, link: Link) -> Reason:
    """The tie of a link, as it was entered."""
    tie = link.tie
    source, target = graph.people_of((tie.source, tie.target))
    return Reason(
        f"tie.{tie.kind.value}",
        source=source.name,
        target=target.name,
    )


def arrow_of(people: Iterable[Stakeholder]) -> Listed:
    """Names in the order in which something is passed on; of a long chain both ends."""
    names = [person.name for person in people]
    if len(names) > LONGEST_SHOWN:
        first = names[:ENDS_SHOWN]
        last = names[-ENDS_SHOWN:]
        names = [*first, "…", *last]
    return Listed(names, "arrow")
