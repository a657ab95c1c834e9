"""Photos of people: found in the folder of the plan, cut without distortion, drawn."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from PIL import Image, ImageDraw

import powermap as pm
from powermap.errors import PowermapWarning
from powermap.files.photos import MOST_MEGABYTES, Unusable, read_photo
from powermap.scene import Image as Photo

RED, GREEN, BLUE = (220, 30, 30), (30, 170, 60), (40, 60, 200)
CHARTS = (pm.quadrant, pm.influence, pm.charts.relationship)


def bands(size, path, *, upright=False, **options):
    """A photo whose middle third is green, between red and blue."""
    width, height = size
    photo = Image.new("RGB", size, GREEN)
    draw = ImageDraw.Draw(photo)
    if upright:
        draw.rectangle((0, 0, width, height * 0.15), RED)
        draw.rectangle((0, height * 0.7, width, height), BLUE)
    else:
        draw.rectangle((0, 0, width // 3 - 1, height), RED)
        draw.rectangle((width * 2 // 3 + 1, 0, width, height), BLUE)
    path.parent.mkdir(parents=True, exist_ok=True)
    photo.save(path, **options)
    return path


def opened(source):
    return Image.open(io.BytesIO(Photo(0, 0, 1, 1, source).content))


def is_near(color, other):
    return max(abs(one - two) for one, two in zip(color, other, strict=True)) < 25


def center_of(*photos):
    people = []
    for number, photo in enumerate(photos):
        people.append(
            pm.Stakeholder(f"Person {number}", power=8, involvement=number, photo=photo)
        )
    return pm.BuyingCenter("ERP", people)


def photos_of(chart):
    return [mark for mark in chart.scene.walk() if isinstance(mark, Photo)]


def test_a_path_is_the_same_in_every_format_and_known_by_its_folder(tmp_path):
    plan = center_of("photos/a.jpg", None)
    bands((90, 90), tmp_path / "photos" / "a.jpg")
    for suffix in ("yaml", "json", "xlsx", "csv"):
        for lang in ("en", "zh"):
            file = pm.write(plan, tmp_path / f"deal.{suffix}", lang=lang)
            read = pm.read(file)
            assert read.center == plan
            assert len(photos_of(pm.quadrant(read, show="photo"))) == 1
            # What was read can be written, edited and merged as it is.
            again = pm.write(read, tmp_path / f"again-{lang}.{suffix}", lang=lang)
            assert pm.read(again).center == plan
            moved = read.center.revised(name="Other")
            assert len(photos_of(pm.quadrant(moved, show="photo"))) == 1
    apart = pm.read(tmp_path / "deal.xlsx", isolate=True)
    assert len(photos_of(pm.quadrant(apart, show="photo"))) == 1
    frame = pm.to_frame(plan)
    assert pm.from_frame(frame, name="ERP") == plan


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif"])
def test_a_photo_is_the_square_in_the_middle_of_the_file(tmp_path, suffix):
    for size, upright in (
        ((300, 100), False),
        ((1800, 600), False),
        ((100, 200), True),
    ):
        path = bands(size, tmp_path / f"a.{suffix}", upright=upright)
        photo = opened(read_photo(str(path), None))
        assert photo.size == (128, 128)
        corners = [photo.getpixel((x, y)) for x in (4, 123) for y in (4, 123)]
        assert all(is_near(corner, GREEN) for corner in corners), (size, corners)


def test_a_photo_is_upright_and_tells_nothing_else_of_its_file(tmp_path):
    path = bands((100, 200), tmp_path / "a.jpg", upright=True)
    turned = Image.open(path).rotate(90, expand=True)
    exif = turned.getexif()
    exif[0x0112] = 6
    exif[0x010E] = "at the plant"
    turned.save(path, exif=exif)
    photo = opened(read_photo(str(path), None))
    assert is_near(photo.getpixel((64, 64)), GREEN)
    assert is_near(photo.getpixel((4, 4)), GREEN)
    assert not photo.getexif()
    assert b"at the plant" not in Photo(0, 0, 1, 1, read_photo(str(path), None)).content


@pytest.mark.parametrize("draw", CHARTS)
def test_photos_are_drawn_when_asked_with_the_name_as_their_text(tmp_path, draw):
    path = str(bands((90, 90), tmp_path / "a.png"))
    center = center_of(path, path, None)
    assert photos_of(draw(center)) == []
    chart = draw(center, show=["photo"])
    assert {photo.alt for photo in photos_of(chart)} == {"Person 0", "Person 1"}
    assert all(photo.width == photo.height for photo in photos_of(chart))
    assert pm.charts.faults(chart.scene) == []
    svg = chart.svg(prefix="map-")
    assert 'aria-label="Person 1"' in svg
    assert 'clip-path="url(#map-rounded-50)"' in svg
    assert svg.count('<clipPath id="map-rounded-50"') == 1
    package = zipfile.ZipFile(io.BytesIO(chart.pptx()))
    slide = package.read("ppt/slides/slide1.xml").decode()
    assert slide.count("<p:pic>") == 2
    assert 'descr="Person 1"' in slide
    # One photo of two people is one part of the file.
    assert sum(name.startswith("ppt/media") for name in package.namelist()) == 1
    photo = photos_of(chart)[0]
    png = Image.open(io.BytesIO(chart.png(2))).convert("RGB")
    middle = (photo.x + photo.width / 2) * 2, (photo.y + photo.height / 2) * 2
    assert is_near(png.getpixel(tuple(map(round, middle))), GREEN)
    assert chart.pdf()[:4] == b"%PDF"


def test_a_photo_is_the_right_way_up_in_pixels(tmp_path):
    path = bands((90, 90), tmp_path / "a.png", upright=True)
    chart = pm.quadrant(center_of(str(path)), placement="cells", show="photo")
    [photo] = photos_of(chart)
    png = Image.open(io.BytesIO(chart.png(4))).convert("RGB")
    x = round((photo.x + photo.width / 2) * 4)
    assert is_near(png.getpixel((x, round((photo.y + 3) * 4))), RED)
    low = photo.y + photo.height - 3
    assert is_near(png.getpixel((x, round(low * 4))), BLUE)


def test_words_stand_under_the_name_beside_a_photo(tmp_path):
    path = str(bands((90, 90), tmp_path / "a.png"))
    ana = pm.Stakeholder("Ana", title="CFO", department="Finance", photo=path)
    center = pm.BuyingCenter("ERP", [ana])
    for show, expected in ((["photo"], "CFO"), (["照片", "department"], "Finance")):
        chart = pm.influence(center, show=show)
        assert len(photos_of(chart)) == 1
        texts = [getattr(mark, "content", None) for mark in chart.scene.walk()]
        assert expected in texts


def unusable(tmp_path):
    """Paths that cannot be used, by the cause."""
    folder = tmp_path / "deals"
    bands((9, 9), folder / "a.png")
    outside = bands((9, 9), tmp_path / "secret.png")
    (folder / "link.png").symlink_to(outside)
    (folder / "text.png").write_text("not a photo", encoding="utf-8")
    (folder / "cut.png").write_bytes((folder / "a.png").read_bytes()[:40])
    Image.new("1", (9_000, 6_000)).save(folder / "huge.png")
    with (folder / "long.png").open("wb") as file:
        file.truncate(MOST_MEGABYTES * 1_000_000 + 1)
    return folder, {
        "there is no file": ["b.png", "photos", "..."],
        "outside the folder": [
            "../secret.png",
            str(outside),
            "link.png",
            "/etc/passwd",
        ],
        "not a file on this computer": [
            "https://example.com/a.png",
            "//server/share/a.png",
            "\\\\server\\share\\a.png",
            "data:image/png;base64,AAAA",
        ],
        "cannot be read": ["text.png", "cut.png", "huge.png", "long.png"],
    }


def test_a_photo_that_cannot_be_used_is_named_and_left_out(tmp_path):
    folder, causes = unusable(tmp_path)
    for expected, paths in causes.items():
        for path in paths:
            file = pm.write(center_of(path, "a.png"), folder / "deal.yaml")
            with pytest.warns(PowermapWarning) as warned:
                chart = pm.quadrant(pm.read(file), show="photo")
            assert [expected in str(each.message) for each in warned] == [True]
            assert len(photos_of(chart)) == 1
    # One note for all files that are missing.
    with pytest.warns(PowermapWarning, match="no files 'b.png', 'c.png'") as warned:
        pm.influence(center_of("b.png", "c.png"), show="photo")
    assert len(warned) == 1
    with pytest.warns(PowermapWarning, match="no one has a photo"):
        pm.influence(center_of(None), show="photo")


def test_a_chart_without_a_place_for_photos_says_so(tmp_path):
    path = str(bands((9, 9), tmp_path / "a.png"))
    with pytest.warns(PowermapWarning, match="no place for photos"):
        pm.charts.needs(center_of(path), show="photo")


pieces = st.lists(
    st.sampled_from(["..", ".", "/", "\\", "a.png", "secret.png", "in", "~", "C:", ""]),
    min_size=1,
    max_size=6,
)


@given(pieces)
def test_no_path_of_a_plan_leads_out_of_its_folder(tmp_path_factory, parts):
    root = tmp_path_factory.getbasetemp() / "photos-outside"
    if not root.exists():
        bands((9, 9), root / "in" / "a.png")
        Image.new("RGB", (9, 9), RED).save(root / "secret.png")
        Image.new("RGB", (9, 9), RED).save(root / "a.png")
    for joined in ("/".join(parts), "".join(parts), "\\".join(parts)):
        try:
            source = read_photo(joined, root / "in")
        except Unusable:
            continue
        assert not is_near(opened(source).getpixel((64, 64)), RED)


def test_photos_go_to_nobody_outside(tmp_path, powermap):
    path = str(bands((90, 90), tmp_path / "a.png"))
    for level in ("partner", "customer"):
        hidden = pm.redact(center_of(path), level)
        assert [person.photo for person in hidden] == [None]
    # A photo shows who it is, whatever a company lets its own levels see.
    own = pm.Playbook(levels={"auditor": {"people": ["photo"]}})
    hidden = pm.redact(center_of(path), "auditor", playbook=own)
    assert [person.photo for person in hidden] == [None]
    file = pm.write(center_of("a.png"), tmp_path / "deal.yaml")
    out = tmp_path / "a.svg"
    assert powermap("draw", file, "-o", out, "--show", "photo").returncode == 0
    assert "data:image/jpeg" in out.read_text("utf-8")
    refused = powermap(
        "draw", file, "-o", out, "--show", "photo", "--redact", "partner"
    )
    assert (refused.returncode, "photo" in refused.stderr) == (2, True)


def test_a_plan_that_moves_takes_its_photos_along(tmp_path, monkeypatch):
    bands((90, 90), tmp_path / "old" / "a.png")
    file = pm.write(center_of("a.png"), tmp_path / "old" / "deal.yaml")
    (tmp_path / "old").rename(tmp_path / "new")
    monkeypatch.chdir(tmp_path / "new")
    plan = pm.read(Path(file.name))
    assert len(photos_of(pm.quadrant(plan, show="photo"))) == 1
