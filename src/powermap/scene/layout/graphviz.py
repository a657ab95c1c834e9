"""The only module that calls Graphviz: numbers in, positions out.

Graphviz never sees a text of the user, so no name can break or inject into its language.
The engine is the one that pygraphviz carries; no program has to be installed. Graphviz
keeps global state, so one call is made at a time. Coordinates come back in points, y
down, from (0, 0).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from powermap.scene.marks import Point

POINTS_PER_INCH = 72
"""Graphviz takes sizes in inches and answers in points."""

# Dense graphs can take dot's simplex many rounds for hardly any gain. Twice as many,
# with lighter reporting lines, saved an eighth of the crossings for a quarter more time
# (docs/decisions/0007).
ROUNDS_PER_NODE = 4
"""Where dot's network simplex stops, so that a dense graph is laid out in bounded time."""

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


@cache
def is_available() -> bool:
    """Whether pygraphviz is installed."""
    return find_spec("pygraphviz") is not None


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

    centers = _read_centers(_run(lines), count)
    return [sorted(row, key=lambda node: centers[node][0]) for row in rows]


def _node_lines(sizes: Sequence[tuple[float, float]]) -> list[str]:
    lines = ['node[shape=box fixedsize=true label=""]']
    for node, (width, height) in enumerate(sizes):
        wide = width / POINTS_PER_INCH
        tall = height / POINTS_PER_INCH
        lines.append(f"n{node}[width={wide:.4f} height={tall:.4f}]")

    return lines


def _run(lines: Sequence[str]) -> dict[str, Any]:
    # In the process itself: starting a program for each chart would cost more than the
    # layout of most buying centers.
    from pygraphviz import AGraph

    with _ONE_AT_A_TIME:
        graph = AGraph("digraph{" + "\n".join(lines) + "}")
        # json0 has positions without the drawing operations of json, which nobody
        # reads.
        answer: dict[str, Any] = json.loads(graph.draw(format="json0", prog="dot"))
        graph.close()
    return answer


def _read_centers(answer: Mapping[str, Any], nodes: int) -> tuple[Point, ...]:
    left, _, _, top = map(float, answer["bb"].split(","))
    centers: list[Point] = [(0.0, 0.0)] * nodes
    for each in answer.get("objects", ()):
        if "pos" in each:
            x, _, y = each["pos"].partition(",")
            # y grows upward in Graphviz and downward in a scene
            centers[int(each["name"][1:])] = float(x) - left, top - float(y)
    return tuple(centers)
