"""What people hold: a chart shows itself in a notebook, saves itself, and draws into other people's Axes."""

from __future__ import annotations

from collections.abc import Callable, Container
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from powermap.errors import FormatError, nearest
from powermap.exchange.files import replace_whole
from powermap.method import GRID, Grid
from powermap.views import compose

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from powermap.model import BuyingCenter
    from powermap.scene.marks import Scene


class Chart:
    """A finished picture, ready for any format.

    Parameters
    ----------
    scene : Scene
        The drawing as data.

    Examples
    --------
    >>> import powermap as pm
    >>> chart = pm.quadrant(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz", power="decider")]))
    >>> chart.svg().startswith("<svg")
    True
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def __repr__(self) -> str:
        return f"<Chart {self._scene.title!r}, {self._scene.width:g} × {self._scene.height:g} pt>"

    @property
    def scene(self) -> Scene:
        """The drawing as data: every mark with its coordinates, colours and texts."""
        return self._scene

    @property
    def description(self) -> str:
        """The picture in words, for those who cannot see it."""
        return self._scene.description

    def svg(self) -> str:
        """The picture as an SVG document.

        Returns
        -------
        str
            A standalone document with selectable text, ids and tooltips.
        """
        from powermap.render.svg import svg

        return svg(self._scene)

    def png(self, scale: float = 2.0) -> bytes:
        """The picture as a PNG image.

        Parameters
        ----------
        scale : float, default 2
            Pixels per point.

        Returns
        -------
        bytes
            The file's content.

        Raises
        ------
        FormatError
            When the scale is not above 0 or the image would be too large.
        """
        from powermap.render.mpl import png

        pixels = max(self._scene.width, self._scene.height) * scale
        if not 0 < pixels < 65_000:
            raise FormatError(
                f"scale is {scale!r}, an edge of {pixels:,.0f} pixels; allowed: above 0 and below 65,000 pixels"
            )
        return png(self._scene, scale)

    def pdf(self) -> bytes:
        """The picture as a PDF page with selectable text.

        Returns
        -------
        bytes
            The file's content.
        """
        from powermap.render.mpl import pdf

        return pdf(self._scene)

    def json(self) -> str:
        """The scene as JSON.

        Returns
        -------
        str
            An object with the page's size, title, description and marks.
        """
        from powermap.render.json import to_json

        return to_json(self._scene)

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the picture; the suffix says how. A file that stands there is replaced whole or not at all.

        Parameters
        ----------
        path : path
            Ends in .svg, .png, .pdf or .json (the scene).

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        FormatError
            When the suffix is not known or the place cannot be written to.
        """
        target = Path(path)
        writer = self._writers().get(target.suffix.lower())
        if writer is None:
            allowed = tuple(self._writers())
            hint = nearest(target.suffix, allowed)
            raise FormatError(f"cannot save a chart as {target.name!r}; allowed: {', '.join(allowed)}{hint}")
        made = writer()
        replace_whole(target, made.encode() if isinstance(made, str) else made)
        return target

    def _writers(self) -> dict[str, Callable[[], str | bytes]]:
        return {".svg": self.svg, ".png": self.png, ".pdf": self.pdf, ".json": self.json}

    def draw(self, ax: Axes) -> Axes:
        """Draw into Axes of your own, of any size.

        Parameters
        ----------
        ax : matplotlib.axes.Axes
            Keeps its place in its figure; its limits become the page.

        Returns
        -------
        matplotlib.axes.Axes
            The same Axes.
        """
        from powermap.render.mpl import draw

        return draw(self._scene, ax)

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, Any]:
        """SVG with a PNG fallback for front ends that do not show SVG."""
        makers: dict[str, Callable[[], Any]] = {
            "image/svg+xml": self.svg,
            "image/png": self.png,
            "text/plain": self.__repr__,
        }
        wanted = [kind for kind in makers if (not include or kind in include) and not (exclude and kind in exclude)]
        return {kind: makers[kind]() for kind in wanted}


def quadrant(
    center: BuyingCenter,
    *,
    placement: str = "auto",
    title: str | None = None,
    lang: str = "en",
    grid: Grid = GRID,
) -> Chart:
    """The power map of a buying center: power × involvement.

    Parameters
    ----------
    center : BuyingCenter
        The people.
    placement : {"auto", "cells", "scores"}
        People as cards in role cells, or as discs at their scores; auto takes scores when everybody has two numbers.
    title : str, optional
        Heading; the center's name when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    grid : mapping of (Power, Involvement or None) to Role
        The table of roles.

    Returns
    -------
    Chart
        Shows itself in a notebook.

    Raises
    ------
    ModelError
        When placement, language or grid are not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> center = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz", power=8, involvement=3)])
    >>> pm.quadrant(center).scene.report["placement"]
    'scores'
    """
    return Chart(compose(center, placement=placement, title=title, lang=lang, grid=grid))
