"""Figures that a layout gives about itself; slow ones are computed only when read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from powermap.scene.crossings import DrawnLine, boxes_crossed, count_crossings
from powermap.scene.marks import Metrics, Rectangle


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LineMetrics(Metrics):
    """Figures about a drawing of boxes and lines, with ``crossings`` and ``through``.

    Both are counted on reading, because the count takes longer than the layout of a
    large drawing and most callers never ask for it.

    Parameters
    ----------
    figures : mapping
        What is already known.
    lines : tuple of (DrawnLine, tuple of int)
        Each with the numbers of the boxes that it joins.
    boxes : tuple of (left, top, right, bottom)
        What no line may run through.

    Examples
    --------
    >>> one = DrawnLine(((0, 0), (9, 9)), family=1)
    >>> other = DrawnLine(((0, 9), (9, 0)), family=2)
    >>> metrics = LineMetrics({"engine": "dot"}, ((one, ()), (other, ())))
    >>> dict(metrics)
    {'engine': 'dot', 'crossings': 1, 'through': 0}
    """

    lines: tuple[tuple[DrawnLine, tuple[int, ...]], ...] = ()
    boxes: tuple[Rectangle, ...] = ()

    def __getitem__(self, key: str) -> object:
        """A figure, counted now where it has to be."""
        if key == "crossings":
            return count_crossings([line for line, _ in self.lines])
        if key == "through":
            return self._count_runs_through_boxes()
        return self.figures[key]

    def _count_runs_through_boxes(self) -> int:
        count = 0
        for line, joined in self.lines:
            crossed = boxes_crossed(line.corners(), self.boxes, ends=joined)
            count += len(crossed)
        return count

    def __iter__(self) -> Iterator[str]:
        yield from self.figures
        # Listed without being counted, so that len and the names of the figures stay
        # cheap.
        yield "crossings"
        yield "through"

    def __len__(self) -> int:
        return len(self.figures) + 2

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self)!r})"
