"""A scene in the DOT language: its people as nodes, its ties as edges, for any Graphviz.

``dot`` lays it out again; ``neato -n2`` keeps everybody where the scene has them. The
graphviz package quotes all texts.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from powermap.scene.extents import extent
from powermap.scene.marks import Box, Disc, Group, Path, Point, Rectangle, Scene, Text

if TYPE_CHECKING:
    from graphviz import Digraph

FONT = "Source Sans Pro"
_UNKNOWN_COLOR = "#8A94A3"
"""Outline of a node that shows no stance."""
_POINTS_PER_INCH = 72
# Separations in inches, as Graphviz takes them; about those of our own layout.
_GRAPH = {"labelloc": "t", "fontname": FONT, "nodesep": "0.3", "ranksep": "0.5"}
_NODE = {
    "shape": "box",
    "style": "rounded,filled",
    "fillcolor": "#FFFFFF",
    "fontname": FONT,
    "fontsize": "11",
}
_EDGE = {"arrowsize": "0.7"}


class _Node(NamedTuple):
    """A node of the graph and the rectangle that it takes in the scene."""

    name: str
    frame: Rectangle


def dot(scene: Scene) -> str:
    """Write a scene in the DOT language.

    Examples
    --------
    >>> dot(Scene(40, 20, title="A", description="", marks=())).splitlines()[0]
    'digraph {'
    """
    text: str = digraph(scene).source
    return text


def digraph(scene: Scene) -> Digraph:
    """Return a scene as a graph of the graphviz package.

    Parameters
    ----------
    scene : Scene
        Groups with a solid box or disc become nodes, groups with a link edges, the
        upper end first.

    Returns
    -------
    graphviz.Digraph
        Its nodes are n0, n1, … with the keys of the scene as their ``id``, since keys
        may be any text.

    Examples
    --------
    >>> ana = Group((Disc(9, 9, 5, solid=True),), key="ana")
    >>> "n0 [" in digraph(Scene(40, 20, "A", "", (ana,))).source
    True
    """
    from graphviz import Digraph

    graph = Digraph(
        graph_attr={"label": _escape(scene.title), **_GRAPH},
        node_attr=_NODE,
        edge_attr=_EDGE,
    )
    groups = scene.groups()
    nodes: dict[str, _Node] = {}
    for key, group in groups.items():
        body = _solid_body(group)
        if body is not None and group.link is None:
            node = _Node(f"n{len(nodes)}", extent(body))
            nodes[key] = node
            attributes = _node_attributes(group, key, node.frame, scene.height)
            graph.node(node.name, **attributes)
    # The scene does not say its direction, and renderers know nothing of charts, so it
    # is read from the lines.
    flow_axis = 0 if _runs_sideways(scene) else 1
    for key, group in groups.items():
        if group.link is not None and all(end in nodes for end in group.link):
            first, second = _ordered_ends(group.link, nodes, flow_axis)
            graph.edge(
                first.name, second.name, **_edge_attributes(group, key, first, second)
            )
    return graph


def _solid_body(group: Group) -> Box | Disc | None:
    for mark in group.marks:
        if isinstance(mark, Box | Disc) and mark.solid:
            return mark
    return None


def _node_attributes(
    group: Group, key: str, frame: Rectangle, scene_height: float
) -> dict[str, str]:
    from graphviz import nohtml

    left, top, right, bottom = frame
    lines = [
        _escape(mark.content)
        for mark in group.marks
        if isinstance(mark, Text) and mark.solid
    ]
    x = (left + right) / 2
    y = scene_height - (top + bottom) / 2  # Graphviz' y runs up
    return {
        # A name such as <b> would otherwise be taken for Graphviz' HTML labels.
        "label": nohtml(r"\n".join(lines)),
        "tooltip": _escape(group.title or ""),
        "id": _escape(key),
        "class": " ".join(group.classes),
        "color": _stance_color(group) or _UNKNOWN_COLOR,
        "pos": f"{x:.2f},{y:.2f}",
        "width": f"{(right - left) / _POINTS_PER_INCH:.4f}",
        "height": f"{(bottom - top) / _POINTS_PER_INCH:.4f}",
    }


def _stance_color(group: Group) -> str | None:
    """Return the color of the first disc; a dashed one has only an outline."""
    for mark in group.marks:
        if isinstance(mark, Disc):
            return mark.stroke if mark.dash else mark.fill
    return None


def _ordered_ends(
    link: tuple[str, str], nodes: dict[str, _Node], flow_axis: int
) -> list[_Node]:
    """Return the ends of a tie, the one that stands first in the scene first.

    `flow_axis` is 0 where the scene runs from left to right, 1 where it runs down.
    Graphviz puts the first end of an edge above the second.
    """

    def place(key: str) -> tuple[float, float, str]:
        frame = nodes[key].frame
        return frame[flow_axis], frame[1 - flow_axis], key

    return [nodes[key] for key in sorted(link, key=place)]


def _edge_attributes(
    group: Group, key: str, first: _Node, second: _Node
) -> dict[str, str]:
    paths = [mark for mark in group.marks if isinstance(mark, Path)]
    # The last line is the tie itself; what lies under it marks a path.
    line = [path for path in paths if path.stroke and not _is_closed(path)][-1]
    heads = [path for path in paths if _is_closed(path)]
    head = heads[0] if heads else None
    is_outlined = head is not None and bool(head.stroke)
    return {
        "dir": _direction(head, first, second),
        "arrowhead": "empty" if is_outlined else "normal",
        "color": line.stroke or "",
        "penwidth": f"{line.stroke_width:g}",
        "style": "dashed" if line.dash else "solid",
        "tooltip": _escape(group.title or ""),
        "id": _escape(key),
        "class": " ".join(group.classes),
    }


def _is_closed(path: Path) -> bool:
    letter, *_ = path.commands[-1]
    return bool(letter == "Z")


def _direction(head: Path | None, first: _Node, second: _Node) -> str:
    """Return which end of an edge has the head, as Graphviz says it."""
    if head is None:
        return "none"
    tip: Point = (head.commands[0][1], head.commands[0][2])
    if _distance(tip, first.frame) < _distance(tip, second.frame):
        return "back"
    return "forward"


def _runs_sideways(scene: Scene) -> bool:
    """Return whether the scene runs from left to right.

    Right-angled lines then leave their nodes sideways; the first of them decides.
    """
    for group in scene.groups().values():
        if not group.link:
            continue
        paths = [mark for mark in group.marks if isinstance(mark, Path)]
        if not paths:
            continue
        start, *rest = paths[-1].commands
        if start[0] == "M" and rest and rest[0][0] == "L":
            return bool(start[2] == rest[0][2])
    return False


def _escape(text: str) -> str:
    """Return a text as Graphviz shows it: without its escapes or HTML's entities."""
    from graphviz import escape

    escaped: str = escape(text.replace("&", "&amp;"))
    return escaped


def _distance(point: Point, frame: Rectangle) -> float:
    x, y = point
    left, top, right, bottom = frame
    nearest_x = min(max(x, left), right)
    nearest_y = min(max(y, top), bottom)
    return math.hypot(x - nearest_x, y - nearest_y)
