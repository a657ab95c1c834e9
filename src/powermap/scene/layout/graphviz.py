"""The one door to Graphviz: sizes and numbers in, positions and routes out. It never sees anybody's text.

The engine is the one that pygraphviz carries; no program has to be installed. Graphviz keeps state of its own, so one
call is made at a time. Coordinates come back in points, y down, from (0, 0).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from powermap.scene.marks import Point, Rectangle

_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Edge:
    """From the upper node to the lower one, by their numbers; the heavier, the shorter and straighter."""

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
        Control points of each edge's cubic curves from the rim of its upper to that of its lower node: 1 + 3 k points.
    frames : tuple of (left, top, right, bottom)
        Round the clusters, in their order.
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
    across: float = 24.0,
    along: float = 46.0,
) -> LayeredLayout:
    """Rows from top to bottom with few crossings, every upper node above its lower ones (Graphviz' dot).

    Parameters
    ----------
    sizes : sequence of (width, height)
        Of the nodes in points.
    edges : sequence of Edge
        Without cycles.
    clusters : sequence of sequences of int
        Nodes that stand together in a rectangle without others.
    across, along : float
        Space between neighbours in a row and between rows.

    Returns
    -------
    LayeredLayout

    Examples
    --------
    >>> made = lay_out_layers([(100, 40), (100, 40)], [Edge(0, 1)])
    >>> made.centers[0][1] < made.centers[1][1], len(made.routes)
    (True, 1)
    """
    lines = [
        f"graph[nodesep={across / 72:.3f} ranksep={along / 72:.3f} newrank=true nslimit=4 nslimit1=4]",
        "edge[arrowhead=none]",
        *_nodes(sizes),
        *(
            f"subgraph cluster_{place}{{margin=14;{';'.join(f'n{node}' for node in members)}}}"
            for place, members in enumerate(clusters)
            if members
        ),
        *(f"n{edge.upper}->n{edge.lower}[weight={edge.weight}]" for edge in edges),
    ]
    return _read(_run(lines, "dot"), len(sizes), len(edges), len(clusters))


def lay_out_springs(count: int, edges: Iterable[tuple[int, int]]) -> tuple[Point, ...]:
    """Places where tied nodes are near one another, in a cloud (Graphviz' neato by stochastic descent).

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
    lines = [
        "graph[start=1 mode=sgd overlap=true splines=none]",
        *_nodes([(9.0, 9.0)] * count),
    ]
    made = _run([*lines, *(f"n{a}->n{b}" for a, b in edges)], "neato")
    return _read(made, count, 0, 0).centers


def _nodes(sizes: Sequence[tuple[float, float]]) -> list[str]:
    return [
        'node[shape=box fixedsize=true label=""]',
        *(
            f"n{node}[width={w / 72:.4f} height={h / 72:.4f}]"
            for node, (w, h) in enumerate(sizes)
        ),
    ]


def _run(lines: Sequence[str], engine: str) -> dict[str, Any]:
    from pygraphviz import AGraph

    with _ONE_AT_A_TIME:
        graph = AGraph("digraph{" + "\n".join(lines) + "}")
        answer: dict[str, Any] = json.loads(graph.draw(format="json0", prog=engine))
        graph.close()
    return answer


def _read(
    answer: dict[str, Any], nodes: int, edges: int, clusters: int
) -> LayeredLayout:
    left, low, right, top = map(float, answer["bb"].split(","))

    def point(text: str) -> Point:
        x, _, y = text.partition(",")
        return float(x) - left, top - float(y)

    centers: list[Point] = [(0.0, 0.0)] * nodes
    frames: list[Rectangle] = [(0.0, 0.0, 0.0, 0.0)] * clusters
    for each in answer.get("objects", ()):
        name = each["name"]
        if name.startswith("cluster_"):
            x1, y1, x2, y2 = map(float, each["bb"].split(","))
            frames[int(name[8:])] = x1 - left, top - y2, x2 - left, top - y1
        elif "pos" in each:
            centers[int(name[1:])] = point(each["pos"])
    drawn = answer.get("edges", ())[:edges]
    routes = tuple(tuple(map(point, each["pos"].split())) for each in drawn)
    return LayeredLayout(right - left, top - low, tuple(centers), routes, tuple(frames))
