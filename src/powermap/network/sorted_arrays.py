"""What sorted arrays say, without the modules that numpy's own functions load.

`numpy.unique` and `numpy.quantile` load the masked arrays of numpy, which take a fifth
as long as all the rest of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indexes = NDArray[np.intp]

__all__ = ["first_of_each", "kinds_of_columns", "quantiles"]


def first_of_each(ascending: Indexes) -> Indexes:
    """Where each value of a sorted array stands for the first time.

    Examples
    --------
    >>> first_of_each(np.array([2, 2, 5])).tolist()
    [0, 2]
    """
    is_first = np.ones(len(ascending), dtype=np.bool_)
    is_first[1:] = ascending[1:] != ascending[:-1]
    return np.flatnonzero(is_first)


def kinds_of_columns(columns: NDArray[np.uint64]) -> Indexes:
    """A number from 0 for each column, the same for equal ones.

    Examples
    --------
    >>> kinds_of_columns(np.array([[3, 1, 3], [0, 0, 0]], dtype=np.uint64)).tolist()
    [1, 0, 1]
    """
    order = np.lexsort(columns[::-1])
    ascending = columns[:, order]
    is_new = np.zeros(len(order), dtype=np.intp)
    is_new[1:] = (ascending[:, 1:] != ascending[:, :-1]).any(axis=0)
    kinds = np.empty_like(is_new)
    kinds[order] = np.cumsum(is_new)
    return kinds


def quantiles(values: Floats, shares: Sequence[float]) -> Floats:
    """The quantiles of each column, interpolated as numpy does, a row for each share.

    Examples
    --------
    >>> quantiles(np.array([[0.0], [1.0], [4.0]]), [0.25, 0.5]).tolist()
    [[0.5], [1.0]]
    """
    last = len(values) - 1
    places = [share * last for share in shares]
    below = [int(place) for place in places]
    above = [min(place + 1, last) for place in below]
    ordered = np.partition(values, sorted({*below, *above}), axis=0)
    rows = []
    for place, low, high in zip(places, below, above, strict=True):
        part = place - low
        apart = ordered[high] - ordered[low]
        # From the nearer end, which is exact at both.
        row = ordered[low] + apart * part
        if part >= 0.5:
            row = ordered[high] - apart * (1 - part)
        rows.append(row)
    return np.stack(rows)
