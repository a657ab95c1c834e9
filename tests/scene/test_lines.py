"""Lines between nodes: ends are kept, crossings and what is run through are what counting by hand finds."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import assume, given, settings, strategies as st

from powermap.scene.crossings import (
    DrawnLine,
    boxes_crossed,
    count_crossings,
    segment_enters,
)
from powermap.scene.curves import (
    clip_before_box,
    flatten_curve,
    round_corners,
    straight_curve,
)

places = st.floats(-300, 300)
points = st.tuples(places, places)
corners = st.lists(points, min_size=2, max_size=6)
curves = st.integers(1, 3).flatmap(
    lambda count: st.lists(points, min_size=1 + 3 * count, max_size=1 + 3 * count)
)
boxes = st.builds(
    lambda x, y, wide, tall: (x, y, x + wide, y + tall),
    st.floats(-200, 150),
    st.floats(-200, 150),
    st.floats(1, 200),
    st.floats(1, 200),
)


def at(piece, t):
    """A point of a cubic curve by Bernstein's formula."""
    weights = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3]
    return tuple(
        sum(weight * point[axis] for weight, point in zip(weights, piece, strict=True))
        for axis in (0, 1)
    )


def pieces_of(curve):
    return [curve[start : start + 4] for start in range(0, len(curve) - 1, 3)]


def far_from(point, start, end):
    """Distance of a point from a straight piece."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    long = dx * dx + dy * dy
    share = (
        min(max(((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / long, 0), 1)
        if long
        else 0
    )
    return math.dist(point, (start[0] + share * dx, start[1] + share * dy))


def off_line(point, line):
    return min(far_from(point, *piece) for piece in pairwise(line))


@given(curves, st.integers(1, 9))
def test_a_flattened_curve_keeps_its_ends_and_lies_on_the_curve(curve, steps):
    line = flatten_curve(curve, steps)
    assert (line[0], line[-1]) == (curve[0], curve[-1])
    assert line[::steps] == tuple(curve[::3])
    wanted = [
        curve[0],
        *(
            at(piece, step / steps)
            for piece in pieces_of(curve)
            for step in range(1, steps + 1)
        ),
    ]
    assert line == tuple(pytest.approx(point, abs=1e-6) for point in wanted)


def test_an_arch_is_three_quarters_as_high_as_its_handles():
    assert flatten_curve([(0, 0), (0, 8), (8, 8), (8, 0)], steps=2) == (
        (0, 0),
        (4, 6),
        (8, 0),
    )


@given(corners)
def test_straight_pieces_as_curves_keep_their_corners_and_stay_straight(line):
    curve = straight_curve(line)
    assert curve[::3] == tuple(line)
    for (start, end), piece in zip(pairwise(line), pieces_of(curve), strict=True):
        assert all(
            far_from(at(piece, step / 8), start, end) < 1e-6 for step in range(9)
        )


@given(corners, st.floats(0, 40))
def test_rounded_corners_keep_the_ends_and_stay_near_the_line(line, radius):
    curve = round_corners(line, radius)
    assert (curve[0], curve[-1]) == (line[0], line[-1])
    assert len(curve) % 3 == 1
    assert all(off_line(point, line) <= radius + 1e-6 for point in flatten_curve(curve))


@given(st.lists(st.floats(1, 200), min_size=2, max_size=6), st.floats(0, 40))
def test_away_from_the_corners_a_rounded_line_is_the_line(lengths, radius):
    line = [(0.0, 0.0)]
    for number, length in enumerate(lengths):
        x, y = line[-1]
        line.append((x + length, y) if number % 2 else (x, y + length))
    for point in flatten_curve(round_corners(line, radius)):
        if all(math.dist(point, corner) > radius + 1e-6 for corner in line[1:-1]):
            assert off_line(point, line) < 1e-6


def test_a_corner_is_cut_at_its_radius_or_in_the_middle_of_a_short_piece():
    curve = round_corners([(0, 0), (10, 0), (10, 10)], 4)
    assert curve[3:7] == (
        (6, 0),
        pytest.approx((8.2, 0)),
        pytest.approx((10, 1.8)),
        (10, 4),
    )
    assert round_corners([(0, 0), (10, 0), (10, 10)], 40)[3] == (5, 0)
    assert round_corners([(0, 0), (10, 0)], 4) == straight_curve([(0, 0), (10, 0)])


def inside(point, box, by=0.0):
    return (
        box[0] - by <= point[0] <= box[2] + by
        and box[1] - by <= point[1] <= box[3] + by
    )


@given(curves, boxes)
def test_a_curve_that_ends_outside_a_box_is_not_clipped(curve, box):
    assume(not inside(curve[-1], box))
    assert clip_before_box(curve, box) == tuple(curve)


ends_in_boxes = st.tuples(st.floats(0, 1), st.floats(0, 1))


@given(curves, boxes, ends_in_boxes)
@settings(max_examples=150, deadline=None)
def test_a_curve_into_a_box_ends_on_its_rim(curve, box, end):
    x = box[0] + (box[2] - box[0]) * end[0]
    y = box[1] + (box[3] - box[1]) * end[1]
    curve = [*curve[:-1], (x, y)]
    cut = clip_before_box(curve, box)
    assume(cut != tuple(curve))
    assert inside(cut[-1], box, 0.05)
    assert not inside(cut[-1], box, -0.05)
    whole = len(cut) - 4
    assert cut[:whole] == tuple(curve[:whole])
    assert cut[whole] == pytest.approx(curve[whole], abs=0.006)
    fine = [at(curve[whole : whole + 4], step / 500) for step in range(501)]
    assert off_line(cut[-1], fine) < 0.05
    assert all(
        inside(at(piece, step / 32), box)
        for piece in pieces_of(curve[whole + 3 :])
        for step in range(33)
    )


@given(st.tuples(st.floats(-90, 90), st.floats(-90, 90)), st.floats(0, 6.28))
def test_a_straight_way_into_a_box_ends_where_it_enters(end, angle):
    box = (-100, -100, 100, 100)
    start = (end[0] + 400 * math.cos(angle), end[1] + 400 * math.sin(angle))
    cut = clip_before_box(straight_curve([start, end]), box)
    assert max(abs(cut[-1][0]), abs(cut[-1][1])) == pytest.approx(100, abs=0.02)
    assert far_from(cut[-1], start, end) < 0.01
    assert len(cut) == 4


def test_until_passes_over_a_box_that_is_left_again():
    through_and_back = straight_curve([(0, 0), (100, 0), (0, 0)])
    assert clip_before_box(through_and_back, (40, -5, 60, 5)) == through_and_back
    again = clip_before_box(
        straight_curve([(0, 0), (100, 0), (50, 0)]), (40, -5, 60, 5)
    )
    assert again[-1] == pytest.approx((60, 0), abs=0.01)
    assert again[3] == (100, 0)


def test_until_keeps_a_curve_that_is_inside_all_the_way():
    curve = straight_curve([(1, 1), (2, 2), (3, 1)])
    assert clip_before_box(curve, (0, 0, 9, 9)) == curve


def really_cross(a, b):
    """Whether two straight pieces cross within both, solved exactly."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = *a, *b
    area = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if area == 0:
        return False
    t = Fraction((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx), area)
    u = Fraction((cx - ax) * (by - ay) - (cy - ay) * (bx - ax), area)
    return 0 < t < 1 and 0 < u < 1


