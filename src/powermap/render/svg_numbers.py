"""Numbers as SVG has them."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["number_text"]


@lru_cache(maxsize=16384)
def number_text(value: float) -> str:
    """Return a number with two decimals at most, without zeros at its end.

    Examples
    --------
    >>> [number_text(value) for value in (12.0, 0.5, 1 / 3, -0.001)]
    ['12', '0.5', '0.33', '0']
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
