"""Solves large sparse systems of equations by repetition, many at once.

The stabilized bi-conjugate gradients of van der Vorst (1992): only products with the
matrix are needed, and a few dozen of them where plain repetition takes a thousand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["solve"]

STEPS = 50
"""Steps after which it begins anew from the best that was found."""
STARTS = 8
"""Beginnings after which that counts."""
GOLDEN = (5**0.5 - 1) / 2
"""Its multiples are spread evenly between whole numbers."""
RESIDUE = 1e-11
"""What may be left of the right side, as a share of it."""


def solve(times: Callable[[Floats], Floats], right: Floats) -> tuple[Floats, Floats]:
    """The unknowns of each system, and what is left of its right side.

    Parameters
    ----------
    times : callable
        The product of the matrices with arrays of the shape of `right`.
    right : array of float, … × unknowns
        The right side of each system.

    Returns
    -------
    unknowns : array of float, … × unknowns
    residue : array of float, … × 1
        As a share of the right side; above `RESIDUE` where no solution was found.

    Examples
    --------
    >>> found, _ = solve(lambda x: x * [2.0, 4.0], np.array([[2.0, 2.0]]))
    >>> found.round(6).tolist()
    [[1.0, 0.5]]
    """
    size = np.maximum(_length(right), np.finfo(np.float64).tiny)
    found = np.zeros_like(right)
    least = _length(right) / size
    places = np.arange(right.shape[-1])
    for start in range(STARTS):
        if (least <= RESIDUE).all():
            break
        # From what is left, and compared with something else: a system stands still
        # where what it is compared with tells it nothing.
        rest = right - times(found)
        weights = 1 + start * (GOLDEN * places % 1)
        further = found + _approach(times, rest, rest * weights, size)
        left = _length(right - times(further)) / size
        found = np.where(left < least, further, found)
        least = np.minimum(left, least)
    return found, least


def _approach(
    times: Callable[[Floats], Floats], right: Floats, shadow: Floats, size: Floats
) -> Floats:
    """The best of some steps from nothing toward the unknowns.

    `shadow` is what the rest of each step is compared with.
    """
    found = np.zeros_like(right)
    best = found
    rest = right
    ahead = right
    least = _length(rest) / size
    along = _dot(shadow, rest)
    for _ in range(STEPS):
        if (least <= RESIDUE).all():
            break
        step = times(ahead)
        first = _ratio(along, _dot(shadow, step))
        half = rest - first * step
        turned = times(half)
        second = _ratio(_dot(turned, half), _dot(turned, turned))
        found = found + first * ahead + second * half
        rest = half - second * turned
        before, along = along, _dot(shadow, rest)
        share = _ratio(along, before) * _ratio(first, second)
        ahead = rest + share * (ahead - second * step)
        left = _length(rest) / size
        # A step may lead away before it leads on.
        best = np.where(left < least, found, best)
        least = np.minimum(left, least)
    return best


def _dot(one: Floats, other: Floats) -> Floats:
    return np.asarray((one * other).sum(axis=-1, keepdims=True), dtype=np.float64)


def _length(values: Floats) -> Floats:
    return np.sqrt(_dot(values, values))


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Zero where there is nothing to divide by: that system is solved."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole != 0)
