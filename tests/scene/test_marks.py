"""A scene is data: it can be walked, asked by key, written plainly and built again from what was written."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings, strategies as st

from powermap.scene import Box, Disc, Group, Path, Scene, Text

KINDS = {kind.__name__.lower(): kind for kind in (Box, Disc, Text, Path, Group)}
CURVE = (("M", 1.0, 2.0), ("C", 3.0, 4.0, 5.0, 6.0, 7.0, 8.0), ("Z",))


def scene(*marks, **more):
    return Scene(
        200, 100, title="A picture", description="What it shows.", marks=marks, **more
    )


def built_again(plain):
    """A mark from its plain form, as a program that reads the JSON would make it."""
    facts = {
        name: value for name, value in plain.items() if name not in {"mark", "marks"}
    }
    if "marks" in plain:
        facts["marks"] = tuple(built_again(inner) for inner in plain["marks"])
    return KINDS[plain["mark"]](**facts)


sizes = st.floats(0.25, 500)
colours = st.sampled_from([None, "#FFFFFF", "#2458A6"])
leaves = st.one_of(
    st.builds(
        Box,
        sizes,
        sizes,
        sizes,
        sizes,
        fill=colours,
        dash=st.sampled_from([(), (4.0, 3.0)]),
        opacity=sizes,
    ),
    st.builds(
        Disc,
        sizes,
        sizes,
        sizes,
        stroke=colours,
        stroke_width=sizes,
        solid=st.booleans(),
    ),
    st.builds(
        Text,
        sizes,
        sizes,
        st.text(min_size=1),
        sizes,
        st.just("#1F2933"),
        sizes,
        weight=st.sampled_from(["regular", "semibold"]),
        anchor=st.sampled_from(["start", "middle", "end"]),
    ),
    st.builds(Path, st.just(CURVE), fill=colours, opacity=sizes),
)
marks = st.recursive(
    leaves,
    lambda inner: st.builds(
        Group,
        st.lists(inner, min_size=1, max_size=3).map(tuple),
        key=st.sampled_from([None, "ana", "张伟"]),
        classes=st.sampled_from([(), ("stakeholder", "owner")]),
        bounds=st.sampled_from([None, (1.0, 2.0, 3.0, 4.0)]),
        link=st.sampled_from([None, ("ana", "ben")]),
    ),
    max_leaves=8,
)


@given(st.lists(marks, max_size=4))
@settings(max_examples=50, deadline=None)
def test_what_is_written_plainly_builds_the_same_marks(several):
    plain = scene(*several).as_dict()["marks"]
    assert [built_again(each) for each in plain] == several


def test_plain_form_says_the_page_and_leaves_out_what_is_default():
    disc = Disc(5, 6, 7, solid=True)
    assert scene(
        Group((disc,), key="ana"), lang="zh", metrics={"moved": 2}
    ).as_dict() == {
        "width": 200,
        "height": 100,
        "title": "A picture",
        "description": "What it shows.",
        "lang": "zh",
        "background": "#FFFFFF",
        "metrics": {"moved": 2},
        "marks": [
            {
                "mark": "group",
                "key": "ana",
                "marks": [
                    {
                        "mark": "disc",
                        "x": 5,
                        "y": 6,
                        "radius": 7,
                        "stroke_width": 1.0,
                        "solid": True,
                    }
                ],
            }
        ],
    }


def test_plain_form_is_ready_for_json():
    curved = scene(
        Group(
            (Path(CURVE, fill="#FFFFFF"),),
            key="张伟",
            bounds=(1, 2, 3, 4),
            link=("ana", "ben"),
        )
    )
    (group,) = json.loads(json.dumps(curved.as_dict()))["marks"]
    assert (group["bounds"], group["link"]) == ([1, 2, 3, 4], ["ana", "ben"])
    assert group["marks"][0]["commands"] == [
        ["M", 1, 2],
        ["C", 3, 4, 5, 6, 7, 8],
        ["Z"],
    ]


def test_walk_goes_in_drawing_order_a_group_before_its_members():
    first, inside, last = Disc(1, 1, 1), Box(2, 2, 2, 2), Disc(3, 3, 3)
    inner = Group((inside,), key="inner")
    outer = Group((first, inner), key="outer")
    assert list(scene(outer, last).walk()) == [outer, first, inner, inside, last]


def test_groups_are_found_at_any_depth_by_their_key_only():
    inner = Group((Disc(1, 1, 1),), key="inner")
    nameless = Group((inner,))
    outer = Group((nameless,), key="outer")
    assert scene(outer, Disc(9, 9, 1)).groups() == {"outer": outer, "inner": inner}


@pytest.mark.parametrize(
    "mark", [Box(1, 2, 3, 4), Disc(1, 2, 3), Text(1, 2, "a", 3, "#000000", 4), scene()]
)
def test_nothing_drawn_changes_afterwards(mark):
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(mark, dataclasses.fields(mark)[0].name, 5)


def test_report_of_a_scene_cannot_be_written_into():
    with pytest.raises(TypeError):
        scene().metrics["moved"] = 1
