"""Colours for a dark page: each keeps its hue, what was light becomes dark, and contrast stays."""

from __future__ import annotations

from functools import lru_cache

_PAGE, _INK = 0.205, 0.94
"""OKLab lightness of the dark page, and of its ink."""
_WHITE_PAGE_INK = 0.27
"""Lightness of the ink on the white page; what is darker becomes no lighter than the ink of the dark one."""
_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_Three = tuple[float, float, float]


@lru_cache(maxsize=512)
def darkened(colour: str) -> str:
    """The colour that does on a dark page what `colour`, as #RRGGBB, does on a white one.

    Examples
    --------
    >>> darkened("#FFFFFF"), darkened("#1F2933")
    ('#171717', '#DEEBF9')

    Notes
    -----
    Lightness is turned round in OKLab (Ottosson 2020, *A perceptual color space for image processing*).
    """
    parts = tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = tuple(
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    lms = tuple(part ** (1 / 3) for part in _times(_TO_LMS, linear))
    light, a, b = _times(_TO_LAB, lms)
    turned = _PAGE + (_INK - _PAGE) * min((1 - light) / (1 - _WHITE_PAGE_INK), 1.0)
    back = tuple(part**3 for part in _times(_FROM_LAB, (turned, a, b)))
    return "#" + "".join(
        f"{round(255 * _encoded(part)):02X}" for part in _times(_FROM_LMS, back)
    )


def _encoded(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _times(matrix: tuple[_Three, ...], vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(
        sum(factor * part for factor, part in zip(row, vector, strict=True))
        for row in matrix
    )
