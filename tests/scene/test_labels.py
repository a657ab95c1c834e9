"""Labels beside their discs: a label covers nothing, and where it cannot stand beside its disc a leader says whose."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import assume, given, settings, strategies as st

from powermap.scene.layout.label_spots import Spot, leader_line
from powermap.scene.layout.labels import place_labels
from powermap.scene.layout.spread import spread

WIDE, TALL = 700, 450
PLOT = (0, 0, WIDE, TALL)
HAIR = 1e-6


def box_of(spot, size):
    return spot.x, spot.y, spot.x + size[0], spot.y + size[1]


def overlap(a, b):
    return (
        min(a[2], b[2]) - max(a[0], b[0]) > HAIR
        and min(a[3], b[3]) - max(a[1], b[1]) > HAIR
    )


def holds(box, x, y):
    return box[0] + 0.01 < x < box[2] - 0.01 and box[1] + 0.01 < y < box[3] - 0.01


def on_disc(box, disc):
    x, y, radius = disc
    near = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    return math.dist(near, (x, y)) < radius - HAIR


def check_legible(placed, discs, sizes, obstacles, plot):
    boxes = [box_of(spot, size) for spot, size in zip(placed.spots, sizes, strict=True)]
    for box in boxes:
        assert plot[0] <= box[0]
        assert plot[1] <= box[1]
        assert box[2] <= plot[2]
        assert box[3] <= plot[3]
        assert not any(on_disc(box, disc) for disc in discs)
        assert not any(overlap(box, obstacle) for obstacle in obstacles)
    assert not any(overlap(a, b) for a, b in combinations(boxes, 2))


def points_of(line):
    """Points along a leader, its ends left out."""
    x1, y1, x2, y2 = line
    return [
        (x1 + (x2 - x1) * step / 100, y1 + (y2 - y1) * step / 100)
        for step in range(1, 100)
    ]


def cross(first, second):
    def turn(line, x, y):
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])

    return (
        turn(first, *second[:2]) * turn(first, *second[2:]) < 0
        and turn(second, *first[:2]) * turn(second, *first[2:]) < 0
    )


discs = st.tuples(st.floats(10, WIDE - 10), st.floats(10, TALL - 10), st.just(9.5))
sizes = st.tuples(st.floats(5, 90), st.sampled_from([12.0, 14.0, 28.0]))
labelled = st.lists(st.tuples(discs, sizes), min_size=1, max_size=15)
obstacles = st.lists(
    st.builds(
        lambda x, y, w, h: (x, y, x + w, y + h),
        st.floats(0, WIDE),
        st.floats(0, TALL),
        st.floats(1, 80),
        st.floats(1, 30),
    ),
    max_size=3,
)


@given(labelled, obstacles)
@settings(max_examples=100, deadline=None)
def test_scattered_labels_cover_nothing(people, taken):
    where, what = zip(*people, strict=True)
    placed = place_labels(where, what, obstacles=taken, bounds=PLOT, listed=False)
    assert placed is not None
    check_legible(placed, where, what, taken, PLOT)
    assert placed == place_labels(
        where, what, obstacles=taken, bounds=PLOT, listed=False
    )


@given(
    st.lists(
        st.tuples(st.floats(200, 400), st.floats(150, 300)) | st.just((300.0, 225.0)),
        min_size=8,
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None)
def test_crowded_labels_cover_nothing_and_say_whose_they_are(points):
    where = [(x, y, 9.5) for x, y in spread(points, 9.5, PLOT)]
    what = [(40.0 + 7 * (number % 5), 14.0) for number in range(len(where))]
    placed = place_labels(
        where, what, obstacles=[(300, 0, 320, 100)], bounds=PLOT, listed=False
    )
    assert placed is not None
    check_legible(placed, where, what, [(300, 0, 320, 100)], PLOT)
    for spot, size, disc in zip(placed.spots, what, where, strict=True):
        assert spot.leader == (spot.side in {"far", "list"})
        if not spot.leader:
            right, low = spot.x + size[0], spot.y + size[1]
            near = min(max(disc[0], spot.x), right), min(max(disc[1], spot.y), low)
            assert math.dist(near, disc[:2]) < disc[2] + 9


@given(labelled.filter(lambda people: len(people) > 5))
@settings(max_examples=60, deadline=None)
def test_leaders_cross_nothing_when_no_crossing_is_counted(people):
    where = [(x / 3, y / 3, 9.5) for (x, y, _), _ in people]
    what = [size for _, size in people]
    placed = place_labels(
        where, what, obstacles=[], bounds=(0, 0, WIDE / 2.5, TALL / 2.5), listed=False
    )
    assume(placed is not None)
    assume(not placed.crossings)
    assume(any(spot.side == "far" for spot in placed.spots))
    assume(not any(spot.side == "list" for spot in placed.spots))
    boxes = [box_of(spot, size) for spot, size in zip(placed.spots, what, strict=True)]
    lines = {
        n: leader_line(spot, what[n], where[n])
        for n, spot in enumerate(placed.spots)
        if spot.leader
    }
    assert not any(cross(a, b) for a, b in combinations(lines.values(), 2))
    for who, line in lines.items():
        others = [n for n in range(len(where)) if n != who]
        assert not any(
            holds(boxes[n], *point) for n in others for point in points_of(line)
        )
        assert not any(
            math.dist(where[n][:2], point) < 9.49
            for n in others
            for point in points_of(line)
        )


def only_spot(disc, *taken, plot=(0, 0, 200, 100)):
    placed = place_labels([disc], [(40, 12)], obstacles=taken, bounds=plot)
    return placed.spots[0]


LEFT, RIGHT = (77, 0, 78, 100), (122, 0, 123, 100)
"""Walls that leave room for a label over or under the disc only."""


@pytest.mark.parametrize(
    ("disc", "taken", "x", "y", "side"),
    [
        ((100, 50, 9), [], 100 + 9 + 5, 50 - 6, "right"),
        ((180, 50, 9), [], 180 - 9 - 5 - 40, 50 - 6, "left"),
        ((100, 50, 9), [RIGHT], 100 - 9 - 5 - 40, 50 - 6, "left"),
        (
            (100, 50, 9),
            [LEFT, (120, 52, 160, 60)],
            100 + 9 + 4,
            50 - 6 - 4.8,
            "right",
        ),  # on the slant
        ((100, 50, 9), [LEFT, RIGHT], 100 - 20, 50 - 9 - 2.5 - 12, "above"),
        (
            (100, 50, 9),
            [LEFT, RIGHT, (80, 20, 120, 35)],
            100 - 20,
            50 + 9 + 2.5,
            "below",
        ),
    ],
)
def test_the_best_free_place_at_a_disc(disc, taken, x, y, side):
    spot = only_spot(disc, *taken)
    assert (spot.x, spot.y, spot.side, spot.leader) == (
        pytest.approx(x),
        pytest.approx(y),
        side,
        False,
    )


def test_a_disc_walled_in_has_its_label_in_the_nearest_gap_with_a_leader():
    walls = [(60, 0, 140, 38), (60, 62, 140, 100), (60, 38, 88, 62), (112, 38, 140, 62)]
    spot = only_spot((100, 50, 9), *walls)
    assert (spot.side, spot.leader) == ("far", True)
    assert spot.x == pytest.approx(141.5) or spot.x + 40 == pytest.approx(58.5)


@pytest.mark.parametrize(
    ("spot", "line"),
    [
        (Spot(30, 40, "far", leader=True), (3, 4, 30, 40)),
        (Spot(-5, 20, "far", leader=True), (0, 5, 0, 20)),
        (Spot(30, 36, "list", leader=True), (3, 4, 30, 40)),
        (Spot(-4, -4, "far", leader=True), (0, 0, 0, 0)),
    ],
)
def test_a_leader_runs_from_the_rim_to_the_nearest_point_of_the_label(spot, line):
    # disc of radius 5 at the origin; 30 and 40 are the legs of 50, so the rim is at 3 and 4
    assert leader_line(spot, (10, 8), (0, 0, 5)) == pytest.approx(line)


def pack(count):
    return [(x, y, 9.5) for x, y in spread([(WIDE / 2, TALL / 2)] * count, 9.5, PLOT)]


@pytest.mark.parametrize("count", [14, 19, 30])
def test_a_tight_pack_shares_a_list_on_either_side_with_no_two_leaders_crossing(count):
    where, what = pack(count), [(60.0, 14.0)] * count
    placed = place_labels(where, what, obstacles=[], bounds=PLOT)
    assert {spot.side for spot in placed.spots} == {"list"}
    assert (placed.far, placed.unlisted) == (0, 0)
    check_legible(placed, where, what, [], PLOT)
    lines = [leader_line(*each) for each in zip(placed.spots, what, where, strict=True)]
    assert not any(cross(a, b) for a, b in combinations(lines, 2))
    on_the_left = sum(spot.x < WIDE / 2 for spot in placed.spots)
    assert on_the_left == count // 2


def test_a_pack_without_room_for_its_list_gives_up_or_says_so():
    where, what = pack(19), [(60.0, 14.0)] * 19
    beside = [(0, 0, 280, TALL), (420, 0, WIDE, TALL)]
    assert place_labels(where, what, obstacles=beside, bounds=PLOT) is None
    placed = place_labels(where, what, obstacles=beside, bounds=PLOT, listed=False)
    assert placed.unlisted == 1
    check_legible(placed, where, what, beside, PLOT)


def test_no_more_may_stand_away_than_allowed():
    where, what = [(100, 50, 9), (100, 70, 9)], [(40, 12), (80, 12)]
    walls = [(60, 0, 90, 90), (110, 0, 140, 90)]
    away = place_labels(where, what, obstacles=walls, bounds=(0, 0, 300, 100))
    assert away.far == 2
    assert (
        place_labels(where, what, obstacles=walls, bounds=(0, 0, 300, 100), most=2)
        == away
    )
    assert (
        place_labels(where, what, obstacles=walls, bounds=(0, 0, 300, 100), most=1)
        is None
    )


@pytest.mark.parametrize("size", [(210, 12), (40, 110)])
def test_a_label_larger_than_the_plot_has_no_place(size):
    assert (
        place_labels([(100, 50, 9)], [size], obstacles=[], bounds=(0, 0, 200, 100))
        is None
    )
