from __future__ import annotations

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, ImageChops, ImageFilter

from powermap.render import fonts
from powermap.render.face_runs import split_by_face
from powermap.render.mpl import draw, figure, pdf, png
from powermap.render.svg import svg
from powermap.scene.marks import Box, Disc, Path, Scene, Text


def picture(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def from_svg(scene, zoom=2):
    resvg = pytest.importorskip("resvg_py")
    files = [fonts.source_sans("regular").path, fonts.source_sans("semibold").path]
    text = svg(scene)
    if any(ord(char) > 0x2E7F for char in text):
        files += [face.path for _, face in split_by_face("张")]
    return picture(
        bytes(
            resvg.svg_to_bytes(
                svg_string=text, zoom=zoom, font_files=files, skip_system_fonts=True
            )
        )
    )


def ink(image):
    """Where something other than the page is: left, top, right, bottom."""
    grey = image.convert("L").point(lambda value: 255 if value < 128 else 0)
    return grey.getbbox()


def alone(mark):
    return Scene(200, 100, title="", description="", marks=(mark,))


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0, 3.3])
def test_png_has_scale_pixels_for_each_point(mixed, scale):
    assert picture(png(mixed, scale)).size == (round(480 * scale), round(240 * scale))


def test_same_bytes_again_and_in_threads(mixed):
    once, document = png(mixed), pdf(mixed)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: png(mixed), range(8))) == {once}
        assert set(pool.map(lambda _: pdf(mixed), range(4))) == {document}


def test_png_and_svg_are_one_picture(mixed):
    ours, theirs = picture(png(mixed)), from_svg(mixed)
    assert ours.size == theirs.size
    soft = [each.filter(ImageFilter.GaussianBlur(2)) for each in (ours, theirs)]
    difference = np.asarray(ImageChops.difference(*soft), dtype=float)
    assert difference.mean() < 0.5
    assert difference.max() < 60


def test_boxes_and_discs_have_the_same_color_in_both(mixed):
    ours, theirs = picture(png(mixed)), from_svg(mixed)
    spots = [
        (20, 20),
        (260, 20),
        (215, 80),
        (300, 60),
        (360, 60),
        (420, 80),
        (470, 120),
        (35, 65),
    ]
    for x, y in spots:
        a, b = ours.getpixel((2 * x, 2 * y)), theirs.getpixel((2 * x, 2 * y))
        assert max(abs(p - q) for p, q in zip(a, b, strict=True)) <= 2, (x, y)


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
@pytest.mark.parametrize(
    ("content", "more"),
    [
        ("Ana Ruiz", {}),
        ("Ana Ruiz", {"weight": "semibold"}),
        ("POWER", {"spacing": 2.0}),
        ("$x$ \\N_y^2", {}),
        ("turned", {"rotate": -90.0}),
        ("turned", {"rotate": 30.0}),
    ],
)
def test_text_stands_where_the_svg_has_it(anchor, content, more):
    scene = alone(Text(100, 50, content, 14, "#000000", 60, anchor=anchor, **more))
    slack = (
        4 if "spacing" in more else 2
    )  # viewers differ on the space after the last letter
    for a, b in zip(ink(picture(png(scene))), ink(from_svg(scene)), strict=True):
        assert abs(a - b) <= slack


def test_chinese_stands_where_the_svg_has_it():
    ((_, face),) = split_by_face("张")
    if not fonts.has_glyph(face, "张"):
        pytest.skip("no installed face has Chinese")
    scene = alone(Text(20, 50, "张伟", 20, "#000000", 40))
    for a, b in zip(ink(picture(png(scene))), ink(from_svg(scene)), strict=True):
        assert abs(a - b) <= 3


@pytest.mark.parametrize("content", ["שלום", "مرحبا"])
@pytest.mark.parametrize(("anchor", "side"), [("start", 0), ("end", 2)])
def test_anchor_is_geometric_for_right_to_left_words(content, anchor, side):
    scene = alone(Text(100, 50, content, 20, "#000000", 80, anchor=anchor))
    assert abs(ink(picture(png(scene)))[side] - 200) <= 5


