"""The fewest people whose support reaches the deciders: a key-player problem."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Percent, Quoted, Reason, sentences
from powermap.language.lists import NAMED
from powermap.language.results import OneRow
from powermap.model import Contact, Stance
from powermap.model.playbook import Playbook
from powermap.model.subject import Subject
from powermap.network.influence_graph import InfluenceGraph, graph_of
from powermap.network.set_cover import Cover

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    from powermap.language.results import Row

__all__ = ["Reach", "reach"]

STEPS = 2
"""Links over which support carries.

What somebody says reaches those they speak to and those who hear it from them. With
a strongest tie carrying 0.8 two steps leave 0.64 at best, a third about half, and in
a buying center three steps lead from nearly all to all.
"""
LEAST_CARRIED = 0.05
"""Chains that let less of somebody's influence through do not count as reaching."""
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
    strengths : mapping of id to float
        For each decider who is reached how much of the influence gets there through
        the strongest chain; 1 when the decider is one of the chosen.
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
    strengths: Mapping[str, float]
    out_of_reach: tuple[str, ...]
    share: float
    exact: bool
    at_least: int
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {
            "name": Listed(self.names, most=NAMED, more="list.more"),
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
    The time grows with people times decision makers: with half of the people deciding
    a tenth of a second for 1,000 people, about 10 s for 10,000.

    The positive key-player problem (Borgatti 2006, Identifying sets of key players in
    a social network) with deciders as the ones to be reached: a set cover, weighted by
    power measured from the low end of the scale (for a word the center of its half).
    Chains that let less than `LEAST_CARRIED` through do not count. Of sets of equal
    size the one with the stronger weakest chain is taken, then the one that carries
    more to all deciders together, weighted by power, then the people closer to us. See
    `powermap.network.set_cover` for how it is solved.
    """
    _check_share(share)
    check_steps(steps)
    graph = graph_of(subject, playbook)

    blocked = graph.against_us
    if hostile:
        blocked = frozenset()
    powers = []
    for node in graph.deciders:
        power = graph.power(node) or 0.0
        powers.append(max(power, LEAST_WEIGHT))

    # They import numpy, which few other answers need.
    from powermap.network.carried import carried_to_deciders
    from powermap.network.strongest_cover import strongest_cover

    carried = carried_to_deciders(graph, steps, blocked, LEAST_CARRIED)
    # Of equals the first is taken, so this order decides who stands for all.
    nodes = sorted(range(len(graph.people)), key=lambda node: _distance(graph, node))
    # A decider counts for themselves as much as the strongest tie carries: else the
    # answer to "who reaches the decider?" were always the decider.
    most = max((link.share for link in graph.links), default=1.0)
    compared = carried[nodes].clip(max=most)
    cover = strongest_cover(compared, powers, share)
    chosen = sorted(nodes[row] for row in cover.chosen)
    return _answer(graph, Cover(tuple(chosen), cover.at_least), carried, powers)


def _check_share(share: float) -> None:
    is_number = isinstance(share, int | float) and not isinstance(share, bool)
    if is_number and 0 < share <= 1:
        return
    raise ModelError(Reason("message.network.share", share=Quoted(share)))


def check_steps(steps: int | None) -> None:
    if steps is None:
        return
    if isinstance(steps, bool) or not isinstance(steps, int) or steps < 0:
        raise ModelError(Reason("message.network.steps", steps=Quoted(steps)))


def _distance(graph: InfluenceGraph, node: int) -> tuple[int, int, int]:
    """How far somebody is from us: by stance, then by contact."""
    person = graph.people[node]
    return (
        FRIENDLIEST_FIRST.index(person.stance),
        CLOSEST_FIRST.index(person.contact),
        node,
    )


def _answer(
    graph: InfluenceGraph,
    cover: Cover,
    carried: NDArray[float64],
    powers: Sequence[float],
) -> Reach:
    chosen = list(cover.chosen)
    reachable = carried.max(axis=0, initial=0.0)
    by_decider: dict[str, tuple[str, ...]] = {}
    strengths: dict[str, float] = {}
    out_of_reach = []
    weights_reached = []
    for position, decider in enumerate(graph.deciders):
        through = [node for node in chosen if carried[node, position]]
        if through:
            id = graph.people[decider].id
            by_decider[id] = graph.ids(through)
            strengths[id] = float(carried[through, position].max())
            weights_reached.append(powers[position])
        if not reachable[position]:
            out_of_reach.append(decider)

    share = 0.0
    if powers:
        share = math.fsum(weights_reached) / math.fsum(powers)
    return Reach(
        people=graph.ids(chosen),
        names=tuple(graph.people[node].name for node in chosen),
        reached=FrozenMapping(by_decider),
        strengths=FrozenMapping(strengths),
        out_of_reach=graph.ids(out_of_reach),
        share=share,
        exact=cover.exact,
        at_least=cover.at_least,
        because=_reason(graph, cover, strengths, out_of_reach, share),
    )


def _reason(
    graph: InfluenceGraph,
    cover: Cover,
    strengths: Mapping[str, float],
    out_of_reach: Sequence[int],
    share: float,
) -> Reason:
    if not graph.deciders:
        return Reason("reach.no_deciders")
    parts = []
    if cover.chosen:
        parts += _found(graph, cover.chosen, strengths, share)
        if cover.exact:
            parts.append(Reason("reach.exact"))
        else:
            parts.append(Reason("reach.greedy", count=cover.at_least))
    if out_of_reach:
        people = graph.names(out_of_reach)
        least = Percent(LEAST_CARRIED)
        parts.append(Reason("reach.out", people=people, least=least))
    return sentences(parts)


def _found(
    graph: InfluenceGraph,
    chosen: Sequence[int],
    strengths: Mapping[str, float],
    share: float,
) -> list[Reason]:
    """Who reaches how many deciders, and how weak the weakest chain is."""
    everyone = Reason("reach.deciders", count=len(graph.deciders))
    found = Reason(
        "reach.found",
        people=graph.names(chosen),
        count=len(chosen),
        reached=len(strengths),
        deciders=everyone,
        share=Percent(share),
    )
    ids = set(graph.ids(chosen))
    through_chains = [strength for id, strength in strengths.items() if id not in ids]
    if not through_chains:
        return [found]
    weakest = Percent(min(through_chains))
    return [found, Reason("reach.chains", weakest=weakest)]
