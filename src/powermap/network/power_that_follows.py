"""How much power follows each person who holds on to an opinion, in many worlds.

Exact for everybody where the inverses of all worlds are quick. In large networks only for
the first few, as far as bounds do not tell who they are: the inverse of 1,000 people
takes a tenth of a second, and there are hundreds of worlds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from powermap.network.inverses import inverse
from powermap.network.stabilized_gradients import solve

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from powermap.network.many_graphs import ManyGraphs

    Values = NDArray[np.float64]
    Indexes = NDArray[np.intp]
    Scored = Callable[[Values, slice], Values]
    """From the power that follows to scores, of some worlds."""

__all__ = ["following_all", "following_first", "is_quick"]

NOTHING_OWN = 1 - 1e-9
"""At most so much is taken on from others: a closed group keeps a source."""
QUICK = 1_500_000_000
"""Worlds × people³ up to which everybody is computed: a third of a second."""
LARGEST_BATCH = 4_000_000
"""Numbers that are worked on at once: 32 MB."""
SPARE = 1e-6
"""What a bound is raised by, since it is not exact."""
EQUAL = 1e-9
"""What scores may differ by and be equal."""


def is_quick(power: Values) -> bool:
    """Whether the inverses of all worlds are quick enough."""
    worlds, people = power.shape
    return bool(worlds * people**3 <= QUICK)


def following_all(power: Values, graphs: ManyGraphs) -> Values:
    """The power that follows each person (column) in each world (row)."""
    carried = np.zeros_like(power)
    for batch in graphs.batches():
        carried[batch] = _following(power[batch], graphs, batch)
    return carried


def _following(power: Values, graphs: ManyGraphs, batch: slice) -> Values:
    worlds, people = power.shape
    kept = np.zeros((worlds, people, people))
    kept[:, graphs.target, graphs.source] = graphs.share[batch]
    total = kept.sum(axis=2, keepdims=True)
    openness = np.minimum(total, NOTHING_OWN)
    # In place, since these are half a million numbers: one less what is taken on.
    kept *= -openness / np.where(total > 0, total, 1.0)
    nodes = np.arange(people)
    kept[:, nodes, nodes] += 1.0
    back = inverse(kept)
    # Divided by what comes back to the person themselves, who does not follow.
    followed = (power[:, None, :] @ back)[:, 0, :]
    alone = np.diagonal(back, axis1=1, axis2=2)
    return np.asarray(followed / alone, dtype=np.float64)


def following_first(
    power: Values, graphs: ManyGraphs, scored: Scored, most: int
) -> Values:
    """The power that follows whoever has one of the highest scores of a world.

    Of all others nothing is said: they have 0.

    Parameters
    ----------
    power : array of float, worlds × people
        0 where it is unknown.
    graphs : ManyGraphs
        The people and links.
    scored : callable
        Scores that rise with the power that follows, 0 for whoever is not meant.
    most : int
        How many of each world.
    """
    worlds, people = power.shape
    carried = np.zeros_like(power)
    width = max(min(most, people) * (people + len(graphs.source)), 1)
    size = max(1, LARGEST_BATCH // width)
    for start in range(0, worlds, size):
        batch = slice(start, start + size)
        flows = _Flows(graphs, batch, people)
        carried[batch] = _first(power[batch], flows, batch, scored, min(most, people))
    return carried


def _first(
    power: Values, flows: _Flows, batch: slice, scored: Scored, most: int
) -> Values:
    """The most promising of each world, until nobody else can be before them."""
    highest = scored(flows.bounds(power), batch)
    carried = np.zeros_like(power)
    is_known = np.zeros(power.shape, dtype=np.bool_)
    rows = np.arange(len(power))[:, None]
    while True:
        scores = np.where(is_known, scored(carried, batch), 0.0)
        last = np.sort(scores, axis=1)[:, -most:][:, :1]
        is_open = ~is_known & (highest > 0) & (highest >= last - EQUAL)
        if not is_open.any():
            return carried
        promise = np.where(is_open, highest, -1.0)
        nodes = np.argsort(-promise, axis=1, kind="stable")[:, :most]
        found = flows.following(power, nodes)
        # Worlds with fewer open people have others here, of whom more is known then.
        carried[rows, nodes] = found
        is_known[rows, nodes] = True


class _Flows:
    """How much of each other's opinions people take on, link by link, in some worlds."""

    def __init__(self, graphs: ManyGraphs, batch: slice, people: int) -> None:
        self.people = people
        self.source = graphs.source
        self.target = graphs.target
        self.by_source = _Runs(graphs.source)
        self.by_target = _Runs(graphs.target)
        share = graphs.share[batch]
        total = self.by_target.sums(share, people)
        openness = np.minimum(total, NOTHING_OWN)
        scale = openness / np.where(total > 0, total, 1.0)
        self.flow = share * scale[:, graphs.target]

    def bounds(self, power: Values) -> Values:
        """At most so much power follows each person."""

        def times(values: Values) -> Values:
            taken = self.flow * values[:, self.target]
            return values - self.by_source.sums(taken, self.people)

        # Of groups that hardly listen to others nearly all comes back, so that no
        # solution is exact. It is beyond everybody's power then, which bounds it.
        followed, _ = solve(times, power)
        # What comes back at once is not theirs; the rest of what comes back is less.
        followed *= (1 - self._back_at_once()) * (1 + SPARE)
        everybody = power.sum(axis=1, keepdims=True)
        return np.asarray(np.minimum(followed, everybody), dtype=np.float64)

    def _back_at_once(self) -> Values:
        """What of an opinion comes back from those who listen to it."""
        link = self.source * self.people + self.target
        back = self.target * self.people + self.source
        order = np.argsort(link, kind="stable")
        place = np.searchsorted(link, back, sorter=order)
        other = order[np.minimum(place, len(order) - 1)]
        is_mutual = link[other] == back
        both = np.where(is_mutual, self.flow * self.flow[:, other], 0.0)
        return self.by_source.sums(both, self.people)

    def following(self, power: Values, nodes: Indexes) -> Values:
        """The power that follows some people (columns) of each world."""
        worlds, count = nodes.shape
        held = np.zeros((worlds, count, self.people))
        np.put_along_axis(held, nodes[:, :, None], 1.0, axis=2)
        is_free = held == 0
        flow = self.flow[:, None, :]

        def taken_on(values: Values) -> Values:
            # Whoever holds on to an opinion takes nothing on.
            sums = self.by_target.sums(flow * values[..., self.source], self.people)
            return np.asarray(sums * is_free, dtype=np.float64)

        follows, _ = solve(lambda values: values - taken_on(values), taken_on(held))
        return np.asarray(((follows + held) @ power[:, :, None])[..., 0])


class _Runs:
    """Links by the person at one of their ends, to be summed for each person."""

    def __init__(self, ends: Indexes) -> None:
        self.order = np.argsort(ends, kind="stable")
        self.ends, self.starts = np.unique(ends[self.order], return_index=True)

    def sums(self, values: Values, people: int) -> Values:
        """The sums of the last axis, links, for each person."""
        whole = np.zeros((*values.shape[:-1], people))
        if len(self.starts):
            in_order = values[..., self.order]
            whole[..., self.ends] = np.add.reduceat(in_order, self.starts, axis=-1)
        return whole
