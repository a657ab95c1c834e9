"""Which of several level pieces between two rows lie above which."""

from __future__ import annotations

from collections.abc import Callable, Sequence

ROUNDS = 4
"""Times that each piece is taken out and put in again where it crosses least."""
ORDERED_PIECES = 150
"""Pieces between two rows up to which their order follows crossings."""
CLEAR = 8.0
"""Points between two pieces of one level."""

Span = tuple[float, float]
"""Left and right end."""


def stack_levels(
    spans: Sequence[Span], crossings: Callable[[int, int], int]
) -> list[int]:
    """The level of each piece, 0 on top, with few crossings and no overlap.

    Parameters
    ----------
    spans : sequence of (left, right)
        Of the pieces.
    crossings : function of (upper, lower)
        How often two pieces cross, by number, if the one is above the other.

    Returns
    -------
    list of int
        Pieces of one level do not come near each other.

    Examples
    --------
    >>> stack_levels([(0, 50), (40, 90)], lambda upper, lower: int(upper < lower))
    [1, 0]
    """
    if len(spans) > ORDERED_PIECES:
        return _pack(spans)
    order = _order(spans, crossings)
    levels = [0] * len(spans)
    for at, piece in enumerate(order):
        for upper in order[:at]:
            if _are_near(spans[upper], spans[piece]):
                levels[piece] = max(levels[piece], levels[upper] + 1)
    return levels


def _pack(spans: Sequence[Span]) -> list[int]:
    """Levels as few as possible, whatever crosses."""
    levels = [0] * len(spans)
    ends: list[float] = []
    for piece in sorted(range(len(spans)), key=spans.__getitem__):
        left, right = spans[piece]
        level = 0
        while level < len(ends) and ends[level] > left - CLEAR:
            level += 1
        if level == len(ends):
            ends.append(right)
        ends[level] = right
        levels[piece] = level
    return levels


def _order(spans: Sequence[Span], crossings: Callable[[int, int], int]) -> list[int]:
    """All pieces from above, each where it crosses the others least."""
    count = len(spans)
    gain = [[0] * count for _ in range(count)]
    for one in range(count):
        for other in range(count):
            # Pieces that do not overlap cross nothing of each other.
            if one != other and _are_near(spans[one], spans[other]):
                gain[one][other] = crossings(one, other) - crossings(other, one)
    order: list[int] = []
    for piece in range(count):
        _insert(order, piece, gain[piece])
    for _ in range(ROUNDS):
        before = tuple(order)
        for piece in before:
            order.remove(piece)
            _insert(order, piece, gain[piece])
        # A further round would do the same again.
        if tuple(order) == before:
            break
    return order


def _insert(order: list[int], piece: int, gain: Sequence[int]) -> None:
    """Put a piece into an order; `gain` is what it crosses more above another one."""
    cost = sum(gain[other] for other in order)
    costs = [cost]
    for other in order:
        cost -= 2 * gain[other]
        costs.append(cost)
    order.insert(costs.index(min(costs)), piece)


def _are_near(one: Span, other: Span) -> bool:
    first, last = one
    other_first, other_last = other
    begins_before = first - CLEAR < other_last
    ends_after = other_first - CLEAR < last
    return begins_before and ends_after
