"""Support over time as a line of a few pixels."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["sparkline"]

WIDTH = 56.0  # pixels
HEIGHT = 18.0
MARGIN = 2.5  # so that the end mark is whole


def sparkline(values: Sequence[float]) -> str:
    """An SVG of values from −1 to 1, with a line at 0 and a mark at the end.

    Empty with fewer than two values: a point is no line.

    Examples
    --------
    >>> sparkline([0.5]), sparkline([-1, 1]).count("<path")
    ('', 2)
    """
    if len(values) < 2:
        return ""
    step = (WIDTH - 2 * MARGIN) / (len(values) - 1)
    points = []
    for place, value in enumerate(values):
        points.append((MARGIN + place * step, _height_of(value)))
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    x, y = points[-1]
    # What it shows is said in words among the reasons.
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}"'
        f' height="{HEIGHT:g}" aria-hidden="true">'
        f'<path class="zero" d="M0 {HEIGHT / 2:g}H{WIDTH:g}"/><path d="M{line}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2"/></svg>'
    )


def _height_of(value: float) -> float:
    part = (1 - min(max(value, -1.0), 1.0)) / 2
    return MARGIN + part * (HEIGHT - 2 * MARGIN)
