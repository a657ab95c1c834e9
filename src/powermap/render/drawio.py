"""Scenes as a file of draw.io: shapes that can be edited, and connectors glued to them.

The format is that of mxGraph: cells with a style, a place and a parent. People are groups
of shapes, ties are edges between their cards, and each kind has a layer of its own.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from powermap.render.dark_colors import light_or_dark
from powermap.render.drawio_edges import EdgeLine, edge_lines
from powermap.render.drawio_shapes import (
    Cell,
    line_style,
    place_of,
    shape_cell,
)
from powermap.render.slide_ties import body_of
from powermap.render.svg_numbers import number_text
from powermap.render.xml import quoted
from powermap.scene.extents import extent, surrounding
from powermap.scene.marks import Box, Disc, Group, Mark, Path, Point, Scene

__all__ = ["LAYERS", "drawio"]

LAYERS = ("background", "ties", "people", "legend")
"""What is drawn on which layer, the lowest first."""
_ROOT = "root"
_GROUP = "group;strokeColor=none;fillColor=none;"
"""A container that shows nothing and takes no connections of its own."""


def drawio(scenes: Sequence[Scene], words: Mapping[str, str]) -> str:
    """Write scenes as a file of draw.io, a page each.

    Parameters
    ----------
    scenes : sequence of Scene
        What to draw.
    words : mapping of str to str
        What the layers are called, by the names of `LAYERS`.

    Returns
    -------
    str
        The file; the same scenes give the same text.

    Examples
    --------
    >>> from powermap.scene.marks import Text
    >>> name = Text(10, 12, "A < B", 10, "#1F2933", 30)
    >>> scene = Scene(40, 20, title="Map", description="", marks=(name,))
    >>> text = drawio([scene], dict.fromkeys(LAYERS, "Layer"))
    >>> 'value="A &lt; B"' in text, text.count("<diagram ")
    (True, 1)
    """
    lines = ['<mxfile host="powermap">']
    for number, scene in enumerate(scenes, 1):
        lines += _page(scene, number, words)
    lines.append("</mxfile>\n")
    return "\n".join(lines)


def _page(scene: Scene, number: int, words: Mapping[str, str]) -> list[str]:
    width = number_text(scene.width)
    height = number_text(scene.height)
    model = {
        "grid": "0",
        "page": "1",
        "pageScale": "1",
        "pageWidth": width,
        "pageHeight": height,
        "background": light_or_dark(scene.background),
        # Colors name their dark counterparts themselves.
        "adaptiveColors": "auto",
        "math": "0",
        "shadow": "0",
    }
    name = scene.title or str(number)
    cells = _Page(scene, words).cells()
    return [
        f'<diagram id="page-{number}" name={quoted(name)}>',
        f"<mxGraphModel{_attributes(model)}>",
        "<root>",
        *map(_cell_text, cells),
        "</root>",
        "</mxGraphModel>",
        "</diagram>",
    ]


@dataclass(slots=True)
class _Page:
    """One scene on its way to cells."""

    scene: Scene
    words: Mapping[str, str]
    ids: set[str] = field(default_factory=set)
    bodies: dict[str, tuple[str, Box | Disc]] = field(default_factory=dict)
    """The cell and the mark at which the ties of a group end, by its key."""

    def cells(self) -> list[Cell]:
        """All cells, layer by layer."""
        root = Cell(self.new_id(_ROOT), None)
        layers = {}
        for name in LAYERS:
            value = self.words[name]
            layers[name] = Cell(self.new_id(f"layer-{name}"), root.id, value)
        found: dict[str, list[Cell]] = {name: [] for name in LAYERS}
        ties = []
        for mark in self.scene.marks:
            name = _layer_of(mark)
            if isinstance(mark, Group) and name == "ties":
                ties.append(mark)
            else:
                found[name] += self.mark_cells(mark, layers[name].id, (0.0, 0.0))
        # The cards first: a tie names the cells that it joins.
        for tie in ties:
            found["ties"] += self.tie_cells(tie, layers["ties"].id)
        cells = [root]
        for name in LAYERS:
            cells += [layers[name], *found[name]]
        return cells

    def new_id(self, wanted: str) -> str:
        """An id that no other cell has; the key itself where it is free."""
        id = wanted
        count = 1
        while id in self.ids:
            count += 1
            id = f"{wanted}-{count}"
        self.ids.add(id)
        return id

    def mark_cells(self, mark: Mark, parent: str, origin: Point) -> list[Cell]:
        """The cells of a mark, in the coordinates of its parent."""
        if not isinstance(mark, Group):
            return [shape_cell(mark, self.new_id(parent + "-1"), parent, origin)]
        if not mark.marks:
            return []
        if mark.key is None and origin != (0.0, 0.0):
            return self.inner_cells(mark, parent, origin)
        return self.group_cells(mark, parent, origin)

    def group_cells(self, group: Group, parent: str, origin: Point) -> list[Cell]:
        """A container with what it holds."""
        frame = surrounding([extent(mark) for mark in group.marks])
        id = self.new_id(group.key or f"{parent}-group")
        container = Cell(
            id,
            parent,
            style=_GROUP,
            place=place_of(frame, origin),
            tooltip=_tooltip(group),
            tags=group.classes,
            is_connectable=False,
        )
        inner = self.inner_cells(group, id, frame[:2])
        return [container, *inner]

    def inner_cells(self, group: Group, parent: str, origin: Point) -> list[Cell]:
        """What a group holds, each in its place within the container."""
        body = body_of(group) if group.key is not None else None
        cells = []
        for mark in group.marks:
            made = self.mark_cells(mark, parent, origin)
            if mark is body and body is not None and group.key is not None:
                made[0].is_connectable = True
                self.bodies[group.key] = (made[0].id, body)
            cells += made
        return cells

    # Ties ---------------------------------------------------------------------------

    def tie_cells(self, tie: Group, parent: str) -> list[Cell]:
        """The lines of a tie as edges, and what else stands at it."""
        ends = [self.bodies.get(key) for key in tie.link or ()]
        lines = edge_lines(tie, [None if end is None else end[1] for end in ends])
        cells = []
        for mark in tie.marks:
            if not isinstance(mark, Path):
                cells += self.mark_cells(mark, parent, (0.0, 0.0))
        # The last line is the tie itself; what lies under it comes first.
        names = [tie.key or f"{parent}-tie"]
        for line in reversed(lines):
            cell = self.edge_cell(line, names[0], parent, ends)
            cell.tooltip = _tooltip(tie)
            cell.tags = tie.classes
            cells.insert(0, cell)
        return cells

    def edge_cell(
        self,
        line: EdgeLine,
        name: str,
        parent: str,
        ends: Sequence[tuple[str, Box | Disc] | None],
    ) -> Cell:
        """One line between two cards."""
        source, target = [None if end is None else end[0] for end in ends]
        style = line_style(line.path) + line.style()
        return Cell(
            self.new_id(name),
            parent,
            style=style,
            is_edge=True,
            source=source,
            target=target,
            points=line.points,
        )


def _layer_of(mark: Mark) -> str:
    if not isinstance(mark, Group):
        return "background"
    if mark.link is not None:
        return "ties"
    if "legend" in mark.classes:
        return "legend"
    return "background" if mark.key is None else "people"


def _tooltip(group: Group) -> str | None:
    """A tooltip; draw.io reads it as HTML."""
    if group.title is None:
        return None
    return html.escape(group.title).replace("\n", "<br>")


# Writing ----------------------------------------------------------------------------


def _cell_text(cell: Cell) -> str:
    """One cell as XML; what people read about it needs an element around it."""
    inner = f"<mxCell{_attributes(_cell_attributes(cell))}"
    geometry = _geometry(cell)
    text = f"{inner}>{geometry}</mxCell>" if geometry else f"{inner}/>"
    if cell.tooltip is None:
        return text
    described = {"label": cell.value or "", "tooltip": cell.tooltip}
    if cell.tags:
        described["tags"] = " ".join(cell.tags)
    described["id"] = cell.id
    return f"<UserObject{_attributes(described)}>{text}</UserObject>"


def _cell_attributes(cell: Cell) -> dict[str, str]:
    is_shape = cell.place is not None
    attributes = {
        "id": cell.id if cell.tooltip is None else None,
        "value": cell.value if cell.tooltip is None else None,
        "style": cell.style or None,
        "parent": cell.parent,
        "vertex": "1" if is_shape else None,
        "edge": "1" if cell.is_edge else None,
        "source": cell.source,
        "target": cell.target,
        "connectable": "0" if is_shape and not cell.is_connectable else None,
    }
    return {name: text for name, text in attributes.items() if text is not None}


def _geometry(cell: Cell) -> str:
    if not cell.is_edge:
        if cell.place is None:
            return ""
        x, y, width, height = map(number_text, cell.place)
        place = {"x": x, "y": y, "width": width, "height": height}
        return f'<mxGeometry{_attributes(place)} as="geometry"/>'
    start, *between, end = cell.points
    parts = [_point(start, "sourcePoint"), _point(end, "targetPoint")]
    if between:
        waypoints = "".join(_point(point) for point in between)
        parts.append(f'<Array as="points">{waypoints}</Array>')
    return f'<mxGeometry relative="1" as="geometry">{"".join(parts)}</mxGeometry>'


def _point(point: Point, name: str | None = None) -> str:
    x, y = map(number_text, point)
    role = "" if name is None else f' as="{name}"'
    return f'<mxPoint x="{x}" y="{y}"{role}/>'


def _attributes(values: Mapping[str, str]) -> str:
    parts: Iterable[str] = (f" {name}={quoted(text)}" for name, text in values.items())
    return "".join(parts)
