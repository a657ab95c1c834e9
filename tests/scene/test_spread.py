"""Discs moved apart: none hides another, nobody leaves the plot, and who need not move does not."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from powermap.scene.layout.spread import spread

RADIUS = 9.5
PLOT = (0.0, 0.0, 400.0, 300.0)
HAIR = 1e-3
"""Places are rounded to the fourth decimal."""

inside = st.tuples(st.floats(RADIUS, 400 - RADIUS), st.floats(RADIUS, 300 - RADIUS))
shared = st.sampled_from(
    [(200.0, 150.0), (210.0, 150.0), (RADIUS, RADIUS), (400 - RADIUS, 150.0)]
)
crowds = st.lists(inside | shared, max_size=30)


def least_distance(points):
    return min((math.dist(a, b) for a, b in combinations(points, 2)), default=math.inf)


@given(crowds, st.floats(0, 4))
@settings(max_examples=80, deadline=None)
def test_no_disc_lies_over_another_and_all_stay_in_the_plot(points, gap):
    places = spread(points, RADIUS, PLOT, gap)
    assert len(places) == len(points)
    assert least_distance(places) >= 2 * RADIUS - HAIR
    for x, y in places:
        assert RADIUS - HAIR <= x <= 400 - RADIUS + HAIR
        assert RADIUS - HAIR <= y <= 300 - RADIUS + HAIR


@given(crowds)
@settings(max_examples=30, deadline=None)
def test_same_points_same_places(points):
    assert spread(points, RADIUS, PLOT) == spread(list(points), RADIUS, PLOT)


cells = st.tuples(st.integers(0, 11), st.integers(0, 8))
within_cell = st.tuples(st.floats(0, 10), st.floats(0, 10))


@given(st.dictionaries(cells, within_cell, max_size=20))
@settings(max_examples=50, deadline=None)
def test_points_far_apart_are_not_moved_at_all(lonely):
    points = [
        (12 + 31 * column + dx, 12 + 31 * row + dy)
        for (column, row), (dx, dy) in lonely.items()
    ]
    assert spread(points, RADIUS, PLOT) == tuple(points)


@given(st.integers(2, 12), st.floats(250, 380), st.floats(20, 280))
@settings(max_examples=40, deadline=None)
def test_a_crowd_elsewhere_moves_nobody_who_stands_alone(count, x, y):
    places = spread([(x, y), *[(80.0, 150.0)] * count], RADIUS, PLOT)
    assert places[0] == pytest.approx((x, y), abs=1e-4)


@given(st.floats(0.5, 2 * RADIUS - 0.01), st.floats(0, 2 * math.pi), st.floats(0, 5))
@settings(max_examples=60, deadline=None)
def test_two_that_overlap_give_way_by_half_each_on_their_line(distance, angle, gap):
    ahead = distance * math.cos(angle), distance * math.sin(angle)
    places = spread([(200, 150), (200 + ahead[0], 150 + ahead[1])], RADIUS, PLOT, gap)
    move = (2 * RADIUS + gap - distance) / 2 / distance
    assert places[0] == pytest.approx(
        (200 - move * ahead[0], 150 - move * ahead[1]), abs=HAIR
    )
    assert places[1] == pytest.approx(
        (200 + (1 + move) * ahead[0], 150 + (1 + move) * ahead[1]), abs=HAIR
    )


def test_seven_at_one_point_are_one_in_the_middle_and_six_round_it():
    # the densest packing of seven equal circles: a hexagon round its centre
    places = spread([(200, 150)] * 7, RADIUS, PLOT)
    assert sorted(math.dist(place, (200, 150)) for place in places) == pytest.approx(
        [0] + [20] * 6, abs=0.01
    )


def test_a_pack_is_balanced_around_the_point_it_shares():
    for count in (2, 3, 5, 10, 19):
        places = spread([(200, 150)] * count, RADIUS, PLOT)
        middle = [sum(place[axis] for place in places) / count for axis in (0, 1)]
        assert middle == pytest.approx([200, 150], abs=HAIR)


def test_a_pack_in_a_corner_moves_inwards_as_one():
    pack, cornered = (
        spread([(200, 150)] * 5, RADIUS, PLOT),
        spread([(0, 0)] * 5, RADIUS, PLOT),
    )
    dx, dy = cornered[0][0] - pack[0][0], cornered[0][1] - pack[0][1]
    assert [(x + dx, y + dy) for x, y in pack] == [
        pytest.approx(place, abs=HAIR) for place in cornered
    ]
    assert min(x for x, _ in cornered) == pytest.approx(RADIUS, abs=HAIR)
    assert min(y for _, y in cornered) == pytest.approx(RADIUS, abs=HAIR)


def test_nobody_hides_another_even_where_not_all_fit():
    places = spread([(20, 20)] * 12, RADIUS, (0, 0, 40, 40))
    assert least_distance(places) >= 2 * RADIUS - HAIR


def test_a_plot_too_tight_for_pushing_alone_still_has_a_place_for_each():
    for step in (0.1, 1):
        points = [(20 + step * number, 20) for number in range(20)]
        places = spread(points, RADIUS, (0, 0, 120, 120))
        assert least_distance(places) >= 2 * RADIUS - HAIR
        for place in places:
            assert min(place) >= RADIUS - HAIR
            assert max(place) <= 120 - RADIUS + HAIR


def test_nobody_at_all():
    assert spread([], RADIUS, PLOT) == ()
