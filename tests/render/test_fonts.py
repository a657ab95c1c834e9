from __future__ import annotations

import pytest

import powermap as pm
from powermap.errors import PowermapWarning
from powermap.notes import collecting_notes
from powermap.render import face_runs, fonts, installed_fonts, mpl
from powermap.scene.marks import Scene, Text

NOWHERE = "\U00012fff"  # not assigned: no face has it


def one_text(content):
    return Scene(
        100,
        50,
        title="",
        description="",
        marks=(Text(5, 20, content, 12, "#000000", 50),),
    )


@pytest.mark.parametrize(
    ("weight", "name"),
    [("regular", "SourceSansPro-Regular"), ("semibold", "SourceSansPro-Semibold")],
)
def test_source_sans_draws_what_it_has(weight, name):
    ((content, face),) = face_runs.split_by_face("Zoë Řezníčková", weight)
    assert content == "Zoë Řezníčková"
    assert name in face.path


def test_faces_cover_what_they_are_given_and_nothing_is_lost():
    words = "Wei 张伟 Ж ★ éx"
    stretches = face_runs.split_by_face(words)
    drawn = "".join(content for content, _ in stretches)
    assert len(drawn) == len(words)
    assert all(a == b or b == "?" for a, b in zip(words, drawn, strict=True))
    assert all(
        fonts.has_glyph(face, char) for content, face in stretches for char in content
    )


def test_right_to_left_words_stay_whole():
    ((content, face),) = face_runs.split_by_face("Ana שלום (x)")
    assert content == "Ana שלום (x)"
    assert all(fonts.has_glyph(face, char) for char in content)


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (
            "محمد 王伟",
            ["王伟", "محمد "],
        ),  # the text goes from right to left: its second word stands left
        ("王伟 محمد", ["王伟", " ", "محمد"]),
        ("שלום 王伟 ABC", ["王伟", " ABC", "שלום "]),
        ("CFO 財務 محمد", ["CFO ", "財務", " ", "محمد"]),
        ("王 محمد 12 علي 伟", ["王", " ", "محمد 12 علي", " ", "伟"]),
        ("王 שלוֹם", ["王", " ", "שלוֹם"]),
    ],
)
def test_right_to_left_letters_beside_chinese_each_find_their_face(content, seen):
    if face_runs.first_face_for("王財", "regular") is None:
        pytest.skip("no installed face has Chinese")
    for weight in ("regular", "semibold"):
        found = face_runs.split_by_face(content, weight)
        assert [stretch for stretch, _ in found] == seen
        assert all(
            fonts.has_glyph(face, char) for stretch, face in found for char in stretch
        )


def test_right_to_left_words_of_which_no_face_has_all_are_cut_between_words():
    found = face_runs.split_by_face(f"שלום {NOWHERE} محمد")
    assert next(stretch for stretch, _ in found).endswith("محمد")
    assert "".join(stretch for stretch, _ in reversed(found)) == "שלום ? محمد"


def test_han_takes_the_simplified_face_of_a_sans():
    ((_, face),) = face_runs.split_by_face("决策者")
    if not fonts.has_glyph(face, "决"):
        pytest.skip("no installed face has Chinese")
    family = fonts.open_face(face).family_name
    assert "JP" not in family
    assert "Serif" not in family


def test_missing_characters_warn_once_and_say_what_to_install():
    with pytest.warns(PowermapWarning, match="Noto Sans") as caught:
        mpl.png(one_text(f"a{NOWHERE}b{NOWHERE}"), scale=1)
    assert len(caught) == 1
    assert caught[0].filename == __file__
    assert (
        "".join(content for content, _ in face_runs.split_by_face(f"a{NOWHERE}b"))
        == "a?b"
    )


def test_who_collects_notes_gets_the_one_of_missing_characters_too():
    with collecting_notes() as notes:
        mpl.png(one_text(f"a{NOWHERE}"), scale=1)
    assert ["Noto Sans" in str(note) for note in notes] == [True]


def test_chinese_without_a_face_names_the_cjk_package(monkeypatch):
    monkeypatch.setattr(installed_fonts, "_font_files", lambda weight: ())
    for cached in (
        face_runs.split_by_face,
        face_runs.first_face_for,
        face_runs._missing_characters,
    ):
        cached.cache_clear()
    try:
        with pytest.warns(PowermapWarning, match="apt install fonts-noto-cjk"):
            face_runs.warn_of_missing_glyphs(one_text("张伟"))
    finally:
        for cached in (
            face_runs.split_by_face,
            face_runs.first_face_for,
            face_runs._missing_characters,
        ):
            cached.cache_clear()


def test_marks_that_a_face_lacks_are_left_out_with_a_warning_and_not_drawn_as_boxes():
    name = "Z\u034ea\u0301"  # COMBINING UPWARDS ARROW BELOW is in hardly any face; the acute accent is in Source Sans
    assert (
        "".join(stretch for stretch, _ in face_runs.split_by_face(name)) == "Za\u0301"
    )
    chart = pm.quadrant(pm.BuyingCenter("ERP", [pm.Stakeholder(name)]))
    with pytest.warns(PowermapWarning, match="left out"):
        chart.png(0.2)
    assert name in chart.svg()
