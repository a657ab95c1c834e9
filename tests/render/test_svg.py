from __future__ import annotations

import dataclasses
import math
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings, strategies as st

from powermap.render.svg import svg
from powermap.render.svg_numbers import number_text
from powermap.scene.marks import Box, Disc, Group, Path, Scene, Text

NS = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    'Ana "the & boss"',
    "$x$ \\N =1+1",
    "it's ]]> &amp;",
    "😀👩‍💻",
    "שלום عربي",
    "e\u0301 Z\u0308",
    "张伟",
]


def scene(*marks, **facts):
    return Scene(100, 50, marks=marks, **{"title": "T", "description": "D", **facts})


def text(content, **more):
    return Text(10, 20, content, 12, "#1F2933", 50, **more)


def parsed(*marks, **facts):
    return ET.fromstring(svg(scene(*marks, **facts)))


def test_root_names_itself_for_screen_readers():
    root = parsed(title="A & B", description="x < y", lang="zh")
    assert [child.tag for child in root][:2] == [NS + "title", NS + "desc"]
    assert (root[0].text, root[1].text) == ("A & B", "x < y")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [root[0].get("id"), root[1].get("id")]
    assert (root.get("viewBox"), root.get("lang")) == ("0 0 100 50", "zh")


@pytest.mark.parametrize(
    ("mark", "line"),
    [
        (
            Box(1, 2.005, 3.1, 4, fill="#FFF"),
            '<rect x="1" y="2" width="3.1" height="4" fill="#FFF"/>',
        ),
        (
            Box(0, 0, 10, 4, stroke="red", radius=8, dash=(4, 2.5), opacity=0.5),
            (
                '<rect x="0" y="0" width="10" height="4" rx="2" stroke="red" stroke-opacity="0.5" '
                'stroke-dasharray="4 2.5"/>'
            ),
        ),
        (
            Disc(-0.001, 1 / 3, 9.5, fill="#000"),
            '<circle cx="0" cy="0.33" r="9.5" fill="#000"/>',
        ),
        (
            Path(
                (("M", 0, 0), ("C", 1, 2, 3, 4, 5, 6), ("Z",)),
                stroke="#123",
                stroke_width=2,
            ),
            '<path d="M0 0 C1 2 3 4 5 6 Z" stroke="#123" stroke-width="2"/>',
        ),
        (
            text("a < b"),
            '<text x="10" y="20" font-size="12" fill="#1F2933">a &lt; b</text>',
        ),
        (
            text("A", weight="semibold", anchor="end", spacing=1.5, rotate=-90),
            (
                '<text x="10" y="20" font-size="12" fill="#1F2933" font-weight="600" text-anchor="end" '
                'letter-spacing="1.5" transform="rotate(-90 10 20)">A</text>'
            ),
        ),
        (
            text("  two  "),
            '<text x="10" y="20" font-size="12" fill="#1F2933" xml:space="preserve">  two  </text>',
        ),
    ],
)
def test_each_mark_is_one_plain_element(mark, line):
    assert line in svg(scene(mark)).splitlines()


def test_hostile_words_arrive_verbatim_everywhere():
    for content in HOSTILE:
        group = Group((text(content),), key="p", title=content, classes=("a",))
        root = parsed(group, title=content, description=content)
        assert [element.text for element in root.iter(NS + "text")] == [content]
        assert {element.text for element in root.iter(NS + "title")} == {content}
        assert not list(root.iter(NS + "script"))


@settings(max_examples=50, deadline=None)
@given(
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"
        ),
        max_size=30,
    )
)
def test_any_printable_words_come_back(words):
    mark = Group((text(words),), key=words, title=words)
    group = parsed(mark).find(NS + "g")
    assert (group[0].text or "") == words
    assert (group[1].text or "") == words


def test_characters_that_xml_forbids_do_not_break_the_document():
    assert parsed(text("a\x00b")).find(NS + "text").text == "a\ufffdb"


def test_group_has_its_tooltip_first_then_its_marks_in_order():
    inner = Group((Disc(1, 1, 1),), classes=("mark",))
    group = parsed(
        Group(
            (Box(0, 0, 1, 1), inner),
            key="ana",
            title="tip",
            classes=("stakeholder", "owner"),
        )
    )[3]
    assert (group.get("id"), group.get("class")) == ("ana", "stakeholder owner")
    assert [child.tag for child in group] == [NS + "title", NS + "rect", NS + "g"]


def test_ids_are_names_that_xml_and_selectors_take():
    expected_ids = {
        "ana-ruiz": "ana-ruiz",
        "张伟": "张伟",
        "3m": "id-3m",
        "a b.c:d": "a-b-c-d",
        '"><x': "id--x",
        "": "id",
        "chart-title": "chart-title-2",
    }
    for key, expected in expected_ids.items():
        assert parsed(Group((), key=key)).find(NS + "g").get("id") == expected


def test_ids_stay_unique_and_links_name_them():
    keys = ["a.b", "a b", "a-b"]
    root = parsed(
        *(Group((), key=key) for key in keys), Group((), key="tie", link=("a b", "a-b"))
    )
    ids = [element.get("id") for element in root.iter(NS + "g")]
    assert ids == ["a-b-2", "a-b-3", "a-b", "tie"]
    tie = list(root.iter(NS + "g"))[-1]
    assert (tie.get("data-source"), tie.get("data-target")) == ("a-b-3", "a-b")


def test_only_right_to_left_words_ask_for_their_order():
    right, left = parsed(text("Ana שלום"), text("Ana 张伟")).iter(NS + "text")
    assert (right.get("unicode-bidi"), right.get("direction")) == ("plaintext", "ltr")
    assert left.get("unicode-bidi") is None


def test_same_scene_same_text_without_styles_or_references(mixed):
    first = svg(mixed)
    assert first == svg(dataclasses.replace(mixed))
    assert not any(word in first for word in ("<style", "<script", "url(", "href"))


@pytest.mark.parametrize("value", [742.025, 0.125, 933.525, 1.005])
def test_the_last_bit_of_a_sum_decides_no_digit(value):
    neighbors = [math.nextafter(value, end) for end in (-math.inf, math.inf)]
    assert {number_text(each) for each in neighbors} == {number_text(value)}


@pytest.mark.parametrize("kind", [Box, Disc, Path, Text, Group])
def test_a_kind_of_mark_of_your_own_is_drawn_as_what_it_derives_from(kind):
    given = {
        Box: (1, 2, 3, 4, "#000000"),
        Disc: (5, 5, 2, "#000000"),
        Path: ((("M", 0, 0), ("L", 5, 5)), "#000000"),
        Text: (1, 2, "Ana", 12, "#000000", 30),
        Group: ((Disc(5, 5, 2, "#000000"),),),
    }[kind]
    own = type("Own", (kind,), {})
    assert svg(scene(own(*given))) == svg(scene(kind(*given)))
    with pytest.raises(TypeError):
        svg(scene("Ana"))
