"""A chart shows itself in a notebook, saves itself, and draws into Axes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from powermap import style
from powermap.charts.axes import Redraw
from powermap.charts.saving import PAGE_BY_PAGE, check_saving, points_to_pixels
from powermap.charts.showing import ShownChart
from powermap.charts.sizing import is_readable
from powermap.errors import FormatError
from powermap.files.reading import to_path
from powermap.files.writing import replace_file
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.notes import collecting_notes, warn
from powermap.scene.parts import Part
from powermap.views.page_size import PageSize, SizeOption, choose_size

if TYPE_CHECKING:
    from powermap.render.page_tables import Paths
    from powermap.scene.marks import Scene


class Chart(ShownChart):
    """A finished picture, ready for any format.

    Parameters
    ----------
    scene : Scene or None
        The drawing as data; None where `redraw` makes it when it is first needed.
    colors : mapping of str to str or Style, optional
        Brand colors by name, as the ``style`` of a playbook.
    redraw : function, optional
        Draws the scene again for a page of another size.
    parts : callable, optional
        Makes the pictures of what this one folds, for a size of page.
    paths : callable, optional
        Finds the paths from each group of the scene that a page shows with it.
    size : (width, height), optional
        The size that was asked for, in points.

    Raises
    ------
    ModelError
        When a name or a color is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> ana = pm.Stakeholder("Ana Ruiz", power="decider")
    >>> chart = pm.quadrant(pm.BuyingCenter("ERP", [ana]))
    >>> chart.svg().startswith("<svg")
    True
    """

    def __init__(
        self,
        scene: Scene | None,
        colors: Mapping[str, str] | style.Style | None = None,
        redraw: Redraw | None = None,
        parts: Callable[[PageSize | None], Sequence[Part]] | None = None,
        paths: Callable[[], Paths] | None = None,
        size: PageSize | None = None,
    ) -> None:
        if not isinstance(colors, style.Style):
            colors = style.merged(colors or {}, None)
        self._style = colors
        self._redraw = redraw
        self._make_parts = parts
        self._find_paths = paths
        self._size = size
        if scene is not None:
            self._scene = self._dressed(scene)

    # The one of the base class is only declared.
    @cached_property
    def _scene(self) -> Scene:  # type: ignore[override]
        return self._dressed(self._draw_again(self._size))

    def _dressed(self, scene: Scene) -> Scene:
        # Here and not in the views, so that all formats of a chart have the same
        # colors.
        own = self._style
        return style.branded(scene, own.table, own.background, own.font)

    def sized(self, size: SizeOption) -> Chart:
        """The same chart, laid out for a page of another size.

        Parameters
        ----------
        size : {"slide", "page", "poster"} or (width, height)
            The page in points.

        Returns
        -------
        Chart
            With texts as large as the page allows.

        Raises
        ------
        FormatError
            When the chart was made from a scene, which cannot be laid out again.
        ModelError
            When the size is not allowed.

        Examples
        --------
        >>> import powermap as pm
        >>> chart = pm.quadrant(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")]))
        >>> chart.sized("slide")
        <Chart 'ERP', 960 × 540 pt>
        """
        chosen = choose_size(size)
        return self._with_scene(self._draw_again(chosen), chosen)

    def on_one_page(self, size: SizeOption) -> Chart | None:
        """The same chart on one page of another size; None where that is not legible.

        Parameters
        ----------
        size : {"slide", "page", "poster"} or (width, height)
            The page in points.

        Returns
        -------
        Chart or None

        Raises
        ------
        FormatError
            When the chart was made from a scene, which cannot be laid out again.
        ModelError
            When the size is not allowed.

        Examples
        --------
        >>> import powermap as pm
        >>> people = [pm.Stakeholder(f"Person {number}") for number in range(200)]
        >>> print(pm.charts.coverage(pm.BuyingCenter("ERP", people)).on_one_page("slide"))
        None
        """
        chosen = choose_size(size)
        with collecting_notes() as notes:
            scene = self._draw_again(chosen, only_whole=True)
        # Not every chart refuses by itself, as one that never takes several pages.
        if not scene.marks or not is_readable(scene):
            return None
        for note in notes:
            warn(note)
        return self._with_scene(scene, chosen)

    def _draw_again(self, size: PageSize | None, *, only_whole: bool = False) -> Scene:
        if self._redraw is None:
            raise FormatError(Reason("message.charts.no_redraw"))
        return self._redraw(size, only_whole=only_whole)

    def _with_scene(self, scene: Scene, size: PageSize | None) -> Chart:
        return Chart(
            scene,
            self._style,
            self._redraw,
            self._make_parts,
            self._find_paths,
            size,
        )

    def __repr__(self) -> str:
        size = f"{self._scene.width:g} × {self._scene.height:g} pt"
        return f"<Chart {self._scene.title!r}, {size}>"

    @property
    def scene(self) -> Scene:
        """The drawing as data, every mark with its coordinates, colors and texts."""
        return self._scene

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Pictures of what this one folds, such as a team; a slide or a click each."""
        # Made when a deck or a page needs them: all of them take longer than the whole.
        if self._make_parts is None or not _has_more(self._scene):
            return ()
        parts = []
        for part in self._make_parts(self._size):
            scene = self._dressed(part.scene)
            parts.append(Part(scene, part.key, part.parent))
        return tuple(parts)

    @property
    def description(self) -> str:
        """The picture in words, for readers who cannot see it."""
        return self._scene.description

    def save(
        self,
        path: str | PathLike[str],
        *,
        fonts: bool = False,
        template: str | PathLike[str] | None = None,
        dpi: float | None = None,
        scale: float | None = None,
    ) -> Path:
        """Write the picture in the format of the suffix.

        An existing file is replaced as a whole or not at all.

        Parameters
        ----------
        path : path
            Ends in .svg, .html, .png, .pdf, .pptx (PowerPoint), .drawio (draw.io),
            .json (the scene) or .dot (Graphviz). Further pages go to files of their own, as map-2.svg.
        fonts : bool, default False
            Whether an .svg carries the glyphs that it uses; .html and .pdf always do.
        template : path, optional
            For a .pptx: a deck whose master, fonts and colors are used.
        dpi : float, optional
            For a .png: pixels per inch of the page; 144 when not given.
        scale : float, optional
            For a .png: the same as pixels per point.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        FormatError
            When the suffix is unknown, the file cannot be written, the template cannot
            be read, or the format does not have an option that is passed.
        MissingDependencyError
            When python-pptx is not installed and the suffix is .pptx.
        """
        target = to_path(path)
        suffix = target.suffix.lower()
        check_saving(target, fonts=fonts, template=template, dpi=dpi, scale=scale)
        pixels = points_to_pixels(dpi, scale)
        writers = self._writers(fonts=fonts, template=template, pixels=pixels)
        writer = writers.get(suffix)
        if writer is None:
            allowed = tuple(writers)
            raise FormatError(
                Reason(
                    "message.charts.cannot_save",
                    file=Quoted(target.name),
                    allowed=Listed(allowed),
                    hint=Nearest(target.suffix, allowed),
                )
            )
        # Made in full before the file is touched, so that an error leaves the old file.
        content = writer()
        # UTF-8 whatever the system's encoding is: SVG and HTML declare it.
        if isinstance(content, str):
            content = content.encode()
        replace_file(target, content)
        if suffix in PAGE_BY_PAGE:
            for number, scene in enumerate(self.pages[1:], 2):
                further = target.with_stem(f"{target.stem}-{number}")
                Chart(scene).save(further, fonts=fonts, scale=pixels)
        return target

    def _writers(
        self,
        *,
        fonts: bool,
        template: str | PathLike[str] | None,
        pixels: float | None,
    ) -> dict[str, Callable[[], str | bytes]]:
        return {
            ".svg": partial(self.svg, fonts=fonts),
            ".html": partial(self.html, page=True),
            ".png": partial(self.png, pixels),
            ".pdf": self.pdf,
            ".pptx": partial(self.pptx, template=template),
            ".json": self.json,
            ".dot": self.dot,
            ".drawio": self.drawio,
        }


def _has_more(scene: Scene) -> bool:
    """Whether a picture folds something, or goes on on further pages."""
    return bool(
        scene.metrics.get("folded_people") or scene.metrics.get("further_pages")
    )
