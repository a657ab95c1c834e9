"""The only module that calls Graphviz: sizes and numbers in, positions and routes out.

Graphviz never sees a text of the user, so no name can break or inject into its language.
The engine is the one that pygraphviz carries; no program has to be installed. Graphviz
keeps global state, so one call is made at a time. Coordinates come back in points, y
down, from (0, 0).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from powermap.scene.marks import Point, Rectangle

POINTS_PER_INCH = 72
"""Graphviz takes sizes in inches and answers in points."""
CLUSTER_MARGIN = 14
"""Points between the frame of a cluster and its nodes."""

# Dense graphs can take dot's simplex many rounds for hardly any gain. Twice as many,
# with lighter reporting lines, saved an eighth of the crossings for a quarter more time
# (docs/decisions/0007).
ROUNDS_PER_NODE = 4
"""Where dot's network simplex stops, so that a dense graph is laid out in bounded time."""
_CLUSTER = "cluster_"
"""Graphviz takes a subgraph for a cluster only if its name begins so."""

# Graphviz' parser and layout keep their state in globals of the C library.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Edge:
    """From the upper node to the lower one, by number.

    The greater its weight, the shorter and straighter the edge is drawn.
    """

    upper: int
    lower: int
    weight: int = 1


@dataclass(frozen=True, slots=True)
class LayeredLayout:
    """Nodes in rows and a curve for each edge.

    Parameters
    ----------
    width, height : float
        Of the whole drawing in points.
    centers : tuple of (x, y)
        Of the nodes.
    routes : tuple of tuples of (x, y)
        Control points of each edge's cubic curves, 1 + 3 k points from the rim of its
        upper node to the rim of its lower node.
    frames : tuple of (left, top, right, bottom)
        Of the clusters, in their order.
    """

    width: float
    height: float
    centers: tuple[Point, ...]
    routes: tuple[tuple[Point, ...], ...]
    frames: tuple[Rectangle, ...] = ()


@cache
def is_available() -> bool:
    """Whether pygraphviz is installed."""
    return find_spec("pygraphviz") is not None


def lay_out_layers(
    sizes: Sequence[tuple[float, float]],
    edges: Sequence[Edge],
    *,
    clusters: Sequence[Sequence[int]] = (),
    beside: Sequence[Sequence[int]] = (),
    across: float = 24.0,
    along: float = 46.0,
) -> LayeredLayout:
    """Lay nodes out in rows with few crossings, upper nodes above lower ones (dot).

    Parameters
    ----------
    sizes : sequence of (width, height)
        Of the nodes in points.
    edges : sequence of Edge
        Without cycles.
    clusters : sequence of sequences of int
        Nodes that stand together in a rectangle without others.
    beside : sequence of sequences of int
        Nodes that stand in one row in this order from the left.
    across, along : float
        Space between neighbors in a row and between rows.

    Returns
    -------
    LayeredLayout

    Examples
    --------
    >>> layout = lay_out_layers([(100, 40), (100, 40)], [Edge(0, 1)])
    >>> layout.centers[0][1] < layout.centers[1][1], len(layout.routes)
    (True, 1)
    """
    node_gap = across / POINTS_PER_INCH
    row_gap = along / POINTS_PER_INCH
    gaps = f"nodesep={node_gap:.3f} ranksep={row_gap:.3f}"
    limits = f"nslimit={ROUNDS_PER_NODE} nslimit1={ROUNDS_PER_NODE}"
    # newrank ranks all clusters together; without it each department starts a rank of
    # its own and reporting lines between departments run level or upward.
    lines = [f"graph[{gaps} newrank=true {limits}]", "edge[arrowhead=none]"]
    lines += _node_lines(sizes)
    lines += _cluster_lines(clusters)
    for edge in edges:
        lines.append(f"n{edge.upper}->n{edge.lower}[weight={edge.weight}]")

    # Last, since the routes of the other edges are read by their place.
    lines += _order_lines(beside)
    answer = _run(lines, "dot")
    return _read_layout(answer, len(sizes), len(edges), len(clusters))


def order_rows(rows: Sequence[Sequence[int]], edges: Sequence[Edge]) -> list[list[int]]:
    """Order the nodes of given rows so that edges cross little (dot).

    Parameters
    ----------
    rows : sequence of sequences of int
        Each node in one row, from 0 on.
    edges : sequence of Edge
        Each from a row to the next one.

    Returns
    -------
    list of lists of int
        The rows from the left.

    Examples
    --------
    >>> order_rows([[0, 1], [2, 3]], [Edge(0, 3), Edge(1, 2)])
    [[0, 1], [3, 2]]
    """
    limits = f"nslimit={ROUNDS_PER_NODE} nslimit1={ROUNDS_PER_NODE}"
    lines = [f"graph[splines=none {limits}]", "edge[arrowhead=none]"]
    count = sum(len(row) for row in rows)
    lines += _node_lines([(9.0, 9.0)] * count)
    for row in rows:
        nodes = ";".join(f"n{node}" for node in row)
        lines.append(f"{{rank=same;{nodes}}}")
    for edge in edges:
        lines.append(f"n{edge.upper}->n{edge.lower}[weight={edge.weight}]")

    centers = _read_layout(_run(lines, "dot"), count, 0, 0).centers
    return [sorted(row, key=lambda node: centers[node][0]) for row in rows]


