"""Signs of a legend as small pictures, to stand beside the options of filters."""

from __future__ import annotations

from powermap.render.svg import symbol
from powermap.scene.extents import extent, surrounding
from powermap.scene.marks import Group, Scene, Text

MARGIN = 1.5
"""Points around a sign, for half the width of its lines and the ends of heads."""


def legend_signs(scene: Scene) -> dict[tuple[str, int], str]:
    """Return the signs of the legend by the label and place of the option they explain.

    Examples
    --------
    >>> from powermap.scene.marks import Detail, Disc
    >>> key = Group((Disc(9, 9, 4),), details=(Detail("Stance", "Champion", 0),))
    >>> list(legend_signs(Scene(90, 90, "", "", (key,))))
    [('Stance', 0)]
    """
    signs = {}
    for mark in scene.walk():
        if not isinstance(mark, Group) or mark.key is not None:
            continue
        for detail in mark.details:
            if detail.choice is not None:
                signs[detail.label, detail.choice] = _sign(mark)
    return signs


def _sign(entry: Group) -> str:
    """The marks of an entry of a legend without its words, which come last."""
    marks = list(entry.marks)
    if isinstance(marks[-1], Text):
        marks.pop()
    left, top, right, bottom = surrounding([extent(mark) for mark in marks])
    bounds = (left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN)
    return symbol(marks, bounds)
