"""Whatever is given, the answer is a value or an error of powermap's."""

from __future__ import annotations

import io
import math
import zipfile

import pandas as pd
import polars as pl
import pytest
from lxml import etree
from pptx import Presentation

import powermap as pm
from powermap.errors import FormatError, PowermapError

PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@pytest.fixture
def center():
    return pm.northwind()


def test_a_text_to_hide_has_a_word(center):
    for text in ("", " ", "…", ["Kim", ""]):
        with pytest.raises(PowermapError, match="the text to hide is"):
            pm.redact(center, "partner", hide=text, key="a long secret key")
    signs = pm.BuyingCenter("x", [pm.Stakeholder("😀", note="😀 agrees")])
    assert pm.redact(signs, "partner", key="a long secret key")


def test_an_escape_of_no_character_is_refused():
    for escape in (r"\UFFFFFFFF", r"\U00110000", r"\xZZ", r"\u12"):
        for text in (f'name: "{escape}"', f'? "{escape}"\n: 1', f'name: ["{escape}"]'):
            with pytest.raises(FormatError):
                pm.read(io.StringIO(text), format="yaml")


def test_a_name_that_is_no_name_of_a_file_is_an_error(tmp_path):
    plan = pm.northwind()
    playbook = pm.Playbook()
    # A file of 250 letters has a name; those of its ties and facts have none.
    for name in ("a" * 300, "a" * 250, "x/" * 3000, "a\0b", "a\ud800"):
        path = tmp_path / name
        for action in (
            lambda path=path: pm.read(f"{path}.csv"),
            lambda path=path: pm.read_playbook(f"{path}.toml"),
            lambda path=path: pm.tables.write_playbook(playbook, f"{path}/a.toml"),
            lambda path=path: pm.write(plan, f"{path}.csv"),
            lambda path=path: pm.write(plan, f"{path}{path}.yaml"),
            lambda path=path: pm.write(plan, f"{path}{path}.xlsx"),
            lambda path=path: pm.plan.history(path),
        ):
            with pytest.raises(PowermapError):
                action()
        assert len(pm.portfolio(path).errors) == 1


def test_a_key_of_many_parts_is_refused_at_once(tmp_path):
    path = tmp_path / "powermap.toml"
    for key in ("a" + ".a" * 100_000, '"a b"' + " . 'c'" * 50_000, "[a" + ".b" * 9_000):
        for text in (f"{key} = 1", f"# a comment\n{key}"):
            path.write_text(text)
            with pytest.raises(FormatError, match="more than 40 parts") as refused:
                pm.read_playbook(path)
            assert "一个键有超过 40 个部分" in refused.value.say("zh")
            (tmp_path / "a.csv").write_text("Name\nAna Ruiz\n")
            with pytest.raises(FormatError, match="more than 40 parts"):
                pm.read(tmp_path / "a.csv", mapping=path)


def changed_template(change):
    stream = io.BytesIO()
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).notes_slide  # noqa: B018
    deck.save(stream)
    answer = io.BytesIO()
    with (
        zipfile.ZipFile(stream) as old,
        zipfile.ZipFile(answer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return answer.getvalue()


def test_templates_that_unpack_to_much_or_are_damaged_are_refused(center, tmp_path):
    def many_tags(name, part):
        end = b"</p:sldMaster>"
        return part.replace(end, b"<p:x/>" * 1_000_000 + end)

    def large(name, part):
        return part + bytes(200_000_000) if name == "docProps/thumbnail.jpeg" else part

    def no_notes_master(name, part):
        return b"<a/>" if name == "ppt/notesMasters/notesMaster1.xml" else part

    for change in (many_tags, large, no_notes_master):
        (tmp_path / "a.pptx").write_bytes(changed_template(change))
        with pytest.raises(FormatError, match="the template cannot be read"):
            pm.quadrant(center).pptx(template=tmp_path / "a.pptx")


def test_tags_of_yaml_are_refused():
    for tag in ("!!bool maybe", "!!int x", "!!float ''", "!!timestamp 1", "!!binary ="):
        with pytest.raises(PowermapError):
            pm.read(io.StringIO(f"name: {tag}"), format="yaml")


def test_no_number_of_toml_is_too_long(tmp_path):
    path = tmp_path / "m.toml"
    for text in ("label = " + "9" * 5_000, "a = " + "[" * 5_000):
        path.write_text(text)
        for read in (pm.tables.read_playbook, read_by_mapping):
            with pytest.raises(PowermapError):
                read(path)


def read_by_mapping(mapping):
    return pm.read(io.StringIO("Name\nAna\n"), mapping=mapping)


def test_a_mapping_is_a_name_or_a_path():
    for mapping in (5, 1.5, ["x"], object()):
        with pytest.raises(PowermapError, match="allowed: the path of a file"):
            read_by_mapping(mapping)


def test_lists_in_frames_are_lists():
    names = {"Name": ["Ana"], "covered_by": [["Kim", "Lee"]]}
    stream = io.BytesIO()
    pl.DataFrame(names).write_parquet(stream)
    for frame in (pd.read_parquet(stream), pl.DataFrame(names)):
        plan = pm.tables.from_frame(frame, name="x")
        assert list(plan["ana"].covered_by) == ["Kim", "Lee"]


def test_a_language_is_one_of_two_words(center):
    for language in (["en"], {}, 5, b"en"):
        with pytest.raises(PowermapError, match="allowed: en, zh"):
            pm.quadrant(center, lang=language)


def test_a_picture_has_pixels_that_memory_holds(center):
    chart = pm.quadrant(center)
    for scale in ("2", 0, -1, math.nan, math.inf, True, 10**400):
        with pytest.raises(PowermapError, match="allowed: a number above 0"):
            chart.png(scale=scale)
    for scale in (50, 500):
        with pytest.raises(PowermapError, match="at most 64,000,000 pixels"):
            chart.png(scale=scale)


def test_a_resolution_is_a_number(center, tmp_path):
    for dpi in ("300", -1, math.nan):
        with pytest.raises(PowermapError, match="dpi is"):
            pm.quadrant(center).save(tmp_path / "a.png", dpi=dpi)


def test_every_message_can_be_sent():
    for text in ('{"\\ud800": 1}', '{"stakeholders": [{"name": "\\udfff"}]}'):
        with pytest.raises(PowermapError) as refused:
            pm.read(io.StringIO(text), format="json")
        for language in ("en", "zh"):
            refused.value.say(language).encode()
        str(refused.value).encode()


def test_templates_that_say_little_are_used(center, tmp_path):
    deck = Presentation()
    size = deck.part._element.find(f"{PRESENTATION}sldSz")
    deck.part._element.remove(size)
    deck.save(tmp_path / "no-size.pptx")
    deck = Presentation()
    for layout in deck.slide_layouts:
        for each in layout.placeholders:
            each._element.insert(0, etree.Comment("house"))
    deck.save(tmp_path / "comments.pptx")
    for template in sorted(tmp_path.iterdir()):
        assert pm.quadrant(center).pptx(template=template)
