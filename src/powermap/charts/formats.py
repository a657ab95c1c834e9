"""A chart in each of its formats, from SVG to slides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import PathLike
from typing import TYPE_CHECKING

from powermap.charts.deck import deck_bytes, new_deck
from powermap.charts.resolution import pixels_per_point
from powermap.charts.saving import check_prefix
from powermap.errors import FormatError
from powermap.language import Quoted, Reason

if TYPE_CHECKING:
    from powermap import style
    from powermap.render.page_tables import Paths
    from powermap.scene.marks import Scene
    from powermap.scene.parts import Part

__all__ = ["FormattedChart"]


class FormattedChart:
    """The formats of a chart; `Chart` says how it is made and saved."""

    _scene: Scene
    _style: style.Style
    _find_paths: Callable[[], Paths] | None

    @property
    def parts(self) -> Sequence[Part]:
        """Further pictures that belong to this one."""
        raise NotImplementedError

    def svg(self, *, prefix: str = "", fonts: bool = False) -> str:
        """The picture as an SVG document.

        Parameters
        ----------
        prefix : str, default ""
            Prefix of every id, so that several pictures fit into one page.
        fonts : bool, default False
            Whether the document carries the glyphs that it uses, so that it looks the
            same where its fonts are not installed.

        Returns
        -------
        str
            A standalone document with selectable text, ids and tooltips.

        Raises
        ------
        FormatError
            When no id can begin with the prefix.
        """
        # Renderers are imported where they are used: matplotlib alone takes longer to
        # import than a chart takes to draw, and most callers need one format.
        from powermap.render.svg import svg

        check_prefix(prefix)
        if not fonts:
            return svg(self._scene, prefix)
        from powermap.render.font_embedding import font_face_rules, scene_characters

        return svg(self._scene, prefix, font_face_rules(scene_characters(self._scene)))

    def html(self, *, page: bool = False, prefix: str | None = None) -> str:
        """The picture as HTML that works offline.

        It has search, filters, details, zoom, the same as a table, and its own fonts.

        Parameters
        ----------
        page : bool, default False
            Whether it is a whole document; else a section to put into a page of your own.
        prefix : str, optional
            Prefix of every id of a section, made from the picture when not given. Where
            the same picture stands twice on a page, the later one takes other ids as
            the page loads; pass a prefix where the page allows no script.

        Returns
        -------
        str
            Nothing in it is loaded from elsewhere, and every text of yours is text.

        Raises
        ------
        FormatError
            When a whole document has a prefix, or no id can begin with it.

        Examples
        --------
        >>> import powermap as pm
        >>> chart = pm.quadrant(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")]))
        >>> chart.html(page=True)[:15]
        '<!DOCTYPE html>'
        """
        from powermap.language import as_language
        from powermap.render import html

        if page and prefix is not None:
            raise FormatError(
                Reason("message.charts.prefix_of_page", prefix=Quoted(prefix))
            )
        check_prefix(prefix)
        language = as_language(self._scene.lang)
        words = {}
        for key in html.WORDS:
            # The page itself fills in the numbers while it is used.
            words[key] = language.say(f"page.{key}", count="{count}", total="{total}")
        # Only pages show them: a picture alone does not wait for the search.
        paths = self._find_paths() if self._find_paths is not None else None
        if page:
            return html.page(self._scene, words, self.parts, paths)
        return html.fragment(self._scene, words, prefix, paths)

    def png(self, scale: float | None = None) -> bytes:
        """The picture as a PNG image.

        Parameters
        ----------
        scale : float, optional
            Pixels per point; when not given 2, or less on a very large page.

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

        return png(self._scene, pixels_per_point(self._scene, scale))

    def pdf(self) -> bytes:
        """The picture as a PDF page with selectable text.

        Returns
        -------
        bytes
            The file's content.
        """
        from powermap.render.mpl import pdf

        return pdf(self._scene)

    def pptx(self, *, template: str | PathLike[str] | None = None) -> bytes:
        """The picture as a slide that can be edited in PowerPoint.

        Parameters
        ----------
        template : path, optional
            A .pptx whose master, fonts and colors are used.

        Returns
        -------
        bytes
            The file's content: a slide of native shapes, with reasons as notes, and one
            for each part that the picture folds.

        Raises
        ------
        FormatError
            When the template cannot be read.
        MissingDependencyError
            When python-pptx is not installed.
        """
        deck = new_deck(
            self._scene.title, template, self._style.table, self._style.font
        )
        deck.add_scene(self._scene)
        for part in self.parts:
            deck.add_scene(part.scene)
        return deck_bytes(deck)

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
