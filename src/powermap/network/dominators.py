"""Whom every path from some starts has to pass: dominators of a directed graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["START", "last_passed"]

START = -1
"""Stands before all starts, and for nobody."""


def last_passed(
    starts: Iterable[int], onward: Sequence[Sequence[int]]
) -> dict[int, int]:
    """For each node that the starts reach the last node that every path there passes.

    Parameters
    ----------
    starts : iterable of int
        Nodes where paths begin.
    onward : sequence of sequences of int
        For each node those one step on.

    Returns
    -------
    dict of int to int
        By node, in their order; `START` when there is none.

    Examples
    --------
    >>> last_passed([0], [[1, 2], [3], [3], [4], []])
    {0: -1, 1: 0, 2: 0, 3: 0, 4: 3}

    Notes
    -----
    Semidominators after Lengauer and Tarjan (1979, A fast algorithm for finding
    dominators in a flowgraph), from which the dominators follow by walking up the
    search tree (Georgiadis, Tarjan and Werneck 2006, Finding dominators in practice):
    a long chain that goes both ways takes no longer than other graphs.
    """
    tree = _search(list(starts), onward)
    semidominator = _semidominators(tree)
    dominator = list(tree.parent)
    for number in range(1, len(tree.order)):
        # In the order of the search, so that everything above is final when it is read.
        candidate = dominator[number]
        while candidate > semidominator[number]:
            candidate = dominator[candidate]
        dominator[number] = candidate

    last: dict[int, int] = {}
    for number, node in enumerate(tree.order):
        passed = dominator[number]
        last[node] = tree.order[passed]
    del last[START]
    return {node: last[node] for node in sorted(last)}


@dataclass(frozen=True, slots=True)
class _SearchTree:
    """A depth-first search; nodes are numbered in the order in which it met them.

    Parameters
    ----------
    order : list of int
        The node of each number; the first is `START`.
    parent : list of int
        The number from which each was met.
    sources : list of list of int
        The numbers that lead to each.
    """

    order: list[int]
    parent: list[int]
    sources: list[list[int]]


def _search(starts: Sequence[int], onward: Sequence[Sequence[int]]) -> _SearchTree:
    order = [START]
    parent = [0]
    number_of = {START: 0}
    # A list of iterators instead of recursion: a chain of more than a thousand people
    # would exceed Python's limit.
    trail: list[tuple[int, Iterator[int]]] = [(0, iter(starts))]
    while trail:
        number, ahead = trail[-1]
        unseen = (node for node in ahead if node not in number_of)
        node = next(unseen, None)
        if node is None:
            trail.pop()
            continue

        number_of[node] = len(order)
        trail.append((len(order), iter(onward[node])))
        order.append(node)
        parent.append(number)

    sources: list[list[int]] = [[] for _ in order]
    for number, node in enumerate(order):
        targets = starts
        if node != START:
            targets = onward[node]
        for target in targets:
            sources[number_of[target]].append(number)
    return _SearchTree(order, parent, sources)


def _semidominators(tree: _SearchTree) -> list[int]:
    """By number, the first from which a path leads here over later numbers only."""
    forest = _Forest(tree.parent)
    semidominator = forest.semidominator
    # From the last number back: a semidominator depends only on numbers that were met
    # later, which are in the forest by then.
    for number in range(len(tree.parent) - 1, 0, -1):
        for source in tree.sources[number]:
            best = forest.best_above(source, number)
            semidominator[number] = min(semidominator[number], semidominator[best])
    return semidominator


class _Forest:
    """The numbers already handled, as trees that hang below those still to come."""

    def __init__(self, parent: Sequence[int]) -> None:
        numbers = range(len(parent))
        self.ancestor = list(parent)
        self.semidominator = list(numbers)
        self.best = list(numbers)

    def best_above(self, number: int, limit: int) -> int:
        """Of those above that come after a limit, who has the least semidominator.

        The path up is shortened as it is walked (path compression), or a long chain
        would be walked again and again.
        """
        passed: list[int] = []

        while self.ancestor[number] > limit:
            passed.append(number)
            number = self.ancestor[number]

        top = number
        while passed:
            number = passed.pop()
            self.ancestor[number] = self.ancestor[top]
            candidate = self.best[top]
            current = self.best[number]
            if self.semidominator[candidate] < self.semidominator[current]:
                self.best[number] = candidate
            top = number
        return self.best[number]