spots = st.tuples(st.integers(0, 12), st.integers(0, 12))


@given(st.lists(st.tuples(spots, spots), max_size=25))
@settings(max_examples=150, deadline=None)
def test_crossings_are_what_pairs_counted_one_by_one_give(segments):
    lines = [DrawnLine(ends, number) for number, ends in enumerate(segments)]
    assert count_crossings(lines) == sum(
        really_cross(a, b) for a, b in combinations(segments, 2)
    )


@given(
    st.lists(
        st.tuples(st.lists(spots, min_size=2, max_size=4), st.integers(0, 3)),
        max_size=12,
    )
)
@settings(max_examples=150, deadline=None)
def test_within_a_family_nothing_crosses(several):
    # the shear leaves no piece vertical or horizontal, so that none are merged
    lines = [
        DrawnLine(tuple((64 * x + y, 64 * y + x) for x, y in line), family)
        for line, family in several
    ]
    pieces = [
        (piece, line.family)
        for line in lines
        for piece in pairwise(line.points)
        if piece[0] != piece[1]
    ]
    for (start, end), _ in pieces:
        assert start[0] != end[0]
        assert start[1] != end[1]
    wanted = sum(
        really_cross(a, b)
        for (a, one), (b, other) in combinations(pieces, 2)
        if one != other
    )
    assert count_crossings(lines) == wanted


def units(line):
    """Unit steps of right-angled pieces: those to the right and those down, by where they start."""
    level, upright = set(), set()
    for (x0, y0), (x1, y1) in pairwise(line):
        level |= {(x, y0) for x in range(min(x0, x1), max(x0, x1))}
        upright |= {(x0, y) for y in range(min(y0, y1), max(y0, y1))}
    return level, upright


walks = st.tuples(
    spots,
    st.lists(st.tuples(st.booleans(), st.integers(0, 12)), min_size=1, max_size=5),
)


