"""Right-angled lines: from the middle below to the middle above, through no card, no bar over another boss's bar."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings, strategies as st

from powermap.scene.crossings import DrawnLine, boxes_crossed, count_crossings
from powermap.scene.curves import flatten_curve, straight_curve
from powermap.scene.layout.bars import LEVELS
from powermap.scene.layout.graphviz import Edge, lay_out_layers
from powermap.scene.layout.node_rows import CLEAR, NodeRows
from powermap.scene.layout.tree_lines import route_past_rows, route_tree_lines


@st.composite
def organizations(draw):
    """Sizes, reporting lines (boss, report) and further ties without cycles, as Graphviz lays them in rows."""
    count = draw(st.integers(2, 24))
    sizes = [
        (draw(st.sampled_from([120, 150])), draw(st.sampled_from([50, 50, 67])))
        for _ in range(count)
    ]
    bosses = [
        draw(st.integers(0, 2 if node > 3 and draw(st.booleans()) else node - 1))
        for node in range(1, count)
    ]
    alone = draw(st.sets(st.integers(1, count - 1), max_size=3))
    tree = [(boss, node) for node, boss in enumerate(bosses, 1) if node not in alone]
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
        lambda pair: pair[0] != pair[1]
    )
    ties = [tuple(sorted(pair)) for pair in draw(st.lists(ends, max_size=count))]
    return sizes, tree, ties


def laid(sizes, tree, ties):
    made = lay_out_layers(
        sizes, [*(Edge(*pair, 4) for pair in tree), *(Edge(*pair) for pair in ties)]
    )
    boxes = [
        (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
        for (x, y), (w, h) in zip(made.centers, sizes, strict=True)
    ]
    return (
        boxes,
        made.routes[: len(tree)],
        [flatten_curve(route) for route in made.routes[len(tree) :]],
    )


def middle(box):
    return (box[0] + box[2]) / 2


def level_pieces(line):
    return [
        (a[1], min(a[0], b[0]), max(a[0], b[0]))
        for a, b in pairwise(line)
        if a[1] == b[1] and a != b
    ]


def bars_of(tree, lines):
    """Level stretches by boss and height, those that hang on one another joined."""
    found = defaultdict(list)
    for (boss, _), line in zip(tree, lines, strict=True):
        for y, left, right in level_pieces(line):
            found[boss, y].append((left, right))
    bars = []
    for (boss, y), stretches in found.items():
        joined = []
        for left, right in sorted(stretches):
            if joined and left <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], right)
            else:
                joined.append([left, right])
        bars += [(boss, y, *each) for each in joined]
    return bars


def spaces_of(boxes):
    rows = NodeRows(boxes)
    return list(pairwise([*zip(rows.tops, rows.bottoms, strict=True)]))


@given(organizations())
@settings(max_examples=60, deadline=None)
def test_elbows_are_upright_and_level_from_middle_to_middle_and_run_through_no_card(
    organization,
):
    boxes, routes, others = laid(*organization)
    tree = organization[1]
    lines = route_tree_lines(boxes, tree, routes, others)
    assert len(lines) == len(tree)
    for (upper, lower), line in zip(tree, lines, strict=True):
        assert line[0] == (
            pytest.approx((boxes[upper][0] + boxes[upper][2]) / 2),
            boxes[upper][3],
        )
        assert line[-1] == (
            pytest.approx((boxes[lower][0] + boxes[lower][2]) / 2),
            boxes[lower][1],
        )
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line))
        assert all(a[1] <= b[1] for a, b in pairwise(line))
        assert boxes_crossed(line, boxes, within=0) == []
    assert lines == route_tree_lines(boxes, tree, routes, others)


@given(organizations())
@settings(max_examples=60, deadline=None)
def test_bars_of_two_bosses_lie_over_one_another_only_where_every_level_is_taken(
    organization,
):
    boxes, routes, others = laid(*organization)
    tree = organization[1]
    bars = bars_of(tree, route_tree_lines(boxes, tree, routes, others))
    for (_, low), (high, _) in spaces_of(boxes):
        here = [bar for bar in bars if low < bar[1] < high]

        def levels(bar, here=here):
            near = [
                each
                for each in here
                if each[2] - CLEAR < bar[3] and bar[2] - CLEAR < each[3]
            ]
            return len({y for _, y, _, _ in near})

        for one, other in combinations(here, 2):
            over = min(one[3], other[3]) - max(one[2], other[2])
            if one[0] != other[0] and one[1] == other[1] and over > 0:
                assert max(levels(one), levels(other)) == len(LEVELS)


@given(organizations())
@settings(max_examples=30, deadline=None)
def test_bars_lie_in_the_space_between_two_rows(organization):
    boxes, routes, others = laid(*organization)
    spaces = spaces_of(boxes)
    for line in route_tree_lines(boxes, organization[1], routes, others):
        for y, _, _ in level_pieces(line):
            assert any(low < y < high for (_, low), (high, _) in spaces)


@given(organizations())
@settings(max_examples=60, deadline=None)
def test_a_detour_runs_through_nobody_but_its_ends(organization):
    sizes, tree, ties = organization
    boxes, *_ = laid(sizes, tree, ties)
    for upper, lower in ties:
        a, b = boxes[upper], boxes[lower]
        curve = route_past_rows(
            boxes, (upper, lower), [(middle(a), a[3]), (middle(b), b[1])]
        )
        (x, y), (right, low) = curve[0], curve[-1]
        assert (y, low) == (a[3], b[1])
        assert a[0] < x < a[2]
        assert b[0] < right < b[2]
        assert len(curve) % 3 == 1
        line = flatten_curve(curve, 30)
        assert boxes_crossed(line, boxes, within=0.5, ends=(upper, lower)) == []
        assert all(p[1] <= q[1] + 1e-9 for p, q in pairwise(line))


def test_a_detour_keeps_to_the_nearest_free_place_of_a_row():
    boxes = [(0, 0, 80, 20), (0, 60, 80, 80), (100, 60, 180, 80), (0, 120, 80, 140)]
    xs = {
        round(x, 6)
        for x, y in flatten_curve(route_past_rows(boxes, (0, 3), [(40, 20), (40, 120)]))
        if 60 <= y <= 80
    }
    assert xs == {-CLEAR}
    near = flatten_curve(
        route_past_rows(boxes, (0, 3), [(40, 20), (92, 70), (40, 120)])
    )
    assert {round(x, 6) for x, y in near if 60 <= y <= 80} <= {92}
    assert boxes_crossed(near, boxes, within=0) == []


BOSSES = [(0, 0, 40, 20), (100, 0, 140, 20)]


def down(boxes, upper, lower):
    """A straight way for an edge."""
    ends = [
        ((boxes[node][0] + boxes[node][2]) / 2, boxes[node][side])
        for node, side in ((upper, 3), (lower, 1))
    ]
    return straight_curve(ends)


def drawn(boxes, tree, others=()):
    return route_tree_lines(boxes, tree, [down(boxes, *pair) for pair in tree], others)


def test_reports_of_one_boss_hang_on_one_trunk_and_one_bar():
    boxes = [(100, 0, 140, 20), *((x, 60, x + 40, 80) for x in (0, 100, 200, 300))]
    lines = drawn(boxes, [(0, node) for node in (1, 2, 3, 4)])
    assert lines == (
        ((120, 20), (120, 38), (20, 38), (20, 60)),
        ((120, 20), (120, 60)),
        ((120, 20), (120, 38), (220, 38), (220, 60)),
        ((120, 20), (120, 38), (320, 38), (320, 60)),
    )


def test_bars_of_two_bosses_take_two_levels_where_they_would_meet():
    boxes = [*BOSSES, (200, 60, 240, 80), (-100, 60, -60, 80)]
    first, second = drawn(boxes, [(0, 2), (1, 3)])
    assert first[1][1] != second[1][1]
    apart = drawn([*BOSSES, (50, 60, 90, 80), (150, 60, 190, 80)], [(0, 2), (1, 3)])
    assert apart[0][1][1] == apart[1][1][1] == 38


@pytest.mark.parametrize(
    ("tie", "height"),
    [
        (
            ((-10, 20), (-10, 120)),
            65,
        ),  # 0.45 of the space from 20 to 120, where nothing is in the way
        (
            ((-10, 20), (-10, 58), (60, 59), (60, 120)),
            52,
        ),  # comes in below 58: over it nothing is crossed
        (((-10, 20), (-10, 42), (60, 43), (60, 120)), 40),
        (
            ((60, 20), (60, 70), (300, 71), (300, 120)),
            78,
        ),  # goes out at 70: below it nothing is crossed
        (((60, 20), (60, 80), (300, 81), (300, 120)), 92),
        (((60, 20), (60, 120)), 65),  # crossed once at any height
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_bar_lies_where_it_crosses_the_fewest_lines(tie, height, turned):
    boxes = [(0, 0, 40, 20), (100, 120, 140, 140)]
    (line,) = drawn(boxes, [(0, 1)], [tie[::-1] if turned else tie])
    assert line == ((20, 20), (20, height), (120, height), (120, 120))
    assert count_crossings([DrawnLine(line, 1), DrawnLine(tie, 2)]) == (
        len(tie) == 2 and tie[0][0] == 60
    )


@pytest.mark.parametrize(
    ("boxes", "tree", "tie", "height"),
    [
        # the tie crosses the bar at any height, and at 65 an upright piece of the first report too
        (
            [(0, 0, 40, 20), (50, 120, 90, 140), (100, 120, 140, 140)],
            [(0, 1), (0, 2)],
            ((40, 20), (40, 70), (90, 71), (90, 120)),
            78,
        ),
        # or, further left, the trunk
        (
            [(50, 0, 90, 20), (0, 120, 40, 140), (100, 120, 140, 140)],
            [(0, 1), (0, 2)],
            ((40, 20), (40, 60), (90, 61), (90, 120)),
            52,
        ),
    ],
)
def test_the_uprights_that_hang_on_a_bar_count_too(boxes, tree, tie, height):
    lines = drawn(boxes, tree, [tie])
    assert {y for line in lines for y, *_ in level_pieces(line)} == {height}
    assert (
        count_crossings([*(DrawnLine(line, 1) for line in lines), DrawnLine(tie, 2)])
        == 1
    )


def test_a_line_past_a_row_is_upright_where_that_row_is_free():
    boxes = [(0, 0, 40, 20), (0, 60, 40, 80), (100, 120, 140, 140)]
    (line,) = drawn(boxes, [(0, 2)])
    assert line == (
        (20, 20),
        (20, 38),
        (120, 38),
        (120, 120),
    )  # over the report, since the boss stands over a card


def test_a_line_past_a_row_that_is_full_there_takes_the_way_that_was_found():
    boxes = [(0, 0, 40, 20), (0, 60, 40, 80), (100, 60, 140, 80), (100, 120, 140, 140)]
    route = straight_curve([(20, 20), (70, 58), (70, 82), (120, 120)])
    (line,) = route_tree_lines(boxes, [(0, 3)], [route])
    assert line == ((20, 20), (20, 38), (70, 38), (70, 98), (120, 98), (120, 120))
    assert boxes_crossed(line, boxes, within=0) == []


def test_nodes_a_hair_apart_stand_in_one_row():
    rows = NodeRows([(0, 0, 40, 20), (60, 0, 100, 21), (0, 60, 40, 80)])
    assert (rows.tops, rows.bottoms) == ([0, 60], [21, 80])
    assert [rows.row_of(box) for box in ((60, 0, 100, 21), (0, 60, 40, 80))] == [0, 1]
    assert [rows.is_free(0, x) for x in (20, 50, 47.5, 52, 107, 106)] == [
        False,
        True,
        True,
        True,
        True,
        False,
    ]


def test_nobody_reports_to_anybody():
    assert route_tree_lines([(0, 0, 40, 20)], [], []) == ()
    assert route_tree_lines([], [], []) == ()
