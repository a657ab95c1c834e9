"""Small scenes with one fault each, found exactly; and what only looks like a fault, not found."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from powermap.scene import Box, Disc, Fault, Group, Path, Scene, Text, faults
from powermap.scene.extents import extent


def found(*marks):
    return faults(Scene(200, 100, title="", description="", marks=marks))


def text(x, y, content="Ana", width=20, **more):
    return Text(x, y, content, 10, "#000000", width, solid=True, **more)


def solid(x, y, width=20, height=20):
    return Box(x, y, width, height, solid=True)


CARD = (solid(10, 10, 60, 30), Disc(25, 25, 8, solid=True), text(40, 28))


def test_two_boxes_that_overlap():
    for x, y, depth in ((26, 10, 4), (10, 27, 3), (25, 28, 2), (13, 12, 17)):
        fault = Fault("overlap", "box", "box", depth)
        assert found(solid(10, 10), solid(x, y)) == [fault]


def test_a_text_over_a_disc():
    # the text begins at 40 on the height of the disc, whose rim is at 30 + 12
    assert found(Disc(30, 50, 12, solid=True), text(40, 52)) == [
        Fault("overlap", "disc", "Ana", 2)
    ]


def test_a_box_on_a_disc():
    assert found(solid(40, 40), Disc(33, 50, 9, solid=True)) == [
        Fault("overlap", "disc", "box", 2)
    ]


@pytest.mark.parametrize(
    ("mark", "depth"),
    [
        (text(-4, 50), 4),
        (text(187, 50), 7),
        (text(190, 50, anchor="middle"), 0),
        (text(195, 50, anchor="middle"), 5),
        (text(15, 50, anchor="end"), 5),
        (text(50, 3), 4.5),  # ascent 7.5
        (text(50, 99), 1.4),  # descent 2.4
        (text(50, 10, rotate=-90), 10),  # reads upwards
        (text(50, 95, rotate=90), 15),  # reads downwards
    ],
)
def test_a_text_outside_the_page(mark, depth):
    assert found(mark) == ([Fault("outside page", "Ana", None, depth)] if depth else [])


def test_a_mark_outside_the_bounds_of_its_group():
    for x, y in ((8, 30), (92, 30), (50, 8), (50, 52)):
        group = Group((Disc(x, y, 5),), key="cell-owner", bounds=(5, 5, 95, 55))
        assert found(group) == [Fault("outside bounds", "cell-owner disc", None, 2)]


def test_bounds_hold_for_groups_within_a_group():
    inner = Group((Group((Disc(93, 30, 5),)),), key="ana")
    assert found(Group((inner,), key="cell-owner", bounds=(5, 5, 95, 55))) == [
        Fault("outside bounds", "ana disc", None, 3)
    ]


def test_marks_that_just_touch_are_no_fault():
    boxes = [
        solid(10 + 20 * column, 10 + 20 * row)
        for column in range(3)
        for row in range(3)
    ]
    assert (
        found(
            *boxes,
            Disc(80, 20, 10, solid=True),
            Disc(100, 20, 10, solid=True),
            text(110, 20),
        )
        == []
    )


def test_marks_that_just_reach_the_edge_are_no_fault():
    assert found(Box(0, 0, 200, 100), text(0, 7.5), text(200, 97.6, anchor="end")) == []
    assert found(Group((Disc(10, 10, 5),), bounds=(5, 5, 15, 15))) == []


def test_half_a_point_is_forgiven():
    for depth, count in ((0.4, 0), (0.6, 1)):
        assert len(found(solid(10, 10), solid(30 - depth, 10))) == count
        assert len(found(Disc(10 - depth, 50, 10))) == count


def test_round_marks_are_measured_round():
    # their squares overlap by 3, the discs themselves stand apart
    assert found(Disc(30, 30, 10, solid=True), Disc(47, 47, 10, solid=True)) == []
    assert found(solid(40, 40), Disc(32, 32, 10, solid=True)) == []
    deep = 20 - math.hypot(13, 13)
    assert found(Disc(30, 30, 10, solid=True), Disc(43, 43, 10, solid=True)) == [
        Fault("overlap", "disc", "disc", round(deep, 2))
    ]


def test_marks_that_are_not_solid_may_cover_one_another():
    assert (
        found(
            Box(10, 10, 20, 20),
            solid(15, 15),
            Disc(20, 20, 9),
            Text(12, 20, "Ana", 10, "#000000", 20),
        )
        == []
    )


def test_what_stands_on_its_own_card_is_no_fault_but_on_another_is():
    ana = Group(CARD, key="ana")
    assert found(ana) == []
    assert found(ana, Group((text(66, 28, "Ben"),), key="ben")) == [
        Fault("overlap", "ana box", "ben Ben", 4)
    ]
    assert len(found(Group(CARD))) == 2


def test_on_one_card_texts_and_discs_may_still_not_overlap():
    late = Group((*CARD, text(55, 28, "CFO", 10)), key="ana")
    assert found(late) == [Fault("overlap", "ana Ana", "ana CFO", 5)]


def test_a_fault_in_words():
    both = found(Group((solid(10, 10),), key="ana"), Group((solid(26, 10),), key="ben"))
    assert [str(fault) for fault in both] == ["overlap: ana box and ben box by 4.0 pt"]
    assert str(found(Disc(-1, 50, 5))[0]) == "outside page: disc by 6.0 pt"


boxes = st.builds(
    solid,
    st.integers(0, 150),
    st.integers(0, 70),
    st.integers(1, 50),
    st.integers(1, 30),
)


@given(st.lists(boxes, max_size=12))
@settings(max_examples=100, deadline=None)
def test_every_overlap_is_found_once(several):
    depths = [
        min(
            min(a.x + a.width, b.x + b.width) - max(a.x, b.x),
            min(a.y + a.height, b.y + b.height) - max(a.y, b.y),
        )
        for a, b in combinations(several, 2)
    ]
    assert sorted(fault.depth for fault in found(*several)) == sorted(
        depth for depth in depths if depth > 0.5
    )


@pytest.mark.parametrize(
    ("mark", "rectangle"),
    [
        (Box(1, 2, 3, 4), (1, 2, 4, 6)),
        (Path((("M", 5, 9), ("C", 1, 2, 8, 3, 6, 4), ("Z",))), (1, 2, 8, 9)),
        (Group((Disc(10, 10, 4), Group((Box(20, 0, 5, 5),)))), (6, 0, 25, 14)),
        (text(50, 50, rotate=90), (47.6, 50, 57.5, 70)),
        (text(50, 50, anchor="middle"), (40, 42.5, 60, 52.4)),
    ],
)
def test_the_rectangle_that_a_mark_takes(mark, rectangle):
    assert extent(mark) == pytest.approx(rectangle)
