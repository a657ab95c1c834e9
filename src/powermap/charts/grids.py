"""Several charts in one picture, side by side or in rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from powermap.charts.chart import Chart
from powermap.errors import ModelError
from powermap.language import Reason
from powermap.model.record import to_tuple
from powermap.scene.marks import Group, Mark, Scene
from powermap.scene.scaling import moved

__all__ = ["grid"]

IN_A_ROW = 3
"""Charts up to which all stand in one row."""


def grid(
    charts: Sequence[Chart],
    *,
    columns: int | None = None,
    gap: float = 24.0,
    title: str | None = None,
) -> Chart:
    """Several charts in one picture.

    Parameters
    ----------
    charts : sequence of Chart
        From left to right and from top to bottom; draw them with the same `size` to get
        even rows.
    columns : int, optional
        How many stand side by side; up to three charts stand in one row.
    gap : float, default 24
        Points between two charts.
    title : str, optional
        What the picture is called for screen readers; the charts' titles when not given.

    Returns
    -------
    Chart
        One picture with everything, in any format.

    Raises
    ------
    ModelError
        When there is no chart, or something else than charts.

    Examples
    --------
    >>> import powermap as pm
    >>> center = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz", power=8)])
    >>> half = (480, 400)
    >>> grid([pm.quadrant(center, size=half), pm.charts.coverage(center, size=half)])
    <Chart 'ERP · ERP', 984 × 400 pt>
    """
    several = to_tuple(charts, Chart)
    if not several:
        raise ModelError(Reason("message.charts.no_charts"))
    scenes = [chart.scene for chart in several]
    across = columns or _columns(len(scenes))
    rows = [scenes[at : at + across] for at in range(0, len(scenes), across)]
    marks: list[Mark] = []
    y = 0.0
    width = 0.0
    for number, row in enumerate(rows):
        x = 0.0
        for place, scene in enumerate(row):
            prefix = f"{number * across + place + 1} "
            for mark in scene.marks:
                marks.append(moved(_renamed(mark, prefix), x, y))
            x += scene.width + gap
        width = max(width, x - gap)
        y += max(scene.height for scene in row) + gap
    first = scenes[0]
    return Chart(
        Scene(
            width,
            y - gap,
            title or " · ".join(scene.title for scene in scenes),
            "\n".join(scene.description for scene in scenes),
            tuple(marks),
            first.lang,
            first.background,
        )
    )


def _columns(count: int) -> int:
    if count <= IN_A_ROW:
        return count
    return math.ceil(math.sqrt(count))


def _renamed(mark: Mark, prefix: str) -> Mark:
    """A mark whose keys are those of one chart of several: somebody may be in all."""
    if not isinstance(mark, Group):
        return mark
    inner = tuple(_renamed(each, prefix) for each in mark.marks)
    key = prefix + mark.key if mark.key is not None else None
    link = mark.link and (prefix + mark.link[0], prefix + mark.link[1])
    return replace(mark, marks=inner, key=key, link=link)
