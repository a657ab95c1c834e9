"""Inverses of matrices of a few hundred people, in blocks that stay on one thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from powermap.network.products import product

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["inverse"]

# BLAS gives larger ones to all threads, which then wait for each other: 500 matrices of
# 100 people took 0.4 to 18 s of wall time on two busy cores, in blocks 0.4 s.
BLOCK = 64
"""Rows of a block."""


def inverse(matrix: Floats) -> Floats:
    """The inverse of a matrix, or of each of several.

    Its upper left corner has to have an inverse too, and that one likewise, as of every
    matrix whose diagonal outweighs its rows.

    Examples
    --------
    >>> matrix = np.eye(100) * 2
    >>> bool(np.allclose(inverse(matrix), np.eye(100) / 2))
    True
    """
    size = matrix.shape[-1]
    if size <= BLOCK:
        return np.asarray(np.linalg.inv(matrix), dtype=np.float64)
    half = size // 2
    first = matrix[..., :half, :half]
    right = matrix[..., :half, half:]
    left = matrix[..., half:, :half]
    last = matrix[..., half:, half:]
    # By the Schur complement of the first block.
    of_first = inverse(first)
    from_right = product(of_first, right)
    from_left = product(left, of_first)
    of_rest = inverse(last - product(left, from_right))
    crossing = product(from_right, of_rest)
    whole = np.empty_like(matrix)
    whole[..., :half, :half] = of_first + product(crossing, from_left)
    whole[..., :half, half:] = -crossing
    whole[..., half:, :half] = -product(of_rest, from_left)
    whole[..., half:, half:] = of_rest
    return whole
