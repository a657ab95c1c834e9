"""A scene as shapes of a slide: native shapes, real text, and glued connectors.

The shapes are text in DrawingML. Each is written together with the area it covers, so
that a group can be given the size of what is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from powermap.render.connectors import NamedConnector, recognize_connector
from powermap.render.outlines import Commands, rounded_rectangle
from powermap.render.slide_geometry import (
    Area,
    Fit,
    surrounding_area,
)
from powermap.render.slide_images import picture
from powermap.render.slide_markup import (
    ROUNDING,
    Markup,
    Shape,
    decorative_name,
    name_and_description,
    opacity_of,
    preset_geometry,
    transform,
    with_substitute,
)
from powermap.render.slide_texts import text_box, title_box, title_lines
from powermap.render.slide_ties import (
    Endpoint,
    Head,
    TieLine,
    body_of,
    head_after,
    plan_lines,
)
from powermap.scene.extents import extent
from powermap.scene.marks import Box, Disc, Group, Image, Mark, Path, Scene, Text

Embed = Callable[[bytes], str]
"""Adds the bytes of an image to a slide, and returns the id of its relation."""


def refuse_image(content: bytes) -> str:
    """Stand in for a slide that takes images."""
    raise NotImplementedError(len(content))


def write_shapes(
    scene: Scene,
    fit: Fit,
    theme_colors: Mapping[str, str],
    embed: Embed = refuse_image,
    *,
    own_background: bool = False,
) -> str:
    """Write the shapes of a scene, one after the other.

    Parameters
    ----------
    scene : Scene
        What to draw. The lines that make up its title become the title of the slide.
    fit : Fit
        Where it lies on the slide.
    theme_colors : mapping of str to str
        Names that the theme has for colors, by color as ``1F2933``; all others stay
        as they are.
    embed : callable, optional
        Adds the bytes of an image to the slide and returns the id of its relation.
    own_background : bool, default False
        Whether the scene brings its own page, and its title its own color. Needed
        where the background of the slide is not the one the scene is made for.

    Returns
    -------
    str
        Elements of PresentationML, to stand in the tree of shapes of a slide.

    Examples
    --------
    >>> from powermap.scene.marks import Disc, Scene
    >>> scene = Scene(40, 20, "", "", (Disc(10, 10, 5, fill="#0B6E4F"),))
    >>> markup = write_shapes(scene, Fit(1.0), {})
    >>> '<a:off x="63500" y="63500"/><a:ext cx="127000" cy="127000"/>' in markup
    True
    >>> 'prst="ellipse"' in markup
    True
    """
    writer = _Writer(scene, fit, theme_colors, embed, own_background=own_background)
    return writer.write()


class _Writer:
    """Writes the shapes of one scene and numbers them."""

    def __init__(
        self,
        scene: Scene,
        fit: Fit,
        theme_colors: Mapping[str, str],
        embed: Embed,
        *,
        own_background: bool,
    ) -> None:
        self.scene = scene
        self.embed = embed
        self.fit = fit
        self.own_background = own_background
        self.markup = Markup(fit, theme_colors, scene.lang)
        self.last_id = 1  # the number of the tree in which the shapes will stand
        # Ends and lines are planned before anything is written: shapes carry the sites
        # to which later connectors are glued.
        self.endpoints = self._find_endpoints()
        # By identity: equal marks may stand in several places.
        self.endpoint_of = {
            id(endpoint.mark): endpoint for endpoint in self.endpoints.values()
        }
        self.lines = {id(link): self._plan_lines(link) for link in self._links()}

    def write(self) -> str:
        scene = self.scene
        heading = title_lines(scene)
        written = []
        if self.own_background:
            page = Box(0, 0, scene.width, scene.height, fill=scene.background)
            written.append(self._plain_shape(page))
        if heading:
            title = title_box(
                heading,
                self._next_id(),
                self.markup,
                own_color=self.own_background,
            )
            written.append(title)
        written += self._shapes(scene.marks[len(heading) :])
        return "".join(shape.markup for shape in written)

    # What is glued to what -----------------------------------------------------------

    def _links(self) -> list[Group]:
        return [
            mark
            for mark in self.scene.walk()
            if isinstance(mark, Group) and mark.link is not None
        ]

    def _find_endpoints(self) -> dict[str, Endpoint]:
        groups = self.scene.groups()
        endpoints: dict[str, Endpoint] = {}
        for link in self._links():
            for key in link.link or ():
                if key not in groups or key in endpoints:
                    continue
                body = body_of(groups[key])
                if body is not None:
                    endpoints[key] = Endpoint(self._next_id(), body)
        return endpoints

    def _plan_lines(self, link: Group) -> list[TieLine]:
        endpoints = []
        for key in link.link or ():
            if key in self.endpoints:
                endpoints.append(self.endpoints[key])
        return plan_lines(link, endpoints)

    def _next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    # Marks ---------------------------------------------------------------------------

    def _shapes(self, marks: Sequence[Mark]) -> list[Shape]:
        """Write marks in their order; a head is part of the line before it."""
        written = []
        for position, mark in enumerate(marks):
            if isinstance(mark, Path):
                if not mark.head:
                    written.append(self._path(mark, head_after(marks, position)))
            elif not isinstance(mark, Group) or mark.marks:
                written.append(self._shape(mark))
        return written

    def _shape(self, mark: Box | Disc | Text | Image | Group) -> Shape:
        if isinstance(mark, Group):
            lines = self.lines.get(id(mark))
            return self._tie(mark, lines) if lines else self._group(mark)
        if isinstance(mark, Text):
            return text_box(mark, self._next_id(), self.markup)
        if isinstance(mark, Image):
            area = self.fit.area(extent(mark))
            return picture(mark, self._next_id(), self.embed(mark.content), area)
        endpoint = self.endpoint_of.get(id(mark))
        if endpoint is not None:
            return self._endpoint_shape(endpoint)
        return self._plain_shape(mark)

    def _group(self, group: Group) -> Shape:
        shape_id = self._next_id()
        inner = self._shapes(group.marks)
        area = surrounding_area(shape.area for shape in inner)
        left, top, right, bottom = area
        offset = f'x="{left}" y="{top}"'
        size = f'cx="{right - left}" cy="{bottom - top}"'
        named = name_and_description(shape_id, _group_name(group), group.title)
        # Child offset and extent equal its own, so that inner shapes keep their places.
        markup = (
            f"<p:grpSp><p:nvGrpSpPr>{named}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr><a:xfrm><a:off {offset}/><a:ext {size}/>"
            f"<a:chOff {offset}/><a:chExt {size}/></a:xfrm></p:grpSpPr>"
            f"{''.join(shape.markup for shape in inner)}</p:grpSp>"
        )
        return Shape(markup, area)

    def _plain_shape(self, mark: Box | Disc) -> Shape:
        area = self.fit.area(extent(mark))
        place = transform(area)
        if isinstance(mark, Disc):
            geometry = place + preset_geometry("ellipse", {})
            return self._decorative_shape("Disc", geometry, mark, area)
        shorter = min(mark.width, mark.height)
        if mark.radius > 0 and shorter > 0:
            rounding = round(min(mark.radius / shorter, 0.5) * ROUNDING)
            geometry = place + preset_geometry("roundRect", {"adj": rounding})
        else:
            geometry = place + preset_geometry("rect", {})
        return self._decorative_shape("Box", geometry, mark, area)

    def _endpoint_shape(self, endpoint: Endpoint) -> Shape:
        """Write a shape with a site of its own for each tie that ends at it.

        Without them PowerPoint would move the ties to the middles of its sides when
        somebody touches it.
        """
        mark = endpoint.mark
        outline = rounded_rectangle(extent(mark), _corner_radius(mark))
        geometry, area = self.markup.freeform(
            outline, is_filled=True, endpoint=endpoint
        )
        name = "Box" if isinstance(mark, Box) else "Disc"
        return self._decorative_shape(name, geometry, mark, area, shape_id=endpoint.id)

    def _path(self, path: Path, head: Head | None) -> Shape:
        is_filled = path.fill is not None
        geometry, area = self.markup.freeform(
            _with_tip(path, head), is_filled=is_filled
        )
        name = "Sign" if is_filled else "Line"
        head_kind = head.kind if head is not None else None
        return self._decorative_shape(name, geometry, path, area, head_kind=head_kind)

    def _decorative_shape(
        self,
        name: str,
        geometry: str,
        mark: Box | Disc | Path,
        area: Area,
        *,
        head_kind: str | None = None,
        shape_id: int | None = None,
    ) -> Shape:
        """Write a shape whose meaning stands elsewhere, in a text or a description."""
        if shape_id is None:
            shape_id = self._next_id()
        named = decorative_name(shape_id, f"{name} {shape_id}")
        fill = self.markup.fill(mark.fill, opacity_of(mark))
        stroke = self.markup.stroke(mark, head_kind)
        markup = (
            f"<p:sp><p:nvSpPr>{named}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{geometry}{fill}{stroke}</p:spPr></p:sp>"
        )
        return Shape(markup, area)

    # Ties ----------------------------------------------------------------------------

    def _tie(self, group: Group, lines: Sequence[TieLine]) -> Shape:
        """Write a tie as one connector with its name.

        Other lines lie under it and carry no meaning of their own.
        """
        *lower_lines, line = lines
        name = _group_name(group)
        written = []
        for lower in lower_lines:
            named = decorative_name(self._next_id(), f"{name} ground")
            written.append(self._connector(lower, named))
        named = name_and_description(self._next_id(), name, group.title)
        written.append(self._connector(line, named))
        others = [mark for mark in group.marks if not isinstance(mark, Path)]
        written += self._shapes(others)
        markup = "".join(shape.markup for shape in written)
        return Shape(markup, surrounding_area(shape.area for shape in written))

    def _connector(self, line: TieLine, named: str) -> Shape:
        glue = ""
        for tag, end in (("stCxn", line.start), ("endCxn", line.end)):
            if end is not None:
                glue += f'<a:{tag} id="{end.shape_id}" idx="{end.site}"/>'
        geometry, area = self._connector_geometry(line)
        head_kind = line.head.kind if line.head is not None else None
        stroke = self.markup.stroke(line.path, head_kind)
        connector = (
            f"<p:cxnSp><p:nvCxnSpPr>{named}<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr>"
            f"<p:nvPr/></p:nvCxnSpPr>"
            f"<p:spPr>{geometry}<a:noFill/>{stroke}</p:spPr></p:cxnSp>"
        )
        commands = _with_tip(line.path, line.head)
        course, _ = self.markup.freeform(commands, is_filled=False)
        freeform = (
            f"<p:sp><p:nvSpPr>{named}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{course}<a:noFill/>{stroke}</p:spPr></p:sp>"
        )
        return Shape(with_substitute(connector, freeform), area)

    def _connector_geometry(self, line: TieLine) -> tuple[str, Area]:
        """Return place and geometry of a line, by name where PowerPoint has one."""
        glued = line.glued_shapes
        obstacles = [
            endpoint.frame
            for endpoint in self.endpoints.values()
            if endpoint.id not in glued
        ]
        tip = line.head.tip if line.head is not None else None
        connector = recognize_connector(line.path.commands, tip, obstacles)
        if connector is not None:
            return self._named_geometry(connector)
        commands = _with_tip(line.path, line.head)
        return self.markup.freeform(commands, is_filled=False, as_line=True)

    def _named_geometry(self, connector: NamedConnector) -> tuple[str, Area]:
        start_x, start_y = self.fit.point(*connector.start)
        end_x, end_y = self.fit.point(*connector.end)
        left = min(start_x, end_x)
        top = min(start_y, end_y)
        width = abs(end_x - start_x)
        height = abs(end_y - start_y)
        covered = (left, top, left + width, top + height)
        unturned = covered
        if connector.leaves_vertically:
            # PowerPoint wants the box as it was before its quarter turn.
            turned_left = left + (width - height) // 2
            turned_top = top + (height - width) // 2
            unturned = (
                turned_left,
                turned_top,
                turned_left + height,
                turned_top + width,
            )
        adjustments = {}
        for number, bend in enumerate(connector.bends, start=1):
            adjustments[f"adj{number}"] = bend
        place = transform(unturned, connector.turn, connector.flips)
        return place + preset_geometry(connector.name, adjustments), covered


def _corner_radius(mark: Box | Disc) -> float:
    if isinstance(mark, Disc):
        return mark.radius
    return min(mark.radius, mark.width / 2, mark.height / 2)


def _group_name(group: Group) -> str:
    if group.key:
        return group.key
    return group.classes[0] if group.classes else "Group"


def _with_tip(path: Path, head: Head | None) -> Commands:
    """Prolong a line to the tip of its head, which PowerPoint draws within it."""
    if head is None:
        return path.commands
    return [*path.commands, ("L", *head.tip)]
