"""Measure, runs, elision and wrapping, held against the font file itself and against what they promise."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import assume, given, settings, strategies as st

from powermap.scene.text import elide, measure, runs, wrap, wrap_facts, wrap_within

FACES = {
    "regular": "SourceSansPro-Regular.ttf",
    "semibold": "SourceSansPro-Semibold.ttf",
}
FAMILY = "👩\u200d👧"
"""Woman and girl joined to one sign (Unicode, emoji-zwj-sequences.txt)."""


@pytest.fixture(scope="module", params=FACES)
def face(request):
    import font_source_sans_pro

    path = Path(font_source_sans_pro.__file__).parent / "files" / FACES[request.param]
    with TTFont(path, lazy=True) as font:
        yield request.param, font


def advances_in(font):
    """Thousandths of an em by character, from the font's tables cmap, hmtx and head."""
    widths, em = font["hmtx"].metrics, font["head"].unitsPerEm
    return {
        chr(code): round(1000 * widths[glyph][0] / em)
        for code, glyph in font.getBestCmap().items()
    }


def test_the_table_of_advances_is_that_of_the_font(face):
    weight, font = face
    table = json.loads(
        files("powermap.scene").joinpath("advances.json").read_text(encoding="ascii")
    )
    assert table[weight] == advances_in(font)


def test_a_line_is_as_wide_as_its_glyphs_in_the_font(face):
    weight, font = face
    words = "Zoë Řezníčková, CFO & Co."
    own = sum(advances_in(font)[char] for char in words)
    assert measure(words, 12.5, weight) == pytest.approx(own * 12.5 / 1000)


@pytest.mark.parametrize(
    ("content", "ems"),
    [("张伟，", 3), ("한글", 2), ("\uff21\uff22", 2), ("e\u0301", None), (FAMILY, 2.7)],
)
def test_what_the_font_lacks_has_the_width_of_its_class(content, ems):
    wanted = measure("e", 10) if ems is None else 10 * ems
    assert measure(content, 10) == pytest.approx(wanted)


@given(st.text(max_size=30), st.floats(1, 90), st.floats(0, 5))
@settings(max_examples=60, deadline=None)
def test_width_grows_with_size_and_with_spacing_after_each_letter(
    content, size, spacing
):
    plain = measure(content, size)
    assert plain == pytest.approx(size * measure(content, 1.0))
    assert measure(content, size, spacing=spacing) == pytest.approx(
        plain + spacing * len(content)
    )


@given(
    st.text(st.characters(codec="utf-8") | st.sampled_from("aé 张\u0301"), max_size=30)
)
@settings(max_examples=100, deadline=None)
def test_runs_lose_nothing_and_differ_from_their_neighbours(content):
    parts = runs(content)
    assert "".join(part for part, _ in parts) == content
    assert all(one != next_one for (_, one), (_, next_one) in pairwise(parts))


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("Ana Ruiz", (("Ana Ruiz", True),)),
        ("Wei 张伟 CFO", (("Wei ", True), ("张伟", False), (" CFO", True))),
        ("张\u0301a", (("张\u0301", False), ("a", True))),
        ("Ana שלום (x)", (("Ana שלום (x)", False),)),
        ("", (("", True),)),
    ],
)
def test_runs_keep_marks_with_their_letters_and_right_to_left_whole(content, parts):
    assert runs(content) == parts


names = st.text(st.sampled_from("aWj é张，。-/…,." + FAMILY), max_size=40)
rooms = st.floats(1, 150)


@given(names, rooms, st.sampled_from(["regular", "semibold"]))
@settings(max_examples=200, deadline=None)
def test_elided_text_fits_and_is_the_beginning(content, room, weight):
    short = elide(content, room, 11, weight)
    if measure(content, 11, weight) <= room:
        assert short == content
    else:
        assert content.startswith(short.removesuffix("…"))
        assert short == "…" or measure(short, 11, weight) <= room


