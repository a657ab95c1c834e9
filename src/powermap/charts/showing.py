"""A chart shown: in a notebook, as a Figure, or in Axes of somebody's own."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING, Any

from powermap.charts.axes import Redraw, scene_for_axes
from powermap.views.page_size import SMALLEST_EDGE, SMALLEST_TEXT, PageSize

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from powermap.scene.marks import Scene
    from powermap.scene.parts import Part


class ShownChart:
    """What a chart shows of itself; `Chart` says how it is made and saved."""

    _scene: Scene
    _redraw: Redraw | None

    @property
    def parts(self) -> Sequence[Part]:
        """Further pictures that belong to this one."""
        raise NotImplementedError

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

    def png(self, scale: float | None = None) -> bytes:
        """The picture as a PNG image."""
        raise NotImplementedError

    def json(self) -> str:
        """The scene as JSON.

        Returns
        -------
        str
            An object with the page's size, title, description and marks.
        """
        from powermap.render.json import to_json

        return to_json(self._scene)

    def dot(self) -> str:
        """People and ties in the DOT language, for any Graphviz.

        Returns
        -------
        str
            ``dot`` lays it out again, ``neato -n2`` keeps the places of this picture.
        """
        from powermap.render.dot import dot

        return dot(self._scene)

    def drawio(self) -> str:
        """The picture as a file of draw.io, with shapes that can be edited.

        Returns
        -------
        str
            A page for the picture and one for each part that it folds; ties are
            connectors glued to the cards, and each color has a dark counterpart.

        Examples
        --------
        >>> import powermap as pm
        >>> chart = pm.quadrant(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")]))
        >>> chart.drawio()[:7]
        '<mxfile'
        """
        from powermap.language import as_language
        from powermap.render.drawio import LAYERS, drawio

        language = as_language(self._scene.lang)
        words = {name: language.say(f"layer.{name}") for name in LAYERS}
        scenes = [self._scene, *(part.scene for part in self.parts)]
        return drawio(scenes, words)

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
