"""Whom to see next in many worlds: the score of `who_next`, by its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from powermap.model import Contact, Involvement, Stance
from powermap.network.influence_graph import KNOWN_WELL
from powermap.network.many_graphs import STANCES, ManyGraphs
from powermap.network.visits import (
    CONTACT_NEED,
    DECIMALS,
    INVOLVEMENT_NEED,
    OWN_ACCESS,
    STANCE_NEED,
    UNKNOWN_POWER_WORTH,
    VETO_WORTH,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indexes = NDArray[np.intp]
    Flags = NDArray[np.bool_]

__all__ = ["strongest_by_world", "visits_by_world"]

K = TypeVar("K")


def visits_by_world(
    graphs: ManyGraphs, involvement: Sequence[Involvement | None]
) -> tuple[Floats, Indexes]:
    """Scores, and the people by score, of each world; who is not to be seen has 0."""
    contacts = graphs.contacts
    need = _of(STANCE_NEED, STANCES)[graphs.stance]
    need = need * _of(CONTACT_NEED, contacts) * _of(INVOLVEMENT_NEED, involvement)
    scores = np.round(_worth(graphs) * need * _access(graphs), DECIMALS)
    # Nothing left to win or to learn.
    is_champion = graphs.stance == STANCES.index(Stance.CHAMPION)
    deep = [contact is Contact.DEEP for contact in contacts]
    scores[is_champion & np.array(deep, dtype=np.bool_)] = 0.0
    order = np.argsort(-scores, axis=1, kind="stable")
    return scores, order


def _of(table: Mapping[K, float], keys: Sequence[K]) -> Floats:
    return np.array([table[key] for key in keys], dtype=np.float64)


def _worth(graphs: ManyGraphs) -> Floats:
    # As in the single graph: a decider at the very low end counts in full.
    power = np.where(graphs.power == 0, 1.0, graphs.power)
    start = np.where(graphs.decides, power, 0.0)
    # Chains lead to the deciders, so they are followed from them against the links.
    worth = strongest_by_world(start, graphs, backward=True)
    worth = np.maximum(worth, np.where(graphs.veto, VETO_WORTH, 0.0))
    is_unknown = np.isnan(graphs.power)
    return np.maximum(worth, np.where(is_unknown, UNKNOWN_POWER_WORTH, 0.0))


def _access(graphs: ManyGraphs) -> Floats:
    ours = graphs.on_our_side
    introduction = strongest_by_world(ours.astype(np.float64), graphs)
    knows = [contact in KNOWN_WELL for contact in graphs.contacts]
    introduction[ours | np.array(knows, dtype=np.bool_)] = 0.0
    return np.maximum(introduction, _of(OWN_ACCESS, graphs.contacts))


def strongest_by_world(
    start: Floats, graphs: ManyGraphs, *, backward: bool = False
) -> Floats:
    """What gets from the starts to everybody over the strongest chain, by world.

    Chains end at people against us and never run through them, as in
    `strongest_paths`; a start who is against us is no step of anybody else's chain.
    """
    sender, receiver = graphs.source, graphs.target
    if backward:
        sender, receiver = receiver, sender
    if not len(sender):
        return start.copy()
    order = np.argsort(receiver, kind="stable")
    receivers, first = np.unique(receiver[order], return_index=True)
    share = graphs.share[:, order]
    from_whom = sender[order]

    is_start = start > 0
    against = graphs.against_us
    passes = ~against | is_start
    stays = (against & is_start)[:, receivers]
    strongest = start.copy()
    # No strongest chain visits somebody twice.
    for _ in range(start.shape[1]):
        passing = np.where(passes, strongest, 0.0)
        through = share * passing[:, from_whom]
        onward = np.maximum.reduceat(through, first, axis=1)
        before = strongest[:, receivers]
        after = np.where(stays, before, np.maximum(before, onward))
        if np.array_equal(before, after):
            break
        strongest[:, receivers] = after
    return strongest
