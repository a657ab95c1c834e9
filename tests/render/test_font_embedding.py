from __future__ import annotations

import base64
import io
import re
import xml.etree.ElementTree as ET

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

import powermap as pm
from powermap.errors import PowermapWarning
from powermap.render import font_embedding, fonts, ready_fonts
from powermap.render.face_runs import first_face_for

RULE = re.compile(
    r"@font-face\{font-family:'Source Sans Pro';font-weight:(\d+);"
    r"src:url\(data:font/woff;base64,([^)]+)\) format\('woff'\);unicode-range:([^}]+)\}"
)
HAN = "采购中心权力图"


def faces(css):
    """Weight, font and range of each rule, which is all that there is."""
    assert RULE.sub("", css).strip() == ""
    return [
        (int(weight), TTFont(io.BytesIO(base64.b64decode(data))), ranges)
        for weight, data, ranges in RULE.findall(css)
    ]


def codes(ranges):
    found = []
    for part in ranges.split(","):
        first, _, last = part.removeprefix("U+").partition("-")
        found += range(int(first, 16), int(last or first, 16) + 1)
    return found


def test_the_glyphs_that_are_used_come_in_the_smallest_ready_font():
    for name, size in (("Ana Ruiz", "basic"), ("Ana Řezníčková", "latin")):
        chart = pm.quadrant(pm.BuyingCenter("Co", [pm.Stakeholder(name)]))
        used = font_embedding.scene_characters(chart.scene)
        found = faces(font_embedding.font_face_rules(used))
        assert [weight for weight, _, _ in found] == [400, 600]
        for weight, font, ranges in found:
            chars = used["regular" if weight == 400 else "semibold"]
            assert chars <= set(map(chr, codes(ranges)))
            assert set(codes(ranges)) == set(font.getBestCmap())
        # Names are in semibold.
        semibold = found[1][1]
        assert set(map(chr, semibold.getBestCmap())) == ready_fonts.CHARACTERS[size]


def test_what_no_ready_font_has_comes_beside_it():
    found = faces(font_embedding.font_face_rules({"regular": "Ana Жукова"}))
    assert len(found) == 2
    (_, _, first), (_, font, rest) = found
    assert (
        set(map(chr, codes(rest))) == set("Жукова") == set(map(chr, font.getBestCmap()))
    )
    assert not set(codes(first)) & set(codes(rest))


def test_every_ready_font_is_a_part_of_the_font_that_is_installed():
    """Run tools/ready_fonts.py when this fails."""
    for weight in ("regular", "semibold"):
        with TTFont(fonts.source_sans(weight).path) as whole:
            for name, characters in ready_fonts.CHARACTERS.items():
                ready = ready_fonts.read_ready_font(name, weight)
                with TTFont(io.BytesIO(ready)) as font:
                    assert set(map(chr, font.getBestCmap())) == characters
                    for char in characters:
                        assert glyph_of(font, char) == glyph_of(whole, char)
                    assert font["head"].unitsPerEm == 1000
                    ids = {record.nameID for record in font["name"].names}
                    assert ids <= {0, 13, 14}
                    assert "Adobe" in font["name"].getDebugName(0)
                    assert "fpgm" not in font