@given(st.lists(st.tuples(walks, st.integers(0, 2)), max_size=9))
@settings(max_examples=150, deadline=None)
def test_a_stretch_that_a_family_shares_counts_once(several):
    lines = []
    for ((x, y), steps), family in several:
        line = [(x, y)]
        for along, to in steps:
            line.append((to, line[-1][1]) if along else (line[-1][0], to))
        lines.append(DrawnLine(tuple(line), family))
    covered = {0: (set(), set()), 1: (set(), set()), 2: (set(), set())}
    for line in lines:
        for known, more in zip(covered[line.family], units(line.points), strict=True):
            known.update(more)
    wanted = sum(
        (x, y) in covered[one][0]
        and (x - 1, y) in covered[one][0]
        and (x, y) in covered[other][1]
        and (x, y - 1) in covered[other][1]
        for one, other in permutations(covered, 2)
        for x in range(13)
        for y in range(13)
    )
    assert count_crossings(lines) == wanted


def test_a_tie_over_the_bus_line_of_a_boss_crosses_it_once():
    trunk = [(50, 0), (50, 40)]
    reports = [DrawnLine((*trunk, (x, 40), (x, 80)), "boss") for x in (10, 30, 70, 90)]
    assert (
        count_crossings([*reports, DrawnLine(((0, 20), (100, 20)), "over the trunk")])
        == 1
    )
    assert (
        count_crossings([*reports, DrawnLine(((80, 30), (80, 50)), "over the bar")])
        == 1
    )
    assert (
        count_crossings([*reports, DrawnLine(((0, 60), (100, 61)), "over all four")])
        == 4
    )
    assert count_crossings([*reports, DrawnLine(((0, 20), (100, 20)), "boss")]) == 0


@pytest.mark.parametrize(
    "other",
    [
        ((0, 0), (0, 9)),
        ((5, 5), (9, 0)),
        ((10, 10), (20, 3)),
        ((2, 2), (8, 8)),
        ((5, 5), (5, 5)),
    ],
)
def test_what_only_touches_does_not_cross(other):
    assert count_crossings([DrawnLine(((0, 0), (10, 10)), 1), DrawnLine(other, 2)]) == 0


def test_a_curve_is_counted_along_its_bend_not_its_handles():
    arch = ((0, 0), (0, 80), (80, 80), (80, 0))
    assert (
        count_crossings(
            [DrawnLine(arch, 1, curved=True), DrawnLine(((-9, 50), (99, 50.5)), 2)]
        )
        == 2
    )
    assert (
        count_crossings(
            [DrawnLine(arch, 1, curved=True), DrawnLine(((-9, 70), (99, 70.5)), 2)]
        )
        == 0
    )
    assert (
        count_crossings([DrawnLine(arch, 1), DrawnLine(((-9, 70), (99, 70.5)), 2)]) == 2
    )


@given(
    st.lists(points, min_size=2, max_size=4),
    st.lists(boxes, max_size=5),
    st.floats(0, 5),
)
@settings(max_examples=150, deadline=None)
def test_through_agrees_with_points_along_the_line(line, several, within):
    found = boxes_crossed(line, several, within=within)
    assert found == sorted(set(found))
    parts = 300
    along = [
        (x0 + (x1 - x0) * step / parts, y0 + (y1 - y0) * step / parts)
        for (x0, y0), (x1, y1) in pairwise(line)
        for step in range(parts + 1)
    ]
    pitch = max(math.dist(*piece) for piece in pairwise(line)) / parts
    for number, box in enumerate(several):
        if any(inside(point, box, -within - 1e-3) for point in along):
            assert number in found
        if (
            number in found
        ):  # what dips in between two of the points is at most as far as they are apart
            assert any(inside(point, box, pitch - within + 1e-6) for point in along)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ([(0, 5), (30, 5)], [0]),
        ([(0, 0.9), (30, 0.9)], []),
        ([(0, 1.1), (30, 1.1)], [0]),
        ([(0, -5), (15, -5), (15, 25)], [0, 1]),
        ([(15, -9), (15, 0)], []),
        ([(15, 0), (15, -9)], []),
        ([(0, 0), (9, 30)], []),
        ([(15, 4), (15, 6)], [0]),
    ],
)
def test_what_a_line_runs_through(line, found):
    assert boxes_crossed(line, [(10, 0, 20, 10), (10, 20, 20, 30)]) == found


def test_how_deep_is_for_the_caller_to_say():
    assert boxes_crossed([(0, 3), (30, 3)], [(10, 0, 20, 10)], within=2.5) == [0]
    assert boxes_crossed([(0, 3), (30, 3)], [(10, 0, 20, 10)], within=3.5) == []
    assert boxes_crossed([(0, 5), (30, 5)], [(10, 0, 20, 10)], within=5) == []


@given(
    st.lists(points, min_size=2, max_size=4),
    st.lists(boxes, max_size=5),
    st.sets(st.integers(0, 4)),
)
def test_the_boxes_at_the_ends_are_passed_over(line, several, ends):
    assert boxes_crossed(line, several, ends=ends) == [
        box for box in boxes_crossed(line, several) if box not in ends
    ]


@given(points, points, boxes)
def test_entering_has_no_direction(start, end, box):
    assert segment_enters(start, end, box) == segment_enters(end, start, box)
