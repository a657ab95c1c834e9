"""The fewest people whose support reaches the deciders: a key-player problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.language import Listed, Percent, Quoted, Reason, sentences
from powermap.language.lists import NAMED
from powermap.language.results import OneRow
from powermap.model import Contact, Stance
from powermap.model.frozen import FrozenMap
from powermap.model.playbook import Playbook
from powermap.model.subject import Subject, center_of, playbook_of
from powermap.network.influence_graph import InfluenceGraph, influence_graph
from powermap.network.set_cover import Cover, smallest_cover, union, weigh

if TYPE_CHECKING:
    from powermap.language.results import Row

__all__ = ["Reach", "reach"]

STEPS = 2
"""Links over which support carries.

What somebody says reaches those they speak to and those who hear it from them. With
a strongest tie carrying 0.8 two steps leave 0.64 at best, a third about half, and in
a buying center three steps lead from nearly all to all.
"""
LEAST_WEIGHT = 0.01
"""No decider weighs less, wherever the cut of the scale is."""

# An unknown stance stands after neutral: who is known to be open is asked before
# somebody who may turn out an enemy.
FRIENDLIEST_FIRST: Sequence[Stance | None] = (
    Stance.CHAMPION,
    Stance.SUPPORTER,
    Stance.NEUTRAL,
    None,
    Stance.OPPONENT,
    Stance.ENEMY,
)
# Unknown contact last: nothing speaks for it.
CLOSEST_FIRST: Sequence[Contact | None] = (
    Contact.DEEP,
    Contact.SEVERAL,
    Contact.BRIEF,
    Contact.NONE,
    None,
)


@dataclass(frozen=True, slots=True, repr=False)
class Reach(OneRow):
    """Whom to win so that the deciders are reached.

    Parameters
    ----------
    people : tuple of str
        Ids of the chosen, in the order of the buying center.
    names : tuple of str
        What they are called.
    reached : mapping of id to tuple of str
        For each decider who is reached the chosen who do; the decider may be one.
    out_of_reach : tuple of str
        Ids of deciders whom no one who can be asked reaches.
    share : float
        The part of all deciders' power that is reached, 0 to 1; 0 when no decider is
        known.
    exact : bool
        Whether it is proven that no smaller set does; else the greedy set stands.
    at_least : int
        No set of fewer people does: ``len(people)`` when exact, else a lower bound.
    because : Reason
        What was found, and how.
    """

    people: tuple[str, ...]
    names: tuple[str, ...]
    reached: Mapping[str, tuple[str, ...]]
    out_of_reach: tuple[str, ...]
    share: float
    exact: bool
    at_least: int
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {
            "name": Listed(self.names, most=NAMED),
            "share": Percent(self.share),
            "because": self.because,
        }

    def __repr__(self) -> str:
        people = ", ".join(self.people)
        return f"<Reach {people}: {self.share:.0%}>"


def reach(
    subject: Subject,
    *,
    share: float = 1.0,
    steps: int | None = STEPS,
    hostile: bool = False,
    playbook: Playbook | None = None,
) -> Reach:
    """The smallest set of people whose support reaches the deciders.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    share : float, default 1
        Above 0, up to 1: the part of the deciders' power that must be reached. Where
        more is out of reach, all that can be reached is.
    steps : int or None, default 2
        Over how many links somebody's support carries; 0 for the deciders themselves,
        None for any number. A chain of three strongest ties carries only half, and
        nearly everybody reaches everybody.
    hostile : bool, default False
        Whether opponents and enemies may be asked and pass things on.
    playbook : Playbook, optional
        A company's own tables; its `tie_weights` say which ties carry influence.

    Returns
    -------
    Reach

    Raises
    ------
    ModelError
        When `share` or `steps` is not allowed.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder, Tie
    >>> ben = Stakeholder("Ben", power=8)
    >>> cleo = Stakeholder("Cleo", power="decider")
    >>> ties = [Tie("ana", "ben"), Tie("ana", "cleo")]
    >>> answer = reach(BuyingCenter("ERP", [Stakeholder("Ana"), ben, cleo], ties))
    >>> answer.people, answer.share, answer.exact
    (('ana',), 1.0, True)

    Notes
    -----
    The positive key-player problem (Borgatti 2006, Identifying sets of key players in
    a social network) with deciders as the ones to be reached: a set cover, weighted by
    power measured from the low end of the scale (for a word the center of its half).
    Of people who reach the same deciders the one closer to us stands for all. See
    `powermap.network.set_cover` for how it is solved.
    """
    _check_share(share)
    _check_steps(steps)
    center = center_of(subject)
    weights = playbook_of(subject, playbook).tie_weights
    graph = influence_graph(center, weights)

    blocked = graph.against_us
    if hostile:
        blocked = frozenset()
    reached = _reached_deciders(graph, steps, blocked)
    powers = []
    for node in graph.deciders:
        power = graph.power(node) or 0.0
        powers.append(max(power, LEAST_WEIGHT))

    cover = smallest_cover(reached, powers, share)
    return _answer(graph, cover, reached, powers)


def _check_share(share: float) -> None:
    is_number = isinstance(share, int | float) and not isinstance(share, bool)
    if is_number and 0 < share <= 1:
        return
    raise ModelError(Reason("message.network.share", share=Quoted(share)))


def _check_steps(steps: int | None) -> None:
    if steps is None:
        return
    if isinstance(steps, bool) or not isinstance(steps, int) or steps < 0:
        raise ModelError(Reason("message.network.steps", steps=Quoted(steps)))


def _reached_deciders(
    graph: InfluenceGraph, steps: int | None, blocked: frozenset[int]
) -> dict[int, int]:
    """For each person who may be asked the deciders reached, as bits.

    Those closer to us come first.
    """
    own = [0] * len(graph.people)
    for position, node in enumerate(graph.deciders):
        # Sets of deciders as bits of one number: a union is one operation, and Python's
        # whole numbers have no limit.
        own[node] = 1 << position

    onward: list[list[int]] = []
    for node, neighbors in enumerate(graph.outgoing):
        ends = []
        if node not in blocked:
            ends = [other for other, _ in neighbors]
        onward.append(ends)

    reached = _reached_in_steps(onward, own, steps)
    askable = []
    for node, bits in enumerate(reached):
        if bits and node not in blocked:
            askable.append(node)
    # `smallest_cover` keeps the first of equal sets, so this order decides who stands
    # for all.
    askable.sort(key=lambda node: _distance(graph, node))
    return {node: reached[node] for node in askable}


def _distance(graph: InfluenceGraph, node: int) -> tuple[int, int, int]:
    """How far somebody is from us: by stance, then by contact."""
    person = graph.people[node]
    return (
        FRIENDLIEST_FIRST.index(person.stance),
        CLOSEST_FIRST.index(person.contact),
        node,
    )


def _reached_in_steps(
    onward: Sequence[Sequence[int]], own: list[int], steps: int | None
) -> list[int]:
    if steps is None:
        return _reached_in_any_steps(onward, own)
    reached = own
    # No shortest chain has more links than people, whatever the caller asks for.
    for _ in range(min(steps, len(own))):
        further = []
        for node, neighbors in enumerate(onward):
            bits = own[node]
            for other in neighbors:
                bits |= reached[other]
            further.append(bits)
        if further == reached:
            break
        reached = further
    return reached


def _reached_in_any_steps(onward: Sequence[Sequence[int]], own: list[int]) -> list[int]:
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    for node, neighbors in enumerate(onward):
        graph.add_edges_from((node, other) for other in neighbors)
    reached = list(own)
    # People who reach each other reach the same; networkx yields the components in
    # reverse topological order, so whoever is influenced has been seen before.
    for component in nx.strongly_connected_components(graph):
        bits = 0
        for node in component:
            bits |= reached[node]
            for other in onward[node]:
                bits |= reached[other]
        for node in component:
            reached[node] = bits
    return reached


def _answer(
    graph: InfluenceGraph,
    cover: Cover,
    reached: Mapping[int, int],
    powers: Sequence[float],
) -> Reach:
    chosen = sorted(cover.chosen)
    reachable = union(reached.values())
    by_decider: dict[str, tuple[str, ...]] = {}
    out_of_reach = []
    for position, decider in enumerate(graph.deciders):
        bit = 1 << position
        through = [node for node in chosen if reached[node] & bit]
        if through:
            by_decider[graph.people[decider].id] = graph.ids(through)
        if not reachable & bit:
            out_of_reach.append(decider)

    covered = union(reached[node] for node in chosen)
    share = _share_of(covered, powers)
    return Reach(
        people=graph.ids(chosen),
        names=tuple(graph.people[node].name for node in chosen),
        reached=FrozenMap(by_decider),
        out_of_reach=graph.ids(out_of_reach),
        share=share,
        exact=cover.exact,
        at_least=cover.at_least,
        because=_reason(graph, cover, len(by_decider), out_of_reach, share),
    )


def _share_of(covered: int, powers: Sequence[float]) -> float:
    if not powers:
        return 0.0
    everything = (1 << len(powers)) - 1
    return weigh(covered, powers) / weigh(everything, powers)


def _reason(
    graph: InfluenceGraph,
    cover: Cover,
    reached: int,
    out_of_reach: Sequence[int],
    share: float,
) -> Reason:
    if not graph.deciders:
        return Reason("reach.no_deciders")
    parts = []
    if cover.chosen:
        everyone = Reason("reach.deciders", count=len(graph.deciders))
        parts.append(
            Reason(
                "reach.found",
                people=graph.names(sorted(cover.chosen)),
                count=len(cover.chosen),
                reached=reached,
                deciders=everyone,
                share=Percent(share),
            )
        )
        if cover.exact:
            parts.append(Reason("reach.exact"))
        else:
            parts.append(Reason("reach.greedy", count=cover.at_least))
    if out_of_reach:
        parts.append(Reason("reach.out", people=graph.names(out_of_reach)))
    return sentences(parts)
