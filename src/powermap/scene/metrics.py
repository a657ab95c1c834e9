"""What a layout has to say of itself; what takes time is counted when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from powermap.scene.curves import Line, crossings, through
from powermap.scene.marks import Rectangle


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LineMetrics(Mapping[str, object]):
    """Facts about a drawing of boxes and lines, with ``crossings`` and ``through``.

    Parameters
    ----------
    facts : mapping
        What is known already.
    lines : tuple of (Line, numbers)
        Each with the numbers of the boxes that it joins.
    boxes : tuple of (left, top, right, bottom)
        What no line may run through.

    Examples
    --------
    >>> cross = (Line(((0, 0), (9, 9)), 1), ()), (Line(((0, 9), (9, 0)), 2), ())
    >>> dict(LineMetrics({"engine": "dot"}, cross, ((20, 20, 30, 30),)))
    {'engine': 'dot', 'crossings': 1, 'through': 0}
    """

    facts: Mapping[str, object]
    lines: tuple[tuple[Line, tuple[int, ...]], ...] = ()
    boxes: tuple[Rectangle, ...] = ()

    def __getitem__(self, key: str) -> object:
        """A fact, counted now where it has to be."""
        if key == "crossings":
            return crossings([line for line, _ in self.lines])
        if key == "through":
            return sum(
                number not in ends
                for line, ends in self.lines
                for number in through(line.pieces(), self.boxes)
            )
        return self.facts[key]

    def __iter__(self) -> Iterator[str]:
        yield from (*self.facts, "crossings", "through")

    def __eq__(self, other: object) -> bool:
        return Mapping.__eq__(self, other)

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self.facts) + 2

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self)!r})"
