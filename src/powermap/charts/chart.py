"""What people hold: a chart shows itself in a notebook, saves itself, and draws into other people's Axes."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from powermap import style
from powermap.errors import FormatError, nearest, shown
from powermap.exchange.tables.archive import repacked
from powermap.files.reading import read_file, to_path
from powermap.files.writing import replace_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from powermap.render.pptx import Deck
    from powermap.scene.marks import Scene

_HOUSE = 100_000_000  # bytes that a template may have

EDGE = 65_000
"""Pixels that an edge of a PNG may have."""


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
        """The drawing as data, every mark with its coordinates, colours and texts."""
        return self._scene

    @property
    def description(self) -> str:
        """The picture in words, for those who cannot see it."""
        return self._scene.description

    def svg(self, *, prefix: str = "", fonts: bool = False) -> str:
        """The picture as an SVG document.

        Parameters
        ----------
        prefix : str, default ""
            Stands before every id, so that several pictures can live in one page.
        fonts : bool, default False
            Whether the glyphs that are used travel along, so that the picture is the same where its fonts are not
            installed.

        Returns
        -------
        str
            A standalone document with selectable text, ids and tooltips.

        Raises
        ------
        FormatError
            When no id can begin with the prefix.
        """
        from powermap.render.svg import svg

        _check_prefix(prefix)
        if not fonts:
            return svg(self._scene, prefix)
        from powermap.render.font_embedding import font_face_rules, scene_characters

        return svg(self._scene, prefix, font_face_rules(scene_characters(self._scene)))

    def html(self, *, page: bool = False, prefix: str | None = None) -> str:
        """The picture as HTML that works offline: search, filters, details, zoom, the same as a table, its own fonts.

        Parameters
        ----------
        page : bool, default False
            Whether it is a whole document; else a section to put into a page of your own.
        prefix : str, optional
            Stands before every id of a section, which else is made from the picture; give one where the same picture
            stands twice in a page.

        Returns
        -------
        str
            Nothing in it is loaded from elsewhere, and every text of yours is text.

        Raises
        ------
        FormatError
            When a whole document is asked to have a prefix, or no id can begin with it.

        Examples
        --------
        >>> import powermap as pm
        >>> pm.quadrant(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")])).html(page=True)[:15]
        '<!DOCTYPE html>'
        """
        from powermap.language import say
        from powermap.render import html

        if page and prefix is not None:
            raise FormatError(
                f"prefix is {prefix!r}; a whole page needs none, take page=False for a section of one"
            )
        _check_prefix(prefix)
        blanks = {
            "count": "{count}",
            "total": "{total}",
        }  # filled in by the page as it is used
        words = {
            key: say(self._scene.lang, f"page.{key}", **blanks) for key in html.WORDS
        }
        return (
            html.page(self._scene, words)
            if page
            else html.fragment(self._scene, words, prefix)
        )

    def png(self, scale: float | None = None) -> bytes:
        """The picture as a PNG image.

        Parameters
        ----------
        scale : float, optional
            Pixels per point; 2 when not given, or less where the page is too large for that.

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

        longest = max(self._scene.width, self._scene.height)
        if scale is None:
            return png(self._scene, min(2.0, EDGE * 0.99 / longest))
        if not 0 < longest * scale < EDGE:
            raise FormatError(
                f"scale is {scale!r}, an edge of {longest * scale:,.0f} pixels; allowed: above 0 and below {EDGE:,} "
                "pixels; take a smaller scale, or a format without pixels (.svg, .pdf)"
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

    def dot(self) -> str:
        """People and ties in the DOT language, for any Graphviz.

        Returns
        -------
        str
            Laid out anew by ``dot``, as it stands here by ``neato -n2``.
        """
        from powermap.render.dot import dot

        return dot(self._scene)

    def pptx(self, *, template: str | PathLike[str] | None = None) -> bytes:
        """The picture as a slide that can be edited in PowerPoint.

        Parameters
        ----------
        template : path, optional
            A .pptx whose master, fonts and colours are used.

        Returns
        -------
        bytes
            The file's content: one slide of native shapes, with its reasons as notes.

        Raises
        ------
        FormatError
            When the template cannot be read.
        MissingDependencyError
            When python-pptx is not installed.
        """
        deck = new_deck(self._scene.title, template)
        deck.add_scene(self._scene)
        return sealed(deck)

    def save(
        self,
        path: str | PathLike[str],
        *,
        fonts: bool = False,
        template: str | PathLike[str] | None = None,
    ) -> Path:
        """Write the picture; the suffix says how. A file that stands there is replaced whole or not at all.

        Parameters
        ----------
        path : path
            Ends in .svg, .html, .png, .pdf, .pptx (for PowerPoint), .json (the scene) or .dot (for Graphviz).
        fonts : bool, default False
            Whether an .svg carries the glyphs that it uses; .html and .pdf always do.
        template : path, optional
            For a .pptx: a deck whose master, fonts and colours are used.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        FormatError
            When the suffix is not known, the place cannot be written to, the template cannot be read, or an option is
            given that this format does not have.
        MissingDependencyError
            When a .pptx is asked for and python-pptx is not installed.
        """
        target = to_path(path)
        suffix = target.suffix.lower()
        if fonts and suffix != ".svg":
            raise FormatError(
                f"fonts=True is for an .svg, not for {target.name!r}; .html and .pdf always carry theirs"
            )
        if template is not None and suffix != ".pptx":
            raise FormatError(
                f"a template is for a .pptx, not for {target.name!r}; leave it out"
            )
        writers = self._writers(fonts=fonts, template=template)
        writer = writers.get(suffix)
        if writer is None:
            allowed = tuple(writers)
            hint = nearest(target.suffix, allowed)
            raise FormatError(
                f"cannot save a chart as {target.name!r}; allowed: {', '.join(allowed)}{hint}"
            )
        made = writer()
        replace_file(target, made.encode() if isinstance(made, str) else made)
        return target

    def _writers(
        self, *, fonts: bool, template: str | PathLike[str] | None
    ) -> dict[str, Callable[[], str | bytes]]:
        return {
            ".svg": partial(self.svg, fonts=fonts),
            ".html": partial(self.html, page=True),
            ".png": self.png,
            ".pdf": self.pdf,
            ".pptx": partial(self.pptx, template=template),
            ".json": self.json,
            ".dot": self.dot,
        }

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
        self,
        include: Container[str] | None = None,
        exclude: Container[str] | None = None,
    ) -> dict[str, Any]:
        """SVG with a PNG fallback for front ends that do not show SVG."""
        makers: dict[str, Callable[[], Any]] = {
            "image/svg+xml": self.svg,
            "image/png": self.png,
            "text/plain": self.__repr__,
        }
        wanted = [
            kind
            for kind in makers
            if (not include or kind in include) and not (exclude and kind in exclude)
        ]
        return {kind: makers[kind]() for kind in wanted}


def _check_prefix(prefix: object) -> None:
    from powermap.render.svg import is_valid_id

    if (
        prefix is not None
        and prefix != ""
        and not (isinstance(prefix, str) and is_valid_id(prefix))
    ):
        raise FormatError(
            f"prefix is {shown(prefix)}; allowed: letters, digits, - and _, beginning with a letter or _, as 'map-'"
        )


def new_deck(title: str, template: str | PathLike[str] | None) -> Deck:
    """An empty deck in our look, or in that of a template.

    Raises
    ------
    FormatError
        When the template cannot be read.
    MissingDependencyError
        When python-pptx is not installed.
    """
    from powermap.render.pptx import Deck, Theme

    house = None if template is None else read_file(to_path(template), _HOUSE)
    return Deck(Theme(style.THEME, *style.FACES), house, title)


def sealed(deck: Deck) -> bytes:
    """The bytes of a deck, the same for the same slides."""
    return repacked(deck.to_bytes(), {})
