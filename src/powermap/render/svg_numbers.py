"""Numbers as SVG has them."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["EXACT_DECIMALS", "number_text"]


EXACT_DECIMALS = 6
"""To these a coordinate is the same on every machine."""


@lru_cache(maxsize=16384)
def number_text(value: float) -> str:
    """Return a number with two decimals at most, without zeros at its end.

    Examples
    --------
    >>> [number_text(value) for value in (12.0, 0.5, 1 / 3, -0.001)]
    ['12', '0.5', '0.33', '0']
    """
    # Python 3.12 adds floats in another way, so sums differ in their last bit. Two steps
    # keep that from deciding which way 742.025 is rounded.
    text = f"{round(value, EXACT_DECIMALS):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
