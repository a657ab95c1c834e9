"""Through whom we reach each decision maker, and whose leaving ends that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from powermap.model import Stance
from powermap.network.carried import TOLERANCE
from powermap.network.influence_graph import KNOWN_WELL, InfluenceGraph

__all__ = ["Access", "Leavers", "access_of"]

FOR_US = frozenset({Stance.CHAMPION, Stance.SUPPORTER})

Leavers = frozenset[int]
"""Who leaves: people of the customer by node, of our team by their number there."""
NOBODY: Leavers = frozenset()


@dataclass(frozen=True, slots=True)
class Access:
    """Whom we can speak with, and how far what they say carries.

    Parameters
    ----------
    graph : InfluenceGraph
        The people of the customer and their links.
    ours : mapping of str to int
        Our own people by name, numbered on from the nodes.
    covering : sequence of frozenset of int
        For each node who of ours covers the person; empty where nobody is named.
    known_well : frozenset of int
        Nodes of those with whom contact is several or deep and who are not against us.
    starts : frozenset of int
        Those and everybody who is for us: whoever may speak for us.
    steps : int or None
        Over how many links support carries; None for any number.
    least : float
        Chains that let less through do not count.
    """

    graph: InfluenceGraph
    ours: Mapping[str, int]
    covering: Sequence[Leavers]
    known_well: frozenset[int]
    starts: frozenset[int]
    steps: int | None
    least: float

    def loses_touch(self, node: int, leavers: Leavers) -> bool:
        """Whether we can no longer speak with somebody once others have left."""
        if node in leavers:
            return True
        covering = self.covering[node]
        # Whom nobody is named as covering, somebody unnamed knows.
        return bool(covering) and covering <= leavers

    def cut_offs(self, decider: int, most: int) -> Iterator[Leavers]:
        """Every smallest group of at most so many who end our way to somebody.

        Larger groups that hold a smaller one may be among them. Nothing where there
        is no way to begin with.

        As in Reiter (1987, A theory of diagnosis from first principles): somebody on
        any one chain has to leave, so a chain is found, each way to break it is
        tried, and the next chain is looked for.
        """
        tried: set[Leavers] = set()
        ahead = [NOBODY]
        while ahead:
            leavers = ahead.pop()
            if leavers in tried:
                continue
            tried.add(leavers)
            chain = self.chain_to(decider, leavers)
            if not chain and leavers:
                yield leavers
            for further in self._breaks(chain, leavers):
                together = leavers | further
                if len(together) <= most:
                    ahead.append(together)

    def _breaks(self, chain: Sequence[int], leavers: Leavers) -> Iterator[Leavers]:
        """Who would have to leave as well so that a chain no longer holds."""
        for node in chain[:-1]:
            yield frozenset({node})
        for start in chain[:1]:
            still_covering = self.covering[start] - leavers
            if still_covering:
                yield still_covering

    def chain_to(self, decider: int, leavers: Leavers = NOBODY) -> tuple[int, ...]:
        """A chain of few links from somebody who speaks for us; empty for none."""
        if decider in self.starts and not self.loses_touch(decider, leavers):
            return (decider,)
        # No strongest chain visits somebody twice, whatever number of steps is allowed.
        rounds = len(self.graph.people) if self.steps is None else self.steps
        against_us = self.graph.against_us
        strongest = {decider: 1.0}
        newest: dict[int, tuple[int, ...]] = {decider: (decider,)}
        for _ in range(rounds):
            further: dict[int, tuple[int, ...]] = {}
            for node, chain in newest.items():
                for source, carried in self._carried(node, strongest[node]):
                    # Not one set of both, which would take as long as all people.
                    if source in against_us or source in leavers:
                        continue
                    if carried <= strongest.get(source, 0.0):
                        continue
                    further[source] = (source, *chain)
                    strongest[source] = carried
            for start in sorted(node for node in further if node in self.starts):
                if not self.loses_touch(start, leavers):
                    return further[start]
            newest = further
        return ()

    def _carried(self, node: int, strength: float) -> Iterator[tuple[int, float]]:
        """Who gets how much through to somebody, by one more link."""
        for source, link in self.graph.incoming[node]:
            carried = strength * link.share
            if carried >= self.least - TOLERANCE:
                yield source, carried


def access_of(
    graph: InfluenceGraph, team: Iterable[str], steps: int | None, least: float
) -> Access:
    """Our access by the people of a graph and who of our team covers them."""
    names = list(team)
    for person in graph.people:
        names += person.covered_by
    people = len(graph.people)
    ours = {name: people + at for at, name in enumerate(dict.fromkeys(names))}
    covering = []
    known_well = set()
    starts = set()
    for node, person in enumerate(graph.people):
        covering.append(frozenset(ours[name] for name in person.covered_by))
        if node in graph.against_us:
            continue
        if person.contact in KNOWN_WELL:
            known_well.add(node)
        if person.contact in KNOWN_WELL or person.stance in FOR_US:
            starts.add(node)
    return Access(
        graph,
        ours,
        tuple(covering),
        frozenset(known_well),
        frozenset(starts),
        steps,
        least,
    )
