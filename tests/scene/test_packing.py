"""Rectangles on a page: nothing lies over anything, everything lies within."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from powermap.scene.layout.packing import pack, widths_to_try

sizes = st.lists(st.tuples(st.floats(1, 400), st.floats(1, 300)), max_size=30)


@given(sizes, st.floats(1, 1500), st.floats(0, 50))
def test_rectangles_keep_their_gap_and_lie_within_the_size(several, width, gap):
    places, (wide, tall) = pack(several, width=width, gap=gap)
    assert len(places) == len(several)
    found = [
        (x, y, x + w, y + h) for (x, y), (w, h) in zip(places, several, strict=True)
    ]
    for a, b in combinations(found, 2):
        apart = max(b[0] - a[2], a[0] - b[2], b[1] - a[3], a[1] - b[3])
        assert apart >= gap - 1e-6
    assert all(
        min(x, y) >= 0 and right <= wide + 1e-6 and low <= tall + 1e-6
        for x, y, right, low in found
    )
    assert wide == max((right for _, _, right, _ in found), default=0)
    assert tall == pytest.approx(max((low for *_, low in found), default=0))
    assert wide <= max([width, *(w for w, _ in several)]) + 1e-6
    assert pack(several, width=width, gap=gap) == (places, (wide, tall))


def test_the_tallest_first_each_as_high_up_as_there_is_room():
    made = pack([(40, 10), (40, 30), (40, 20), (60, 20)], width=100, gap=5)
    assert made == (((45, 60), (0, 0), (0, 60), (0, 35)), (85, 80))


def test_a_row_that_is_just_full_is_kept():
    assert pack([(50, 10), (40, 10)], width=100, gap=10) == (
        ((0, 0), (60, 0)),
        (100, 10),
    )
    assert pack([(50, 10), (41, 10)], width=100, gap=10) == (
        ((0, 0), (0, 20)),
        (50, 30),
    )


def test_one_wider_than_the_page_widens_it():
    assert pack([(300, 20), (140, 10), (150, 10)], width=100, gap=10) == (
        ((0, 0), (160, 30), (0, 30)),
        (300, 40),
    )


def test_nothing_takes_no_room():
    assert pack([], width=100, gap=10) == ((), (0, 0))


def test_low_ones_stand_below_one_another_beside_a_tall_one():
    made = pack([(40, 50), (30, 20), (25, 20)], width=100, gap=5)
    assert made == (((0, 0), (45, 0), (45, 25)), (75, 50))


@given(sizes, st.floats(0.5, 3), st.floats(0, 50))
def test_widths_to_try_hold_the_widest_and_are_few(several, aspect, gap):
    widths = widths_to_try(several, aspect=aspect, gap=gap)
    widest = max((wide for wide, _ in several), default=0.0)
    assert widths[0] == widest
    assert widths == sorted(set(widths))
    assert len(widths) <= 30
