"""A scene in the DOT language: its people as nodes, its ties as edges, in their colours, for any Graphviz.

``dot`` lays it out anew; ``neato -n2`` keeps everybody where the scene has them. The graphviz package quotes all texts.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from powermap.scene.extents import extent
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
    from graphviz import Digraph

    made = Digraph(
        graph_attr={
            "label": _text(scene.title),
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
        body = next(
            (
                mark
                for mark in group.marks
                if isinstance(mark, Box | Disc) and mark.solid
            ),
            None,
        )
        if body is not None and group.link is None:
            box = extent(body)
            nodes[key] = f"n{len(nodes)}", box
            made.node(nodes[key][0], **_node(group, key, box, scene.height))
    along = 0 if _runs_sideways(scene) else 1
    for key, group in scene.groups().items():
        if group.link is not None and all(end in nodes for end in group.link):
            _edge(made, group, key, nodes, along)
    return made


FONT = "Source Sans Pro"


def _node(group: Group, key: str, box: Rectangle, height: float) -> dict[str, str]:
    from graphviz import nohtml

    left, up, right, low = box
    lines = [
        _text(mark.content)
        for mark in group.marks
        if isinstance(mark, Text) and mark.solid
    ]
    disc = next((mark for mark in group.marks if isinstance(mark, Disc)), None)
    rim = (disc.fill if not disc.dash else disc.stroke) if disc else None
    return {
        "label": nohtml(r"\n".join(lines)),
        "tooltip": _text(group.title or ""),
        "id": _text(key),
        "class": " ".join(group.classes),
        "color": rim or "#8A94A3",
        "pos": f"{(left + right) / 2:.2f},{height - (up + low) / 2:.2f}",
        "width": f"{(right - left) / 72:.4f}",
        "height": f"{(low - up) / 72:.4f}",
    }


def _edge(
    made: Digraph,
    group: Group,
    key: str,
    nodes: dict[str, tuple[str, Rectangle]],
    along: int,
) -> None:
    """An edge from the end that stands first; `along` is 0 where the scene runs from left to right, 1 from above."""
    first, second = sorted(
        group.link or (),
        key=lambda end: (nodes[end][1][along], nodes[end][1][1 - along], end),
    )
    paths = [mark for mark in group.marks if isinstance(mark, Path)]
    line = [mark for mark in paths if mark.stroke and mark.commands[-1][0] != "Z"][
        -1
    ]  # above the halo of a path
    head = next((mark for mark in paths if mark.commands[-1][0] == "Z"), None)
    way = "none"
    if head is not None:
        tip: Point = (head.commands[0][1], head.commands[0][2])
        way = (
            "back"
            if _far(tip, nodes[first][1]) < _far(tip, nodes[second][1])
            else "forward"
        )
    made.edge(
        nodes[first][0],
        nodes[second][0],
        dir=way,
        arrowhead="empty" if head is not None and head.stroke else "normal",
        color=line.stroke or "",
        penwidth=f"{line.stroke_width:g}",
        style="dashed" if line.dash else "solid",
        tooltip=_text(group.title or ""),
        id=_text(key),
        **{"class": " ".join(group.classes)},
    )


def _runs_sideways(scene: Scene) -> bool:
    """Whether right-angled lines leave their nodes sideways, as they do in a scene from left to right."""
    for group in scene.groups().values():
        lines = [
            mark.commands
            for mark in group.marks
            if group.link and isinstance(mark, Path)
        ]
        if lines and [command[0] for command in lines[-1][:2]] == ["M", "L"]:
            return bool(lines[-1][0][2] == lines[-1][1][2])
    return False


def _text(text: str) -> str:
    """A text as Graphviz shows it: neither its escapes nor HTML's entities are read."""
    from graphviz import escape

    escaped: str = escape(text.replace("&", "&amp;"))
    return escaped


def _far(point: Point, box: Rectangle) -> float:
    x, y = min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])
    return math.hypot(point[0] - x, point[1] - y)
