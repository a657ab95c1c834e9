"""A chart shown: in a notebook, as a Figure, or in Axes of somebody's own."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import TYPE_CHECKING, Any

from powermap.views.page_size import SMALLEST_EDGE, PageSize

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from powermap.scene.marks import Scene

Redraw = Callable[[PageSize | None], "Scene"]
"""Draws a picture again for a page of a size, or for one that grows."""


class ShownChart:
    """What a chart shows of itself; `Chart` says how it is made and saved."""

    _scene: Scene
    _redraw: Redraw | None

    def _dressed(self, scene: Scene) -> Scene:
        raise NotImplementedError

    def png(self, scale: float | None = None) -> bytes:
        """The picture as a PNG image."""
        raise NotImplementedError

    def draw(self, ax: Axes) -> Axes:
        """Draw into Axes of your own, laid out for their size with texts that fit it.

        Parameters
        ----------
        ax : matplotlib.axes.Axes
            Keeps its place in its figure; its limits become the page.

        Returns
        -------
        matplotlib.axes.Axes
            The same Axes.
        """
        from powermap.render.mpl import draw, size_of

        scene = self._scene
        size = PageSize(*size_of(ax))
        if self._redraw is not None and min(size) >= SMALLEST_EDGE:
            scene = self._dressed(self._redraw(size))
        return draw(scene, ax)

    def figure(self) -> Figure:
        """The picture as a Figure of matplotlib, one printer's point for each point.

        Returns
        -------
        matplotlib.figure.Figure
            Without pyplot, so that it shows only where it is asked to.
        """
        from powermap.render.mpl import figure

        return figure(self._scene)

    def _fluid_svg(self) -> str:
        from powermap.render.font_embedding import font_face_rules, scene_characters
        from powermap.render.svg import svg

        fonts = font_face_rules(scene_characters(self._scene))
        return svg(self._scene, style=fonts, is_fluid=True)

    def _repr_mimebundle_(
        self,
        include: Container[str] | None = None,
        exclude: Container[str] | None = None,
    ) -> dict[str, Any]:
        """SVG with a PNG fallback for front ends that do not show SVG."""
        makers: dict[str, Callable[[], Any]] = {
            # With its fonts, and never wider than the cell that shows it.
            "image/svg+xml": self._fluid_svg,
            # Only when asked for by a front end without SVG, such as a terminal with
            # graphics.
            "image/png": self.png,
            "text/plain": self.__repr__,
        }
        bundle = {}
        for kind, make in makers.items():
            is_included = not include or kind in include
            is_excluded = exclude and kind in exclude
            if is_included and not is_excluded:
                bundle[kind] = make()
        return bundle