def lay_out_springs(count: int, edges: Iterable[tuple[int, int]]) -> tuple[Point, ...]:
    """Place tied nodes near one another, in a cloud (neato by stochastic descent).

    Parameters
    ----------
    count : int
        Number of nodes.
    edges : iterable of (int, int)
        Pairs of nodes.

    Returns
    -------
    tuple of (x, y)

    Examples
    --------
    >>> len(lay_out_springs(3, [(0, 1)]))
    3
    """
    # start=1 seeds the descent: the same ties give the same cloud on every machine
    # neato rather than sfdp or fdp: the bundled sfdp was built without triangulation
    # and prints an error on each call, and fdp gives another cloud on its second call
    # in one process. overlap=true leaves the cloud as it is, since cards are put on a
    # grid anyway.
    lines = ["graph[start=1 mode=sgd overlap=true splines=none]"]
    lines += _node_lines([(9.0, 9.0)] * count)
    for first, second in edges:
        lines.append(f"n{first}->n{second}")

    answer = _run(lines, "neato")
    return _read_layout(answer, count, 0, 0).centers


def _node_lines(sizes: Sequence[tuple[float, float]]) -> list[str]:
    lines = ['node[shape=box fixedsize=true label=""]']
    for node, (width, height) in enumerate(sizes):
        wide = width / POINTS_PER_INCH
        tall = height / POINTS_PER_INCH
        lines.append(f"n{node}[width={wide:.4f} height={tall:.4f}]")

    return lines


def _cluster_lines(clusters: Sequence[Sequence[int]]) -> list[str]:
    lines = []
    for number, members in enumerate(clusters):
        if members:
            nodes = ";".join(f"n{node}" for node in members)
            lines.append(
                f"subgraph {_CLUSTER}{number}{{margin={CLUSTER_MARGIN};{nodes}}}"
            )
    return lines


def _order_lines(rows: Sequence[Sequence[int]]) -> list[str]:
    """Invisible edges between neighbors of a row, which dot draws from left to right."""
    lines = []
    for row in rows:
        chain = "->".join(f"n{node}" for node in row)
        # dot ignores the direction of edges without weight.
        lines.append(f"{{rank=same;{chain}[style=invis weight=1]}}")
    return lines


def _run(lines: Sequence[str], engine: str) -> dict[str, Any]:
    # In the process itself: starting a program for each chart would cost more than the
    # layout of most buying centers.
    from pygraphviz import AGraph

    with _ONE_AT_A_TIME:
        graph = AGraph("digraph{" + "\n".join(lines) + "}")
        # json0 has positions without the drawing operations of json, which nobody
        # reads.
        answer: dict[str, Any] = json.loads(graph.draw(format="json0", prog=engine))
        graph.close()
    return answer


def _read_layout(
    answer: Mapping[str, Any], nodes: int, edges: int, clusters: int
) -> LayeredLayout:
    page = _read_numbers(answer["bb"])
    left, bottom, right, top = page
    centers: list[Point] = [(0.0, 0.0)] * nodes
    frames: list[Rectangle] = [(0.0, 0.0, 0.0, 0.0)] * clusters
    for each in answer.get("objects", ()):
        name = each["name"]
        if name.startswith(_CLUSTER):
            number = int(name.removeprefix(_CLUSTER))
            frames[number] = _read_frame(each["bb"], page)
        elif "pos" in each:
            centers[int(name[1:])] = _read_point(each["pos"], page)

    routes = []
    # Edges come back in the order in which they were written.
    for each in answer.get("edges", ())[:edges]:
        points = each["pos"].split()
        routes.append(tuple(_read_point(point, page) for point in points))

    width = right - left
    height = top - bottom
    return LayeredLayout(width, height, tuple(centers), tuple(routes), tuple(frames))


def _read_numbers(text: str) -> Rectangle:
    left, bottom, right, top = map(float, text.split(","))
    return left, bottom, right, top


def _read_point(text: str, page: Rectangle) -> Point:
    left, _, _, top = page
    x, _, y = text.partition(",")
    # y grows upward in Graphviz and downward in a scene
    return float(x) - left, top - float(y)


def _read_frame(text: str, page: Rectangle) -> Rectangle:
    left, _, _, top = page
    x1, y1, x2, y2 = _read_numbers(text)
    return (
        x1 - left,
        top - y2,
        x2 - left,
        top - y1,
    )