@given(st.text("aWjé张", min_size=1, max_size=40), rooms)
@settings(max_examples=100, deadline=None)
def test_elision_keeps_as_much_as_fits(content, room):
    short = elide(content, room, 11)
    assume(short != content)
    assert measure(content[: len(short)] + "…", 11) > room


def test_no_space_is_left_before_the_dots():
    assert elide("Ana Ruiz", measure("Ana …", 11), 11) == "Ana…"


def test_elision_never_cuts_a_sign_from_its_letter():
    assert elide("Ze\u0301a " * 3, measure("Ze\u0301…", 11), 11) == "Ze\u0301…"
    assert (
        elide(f"{FAMILY}{FAMILY}{FAMILY}", measure(f"{FAMILY}…", 11), 11)
        == f"{FAMILY}…"
    )


words = st.text(st.sampled_from("aWjé张-/,。"), min_size=1, max_size=12)
sentences = st.lists(words.filter(lambda word: word[0] not in ",。"), max_size=6).map(
    " ".join
)


@given(sentences, rooms, st.sampled_from(["regular", "semibold"]))
@settings(max_examples=300, deadline=None)
def test_wrapping_loses_nothing_but_spaces_and_stays_in_its_room(content, room, weight):
    lines = wrap(content, room, 11, weight)
    assert "".join(lines).replace(" ", "") == content.replace(" ", "")
    assert all(
        len(line) == 1 or measure(line, 11, weight) <= room for line in lines if line
    )
    assert all(line == line.strip() for line in lines)


@given(sentences, rooms, st.integers(1, 4))
@settings(max_examples=300, deadline=None)
def test_wrapping_within_lines_is_wrapping_with_the_rest_cut(content, room, most):
    lines = wrap_within(content, room, 11, most=most)
    whole = wrap(content, room, 11)
    if len(whole) <= most:
        assert lines == whole
        return
    assert len(lines) == most
    assert lines[:-1] == whole[: most - 1]
    assert lines[-1].endswith("…")
    shown = "".join(lines).removesuffix("…").replace(" ", "")
    assert content.replace(" ", "").startswith(shown)


@given(
    st.lists(st.text("aWé", min_size=1, max_size=5), min_size=1, max_size=8),
    st.floats(50, 150),
)
@settings(max_examples=100, deadline=None)
def test_a_line_breaks_between_words_and_only_where_the_next_would_not_fit(
    several, room
):
    lines = wrap(" ".join(several), room, 11)
    assert " ".join(lines) == " ".join(several)
    for line, following in pairwise(lines):
        assert measure(f"{line} {following.split(' ')[0]}", 11) > room


@given(st.lists(words, min_size=1, max_size=6), st.floats(20, 150))
@settings(max_examples=200, deadline=None)
def test_facts_stay_in_one_line_where_they_fit(facts, room):
    lines = wrap_facts(facts, " · ", room, 11)
    for fact in facts:
        if measure(fact, 11) <= room:
            assert any(fact.strip() in line for line in lines)
    shown = "".join(lines).replace(" ", "").replace("·", "")
    assert shown == "".join(facts).replace(" ", "")


@pytest.mark.parametrize(
    ("content", "room", "lines"),
    [
        ("Head of Sales", measure("Head of", 10), ("Head of", "Sales")),
        ("Ana-Maria/Ruiz", measure("Ana-Maria/", 10), ("Ana-Maria/", "Ruiz")),
        ("决策者，影响者", 30, ("决策", "者，影", "响者")),
        ("Wei Zhang 张伟", measure("Wei Zhang 张", 10), ("Wei Zhang", "张伟")),
        ("共有14人", 30, ("共有", "14人")),
        ("商务价值（弱）", 50, ("商务价值", "（弱）")),
        ("欧阳静", 25, ("欧阳", "静")),
        ("aaaaa b", measure("aa", 10), ("aa", "aa", "a", "b")),
        (f"{FAMILY}{FAMILY}", 5, (FAMILY, FAMILY)),
        ("", 50, ("",)),
        ("   ", 50, ("",)),
    ],
)
def test_where_lines_break(content, room, lines):
    assert wrap(content, room, 10) == lines
