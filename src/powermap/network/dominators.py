"""Whom every path from some starts has to pass: dominators of a directed graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

START = -1
"""Stands before all starts, and for nobody."""


def last_passed(
    starts: Iterable[int], onward: Sequence[Sequence[int]]
) -> dict[int, int]:
    """For each place that the starts reach the last place that every path there passes; START when there is none.

    Parameters
    ----------
    starts : iterable of int
        Places where paths begin.
    onward : sequence of sequences of int
        For each place those one step on.

    Returns
    -------
    dict of int to int
        By place, in their order.

    Examples
    --------
    >>> last_passed([0], [[1, 2], [3], [3], [4], []])
    {0: -1, 1: 0, 2: 0, 3: 0, 4: 3}

    Notes
    -----
    Semidominators after Lengauer and Tarjan (1979, A fast algorithm for finding dominators in a flowgraph), from which
    the dominators follow by walking up the search tree (Georgiadis, Tarjan and Werneck 2006, Finding dominators in
    practice): a long chain that goes both ways takes no longer than other graphs.
    """
    order, above, before = _searched(list(starts), onward)
    semi = _semidominators(above, before)
    last = list(above)
    for at in range(1, len(order)):
        while last[at] > semi[at]:
            last[at] = last[last[at]]
    found = {order[at]: order[last[at]] for at in range(1, len(order))}
    return {place: found[place] for place in sorted(found)}


def _searched(
    starts: Sequence[int], onward: Sequence[Sequence[int]]
) -> tuple[list[int], list[int], list[list[int]]]:
    """Places in the order of a search into the depth; by number in that order whence it came, and who leads there."""
    order, above, number = [START], [0], {START: 0}
    trail = [(0, iter(starts))]
    while trail:
        at, ahead = trail[-1]
        place = next((each for each in ahead if each not in number), None)
        if place is None:
            trail.pop()
            continue
        number[place] = len(order)
        order.append(place)
        above.append(at)
        trail.append((number[place], iter(onward[place])))
    before: list[list[int]] = [[] for _ in order]
    for at, place in enumerate(order):
        for other in starts if place == START else onward[place]:
            before[number[other]].append(at)
    return order, above, before


def _semidominators(above: Sequence[int], before: Sequence[Sequence[int]]) -> list[int]:
    """By number, the first from which a path leads here over later numbers only."""
    semi, label, forest = list(range(len(above))), list(range(len(above))), list(above)
    for at in range(len(above) - 1, 0, -1):
        semi[at] = min(
            semi[_least(other, at, semi, label, forest)] for other in before[at]
        )
    return semi


def _least(
    at: int, after: int, semi: Sequence[int], label: list[int], forest: list[int]
) -> int:
    """Of those on the way up from here that come after a number, who has the least semidominator; shortens the way."""
    way: list[int] = []
    while forest[at] > after:
        way.append(at)
        at = forest[at]
    top = at
    while way:
        at = way.pop()
        forest[at] = forest[top]
        if semi[label[top]] < semi[label[at]]:
            label[at] = label[top]
        top = at
    return label[at]
