"""A scene in the DOT language: its people as nodes, its ties as edges, in their colours, for any Graphviz.

``dot`` lays it out anew; ``neato -n2`` keeps everybody where the scene has them. The graphviz package quotes all texts.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from powermap.scene.faults import extent
from powermap.scene.marks import Box, Disc, Group, Path, Point, Rectangle, Scene, Text

if TYPE_CHECKING:
    from graphviz import Digraph


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
    """A scene as a graph of the graphviz package; nodes are n0, n1, … with the keys as their ``id``.

    Parameters
    ----------
    scene : Scene
        Groups with a solid box or disc become nodes, groups with a link edges, the upper end first.

    Returns
    -------
    graphviz.Digraph
    """
    from graphviz import Digraph, escape

    made = Digraph(
        graph_attr={
            "label": escape(scene.title),
            "labelloc": "t",
            "fontname": FONT,
            "nodesep": "0.3",
            "ranksep": "0.5",
        },
        node_attr={
            "shape": "box",
            "style": "rounded,filled",
            "fillcolor": "#FFFFFF",
            "fontname": FONT,
            "fontsize": "11",
        },
        edge_attr={"arrowsize": "0.7"},
    )
    nodes: dict[str, tuple[str, Rectangle]] = {}
    for key, group in scene.groups().items():
        body = next((mark for mark in group.marks if isinstance(mark, Box | Disc) and mark.solid), None)
        if body is not None and group.link is None:
            box = extent(body)
            nodes[key] = f"n{len(nodes)}", box
            made.node(nodes[key][0], **_node(group, key, box, scene.height))
    for key, group in scene.groups().items():
        if group.link is not None and all(end in nodes for end in group.link):
            _edge(made, group, key, nodes)
    return made


FONT = "Source Sans Pro"


def _node(group: Group, key: str, box: Rectangle, height: float) -> dict[str, str]:
    from graphviz import escape

    left, up, right, low = box
    lines = [escape(mark.content) for mark in group.marks if isinstance(mark, Text) and mark.solid]
    disc = next((mark for mark in group.marks if isinstance(mark, Disc)), None)
    rim = (disc.fill if not disc.dash else disc.stroke) if disc else None
    return {
        "label": r"\n".join(lines),
        "tooltip": escape(group.title or ""),
        "id": escape(key),
        "class": " ".join(group.classes),
        "color": rim or "#8A94A3",
        "pos": f"{(left + right) / 2:.2f},{height - (up + low) / 2:.2f}",
        "width": f"{(right - left) / 72:.4f}",
        "height": f"{(low - up) / 72:.4f}",
    }


def _edge(made: Digraph, group: Group, key: str, nodes: dict[str, tuple[str, Rectangle]]) -> None:
    from graphviz import escape

    upper, lower = sorted(group.link or (), key=lambda end: (nodes[end][1][1], nodes[end][1][0], end))
    paths = [mark for mark in group.marks if isinstance(mark, Path)]
    line = next(mark for mark in paths if mark.stroke and mark.commands[-1][0] != "Z")
    head = next((mark for mark in paths if mark.commands[-1][0] == "Z"), None)
    way = "none"
    if head is not None:
        tip: Point = (head.commands[0][1], head.commands[0][2])
        way = "back" if _far(tip, nodes[upper][1]) < _far(tip, nodes[lower][1]) else "forward"
    made.edge(
        nodes[upper][0],
        nodes[lower][0],
        dir=way,
        arrowhead="empty" if head is not None and head.stroke else "normal",
        color=line.stroke or "",
        penwidth=f"{line.stroke_width:g}",
        style="dashed" if line.dash else "solid",
        tooltip=escape(group.title or ""),
        id=escape(key),
        **{"class": " ".join(group.classes)},
    )


def _far(point: Point, box: Rectangle) -> float:
    x, y = min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])
    return math.hypot(point[0] - x, point[1] - y)
