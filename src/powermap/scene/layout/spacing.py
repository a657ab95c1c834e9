"""How far apart cards and lines of a network in rows are drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in points.

    Attributes
    ----------
    above_lanes : float
        From a row to the first lane, past what hangs over the edge of a node.
    heads_up : float
        More above the lanes where a line ends with a head at a node above, at which
        something may hang.
    lane : float
        From lane to lane and from bar to bar.
    below_bars : float
        From the last bar to the next row: room for the head of an arrow.
    least : float
        Between two rows.
    beside_trunks : float
        Between two rows with nothing but trunks between them.
    nodes : float
        Between two nodes of a row.
    line : float
        Between a node and a line that passes it.
    lines : float
        Between two lines that pass a row side by side.
    """

    above_lanes: float = 22.0
    heads_up: float = 0.0
    lane: float = 8.0
    below_bars: float = 21.0
    least: float = 46.0
    beside_trunks: float = 26.0
    nodes: float = 26.0
    line: float = 14.0
    lines: float = 10.0


USUAL = Spacing()
TIGHT = Spacing(
    above_lanes=15.0,
    heads_up=8.0,
    lane=5.5,
    below_bars=14.0,
    least=29.0,
    beside_trunks=20.0,
    nodes=16.0,
    line=10.0,
    lines=7.5,
)
"""For a page of a given size, where every point of a gap makes texts smaller."""
