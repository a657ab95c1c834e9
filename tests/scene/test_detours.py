"""Ways round boxes: they enter none, bend at right angles, and keep apart where they can."""

from __future__ import annotations

import random
from itertools import pairwise

from powermap.scene.layout.detours import route_around_boxes


def town(rows, columns, wide=60, tall=30, street=16):
    return [
        (
            x * (wide + street),
            y * (tall + street),
            x * (wide + street) + wide,
            y * (tall + street) + tall,
        )
        for y in range(rows)
        for x in range(columns)
    ]


PAGE = (-20, -20, 800, 600)


def enters(a, b, box):
    low, high = (min(a[0], b[0]), min(a[1], b[1])), (max(a[0], b[0]), max(a[1], b[1]))
    return low[0] < box[2] and high[0] > box[0] and low[1] < box[3] and high[1] > box[1]


def check_routes(dice):
    boxes = [box for box in town(6, 6) if dice.random() < 0.8]
    pairs = [tuple(dice.sample(range(len(boxes)), 2)) for _ in range(8)]
    for (a, b), route in zip(
        pairs, route_around_boxes(boxes, pairs, PAGE), strict=True
    ):
        assert route is not None
        for here, there in pairwise(route):
            assert here[0] == there[0] or here[1] == there[1]
            assert not any(enters(here, there, box) for box in boxes)
        for point, box in ((route[0], boxes[a]), (route[-1], boxes[b])):
            assert point[0] in {box[0], box[2], (box[0] + box[2]) / 2}
            assert point[1] in {box[1], box[3], (box[1] + box[3]) / 2}


def test_no_route_enters_a_box():
    for seed in range(8):
        check_routes(random.Random(seed))


def test_neighbors_are_joined_straight():
    assert route_around_boxes(town(1, 2), [(0, 1)], PAGE) == (((60, 15.0), (76, 15.0)),)


def test_two_ways_keep_apart():
    first, second = route_around_boxes(town(1, 3), [(0, 2), (0, 2)], PAGE)
    assert not set(first[1:-1]) & set(second[1:-1])


def test_where_no_way_leads():
    walled = [
        (0, 0, 20, 20),
        (22, -40, 30, 60),
        (-10, -40, -2, 60),
        (-2, -40, 22, -2),
        (-2, 22, 22, 60),
        (100, 0, 120, 20),
    ]
    assert route_around_boxes(walled, [(0, 5)], PAGE) == (None,)
    assert route_around_boxes(walled, [], PAGE) == ()