@pytest.mark.parametrize(("size", "dpi"), [((4, 3), 100), ((8, 2), 50), ((3, 6), 200)])
def test_axes_of_any_size_keep_the_proportions(size, dpi):
    marks = (
        Box(0, 0, 20, 100, fill="#FF0000"),
        Text(100, 60, "HHH", 30, "#0000FF", 60, anchor="middle"),
    )
    scene = Scene(200, 100, title="", description="", marks=marks)
    made = Figure(figsize=size, dpi=dpi)
    ax = made.add_axes((0.1, 0.1, 0.8, 0.8))
    assert draw(scene, ax) is ax
    canvas = FigureCanvasAgg(made)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba()).astype(int)
    unit = min(size[0] * dpi * 0.8 / 200, size[1] * dpi * 0.8 / 100)
    red = np.argwhere((pixels[..., 0] > 200) & (pixels[..., 2] < 60))
    blue = np.argwhere((pixels[..., 2] > 200) & (pixels[..., 0] < 60))
    high, wide = np.ptp(red, axis=0) + 1
    assert abs(high - 100 * unit) <= 2
    assert abs(wide - 20 * unit) <= 2
    assert (
        abs(np.ptp(blue[:, 0]) + 1 - 0.656 * 30 * unit) <= 2
    )  # height of a capital in Source Sans
    assert abs(blue[:, 1].mean() - (red[:, 1].min() + 100 * unit)) <= 3


def test_strange_settings_change_nothing(mixed):
    plain, before = png(mixed, 1), dict(mpl.rcParams)
    strange = {
        "text.usetex": True,
        "text.hinting": "native",
        "savefig.bbox": "tight",
        "figure.autolayout": True,
        "font.size": 40,
        "axes.facecolor": "black",
        "figure.facecolor": "black",
        "lines.linewidth": 9,
        "text.parse_math": True,
        "path.snap": True,
    }
    with mpl.rc_context(strange):
        assert png(mixed, 1) == plain
        canvas = FigureCanvasAgg(figure(mixed))
        canvas.draw()
        drawn = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
        assert pdf(mixed).startswith(b"%PDF-")
    difference = np.asarray(ImageChops.difference(drawn, picture(plain)), dtype=float)
    assert difference.mean() < 0.5
    assert dict(mpl.rcParams) == before


def test_pdf_has_no_date_and_the_page_in_points(mixed):
    document = pdf(mixed)
    assert b"CreationDate" not in document
    assert b"/MediaBox [ 0 0 480 240 ]" in document
    assert b"/ToUnicode" in document  # text that can be selected, not outlines


def test_dashes_are_in_points():
    line = Path(
        (("M", 10, 50), ("L", 190, 50)), stroke="#000000", stroke_width=4, dash=(20, 10)
    )
    row = np.asarray(picture(png(alone(line), 1)).convert("L"))[50] < 128
    assert [bool(row[x]) for x in (15, 25, 35, 45, 55, 65)] == [
        True,
        True,
        False,
        True,
        True,
        False,
    ]


def test_later_marks_lie_above():
    scene = Scene(
        20,
        20,
        title="",
        description="",
        marks=(Disc(10, 10, 8, fill="red"), Box(5, 5, 10, 10, fill="lime")),
    )
    assert picture(png(scene, 1)).getpixel((10, 10)) == (0, 255, 0)


def test_pyplot_stays_out():
    code = (
        "import sys\n"
        "from powermap.scene.marks import Scene, Text\n"
        "from powermap.render import svg\n"
        "scene = Scene(40, 20, title='', description='', marks=(Text(5, 10, 'Ana', 9, '#000000', 9),))\n"
        "svg.svg(scene)\n"
        "assert 'matplotlib' not in sys.modules\n"
        "from powermap.render import mpl\n"
        "mpl.png(scene), mpl.pdf(scene)\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
