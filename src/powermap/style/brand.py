"""The colors that a playbook may replace, by name, and pictures in those colors.

A finished scene is recolored as a whole, so that no view has to pass colors on. What
looks alike in powermap's own colors therefore stays alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from powermap.errors import ModelError, nearest, shown
from powermap.model import Role, Stance, TieKind
from powermap.scene.marks import Scene
from powermap.style import colors, flow
from powermap.style.recolor import faded_color, recolored

READABLE = 4.5
"""Least contrast of text, by WCAG 2.2, 1.4.3."""
VISIBLE = 3.0
"""Least contrast of signs and lines, by WCAG 2.2, 1.4.11."""
GLARE = 0.05
"""Light that a screen adds to every color, by the same standard."""
FORM = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class BrandColor:
    """A color that a company may replace.

    Attributes
    ----------
    default : str
        Powermap's own color.
    grounds : tuple of str
        Names of the colors that it stands on; ``paper`` is white.
    contrast : float
        That it needs on each of them; 0 when any color will do.
    """

    default: str
    grounds: tuple[str, ...] = ()
    contrast: float = 0.0


def _brand_colors() -> dict[str, BrandColor]:
    tints = tuple(f"{role.value}_tint" for role in Role)
    on_paper = ("paper",)
    names = {
        "text": BrandColor(colors.TEXT, (*on_paper, *tints), READABLE),
        "muted": BrandColor(colors.MUTED, (*on_paper, *tints), READABLE),
        "faint": BrandColor(colors.FAINT),
        "rule": BrandColor(colors.RULE),
        "accent": BrandColor(flow.GAIN.tint, on_paper, READABLE),
        "accent_ink": BrandColor(flow.GAIN.ink, on_paper, READABLE),
        "influence": BrandColor(colors.TIES[TieKind.INFLUENCES].ink, on_paper, VISIBLE),
        "reporting_line": BrandColor(colors.TIES[TieKind.REPORTS_TO].ink),
        "contact": BrandColor(colors.TIES[TieKind.TALKS_TO].ink, on_paper, VISIBLE),
        "friendship": BrandColor(colors.TIES[TieKind.FRIEND_OF].ink, on_paper, VISIBLE),
        "path": BrandColor(colors.PATH.ink, on_paper, VISIBLE),
        "path_tint": BrandColor(colors.PATH.tint),
    }
    for role in Role:
        tint = f"{role.value}_tint"
        names[tint] = BrandColor(colors.ROLES[role].tint)
        names[role.value] = BrandColor(
            colors.ROLES[role].ink, (*on_paper, tint), READABLE
        )
    for stance in Stance:
        # The white sign on the disc needs the contrast, and so does the disc itself.
        names[stance.value] = BrandColor(colors.STANCES[stance], on_paper, VISIBLE)
    return names


BRAND_COLORS: Mapping[str, BrandColor] = MappingProxyType(_brand_colors())
"""Every color that a playbook may replace, by name.

``owner`` is the ink of a role, ``owner_tint`` its ground. An enemy, a conflict and a
minus share one color, as do a supporter and a plus.
"""


NEVER_FADED = frozenset({"accent", "accent_ink"})
"""Colors of charts of figures, in which nothing fades."""


def check_brand(style: Mapping[str, str]) -> None:
    """Refuse colors under unknown names, in another form, or that cannot be read.

    Raises
    ------
    ModelError
        With the name, the value and what is allowed.

    Examples
    --------
    >>> check_brand({"owner": "#003366"})
    >>> check_brand({"owner": "#FFEE00"})
    Traceback (most recent call last):
    powermap.errors.ModelError: style: owner is '#FFEE00', with a contrast of 1.2 \
to 1 on paper; allowed: at least 4.5; choose a darker color
    """
    for name, color in style.items():
        if name not in BRAND_COLORS:
            hint = nearest(str(name), BRAND_COLORS)
            raise ModelError(
                f"style has a color {shown(name)}; "
                f"allowed: {', '.join(BRAND_COLORS)}{hint}"
            )
        if not isinstance(color, str) or not FORM.fullmatch(color):
            raise ModelError(
                f"style: {name} is {shown(color)}; allowed: a color as #RRGGBB"
            )
    for name, brand in BRAND_COLORS.items():
        for ground in brand.grounds:
            # Our own pairs are tested; only what the playbook changes is checked.
            if name in style or ground in style:
                _check_contrast(style, name, ground)


def _check_contrast(style: Mapping[str, str], name: str, ground: str) -> None:
    color = _color(style, name)
    found = contrast(color, _color(style, ground))
    needed = BRAND_COLORS[name].contrast
    if found < needed:
        advice = "choose a darker color"
        if name not in style:
            advice = f"choose a lighter {ground}"
        raise ModelError(
            f"style: {name} is {shown(color)}, with a contrast of {found:.1f} to 1 "
            f"on {ground}; allowed: at least {needed:g}; {advice}"
        )


def _color(style: Mapping[str, str], name: str) -> str:
    if name == "paper":
        return colors.PAPER
    return style.get(name, BRAND_COLORS[name].default)


def contrast(one: str, other: str) -> float:
    """The contrast of two colors by WCAG 2.2, from 1 to 21.

    Examples
    --------
    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    shades = (_luminance(one), _luminance(other))
    bright = max(shades) + GLARE
    dark = min(shades) + GLARE
    return bright / dark


def _luminance(color: str) -> float:
    red = _linear(color[1:3])
    green = _linear(color[3:5])
    blue = _linear(color[5:7])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(digits: str) -> float:
    """A part of an sRGB color without its gamma."""
    share = int(digits, 16) / 255
    if share <= 0.04045:
        return share / 12.92
    linear: float = ((share + 0.055) / 1.055) ** 2.4
    return linear


def branded(scene: Scene, style: Mapping[str, str]) -> Scene:
    """A scene in the colors of a playbook.

    Raises
    ------
    ModelError
        When a name or a color is not allowed.
    """
    if not style:
        return scene
    check_brand(style)
    table = _color_table(style)

    def color_for(color: str) -> str:
        return table.get(color, color)

    marks = tuple(recolored(mark, color_for) for mark in scene.marks)
    return replace(scene, marks=marks)


def _color_table(style: Mapping[str, str]) -> dict[str, str]:
    """Old colors with their new ones, also as they look when faded."""
    table = {}
    for name, color in style.items():
        default = BRAND_COLORS[name].default
        new = color.upper()
        table[default] = new
        if name not in NEVER_FADED:
            table[faded_color(default)] = faded_color(new)
    return table


def deck_theme(style: Mapping[str, str] | None = None) -> dict[str, str]:
    """The twelve colors of a deck, to which the pictures in it refer.

    Text, paper, muted text and rules come first.
    """
    style = style or {}
    named = {
        "dk1": "text",
        "lt1": "paper",
        "dk2": "muted",
        "lt2": "rule",
        "accent1": "owner",
        "accent2": "advocate",
        "accent3": "gatekeeper",
        "accent4": "approver",
        "accent5": "opponent",
        "accent6": "enemy",
        "hlink": "owner",
        "folHlink": "approver",
    }
    return {slot: _color(style, name).upper() for slot, name in named.items()}


FACES = ("Source Sans Pro", "Microsoft YaHei")
"""Typefaces of a deck, for Latin and for Chinese.

Every PowerPoint that shows Chinese has the second.
"""
