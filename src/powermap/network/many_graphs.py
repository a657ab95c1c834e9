"""The influence graphs of many worlds as arrays: the same ties, other values.

A world is one plausible completion of a plan. Rows are worlds; columns are people or
links. The rules are those of the single graph and share its tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from powermap.model import BuyingCenter, Contact, Stance, TieKind
from powermap.network.influence_graph import AGAINST_US, KNOWN_WELL, InfluenceGraph
from powermap.network.links import directed_links

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indexes = NDArray[np.intp]
    Flags = NDArray[np.bool_]

__all__ = [
    "STANCES",
    "ManyGraphs",
    "WorldValues",
    "many_graphs",
    "one_graph",
    "stance_codes",
]

STANCES: tuple[Stance | None, ...] = (*Stance, None)
"""A stance is written as its place here; the last one is unknown."""
WHOLE_TABLE = dict.fromkeys(TieKind, (1.0, 1.0))
"""Weights under which a link's share is the relative strength of its tie."""
MOST_CELLS = 4_000_000
"""As many cells of a square table per world are held at once: 32 MB of floats."""


@dataclass(frozen=True, eq=False, slots=True)
class WorldValues:
    """What differs from world to world.

    Parameters
    ----------
    stance : array of int, worlds × people
        Places in `STANCES`.
    power : array of float, worlds × people
        Scores on the scale; NaN while unknown.
    veto : array of bool, worlds × people
        Who can stop the purchase.
    weights : mapping of TieKind to array of float, worlds × 2
        What each kind of tie carries, forward and backward.
    """

    stance: Indexes
    power: Floats
    veto: Flags
    weights: Mapping[TieKind, Floats]


@dataclass(frozen=True, eq=False, slots=True)
class ManyGraphs:
    """The same people and links in many worlds.

    Parameters
    ----------
    contacts : tuple of Contact or None
        By person, the same in all worlds.
    source, target : array of int
        Of each link, sorted by both; the source is who influences.
    share : array of float, worlds × links
        How much of an opinion gets through.
    stance : array of int, worlds × people
        Places in `STANCES`.
    power : array of float, worlds × people
        From 0 at the low end of the scale to 1; NaN while unknown.
    decides, veto : array of bool, worlds × people
        Who is a decision maker, and who can stop the purchase.
    """

    contacts: tuple[Contact | None, ...]
    source: Indexes
    target: Indexes
    share: Floats
    stance: Indexes
    power: Floats
    decides: Flags
    veto: Flags

    @property
    def against_us(self) -> Flags:
        """Opponents and enemies."""
        return np.array([stance in AGAINST_US for stance in STANCES])[self.stance]

    @property
    def on_our_side(self) -> Flags:
        """The champions, else the supporters, else those we know well."""
        champions = self.stance == STANCES.index(Stance.CHAMPION)
        supporters = self.stance == STANCES.index(Stance.SUPPORTER)
        knows = [contact in KNOWN_WELL for contact in self.contacts]
        known_well = np.array(knows, dtype=np.bool_)
        ours = known_well & ~self.against_us
        for firmer in (supporters, champions):
            has_any = firmer.any(axis=1, keepdims=True)
            ours = np.where(has_any, firmer, ours)
        return np.asarray(ours, dtype=np.bool_)

    def batches(self) -> Iterator[slice]:
        """Runs of worlds whose square tables fit into memory together."""
        worlds, people = self.stance.shape
        size = max(1, MOST_CELLS // max(1, people * people))
        for start in range(0, worlds, size):
            yield slice(start, start + size)


def stance_codes(center: BuyingCenter) -> Indexes:
    """Everybody's stance as its place in `STANCES`."""
    codes = [STANCES.index(person.stance) for person in center]
    return np.array(codes, dtype=np.intp)


def many_graphs(center: BuyingCenter, values: WorldValues) -> ManyGraphs:
    """The graphs of a buying center whose values differ from world to world."""
    source, target, share = _links(center, values.weights)
    scale = center.scale
    with np.errstate(invalid="ignore"):
        decides = values.power >= scale.middle
    return ManyGraphs(
        contacts=tuple(person.contact for person in center),
        source=source,
        target=target,
        share=share,
        stance=values.stance,
        power=(values.power - scale.low) / (scale.high - scale.low),
        decides=decides,
        veto=values.veto,
    )


def _links(
    center: BuyingCenter, weights: Mapping[TieKind, Floats]
) -> tuple[Indexes, Indexes, Floats]:
    """Of each pair the strongest link of each world, as in the single graph."""
    worlds = len(next(iter(weights.values())))
    nodes = {person.id: node for node, person in enumerate(center)}
    pairs = []
    shares = []
    # With a table of ones every tie gives two links, forward and backward.
    for place, link in enumerate(directed_links(center, WHOLE_TABLE)):
        weight = weights[link.tie.kind][:, place % 2]
        if weight.any():
            pairs.append((nodes[link.source], nodes[link.target]))
            shares.append(weight * link.share)
    if not pairs:
        nothing = np.zeros(0, dtype=np.intp)
        return nothing, nothing, np.zeros((worlds, 0))
    found = np.array(pairs, dtype=np.intp)
    order = np.lexsort((found[:, 1], found[:, 0]))
    ordered = found[order]
    is_first = np.ones(len(ordered), dtype=np.bool_)
    is_first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    first = np.flatnonzero(is_first)
    strongest = np.maximum.reduceat(np.array(shares)[order], first, axis=0)
    return ordered[first, 0], ordered[first, 1], strongest.T


def one_graph(graph: InfluenceGraph) -> ManyGraphs:
    """A single graph as the arrays of one world."""
    people = range(len(graph.people))
    ends = []
    for link in graph.links:
        ends.append((graph.nodes[link.source], graph.nodes[link.target]))
    pairs = np.array(ends, dtype=np.intp).reshape(-1, 2)
    powers = [graph.power(node) for node in people]
    deciders = set(graph.deciders)
    stances = [STANCES.index(person.stance) for person in graph.people]
    return ManyGraphs(
        contacts=tuple(person.contact for person in graph.people),
        source=pairs[:, 0],
        target=pairs[:, 1],
        share=np.array([[link.share for link in graph.links]]),
        stance=np.array([stances], dtype=np.intp),
        power=np.array([powers], dtype=np.float64),
        decides=np.array([[node in deciders for node in people]]),
        veto=np.array([[bool(person.can_veto) for person in graph.people]]),
    )