def glyph_of(font, char):
    """Width and outline."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    name = font.getBestCmap()[ord(char)]
    font.getGlyphSet()[name].draw(pen)
    return font["hmtx"][name][0], pen.value


def test_advances_stay_those_that_the_layout_measured():
    from powermap.scene.text import measure

    ((_, font, _),) = faces(font_embedding.font_face_rules({"regular": "Ana"}))
    widths, names = font["hmtx"], font.getBestCmap()
    assert sum(
        widths[names[ord(char)]][0] for char in "Ana"
    ) / 1000 * 12 == pytest.approx(measure("Ana", 12))


def test_chinese_comes_from_the_face_that_draws_it():
    if first_face_for(HAN, "regular") is None:
        pytest.skip("no installed face has Chinese")
    found = faces(
        font_embedding.font_face_rules({"regular": f"ERP {HAN}", "semibold": HAN})
    )
    assert [weight for weight, _, _ in found] == [400, 400, 600]
    (_, latin, first), (_, han, second), _ = found
    assert not set(codes(first)) & set(codes(second))
    assert set(han.getBestCmap()) >= {ord(char) for char in HAN}
    assert ord("E") in latin.getBestCmap()
    assert len(han.getGlyphOrder()) < 60


def test_an_outline_font_draws_what_the_whole_font_draws():
    face = first_face_for(HAN, "regular")
    if face is None:
        pytest.skip("no installed face has Chinese")
    made = font_embedding.subset_of(face, HAN)
    font_embedding.subset_of.cache_clear()
    assert font_embedding.subset_of(face, HAN) == made
    with (
        TTFont(io.BytesIO(made)) as font,
        TTFont(face.path, fontNumber=face.index) as whole,
    ):
        assert set(map(chr, font.getBestCmap())) == set(HAN)
        for char in HAN:
            assert shape_of(font, char) == shape_of(whole, char)
        for tag, name in (
            ("hhea", "ascent"),
            ("hhea", "descent"),
            ("OS/2", "sTypoAscender"),
            ("OS/2", "usWinDescent"),
            ("OS/2", "fsType"),
            ("head", "unitsPerEm"),
        ):
            assert getattr(font[tag], name) == getattr(whole[tag], name)


def shape_of(font, char):
    """Width, bounds and area: an outline may have one line in place of two."""
    glyphs = font.getGlyphSet()
    name = font.getBestCmap()[ord(char)]
    bounds, area = BoundsPen(glyphs), AreaPen(glyphs)
    glyphs[name].draw(bounds)
    glyphs[name].draw(area)
    return font["hmtx"][name], bounds.bounds, round(area.value, 3)


@pytest.fixture
def forgetful():
    """Nothing remembered from other tests, nor by them."""
    for cached in (font_embedding.assign_faces, font_embedding._may_be_embedded):
        cached.cache_clear()
    yield
    for cached in (font_embedding.assign_faces, font_embedding._may_be_embedded):
        cached.cache_clear()


def test_a_face_that_may_not_travel_stays_at_home(monkeypatch, forgetful):
    monkeypatch.setattr(font_embedding, "allows_subset", lambda bits: False)
    with pytest.warns(
        PowermapWarning,
        match=r"no installed font that may be embedded has 7 of the characters",
    ):
        css = font_embedding.font_face_rules({"regular": HAN + "A"})
    (ranges,) = [codes(ranges) for _, _, ranges in faces(css)]
    assert ord("A") in ranges


def test_what_the_makers_of_a_font_left_in_it_is_left_out_in_silence(tmp_path, caplog):
    with TTFont(fonts.source_sans("regular").path) as font:
        for tag in ("FFTM", "PfEd", "TTFA"):
            font[tag] = DefaultTable(tag)
            font[tag].data = b"1"
        font.save(tmp_path / "signed.ttf")
    made = font_embedding.subset_of(fonts.Face(str(tmp_path / "signed.ttf")), "An")
    assert not {"FFTM", "PfEd", "TTFA"} & set(TTFont(io.BytesIO(made)).keys())
    assert caplog.messages == []


def test_the_svg_carries_its_fonts_only_when_asked(tmp_path):
    chart = pm.quadrant(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana </style><b>")]))
    plain, carrying = chart.svg(), chart.svg(fonts=True)
    assert "<style" not in plain
    (style,) = ET.fromstring(carrying).iter("{http://www.w3.org/2000/svg}style")
    assert len(faces(style.text)) == 2
    assert re.sub(r"<style>.*?</style>\n", "", carrying, flags=re.DOTALL) == plain
    assert (
        chart.save(tmp_path / "a.svg", fonts=True).read_text(encoding="utf-8")
        == carrying
    )
    for name in ("a.png", "a.html"):
        with pytest.raises(pm.FormatError, match=f"not with '{name}'"):
            chart.save(tmp_path / name, fonts=True)


def test_the_report_carries_its_fonts():
    text = pm.report(
        pm.BuyingCenter("ERP", [pm.Stakeholder("Zoë", title="Łódź")])
    ).html()
    css = "\n".join(line for line in text.splitlines() if line.startswith("@font-face"))
    have = {weight: set(codes(ranges)) for weight, _, ranges in faces(css)}
    assert {ord(char) for char in "Zoë Łódź"} <= have[400]
    assert {ord(char) for char in "Zoë ERP"} <= have[600]
