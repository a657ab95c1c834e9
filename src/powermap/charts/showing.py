"""A chart shown: in a notebook, as a Figure, or in Axes of somebody's own."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import TYPE_CHECKING, Any

from powermap.charts.axes import Redraw, scene_for_axes
from powermap.charts.formats import FormattedChart
from powermap.views.page_size import SMALLEST_EDGE, SMALLEST_TEXT, PageSize

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from powermap.scene.marks import Scene


class ShownChart(FormattedChart):
    """What a chart shows of itself; `Chart` says how it is made and saved."""

    _redraw: Redraw | None

    @property
    def pages(self) -> tuple[Scene, ...]:
        """The scenes of all pages, where one of the asked size does not hold everything.

        A deck has a slide for each; other formats have a file for each.
        """
        if not self._scene.metrics.get("further_pages"):
            return (self._scene,)
        return (self._scene, *(part.scene for part in self.parts))

    def _dressed(self, scene: Scene) -> Scene:
        raise NotImplementedError

    def draw(self, ax: Axes, *, least: float = SMALLEST_TEXT) -> Axes:
        """Draw into Axes of your own, laid out for their size with texts that fit it.

        In small Axes the legend is left out, then the lines under the title; a warning
        says which size the Axes need where texts are too small all the same.

        Parameters
        ----------
        ax : matplotlib.axes.Axes
            Keeps its place in its figure; its limits become the page.
        least : float, default 9.0
            Points of the smallest text without that warning.

        Returns
        -------
        matplotlib.axes.Axes
            The same Axes.
        """
        from powermap.render.mpl import draw, size_of

        size = PageSize(*size_of(ax))
        if self._redraw is None or min(size) < SMALLEST_EDGE:
            return draw(self._scene, ax)
        scene = scene_for_axes(self._redraw, size, least)
        return draw(self._dressed(scene), ax)

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
        from powermap.render.svg import own_prefix, svg

        fonts = font_face_rules(scene_characters(self._scene))
        # A notebook shows many pictures in one page.
        prefix = own_prefix(self._scene)
        return svg(self._scene, prefix, style=fonts, is_fluid=True)

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
