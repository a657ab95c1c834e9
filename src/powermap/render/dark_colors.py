"""Colors for a dark page: each keeps its hue, and light ones become dark.

Lightness is turned round in OKLab, where equal steps look equal (Ottosson 2020, *A
perceptual color space for image processing*), so that contrasts stay.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PAINT = re.compile(r'(fill|stroke)="(#[0-9A-F]{6})"')

# Not black: on black white letters seem to glow, and shadows and hairlines vanish.
_DARK_PAGE_LIGHTNESS = 0.205
"""OKLab lightness of the dark page, which stands for white."""
_DARK_PAGE_INK_LIGHTNESS = 0.94
"""OKLab lightness of the ink on the dark page."""
_WHITE_PAGE_INK_LIGHTNESS = 0.27
"""OKLab lightness of the ink on the white page; what is darker becomes no lighter than
the ink of the dark one."""

# Matrices of OKLab: LMS are the responses of the three kinds of cones.
_RGB_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LMS_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_LAB_TO_LMS = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_LMS_TO_RGB = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_Vector = tuple[float, float, float]
_Matrix = tuple[_Vector, _Vector, _Vector]


def dark_rules(drawing: str, selector: str) -> list[str]:
    """Return a rule of a style sheet for each color of a drawing.

    Browsers without light-dark() ignore the rules and keep the light colors.

    Examples
    --------
    >>> dark_rules('<rect fill="#FFFFFF"/>', "svg")
    ['svg [fill="#FFFFFF"]{fill:light-dark(#FFFFFF,#171717)}']
    """
    rules = []
    # A rule per color, not per element: a chart has about twenty colors and a thousand
    # elements.
    for attribute, color in sorted(set(_PAINT.findall(drawing))):
        value = light_or_dark(color)
        rules.append(f'{selector} [{attribute}="{color}"]{{{attribute}:{value}}}')
    return rules


def light_or_dark(color: str) -> str:
    """Return a color of a style sheet that follows the color scheme of the reader."""
    return f"light-dark({color},{dark_color(color)})"


@lru_cache(maxsize=512)
def dark_color(color: str) -> str:
    """Return the color that does on a dark page what a color does on a white one.

    Parameters
    ----------
    color : str
        As ``#RRGGBB``.

    Examples
    --------
    >>> dark_color("#FFFFFF"), dark_color("#1F2933")
    ('#171717', '#DEEBF9')
    """
    lightness, a, b = _to_oklab(color)
    darkness = (1 - lightness) / (1 - _WHITE_PAGE_INK_LIGHTNESS)
    lightness_range = _DARK_PAGE_INK_LIGHTNESS - _DARK_PAGE_LIGHTNESS
    dark_lightness = _DARK_PAGE_LIGHTNESS + lightness_range * min(darkness, 1.0)
    return _from_oklab((dark_lightness, a, b))


def _to_oklab(color: str) -> _Vector:
    red = _light_of(color[1:3])
    green = _light_of(color[3:5])
    blue = _light_of(color[5:7])
    long, medium, short = _multiply(_RGB_TO_LMS, (red, green, blue))

    # The eye answers to light about as its cube root.
    root = 1 / 3
    roots = (long**root, medium**root, short**root)
    return _multiply(_LMS_TO_LAB, roots)


def _light_of(digits: str) -> float:
    """Return the light of two hexadecimal digits of a color."""
    part = int(digits, 16) / 255
    return _decode_gamma(part)


def _from_oklab(lab: _Vector) -> str:
    long, medium, short = _multiply(_LAB_TO_LMS, lab)
    cubes = (long**3, medium**3, short**3)
    digits = "#"
    for light in _multiply(_LMS_TO_RGB, cubes):
        part = round(255 * _encode_gamma(light))
        digits += f"{part:02X}"
    return digits


def _decode_gamma(part: float) -> float:
    """Return the light of a part of an sRGB color, by IEC 61966-2-1."""
    if part <= 0.04045:
        return part / 12.92
    return float(((part + 0.055) / 1.055) ** 2.4)


def _encode_gamma(light: float) -> float:
    """Return a part of an sRGB color; what sRGB cannot show is cut off."""
    light = min(max(light, 0.0), 1.0)
    if light <= 0.0031308:
        return light * 12.92
    return float(1.055 * light ** (1 / 2.4) - 0.055)


def _multiply(matrix: _Matrix, vector: _Vector) -> _Vector:
    x, y, z = vector
    first, second, third = matrix
    return (
        first[0] * x + first[1] * y + first[2] * z,
        second[0] * x + second[1] * y + second[2] * z,
        third[0] * x + third[1] * y + third[2] * z,
    )
